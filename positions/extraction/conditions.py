"""The conditions of what is stated: which words open one, and where it begins and ends.

A condition is a clause (*if Sudmark pays*, *provided that …*, *were Sudmark to pay*) or a phrase (*in exchange for a
loan*). It is found at the token that heads it, or at the word that opens it; on what it hangs is asked by whoever cuts
the claim. The words that open one are data (`claims.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.syntax import child, children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CONDITIONAL = ("advcl", "prep", "advmod")
"""How a condition hangs on its clause; *as long as …* hangs on the adverb."""
ADDED = ("conj", "ccomp", "dep", "parataxis")
"""What the parser makes of a condition that is added as an afterthought: *agreed to it, but only if …*."""
OPENING = frozenset((*CONDITIONAL, *ADDED, "mark"))
RESTRICTING = frozenset("but and only now then even just though".split())
"""Words that may stand before those that open a condition."""


class Condition(NamedTuple):
    """A condition as token indices: it opens at `opens`, and says its content in `[start, end)`."""

    key: str
    opens: int
    start: int
    end: int


class Conditions:
    """Finds conditions; holds the words that open them, each with the key that an entry gives it."""

    def __init__(self, openings: Mapping[str, str]) -> None:
        self._openings = openings
        self._that = {words: key for words, key in openings.items() if words.endswith(" that")}

    def of(self, verb: Token) -> Iterator[Condition]:
        """The conditions that hang on a clause."""
        for token in children(verb, *CONDITIONAL, *ADDED):
            if (found := self.at(token)) is not None:
                yield found

    def at(self, token: Token) -> Condition | None:
        """The condition that a token heads or opens."""
        if token.dep_ not in OPENING:
            return None
        clause = token.head if token.dep_ == "mark" else token
        if clause.dep_ == "ccomp" and clause.left_edge.i == clause.head.i + 1:
            return None  # *wants to know if …* asks
        if token.dep_ == "mark":
            return self._opened(token, token.left_edge.i, _end(clause))
        start = token.left_edge.i
        added = token.dep_ in ADDED and (children(token, "mark") or start == token.i)
        if not added and token.dep_ not in CONDITIONAL:
            return _inverted(token, start) if token.dep_ in ADDED else None
        return self._opened(token, start, _end(token)) or self._above(token, start) or _inverted(token, start)

    def _opened(self, token: Token, start: int, end: int) -> Condition | None:
        opens = start
        while start <= token.i:
            opening = token.doc[start : start + 4].text.lower()
            for words, key in self._openings.items():
                if opening == words or opening.startswith(f"{words} "):
                    if token.dep_ == "advmod" and " " not in words:
                        return None  # *once a year*
                    return Condition(key, opens, start + len(words.split()), end)
            if token.doc[start].lower_ not in RESTRICTING:
                return None
            start += 1
        return None

    def _above(self, clause: Token, start: int) -> Condition | None:
        """Opened by words that the parser has hung elsewhere: *lower it provided | that Sudmark opens the lock*."""
        if clause.doc[start].lower_ != "that":
            return None
        for words, key in self._that.items():
            opens = start + 1 - len(words.split())
            if opens > clause.sent.start and clause.doc[opens : start + 1].text.lower() == words:
                return Condition(key, opens, start + 1, _end(clause))
        return None


def _end(token: Token) -> int:
    """Behind the clause or phrase; behind the verb that the parser took off its subject: *provided Sudmark | opens
    it*."""
    doc: Doc = token.doc
    end = token.right_edge.i + 1
    if token.dep_ != "prep" or token.tag_ not in ("VBN", "VBG") or end >= token.sent.end:
        return end
    verb = doc[end]
    while verb.dep_ in ("aux", "auxpass", "neg") and verb.head.i > verb.i:
        verb = verb.head
    torn = doc[end].tag_ in ("VBZ", "VBP", "VBD", "MD") and not children(verb, "nsubj", "nsubjpass")
    return verb.right_edge.i + 1 if torn else end


def _inverted(clause: Token, start: int) -> Condition | None:
    """*agree to it were Sudmark to pay*, *should Sudmark pay*: the verb before its subject does what *if* does."""
    first = clause.doc[start]
    if clause.dep_ not in ("advcl", "ccomp", "dep") or first.lower_ not in ("were", "should", "had"):
        return None
    moved = first == clause or (first.head == clause and first.dep_ in ("aux", "auxpass"))
    if not moved:
        return None
    subject = child(clause, "nsubj", "nsubjpass", "attr") or child(child(clause, "xcomp", "ccomp") or clause, "nsubj")
    if subject is None or subject.left_edge.i != start + 1:
        return None
    return Condition("if", start, start + 1, _end(clause))
