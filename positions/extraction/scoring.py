"""What is kept: whether a candidate is a position, and how sure that is.

A verdict is a confidence from 0 to 1 and, for what is left out, the reason in words a person understands. Today's
scorer weighs the cue with how its holder was found; another one may take its place without touching the grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.cues import CueKind
from positions.extraction.parties import Standing
from positions.extraction.story import Kind, Passage

if TYPE_CHECKING:
    from positions.extraction.candidates import Candidate

KEEP = 0.4
"""Confidence from which a candidate is a position; chosen on the fitting corpus for the best F1."""


LIGHT_VERBS = frozenset("be do have go get keep remain continue say tell agree become make take see know think".split())
"""Verbs that say nothing without an object."""

ASSEMBLIES = frozenset(
    {"delegates", "parties", "members", "participants", "speakers", "group", "panel", "meeting", "plenary"}
)
"""Everybody in the room: what they do together is procedure more often than anybody's position."""


class Verdict(NamedTuple):
    """How sure it is, and why it is left out; `why` is None for what is kept."""

    confidence: float
    why: str | None


def score(candidate: Candidate, passage: Passage) -> Verdict:
    """Whether the candidate is kept."""
    reading = candidate.reading
    if candidate.holder.standing is Standing.BYSTANDER:
        return Verdict(0.0, f"{candidate.holder.party} is a bystander, whose opinion is nobody's position")
    if candidate.holder.standing is Standing.UNKNOWN:
        return Verdict(0.0, f"nobody could be found behind {candidate.holder.party!r}")
    length = candidate.claim.end - candidate.claim.start
    if length < 2 and candidate.claim.head.pos_ in ("PRON", "DET", "ADV"):
        return Verdict(0.0, "the claim says nothing by itself")
    doc = candidate.claim.head.doc
    confidence = reading.cue.weight
    if not any(t.pos_ in ("NOUN", "PROPN", "NUM", "SYM") for t in doc[candidate.claim.start : candidate.claim.end]):
        if candidate.claim.head.lemma_ in LIGHT_VERBS or candidate.claim.head.pos_ not in ("VERB", "ADJ"):
            return Verdict(0.0, "the claim names nothing")
        confidence -= 0.15
    if reading.cue.kind is CueKind.MODAL and reading.source is not None and reading.source.carried:
        confidence -= 0.25
    if candidate.holder.standing is Standing.GROUP and candidate.holder.party.split()[-1].lower() in ASSEMBLIES:
        confidence -= 0.35
    if passage.kind is Kind.HEADING:
        confidence -= 0.3
    confidence = max(0.0, min(1.0, confidence))
    return Verdict(confidence, None if confidence >= KEEP else f"too weak a sign ({confidence:.2f})")
