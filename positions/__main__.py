"""The program's start, as `python -m positions` and as the script `positions`: Ctrl+C first, then all else."""

from __future__ import annotations

import signal
import sys

from positions.interrupts import CODE, take_interrupts


def main() -> None:
    """Run the program, whose modules are imported only now."""
    take_interrupts()
    try:
        from positions.cli import main as program

        program()
    except KeyboardInterrupt:  # before the program itself could take it
        sys.exit(CODE)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what there was to do is done; leaving takes a moment


if __name__ == "__main__":
    main()
