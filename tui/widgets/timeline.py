"""The history of an issue: what is drawn over time, and the statements as entries of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual.widgets import Static

from ..timeline import Entry as Said
from ..timeline import Timeline
from .entries import Entry, Tone

COLOURS = 5
"""Series beyond have the colours once more; their letters and lines differ."""
SIZES = ((32, (11, 8)), (20, (6, 3)), (0, (0, 2)))
"""By the lines a screen has at least: rows for amounts, and parties whose firmness is drawn."""


class TimePlot(Static):
    """Draws what a `Timeline` has over time, as large as the screen allows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"plot--axis", *(f"plot--{number}" for number in range(COLOURS))}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None

    def show(self, timeline: Timeline) -> None:
        """Draws it."""
        self._timeline = timeline
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._repaint_soon, init=False)

    def _repaint_soon(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        columns = self.content_size.width
        if self._timeline is None or not columns or not self.is_attached:
            return
        rows, parties = next(size for least, size in SIZES if self.screen.size.height >= least)
        text = Text(no_wrap=True, overflow="crop")
        for number, line in enumerate(self._timeline.drawing(columns, rows, parties)):
            text.append("\n" if number else "")
            for run in line:
                name = "axis" if run.series is None else str(run.series % COLOURS)
                text.append(run.text, style=self.get_component_rich_style(f"plot--{name}", partial=True))
        self.update(text)


def entries(timeline: Timeline, tone: Tone) -> Iterator[Entry]:
    """The statements, and below them what they come to."""
    for said in timeline.entries:
        yield Entry(_statement(said, tone))
    if timeline.sums:
        yield Entry(Group(Text(), *(Text(words, style=tone("quiet")) for words in timeline.sums)), stops=False)


def _statement(said: Said, tone: Tone) -> Group:
    heading = Text.assemble(f"{said.day:<10}  ", (said.party, "bold"), "  ", (said.step, tone(said.kind)))
    below = Text.assemble(said.words, (f"\n{said.notes}" if said.notes else "", tone("quiet")))
    return Group(heading, Padding(below, (0, 0, 0, 4)))
