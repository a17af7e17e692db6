"""Which readings of a passage stand inside another one, and say nothing of their own.

Owns that question alone: what the inner and the outer words say, grammar.py has read before it asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.extraction.cues import CueKind
from positions.extraction.readings import Reading, Unread
from positions.extraction.syntax import ancestors, children
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def only_frames(reading: Reading, found: Sequence[Reading]) -> bool:
    """Is it a clause about somebody else's future that only holds another cue: *said the deal will not include a
    swap*?"""
    if reading.cue.kind is not CueKind.MODAL or reading.cue.first_person or reading.cue.stance is not Stance.OFFER:
        return False
    return any(
        other is not reading and any(claim.start <= other.token.i < claim.end for claim in reading.claims)
        for other in found
    )


def nested(reading: Reading, found: Sequence[Reading]) -> bool:
    """Does it stand as somebody else's act inside what another cue reads: *demanded that Sudmark accept it*?"""
    inside = any(
        outer is not reading
        and outer.cue.kind is not CueKind.NOUN
        and (outer.content == reading.token or any(c.start <= reading.token.i < c.end for c in outer.claims))
        for outer in found
    )
    return inside and not (reading.cue.kind is CueKind.NOUN and _owned(reading.token))


def unsaid(reading: Reading, unread: Sequence[Unread]) -> bool:
    """Is it somebody else's act inside what a cue names without a stance: *has not proposed that Sudmark accept it*?"""
    if reading.cue.kind is CueKind.NOUN and _owned(reading.token):
        return False
    claims = [claim for one in unread for claim in one.claims if claim.start <= reading.token.i < claim.end]
    up_to = [reading.token, *ancestors(reading.token)]
    return any(
        claim.head in up_to and not any(t.dep_ == "relcl" for t in up_to[: up_to.index(claim.head)]) for claim in claims
    )


def _owned(noun: Token) -> bool:
    return bool(children(noun, "poss")) or any(p.lower_ in ("by", "from") for p in children(noun, "prep"))
