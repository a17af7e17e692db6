"""Pages served on loopback, by servers that are slow, huge, lying or lost: what is fetched, and what is refused."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from positions.errors import InputError, PositionsError, UsageError
from positions.model import Source
from positions.reading import read, read_url, web
from positions.reading.web import Page, fetch, fetch_all

BODY = b"<html><head><title>Talks</title></head><body><article><p>" + b"Norland demands a ceasefire in the strait. " * 9


class Site(ThreadingHTTPServer):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.hosts: list[str] = []
        self.paths: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """One path, one vice."""

    server: Site
    under_way: ClassVar[Counter[str]] = Counter()
    most: ClassVar[Counter[str]] = Counter()
    guard = threading.Lock()

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["Host"])
        self.server.paths.append(self.path)
        name = self.path.partition("?")[0].strip("/").replace("-", "_")
        with contextlib.suppress(OSError):  # the client hung up, as it should
            getattr(self, f"serve_{name}", self.serve_lost)()

    def answer(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def serve_page(self) -> None:
        self.answer(BODY, Content_Type="text/html; charset=utf-8")

    def serve_packed(self) -> None:
        self.answer(gzip.compress(BODY), Content_Type="text/html", Content_Encoding="gzip")

    def serve_bomb(self) -> None:
        self.answer(gzip.compress(bytes(web_limit() + 1)), Content_Type="text/html", Content_Encoding="gzip")

    def serve_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(bytes(1_000_000))

    def serve_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(BODY)

    def serve_slow_body(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def serve_slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def serve_waits(self) -> None:
        with self.guard:
            self.under_way["all"] += 1
            self.most["all"] = max(self.most["all"], self.under_way["all"])
        time.sleep(0.15)
        with self.guard:  # before the answer: whoever has it may ask the next
            self.under_way["all"] -= 1
        self.serve_page()

    def serve_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def serve_moved(self) -> None:
        self.answer(b"", 301, Location="page")

    def serve_moved_far(self) -> None:
        self.answer(b"", 301, Location="/verhandlung/größe?ort=Büro".encode().decode("latin-1"))

    def serve_moved_old(self) -> None:
        self.answer(b"", 301, Location="/gr%C3%B6ße")  # sent as Latin-1

    def serve_many(self) -> None:
        self.answer(gzip.compress(b"") * 20_000, Content_Type="text/plain", Content_Encoding="gzip")

    def serve_to_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/hostname")

    def serve_inward(self) -> None:
        self.answer(b"", 302, Location="http://10.0.0.1/secret")

    def serve_text_called_pdf(self) -> None:
        self.answer(b"Norland demands talks.\n", Content_Type="application/pdf")

    def serve_picture_called_page(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n" + bytes(50), Content_Type="text/html")

    def serve_latin(self) -> None:
        self.answer("Café owners in Port Ost want talks.".encode("cp1252"), Content_Type="text/plain; charset=cp1252")

    def serve_json(self) -> None:
        self.answer(b"{}", Content_Type="application/json")

    def serve_no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-hello\r\n")

    def serve_lost(self) -> None:
        self.answer(b"", 404)

    def log_message(self, format: str, *args: object) -> None:
        pass


def web_limit() -> int:
    from positions.reading.unpacking import LARGEST_INFLATED

    return LARGEST_INFLATED


@pytest.fixture
def server() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(server: Site) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def refusal(url: str, **given: float) -> PositionsError:
    with pytest.raises(PositionsError) as caught:
        fetch(url, allow_private=True, **given)  # type: ignore[arg-type]
    assert caught.value.hint
    return caught.value


def test_a_page_is_fetched_and_read_and_kept_as_it_was(at: str) -> None:
    page = fetch(f"{at}/page#part", allow_private=True)
    assert (page.data, page.kind, page.charset, page.url) == (BODY, "text/html", "utf-8", f"{at}/page")
    (found,) = read_url(page, Source())
    assert "Norland demands" in (found.article.text or "")
    assert (found.original, found.suffix, found.article.id) == (BODY, ".html", "talks")
    assert fetch(f"{at}/packed", allow_private=True).data == BODY


def test_redirects_are_followed_and_the_last_url_is_recorded(at: str) -> None:
    (article,) = read(f"{at}/moved", allow_private=True)
    assert article.source.url == f"{at}/page"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("moved-far", "/verhandlung/gr%C3%B6%C3%9Fe?ort=B%C3%BCro"),
        ("moved-old", "/gr%C3%B6%DFe"),
    ],
)
def test_a_redirect_is_followed_to_the_bytes_that_the_server_sent(server: Site, at: str, path: str, asked: str) -> None:
    assert "404" in str(refusal(f"{at}/{path}"))
    assert server.paths[-1] == asked


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("loop", "redirects"),
        ("huge", "larger than"),
        ("bomb", "unpacks to"),
        ("many", "in more than 10000 pieces"),
        ("short", "breaks off"),
        ("to-file", "only http"),
        ("lost", "404"),
        ("no-http", "cannot be fetched"),
    ],
)
def test_bad_servers_are_refused_in_words(at: str, path: str, said: str) -> None:
    assert said in str(refusal(f"{at}/{path}"))


@pytest.mark.parametrize("path", ["slow-body", "slow-head"])
def test_a_server_that_drips_is_left_in_time(at: str, path: str) -> None:
    begun = time.monotonic()
    assert "too long" in str(refusal(f"{at}/{path}", timeout_s=0.4))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(("path", "said"), [("picture-called-page", "picture"), ("json", "application/json")])
def test_what_is_no_article_is_refused_whatever_it_is_called(at: str, path: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(f"{at}/{path}", allow_private=True)


def test_what_a_server_says_is_no_more_than_a_hint(at: str) -> None:
    assert read(f"{at}/text-called-pdf", allow_private=True)[0].text == "Norland demands talks.\n"
    assert read(f"{at}/latin", allow_private=True)[0].text == "Café owners in Port Ost want talks."


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://[::1", "http://x:99999/",
     "http://exa mple.org/", "http://a…b.example/", "https://-ö.example/", "http://example.org/\r\nX: y"],
)  # fmt: skip
def test_urls_that_nobody_may_ask_are_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        fetch(url)
    assert caught.value.hint


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::ffff:10.0.0.1]",
     "[fe80::1]", "[fd00::1]", "224.0.0.1", "[64:ff9b::a00:1]", "[2002:a00:1::]", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_private_addresses_are_not_asked(host: str) -> None:
    with pytest.raises(InputError, match=r"not a public one|cannot be found"):
        fetch(f"http://{host}/")


def _resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Names resolve to these addresses, one list a look-up; the last one stays."""
    left = list(answers)

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(web.socket, "getaddrinfo", look_up)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolving(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(InputError, match=r"127\.0\.0\.1 is not a public one"):
        fetch("http://courier.example/")


def test_a_redirect_inward_is_refused(server: Site, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = web.is_public
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1" or public(address))
    with pytest.raises(InputError, match=r"10\.0\.0\.1 is not a public one"):
        fetch(f"{at}/inward")


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that are looked up from now on; those under `.example` are on loopback."""
    looked_up = socket.getaddrinfo
    asked: list[str] = []

    def look_up(host: str, *rest: Any, **more: Any) -> object:
        asked.append(host)
        return looked_up("127.0.0.1" if host.endswith(".example") else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_the_connection_is_made_to_the_address_that_was_checked(server: Site, names: list[str]) -> None:
    port = server.server_address[1]
    page = fetch(f"http://courier.example:{port}/page", allow_private=True)
    assert page.data == BODY
    assert names.count("courier.example") == 1
    assert server.hosts == [f"courier.example:{port}"]


def test_two_at_a_time_a_host_and_all_are_counted(at: str) -> None:
    Handler.most.clear()
    seen: list[tuple[int, int]] = []
    urls = [f"{at}/waits?{number}" for number in range(6)]
    got = dict(
        fetch_all([*urls, f"{at}/lost"], allow_private=True, watch=lambda done, total: seen.append((done, total)))
    )
    assert Handler.most["all"] == 2
    assert all(isinstance(got[url], Page) for url in urls)
    assert isinstance(got[f"{at}/lost"], InputError)
    assert seen == [(number, 7) for number in range(1, 8)]


def test_a_dead_port_and_a_lost_name_are_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be fetched" in str(refusal(f"http://127.0.0.1:{port}/"))
    assert "cannot be found" in str(refusal("http://nowhere.invalid/"))


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server on loopback that speaks TLS, with a certificate of its own for `localhost`, and that certificate."""
    made, key = tmp_path / "own.pem", tmp_path / "own.key"
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    words = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    words += ["-addext", "subjectAltName=DNS:localhost,DNS:xn--strae-oqa.example"]
    words += ["-keyout", str(key), "-out", str(made)]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    with Site() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_address[1]}", made
        server.shutdown()


def test_https_takes_a_certificate_that_is_trusted_and_no_other(
    secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, certificate = secure
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    error = refusal(f"{at}/page")
    assert "its certificate is not trusted" in str(error)
    assert "SSL_CERT_FILE" in str(error.hint)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"{at}/page", allow_private=True).data == BODY
    other = at.replace("localhost", "127.0.0.1")
    assert "doesn't match" in str(refusal(f"{other}/page"))  # the certificate is for another name
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("nowhere.pem")))
    assert "cannot be fetched" in str(refusal(f"{at}/page"))


def test_https_reaches_a_host_in_other_letters(
    secure: tuple[str, Path], names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, certificate = secure
    port = at.rpartition(":")[2]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    page = fetch(f"https://Straße.example:{port}/page", allow_private=True)
    assert (page.data, page.url) == (BODY, f"https://Straße.example:{port}/page")
    assert "xn--strae-oqa.example" in names
