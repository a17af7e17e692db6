"""The application of one browser, as a process: `python -P -m tui.web.child FOLDER`, started by `session` alone."""

from __future__ import annotations

import sys
from pathlib import Path

from ..guard import Guard


def main(folder: str) -> int:
    """Shows the negotiation until the browser or the person leaves; the exit code."""
    guard = Guard(sys.stdin.fileno())
    guard.start()
    from positions.errors import PositionsError
    from positions.negotiation import Negotiation
    from tui.app import browse

    try:
        negotiation = Negotiation.find(Path(folder))
        guard.begun()
        browse(negotiation)
    except PositionsError as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
