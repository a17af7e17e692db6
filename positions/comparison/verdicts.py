"""Two positions on one issue: do they go together?

Owns the direction of a position (stance, negation, opposites, quantities) and the verdict on a pair. It forms no issue
and settles no status: `status` does, from these verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from positions.comparison.quantities import differing
from positions.comparison.words import content_stems, meant, opposite_words, polarity
from positions.model import Position, Side, Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ANCHOR_WORTH = {Stance.DEMAND: 0.15, Stance.OFFER: 0.1, Stance.ACCEPT: 0.1, Stance.REJECT: 0.0}
"""How much rather a demand's claim becomes the proposition, on the scale of likeness."""


class Verdict(StrEnum):
    """How two positions of an issue stand to each other."""

    COMPATIBLE = "compatible"
    OPPOSED = "opposed"
    UNCLEAR = "unclear"


def verdict(one: Side, other: Side) -> Verdict:
    """From the sides that two positions take on their issue."""
    if Side.OTHER in (one, other):
        return Verdict.UNCLEAR
    return Verdict.COMPATIBLE if one is other else Verdict.OPPOSED


def direction(position: Position) -> int:
    """1 when the party wants what its claim names to happen, -1 when it does not."""
    wanted = -1 if position.stance is Stance.REJECT else 1
    return wanted * polarity(position.claim)


def anchor(positions: Sequence[Position], likeness: NDArray[np.float32]) -> int:
    """The position whose claim is the issue's proposition: central, rather wanted than rejected, and said plainly."""
    central = likeness.mean(axis=1)
    worth = [
        float(central[number]) + _ANCHOR_WORTH[position.stance] - (0.2 if polarity(position.claim) < 0 else 0.0)
        for number, position in enumerate(positions)
    ]
    return max(range(len(positions)), key=lambda number: (worth[number], -number))


def sides(positions: Sequence[Position], reference: str) -> list[Side]:
    """The side of each position on the proposition that the claim `reference` makes.

    A position is for it when it wants what the reference names. The stance, words that turn a claim round, opposite
    words and an amount that differs each put it on the other side.
    """
    turned = polarity(reference)
    return [
        Side.FOR if direction(position) * turned * relation(reference, position) > 0 else Side.AGAINST
        for position in positions
    ]


def relation(reference: str, position: Position) -> int:
    """-1 when the claim is about the opposite of the reference (other words, another amount), else 1."""
    return -1 if opposed_words(reference, position.claim) is not None else 1


def opposed_words(one: str, other: str) -> tuple[str, str] | None:
    """The words of two claims that exclude each other, if any."""
    return opposite_words(content_stems(meant(one)), content_stems(meant(other)))


def opposed_amounts(one: Position, other: Position) -> bool:
    """Do two parties name different amounts of the same thing, neither rejecting it?"""
    if Stance.REJECT in (one.stance, other.stance) or one.party == other.party:
        return False
    return differing(one.claim, other.claim) is not None
