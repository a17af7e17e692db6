"""What a test does at the screen: open it, press keys, read what stands there."""

from __future__ import annotations

import contextlib
import html
import re
from collections import defaultdict
from collections.abc import AsyncIterator

from strait import settle
from textual.pilot import Pilot

from positions.display import width
from tui.app import PositionsApp
from tui.view import View
from tui.widgets.matrix import MatrixTable

SMALL = (80, 24)
RUN = re.compile(r'<text[^>]* x="([\d.]+)"[^>]*-line-(\d+)\)">([^<]*)</text>')
CELL = 12.2
"""How wide a column is in a picture."""


@contextlib.asynccontextmanager
async def opened(app: PositionsApp, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    """The application, with its matrix read."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for _ in range(30):  # on a busy machine the first look may come late
            if app.content or app.glimpse or app.fault:
                break
            await settle(pilot)
            await pilot.pause(0.01)
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def shown(app: PositionsApp) -> str:
    """All that stands on the screen, as text."""
    return text_of(app.export_screenshot())


def text_of(picture: str) -> str:
    """What stands in a picture of the screen, where every run of characters has its place."""
    lines: dict[int, str] = defaultdict(str)
    for x, number, words in RUN.findall(picture):
        line = lines[int(number)]
        lines[int(number)] = (
            line + " " * (round(float(x) / CELL) - width(line)) + html.unescape(words).replace("\xa0", " ")
        )
    return "\n".join(lines[number].rstrip() for number in range(max(lines, default=0) + 1))


def table(app: PositionsApp) -> MatrixTable:
    return app.screen.query_one(MatrixTable)


def view(app: PositionsApp) -> View:
    """What the matrix shows, which has been read."""
    found = table(app).view
    assert found is not None
    return found
