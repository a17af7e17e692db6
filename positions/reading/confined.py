"""A file read in a process of its own, which is stopped when it takes too much time or memory.

A PDF of a few kilobytes can unpack to gigabytes, or keep a reader busy for hours, and nothing inside Python stops
that. So its reader works in a child: the system ends it beyond its share of processor time and memory (where the system
has no such limits, as on Windows, the clock alone ends it), and whatever becomes of it, `add` goes on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from positions.errors import InputError

HINT = "save its text as a .txt file, and add that"


class Limits(NamedTuple):
    """What a child may take."""

    cpu_s: int = 60
    memory: int = 2_000_000_000
    """Bytes of address space."""
    clock_s: int = 300
    """By the clock, for a machine that is busy with other things."""


LIMITS = Limits()


def read_confined(reader: str, data: bytes, path: Path) -> tuple[str, str | None]:
    """The text and the title that the module `reader`, run as a program that calls `answer`, finds in a file.

    Raises InputError for one that cannot be read within the limits.
    """
    # `-P`: the current folder is mostly a negotiation, whose `positions/` may have come from anybody
    words = [sys.executable, "-P", "-m", reader, str(LIMITS.cpu_s), str(LIMITS.memory)]
    paths = os.pathsep.join(dict.fromkeys(filter(None, sys.path)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            words, input=data, capture_output=True, timeout=LIMITS.clock_s, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError("takes too long to read", hint=HINT, path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", hint=HINT, path=path) from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        told = {"fault": _why(done.returncode), "hint": HINT}
    if "fault" in told:
        raise InputError(told["fault"], hint=told["hint"], path=path)
    return told["text"], told["title"]


def _why(code: int) -> str:
    """What to say of a child that said nothing itself."""
    import signal

    stopped = {getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")}
    if -code in {int(one) for one in stopped if one is not None}:
        return "takes too long to read"
    return "takes too much memory to read" if code == _OUT_OF_MEMORY else "is no sound PDF: its reader broke"


_OUT_OF_MEMORY = 71


def _confine(cpu_s: int, memory: int) -> None:
    """Ask the system to end this process beyond so many seconds of processor time, or bytes of memory."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in (("RLIMIT_CPU", cpu_s), ("RLIMIT_AS", memory), ("RLIMIT_CORE", 0)):
        if hasattr(resource, kind):
            hard = resource.getrlimit(getattr(resource, kind))[1]
            most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(getattr(resource, kind), (most, hard))


def answer(extracted: Callable[[bytes], tuple[str, str | None]]) -> int:
    """The child's part: read a file from standard input, and print what it says, or what is wrong with it, as JSON."""
    data = sys.stdin.buffer.read()
    _confine(int(sys.argv[1]), int(sys.argv[2]))
    try:
        text, title = extracted(data)
        told = {"text": text, "title": title}
    except MemoryError:
        return _OUT_OF_MEMORY
    except InputError as error:
        told = {"fault": error.message, "hint": error.hint}
    sys.stdout.write(json.dumps(told))
    return 0
