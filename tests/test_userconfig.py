"""The user's own configuration: read strictly, a key for one server, and nothing of it shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from positions import userconfig
from positions.errors import FileFaults, UsageError
from positions.userconfig import Origin, llm, load, origin_of

FULL = """engine: both
llm:
  server: https://models.example/v1/
  model: big
  key: sk-geheim
  temperature: none
  requests: 8
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.yaml"
    monkeypatch.setenv("POSITIONS_CONFIG", str(path))
    path.write_text(FULL, encoding="utf-8")
    path.chmod(0o600)
    return path


def key_of(found: userconfig.Llm) -> str | None:
    return None if found.key is None else found.key.get_secret_value()


def test_it_says_what_is_asked_and_where(file: Path) -> None:
    found = llm(environ={})
    assert (found.url, found.model, key_of(found), found.notes) == ("https://models.example/v1", "big", "sk-geheim", ())
    assert (found.settings.requests, found.settings.temperature, found.settings.chunk) == (8, None, 6000)
    assert load().engine == "both"


def test_there_need_not_be_one(file: Path) -> None:
    file.unlink()
    assert load() == userconfig.UserConfig()
    with pytest.raises(UsageError) as told:
        llm(environ={})
    assert "no server" in told.value.message
    assert str(file) in (told.value.hint or "")


def test_it_lies_where_the_system_keeps_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("POSITIONS_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert userconfig.path() == tmp_path / "positions" / "config.yaml"


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("llm:\n  sever: http://x/v1\n", 2, "did you mean `server`?"),
        ("lmm:\n  server: http://x/v1\n", 1, "did you mean `llm`?"),
        ("engine: lllm\n", 1, "did you mean `llm`?"),
        ("llm:\n  output: schem\n", 2, "did you mean `schema`?"),
        ("llm:\n  requests: many\n", 2, "write digits only"),
        ("llm:\n  requests: 0\n", 2, None),
        ("llm:\n  chunk: 1e9\n", 2, None),
        ("llm:\n  temperature: hot\n", 2, "write digits only"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: Path, text: str, line: int, hint: str | None) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults) as told:
        load()
    assert (told.value.path, told.value.line) == (file, line)
    assert hint is None or told.value.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "llm:\n  key: [sk-geheim]\n",
        "llm:\n  key: sk-geheim: x\n",
        "llm:\n  key: sk-geheim\n  key: sk-geheim\n",
        "llm:\n  key: 'sk-geheim\n",
        "llm:\n\tkey: sk-geheim\n",
        "llm: {key: sk-geheim}}\n",
        "llm:\n  key: *sk-geheim\n",
        "llm:\n  kee: x\n  key: sk-geheim\n",
        "key: sk-geheim\n",
        "llm:\n  server: http://user:sk-geheim@host/v1\n  model: m\n",
        "llm:\n  server: 'http://host/v1?key=sk-geheim'\n  model: m\n  key: sk-geheim\n",
    ],
)
def test_no_message_shows_the_key(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises((FileFaults, UsageError)) as told:
        llm(environ={})
    assert "geheim" not in str(told.value)


def test_values_show_no_key(file: Path) -> None:
    assert "geheim" not in repr((load(), llm(environ={}), load().model_dump(), load().model_dump_json()))


@pytest.mark.parametrize(
    ("server", "environ", "key"),
    [
        (None, {}, "sk-geheim"),
        ("https://models.example/other", {}, "sk-geheim"),
        ("https://MODELS.example:443/v1", {}, "sk-geheim"),
        ("https://models.example.evil/v1", {}, None),
        ("https://models.example:8443/v1", {}, None),
        ("https://evil.example/models.example/v1", {}, None),
        ("http://127.0.0.1:8000/v1", {}, None),
        (None, {"POSITIONS_LLM_SERVER": "https://other.example/v1"}, None),
        (None, {"POSITIONS_LLM_KEY": "sk-env"}, "sk-env"),
        (None, {"POSITIONS_LLM_SERVER": "https://other.example/v1", "POSITIONS_LLM_KEY": "sk-env"}, "sk-env"),
        ("https://third.example/v1", {"POSITIONS_LLM_SERVER": "https://o.example", "POSITIONS_LLM_KEY": "k"}, None),
        ("https://third.example/v1", {"POSITIONS_LLM_KEY": "sk-env"}, None),
        ("https://models.example", {"POSITIONS_LLM_SERVER": "https://o.io", "POSITIONS_LLM_KEY": "k"}, "sk-geheim"),
    ],
)  # fmt: skip
def test_a_key_goes_to_its_own_server_alone(
    file: Path, server: str | None, environ: dict[str, str], key: str | None
) -> None:
    found = llm(server, environ=environ)
    assert key_of(found) == key
    assert bool(found.notes) == (key is None)
    assert all("is not sent to" in note and "geheim" not in note for note in found.notes)


def test_without_any_other_server_the_environments_key_goes_to_the_flags(file: Path) -> None:
    file.unlink()
    assert key_of(llm("https://models.example/v1", "m", {"POSITIONS_LLM_KEY": "sk-env"})) == "sk-env"


def test_a_key_without_a_server_goes_nowhere(file: Path) -> None:
    file.write_text("llm: {key: sk-geheim, model: m}\n", encoding="utf-8")
    found = llm("https://models.example/v1", environ={})
    assert found.key is None
    assert found.notes


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://10.0.0.4:8000/v1", False),
        ("http://127.0.0.1:8000/v1", True),
        ("http://[::1]:8000/v1", True),
        ("https://10.0.0.4:8000/v1", True),
    ],
)
def test_a_key_leaves_unencrypted_for_this_machine_only(file: Path, url: str, sent: bool) -> None:
    file.write_text(f"llm: {{server: '{url}', model: m, key: sk-geheim}}\n", encoding="utf-8")
    if sent:
        assert key_of(llm(environ={})) == "sk-geheim"
        return
    with pytest.raises(UsageError, match="unencrypted"):
        llm(environ={})


@pytest.mark.skipif(os.name != "posix", reason="rights of other users are told of where there are such")
def test_a_key_that_others_can_read_is_told_of(file: Path) -> None:
    file.chmod(0o644)
    assert [note for note in llm(environ={}).notes if f"chmod 600 {file}" in note]
    file.write_text("llm: {server: 'http://127.0.0.1:1/v1', model: m}\n", encoding="utf-8")
    assert llm(environ={}).notes == ()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "models.example/v1",
        "ftp://x/v1",
        "http://",
        "http://x:port/v1",
        "http://x:99999/v1",
        "http://x/v1?key=1",
        "http://x/v1#a",
        "http://a:b@x/v1",
        "http://x y/v1",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        origin_of(url)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://127.8.9.1/v1", True),
        ("http://[::1]/v1", True),
        ("http://LOCALHOST./v1", True),
        ("http://0.0.0.0/v1", False),
        ("http://localhost.evil/v1", False),
        ("http://127.0.0.1.evil/v1", False),
        ("http://[::ffff:10.0.0.1]/v1", False),
        ("http://2130706433/v1", False),
        ("http://10.0.0.1/v1", False),
    ],
)
def test_loopback_is_told_by_the_address(url: str, here: bool) -> None:
    assert origin_of(url).is_loopback == here


def test_an_origin_is_shown_as_people_write_it() -> None:
    assert [str(origin_of(url)) for url in ("HTTPS://Host/v1", "http://host:8000", "http://[::1]:80/x")] == [
        "https://host",
        "http://host:8000",
        "http://[::1]",
    ]
    assert origin_of("https://host") == Origin("https", "host", 443)
