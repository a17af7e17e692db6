"""Is what a clause says stated at all? Not under a forecast, a denial, or what is called untrue.

Owns the question by the words that govern a clause; the words are data (`assertion.yaml`). Conditions and questions
are asked in grammar.py, what a party has given up in endings.py. It knows no cue and no party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.syntax import (
    ancestors,
    child,
    children,
    clause_head,
    is_infinitive,
    is_verbal,
    negations,
    negative_object,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPLEMENTS = ("xcomp", "ccomp", "csubj", "acl", "relcl", "pcomp", "pobj")
OBJECTS = ("dobj", "nsubjpass")
CARRYING = (*COMPLEMENTS, *OBJECTS, "acomp", "attr", "oprd", "aux", "auxpass", "conj")
"""How a word may hang on the one above it for that one to be said of it too."""
COMPLETING = frozenset("of about to towards toward against over".split())
"""Prepositions that complete a verb; the others tell how, when or why."""
PRONOUNS = frozenset("it he she they we i".split())
OBLIGING = frozenset("should must ought need shall".split())

PENDING = "it is expected, weighed or has not come about, and is not stated"
UNTRUE = "it is denied or called untrue"


class Governor(Knowledge):
    """A word that keeps what hangs on it from being stated."""

    word: str
    form: Literal["clause", "infinitive", "gerund"] | None = None
    negated: Literal["stated"] | None = None
    only_negated: bool = False
    example: str


class AssertionData(Knowledge):
    """assertion.yaml."""

    pending: tuple[Governor, ...]
    untrue: tuple[Governor, ...]
    refuting: tuple[str, ...]
    hearsay: tuple[str, ...]
    charges: tuple[str, ...]
    proposing: tuple[str, ...]
    wrongly: tuple[str, ...]
    guessed: tuple[str, ...]
    believing: tuple[str, ...]
    doubting: tuple[str, ...]


class Assertion:
    """Tells what is not stated, with the words that decide it."""

    def __init__(self) -> None:
        self.data = read("assertion", AssertionData)
        self._governors = {one.word: (PENDING, one) for one in self.data.pending}
        self._governors |= {one.word: (UNTRUE, one) for one in self.data.untrue}

    def unstated(self, token: Token) -> str | None:
        """Why what a word says is not stated; None where it is."""
        below = token
        for head in ancestors(token):
            if head.dep_ == "prep" and head.lower_ in COMPLETING:
                continue  # *is thinking of accepting*: the verb above is asked
            why = self._left_open(head, below)
            if why is not None or not _carries(below, token):
                return why
            below = head
        return None

    def doubted(self, token: Token) -> Token | None:
        """The word that says that somebody does not believe what the word says: *does not `believe` it is needed*."""
        below = token
        for head in ancestors(token):
            seen = below.dep_ == "dobj" and head.lemma_ == "see" and not children(below, "poss")
            if below.dep_ in ("ccomp", "xcomp") or seen:
                for word in (head, *children(head, "acomp", "oprd")):
                    own = negative_object(word) == below  # *sees no need*: the noun's own negation, and counted there
                    negated = bool((negations(word) - own) % 2)
                    if (word.lemma_ in self.data.believing and negated) or (
                        word.lower_ in self.data.doubting or word.lemma_ in self.data.doubting
                    ) > negated:
                        return word
                return None
            if below.dep_ not in ("acomp", "attr", "oprd", "aux", "auxpass", "conj"):
                return None
            below = head
        return None

    def unreal(self, token: Token) -> bool:
        """*would have accepted it*: what would have been was not."""
        auxiliaries = children(clause_head(token), "aux")
        modal = any(c.tag_ == "MD" and c.lower_ not in ("will", "’ll", "'ll") for c in auxiliaries)
        return modal and any(c.lemma_ == "have" or c.lower_ == "have" for c in auxiliaries)

    def guessed(self, token: Token) -> bool:
        """*will probably reject it*."""
        return any(c.lower_ in self.data.guessed for c in children(clause_head(token), "advmod"))

    def refutes(self, token: Token) -> bool:
        """*rejected claims that it is blocking the treaty*: is what the verb acts on only denied?"""
        heard = child(token, *OBJECTS)
        if token.lemma_ not in self.data.refuting or heard is None:
            return False
        clauses = [c for c in children(heard, "acl", "relcl") if not is_infinitive(c) and _has_subject(c)]
        return heard.lemma_ in self.data.charges or any(self._hearsay(heard, clause) for clause in clauses)

    def _left_open(self, head: Token, below: Token) -> str | None:
        """Why what hangs on a word is not stated, as this word tells."""
        if below.dep_ in OBJECTS or (below.dep_ == "nsubj" and below.pos_ == "NOUN"):
            clauses = children(below, "acl", "relcl")
            if head.lemma_ in self.data.refuting and any(self._hearsay(below, clause) for clause in clauses):
                return UNTRUE
            if below.dep_ == "nsubj":
                false = [c for c in children(head, "acomp", "attr") if self._found(c) == UNTRUE]
                return UNTRUE if false else None
            meant = below.dep_ == "dobj" and below.pos_ == "NOUN" and not _there_anyway(below)
            return self._found(head) if meant else None
        if below.dep_ not in COMPLEMENTS:
            return None
        if any(c.lower_ in self.data.wrongly for c in children(head, "advmod")):
            return UNTRUE
        near = [c for c in children(head, "acomp", "attr", "oprd") if c.i < below.i]
        near += [c for c in children(head, "advmod") if c.i + 1 == below.left_edge.i]
        return next((why for word in (head, *near) if (why := self._found(word, below))), None)

    def _found(self, word: Token, below: Token | None = None) -> str | None:
        """What the word makes of a clause or, without one, of a noun."""
        why, governor = self._governors.get(word.lemma_.lower()) or self._governors.get(word.lower_) or (None, None)
        if governor is None or (governor.form is not None and (below is None or governor.form not in _forms(below))):
            return None
        turned = bool(negations(word) % 2)
        stated = (turned and governor.negated == "stated") or (governor.only_negated and not turned)
        return None if stated else why

    def _hearsay(self, noun: Token, clause: Token) -> bool:
        """Does the clause say what somebody is said to do, and not what should be done?"""
        lemma = noun.lemma_.lower()
        if lemma not in self.data.hearsay or is_infinitive(clause):
            return False
        if lemma not in self.data.proposing:
            return True
        subject = child(clause, "nsubj", "nsubjpass")
        meant = clause.tag_ != "VB" and not any(c.lower_ in OBLIGING for c in children(clause, "aux"))
        return meant and subject is not None and subject.lower_ in PRONOUNS


def _carries(below: Token, token: Token) -> bool:
    """Is what is said of the word above said of this one too?"""
    if below.pos_ in ("NOUN", "PROPN"):
        known = _there_anyway(below) if below == token else children(below, "poss")
        return below.dep_ in (*OBJECTS, "pobj", "attr", "conj") and not known
    if below.dep_ == "conj":
        own = children(below, "nsubj", "nsubjpass") or (not is_infinitive(below) and below.tag_ not in ("VB", "VBG"))
        return not own or any(m.lower_ == "that" for m in children(below, "mark"))
    if below.dep_ == "acl" and not is_infinitive(below):
        return _has_subject(below)
    if below.dep_ == "relcl":
        return any(m.lower_ == "that" for m in children(below, "mark"))
    return below.dep_ in CARRYING


def _there_anyway(noun: Token) -> bool:
    """*is likely to repeat its demand*: a noun that is there whatever comes."""
    return bool(children(noun, "poss")) or any(d.lower_ in ("the", "this", "that") for d in children(noun, "det"))


def _has_subject(clause: Token) -> bool:
    return bool(children(clause, "nsubj", "nsubjpass", "expl", "csubj"))


def _forms(clause: Token) -> set[str]:
    """What form a clause has."""
    forms = {"infinitive"} if is_infinitive(clause) else set()
    if clause.tag_ == "VBG" and not children(clause, "aux"):
        forms.add("gerund")
    if is_verbal(clause) and (_has_subject(clause) or children(clause, "mark")):
        forms.add("clause")
    return forms
