"""How far the positions found in texts agree with the annotated ones, and whether one way to find them beats another.

A position counts as found when its quote meets the annotated sentence and the claims share half of their words; as
held when it is given to the right party, besides; as full when the stance is right, too. What an annotator was unsure
of is neither asked for nor held against the finder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from fitting.corpus import SAME, likeness, meets
from positions.model import Extraction, Span, Stance

LEVELS = ("found", "held", "full")
COUNTS = ("asked", "given", "neutral", *LEVELS, "words", "accepts", "accepted")
"""What is counted in each text: positions asked for, given, and given but neither right nor wrong; those found, held
and full; the F1 of the words of the claims found, summed; acceptances found, and those of them read as such."""
TRIALS = 2000
SEED = 1
PRONOUNS = frozenset("he she it they we i his her its their our my who which him them us".split())
"""They name nobody, so that no party goes by them."""

Counts = NDArray[np.float64]


class Annotated(NamedTuple):
    """A position that should be found."""

    names: frozenset[str]
    """All that its party may be called."""
    stance: str
    claim: str
    around: Span
    """Its sentence."""
    sure: bool


class Stated(NamedTuple):
    """A position that was found."""

    party: str
    stance: str
    claim: str
    at: Span
    confidence: float = 1.0
    rule: str | None = None


def annotated(text: str, gold: Sequence[Mapping[str, Any]]) -> list[Annotated]:
    """The annotated positions of a text. A party goes by its name and by whatever names it in one of its sentences."""
    names: dict[str, set[str]] = defaultdict(set)
    for line in gold:
        names[line["party"]] |= {_key(line["party"])}
        if line["holder"] and line["holder"].lower() not in PRONOUNS:
            names[line["party"]].add(_key(line["holder"]))
    return [
        Annotated(
            frozenset(names[line["party"]]),
            line["stance"],
            text[slice(*line["claim_at"])],
            (line["sentence_at"][0], line["sentence_at"][1]),
            line["confidence"] == "sure",
        )
        for line in gold
    ]


def stated(extraction: Extraction) -> list[Stated]:
    """The positions of an extraction."""
    return [
        Stated(party, entry.stance.value, entry.claim, entry.at or (0, 0), entry.confidence or 0.0, entry.rule)
        for party, entries in extraction.positions.items()
        for entry in entries
    ]


def counts(gold: Sequence[Annotated], found: Sequence[Stated]) -> Counts:
    """COUNTS for one text."""
    count = dict.fromkeys(COUNTS, 0.0)
    count |= {"asked": float(sum(one.sure for one in gold)), "given": float(len(found))}
    for one, other in _pairs(gold, found):
        if not one.sure:
            count["neutral"] += 1
            continue
        held, agreed = _held(one, other), one.stance == other.stance
        count["found"] += 1
        count["held"] += held
        count["full"] += held and agreed
        count["words"] += likeness(one.claim, other.claim)
        count["accepts"] += one.stance == Stance.ACCEPT.value
        count["accepted"] += agreed and one.stance == Stance.ACCEPT.value
    return np.array([count[name] for name in COUNTS])


def hits(gold: Sequence[Annotated], found: Sequence[Stated]) -> list[tuple[Stated, bool]]:
    """What was found, each with whether an annotator has it; without what the annotator was unsure of."""
    annotators = {id(other): one.sure for one, other in _pairs(gold, found)}
    return [(other, id(other) in annotators) for other in found if annotators.get(id(other), True)]


def _pairs(gold: Sequence[Annotated], found: Sequence[Stated]) -> list[tuple[Annotated, Stated]]:
    """Which of those found is which of those annotated, each once and as well as they fit together."""
    fit = np.zeros((len(gold), len(found)))
    for row, one in enumerate(gold):
        for column, other in enumerate(found):
            if meets(other.at, one.around) and (alike := likeness(one.claim, other.claim)) >= SAME:
                held = _held(one, other)  # several parties may hold the same claim
                fit[row, column] = alike + held + 0.5 * (held and one.stance == other.stance)
    rows, columns = linear_sum_assignment(-fit)
    return [(gold[row], found[column]) for row, column in zip(rows, columns, strict=True) if fit[row, column]]


def _held(one: Annotated, other: Stated) -> bool:
    return _key(other.party) in one.names


def _key(name: str) -> str:
    """The form in which two names are compared: without case, signs, article and possessive."""
    bare = re.sub(r"^the\s+|['’]s$", "", name.strip().lower())
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def total(each: Counts, name: str) -> Any:
    """One of COUNTS, over texts that were counted together."""
    return each[..., COUNTS.index(name)]


def f1(each: Counts, level: str) -> Any:
    """F1 at a level; for an array (..., COUNTS) as many."""
    judged = total(each, "given") - total(each, "neutral")
    return 2 * total(each, level) / np.maximum(1, judged + total(each, "asked"))


def gain(before: Counts, after: Counts, level: str) -> tuple[float, float, float]:
    """By how much F1 is higher, and the borders of its 95 % interval, by a paired bootstrap over texts.

    Both are arrays (texts, COUNTS), a row a text. TRIALS samples, the same for whatever is compared.
    """
    texts = len(before)
    drawn = np.random.default_rng(SEED).multinomial(texts, np.full(texts, 1 / texts), size=TRIALS).astype(float)
    gains = f1(drawn @ after, level) - f1(drawn @ before, level)
    low, high = np.quantile(gains, (0.025, 0.975))
    return float(f1(after.sum(axis=0), level) - f1(before.sum(axis=0), level)), float(low), float(high)
