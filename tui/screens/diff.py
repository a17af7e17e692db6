"""What moved between two articles, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import work
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from positions.model import Change, Matrix

from ..commands import bindings
from ..moves import label, tally
from ..state import Content
from ..widgets.bars import TitleBar
from ..widgets.changes import ChangeList, SidesHeader
from .base import BaseScreen
from .pick import PickScreen


class DiffScreen(BaseScreen[None]):
    """Compares two articles; each can be exchanged for another."""

    where = "diff"
    BINDINGS = bindings("diff")
    AUTO_FOCUS = "#body"

    @dataclass
    class Found(Message):
        """The changes between two articles are there."""

        pair: tuple[str, str]
        changes: Sequence[Change]

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.pair = (old, new)

    def compose_body(self) -> Iterable[Widget]:
        yield SidesHeader(id="sides")
        yield Static("", id="advice", markup=False)
        with VerticalScroll(id="body"):
            yield ChangeList()

    def on_mount(self) -> None:
        self.watch(self.app, "content", self._renew)

    def _renew(self, content: Content | None) -> None:
        if content is None:
            return
        if not all(article in content.articles for article in self.pair):
            self.positions_app.tell("One of the two articles is gone.")
            self.dismiss(None)
            return
        self._compare()

    def _compare(self) -> None:
        content = self.positions_app.content
        if content is None:
            return
        self.query_one(SidesHeader).show(label(content, self.pair[0]), label(content, self.pair[1]))
        self.query_one(TitleBar).show("Diff", "comparing…")
        self._find(content.matrix, self.pair)

    @work(thread=True, exclusive=True, group="diff", description="diff")
    def _find(self, matrix: Matrix, pair: tuple[str, str]) -> None:
        self.post_message(self.Found(pair, self.positions_app.access.diff(matrix, *pair)))

    def on_diff_screen_found(self, found: Found) -> None:
        """Shows the changes, unless another pair was chosen meanwhile."""
        if found.pair != self.pair:
            return
        advice = self.query_one("#advice", Static)
        advice.display = not found.changes
        advice.update("Nothing moved between these two: no party speaks in both, or to anything new.")
        self.query_one(TitleBar).show("Diff", tally(found.changes) or "nothing moved")
        self.query_one(ChangeList).show(found.changes)

    def action_pick(self, side: str) -> None:
        """Lets the person choose the older (`old`) or newer (`new`) article."""
        content = self.positions_app.content
        if content is None:
            return

        def chosen(article: str | None) -> None:
            if article is not None:
                self.pair = (article, self.pair[1]) if side == "old" else (self.pair[0], article)
                self._compare()

        heading = "Compare from which article?" if side == "old" else "Compare to which article?"
        current = self.pair[0] if side == "old" else self.pair[1]
        choices = [(article, label(content, article)) for article in content.articles]
        self.app.push_screen(PickScreen(heading, choices, current), chosen)

    def action_swap(self) -> None:
        """Lets earlier and later change places."""
        self.pair = (self.pair[1], self.pair[0])
        self._compare()
