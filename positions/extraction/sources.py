"""On whose word a clause stands: the speaker of a quotation, the subject of the reporting verb, or whoever spoke
before.

Gives the head noun of the speaker; which party that is, party resolution tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.extraction.quotation import Quotation, Speech
from positions.extraction.readings import Source
from positions.extraction.story import Kind, Passage
from positions.extraction.syntax import agent_of, ancestors, blamed, child, children, is_passive, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

REPORTED = frozenset({"ccomp", "xcomp", "parataxis", "conj", "dep", "advcl"})
"""How a reported clause may hang on its reporting verb."""

CONVINCED = frozenset("convince convinced unconvinced persuade persuaded unpersuaded satisfy satisfied deny".split())
"""What hangs on these is what their subject thinks, or thinks not."""


class Sources:
    """Finds the sources of clauses, with the words that report speech."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def reports(self, token: Token) -> bool:
        """Is the token a verb that reports what somebody says?"""
        return token.pos_ == "VERB" and token.lemma_.lower() in self._speech.verbs

    def of(self, passage: Passage, token: Token, quotations: Sequence[Quotation]) -> Source | None:
        """Who says the clause that a token stands in, as its own sentence or quotation tells."""
        for quotation in quotations:
            if quotation.holds(token) and quotation.speaker is not None and quotation.speaker_passage is not None:
                return Source(quotation.speaker, quotation.speaker_passage, direct=True)
        return self._above(passage, token) or self._beside(passage, token) or self._according_to(passage, token)

    def before(self, passage: Passage, token: Token, earlier: Source | None) -> Source | None:
        """Who spoke last before the sentence of a token, which names nobody: *He urged ... The fleet must leave.*"""
        if passage.kind is not Kind.BODY:
            return None
        last = earlier
        for word in passage.doc[: token.sent.start]:
            if self.reports(word) and (held := subjects(word)):
                last = Source(held[0], passage, direct=False)
        return replace(last, carried=True) if last is not None else None

    def after(self, passage: Passage, quotations: Sequence[Quotation], earlier: Source | None) -> Source | None:
        """Who spoke last when a passage ends, for the next one."""
        last = earlier
        for word in passage.doc:
            if self.reports(word):
                held = [t for t in subjects(word) if not any(quotation.holds(t) for quotation in quotations)]
                if held:
                    last = Source(held[0], passage, direct=False, carried=True)
        return last

    def _above(self, passage: Passage, token: Token) -> Source | None:
        """The subject of the reporting verb that governs the clause."""
        below = token
        for head in ancestors(token):
            if head.lemma_ == "clear" and head.head.lemma_ == "make" and (held := subjects(head.head)):
                return Source(held[0], passage, direct=False)
            if below.dep_ == "ccomp" and head.lemma_ in CONVINCED and (held := subjects(head)):
                return Source(held[0], passage, direct=False)
            if (blame := blamed(below)) is not None and (blaming := _blaming(blame[0])) is not None:
                return Source(blaming, passage, direct=False)
            follows = below.dep_ in ("conj", "advcl") and below.i > head.i
            if below.dep_ == "relcl" and _in_passing(below):
                return None
            if self.reports(head) and below.dep_ in REPORTED and not follows and not _says_more(head, token):
                held = subjects(head)
                if held and held[0] != token:
                    return Source(held[0], passage, direct=False)
            below = head
        return None

    def _beside(self, passage: Passage, token: Token) -> Source | None:
        """The subject of a reporting verb that the parser has put below the clause: *..., Norland said.*"""
        top = token.sent.root
        for verb in (top, *children(top, "parataxis", "ccomp", "advcl", "dep")):
            if any(mark.lower_ != "as" for mark in children(verb, "mark")):
                continue  # *while Sudmark insists on ...* says nothing of the clause before it
            if verb == token or not self.reports(verb) or token in verb.subtree or _says_more(verb, token):
                continue
            if held := subjects(verb):
                return Source(held[0], passage, direct=False)
        for verb in token.sent:  # *The lock must open, the president of the union said*: found by place alone
            tells = self.reports(verb) and verb.i > token.i and not _says_more(verb, token)
            speakers = children(verb, "nsubj") if tells else []
            if speakers and speakers[0].left_edge.i > token.i and token.doc[speakers[0].left_edge.i - 1].text == ",":
                return Source(speakers[0], passage, direct=False)
        return None

    def _according_to(self, passage: Passage, token: Token) -> Source | None:
        for word in token.sent:
            if word.lower_ == "according" and (to := child(word, "prep")) is not None:
                named = child(to, "pobj")
                if named is not None:
                    return Source(named, passage, direct=False)
        return None


def _says_more(verb: Token, token: Token) -> bool:
    """Does a reporting verb behind a clause report something of its own: *Norland is ready, Sudmark says no*?"""
    if verb.i < token.i:
        return verb.lemma_ == "call" and any(c.lower_ in ("on", "upon", "for") for c in children(verb, "prep"))
    return any(c.i > verb.i for c in children(verb, "ccomp", "xcomp", "intj"))


def _in_passing(clause: Token) -> bool:
    """Is a relative clause an aside of the writer's: *put it to a vote, which Norland rejected*?"""
    opened = clause.left_edge
    return opened.tag_ in ("WDT", "WP", "WP$", "IN") and opened.i > 0 and opened.nbor(-1).text == ","


def _blaming(verb: Token) -> Token | None:
    """Who blames or praises: *was criticised by Sudmark*, *Sudmark criticised*."""
    if is_passive(verb):
        return agent_of(verb)
    return next(iter(subjects(verb)), None)
