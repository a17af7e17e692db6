"""A list with columns, drawn line by line so that its length costs nothing; marks and a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.display import pad

from ..registry import Line, Listing, widths

HEADER = 1
MARK = 2
"""Columns of the mark in front."""


class ListTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a `Listing`; its header stays in place."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "listing--header",
        "listing--odd",
        "listing--cursor",
        "listing--marked",
        "listing--first",
    }

    listing: reactive[Listing | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Moved(Message):
        """The cursor stands on another line, or none."""

        name: str | None

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, ListTable.Moved)

    @dataclass
    class Opened(Message):
        """A line was double-clicked."""

    @property
    def line(self) -> Line | None:
        """The one under the cursor."""
        lines = self.listing.lines if self.listing else ()
        return lines[self.cursor] if self.cursor < len(lines) else None

    @property
    def page(self) -> int:
        """How many lines are in view."""
        return max(1, self.size.height - HEADER)

    def show(self, listing: Listing, at: str | None = None) -> None:
        """Draws another listing, the cursor on the line of that name, else where it was by name, else by number."""
        here = self.line
        names = [line.name for line in listing.lines]
        self.listing = listing
        wanted = [name for name in (at, here.name if here else None) if name in names]
        self.cursor = names.index(wanted[0]) if wanted else min(self.cursor, max(0, len(names) - 1))
        self.virtual_size = Size(0, len(names) + HEADER)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.line.name if self.line else None))

    def move(self, by: int) -> None:
        """The cursor by so many lines; it stays inside."""
        lines = self.listing.lines if self.listing else ()
        self.cursor = min(max(self.cursor + by, 0), max(0, len(lines) - 1))
        self._reveal()
        self.post_message(self.Moved(self.line.name if self.line else None))

    def _reveal(self) -> None:
        region = Region(0, self.cursor + HEADER, 1, 1)
        self.scroll_to_region(region, spacing=Spacing(HEADER, 0, 0, 0), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor there; a second click opens."""
        row = event.y - HEADER + self.scroll_offset.y
        if event.y >= HEADER and self.listing is not None and row < len(self.listing.lines):
            self.move(row - self.cursor)
            if event.chain > 1:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """The header, or a line."""
        base, width = self.rich_style, self.scrollable_content_region.width
        listing = self.listing
        if listing is None:
            return Strip.blank(self.size.width, base)
        columns = widths(listing.columns, width - MARK)
        if y < HEADER:
            words = [column.title for column in listing.columns]
            style = base + self._style("header")
            return Strip([Segment(" " * MARK, style), *self._cells(words, columns, style, style)]).adjust_cell_length(
                self.size.width, style
            )
        number = y - HEADER + self.scroll_offset.y
        if number >= len(listing.lines):
            return Strip.blank(self.size.width, base)
        line = listing.lines[number]
        marked = line.name in listing.marked
        style = base + (self._style("odd") if number % 2 else Style())
        style += self._style("marked") if marked else Style()
        style += self._style("cursor") if number == self.cursor else Style()
        first = style + self._style("first")
        mark = Segment("● " if marked else "› " if number == self.cursor else "  ", style)
        return Strip([mark, *self._cells(line.cells, columns, first, style)]).adjust_cell_length(self.size.width, style)

    def _cells(
        self, words: list[str] | tuple[str, ...], columns: tuple[int, ...], first: Style, rest: Style
    ) -> list[Segment]:
        return [
            Segment(pad(text, width - 1) + " ", rest if number else first)
            for number, (text, width) in enumerate(zip(words, columns, strict=True))
            if width > 1
        ]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"listing--{name}", partial=True)
