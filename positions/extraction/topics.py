"""What an article itself calls unresolved or resolved, whoever holds what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.story import Kind, Passage
from positions.extraction.syntax import child, children, negations

if TYPE_CHECKING:
    from spacy.tokens import Token


class TopicWords(Knowledge):
    """The words for one of the two: nouns that name topics, adjectives and verbs that are said of them."""

    nouns: tuple[str, ...]
    """*sticking points include X*, *X is the main obstacle*, *differences over X*"""
    said_of: tuple[str, ...]
    """*X remains unresolved*, *X was settled*"""


class TopicData(Knowledge):
    """topics.yaml."""

    disputed: TopicWords
    settled: TopicWords
    linking: tuple[str, ...]
    """Verbs that set a topic equal to such a noun."""


class Topics:
    """Finds disputed and settled topics in a passage."""

    def __init__(self, cutter: Cutter) -> None:
        self._data = read("topics", TopicData)
        self._cutter = cutter

    def disputed(self, passage: Passage) -> Iterator[Claim]:
        """The topics that the passage calls unresolved."""
        yield from self._find(passage, self._data.disputed, self._data.settled)

    def settled(self, passage: Passage) -> Iterator[Claim]:
        """The topics that the passage calls resolved."""
        yield from self._find(passage, self._data.settled, self._data.disputed)

    def _find(self, passage: Passage, words: TopicWords, opposite: TopicWords) -> Iterator[Claim]:
        if passage.kind is not Kind.BODY:
            return
        for token in passage.doc:
            if token.pos_ in ("NOUN", "PROPN") and _phrase(token, words.nouns):
                yield from self._named(token)
            elif token.pos_ in ("ADJ", "VERB"):
                said = token.lemma_.lower() in words.said_of and not negations(token)
                denied = token.lemma_.lower() in opposite.said_of and negations(token)
                if said or denied:
                    yield from self._said_of(token)

    def _named(self, noun: Token) -> Iterator[Claim]:
        """Topics that are set equal to the noun, or hang on it: *differences over the price*."""
        verb = noun.head
        if noun.dep_ in ("nsubj", "attr") and verb.lemma_ in self._data.linking:
            other = child(verb, "dobj", "attr") if noun.dep_ == "nsubj" else child(verb, "nsubj")
            if other is not None and other != noun and other.pos_ in ("NOUN", "PROPN"):
                yield from self._cutter.cut(other)
                return
        for preposition in children(noun, "prep"):
            if (
                preposition.lower_ in ("over", "on", "about", "around")
                and (topic := child(preposition, "pobj")) is not None
            ):
                yield from self._cutter.cut(topic)

    def _said_of(self, token: Token) -> Iterator[Claim]:
        clause = token if children(token, "nsubj", "nsubjpass") else token.head
        subject = child(clause, "nsubjpass", "nsubj")
        if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
            return
        if token.pos_ == "VERB" and subject.dep_ != "nsubjpass":
            return
        yield from self._cutter.cut(subject)


def _phrase(noun: Token, phrases: tuple[str, ...]) -> bool:
    """Is the noun the head of one of the phrases (*sticking point*)?"""
    for phrase in phrases:
        *before, last = phrase.split()
        if noun.lemma_.lower() != last:
            continue
        near = {t.lower_ for t in children(noun, "compound", "amod", "nmod")} | {
            t.lemma_.lower() for t in children(noun, "compound", "amod", "nmod")
        }
        if all(word in near for word in before):
            return True
    return False
