"""The review queue: one entry at a time, in its article, with one key for each verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from positions import review
from positions.display import STANCE_GLYPHS
from positions.errors import PositionsError
from positions.model import Article, Position, Stance
from positions.review import Clash, Item
from positions.reviewing import Asked, Session, Verdict, reviewer
from positions.settling import Contested
from positions.wording import counted

from ..commands import bindings
from ..memory import memory_of
from ..outside import open_editor
from ..reviewing import clash_choices, progress
from ..state import Content
from ..widgets.bars import TitleBar
from ..widgets.judged import Judged
from .ask import AskScreen, ConfirmScreen
from .base import WAITING
from .cut import CutScreen
from .deciding import DecidingScreen
from .pick import PickScreen

END = "Nothing more to review.  b goes back over what was skipped, u takes back the last decision, Esc leaves."
NOTHING = "Nothing to review: every entry has its verdict.  Esc leaves."


class ReviewScreen(DecidingScreen[Session]):
    """What nobody has looked at, the most consequential first; `article` has only that article's."""

    where = "review"
    tells_changes = False
    BINDINGS = bindings("review")
    AUTO_FOCUS = "#body"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # Textual's own declaration

    def __init__(self, article: str | None = None) -> None:
        super().__init__()
        self._article = article
        self._begun = False

    def compose_body(self) -> ComposeResult:
        yield Static("Reading what nobody has reviewed…", id="advice", markup=False)
        yield Judged(id="review")

    def on_mount(self) -> None:
        self.query_one(Judged).display = False
        self.query_one(TitleBar).show("Review", "reading…")
        if self.positions_app.content is None:
            self.query_one("#advice", Static).update(WAITING)
        access = self.positions_app.access
        if access.negotiation is None:
            self.positions_app.tell("There is no negotiation on disk to review.")
            self.dismiss(None)
            return
        self.query_one(Judged).begin(access.root)
        self.watch(self.app, "content", self._renew)

    def _read_queue(self, content: Content) -> Session:
        negotiation = self.positions_app.access.negotiation
        assert negotiation is not None
        memory = memory_of(negotiation.root)
        later = memory.skipped if memory is not None else frozenset()
        return Session.begin(negotiation, content.matrix, self._article, later)

    def _renew(self, content: Content | None) -> None:
        """The files were read, or have changed: what stands here may be gone, or say something else."""
        if content is not None and not self._begun:
            self._begun = True
            self.open(partial(self._read_queue, content))
        elif content is not None and self.session is not None:
            self.query_one(Judged).forget()
            if not self.is_deciding:  # else the queue is being changed, and is shown when that is done
                self.show_current()

    def show_current(self) -> None:
        """The entry in its article, and why it was read."""
        session = self.session
        if session is None:
            return
        try:
            session.refresh()
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
        current = session.current
        advice, judged = self.query_one("#advice", Static), self.query_one(Judged)
        advice.display, judged.display = current is None, current is not None
        advice.update(END if session.queue else NOTHING)
        of = self._title(current.article) if current is not None else self._article or ""
        self.query_one(TitleBar).show("Review", of, progress(session))
        if isinstance(current, Contested):
            judged.show_case(self._read(current.article), current)
        elif current is not None:
            judged.show_item(self._read(current.article), current)

    def _read(self, article: str) -> Article | None:
        content = self.positions_app.content
        return content.articles.get(article) if content is not None else None

    def _title(self, article: str) -> str:
        found = self._read(article)
        return found.title if found is not None else article

    # Verdicts

    def decided(self, fault: PositionsError | None) -> None:
        """Goes on; where it changed meanwhile in what was decided on, it is asked whose word it is."""
        asked = self.session.asked if self.session is not None else None
        if isinstance(fault, Clash) and asked is not None:
            self._settle(fault, list(fault.fields), set(), asked)
        else:
            super().decided(fault)

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
                self.show_current()
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
        waiting = counted(len(here), "entry that waits", "entries that wait")
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

    def action_scroll_why(self, lines: int) -> None:
        """Scrolls the explanation."""
        self.query_one(Judged).scroll_why(lines)

    def action_edit(self) -> None:
        """Opens the entry in the editor."""
        current = self.session.current if self.session is not None else None
        if isinstance(current, Item):
            position = Position.of_entry(current.entry, article=current.article, party=current.party)
            open_editor(self.positions_app, current.article, position)
