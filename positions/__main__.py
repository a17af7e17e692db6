"""The program's start, as `python -m positions` and as the script `positions`: what Ctrl+C does, before all else.

An interrupt waits until what is being imported is there. Raised inside an import, it can get lost in one of the
import system's callbacks, end the process from C++ code that does not expect it (torch), or, where a dataclass is
being made of source text, have Python end by the signal although the interrupt was handled. A second one waits for
nothing.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

_MOMENT = 0.02
"""Seconds after which it is looked again whether the import is through."""


def main() -> None:
    """Run the program, whose modules are imported only now."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGINT, _interrupted)
        signal.signal(signal.SIGALRM, _interrupted)
    try:
        from positions.cli import main as program

        program()
    except KeyboardInterrupt:  # before the program itself could take it
        sys.exit(130)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """Raises KeyboardInterrupt, now or a moment later."""
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    if _is_importing(frame) and not left:  # else this is one more, while the first still waits
        signal.setitimer(signal.ITIMER_REAL, _MOMENT)
    else:
        raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_globals.get("__name__") != "importlib._bootstrap":
        frame = frame.f_back
    return frame is not None


if __name__ == "__main__":
    main()
