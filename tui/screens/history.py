"""What was said on an issue over time, by one party or by all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from positions.errors import PositionsError
from positions.model import Row
from positions.wording import counted

from ..commands import bindings
from ..state import Content, Target
from ..timeline import Timeline
from ..watching import explained
from ..widgets.bars import TitleBar
from ..widgets.entries import EntryList
from ..widgets.timeline import TimePlot, entries
from .base import WAITING
from .entries import EntriesScreen

if TYPE_CHECKING:
    from ..app import PositionsApp


class HistoryScreen(EntriesScreen):
    """Amounts and firmness over time above, the statements below."""

    where = "history"
    BINDINGS = bindings("history")
    AUTO_FOCUS = "#body"

    @dataclass
    class Found(Message):
        """The history is there, or what kept it from being so."""

        timeline: Timeline | PositionsError

    def __init__(self, content: Content, issue: str, party: str | None) -> None:
        """`party` is whose history is shown first; None for all."""
        super().__init__()
        self._content, self._issue, self._party = content, issue, party
        self.timeline: Timeline | None = None
        self._present = content

    def compose_body(self) -> Iterable[Widget]:
        yield TimePlot(id="plot")
        yield Static("", id="advice", markup=False)
        yield EntryList(id="body")

    def on_mount(self) -> None:
        self.query_one("#advice").display = False
        self._present = self.positions_app.content or self._content
        self.query_one(TitleBar).show("History", "reading…")
        self.watch(self.app, "content", self._renew)

    def _renew(self, content: Content | None) -> None:
        """What is newer replaces what was shown of the present; the past stays as it is."""
        if content is not None and self._content is self._present:
            self._content = self._present = content
        if self._content.is_glimpse:
            self.query_one("#advice", Static).update(WAITING)
            self.query_one("#advice").display = True
            self.query_one(TimePlot).display = False
            return
        if self.timeline is None:
            self.query_one("#advice").display = False
        row = next((row for row in self._content.matrix.rows if row.issue == self._issue), None)
        if row is None:
            self.positions_app.tell("This issue is gone.")
            self.dismiss(None)
            return
        self._find(row, self._content)

    @work(thread=True, exclusive=True, group="history", description="history")
    def _find(self, row: Row, content: Content) -> None:
        try:
            movement = self.positions_app.access.history(row, content.snapshot)
        except Exception as fault:
            self.post_message(self.Found(explained(fault)))
            return
        self.post_message(self.Found(Timeline(movement, content, self._party)))

    def on_history_screen_found(self, found: Found) -> None:
        """Shows it; the statement under the cursor stays there."""
        if isinstance(found.timeline, PositionsError):
            self.query_one(TitleBar).show("History", self._issue)
            self.positions_app.tell(f"The history cannot be told: {found.timeline}", error=True)
            return
        at = self.list.cursor if self.timeline is not None else None
        alone = self.timeline.alone if self.timeline is not None else True
        self._show(replace(found.timeline, alone=alone), at)

    def _show(self, timeline: Timeline, at: int | None = None) -> None:
        if self.timeline is None:
            self.query_one(TimePlot).display = True
        self.timeline = timeline
        self.query_one(TitleBar).show("History", timeline.title, counted(len(timeline.entries), "statement"))
        self.query_one(TimePlot).show(timeline)
        advice = self.query_one("#advice", Static)
        advice.display = not timeline.entries
        advice.update(
            "It has said nothing on this itself.\n\np shows what all parties have said."
            if timeline.movement.moments
            else "Nobody has said anything on this."
        )
        self.list.display = bool(timeline.entries)
        self.list.show(partial(entries, timeline), at)
        if timeline.entries:
            self.list.focus()

    @property
    def _target(self) -> Target | None:
        """What stands behind the statement under the cursor."""
        at = self.list.cursor
        if self.timeline is None or at is None:
            return None
        placed = self.timeline.entries[at].placed
        return Target(placed.position.article, placed)

    @on(EntryList.Opened)
    def action_open(self) -> None:
        """Opens the article at the quote of the statement."""
        from .evidence import EvidenceScreen

        found = self._target
        if self.timeline is None:
            return
        if found is None or found.article not in self._content.articles:
            self.positions_app.tell("There is no article behind this.")
            return
        self.app.push_screen(EvidenceScreen(self._content, found))

    def action_edit(self) -> None:
        """Opens the entry of the statement in a form."""
        from .editing import edit_entry

        found = self._target
        edit_entry(self.positions_app, found.article if found else None, found.placed if found else None)

    def action_parties(self) -> None:
        """All parties, or the one alone again."""
        if self._party is None:
            self.positions_app.tell("All parties are shown: H on a party's cell shows that one alone.")
        elif self.timeline is not None:
            self._show(self.timeline.toggled())

    def action_plot(self) -> None:
        """Shows or hides what is drawn over time, which leaves the room to the statements."""
        if self.timeline is not None:
            plot = self.query_one(TimePlot)
            plot.display = not plot.display

    def action_edge(self, where: int) -> None:
        """Moves the cursor to the first (-1) or the last (1) statement."""
        self.list.move(where * len(self.timeline.entries) if self.timeline else 0)


def open_history(app: PositionsApp, content: Content, issue: str | None, party: str | None) -> None:
    """Opens the history of a party on an issue; of all parties, where none is meant. It waits for the articles."""
    if issue is None:
        app.tell("Move to an issue first.")
    else:
        app.push_screen(HistoryScreen(content, issue, party))
