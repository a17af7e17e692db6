"""The server, met over its own port: who gets in, what every answer says; and that no process outlives its browser."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSServerHandshakeError
from serving import Serving, connect, served, vanish, wait_for_end

from positions.errors import UsageError
from positions.negotiation import Negotiation
from tui.web.server import serve


def a_browser() -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True))  # cookies for addresses without a name, as browsers do


async def until_painted(websocket: ClientWebSocketResponse, mark: bytes) -> None:
    """Reads the screen until something stands on it."""
    seen = b""
    async with asyncio.timeout(60):
        while mark not in seen:
            seen += await websocket.receive_bytes()


async def test_the_printed_address_opens_the_page_and_the_key_stays_in_a_cookie(serving: Serving) -> None:
    async with a_browser() as browser:
        async with browser.get(serving.url) as page:
            text = await page.text()
            cookie = page.headers["Set-Cookie"]
        async with browser.get(serving.base) as again:
            assert again.status == 200
    assert "Talks on the &lt;strait&gt;" in text
    assert "https:" not in text
    assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize("path", ["/", "/?key=", "/?key=wrong", "/?key=ключ"])
async def test_without_the_key_there_is_no_page(serving: Serving, path: str) -> None:
    async with a_browser() as browser, browser.get(serving.base + path) as answer:
        assert answer.status == 403
        assert "positions serve" in await answer.text()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}"])
@pytest.mark.parametrize("path", ["/", "/static/js/textual.js", "/ws"])
async def test_a_foreign_name_for_this_machine_gets_nothing(serving: Serving, host: str, path: str) -> None:
    """DNS rebinding: the browser takes us for a site of somebody else's."""
    port = serving.base.rpartition(":")[2]
    async with a_browser() as browser:
        await (await browser.get(serving.url)).text()
        async with browser.get(serving.base + path, headers={"Host": host.format(port=port)}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", "http://localhost:{port}"]
)
async def test_a_websocket_is_for_our_own_page_alone(serving: Serving, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin.format(port=serving.base.rpartition(":")[2])}
    async with a_browser() as browser:
        await (await browser.get(serving.url)).text()
        with pytest.raises(WSServerHandshakeError, match="403"):
            await browser.ws_connect(f"{serving.base}/ws", headers=headers)
    assert serving.sessions() == []


async def test_a_websocket_needs_the_key(serving: Serving) -> None:
    async with a_browser() as browser:
        with pytest.raises(WSServerHandshakeError, match="403"):
            await browser.ws_connect(f"{serving.base}/ws", headers={"Origin": serving.base})
    assert serving.sessions() == []


@pytest.mark.parametrize("path", ["/static/..%2f..%2fserver.py", "/static/", "/static/page.html", "/etc/passwd"])
async def test_nothing_else_is_served(serving: Serving, path: str) -> None:
    async with a_browser() as browser, browser.get(serving.base + path) as answer:
        assert answer.status in (403, 404)


async def test_every_answer_forbids_the_page_to_reach_anything_else(serving: Serving) -> None:
    async with a_browser() as browser:
        for path in ("/", "/static/js/textual.js", "/static/page.css", "/none"):
            async with browser.get(serving.base + path) as answer:
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\x1b[2J\r\n\r\n",
    ],
    ids=["TLS", "no host", "two hosts", "long", "escapes"],
)
def test_what_is_no_request_is_refused_without_a_word_on_the_terminal(serving: Serving, request_: bytes) -> None:
    host, _, port = serving.base.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=30) as peer:
        peer.sendall(request_)
        assert peer.recv(1024).split()[1] in (b"400", b"403")
    assert serving.said() == "open this address in a browser on this machine; Ctrl+C ends\n"


def test_it_listens_on_loopback_only(serving: Serving) -> None:
    port = f"{int(serving.base.rpartition(':')[2]):04X}"
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    ]
    assert [address for address in listening if address.endswith(f":{port}")] == [f"0100007F:{port}"]


async def test_keys_move_the_application_and_q_ends_it(serving: Serving) -> None:
    async with a_browser() as browser:
        socket = await connect(browser, serving)
        await until_painted(socket, b"patrols")
        await socket.send_str('["stdin", "?"]')
        await until_painted(socket, b"at the quote")
        await socket.send_str("no JSON at all")
        await socket.send_str('["stdin", "?q"]')
        async for _ in socket:
            pass
        assert socket.closed
    wait_for_end(serving)


@pytest.mark.parametrize("leave", ["vanish", "close"])
@pytest.mark.parametrize("moment", ["at once", "loading", "painted"])
async def test_no_process_outlives_its_browser(serving: Serving, moment: str, leave: str) -> None:
    async with a_browser() as browser:
        websocket = await connect(browser, serving)
        if moment == "loading":
            while not serving.sessions():
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.4)
        elif moment == "painted":
            await until_painted(websocket, b"patrols")
        if leave == "vanish":
            vanish(websocket)
        else:
            await websocket.close()
        wait_for_end(serving)


async def test_an_application_that_no_longer_answers_is_killed(serving: Serving) -> None:
    async with a_browser() as browser:
        websocket = await connect(browser, serving)
        await until_painted(websocket, b"patrols")
        [pid] = serving.sessions()
        os.kill(pid, signal.SIGSTOP)
        await websocket.close()
        wait_for_end(serving)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
async def test_the_end_of_the_server_ends_every_session(folder: Path, number: signal.Signals) -> None:
    with served(folder) as serving:
        async with a_browser() as browser:
            painted, _starting = await connect(browser, serving), await connect(browser, serving)
            await until_painted(painted, b"patrols")
            serving.process.send_signal(number)
            assert serving.process.wait(timeout=30) == (0 if number != signal.SIGKILL else -number)
            wait_for_end(serving)
        assert "Traceback" not in serving.said()


async def test_a_session_that_cannot_begin_is_told_and_closes_its_page(folder: Path) -> None:
    with served(folder) as serving:
        (folder / "negotiation.yaml").rename(folder / "gone.yaml")
        try:
            async with a_browser() as browser:
                websocket = await connect(browser, serving)
                async for _ in websocket:
                    pass
                assert websocket.closed
        finally:
            (folder / "gone.yaml").rename(folder / "negotiation.yaml")
        assert "exit code 2" in serving.said()
        assert "Traceback" not in serving.said()


def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.web.server.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install -e '\.\[serve\]'"):
        serve(Negotiation.find(folder), "127.0.0.1", 0, print, print)


def test_a_port_in_use_is_told_with_what_to_do(folder: Path) -> None:
    from cli.commandline import run  # as the command line's tests do

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port, cwd=folder)
    assert ran.code == 2
    assert f"port {port}" in ran.err
    assert "--port 0" in ran.err


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org"])
def test_an_address_that_others_reach_is_refused(folder: Path, host: str) -> None:
    from cli.commandline import run

    ran = run("serve", "--host", host, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "ssh -L" in ran.err


def test_only_a_port_that_cannot_be_had_is_called_one(folder: Path) -> None:
    def full(_: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        serve(Negotiation(folder), "127.0.0.1", 0, full, print)
