"""Which two parties *both*, *neither side* and *the two countries* go back to.

Two that the article has put side by side: coordinated, *between* whom something is, or the one of whom does something
with the other. Where it has not, nobody is meant rather than the two names that happen to stand nearest: those may be
the host, the mediator or the town.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.census import Census
from positions.extraction.coreference import SUBJECTS, Mention, Sort
from positions.extraction.identities import Identities
from positions.extraction.mentions import Mentions
from positions.extraction.nouns import nouns, singular
from positions.extraction.phrases import phrase_of, role_noun
from positions.extraction.standing import NOBODY, Found, Resolve, Standing

if TYPE_CHECKING:
    from spacy.tokens import Token

DEFINITE = frozenset({"the", "these", "those"})
ALONE = frozenset({"both", "neither"})
STATES = frozenset({"country", "nation", "government", "state", "superpower"})
"""What only states are called."""
ASIDE = frozenset({"in", "at", "near", "outside", "into", "under", "by", "of"})
"""Prepositions behind which stand the place, the host or the owner, and not who meets whom."""
WITH = frozenset({"with", "against", "from", "between"})
"""Prepositions behind which stands the other one: *opened talks with Norland*, *refused an offer from Norland*."""
REACH = 12
"""Sentences back to the two that stand side by side."""
MET = 1.0
"""Won by two that act together, or *between* whom something is, in sentences nearer."""
NAMED = 3.0
"""Won by two with names."""
AGAIN = 0.5
"""Won for each time that the same two stand side by side, up to four."""


class Pair(NamedTuple):
    """Two mentions side by side."""

    one: Mention
    other: Mention
    together: bool


class Pairs:
    """The pairs of an article."""

    def __init__(self, census: Census, mentions: Mentions, identities: Identities, resolve: Resolve) -> None:
        self._census = census
        self._mentions = mentions
        self._identities = identities
        self._resolve = resolve

    def meant(self, number: int, token: Token) -> list[Found] | None:
        """The two that a phrase with this head means, or nobody; None where it speaks of no two."""
        low = singular(token.text)
        names = self._census.names[number]
        phrase = phrase_of(names, token)
        words = {t.lower_ for t in token.doc[max(0, phrase.start - 1) : phrase.end]}
        alone = token.lower_ in ALONE and token.pos_ in ("PRON", "DET", "CCONJ")
        two = "both" in words or ("two" in words and phrase.determiner in DEFINITE)
        if not alone and not (((two and token.tag_ == "NNS") or "neither" in words) and low in nouns().data.several):
            return None
        if any(i in names.places or i in names.at for i in range(phrase.start, phrase.end)):
            return None
        passage = self._census.story.passages[number]
        if self._identities.registered(self._census.text(passage, phrase.start, phrase.end)):
            return None
        found = self._two(number, token, _sorts(low, alone=alone))
        return found or [(NOBODY, None)]

    def _two(self, number: int, token: Token, sorts: frozenset[Sort]) -> list[Found]:
        here = self._mentions.sentence(number, token)
        before = [m for m in self._mentions.before(number, token.i) if m.sort in sorts and not _aside(m.token)]
        seen: Counter[tuple[str, str]] = Counter()
        best: tuple[float, int] | None = None
        chosen: list[Found] = []
        for pair in _pairs([m for m in before if here - m.sentence <= REACH]):
            found = self._parties((pair.one, pair.other))
            if len(found) != 2:
                continue
            one, other = sorted(party.name for party, _ in found)
            seen[one, other] += 1
            named = all(party.standing is not Standing.GROUP for party, _ in found)
            score = pair.other.sentence + MET * pair.together + NAMED * named + AGAIN * min(4, seen[one, other])
            if best is None or (score, pair.other.order) > best:
                best, chosen = (score, pair.other.order), found
        return chosen or self._only_two([m for m in before if m.sentence < here and m.key])

    def _only_two(self, mentions: Sequence[Mention]) -> list[Found]:
        """The two that do nearly all that is done."""
        acts: Counter[str] = Counter()
        by_name: dict[str, Found] = {}
        for mention in mentions:
            for found in self._parties((mention,)):
                acts[found[0].name] += 1 + mention.subject
                by_name[found[0].name] = found
        ranked = [*acts.most_common(3), ("", 0)]
        if len(acts) < 2 or (len(acts) > 2 and 2 * ranked[2][1] > ranked[1][1]):
            return []
        return [by_name[name] for name, _ in ranked[:2]]

    def _parties(self, mentions: Sequence[Mention]) -> list[Found]:
        """Whom mentions mean, each once, those who are known."""
        found: dict[str, Found] = {}
        for mention in mentions:
            party, speaker = self._resolve(mention.passage, mention.token)
            if party.standing not in (Standing.UNKNOWN, Standing.BYSTANDER):
                found.setdefault(party.name, (party, speaker))
        return list(found.values())


def _sorts(low: str, *, alone: bool) -> frozenset[Sort]:
    """What the two may be."""
    if low in STATES:
        return frozenset({Sort.STATE})
    people = {Sort.PERSON} if alone or low in nouns().all_roles or low == "man" else set()
    return frozenset({Sort.STATE, Sort.BLOC, Sort.ORGANISATION, Sort.GROUP} | people)


def _aside(token: Token) -> bool:
    """Is somebody named as place, host, owner or maker of something, or said to mediate?"""
    if token.lemma_.lower() in ("mediator", "host", "facilitator", "observer"):
        return True
    first = token
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ == "of" and role_noun(first.head.head):
        return False  # *envoys of Norland and Sudmark met*
    return first.dep_ == "poss" or (first.dep_ == "pobj" and first.head.lower_ in ASIDE)


def _pairs(mentions: Sequence[Mention]) -> Iterator[Pair]:
    """The pairs among mentions, in the order of the text."""
    sentences: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        sentences[mention.sentence].append(mention)
    for each in sentences.values():
        lists: dict[int, list[Mention]] = defaultdict(list)
        for mention in each:
            lists[_first(mention.token).i].append(mention)
        for listed in lists.values():
            if len(listed) == 2:
                first = _first(listed[0].token)
                between = first.dep_ == "pobj" and first.head.lower_ == "between"
                yield Pair(listed[0], listed[1], between or first.dep_ in SUBJECTS)
        single = [listed[0] for listed in lists.values() if len(listed) == 1 and not _new(listed[0])]
        for one in single:
            yield from (Pair(one, other, together=False) for other in single if _does_with(one.token, other.token))


def _new(mention: Mention) -> bool:
    """Is it something not spoken of before: *suggested a court*?"""
    return not mention.key and any(c.lower_ in ("a", "an") for c in mention.token.children)


def _first(token: Token) -> Token:
    """The first of those that a word is coordinated with."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _does_with(one: Token, other: Token) -> bool:
    """Does the one do something to or with the other: *Norland met Sudmark*, *opened talks with Sudmark*?"""
    verb = one.head
    if one.dep_ != "nsubj" or one.i > other.i:
        return False
    if other.dep_ == "dobj":
        return other.head == verb
    if other.dep_ != "pobj" or other.head.lower_ not in WITH:
        return False
    above = other.head.head
    return above == verb or (above.dep_ in ("dobj", "prep", "attr") and above.head == verb)
