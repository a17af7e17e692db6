"""The mentions of an article in order: what a pronoun or a description may go back to.

It lists and finds them; which of them is meant, `coreference` weighs and `resolution` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction import coreference
from positions.extraction.census import Census
from positions.extraction.coreference import SUBJECTS, Mention, Sort, Wanted
from positions.extraction.gazetteer import Body
from positions.extraction.names import Run
from positions.extraction.nouns import nouns, singular
from positions.extraction.phrases import opens_list, role_noun
from positions.extraction.story import Kind, Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

BODIES = {Body.STATE: Sort.STATE, Body.BLOC: Sort.BLOC, Body.ORGANISATION: Sort.ORGANISATION}
"""What a name of the gazetteer may be the mention of."""


class Mentions:
    """All mentions, in the order of the text."""

    def __init__(self, census: Census) -> None:
        self._census = census
        self._first_sentence: list[int] = []
        self.all = list(self._all_mentions())
        self._starts = [(mention.passage, mention.token.i) for mention in self.all]

    def before(self, number: int, i: int) -> list[Mention]:
        """The mentions before a token of a passage."""
        return self.all[: bisect_left(self._starts, (number, i))]

    def at(self, number: int, token: Token) -> Mention | None:
        """The mention that a token is the head of."""
        place = bisect_left(self._starts, (number, token.i))
        if place < len(self._starts) and self._starts[place] == (number, token.i):
            return self.all[place]
        return None

    def antecedents(self, number: int, token: Token, wanted: Wanted) -> list[Mention]:
        """What a word that wants such an antecedent may go back to, best first."""
        before = bisect_left(self._starts, (number, token.i))
        sentence = self.sentence(number, token)
        return coreference.antecedents(self.all, token, sentence, before, wanted, self._census.count)

    def sentence(self, number: int, token: Token) -> int:
        """The sentence of a token, counted through the article."""
        return self._first_sentence[number] + sum(1 for t in token.doc[1 : token.i + 1] if t.is_sent_start)

    def _all_mentions(self) -> Iterator[Mention]:
        order = sentence = 0
        for number, passage in enumerate(self._census.story.passages):
            self._first_sentence.append(sentence)
            for token in passage.doc:
                if token.is_sent_start and token.i:
                    sentence += 1
                mention = self._as_mention(order, number, sentence, passage, token)
                if mention:
                    yield mention
                    order += 1
            sentence += 1

    def _as_mention(self, order: int, number: int, sentence: int, passage: Passage, token: Token) -> Mention | None:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or token.dep_ in ("compound", "amod", "nmod", "det"):
            return None
        run = self._census.names[number].at.get(token.i)
        meant = _described(token) if run is None else self._named(number, passage, token, run)
        if meant is None:
            return None
        return Mention(
            order,
            number,
            sentence,
            token,
            meant.sort,
            meant.plural or opens_list(token),
            token.dep_ in SUBJECTS or _speaks(token),
            meant.key,
            meant.gender,
            passage.kind is Kind.HEADLINE,
            meant.weak,
        )

    def _named(self, number: int, passage: Passage, token: Token, run: Run) -> _Meant | None:
        """What a name is the mention of; nothing, where it is a body that wants nothing."""
        person = self._census.person_at.get((number, run.start))
        if person is not None:
            return _Meant(Sort.PERSON, False, person.name, person.gender, weak=not person.sure)
        place = self._census.names[number].places.get(token.i)
        if place is not None and (place[0], place[1]) == (run.start, run.end):
            return _Meant(Sort.GROUP if place[2].plural else BODIES[place[2].body], place[2].plural, place[2].key)
        if role_noun(token):
            return _Meant(Sort.PERSON, _is_plural(token))
        key = self._census.organisation_key(number, passage, run)
        return None if self._census.wants_nothing(key) else _Meant(Sort.ORGANISATION, False, key)


class _Meant(NamedTuple):
    """What a word mentions."""

    sort: Sort
    plural: bool
    key: str = ""
    gender: str | None = None
    weak: bool = False


def _described(token: Token) -> _Meant | None:
    """What a common noun mentions: people by their role, a group, a body."""
    if token.pos_ == "ADJ":
        return None
    data, low, plural = nouns().data, singular(token.text), _is_plural(token)
    if low in nouns().all_roles or low in data.bystanders:
        gender = "m" if token.lower_.endswith("man") else "f" if token.lower_.endswith("woman") else None
        return _Meant(Sort.GROUP if plural else Sort.PERSON, plural, gender=gender)
    if low in data.groups and plural:
        return _Meant(Sort.GROUP, plural)
    if low in data.organisations or low in data.organs or low in data.states:
        return _Meant(Sort.GROUP if plural else Sort.ORGANISATION, plural)
    return None


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _speaks(token: Token) -> bool:
    """*Sudan, for the G-77/China, said*: a subject, whatever the parser makes of it."""
    following = [other.lower_ for other in token.doc[token.i + 1 : token.i + 3]]
    joins = token.dep_ == "pobj" and token.head.lower_ in ("by", "with")  # *supported by Sudan, for ..., she said*
    return following in ([",", "for"], [",", "speaking"]) and token.pos_ == "PROPN" and not joins
