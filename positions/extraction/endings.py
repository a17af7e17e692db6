"""What a party gives up: *dropped its demand for a seat*, *no longer insists on one*, *stopped insisting on one*.

Owns the question whether a cue is ended by the words around it: by a cue with `withdrawn` that governs it, or by *no
longer*. Such words end what the cue says, with its own stance and claim; they say nothing else. What is only asked
for, offered, feared or denied (*urged Sudmark to drop its demand*, *has not dropped it*) is not given up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.cues import Cue, CueKind, Lexicon
from positions.extraction.syntax import agent_of, child, children, is_infinitive, is_passive, negations
from positions.extraction.syntax import subjects as subjects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OPEN = frozenset("would could might may should must can shall ought".split())
"""Under these nothing has come about."""
DONE = frozenset("decide choose opt force compel oblige have begin start move proceed".split())
"""What is said to be so under these has come about, or is about to: *was forced to drop*."""
UNDONE = frozenset({"without", "instead", "before", "than", "by", "against", "for"})
"""A gerund behind these is no report: *without dropping its demand*."""


class Ending(NamedTuple):
    """What ends a cue, and who ends it."""

    cue: Cue
    verb: Token
    holders: tuple[Token, ...]
    """Empty where the one who held it is not named beside the ending: *its demand was dropped*."""


class Endings:
    """Finds what ends a cue."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, cue: Cue, token: Token) -> Ending | None:
        """What ends the cue that this token carries; None where nothing does."""
        if cue.withdrawn or cue.kind not in (CueKind.NOUN, CueKind.VERB):
            return None
        first = token
        while first.dep_ == "conj" and first.head.pos_ == token.pos_:
            first = first.head  # *dropped its demand for a seat and its objection to the levy*
        verb = _governor(first)
        if verb is None or not came_about(verb):
            return None
        for ending in self._lexicon.at(verb):
            if ending.withdrawn and _fills(ending, verb, first):
                held = _who(verb, token)
                return None if held is None else Ending(ending, verb, held)
        return None


def no_longer(token: Token) -> bool:
    """*no longer insists*, *is no longer opposed*, *does not insist any longer*."""
    head = token.head
    verbs = (
        [token, head] if token.dep_ in ("acomp", "attr", "oprd", "prep", "xcomp") and head.lemma_ == "be" else [token]
    )
    adverbs = [c for verb in verbs for c in verb.children if c.lower_ in ("longer", "more", "anymore")]
    for adverb in adverbs:
        before = adverb.doc[adverb.i - 1].lower_ if adverb.i else ""
        if adverb.lower_ == "longer" and before == "no":
            return True
        if (adverb.lower_ == "anymore" or before == "any") and any(children(verb, "neg") for verb in verbs):
            return True
    return False


def _governor(token: Token) -> Token | None:
    """The verb that a noun or gerund is the object of, directly or behind a preposition."""
    head = token.head
    if token.tag_ == "VBG":
        return head if token.dep_ in ("xcomp", "dobj", "ccomp", "pcomp", "advcl") and token.i > head.i else None
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    if token.dep_ == "pobj":
        while head.dep_ in ("prep", "prt", "advmod") and head.head != head:
            head = head.head
        return head if head.pos_ == "VERB" else None
    return head if token.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB" else None


def _fills(ending: Cue, verb: Token, content: Token) -> bool:
    """Does this content stand where the ending has its own?"""
    if content.tag_ == "VBG":
        return "ing" in ending.content
    if content.dep_ == "pobj":
        return content.head.lower_ in ending.content
    return "object" in ending.content and (content.dep_ == "dobj" or is_passive(verb))


def came_about(verb: Token) -> bool:
    """Is it said to have been done: not denied, not only possible, wanted or feared?"""
    if negations(verb) or any(c.lower_ in OPEN for c in children(verb, "aux")):
        return False
    if verb.dep_ == "conj" and not children(verb, "nsubj", "nsubjpass"):
        first = verb.head
        return came_about(first) if is_infinitive(first) or children(first, "aux") else not negations(first)
    if is_infinitive(verb):
        above = verb.head
        return verb.dep_ in ("xcomp", "ccomp") and above.lemma_ in DONE and came_about(above)
    if verb.tag_ == "VBG":
        if children(verb, "aux", "nsubj"):
            return True  # *is dropping its demand*
        return verb.dep_ == "advcl" or (verb.dep_ == "pcomp" and verb.head.lower_ not in UNDONE)
    return True


def is_own(verb: Token, noun: Token) -> bool:
    """May a noun be the own of whoever acts: not *dropped Sudmark's demand from the draft*?"""
    owner = child(noun, "poss")
    held = subjects_of(verb)
    return owner is None or owner.pos_ != "PROPN" or not held or held[0].lemma_ == owner.lemma_ or held[0] == noun


def _who(verb: Token, noun: Token) -> tuple[Token, ...] | None:
    """Who gives it up: whoever acts, where it is theirs; None where it is somebody else's."""
    if is_passive(verb) and not children(verb, "nsubj"):
        agent = agent_of(verb)
        return () if agent is None else (agent,)
    return tuple(subjects_of(verb)) if is_own(verb, noun) else None
