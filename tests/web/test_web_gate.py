"""Who is let in, and where the server may listen."""

from __future__ import annotations

import pytest

from positions.errors import UsageError
from tui.web.gate import Gate, loopback, policy

GATE = Gate("127.0.0.1", 8765, "k3y")


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8765", True),
        ("localhost:8765", True),
        ("LocalHost:8765", True),
        ("127.0.0.1", False),
        ("127.0.0.1:80", False),
        ("localhost.evil.example:8765", False),
        ("evil.example:8765", False),
        ("evil.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_our_own_names_are_known(host: str | None, known: bool) -> None:
    assert GATE.knows_host(host) is known


@pytest.mark.parametrize(
    ("origin", "host", "known"),
    [
        ("http://127.0.0.1:8765", "127.0.0.1:8765", True),
        ("http://localhost:8765", "localhost:8765", True),
        ("http://localhost:8765", "127.0.0.1:8765", False),
        ("http://127.0.0.1:9000", "127.0.0.1:8765", False),
        ("https://127.0.0.1:8765", "127.0.0.1:8765", False),
        ("http://evil.example:8765", "evil.example:8765", False),
        ("null", "127.0.0.1:8765", False),
        (None, "127.0.0.1:8765", False),
    ],
)
def test_only_a_page_of_ours_is_known(origin: str | None, host: str, known: bool) -> None:
    assert GATE.knows_page(origin, host) is known


@pytest.mark.parametrize(
    ("offered", "known"),
    [(("k3y",), True), ((None, "k3y"), True), (("K3Y", "", None), False), (("ключ\ud800",), False)],
)
def test_the_key_opens(offered: tuple[str | None, ...], known: bool) -> None:
    assert GATE.knows_key(*offered) is known


def test_keys_are_long_and_never_the_same_and_stand_in_no_picture_of_the_gate() -> None:
    keys = {Gate("127.0.0.1", 1).key for _ in range(20)}
    assert len(keys) == 20
    assert min(map(len, keys)) >= 32
    assert "k3y" not in repr(GATE)


@pytest.mark.parametrize(
    ("gate", "url"),
    [
        (GATE, "http://127.0.0.1:8765/?key=k3y"),
        (Gate("127.0.0.1", 80, "k3y"), "http://127.0.0.1/?key=k3y"),
        (Gate("::1", 8765, "k3y"), "http://[::1]:8765/?key=k3y"),
    ],
)
def test_the_address_to_open_is_one_that_is_known(gate: Gate, url: str) -> None:
    assert gate.url == url
    assert gate.knows_host(url.split("/")[2])


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("127.1.2.3", "127.1.2.3"), ("[::1]", "::1")],
)
def test_loopback_addresses_are_taken(host: str, address: str) -> None:
    assert loopback(host) == address


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "8.8.8.8", "example.org", "localhost.evil.example", "", "127.1"]
)
def test_any_other_address_is_refused_with_what_to_do(host: str) -> None:
    with pytest.raises(UsageError, match="ssh -L"):
        loopback(host)


def test_the_policy_names_this_server_and_no_other() -> None:
    assert policy("127.0.0.1:8765").startswith("default-src 'none'; ")
    assert "https:" not in policy("127.0.0.1:8765")
    assert "*" not in policy("127.0.0.1:8765")
