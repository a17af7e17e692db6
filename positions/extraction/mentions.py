"""The mentions of an article in order: what a pronoun or a description may go back to.

It lists and finds them; which of them is meant, `coreference` weighs and `resolution` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction import coreference
from positions.extraction.census import Census
from positions.extraction.coreference import SUBJECTS, Mention, Sort, Wanted
from positions.extraction.gazetteer import Body
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
        names = self._census.names[number]
        subject = token.dep_ in SUBJECTS or _speaks(token)
        run = names.at.get(token.i)
        plural = token.tag_ in ("NNS", "NNPS")
        gender = None
        key, weak = "", False
        if run is not None:
            person = self._census.person_at.get((number, run.start))
            place = names.places.get(token.i)
            if person is not None:
                sort, key, gender, plural = Sort.PERSON, person.name, person.gender, False
                weak = not person.sure
            elif place is not None and (place[0], place[1]) == (run.start, run.end):
                sort = BODIES[place[2].body]
                key, plural = place[2].key, place[2].plural
                if plural:
                    sort = Sort.GROUP
            elif role_noun(token):
                sort = Sort.PERSON
            else:
                sort, key = Sort.ORGANISATION, self._census.organisation_key(number, passage, run)
                plural = False
                if self._census.wants_nothing(key):
                    return None
        else:
            if token.pos_ == "ADJ":
                return None
            data = nouns().data
            low = singular(token.text)
            if low in nouns().all_roles or low in data.bystanders:
                sort = Sort.GROUP if plural else Sort.PERSON
                gender = "m" if token.lower_.endswith("man") else "f" if token.lower_.endswith("woman") else None
            elif low in data.groups and plural:
                sort = Sort.GROUP
            elif low in data.organisations or low in data.organs or low in data.states:
                sort = Sort.GROUP if plural else Sort.ORGANISATION
            else:
                return None
        return Mention(
            order,
            number,
            sentence,
            token,
            sort,
            plural or opens_list(token),
            subject,
            key,
            gender,
            passage.kind is Kind.HEADLINE,
            weak,
        )


def _speaks(token: Token) -> bool:
    """*Sudan, for the G-77/China, said*: a subject, whatever the parser makes of it."""
    following = [other.lower_ for other in token.doc[token.i + 1 : token.i + 3]]
    joins = token.dep_ == "pobj" and token.head.lower_ in ("by", "with")  # *supported by Sudan, for ..., she said*
    return following in ([",", "for"], [",", "speaking"]) and token.pos_ == "PROPN" and not joins
