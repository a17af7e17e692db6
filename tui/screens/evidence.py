"""An article, its quotes marked, the one in view explained below."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from positions.model import day_of

from ..commands import bindings
from ..evidence import Reading, read, renewed
from ..state import Content, Target, plural
from ..widgets.article import ArticleText
from ..widgets.bars import TitleBar
from ..widgets.detail import Detail
from .base import HEIGHTS, BaseScreen
from .review import ReviewScreen

NO_TEXT = "This source has no text: its positions were typed in by a person.\n\nn and p go through them."


class EvidenceScreen(BaseScreen[None]):
    """Opens at the quote it was asked for."""

    where = "evidence"
    BINDINGS = bindings("evidence")
    AUTO_FOCUS = "#body"
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, content: Content, wanted: Target) -> None:
        super().__init__()
        self.reading: Reading = read(content, wanted.article, wanted.placed or wanted.topic)

    def compose_body(self) -> Iterable[Widget]:
        yield Static(NO_TEXT, id="advice", markup=False)
        yield ArticleText(id="body")
        yield Detail(id="detail")

    def on_mount(self) -> None:
        self.watch(self.app, "content", self._renew)

    def _renew(self, content: Content | None) -> None:
        if content is None:
            return
        fresh = renewed(self.reading, content)
        if fresh is None:
            self.positions_app.tell("This article is gone.")
            self.dismiss(None)
            return
        self._show(fresh)

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        source = reading.article.source
        parts = (source.outlet, day_of(source.published).isoformat() if source.published else "undated")
        count = len(reading.passages)
        where = f"quote {reading.index + 1} of {count}" if count else plural(0, "quote")
        place = " · ".join(part for part in parts if part)
        self.query_one(TitleBar).show(reading.article.title, place, where)
        has_text = bool(reading.text.strip())
        self.query_one("#advice").display = not has_text
        self.query_one(ArticleText).display = has_text
        self.query_one(ArticleText).reading = reading
        content = self.positions_app.content
        if content is not None:
            self.query_one(Detail).show_passage(content, reading.passage)

    def action_step(self, step: int) -> None:
        """Brings the next (1) or previous (-1) quote into view."""
        self._show(self.reading.stepped(step))

    def action_edit(self) -> None:
        """Opens the entry of the quote in the editor."""
        passage = self.reading.passage
        position = passage.placed.position if passage and passage.placed else None
        self.positions_app.edit(self.reading.article.id, position)

    def action_review(self) -> None:
        """Opens the review queue of this article."""
        self.app.push_screen(ReviewScreen(self.reading.article.id))
