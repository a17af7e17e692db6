"""What a word that points back stands for: *Sudmark opposed this*, *the idea*, *…, a demand Bresland rejects*.

Readings about such words become readings about what the statement before them is about. Behind a rejection *this* is
the rejection: whoever supports it is against the thing too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.comments import comments, pointing
from positions.extraction.readings import Reading
from positions.extraction.syntax import children
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTERS = frozenset({"this", "it", "that", "these", "them"})
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})


def pointing_back(found: Sequence[Reading], cutter: Cutter) -> list[Reading]:
    """Readings about *this*, *it* or *the idea* made readings about what the statement before them is about."""
    out: list[Reading] = []
    for reading in found:
        if _points_back(reading.claims):
            reading = replace(_meant(reading, out, cutter), pointed=reading.claims)
        out.append(reading)
    return out


def says_nothing(claim: Claim) -> bool:
    """Does a claim only point at what is said elsewhere: *this position*, *a move* that somebody welcomes?"""
    words = _words(claim)
    only = len(words) == 2 and words[0] in DEMONSTRATIVE and words[1] in pointing().said
    return only or comments(claim.head)


def towards(stance: Stance, *, against: bool) -> Stance:
    """What being for or against a statement of this stance makes: against a rejection is for the thing."""
    if against:
        return Stance.ACCEPT if stance is Stance.REJECT else Stance.REJECT
    return stance if stance is Stance.REJECT else Stance.ACCEPT


def _meant(reading: Reading, before: Sequence[Reading], cutter: Cutter) -> Reading:
    """The reading about what its pointing words stand for: the last statement, else a proposal named before it."""
    pointer = reading.claims[0]
    earlier = [r for r in before if r.token.i < reading.token.i and not r.pointed]
    if comments(pointer.head):
        earlier = [r for r in earlier if r.token.sent.start == pointer.head.sent.start]
    statements = [r for r in earlier if r.stance is not Stance.REJECT or not _is_thing(pointer)]
    if not earlier:
        claims = _named(pointer.head, cutter)
        return replace(reading, claims=tuple(claims)) if claims else reading
    last = (statements or earlier)[-1]
    if last.withdrawn:
        return reading  # what *a move that Sudmark welcomed* says of a demand given up, no stance holds
    if last.stance is Stance.REJECT and not _is_thing(pointer):
        return replace(
            reading, claims=last.claims, stance=towards(last.stance, against=reading.stance is Stance.REJECT)
        )
    backed = reading.stance is reading.cue.stance and reading.cue.of_proposal is not None
    stance = reading.cue.of_proposal if backed and reading.cue.of_proposal is not None else reading.stance
    return replace(reading, claims=last.claims, stance=stance)


def _named(pointer: Token, cutter: Cutter) -> Sequence[Claim]:
    """What stands before a word that points back, where no statement does: *floated a patrol, an idea …*."""
    if comments(pointer):
        named = [pointer.head] if pointer.dep_ == "appos" else children(pointer.head, "dobj", "xcomp", "ccomp")
        near = [head for head in named if head.i < pointer.left_edge.i]
        claims = cutter.cut(near[-1]) if near else []
        return [replace(claim, end=min(claim.end, pointer.left_edge.i - 1)) for claim in claims]
    for noun in reversed(pointer.doc[pointer.sent.start : pointer.i]):
        if (
            noun.lemma_.lower() in cutter.proposals
            and noun.pos_ == "NOUN"
            and noun.dep_ in ("nsubj", "nsubjpass", "dobj")
        ):
            return cutter.cut(noun)
    return ()


def _points_back(claims: Sequence[Claim]) -> bool:
    """Is the only claim a word that says nothing by itself: *this*, *that idea*, *the suggestion*?"""
    if len(claims) != 1:
        return False
    words = _words(claims[0])
    return (
        (len(words) == 1 and words[0] in POINTERS)
        or (words[0] in DEMONSTRATIVE and len(words) == 2)
        or words in (["the", "idea"], ["the", "suggestion"])
        or comments(claims[0].head)
    )


def _is_thing(pointer: Claim) -> bool:
    """Do the words mean a thing that was put forward, and not what somebody said of it: *it*, *this proposal*?"""
    words = _words(pointer)
    head = pointer.head.lemma_.lower()
    return words[0] in ("it", "them", "these") or (
        len(words) > 1 and head not in pointing().said and head != "something"
    )


def _words(claim: Claim) -> list[str]:
    return [token.lower_ for token in claim.head.doc[claim.start : claim.end]]
