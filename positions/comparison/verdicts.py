"""Two positions on one issue: do they go together?

Owns the direction of a position (stance, negation, opposites, quantities) and the verdict on a pair. It forms no issue
and settles no status: `status` does, from these verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from positions.comparison.quantities import comparable, differing
from positions.comparison.words import content_stems, is_turning, meant, opposite_words, polarity
from positions.model import Placed, Position, Side, Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ANCHOR_WORTH = {Stance.DEMAND: 0.25, Stance.OFFER: 0.15, Stance.ACCEPT: 0.05, Stance.REJECT: 0.0}
"""How much rather a demand's claim becomes the proposition, on the scale of likeness."""


_OWN = re.compile(r"\b(?:its|their|our|his|her|my)\b", re.IGNORECASE)
_PUTS_FORWARD = (Stance.DEMAND, Stance.OFFER)


class Verdict(StrEnum):
    """How two positions of an issue stand to each other."""

    COMPATIBLE = "compatible"
    OPPOSED = "opposed"
    UNCLEAR = "unclear"


def verdict(one: Placed, other: Placed) -> Verdict:
    """From what two positions say of the very same thing, else from the sides that they take on their issue."""
    if sorted(content_stems(one.position.claim)) == sorted(content_stems(other.position.claim)):
        if one.position.party != other.position.party and _each_its_own(one.position, other.position):
            return Verdict.UNCLEAR
        rejects = [placed.position.stance is Stance.REJECT for placed in (one, other)]
        return Verdict.OPPOSED if rejects[0] != rejects[1] else Verdict.COMPATIBLE
    if Side.OTHER in (one.side, other.side):
        return Verdict.UNCLEAR
    return Verdict.COMPATIBLE if one.side is other.side else Verdict.OPPOSED


def _each_its_own(one: Position, other: Position) -> bool:
    """Do two want the same words, which speak of each one's own: *recognition of its claim*?"""
    wanted = all(position.stance is Stance.DEMAND for position in (one, other))
    return wanted and all(_OWN.search(position.claim) is not None for position in (one, other))


def anchor(positions: Sequence[Position], likeness: NDArray[np.float32]) -> int:
    """The position whose claim is the issue's proposition: central, rather wanted than rejected, and said plainly."""
    central = likeness.mean(axis=1)
    worth = [
        float(central[number]) + _ANCHOR_WORTH[position.stance] - (0.2 if polarity(position.claim) < 0 else 0.0)
        for number, position in enumerate(positions)
    ]
    return max(range(len(positions)), key=lambda number: (worth[number], -number))


def sides(
    positions: Sequence[Position],
    reference: str,
    holder: str | None = None,
    alike: Sequence[float] | None = None,
    compatible: float = 0.0,
) -> list[Side]:
    """The side of each position on the proposition that the claim `reference` makes.

    A position is for it when it wants what the reference names. The stance, words that turn a claim round, opposite
    words, and an amount that nobody of `holder` (the party whose claim the reference is) asks or offers, each put it
    on the other side. `alike` says for each position how alike its claim is to the reference, -1 to 1: one that is
    less than `compatible` alike and shares no word with it is on neither side.
    """
    turned = polarity(reference)
    own = [reference, *(one.claim for one in positions if one.party == holder and one.stance in _PUTS_FORWARD)]
    out = []
    for number, position in enumerate(positions):
        if alike is not None and alike[number] < compatible and not _share_words(reference, position.claim):
            out.append(Side.OTHER)
            continue
        rejects = position.stance is Stance.REJECT
        wanted = -1 if rejects else 1
        if polarity(position.claim, rejected=rejects) != turned and _share_words(reference, position.claim):
            wanted = -wanted
        if opposed_words(reference, position.claim) is not None:
            wanted = -wanted
        if not rejects and other_amount(position.claim, own):
            wanted = -wanted
        out.append(Side.FOR if wanted > 0 else Side.AGAINST)
    return out


def _share_words(one: str, other: str) -> bool:
    """Do two claims speak of one thing in one word at least, apart from words that turn them round?"""
    return any(not is_turning(word) for word in {*content_stems(one)} & {*content_stems(other)})


def opposed_words(one: str, other: str) -> tuple[str, str] | None:
    """The words of two claims that exclude each other, if any.

    The claims must share some other word to be about one thing, and words that turn a claim round are counted there.
    """
    first, second = content_stems(meant(one)), content_stems(meant(other))
    found = opposite_words(first, second)
    if found is None or any(is_turning(word) for word in found):
        return None
    return found if set(first) & set(second) - set(found) else None


def other_amount(claim: str, known: Sequence[str]) -> bool:
    """Does the claim name an amount that can be compared with those of the known claims, and is none of them?"""
    return differing(known[0], claim) is not None and all(
        differing(one, claim) is not None or not comparable(one, claim) for one in known
    )
