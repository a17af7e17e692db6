"""A server as a person starts it, the processes that it runs, and a browser's half of the talk with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aiohttp import ClientSession, ClientWebSocketResponse

SIZE = {"width": "100", "height": "30"}


class Serving(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[str]
    url: str
    """The address that it printed, with the key."""
    folder: Path
    remarks: Path
    """Where its standard error goes."""

    @property
    def base(self) -> str:
        """The address without the key."""
        return self.url.partition("/?")[0]

    def said(self) -> str:
        """What it has told on standard error so far."""
        return self.remarks.read_text(encoding="utf-8")

    def sessions(self) -> list[int]:
        """The applications that run for browsers of this server, and what they have started."""
        return [
            pid for pid in processes() if str(self.folder) in command_of(pid) and "tui.web.child" in command_of(pid)
        ]


def processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def command_of(pid: int) -> str:
    """The command line of a process; empty for one that has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def wait_for_end(serving: Serving, seconds: float = 20.0) -> None:
    """Until no session is left; on a busy machine that takes a multiple of the seconds it is meant to."""
    deadline = time.monotonic() + seconds
    while left := serving.sessions():
        assert time.monotonic() < deadline, f"left behind: {[command_of(pid) for pid in left]}"
        time.sleep(0.05)


@contextlib.contextmanager
def served(folder: Path, *options: str) -> Iterator[Serving]:
    """Serve the negotiation on any free port; ended by SIGTERM, with no process left."""
    command = [sys.executable, "-m", "positions", "serve", "--port", "0", *options]
    with (
        tempfile.NamedTemporaryFile("w") as remarks,
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=remarks, text=True, start_new_session=True
        ) as process,
    ):
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        serving = Serving(process, url, folder, Path(remarks.name))
        assert url, serving.said()
        try:
            yield serving
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            finally:
                for pid in (process.pid, *serving.sessions()):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


async def connect(client: ClientSession, serving: Serving) -> ClientWebSocketResponse:
    """A browser's websocket, opened as the page does once it has loaded."""
    async with client.get(serving.url) as page:
        assert page.status == 200
    return await client.ws_connect(f"{serving.base}/ws", params=SIZE, headers={"Origin": serving.base})


def vanish(socket: ClientWebSocketResponse) -> None:
    """As a browser that is killed: the connection breaks without a word."""
    transport = socket.get_extra_info("socket")
    assert transport is not None
    transport.shutdown(2)
