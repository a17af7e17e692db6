"""An entry of the review queue in words: where its quote stands, what it says, why it was read so. Knows no Textual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from positions.display import STANCE_GLYPHS, one_line, shorten, visible
from positions.model import Article, Explanation
from positions.review import Clash, Item, place_of, sentence_of
from positions.reviewing import Session
from positions.settling import Contested
from positions.wording import remarks, statement

from .cutting import cut_of
from .evidence import passage_in

REACH = 4_000
"""Characters shown on either side of a quote: more than any screen has room for."""
SURE = (0.5, 0.75)
"""Below the first the program was unsure, above the second sure."""

Line = tuple[str, str]
"""A label, and the words behind it."""


@dataclass(frozen=True)
class Surroundings:
    """A piece of an article with a quote in it; all characters harmless."""

    text: str
    quote: tuple[int, int] | None
    """The half-open range of the quote; None where it is not in the text."""
    claim: tuple[int, int] | None = None
    """The half-open range of the claim, where the quote has it word for word."""


def surroundings(article: Article | None, item: Item) -> Surroundings:
    """What stands around an entry's quote: whole paragraphs, as far as anyone can see. The quote alone without it."""
    text = article.text if article is not None else None
    at = passage_in(text, item.entry.at, item.entry.quote) if text else None
    if text is None or at is None:
        quote = item.entry.quote or ""
        return Surroundings(visible(quote), (0, len(quote)) if quote else None, _claim_at(item, quote, 0))
    start = 0 if at[0] <= REACH else text.rfind("\n", 0, at[0] - REACH) + 1
    end = len(text) if at[1] + REACH >= len(text) else text.find("\n", at[1] + REACH)
    end = len(text) if end < 0 else end
    start, end = max(start, at[0] - 2 * REACH), min(end, at[1] + 2 * REACH)
    place = (at[0] - start, at[1] - start)
    return Surroundings(visible(text[start:end]), place, _claim_at(item, text[slice(*at)], place[0]))


def _claim_at(item: Item, quote: str, offset: int) -> tuple[int, int] | None:
    found = cut_of(item.entry.claim, quote)
    return (offset + found.at[0], offset + found.at[1]) if found.in_quote else None


def sentence(article: Article | None, item: Item) -> str | None:
    """The sentence that an entry was read in, on one line; None where nobody knows it."""
    text = article.text if article is not None else None
    at = passage_in(text, item.entry.at, item.entry.quote) if text else None
    if text is None or at is None:
        return one_line(item.entry.quote) if item.entry.quote else None
    return " ".join("".join(sentence_of(text, at)).split())


def progress(session: Session) -> str:
    """`12 of 80, 3 dismissed`."""
    total = len(session.queue)
    place = f"{min(session.at + 1, total)} of {total}" if total else "nothing to review"
    return place + (f", {session.dismissed} dismissed" if session.dismissed else "")


def heading(item: Item) -> str:
    """`▲ Norland demands: the withdrawal, if the truce holds`."""
    return one_line(f"{STANCE_GLYPHS[item.entry.stance]} {item.party} {statement(item.entry)}")


def facts(item: Item) -> list[Line]:
    """What else the entry says, and where it belongs."""
    entry = item.entry
    lines = [
        ("held", "; ".join(remarks(entry))),
        ("said by", entry.speaker or ""),
        ("stated", entry.stated.isoformat()[:10] if entry.stated else ""),
        ("pinned to", entry.issue or ""),
        ("note", entry.note or ""),
        ("matters", place_of(item)),
    ]
    return [(label, one_line(words)) for label, words in lines if words]


def case_lines(case: Contested) -> list[Line]:
    """What a person and the program say, each in its words."""
    said = case.disagreement
    lines = [
        ("entry", f"{said.party}: {said.claim}"),
        ("differs in", said.field),
        ("you say", said.yours or "nothing"),
        ("program says", said.program or "nothing"),
    ]
    return [(label, one_line(words)) for label, words in lines]


def certainty(item: Item) -> str:
    """What the program knew when it wrote the entry, at once: how sure it was, and of what cue it read it."""
    if item.confidence is None:
        return "a person's entry, or one that was changed by hand since"
    word = "unsure" if item.confidence < SURE[0] else "sure" if item.confidence > SURE[1] else "fairly sure"
    told = f"{word} ({item.confidence:.2f})" + (f", by the cue “{one_line(item.rule)}”" if item.rule else "")
    return f"{told}; the other engine reads: {one_line(item.differs)}" if item.differs else told


def explained(explanations: Iterable[Explanation], item: Item) -> list[str]:
    """Every cue of the sentence with what was made of it, the one of this entry first; the same is said once."""
    found = sorted(explanations, key=lambda one: not _is_it(one, item))
    return list(dict.fromkeys(_explanation(one) for one in found)) or ["no cue in this sentence"]


def _is_it(one: Explanation, item: Item) -> bool:
    return one.kept and one.entry is not None and one.entry.claim == item.entry.claim


def _explanation(one: Explanation) -> str:
    words = f"{'✓' if one.kept else '✗'} {one.cue} ({one.kind})"
    if one.entry is not None:
        words += f": {one.party or 'nobody'} {statement(one.entry)}"
    return one_line(words + (f" — left out: {one.why}" if one.why else ""))


def clash_choices(clash: Clash, field: tuple[str, str | None, str | None]) -> tuple[str, list[tuple[str, str]]]:
    """What is asked where somebody changed an entry meanwhile: the question, and the two answers."""
    name, theirs, mine = field
    question = f"Somebody changed “{shorten(clash.base.entry.claim, 40)}” meanwhile. Which {name}?"
    return question, [("mine", f"yours: {mine or 'nothing'}"), ("theirs", f"the file's: {theirs or 'nothing'}")]
