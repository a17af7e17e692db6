"""An article's text with its quotes marked, and a margin that names who holds what is quoted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from wcwidth import iter_graphemes

from positions.display import pad, shorten, width

from ..evidence import Passage, Reading, line_of, wrap
from ..marking import Marking

MARGIN = (16, 30)
"""The least and the most columns of the margin."""
MEASURE = 84
"""Longer lines are hard to read."""
CONTEXT = 4
"""Lines of the text kept above the quote in view."""


class ArticleText(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a `Reading`; the quote in view is reversed, all others are underlined, marked words have a ground."""

    ALLOW_SELECT = False  # words are marked by offset, here
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--quote",
        "article--current",
        "article--margin",
        "article--here",
        "article--marked",
        "article--caret",
    }

    reading: reactive[Reading | None] = reactive(None)
    marking: reactive[Marking | None] = reactive(None)
    """None while there is no caret."""

    @dataclass
    class Pointed(Message):
        """The mouse points at a place of the text."""

        offset: int
        extend: bool
        """With the button held: what lies between is marked."""
        clicks: int = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[int, int]] = []
        self._pressed = False

    def watch_reading(self, old: Reading | None, new: Reading | None) -> None:
        if new is not None and (old is None or old.text != new.text):
            self._measure()
        self.call_after_refresh(self._reveal)
        self.refresh()

    def watch_marking(self, _: Marking | None, new: Marking | None) -> None:
        if new is not None and self._lines:
            line = line_of(self._lines, new.caret)
            top, height = self.scroll_offset.y, self.size.height
            if not top <= line < top + height:
                self.scroll_to(y=line if line < top else line - height + 1, animate=False, force=True)
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

    # Places

    @property
    def first_offset(self) -> int:
        """Where the first line in view begins."""
        return self._lines[min(self.scroll_offset.y, len(self._lines) - 1)][0] if self._lines else 0

    def in_view(self, offset: int) -> bool:
        """Does an offset stand in a line that is shown?"""
        line = line_of(self._lines, offset) if self._lines else 0
        return self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height

    def beside(self, offset: int, lines: int) -> int:
        """The offset so many lines below, in the same column as far as that line goes."""
        if self.reading is None or not self._lines:
            return offset
        line = line_of(self._lines, offset)
        column = width(self.reading.text[self._lines[line][0] : offset])
        return self._offset(min(max(line + lines, 0), len(self._lines) - 1), column)

    def _offset(self, number: int, column: int) -> int:
        """The offset at a column of a line; its end where it is shorter."""
        start, end = self._lines[number]
        used = 0
        for grapheme in iter_graphemes(self.reading.text[start:end]) if self.reading else ():
            used += width(grapheme)
            if used > column:
                break
            start += len(grapheme)
        return start

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self._lines:
            self._pressed = True
            self.capture_mouse()
            self.post_message(self.Pointed(self._pointed(event), event.shift))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed:
            self.post_message(self.Pointed(self._pointed(event), True))

    def on_mouse_up(self) -> None:
        self._pressed = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.chain > 1 and self._lines:
            self.post_message(self.Pointed(self._pointed(event), False, event.chain))

    def _pointed(self, event: events.MouseEvent) -> int:
        number = min(max(event.y + self.scroll_offset.y, 0), len(self._lines) - 1)
        return self._offset(number, max(0, event.x - self._margin - 2))

    # Drawing

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
            *self._text(line, after, touching, base),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _named(self, started: list[Passage], base: Style) -> Segment:
        """Who does what from here on, the stance in words where there is room; the passage in view comes first, the
        rest are counted."""
        current = self.reading.passage if self.reading else None
        if not started:
            return Segment(" " * self._margin, base)
        first = current if current in started and current is not None else started[0]
        others = f" +{len(started) - 1}" if len(started) > 1 else ""
        room = self._margin - 4 - len(others)
        stance = f" {first.stance}" if first.stance and width(first.holder) + 1 + len(first.stance) <= room else ""
        name = shorten(first.holder, room - len(stance)) + stance + others
        style = self._style("article--here" if first is current else "article--margin")
        return Segment(f" {first.glyph} {pad(name, self._margin - 3)}", base + style)

    def _text(self, line: tuple[int, int], after: int, touching: list[Passage], base: Style) -> list[Segment]:
        """The words of a line, cut where a quote or what is marked begins or ends, and at the caret."""
        if self.reading is None:
            return []
        text = self.reading.text
        caret = self.marking.caret if self.marking is not None else None
        marked = self.marking.span if self.marking is not None else None
        ranges = [p.at for p in touching if p.at] + ([marked] if marked else [])
        ranges += [(caret, caret + 1)] if caret is not None else []
        cuts = sorted({*line} | {edge for found in ranges for edge in found if line[0] < edge < line[1]})
        segments = []
        for start, end in pairwise(cuts):
            covering = [p for p in touching if p.at and p.at[0] <= start and end <= p.at[1]]
            style = base
            is_marked = marked is not None and marked[0] <= start and end <= marked[1]
            if covering:
                current = self.reading.passage in covering and not is_marked
                style = base + self._style("article--current" if current else "article--quote")
            if is_marked:
                style = style + self._style("article--marked")
            if start == caret:
                style = style + self._style("article--caret")
            segments.append(Segment(text[start:end], style))
        if caret is not None and line[1] <= caret < after:
            segments.append(Segment(" ", base + self._style("article--caret")))
        return segments

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
