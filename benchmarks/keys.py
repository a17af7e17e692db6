"""How soon a key is answered while articles are read beside the screen: the real program in a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import NamedTuple

from benchmarks.large import folder
from benchmarks.terminal import COLUMNS, LINES, PATIENCE_S

SAMPLES = Path(__file__).parent.parent / "fixtures"
COPIES = 40
"""How often each of the samples' twelve articles is there to be read, each with an end of its own."""
ISSUES, PARTIES, STATEMENTS = 100, 12, 10
"""Of the negotiation that is looked at meanwhile: 1,000 positions."""
KEYS, EVERY_S = 300, 0.1
"""So many keys, one after the other, with a pause between."""
MOVES = (b"\x1b[B", b"\x1b[A")
"""Down and up."""
ANSWER = b"because"
"""What is drawn whenever the cursor comes to another issue, and not when a job tells how far it is."""


class Answers(NamedTuple):
    """Seconds from a key to what it draws, each."""

    idle: tuple[float, ...]
    busy: tuple[float, ...]
    """While a process reads."""
    read: int
    """How many articles were read meanwhile."""


def percentile(seconds: tuple[float, ...], share: float) -> float:
    """The value that such a share of them does not exceed."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def measure(keys: int = KEYS) -> Answers:
    """First with nothing else to do, then from the moment at which reading begins."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "large"
        folder(root, ISSUES, PARTIES, STATEMENTS, _unread())
        with _browsing(root) as screen:
            _until(screen, b"sticking")
            _settle(screen)
            idle = tuple(_answered(screen, number) for number in range(keys // 3))
            os.write(screen, b"R")
            _until(screen, b"Stop")
            os.write(screen, b"\x1b")
            _until(screen, ANSWER)
            before = _read(root)
            busy = tuple(_answered(screen, number) for number in range(keys))
            return Answers(idle, busy, _read(root) - before)


def _unread() -> dict[str, str]:
    texts = {path.stem: path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in SAMPLES.glob("*/*.md")}
    return {
        f"{name}-{copy}": f"{text}\nSo said paper {copy}.\n" for name, text in texts.items() for copy in range(COPIES)
    }


def _read(root: Path) -> int:
    return sum(1 for _ in (root / "machine" / "positions").glob("*.yaml"))


@contextmanager
def _browsing(root: Path) -> Iterator[int]:
    """The program in a terminal of its own; gives the terminal's other end."""
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    state = {"XDG_STATE_HOME": str(root.parent / "state"), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    command = (sys.executable, "-m", "positions", "browse")
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, **state},
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    try:
        yield outside
    finally:
        process.kill()
        process.wait()
        os.close(outside)


def _answered(screen: int, number: int) -> float:
    """Moves the cursor; the seconds until that is drawn."""
    _settle(screen, EVERY_S)
    started = time.perf_counter()
    os.write(screen, MOVES[number % 2])
    _until(screen, ANSWER)
    return time.perf_counter() - started


def _until(screen: int, word: bytes) -> None:
    written = b""
    deadline = time.monotonic() + PATIENCE_S
    while word not in written:
        if not select([screen], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise RuntimeError(f"{word!r} never came: {written[-500:]!r}")
        written += os.read(screen, 65536)


def _settle(screen: int, seconds: float = 1.0) -> None:
    """Lets so much time pass; what is drawn meanwhile is no answer to a key."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        if select([screen], [], [], left)[0]:
            os.read(screen, 65536)
