"""What an article itself calls unresolved or resolved, whoever holds what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.story import Kind, Passage
from positions.extraction.syntax import child, children, is_passive, negations

if TYPE_CHECKING:
    from spacy.tokens import Token


class TopicWords(Knowledge):
    """The words for one of the two; topics.yaml says what each list holds."""

    nouns: tuple[str, ...]
    said_of: tuple[str, ...]
    states: tuple[str, ...]
    over: tuple[str, ...]
    done: tuple[str, ...]


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
            for topic in self._topics(token, words, opposite):
                if topic.pos_ in ("NOUN", "PROPN", "VERB") and topic.ent_type_ != "PERSON":
                    yield from self._cutter.cut(topic)

    def _topics(self, token: Token, words: TopicWords, opposite: TopicWords) -> list[Token]:
        """The heads of the topics that a token tells of."""
        lemma = token.lemma_.lower()
        if token.pos_ in ("NOUN", "PROPN") and _phrase(token, words.nouns):
            return self._named(token)
        if lemma in words.states and token.dep_ == "pobj" and token.head.lower_ == "in":
            return self._subject(token.head.head) if token.head.head.lemma_ in self._data.linking else []
        if lemma in words.over or token.lower_ in words.over:
            return _over(token)
        if token.pos_ == "VERB" and lemma in words.done and not is_passive(token) and not negations(token):
            return _over(token) if token.dep_ != "xcomp" else []
        said = lemma in words.said_of or token.lower_ in words.said_of
        denied = lemma in opposite.said_of or token.lower_ in opposite.said_of
        if token.pos_ in ("ADJ", "VERB") and ((said and not negations(token)) or (denied and negations(token))):
            return self._said_of(token)
        return []

    def _named(self, noun: Token) -> list[Token]:
        """Topics that are set equal to the noun, or hang on it: *differences over the price*."""
        verb = noun.head
        if noun.dep_ in ("nsubj", "attr") and verb.lemma_ in self._data.linking:
            other = child(verb, "dobj", "attr") if noun.dep_ == "nsubj" else child(verb, "nsubj")
            if other is not None and other != noun and other.pos_ in ("NOUN", "PROPN"):
                return [other]
        return _over(noun)

    def _said_of(self, token: Token) -> list[Token]:
        """*X was settled*, *X remains unresolved*, *they regard X as settled*."""
        if token.head.lower_ == "as" or any(m.lower_ == "as" for m in children(token, "mark", "prep")):
            verb = token.head.head if token.head.lower_ == "as" else token.head
            return children(verb, "dobj")
        if token.pos_ == "VERB":
            return children(token, "nsubjpass")
        return self._subject(token.head) if token.head.lemma_ in self._data.linking else []

    def _subject(self, verb: Token) -> list[Token]:
        return children(verb, "nsubj", "nsubjpass")


def _over(token: Token) -> list[Token]:
    """What the phrase `over`, `on` or `about` something that hangs on a word is about."""
    prepositions = [p for p in children(token, "prep") if p.lower_ in ("over", "on", "about", "around")]
    return [topic for p in prepositions for topic in children(p, "pobj")]


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
