"""What is kept: whether a candidate is a position, and how sure that is.

A verdict is a probability and, for what is left out, the reason in words a person understands. The probability is a
logistic regression over the candidate's signs; its weights are data (`weights.yaml`), fitted by fitting/ on annotated
research texts. Another scorer may take its place without touching the grammar.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from positions.extraction.candidates import Candidate
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.parties import Standing
from positions.extraction.pointing import says_nothing
from positions.extraction.signs import cue_sign, signs
from positions.extraction.story import Passage

LIGHT_VERBS = frozenset("be do have go get keep remain continue say tell agree become make take see know think".split())
"""Verbs that say nothing without an object."""


class Weights(Knowledge):
    """weights.yaml."""

    keep: float
    """Probability from which a candidate is kept (fitting/README.md)."""
    bias: float
    signs: dict[str, float]


class Verdict(NamedTuple):
    """How sure it is, and why it is left out; `why` is None for what is kept."""

    confidence: float
    why: str | None


@cache
def weights() -> Weights:
    """The fitted weights. Raises FileFaults where the data file does not fit."""
    return read("weights", Weights)


def score(candidate: Candidate, passage: Passage, crowd: int, fitted: Weights) -> Verdict:
    """Whether the candidate is kept; `crowd` candidates stand in its sentence."""
    if candidate.holder.standing is Standing.BYSTANDER:
        return Verdict(0.0, f"{candidate.holder.party} is a bystander, whose opinion is nobody's position")
    if candidate.holder.standing is Standing.UNKNOWN:
        name = candidate.holder.party
        return Verdict(0.0, f"nobody could be found behind {name!r}" if name else "nobody is said to want it")
    if _says_nothing(candidate):
        return Verdict(0.0, "the claim says nothing by itself")
    probability = _probability(candidate, passage, crowd, fitted)
    if probability < fitted.keep:
        return Verdict(probability, f"{probability:.0%} sure, and {fitted.keep:.0%} are needed")
    return Verdict(probability, None)


def _says_nothing(candidate: Candidate) -> bool:
    claim = candidate.claim
    if says_nothing(claim):
        return True
    tokens = claim.head.doc[claim.start : claim.end]
    if any(token.pos_ in ("NOUN", "PROPN", "NUM", "SYM") for token in tokens):
        return False
    return claim.head.lemma_ in LIGHT_VERBS or claim.head.pos_ not in ("VERB", "ADJ")


def _probability(candidate: Candidate, passage: Passage, crowd: int, fitted: Weights) -> float:
    """What the signs say; a cue that the fit has not seen is judged half by them, half by its author's estimate."""
    found = signs(candidate, passage, crowd)
    total = fitted.bias + sum(fitted.signs.get(name, 0.0) * strength for name, strength in found.items())
    told = 1 / (1 + math.exp(-total))
    cue = candidate.reading.cue
    return told if cue_sign(cue) in fitted.signs else (told + cue.weight) / 2
