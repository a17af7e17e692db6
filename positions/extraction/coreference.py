"""Which earlier mention a pronoun or a description goes back to, by rules that can be told to a person.

A mention fits by kind, number and gender; among those that fit, the nearer, the subject and the one the article is
about win. The weights are few and stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


class Sort(StrEnum):
    """What a mention may be the mention of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    BLOC = "bloc"
    GROUP = "group"


SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))


@dataclass(frozen=True)
class Mention:
    """A noun phrase that later words may go back to."""

    order: int
    passage: int
    sentence: int
    """Counted through the article."""
    token: Token
    sort: Sort
    plural: bool
    subject: bool
    key: str
    """Equal for mentions that are the same by their names; empty for a common noun."""
    gender: str | None = None
    headline: bool = False
    weak: bool = False
    """The parser alone takes it for a person: it may be an organisation."""


@dataclass(frozen=True)
class Wanted:
    """What the antecedent of a word must be."""

    sorts: dict[Sort, float]
    """The sorts that fit, each with its handicap."""
    plural: bool | None
    gender: str | None = None
    reach: int = 4
    """Sentences back."""


STEP = 1.0
"""Lost for each sentence between."""
SUBJECT = 1.2
CLAUSE = 1.0
"""Won by the subject of a clause that the pronoun's own clause hangs on."""
TELLER = 1.5
"""Lost by those who are only said to have said it."""
ABROAD = 1.2
"""Lost by a state that is not even a subject, where a person is wanted."""
KNOWN = 0.25
"""Won for each further mention by name, up to four."""

SINGULAR = {Sort.ORGANISATION: 0.0, Sort.STATE: 0.0, Sort.BLOC: 0.0, Sort.GROUP: 0.8}
PLURAL = {Sort.GROUP: 0.0, Sort.ORGANISATION: 1.0, Sort.STATE: 1.0, Sort.BLOC: 1.0, Sort.PERSON: 1.5}
HUMAN = {Sort.PERSON: 0.0, Sort.STATE: 0.8, Sort.BLOC: 0.8}
"""A state or bloc may be a person: bulletins name a delegate by it (*NORLAND objected. He said ...*)."""
REPRESENTED = frozenset((Sort.STATE, Sort.BLOC))
"""Those by whom a delegate may be named."""


def wanted_by(pronoun: str) -> Wanted | None:
    """What a third-person pronoun asks of its antecedent; None for any other word."""
    match pronoun:
        case "it" | "its" | "itself":
            return Wanted(SINGULAR, plural=False)
        case "they" | "them" | "their" | "theirs" | "themselves":
            return Wanted(PLURAL, plural=True)
        case "he" | "him" | "his" | "himself":
            return Wanted(HUMAN, plural=False, gender="m", reach=8)
        case "she" | "her" | "hers" | "herself":
            return Wanted(HUMAN, plural=False, gender="f", reach=8)
        case _:
            return None


def fits(mention: Mention, wanted: Wanted) -> bool:
    """Do kind, number and gender of a mention allow it as an antecedent?"""
    if mention.weak and Sort.ORGANISATION in wanted.sorts:
        return True
    if mention.sort not in wanted.sorts or (wanted.gender and mention.gender and mention.gender != wanted.gender):
        return False
    return not (wanted.plural is False and mention.plural)


def antecedents(
    mentions: Sequence[Mention], token: Token, sentence: int, before: int, wanted: Wanted, count: Callable[[str], int]
) -> list[Mention]:
    """The mentions before `before` that fit, best first."""
    above = {ancestor.i for ancestor in token.ancestors}
    fitting = []
    for mention in _nearest(mentions, before, sentence - wanted.reach):
        if not fits(mention, wanted):
            continue
        handicap = wanted.sorts.get(mention.sort, 0.0)
        if mention.sort in REPRESENTED and wanted.gender and not mention.subject:
            handicap += ABROAD
        if wanted.plural and not mention.plural and mention.sort is Sort.GROUP:
            handicap += 0.3
        same = mention.sentence == sentence and mention.token.doc is token.doc
        if same and mention.token.i in above and mention.token.i != token.head.i and not mention.subject:
            handicap += 0.5
        if mention.sort is Sort.GROUP and _only_tells(mention.token):
            handicap += TELLER
        score = -handicap - STEP * (sentence - mention.sentence) + SUBJECT * mention.subject
        if same and mention.subject and mention.token.head.i in above:
            score += CLAUSE
        if mention.key and not (wanted.gender and mention.sort in REPRESENTED):
            score += KNOWN * min(4, max(0, count(mention.key) - 1))
        fitting.append((score, mention.order, mention))
    return [mention for _, _, mention in sorted(fitting, key=lambda item: (-item[0], -item[1]))]


def _only_tells(token: Token) -> bool:
    """Does a mention only tell what its sentence says: *..., delegates said*?"""
    verb = token.head
    return token.dep_ == "nsubj" and any(child.dep_ == "ccomp" and child.i < token.i for child in verb.children)


def _nearest(mentions: Sequence[Mention], before: int, oldest: int) -> Iterable[Mention]:
    for mention in reversed(mentions[:before]):
        if mention.sentence < oldest:
            return
        if not mention.headline:
            yield mention
