"""Ctrl+C: the one way out of the program, whatever it is at.

An interrupt raised while a module is imported may get lost: in a callback of the import system, in C code that goes on
without what it could not import (torch without numpy), or in a dataclass in the making, whence Python ends by the
signal itself although it was handled. So it waits a moment for the import; where that takes longer, and at a second
one, the program ends on the spot. Files are written whole or not at all, so that nothing is lost by it.

Imports next to nothing, since all else waits for it.
"""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

CODE = 130
"""The exit code of what was interrupted."""
SAID = "positions: interrupted; what was done is kept"

_PATIENCE = 0.3
"""Seconds that an interrupt waits for an import."""
_MOMENT = 0.02
"""Seconds after which it looks again whether the import is through."""


class _Interrupt:
    """Handles the signal, and the alarms by which it looks again."""

    def __init__(self) -> None:
        self._waits_until: float | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not _is_importing(frame):
            self._waits_until = None
            raise KeyboardInterrupt
        now = time.monotonic()
        if self._waits_until is None:
            self._waits_until = now + _PATIENCE
        elif number == signal.SIGINT or now >= self._waits_until:
            os.write(2, f"\n{SAID}\n".encode())
            os._exit(CODE)
        signal.setitimer(signal.ITIMER_REAL, _MOMENT)


def take_interrupts() -> None:
    """Take Ctrl+C from here on, unless whoever started the program has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler and hasattr(signal, "setitimer"):
        taken = _Interrupt()
        signal.signal(signal.SIGINT, taken)
        signal.signal(signal.SIGALRM, taken)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_globals.get("__name__") != "importlib._bootstrap":
        frame = frame.f_back
    return frame is not None
