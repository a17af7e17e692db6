"""An article's text with its quotes marked, and a margin that names who holds what is quoted."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.display import pad, shorten

from ..evidence import Passage, Reading, line_of, wrap

MARGIN = (16, 26)
"""The least and the most columns of the margin."""
MEASURE = 84
"""Longer lines are hard to read."""
CONTEXT = 4
"""Lines of the text kept above the quote in view."""


class ArticleText(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a `Reading`; the quote in view is reversed, all others are underlined."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article--quote", "article--current", "article--margin", "article--here"}

    reading: reactive[Reading | None] = reactive(None)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[int, int]] = []

    def watch_reading(self, old: Reading | None, new: Reading | None) -> None:
        if new is not None and (old is None or old.text != new.text):
            self._measure()
        self.call_after_refresh(self._reveal)
        self.refresh()

    def on_resize(self) -> None:
        self._measure()
        self._reveal()

    @property
    def _margin(self) -> int:
        return max(MARGIN[0], min(MARGIN[1], self.size.width // 5))

    def _measure(self) -> None:
        if self.reading is None or not self.size.width:
            return
        columns = max(10, min(MEASURE, self.scrollable_content_region.width - self._margin - 2))
        self._lines = wrap(self.reading.text, columns)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def _reveal(self) -> None:
        passage = self.reading.passage if self.reading else None
        if passage is None or passage.at is None or not self._lines:
            return
        first, last = line_of(self._lines, passage.at[0]), line_of(self._lines, passage.at[1] - 1)
        top, height = self.scroll_offset.y, self.size.height
        if not (top + 1 <= first and last < top + height - 1):
            self.scroll_to(y=max(0, first - CONTEXT), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line: margin, bar, text."""
        base = self.rich_style
        number = y + self.scroll_offset.y
        if self.reading is None or number >= len(self._lines):
            return Strip.blank(self.size.width, base)
        line = self._lines[number]
        reading = self.reading
        after = self._lines[number + 1][0] if number + 1 < len(self._lines) else len(reading.text) + 1
        started = [p for p in reading.passages if p.at and line[0] <= p.at[0] < after]
        touching = [p for p in reading.passages if p.at and p.at[0] < line[1] and line[0] < p.at[1]]
        here = reading.passage in touching
        segments = [
            self._named(started, base),
            Segment("▌ " if here else "  ", base + self._style("article--here")),
            *self._text(line, touching, base),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _named(self, started: list[Passage], base: Style) -> Segment:
        """Who is quoted from here on; the passage in view comes first, the rest are counted."""
        current = self.reading.passage if self.reading else None
        if not started:
            return Segment(" " * self._margin, base)
        first = current if current in started and current is not None else started[0]
        others = f" +{len(started) - 1}" if len(started) > 1 else ""
        name = shorten(first.holder, self._margin - 4 - len(others)) + others
        style = self._style("article--here" if first is current else "article--margin")
        return Segment(f" {first.glyph} {pad(name, self._margin - 3)}", base + style)

    def _text(self, line: tuple[int, int], touching: list[Passage], base: Style) -> list[Segment]:
        """The words of a line, cut where a quote begins or ends."""
        if self.reading is None:
            return []
        edges = {edge for p in touching if p.at for edge in p.at if line[0] < edge < line[1]}
        cuts = sorted({*line} | edges)
        segments = []
        for start, end in pairwise(cuts):
            covering = [p for p in touching if p.at and p.at[0] <= start and end <= p.at[1]]
            style = base
            if covering:
                current = self.reading.passage in covering
                style = base + self._style("article--current" if current else "article--quote")
            segments.append(Segment(self.reading.text[start:end], style))
        return segments

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
