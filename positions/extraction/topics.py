"""What an article itself calls unresolved or resolved, whoever holds what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.endings import OPEN, came_about
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.story import Kind, Passage
from positions.extraction.syntax import child, children, is_infinitive, is_passive, is_verbal, negations

if TYPE_CHECKING:
    from spacy.tokens import Token


FAILING = frozenset({"fail", "unable", "refuse", "decline", "struggle"})
"""Under these an agreement has not come about."""
AHEAD = OPEN | {"will", "wo", "'ll", "’ll"}

Told = tuple["Token", bool]
"""The head of a topic, and whether it is settled."""


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
    resolving: tuple[str, ...]
    reaching: tuple[str, ...]
    persisting: tuple[str, ...]


class Topics:
    """Finds disputed and settled topics in a passage."""

    def __init__(self, cutter: Cutter) -> None:
        self._data = read("topics", TopicData)
        self._cutter = cutter

    def disputed(self, passage: Passage) -> Iterator[Claim]:
        """The topics that the passage calls unresolved."""
        yield from self._find(passage, settled=False)

    def settled(self, passage: Passage) -> Iterator[Claim]:
        """The topics that the passage calls resolved."""
        yield from self._find(passage, settled=True)

    def _find(self, passage: Passage, *, settled: bool) -> Iterator[Claim]:
        if passage.kind is not Kind.BODY:
            return
        for token in passage.doc:
            for topic, side in self._told(token):
                named = topic.pos_ in ("NOUN", "PROPN", "VERB") and topic.ent_type_ not in ("PERSON", "DATE", "TIME")
                if side is settled and named:
                    yield from self._cutter.cut(topic)

    def _told(self, token: Token) -> list[Told]:
        """The topics that a token tells of."""
        disputed, settled = self._data.disputed, self._data.settled
        lemma = token.lemma_.lower()
        if lemma in disputed.states and token.dep_ == "pobj" and token.head.lower_ == "in":
            verb = token.head.head
            if verb.lemma_ in self._data.linking:
                return [] if negations(verb) % 2 else [(topic, False) for topic in self._subject(verb)]
        if token.pos_ in ("NOUN", "PROPN") and _phrase(token, disputed.nouns):
            return self._dispute(token)
        if token.pos_ in ("NOUN", "PROPN") and lemma in settled.nouns:
            reached = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in self._data.reaching
            return _sided([*_over(token), *_over(token.head)], _outcome(token.head)) if reached else []
        if lemma in disputed.over or token.lower_ in disputed.over:
            return [] if negations(token) % 2 else _sided(_over(token), False)
        if token.pos_ == "VERB" and lemma in disputed.done and not is_passive(token):
            return _sided(_over(token), False) if _outcome(token) else []
        if token.pos_ == "VERB" and lemma in settled.done and not is_passive(token):
            return _sided(_over(token), _outcome(token))
        return self._called(token)

    def _called(self, token: Token) -> list[Told]:
        """*X was settled*, *X remains unresolved*, *X has not been resolved*."""
        if token.pos_ not in ("ADJ", "VERB"):
            return []
        words = {token.lemma_.lower(), token.lower_}
        side: bool | None = None
        if words & set(self._data.settled.said_of):
            side = _outcome(token)
        elif words & set(self._data.disputed.said_of):
            side = bool(negations(token) % 2)
        topics = [topic for topic in self._said_of(token) if not _phrase(topic, self._data.disputed.nouns)]
        return [(topic, side) for topic in topics] if side is not None else []

    def _dispute(self, noun: Token) -> list[Told]:
        """Topics that are set equal to the noun or hang on it: *differences over the price*, *settled the row*."""
        verb = noun.head
        if noun.dep_ in ("nsubj", "attr") and verb.lemma_ in self._data.linking:
            if negations(verb) % 2 or negations(noun) % 2:
                return []  # *is not a sticking point*
            other = child(verb, "dobj", "attr") if noun.dep_ == "nsubj" else child(verb, "nsubj")
            if other is not None and other != noun and other.pos_ in ("NOUN", "PROPN"):
                return [(other, False)]
        if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in self._data.resolving:
            return _sided(_over(noun) or _over(verb), _outcome(verb) is True)
        if any(d.lower_ == "no" for d in children(noun, "det")):
            return []
        persists = noun.dep_ == "nsubj" and verb.lemma_ in self._data.persisting and not negations(verb) % 2
        return _sided(_over(noun) or (_over(verb) if persists else []), False)

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


def _outcome(verb: Token) -> bool | None:
    """Has it come about? None where that is open: *could agree*, *hope to agree*, *if they agree*."""
    if any(m.lower_ in ("if", "unless", "whether") for m in children(verb, "mark")):
        return None
    above = verb.head
    if is_infinitive(verb) and above != verb:
        if above.lemma_ in FAILING or any(c.lower_ == "yet" for c in children(above, "advmod")):
            return None if negations(above) % 2 else False
        return True if came_about(verb) else None
    modals = [c.lower_ for c in children(verb, "aux") if c.lower_ in AHEAD]
    if negations(verb) % 2:
        return False if all(modal in ("can", "could", "ca") for modal in modals) else None
    return True if not modals and (not is_verbal(verb) or came_about(verb)) else None


def _sided(topics: list[tuple[Token, bool]], settled: bool | None) -> list[Told]:
    """Topics on their side: *agreed on wages, but not on pensions* settles the one and leaves the other open."""
    if settled is None:
        return []
    return [(topic, settled and not turned) for topic, turned in topics if settled or not turned]


def _over(token: Token) -> list[tuple[Token, bool]]:
    """What the phrase `over`, `on` or `about` something that hangs on a word is about, and whether *not* stands
    before it."""
    found: list[tuple[Token, bool]] = []
    for first in children(token, "prep"):
        for preposition in (first, *children(first, "conj")):
            if preposition.lower_ in ("over", "on", "about", "around"):
                turned = preposition.i > 0 and preposition.nbor(-1).lower_ == "not"
                found += [(topic, turned) for topic in children(preposition, "pobj")]
    return found


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
