"""A piece of an article around one quote: the quote underlined, the claim in it reversed, a bar beside its lines."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..evidence import line_of, wrap
from ..reviewing import Surroundings

MEASURE = 84
"""Longer lines are hard to read."""
CONTEXT = 2
"""Lines kept above the quote."""
BAR = "▌ "


class SurroundingsPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the quote when it gets another one, and scrolls from there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"surroundings--bar", "surroundings--quote", "surroundings--claim"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Surroundings("", None)
        self._lines: list[tuple[int, int]] = []

    def show(self, shown: Surroundings) -> None:
        """Another quote; the same one stays where it is on the screen."""
        if shown != self._shown:
            self._shown = shown
            self._measure()

    def on_resize(self) -> None:
        self._measure()

    def _measure(self) -> None:
        if not self.size.width:
            return
        columns = max(10, min(MEASURE, self.scrollable_content_region.width - len(BAR)))
        self._lines = wrap(self._shown.text, columns)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        first = line_of(self._lines, self._shown.quote[0]) if self._shown.quote and self._lines else 0
        self.scroll_to(y=max(0, first - CONTEXT), animate=False, force=True, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: bar, text."""
        base, number = self.rich_style, y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, base)
        start, end = self._lines[number]
        marks = {"quote": self._shown.quote or (0, 0), "claim": self._shown.claim or (0, 0)}
        here = marks["quote"][0] < end and start < marks["quote"][1]
        cuts = sorted({start, end} | {edge for at in marks.values() for edge in at if start < edge < end})
        segments = [Segment(BAR if here else " " * len(BAR), base + self._style("bar"))]
        for left, right in pairwise(cuts):
            style = base
            for name, at in marks.items():
                style += self._style(name) if at[0] <= left and right <= at[1] else Style()
            segments.append(Segment(self._shown.text[left:right], style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"surroundings--{name}", partial=True)
