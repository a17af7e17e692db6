"""An article, its quotes marked, the one in view explained below; words can be marked to make a position of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from positions.errors import PositionsError
from positions.model import day_of
from positions.wording import counted

from ..commands import bindings
from ..evidence import Reading, along_cell, of_cell, read, renewed
from ..marking import Marking
from ..originals import originals
from ..outside import open_editor, open_original
from ..state import Content, Target
from ..widgets.article import ArticleText
from ..widgets.bars import TitleBar
from ..widgets.detail import Detail
from .base import HEIGHTS, BaseScreen
from .pick import PickScreen
from .review import ReviewScreen

NO_TEXT = "This source has no text: its positions were typed in by a person.\n\nn and p go through them, a adds one."


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

    @property
    def text(self) -> ArticleText:
        """The widget with the text."""
        return self.query_one(ArticleText)

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
        if reading.text != self.reading.text:
            self.text.marking = None
        self.reading = reading
        source = reading.article.source
        parts = (source.outlet, day_of(source.published).isoformat() if source.published else "undated")
        place = " · ".join(part for part in parts if part)
        self.query_one(TitleBar).show(reading.article.title, place, self._where(reading))
        has_text = bool(reading.text.strip())
        self.query_one("#advice").display = not has_text
        self.text.display = has_text
        self.text.reading = reading
        content = self.positions_app.content
        if content is not None:
            self.query_one(Detail).show_passage(content, reading.passage)

    def _where(self, reading: Reading) -> str:
        """Which quote of the article is in view, and which of its cell."""
        if reading.passage is None:
            return counted(0, "quote")
        content = self.positions_app.content
        placed = of_cell(content, reading.passage) if content is not None else ()
        where = f"quote {reading.index + 1} of {len(reading.passages)}"
        if reading.passage.placed in placed and len(placed) > 1:
            return f"{where} · {placed.index(reading.passage.placed) + 1} of {len(placed)} in its cell"
        return where

    def action_step(self, step: int) -> None:
        """Brings the next (1) or previous (-1) quote into view."""
        self._show(self.reading.stepped(step))

    def action_along(self, step: int) -> None:
        """Brings the next (1) or previous (-1) quote of the same party on the same issue into view."""
        content = self.positions_app.content
        found = along_cell(self.reading, content, step) if content is not None else None
        if found is None:
            self.positions_app.tell("This is all that the party says on the issue.")
        else:
            self._show(found)

    def action_history(self) -> None:
        """Opens what the party of the quote said on its issue over time."""
        from .history import open_history

        passage = self.reading.passage
        placed = passage.placed if passage is not None else None
        issue = passage.issue if passage is not None and placed is not None else None
        content = self.read_content()
        if content is not None:
            open_history(self.positions_app, content, issue, placed.position.party if placed else None)

    def action_edit(self) -> None:
        """Opens the entry of the quote in a form."""
        from .editing import edit_entry

        passage = self.reading.passage
        edit_entry(self.positions_app, self.reading.article.id, passage.placed if passage else None)

    def action_edit_outside(self) -> None:
        """Opens the entry of the quote in a person's own editor."""
        passage = self.reading.passage
        position = passage.placed.position if passage and passage.placed else None
        open_editor(self.positions_app, self.reading.article.id, position)

    # Marking words

    def action_mark(self) -> None:
        """Shows the caret, at the quote in view or where the view begins; then begins or ends marking."""
        if not self.text.display:
            return
        marking = self.text.marking
        if marking is not None:
            self.text.marking = marking.toggled()
            return
        at = self.reading.passage.at if self.reading.passage else None
        start = at[0] if at is not None and self.text.in_view(at[0]) else self.text.first_offset
        self.text.marking = Marking(start)
        self.positions_app.tell("Arrows move the caret, Shift marks, s takes the sentence, a makes a position of it.")

    def _move(self, move: Callable[[Marking], Marking]) -> None:
        if self.text.marking is not None:
            self.text.marking = move(self.text.marking)

    def action_caret(self, step: int, extend: bool = False) -> None:
        """Moves the caret by a character; where it is to mark, it is shown first."""
        if extend and self.text.marking is None:
            self.action_mark()
        self._move(lambda marking: marking.to(marking.caret + step, self.reading.text, extend=extend))

    def action_word(self, step: int, extend: bool = False) -> None:
        """Moves the caret by a word."""
        if extend and self.text.marking is None:
            self.action_mark()
        self._move(lambda marking: marking.word(step, self.reading.text, extend=extend))

    def action_line(self, lines: int, extend: bool = False) -> None:
        """Moves the caret by lines."""
        if extend and self.text.marking is None:
            self.action_mark()
        beside = self.text.beside
        self._move(lambda marking: marking.to(beside(marking.caret, lines), self.reading.text, extend=extend))

    def action_sentence(self) -> None:
        """Marks the sentence at the caret, then the next one too."""
        if self.text.marking is None:
            self.action_mark()
        self._move(lambda marking: marking.sentence(self.reading.text))

    @on(ArticleText.Pointed)
    def _point(self, pointed: ArticleText.Pointed) -> None:
        text, marking = self.reading.text, self.text.marking
        if pointed.clicks > 1:
            self.text.marking = Marking(pointed.offset).sentence(text)
        elif pointed.extend and marking is not None:
            self.text.marking = marking.to(pointed.offset, text, extend=True)
        else:
            self.text.marking = Marking(pointed.offset)

    def action_scroll(self, lines: int) -> None:
        """Up (-1) or down (1) by a line: the caret, where it is shown, else the view."""
        if self.text.marking is None:
            super().action_scroll(lines)
        else:
            self.action_line(lines)

    def action_back(self) -> None:
        """No caret any more; without one, back to the screen below."""
        if self.text.marking is None:
            super().action_back()
        else:
            self.text.marking = None
            self.positions_app.notice = None  # how one marks

    # What is done with them

    @property
    def marked(self) -> tuple[int, int] | None:
        """The range of the words that are marked."""
        return self.text.marking.at(self.reading.text) if self.text.marking is not None else None

    def action_add(self) -> None:
        """Opens the form of a new position, filled in with the marked words and their place."""
        from .editing import add_entry

        at = self.marked
        if at is None and self.text.display:
            self.positions_app.tell("Mark the words first: v and the arrows, s for a sentence, or the mouse.")
            return
        quote = None if at is None else " ".join((self.reading.article.text or "")[slice(*at)].split())
        self.text.marking = None
        self.positions_app.notice = None  # how one marks: the form has keys of its own
        add_entry(self.positions_app, self.reading.article.id, quote, at)

    def action_copy(self) -> None:
        """Puts the marked words, or the quote in view, into the clipboard."""
        passage = self.reading.passage
        at = self.marked or (passage.at if passage is not None else None)
        if at is None:
            self.positions_app.tell("There is nothing to copy: mark some words first.")
            return
        self.app.copy_to_clipboard(self.reading.text[slice(*at)])
        self.positions_app.tell(f"Copied: {self.reading.text[slice(*at)]}")

    def action_original(self) -> None:
        """Opens the article's address or its kept page; where there are both, one of them is picked."""
        try:
            found = originals(self.reading.article.source, self.positions_app.access.root)
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
            return
        if not found:
            self.positions_app.tell("Where this article came from is not known: its file has no url and no original.")
        elif len(found) == 1:
            open_original(self.positions_app, found[0].url)
        else:
            choices = [(one.url, one.label) for one in found]

            def picked(url: str | None) -> None:
                if url is not None:
                    open_original(self.positions_app, url)

            self.app.push_screen(PickScreen("Open which?", choices, found[0].url, escape="opens none"), picked)

    def action_review(self) -> None:
        """Opens the review queue of this article."""
        self.app.push_screen(ReviewScreen(self.reading.article.id))
