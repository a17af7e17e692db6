"""Takes the README's picture anew: `.venv/bin/python docs/screenshot.py NEGOTIATION [KEY…]` writes docs/screenshot.svg.

The keys are pressed first; `make demo` leaves a negotiation to take it of: positions-demo.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp

PICTURE = Path(__file__).with_name("screenshot.svg")
SIZE = (110, 32)
"""Columns and lines: wide enough for four parties, small enough to be read in a README."""


async def take(folder: Path, keys: Sequence[str]) -> None:
    """Open the negotiation, press the keys, write the picture."""
    app = PositionsApp(access_to(Negotiation.find(folder)))
    async with app.run_test(size=SIZE) as pilot:
        while app.content is None:
            await pilot.pause(0.05)
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
        await pilot.pause()
        PICTURE.write_text(app.export_screenshot(title="positions browse"), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asyncio.run(take(Path(sys.argv[1]), sys.argv[2:]))
