"""What a person may choose to see of the matrix: order, parties, blocs, two alone, another day."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from textual import on, work
from textual.message import Message

from positions.display import one_line
from positions.errors import PositionsError
from positions.model import day_of
from positions.wording import counted

from ..past import Past
from ..state import Content
from ..view import Blocs, Sort, View
from ..widgets.matrix import MatrixTable
from .base import BaseScreen
from .pick import PickScreen

NOW = "now"


class ArrangingScreen(BaseScreen[None]):
    """Keeps to what is chosen; showing it is the subclass's."""

    @dataclass
    class Recompared(Message):
        """The negotiation as of a day is there, or what kept it from being so."""

        past: Past

    def __init__(self) -> None:
        super().__init__()
        self.past: Past | None = None
        """The day that is shown; None for now."""

    @property
    @abstractmethod
    def table(self) -> MatrixTable:
        """The grid."""

    @property
    @abstractmethod
    def view(self) -> View | None:
        """What is shown; None before the first reading."""

    @abstractmethod
    def show(self, view: View) -> None:
        """Shows another view."""

    def arrangeable(self) -> View | None:
        """What is shown, where there is something to arrange in it; else a person is told why not."""
        view = self.view
        if view is None:
            self.read_content()
            return None
        if view.content.advice is not None:
            self.positions_app.tell(view.content.advice.partition("\n")[0])
            return None
        return view

    def _choose(self, make: Callable[[View], View], told: Callable[[View], str] = lambda _: "") -> None:
        """Shows what `make` makes of the view, and says so where it is not plain to see."""
        view = self.arrangeable()
        if view is None:
            return
        view = make(view)
        self.show(view)
        words = told(view)
        if words:
            self.positions_app.tell(words)

    # Order

    def action_sort(self) -> None:
        """The next order of the issues."""
        sorts = list(Sort)

        def following(view: View) -> View:
            sort = sorts[(sorts.index(view.arrangement.sort) + 1) % len(sorts)]
            return view.arranged(sort=sort, reverse=False, first=None)

        self._choose(following, lambda view: f"Issues by {view.arrangement.sort.value}.")

    def action_reverse(self) -> None:
        """The same order from its end."""
        self._choose(lambda view: view.arranged(reverse=not view.arrangement.reverse))

    @on(MatrixTable.Headed)
    def _headed(self, headed: MatrixTable.Headed) -> None:
        if headed.own:
            sort = Sort.STATUS if headed.column == "status" else Sort.NAME
            self._choose(lambda view: view.sorted_by(sort))
        else:
            self._choose(lambda view: view.led_by(headed.column))

    # Parties

    def _of_column(self, make: Callable[[View, str], View]) -> None:
        if self.arrangeable() is None:
            return
        column = self.table.column
        if column is None:
            self.positions_app.tell("Move to a party's column first.")
            return
        self._choose(lambda view: make(view, column))

    def action_hide(self) -> None:
        """Hides the party under the cursor."""
        self._of_column(lambda view, column: view.without(column) if len(view.columns) > 1 else view)

    def action_unhide(self) -> None:
        """Shows all parties again."""
        self._choose(lambda view: view.arranged(hidden=frozenset()))

    def action_shift(self, step: int) -> None:
        """Moves the column under the cursor to the left (-1) or right (1)."""
        self._of_column(lambda view, column: view.shifted(column, step))

    def action_blocs(self) -> None:
        """Parties of a bloc apart, beside each other, in one column."""
        modes = list(Blocs)

        def following(view: View) -> View:
            return view.arranged(blocs=modes[(modes.index(view.arrangement.blocs) + 1) % len(modes)])

        view = self.arrangeable()
        if view is None:
            return
        if not any(map(view.bloc_of, view.content.matrix.parties)):
            self.positions_app.tell("No party has a bloc yet: parties.yaml takes `bloc: NAME`.")
            return
        self._choose(following, lambda view: f"Parties of a bloc {view.arrangement.blocs.value}.")

    def action_pair(self) -> None:
        """Compares the party under the cursor with another, which is picked; or all again."""
        view, party = self.arrangeable(), self.table.party
        if view is None:
            return
        if view.arrangement.pair is not None:
            self._choose(lambda view: view.arranged(pair=None))
            return
        parties = view.content.matrix.parties
        if not parties:
            self.positions_app.tell("There is no party yet.")
            return
        one = party or parties[0]
        choices = [(other, other) for other in parties if other != one]
        if not choices:
            self.positions_app.tell("There is only one party.")
            return

        def picked(other: str | None) -> None:
            if other is not None:
                self._choose(lambda view: view.arranged(pair=(one, other)))

        self.app.push_screen(
            PickScreen(f"Compare {one_line(one)} with whom?", choices, choices[0][0], escape="compares nobody"), picked
        )

    # Another day

    def action_as_of(self) -> None:
        """Picks a day to go back to."""
        content = self._dated()
        if content is None:
            return
        said = Counter(day_of(a.source.published) for a in content.articles.values() if a.source.published is not None)
        choices = [(NOW, "now"), *((day.isoformat(), self._label(day, said[day])) for day in reversed(content.days))]
        current = self.past.day.isoformat() if self.past is not None else NOW

        def picked(day: str | None) -> None:
            if day is not None:
                self.go_to(None if day == NOW else dt.date.fromisoformat(day))

        shown = current if current in dict(choices) else NOW
        self.app.push_screen(PickScreen("The matrix as of which day?", choices, shown), picked)

    @staticmethod
    def _label(day: dt.date, articles: int) -> str:
        return f"{day.isoformat()} · {counted(articles, 'article')}"

    def action_step_day(self, step: int) -> None:
        """To the day of the article before (-1) or after (1)."""
        content = self._dated()
        if content is None:
            return
        days = content.days
        if step < 0:
            before = self.past.day if self.past is not None else days[-1]
            earlier = [day for day in days if day < before]
            if earlier:
                self.go_to(earlier[-1])
            else:
                self.positions_app.tell("No article is older.")
        elif self.past is not None:
            later = [day for day in days if day > self.past.day]
            self.go_to(later[0] if later and later[0] != days[-1] else None)
        else:
            self.positions_app.tell("This is now; [ goes back a day.")

    def _dated(self) -> Content | None:
        content = self.read_content()
        if content is not None and not content.days:
            self.positions_app.tell("No article has a date to go back to.")
            return None
        return content

    def go_to(self, day: dt.date | None) -> None:
        """Shows the matrix as of a day, once it is compared; None for now."""
        content, view = self.positions_app.content, self.view
        if content is None or view is None:
            return
        if day is None:
            if self.past is not None and self.past.content is None:
                self.positions_app.activity = ""  # nobody waits for that comparison any more
            self.past = None
            self.show(self._over(content))
            return
        self.past = Past(day, content)
        self.positions_app.activity = f"comparing as of {day.isoformat()}…"
        self._recompare(self.past)

    @work(thread=True, group="past", exclusive=True, description="compare as of a day")
    def _recompare(self, past: Past) -> None:
        self.post_message(self.Recompared(past.compared(self.positions_app.access)))

    def on_arranging_screen_recompared(self, recompared: Recompared) -> None:
        """Shows the day, unless another was asked for meanwhile."""
        asked, past = self.past, recompared.past
        if asked is None or (asked.day, asked.present) != (past.day, past.present):
            return
        self.positions_app.activity = ""
        if past.fault is not None:
            self.past = None
            self._explain(past.fault)
        elif past.content is not None:
            self.past = past
            self.show(self._over(past.content))

    def _over(self, content: Content) -> View:
        """The view over other content; what moved since the last visit is marked in the present only."""
        view = self.view or View(content)
        return replace(view.renewed(content), moved=self.positions_app.moved if self.past is None else {})

    def mark(self) -> None:
        """Marks what moved, once that is known."""
        if self.view is not None and self.past is None and self.view.moved != self.positions_app.moved:
            self.show(replace(self.view, moved=self.positions_app.moved))

    def _explain(self, fault: PositionsError) -> None:
        self.positions_app.tell(f"That day cannot be compared: {fault}", error=True)

    def take(self, content: Content) -> None:
        """Newer content: shown, or, while another day is, compared as of that."""
        if self.past is not None:
            self.go_to(self.past.day)
        elif self.view is not None:
            self.show(self._over(content))
