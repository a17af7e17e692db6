"""`review`: the extracted entries one by one, each verdict saved at once; without a terminal, the list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from positions import review as reviewing
from positions import settling
from positions.cli.browse import is_interactive
from positions.cli.choosing import Name, example, here
from positions.cli.keys import pressed
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.errors import PositionsError, UsageError
from positions.model import Matrix, Stance, name_key
from positions.narrowing import nearest, party_named, rows_named
from positions.review import Item, certainty, place_of
from positions.reviewing import Session, Verdict, reviewer
from positions.settling import Contested
from positions.wording import counted, says

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

_KEYS = {
    "c": "confirm",
    "x": "dismiss: it is no position",
    "p": "another party",
    "s": "another stance",
    "i": "pin the issue",
    "t": "other words for the claim",
    "n": "add a note",
    "k": "skip (or the space bar)",
    "u": "take back the last verdict of this session",
    "w": "why it was read so",
    "?": "these keys",
    "q": "leave; everything done is kept",
}


@click.command(epilog=example("positions review --party Norland", "positions review --article truce --confirm-all"))
@click.option("--article", help="Only this article's entries.")
@click.option("--party", help="Only this party's.")
@click.option("--issue", help="Only those on issues with these words in their name.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--list", "listing", is_flag=True, help="Print the queue and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the queue as JSON.")
@click.option("--confirm-all", "everything", is_flag=True, help="Mark the whole article as reviewed.")
@click.option("--by", type=Name(), help="Who reviews; without it, git's user name, or the login.")
def review(
    article: str | None,
    party: str | None,
    issue: str | None,
    limit: int | None,
    listing: bool,
    as_json: bool,
    everything: bool,
    by: str | None,
) -> None:
    """Go through what was extracted, the most consequential first.

    First comes what an issue's status rests on, and of that the least certain. One key gives a verdict, which is
    saved at once; a correction confirms. Where somebody is not at a terminal, the queue is printed.
    """
    from positions.workflow import compare_negotiation

    negotiation = here()
    article = None if article is None else negotiation.known(article)
    if everything:
        if party or issue or limit or listing or as_json:
            hint = "leave the other options out; `positions review` without it gives verdicts one by one"
            raise UsageError("--confirm-all marks the whole article", hint=hint)
        _confirm_all(negotiation, article, by)
        return
    announce_comparing(negotiation)
    matrix = compare_negotiation(negotiation)
    cases = [
        case for case in settling.contested(negotiation) if not (party or issue) and article in (None, case.article)
    ][:limit]
    items = _chosen(negotiation, matrix, article, party, issue)[: None if limit is None else limit - len(cases)]
    if as_json:
        print_json({"entries": [_json(item) for item in items], "disagreements": [_case_json(case) for case in cases]})
    elif listing or not is_interactive():
        _print_list(items, cases)
    else:
        _Session(Session(negotiation, [*cases, *items]), matrix).run()


def _confirm_all(negotiation: Negotiation, article: str | None, by: str | None) -> None:
    if article is None:
        raise UsageError("--confirm-all needs an article", hint="positions review --article truce --confirm-all")
    who = by or reviewer(negotiation)
    number = reviewing.confirm_all(negotiation, article, who, dt.date.today())
    narrate(f"{article} is reviewed by {who}: {counted(number, 'entry', 'entries')}; `positions undo` takes it back")


def _chosen(
    negotiation: Negotiation, matrix: Matrix, article: str | None, party: str | None, issue: str | None
) -> list[Item]:
    items = list(reviewing.queue(negotiation, matrix))
    if article is not None:
        items = [item for item in items if item.article == article]
    if party is not None:
        registry = negotiation.registry
        name = party_named(party, matrix, registry)
        names = registry.names_of()
        items = [item for item in items if item.party == name or names.get(name_key(item.party)) == (name,)]
    if issue is not None:
        wanted = {row.issue for row in rows_named(issue, matrix.rows)}
        items = [item for item in items if item.issue in wanted]
    return items


def _json(item: Item) -> dict[str, Any]:
    return {
        "article": item.article,
        "party": item.party,
        "stance": item.entry.stance.value,
        "claim": item.entry.claim,
        "at": item.entry.at and list(item.entry.at),
        "quote": item.entry.quote,
        "confidence": item.confidence,
        "rule": item.rule,
        "differs": item.differs,
        "issue": item.issue,
        "status": item.status,
        "stake": item.stake.name.lower().replace("_", " "),
    }


def _case_json(case: Contested) -> dict[str, Any]:
    return {"article": case.article, **case.disagreement.model_dump(mode="json")}


def _print_list(items: Sequence[Item], cases: Sequence[Contested]) -> None:
    page = Page()
    for case in cases:
        _print_case(page, case)
    for item in items:
        page.paragraph(f"{item.party} {says(item.entry)}", rest="  ")
        page.paragraph(f"{certainty(item)} · {item.article} · {place_of(item)}", first="    ")
    number = len(items) + len(cases)
    narrate(f"{counted(number, 'entry', 'entries')} to review" if number else "nothing is left to review")


def _print_case(page: Page, case: Contested) -> None:
    said = case.disagreement
    page.paragraph(f"{said.party}: {said.claim} · {case.article}", rest="  ")
    page.paragraph(
        f"{said.field}: you say {said.yours or 'nothing'}, the program {said.program or 'nothing'}", first="    "
    )


class _Session:
    """One person at one terminal: what is shown, and what a key does."""

    def __init__(self, session: Session, matrix: Matrix) -> None:
        self._session, self._matrix = session, matrix
        self._negotiation = session.negotiation
        self._page = Page()

    def run(self) -> None:
        """Ask until the queue or the person's patience is at its end."""
        session = self._session
        try:
            while session.current is not None:
                self._show(session.current)
                if not self._ask():
                    break
        except (EOFError, KeyboardInterrupt, click.Abort):
            self._page.line()
        narrate(f"{counted(session.decided, 'edit')} saved; {session.left} left")

    def _show(self, item: Item | Contested) -> None:
        page, session = self._page, self._session
        page.line()
        page.line(page.style(f"{session.at + 1} of {len(session.queue)}", bold=True))
        if isinstance(item, Contested):
            _print_case(page, item)
            page.line("m keep mine · o take the program's · k skip · u undo · q quit")
            return
        page.paragraph(f"{item.party} {says(item.entry)}", rest="  ")
        if item.entry.note:
            page.paragraph(item.entry.note, first="  note: ")
        page.paragraph(self._sentence(item), first="  ")
        page.paragraph(f"{certainty(item)} · {item.article}", first="  ")
        page.paragraph(place_of(item), first="  ")
        page.line("c confirm · x dismiss · p party · s stance · i issue · t text · n note · k skip · ? help · q quit")

    def _sentence(self, item: Item) -> str:
        text = self._negotiation.article(item.article).text
        if text is None or item.entry.at is None or item.entry.at[1] > len(text):
            return item.entry.quote or "no quote"
        before, quote, behind = reviewing.sentence_of(text, item.entry.at)
        return " ".join(f"{before}[{quote}]{behind}".split())

    def _ask(self) -> bool:
        """One key; False when the person leaves. A fault is told, and the entry shown again as it is now."""
        key = pressed()
        if key is None:
            return False
        try:
            self._obey(key)
        except reviewing.Clash as clash:
            self._choose(clash)
        except PositionsError as error:
            narrate(str(error))
            self._session.refresh()
        return True

    def _obey(self, key: str) -> None:
        session = self._session
        anywhere = {" ": session.skip, "k": session.skip, "u": session.undo}
        chosen = {"m": session.keep_mine, "o": session.take_programs}
        if key in anywhere:
            anywhere[key]()
        elif session.item is None:
            chosen.get(key, lambda: None)()
        elif key == "w":
            self._why(session.item)
        elif key in _KEYS and key != "?":
            self._judge(key)
        else:
            for name, words in _KEYS.items():
                self._page.line(f"  {name}  {words}")

    def _judge(self, key: str) -> None:
        ask: dict[str, Callable[[], Verdict | None]] = {
            "c": lambda: reviewing.confirm,
            "x": lambda: reviewing.dismiss,
            "p": self._party,
            "s": self._stance,
            "i": self._issue,
            "t": lambda: self._typed("claim", reviewing.reword),
            "n": lambda: self._typed("note", reviewing.annotate),
        }
        verdict = ask[key]()
        if verdict is not None:
            self._session.judge(verdict)

    def _choose(self, clash: reviewing.Clash) -> None:
        """Somebody changed the entry under a verdict: both are shown, and the person chooses field by field."""
        page, mine = self._page, set()
        narrate(clash.message)
        page.paragraph(f"{clash.now.party} {says(clash.now.entry)}", first="  now   ")
        page.paragraph(f"{clash.mine.party} {says(clash.mine.entry)}", first="  yours ")
        for name, theirs, own in clash.fields:
            page.paragraph(f"{name}: {theirs or 'nothing'}", first="  now   ")
            page.paragraph(f"{name}: {own or 'nothing'}", first="  yours ")
            if click.confirm(f"  take yours for {name}", default=name == "review"):
                mine.add(name)
        try:
            self._session.resolve(clash, mine)
        except PositionsError as error:
            narrate(str(error))
        self._session.refresh()

    def _typed(self, what: str, verdict: Callable[[Negotiation, Item, str], Item]) -> Verdict | None:
        words = self._prompt(what)
        return (lambda negotiation, item: verdict(negotiation, item, words)) if words else None

    def _prompt(self, what: str) -> str:
        return str(click.prompt(what, default="", show_default=False)).strip()

    def _party(self) -> Verdict | None:
        name = self._named("party", lambda word: party_named(word, self._matrix, self._negotiation.registry))
        return (lambda negotiation, item: reviewing.assign(negotiation, item, name)) if name else None

    def _issue(self) -> Verdict | None:
        name = self._named("issue", self._issue_named)
        return (lambda negotiation, item: reviewing.pin(negotiation, item, name)) if name else None

    def _issue_named(self, word: str) -> str:
        names = [row.issue for row in self._matrix.rows]
        found = next((name for name in names if name_key(name) == name_key(word)), None)
        if found is None:
            raise UsageError(f"no issue is called '{word}'", hint=nearest(word, names))
        return found

    def _named(self, what: str, find: Callable[[str], str]) -> str | None:
        """A name that there is, or a new one if the person means it; None when they think better of it."""
        word = self._prompt(what)
        if not word:
            return None
        try:
            return find(word)
        except UsageError as error:
            narrate(str(error))
            return word if click.confirm(self._page.words(f"write '{word}' as a new {what}"), default=False) else None

    def _stance(self) -> Verdict | None:
        word = self._prompt("stance (" + ", ".join(Stance) + ")").casefold()
        found = [stance for stance in Stance if word and stance.value.startswith(word)]
        if not found and word:
            narrate(f"there is no stance '{word}'; {nearest(word, [stance.value for stance in Stance])}")
        return (lambda negotiation, item: reviewing.set_stance(negotiation, item, found[0])) if found else None

    def _why(self, item: Item) -> None:
        from positions import extraction
        from positions.cli.extraction import print_explanations
        from positions.workflow import learned

        text = self._negotiation.article(item.article).text
        if text is None or item.entry.at is None:
            narrate("it was typed in, so nothing is known of it")
            return
        sentence = "".join(reviewing.sentence_of(text, item.entry.at))
        wish = self._negotiation.settings.engine
        print_explanations(
            extraction.why(sentence, self._negotiation.registry, learned(self._negotiation), engine=wish)
        )
