"""A list of entries of several lines each, with a cursor on one of them; drawn once for a width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.model import Status

from ..state import CHANGE_GLYPHS

BAR, NO_BAR = "▌ ", "  "
"""In front of the entry under the cursor, and of all others: a sign, so that it needs no colour."""


Tone = Callable[[str], Style]
"""The colour of a kind of change, of `before`, `after`, a status, or of what is `quiet`."""


class Entry(NamedTuple):
    """Something in the list."""

    shown: RenderableType
    stops: bool = True
    """Can the cursor stand on it? Not on a heading."""


class EntryList(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws entries one below the other."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entries--bar",
        "entries--quiet",
        "entries--before",
        "entries--after",
        *(f"entries--{status.value}" for status in Status),
        *(f"entries--{kind.value}" for kind in CHANGE_GLYPHS),
    }

    @dataclass
    class Opened(Message):
        """An entry was double-clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Callable[[Tone], Iterable[Entry]] = lambda _: ()
        self._entries: Sequence[Entry] = ()
        self._lines: list[Strip] = []
        self._starts: list[int] = []
        self._width = 0
        self.cursor: int | None = None
        """The number of the entry under the cursor; None where there is none to stand on."""

    def show(self, make: Callable[[Tone], Iterable[Entry]], at: int | None = None) -> None:
        """Draws the entries that `make` makes, the cursor on number `at`, else on the first that it can stand on."""
        self._make = make
        self._entries = tuple(make(self._tone))
        stops = [number for number, entry in enumerate(self._entries) if entry.stops]
        self.cursor = at if at in stops else stops[0] if stops else None
        self._measure()
        if self.cursor is None or self.cursor == stops[0]:
            self.scroll_home(animate=False, immediate=True)
        else:
            self._reveal()

    def move(self, by: int) -> None:
        """The cursor by so many entries; through one that is higher than the view it goes in steps."""
        stops = [number for number, entry in enumerate(self._entries) if entry.stops]
        if self.cursor is None:
            self.scroll_relative(y=by, animate=False)
            return
        if abs(by) == 1 and self._goes_on(by):
            self.scroll_relative(y=by, animate=False, immediate=True)
            return
        place = min(max(stops.index(self.cursor) + by, 0), len(stops) - 1)
        if stops[place] == self.cursor:  # above the first and below the last, what can be stood on, is more to see
            self.scroll_relative(y=by, animate=False)
            return
        self.cursor = stops[place]
        self._reveal()
        self.refresh()

    def page(self, pages: int) -> None:
        """A screenful on, one line kept; the cursor is on the first entry that begins there."""
        last = max(0, len(self._lines) - self.size.height)
        before = self.scroll_offset.y
        top = min(max(before + pages * max(1, self.size.height - 1), 0), last)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        stops = [number for number, entry in enumerate(self._entries) if entry.stops]
        if not stops or not self._starts:
            return
        at_end = top == before
        found = [number for number in stops if self._starts[number] >= top]
        self.cursor = stops[-1] if not found or (at_end and pages > 0) else stops[0] if at_end else found[0]
        self.refresh()

    def _goes_on(self, by: int) -> bool:
        """Has the entry under the cursor lines outside of the view, in that direction, that no screenful shows?"""
        start, end = self._range(self.cursor or 0)
        top, height = self.scroll_offset.y, self.size.height
        return end - start > height and (end > top + height if by > 0 else start < top)

    def _range(self, number: int) -> tuple[int, int]:
        if number >= len(self._starts):  # not drawn yet
            return 0, 0
        starts = [*self._starts, len(self._lines)]
        return starts[number], starts[number + 1]

    def _measure(self) -> None:
        """Draws everything for the width there is."""
        self._width = self.scrollable_content_region.width
        room = self._width - len(BAR)
        self._lines, self._starts = [], []
        if room < 1:
            return
        options = self.app.console.options.update(width=room, height=None)
        for entry in self._entries:
            self._starts.append(len(self._lines))
            drawn = self.app.console.render_lines(entry.shown, options, pad=True)
            self._lines += [Strip(line, room) for line in drawn]
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def _reveal(self) -> None:
        """Brings the entry into view, with the headings right above it."""
        if self.cursor is None or not self._starts:
            return
        first = self.cursor
        while first and not self._entries[first - 1].stops:
            first -= 1
        start, end = self._range(first)[0], self._range(self.cursor)[1]
        height = min(end - start, max(1, self.size.height))
        self.scroll_to_region(Region(0, start, 1, height), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        if self.scrollable_content_region.width != self._width:
            self._measure()
        self._reveal()

    def on_mount(self) -> None:
        self.watch(self.app, "theme", self._repaint_soon, init=False)

    def _repaint_soon(self) -> None:
        self.call_after_refresh(self._remake)

    def _remake(self) -> None:
        """Draws again, as what was drawn has its colours in it."""
        if self.is_attached:
            self._entries = tuple(self._make(self._tone))
            self._measure()

    def _tone(self, name: str) -> Style:
        return self.get_component_rich_style(f"entries--{name}", partial=True)

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor there; a second click opens."""
        line = event.y + self.scroll_offset.y
        if line >= len(self._lines):
            return
        number = bisect_right(self._starts, line) - 1
        if self._entries[number].stops:
            self.cursor = number
            self.refresh()
            if event.chain > 1:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """A line of an entry."""
        base = self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, base)
        here = self.cursor is not None and bisect_right(self._starts, number) - 1 == self.cursor
        bar = base + self._tone("bar")
        line = Strip([Segment(BAR if here else NO_BAR, bar), *self._lines[number].apply_style(base)])
        return line.adjust_cell_length(self.size.width, base)
