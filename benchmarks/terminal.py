"""A program in a terminal of its own: it is waited for until it shows a word, and then ended."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from select import select

LINES, COLUMNS = 45, 160
PATIENCE_S = 120.0
"""No machine is that slow."""


def until_shown(command: Sequence[str | Path], word: str, folder: Path | None = None) -> int:
    """Run the command in `folder` until the word stands on the screen; return the memory that it takes then, in KiB.

    Raises RuntimeError with the end of what it wrote where the word does not come.
    """
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
    )
    os.close(inside)
    try:
        _wait(outside, word.encode())
        return _resident(process.pid)
    finally:
        process.kill()
        process.wait()
        os.close(outside)


def _wait(outside: int, word: bytes) -> None:
    written = b""
    deadline = time.monotonic() + PATIENCE_S
    while word not in written:
        readable, _, _ = select([outside], [], [], max(0.0, deadline - time.monotonic()))
        data = os.read(outside, 65536) if readable else b""
        if not data:
            raise RuntimeError(f"{word!r} never came: {written[-500:]!r}")
        written += data


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))
