"""The review queue: one entry at a time, in its article, with one key for each verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static

from positions import review
from positions.display import STANCE_GLYPHS, one_line
from positions.errors import PositionsError
from positions.model import Article, Position, Stance
from positions.review import Clash, Item
from positions.reviewing import Asked, Session, Verdict, reviewer
from positions.settling import Contested

from ..commands import bindings
from ..explaining import Explainer, Why
from ..memory import memory_of
from ..reviewing import clash_choices, progress, sentence, surroundings
from ..state import Content, plural
from ..widgets.bars import TitleBar
from ..widgets.judged import EntryPane, WhyPane
from ..widgets.surroundings import SurroundingsPane
from .ask import AskScreen, ConfirmScreen
from .base import WAITING
from .cut import CutScreen
from .deciding import DecidingScreen
from .pick import PickScreen

END = "Nothing more to review.  b goes back over what was skipped, u takes back the last decision, Esc leaves."
NOTHING = "Nothing to review: every entry has its verdict.  Esc leaves."


class ReviewScreen(DecidingScreen):
    """What nobody has looked at, the most consequential first; `article` has only that article's."""

    where = "review"
    tells_changes = False
    BINDINGS = bindings("review")
    AUTO_FOCUS = "#body"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # Textual's own declaration

    @dataclass
    class Opened(Message):
        """The queue has been read."""

        session: Session | PositionsError

    @dataclass
    class Explained(Message):
        """A sentence has been explained."""

        why: Why

    def __init__(self, article: str | None = None) -> None:
        super().__init__()
        self._article = article
        self.session: Session | None = None
        self._begun = False
        self.explainer: Explainer | None = None

    def compose_body(self) -> ComposeResult:
        yield Static("Reading what nobody has reviewed…", id="advice", markup=False)
        with Container(id="review"):
            yield SurroundingsPane(id="body")
            with Vertical(id="judged"):
                yield EntryPane(id="entry")
                yield WhyPane(id="why")

    def on_mount(self) -> None:
        self.query_one("#review").display = False
        self.query_one(TitleBar).show("Review", "reading…")
        if self.positions_app.content is None:
            self.query_one("#advice", Static).update(WAITING)
        access = self.positions_app.access
        if access.negotiation is None:
            self.positions_app.tell("There is no negotiation on disk to review.")
            self.dismiss(None)
            return
        self.explainer = Explainer(access.root, self._explained)
        self.watch(self.app, "content", self._renew)

    def on_unmount(self) -> None:
        if self.explainer is not None:
            self.explainer.close()

    def _explained(self, why: Why) -> None:
        self.post_message(self.Explained(why))

    @work(thread=True, group="review", description="open the queue")
    def _open(self, content: Content) -> None:
        negotiation = self.positions_app.access.negotiation
        assert negotiation is not None
        try:
            memory = memory_of(negotiation.root)
            later = memory.skipped if memory is not None else frozenset()
            self.post_message(self.Opened(Session.begin(negotiation, content.matrix, self._article, later)))
        except PositionsError as fault:
            self.post_message(self.Opened(fault))

    def on_review_screen_opened(self, opened: Opened) -> None:
        """Shows the first entry, or why there is none to show."""
        if isinstance(opened.session, PositionsError):
            self.positions_app.tell(str(opened.session), error=True)
            self.dismiss(None)
            return
        self.session = opened.session
        self._show()

    def _renew(self, content: Content | None) -> None:
        """The files were read, or have changed: what stands here may be gone, or say something else."""
        if content is not None and not self._begun:
            self._begun = True
            self._open(content)
        elif content is not None and self.session is not None:
            if self.explainer is not None:
                self.explainer.forget()
            if not self.is_deciding:  # else the queue is being changed, and is shown when that is done
                self._show()

    def _show(self) -> None:
        session = self.session
        if session is None:
            return
        try:
            session.refresh()
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
        current = session.current
        advice = self.query_one("#advice", Static)
        advice.display, self.query_one("#review").display = current is None, current is not None
        advice.update(END if session.queue else NOTHING)
        of = self._title(current.article) if current is not None else self._article or ""
        self.query_one(TitleBar).show("Review", of, progress(session))
        if isinstance(current, Contested):
            self.query_one(SurroundingsPane).show(surroundings(self._read(current.article), _as_item(current)))
            self.query_one(EntryPane).show_case(current)
            self.query_one(WhyPane).show_words("You and the program both changed this.  m keeps yours, o takes its.")
        elif current is not None:
            self._show_item(current)

    def _show_item(self, item: Item) -> None:
        article = self._read(item.article)
        self.query_one(SurroundingsPane).show(surroundings(article, item))
        self.query_one(EntryPane).show_item(item)
        words = sentence(article, item)
        why = self.explainer.ask(words) if self.explainer is not None and words else None
        self.query_one(WhyPane).show_item(item, why, asked=words is not None)

    def on_review_screen_explained(self, explained: Explained) -> None:
        """Shows the explanation, where it is of the sentence in view."""
        item = self.session.item if self.session is not None else None
        if item is not None and explained.why.sentence == sentence(self._read(item.article), item):
            self.query_one(WhyPane).show_item(item, explained.why, asked=True)

    def _read(self, article: str) -> Article | None:
        content = self.positions_app.content
        return content.articles.get(article) if content is not None else None

    def _title(self, article: str) -> str:
        found = self._read(article)
        return found.title if found is not None else article

    # Verdicts

    def decided(self, fault: PositionsError | None) -> None:
        """Goes on to the next; a fault is told, and the entry shown as it is now."""
        asked = self.session.asked if self.session is not None else None
        if isinstance(fault, Clash) and asked is not None:
            self._settle(fault, list(fault.fields), set(), asked)
            return
        if fault is not None:
            self.positions_app.tell(str(fault), error=True)
        self._show()

    def _judge(self, verdict: Verdict, asked: Asked | None = None) -> None:
        if self.session is not None:
            self.decide(partial(self.session.judge, verdict, asked))

    def _asked(self) -> Asked | None:
        """What a question would be about; None where there is nothing to ask about, or not yet."""
        return self.session.asked if self.session is not None and self.may_decide() else None

    def _settle(
        self, clash: Clash, left: list[tuple[str, str | None, str | None]], mine: set[str], asked: Asked
    ) -> None:
        """Asks field by field whose word it is."""
        session = self.session
        if session is None:
            return
        if not left:
            self.decide(lambda: session.resolve(clash, mine, asked))
            return
        question, choices = clash_choices(clash, left[0])

        def chosen(whose: str | None) -> None:
            if whose is None:
                self._show()
            else:
                self._settle(clash, left[1:], mine | ({left[0][0]} if whose == "mine" else set()), asked)

        self.app.push_screen(PickScreen(question, choices, "mine", escape="decides nothing"), chosen)

    def action_confirm(self) -> None:
        """It is right as it stands."""
        self._judge(review.confirm)

    def action_dismiss_entry(self) -> None:
        """It is no position."""
        self._judge(review.dismiss)

    def action_stance(self, name: str = "") -> None:
        """Its party does something else with the claim: what is named, or chosen from a list."""
        asked = self._asked()
        if asked is None or not isinstance(asked.shown, Item):
            return
        if name:
            self._judge(lambda negotiation, one: review.set_stance(negotiation, one, Stance(name)))
            return
        choices = [(one.value, f"{STANCE_GLYPHS[one]} {one.value}") for one in Stance]

        def chosen(stance: str | None) -> None:
            if stance is not None:
                self._judge(lambda negotiation, one: review.set_stance(negotiation, one, Stance(stance)), asked)

        now = asked.shown.entry.stance.value
        self.app.push_screen(PickScreen("What does it do with the claim?", choices, now), chosen)

    def action_party(self) -> None:
        """It is another party's."""
        content = self.positions_app.content
        names = dict.fromkeys([*(content.matrix.parties if content else ()), *self._registered()])
        self._ask("Whose is it?", list(names), review.assign, new="a new party")

    def _registered(self) -> Iterable[str]:
        content = self.positions_app.content
        return content.snapshot.registry.parties if content is not None else ()

    def action_issue(self) -> None:
        """It is about another issue, and is pinned to it."""
        content, item = self.positions_app.content, self.session.item if self.session is not None else None
        if content is None or item is None:
            return
        held = [row.issue for row in content.rows]
        names = dict.fromkeys([*([item.issue] if item.issue in held else []), *held, *content.snapshot.codebook.issues])
        self._ask("What is it about?", [name for name in names if name], review.pin, new="a new issue")

    def action_note(self) -> None:
        """Adds a remark, or takes it away; that is no verdict."""
        item = self.session.item if self.session is not None else None
        note = (item.entry.note or "") if item is not None else ""
        self._ask("A note", [], review.annotate, value=note, may_be_empty=bool(note))

    def _ask(
        self,
        heading: str,
        names: list[str],
        verdict: Callable[..., Item],
        *,
        value: str = "",
        new: str | None = None,
        may_be_empty: bool = False,
    ) -> None:
        asked = self._asked()
        if asked is None or not isinstance(asked.shown, Item):
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self._judge(lambda negotiation, item: verdict(negotiation, item, words), asked)

        self.app.push_screen(AskScreen(heading, names, value=value, new=new, may_be_empty=may_be_empty), answered)

    def action_cut(self) -> None:
        """Cuts the claim to size in its quote, or words it otherwise."""
        asked = self._asked()
        if asked is None or not isinstance(asked.shown, Item):
            return

        def cut(claim: str | None) -> None:
            if claim is not None:
                self._judge(lambda negotiation, one: review.reword(negotiation, one, claim), asked)

        self.app.push_screen(CutScreen(asked.shown.entry.claim, asked.shown.entry.quote), cut)

    def action_choose(self, whose: str) -> None:
        """Between a person's word (`mine`) and the program's (`theirs`)."""
        if self.session is not None:
            self.decide(self.session.keep_mine if whose == "mine" else self.session.take_programs)

    def action_article(self) -> None:
        """Confirms everything in the article, after asking once."""
        session, negotiation, asked = self.session, self.positions_app.access.negotiation, self._asked()
        if session is None or asked is None or negotiation is None:
            return
        try:
            by = reviewer(negotiation)
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
            return
        article = asked.shown.article
        here = [one for one in session.queue[session.at :] if one.article == article]
        waiting = plural(len(here), "entry that waits", "entries that wait")
        lines = [f"“{self._title(article)}”", f"  reviewed by {by}, for {waiting} here and all others in it"]

        def answered(yes: bool | None) -> None:
            if yes:
                self.decide(lambda: session.confirm_article(by, dt.date.today(), asked))

        self.app.push_screen(ConfirmScreen("Confirm the whole article?", lines), answered)

    # Moving about

    def action_skip(self) -> None:
        """Leaves it for later."""
        if self.session is not None:
            self.decide(partial(self._skip, self.session))

    def _skip(self, session: Session) -> None:
        session.skip()
        memory = memory_of(session.negotiation.root)
        if memory is not None:
            memory.keep_skipped(session.later | (memory.skipped - session.keys if self._article else frozenset()))

    def action_previous(self) -> None:
        """Back to what was skipped."""
        if self.session is not None:
            self.decide(self.session.back)

    def action_undo(self) -> None:
        """Takes back the last decision that was made here."""
        if self.session is not None:
            self.decide(self.session.undo)

    def action_scroll_why(self, lines: int) -> None:
        """Scrolls the explanation."""
        self.query_one(WhyPane).scroll_relative(y=lines, animate=False)

    def action_edit(self) -> None:
        """Opens the entry in the editor."""
        current = self.session.current if self.session is not None else None
        if isinstance(current, Item):
            position = Position.of_entry(current.entry, article=current.article, party=current.party)
            self.positions_app.edit(current.article, position)


def _as_item(case: Contested) -> Item:
    """What is contested, as far as its place in the text goes."""
    from positions.model import Entry

    said = case.disagreement
    return Item(case.article, said.party, Entry(stance=Stance.DEMAND, claim=one_line(said.claim), at=said.at))
