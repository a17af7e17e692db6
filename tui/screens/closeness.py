"""How near the parties stand, and which issues one step would settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from rich.console import Group
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from positions.display import one_line, shorten, status_text
from positions.errors import PositionsError
from positions.wording import SHADES_TOLD, counted

from ..commands import bindings
from ..nearness import Near, Steps, near
from ..state import Content
from ..watching import explained
from ..widgets.bars import TitleBar
from ..widgets.entries import Entry, EntryList, Tone
from ..widgets.heatmap import HeatMap
from .base import BaseScreen

NOBODY = "No two parties have a word on the same issue yet, so nobody is near or far."


class Wanted(NamedTuple):
    """Where a person wants to go in the matrix: two parties alone, or an issue."""

    pair: tuple[str, str] | None = None
    issue: str | None = None


class ClosenessScreen(BaseScreen[Wanted | None]):
    """All pairs above, the steps below; gives back what was opened."""

    where = "closeness"
    BINDINGS = bindings("closeness")
    AUTO_FOCUS = "#map"

    @dataclass
    class Found(Message):
        """The counts are there, or what kept them from being so."""

        near: Near | PositionsError

    def __init__(self, content: Content, party: str | None) -> None:
        """`party` is whose pairs are looked at first."""
        super().__init__()
        self._content, self._party = content, party
        self._present = content
        self.near: Near | None = None

    def compose_body(self) -> Iterable[Widget]:
        yield HeatMap(id="map")
        yield Static(f"%: {SHADES_TOLD}", id="legend", markup=False)
        yield Static("", id="pair", markup=False)
        yield EntryList(id="body")

    def on_mount(self) -> None:
        self._present = self.positions_app.content or self._content
        self.query_one(TitleBar).show("Closeness", "counting…")
        self.watch(self.app, "content", self._renew)

    def _renew(self, content: Content | None) -> None:
        """What is newer replaces what was shown of the present; the past stays as it is."""
        if content is not None and self._content is self._present:
            self._content = self._present = content
        self._find(self._content, self._party)

    @work(thread=True, exclusive=True, group="closeness", description="closeness")
    def _find(self, content: Content, party: str | None) -> None:
        try:
            self.post_message(self.Found(near(content.matrix, content.snapshot.registry, party)))
        except Exception as fault:
            self.post_message(self.Found(explained(fault)))

    def on_closeness_screen_found(self, found: Found) -> None:
        """Shows it."""
        if isinstance(found.near, PositionsError):
            self.query_one(TitleBar).show("Closeness")
            self.positions_app.tell(f"This cannot be counted: {found.near}", error=True)
            return
        steps = found.near.steps
        counts = f"{counted(len(found.near.found.pairs), 'pair')} · {counted(len(steps), 'issue')} one step from agreed"
        self.query_one(TitleBar).show("Closeness", "", counts)
        for widget in (self.map, self.query_one("#legend")):
            widget.display = bool(found.near.parties)
        self.query_one(EntryList).show(partial(self._entries, found.near))
        self._look(found.near.after(self.near))
        if not found.near.parties:
            self.query_one(EntryList).focus()

    @property
    def map(self) -> HeatMap:
        """The parties by parties."""
        return self.query_one(HeatMap)

    def _look(self, near: Near) -> None:
        self.near = near
        self.map.styles.height = len(near.parties) + 1
        self.map.show(near)
        first, *rest = near.told or (NOBODY,)
        lines = "".join(f"\n{shorten(line, self.size.width - 2)}" for line in rest)
        self.query_one("#pair", Static).update(Text.assemble((first, "bold"), lines))

    def _entries(self, near: Near, tone: Tone) -> Iterator[Entry]:
        rows = {row.issue: row for row in self._content.matrix.rows}
        for item in near.listed:
            if isinstance(item, str):
                yield Entry(Text(item, style=Style(bold=True, underline=True)), stops=False)
                continue
            row = rows.get(item.issue)
            status = (f"{status_text(row)}  ", tone(row.status.value)) if row is not None else ""
            lines = (Text(f"  {words}") for words in item.words)
            yield Entry(Group(Text.assemble(status, (one_line(item.issue), "bold")), *lines))
        if not near.listed:
            yield Entry(Text("No issue is one step from agreed.", style=tone("quiet")), stops=False)

    # Moving about

    def on_resize(self) -> None:
        if self.near is not None:
            self._look(self.near)

    def action_other(self) -> None:
        """From the pairs to the steps and back."""
        steps = self.query_one(EntryList)
        (self.map if steps.has_focus and self.map.display else steps).focus()
        self.map.refresh()

    def action_move(self, rows: int, columns: int) -> None:
        """Moves the cursor of the part where one is."""
        if self.map.has_focus and self.near is not None:
            self._look(self.near.moved(rows, columns))
        elif rows:
            self.query_one(EntryList).move(rows)

    def action_page(self, pages: int) -> None:
        """Moves that cursor by a screenful."""
        if self.map.has_focus:
            self.action_move(pages * self.map.page, 0)
        else:
            self.query_one(EntryList).page(pages)

    def action_edge(self, where: int) -> None:
        """Moves that cursor to the first (-1) or the last (1) line."""
        far = where * (len(self.near.parties) + len(self.near.steps)) if self.near is not None else 0
        self.action_move(far, 0)

    @on(HeatMap.Moved)
    def _pointed(self, moved: HeatMap.Moved) -> None:
        if self.near is not None:
            row, column = self.near.at
            self._look(self.near.moved(moved.row - row, moved.column - column))

    @on(HeatMap.Opened)
    @on(EntryList.Opened)
    def action_open(self) -> None:
        """Shows the two parties alone in the matrix; from the steps, the issue there."""
        if self.near is None:
            return
        if self.map.has_focus:
            if self.near.both is None:
                self.positions_app.tell("These are one party: move to another column.")
            else:
                self.dismiss(Wanted(pair=self.near.both))
            return
        at = self.query_one(EntryList).cursor
        step = self.near.listed[at] if at is not None else None
        if isinstance(step, Steps):
            self.dismiss(Wanted(issue=step.issue))
