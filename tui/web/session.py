"""One browser's session: the application's process, and what goes between it and the browser's websocket.

The protocol is Textual's web driver's: a line of its own first, then packets of a letter (`D`ata for the terminal,
`M`eta as JSON), four bytes of size, big end first, and so many bytes. Owns that the process ends with the session.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from positions.display import visible

from ..guard import GRACE_SECONDS

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

_PRELUDE = b"__GANGLION__\n"
_DATA, _META = b"D", b"M"
_PATIENCE_SECONDS = GRACE_SECONDS + 1
"""After which an application is killed from here, should its own guard have failed."""
_COLUMNS, _LINES = range(10, 1001), range(4, 501)
"""What a browser may ask for: a screen of any size costs its cells."""
_COMPLAINT_BYTES = 4000
"""How much of an application's complaint is passed on."""


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    lines: int


def size_of(columns: object, lines: object) -> Size:
    """What was asked for, within bounds; a usual size for what is no number."""
    return Size(_within(columns, _COLUMNS, 80), _within(lines, _LINES, 24))


def _within(asked: object, bounds: range, usual: int) -> int:
    try:
        number = int(asked) if isinstance(asked, (str, int)) else usual
    except ValueError:
        return usual
    return max(bounds[0], min(bounds[-1], number))


def packet(kind: bytes, payload: bytes) -> bytes:
    """A packet as both sides write them."""
    return kind + len(payload).to_bytes(4, "big") + payload


async def packets(stream: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """The packets of an application until it ends; nothing when it never became one of Textual's."""
    with contextlib.suppress(asyncio.IncompleteReadError):
        while line := await stream.readline():
            if line == _PRELUDE:
                break
        while True:
            head = await stream.readexactly(5)
            yield head[:1], await stream.readexactly(int.from_bytes(head[1:], "big"))


class Session:
    """Runs the application for one websocket."""

    def __init__(self, folder: Path, socket: WebSocketResponse, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._socket = socket
        self._tell = tell

    async def run(self, size: Size) -> None:
        """Until the browser leaves or the application ends; then neither is left."""
        process = await self._start(size)
        into = asyncio.create_task(self._to_application(process))
        out = asyncio.create_task(self._to_browser(process))
        complaint = asyncio.create_task(_complaint(process))
        try:
            await asyncio.wait({out, into}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(process)
            await asyncio.wait({out, complaint}, timeout=_PATIENCE_SECONDS)
            for task in (into, out, complaint):
                task.cancel()
            if complaint.done() and not complaint.cancelled():
                self._explain(process, complaint.result())
            await self._socket.close()

    async def _start(self, size: Size) -> Process:
        environment = {
            **os.environ,
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TEXTUAL_FPS": "60",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(size.columns),
            "ROWS": str(size.lines),
        }
        command = (sys.executable, "-P", "-m", "tui.web.child", str(self._folder))
        return await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        )

    async def _to_browser(self, process: Process) -> None:
        """Reads on when the browser has gone: an application whose output nobody takes cannot leave."""
        assert process.stdout is not None
        async for kind, payload in packets(process.stdout):
            with contextlib.suppress(ConnectionError):
                if kind == _DATA:
                    await self._socket.send_bytes(payload)
                elif kind == _META and (message := for_browser(payload)) is not None:
                    await self._socket.send_str(message)

    async def _to_application(self, process: Process) -> None:
        async for message in self._socket:
            if (data := for_application(message.data)) is not None:
                await _write(process, data)

    def _explain(self, process: Process, complaint: str) -> None:
        """Tells whoever runs the server why an application ended as it should not."""
        if process.returncode and process.returncode > 0:
            self._tell(f"a browser's session ended with exit code {process.returncode}")
            for line in visible(complaint).splitlines():
                self._tell(line)


async def _end(process: Process) -> None:
    """Asks the application to leave, waits a little, then kills it and whatever it has started."""
    await _write(process, packet(_META, json.dumps({"type": "quit"}).encode()))
    assert process.stdin is not None
    process.stdin.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await process.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def _write(process: Process, data: bytes) -> None:
    """To the application's input; an application that has ended takes nothing."""
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):
        process.stdin.write(data)
        await process.stdin.drain()


async def _complaint(process: Process) -> str:
    """The last that an application wrote on standard error."""
    assert process.stderr is not None
    kept = b""
    while piece := await process.stderr.read(4096):
        kept = (kept + piece)[-_COMPLAINT_BYTES:]
    return kept.decode("utf-8", "replace")


def for_application(data: object) -> bytes | None:
    """What a browser's message means to the application; nothing when it is none that a page of ours sends."""
    match _parsed(data):
        case ["stdin", str(keys)]:
            return packet(_DATA, keys.encode("utf-8", "replace"))
        case ["resize", {"width": columns, "height": lines}]:
            size = size_of(columns, lines)
            return packet(_META, json.dumps({"type": "resize", "width": size.columns, "height": size.lines}).encode())
        case [("focus" | "blur") as kind]:
            return packet(_META, json.dumps({"type": kind}).encode())
    return None


def for_browser(meta: bytes) -> str | None:
    """What an application's remark means to the page; a page opens addresses of the web and nothing else."""
    match _parsed(meta):
        case {"type": "open_url", "url": str(url)} if url.startswith(("https://", "http://")):
            return json.dumps(["open_url", {"url": url, "new_tab": True}])
    return None


def _parsed(data: object) -> object:
    try:
        return json.loads(data) if isinstance(data, (str, bytes)) else None
    except (ValueError, RecursionError):
        return None
