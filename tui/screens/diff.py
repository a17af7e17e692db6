"""What moved between two articles, two days, or since the last visit, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from positions.display import one_line
from positions.errors import PositionsError
from positions.model import Change

from ..commands import bindings
from ..diffs import (
    LATEST,
    Kind,
    Shown,
    Side,
    Sides,
    articles_by_label,
    day_typed,
    days_for,
    known,
    nothing,
    shown,
    target,
)
from ..moves import tally
from ..state import Content
from ..watching import explained
from ..widgets.bars import TitleBar
from ..widgets.changes import SidesHeader, entries
from ..widgets.entries import EntryList
from .ask import AskScreen
from .base import WAITING
from .entries import EntriesScreen

TOO_FEW = "A diff takes two articles: A on the matrix adds another."
HEADINGS: dict[tuple[Kind, Side], str] = {
    (Kind.ARTICLES, "old"): "Compare from which article?",
    (Kind.ARTICLES, "new"): "Compare to which article?",
    (Kind.DAYS, "old"): "Compare from which day? Everything up to it counts.",
    (Kind.DAYS, "new"): "Compare to which day? Everything up to it counts.",
}


class DiffScreen(EntriesScreen):
    """Sets two sides against each other; each can be exchanged for another."""

    where = "diff"
    BINDINGS = bindings("diff")
    AUTO_FOCUS = "#body"

    @dataclass
    class Found(Message):
        """The changes between two sides are there, or what kept them from being so."""

        sides: Sides
        changes: Sequence[Change] | PositionsError

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.sides = sides
        self._changes: Sequence[Change] = ()
        self._kept = False
        self.shown = Shown()
        """What stands there."""

    def compose_body(self) -> Iterable[Widget]:
        yield SidesHeader(id="sides")
        yield Static("", id="advice", markup=False)
        yield EntryList(id="body")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Diff", self.sides.kind.value)
        self.query_one("#advice", Static).update(WAITING)
        self.query_one("#advice").display = self.positions_app.content is None
        self.watch(self.app, "content", self._renew)

    @property
    def change(self) -> Change | None:
        """The one under the cursor."""
        return self.shown.change(self.list.cursor)

    def _renew(self, content: Content | None) -> None:
        if content is None:
            return
        sides = known(self.sides, content)
        if sides is None or not sides.is_there(content):
            self.positions_app.tell(TOO_FEW if sides is None else "One of the two articles is gone.")
            self.dismiss(None)
            return
        self._compare(sides)

    def _compare(self, sides: Sides) -> None:
        content = self.positions_app.content
        if content is None:
            return
        self.sides = sides
        self.query_one(SidesHeader).show(*sides.labels(content))
        self.query_one(TitleBar).show("Diff", "comparing…")
        if not self.shown.groups:
            self.query_one("#advice", Static).update("Comparing…")
            self.query_one("#advice").display = True
        self._find(content, sides)

    @work(thread=True, exclusive=True, group="diff", description="diff")
    def _find(self, content: Content, sides: Sides) -> None:
        access = self.positions_app.access
        try:
            if sides.kind is Kind.VISIT:
                found = access.moved(content.matrix, content.snapshot)
            else:
                found = access.diff(content.matrix, *sides.articles(content))
        except Exception as fault:
            self.post_message(self.Found(sides, explained(fault)))
            return
        self.post_message(self.Found(sides, found))

    def on_diff_screen_found(self, found: Found) -> None:
        """Shows the changes, unless other sides were chosen meanwhile."""
        if found.sides != self.sides:
            return
        if isinstance(found.changes, PositionsError):
            self.query_one(TitleBar).show("Diff", self.sides.kind.value)
            self.positions_app.tell(f"These cannot be compared: {found.changes}", error=True)
            return
        self._changes = found.changes
        self._show()

    def _show(self) -> None:
        content = self.positions_app.content
        if content is None:
            return
        here = self.change
        self.shown = shown(self._changes, kept=self._kept)
        advice = self.query_one("#advice", Static)
        advice.display = not self.shown.groups
        advice.update(nothing(self.sides, self.shown))
        self.list.display = bool(self.shown.groups)
        self.query_one(TitleBar).show("Diff", self.sides.kind.value, tally(self._changes) or "nothing moved")
        drawn = partial(entries, self.shown, content, sourced=self.sides.kind is not Kind.ARTICLES)
        self.list.show(drawn, self.shown.line(here))
        if self.shown.groups:
            self.list.focus()

    # What is compared

    def action_articles(self) -> None:
        """Sets the last two articles against each other."""
        content = self.read_content()
        if content is None:
            return
        sides = known(LATEST, content)
        if sides is None:
            self.positions_app.tell(TOO_FEW)
        else:
            self._compare(sides)

    def action_visit(self) -> None:
        """Sets what has come since the last visit against what there was."""
        self._compare(Sides(Kind.VISIT))

    def action_days(self) -> None:
        """Asks for two days, one after the other."""
        content = self.read_content()
        if content is None:
            return
        if not content.days:
            self.positions_app.tell("No article has a date.")
            return
        self._ask(Sides(Kind.DAYS), "old", lambda half: self._ask(half, "new", self._compare))

    def action_pick(self, side: Side) -> None:
        """Asks for another article or day on the older (`old`) or newer (`new`) side."""
        if self.sides.kind is Kind.VISIT:
            self.positions_app.tell("a compares two articles, @ two days.")
        else:
            self._ask(self.sides, side, self._compare)

    def _ask(self, sides: Sides, side: Side, then: Callable[[Sides], None]) -> None:
        content = self.read_content()
        if content is None:
            return
        articles = articles_by_label(content)

        def answered(words: str | None) -> None:
            if words is None:
                return
            value = day_typed(words) if sides.kind is Kind.DAYS else articles.get(words)
            if value is None:
                kind = "day: write it as 2024-04-05" if sides.kind is Kind.DAYS else "article"
                self.positions_app.tell(f"“{one_line(words)}” is no {kind}.", error=True)
            else:
                then(sides.having(side, value))

        heading = HEADINGS[sides.kind, side]
        if sides.kind is Kind.DAYS:
            days = [day.isoformat() for day in reversed(content.days)]
            offered = days[1:] + days[:1] if side == "old" else days
            self.app.push_screen(AskScreen(heading, offered, find=days_for), answered)
        else:
            self.app.push_screen(AskScreen(heading, tuple(articles)), answered)

    def action_swap(self) -> None:
        """Lets earlier and later change places."""
        if self.sides.kind is Kind.VISIT:
            self.positions_app.tell("The last visit was before: there is nothing to swap.")
        else:
            self._compare(self.sides.swapped())

    def action_kept(self) -> None:
        """Shows also what was kept or only reworded, or no longer."""
        if self.read_content() is None:
            return
        self._kept = not self._kept
        self._show()
        if not self.shown.kept:
            self.positions_app.tell("Nothing was only kept or reworded.")

    # What is done with a change

    @on(EntryList.Opened)
    def action_open(self, side: Side = "new") -> None:
        """Opens the article at the quote of the newer (`new`) or older (`old`) side."""
        from .evidence import EvidenceScreen

        content, change = self.read_content(), self.change
        found = target(change, side) if change is not None else None
        if content is None:
            return
        if found is None or found.article not in content.articles:
            self.positions_app.tell("Nothing was said there before." if side == "old" else "There is no article here.")
            return
        self.app.push_screen(EvidenceScreen(content, found))

    def action_history(self) -> None:
        """Opens what the party of the change said on the issue over time."""
        from .history import open_history

        content, change = self.read_content(), self.change
        if content is not None:
            issue, party = (change.issue, change.party) if change is not None else (None, None)
            open_history(self.positions_app, content, issue, party)

    def action_edge(self, where: int) -> None:
        """Moves the cursor to the first (-1) or the last (1) change."""
        self.list.move(where * len(self.shown.listed))
