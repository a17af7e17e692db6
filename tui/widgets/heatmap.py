"""Parties by parties, each crossing with a share and a shade; a cursor on one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.display import one_line, pad, width
from positions.model import Status

from ..nearness import Near

CELL = 6
NAME = (12, 30)
"""The least and the most columns of a party's name."""
HEADER = 1


class HeatMap(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a `Near`; a number stands for each party across."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"heat--header", "heat--quiet", *(f"heat--{one.value}" for one in Status)}

    @dataclass
    class Moved(Message):
        """Another pair was clicked."""

        row: int
        column: int

    @dataclass
    class Opened(Message):
        """A pair was double-clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.near: Near | None = None

    def show(self, near: Near) -> None:
        """Draws it, the pair looked at in view."""
        self.near = near
        self.virtual_size = Size(self._frozen + CELL * len(near.parties), HEADER + len(near.parties))
        row, column = near.at
        region = Region(self._frozen + column * CELL, HEADER + row, CELL, 1)
        around = Spacing(HEADER, 0, 0, self._frozen)
        self.scroll_to_region(region, spacing=around, animate=False, force=True, immediate=True)
        self.refresh()

    @property
    def page(self) -> int:
        """How many parties are in view."""
        return max(1, self.size.height - HEADER)

    @property
    def _names(self) -> list[str]:
        parties = self.near.parties if self.near is not None else ()
        return [f"{number} {one_line(party)}" for number, party in enumerate(parties, start=1)]

    @property
    def _frozen(self) -> int:
        longest = max(map(width, self._names), default=0) + 2
        return max(NAME[0], min(NAME[1], longest, self.size.width // 3))

    @property
    def _first(self) -> int:
        """The first column in view: whole ones only, as half a number is another number."""
        return -(-self.scroll_offset.x // CELL)

    def on_resize(self) -> None:
        if self.near is not None:
            self.show(self.near)

    def on_click(self, event: events.Click) -> None:
        """Looks at the pair there; a second click opens it."""
        row = event.y - HEADER + self.scroll_offset.y
        column = (event.x - self._frozen) // CELL + self._first
        known = len(self.near.parties) if self.near is not None else 0
        if event.y >= HEADER and event.x >= self._frozen and row < known and column < known:
            self.post_message(self.Moved(row, column))
            if event.chain > 1:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """The numbers, or a party with its shares."""
        base = self.rich_style
        near, row = self.near, y - HEADER + self.scroll_offset.y
        if near is None or row >= len(near.parties):
            return Strip.blank(self.size.width, base)
        if y < HEADER:
            style = base + self._style("header")
            cells = [
                Segment(f"{number + 1:>{CELL}}", style + Style(underline=number == near.at[1]))
                for number in range(len(near.parties))
            ]
            return self._joined(Segment(" " * self._frozen, style), cells, style)
        name = Segment(pad(self._names[row], self._frozen - 1) + " ", base + Style(bold=row == near.at[0]))
        return self._joined(name, [self._cell(near, row, column, base) for column in range(len(near.parties))], base)

    def _cell(self, near: Near, row: int, column: int, base: Style) -> Segment:
        words, tone = near.cell(row, column)
        chosen = Style(reverse=(row, column) == near.at and self.has_focus, bold=(row, column) == near.at)
        style = base + self._style(tone.value if tone is not None else "quiet") + chosen
        return Segment(f"{words:>{CELL}}", style)

    def _joined(self, frozen: Segment, cells: list[Segment], style: Style) -> Strip:
        """The names stay, the shares are scrolled sideways."""
        room = (self.size.width - self._frozen) // CELL
        return Strip([frozen, *cells[self._first : self._first + room]]).adjust_cell_length(self.size.width, style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"heat--{name}", partial=True)
