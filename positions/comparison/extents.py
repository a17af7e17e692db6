"""How much of a thing a party accepts: all of it, it in principle, or a part.

Owns extents.yaml and its reading. What follows from it, `status` and `changes` say.
"""

from __future__ import annotations

import functools
import re

from positions.comparison.words import Phrases
from positions.model import Extent, Model, Position
from positions.packaged import read


class Said(Model):
    """Phrases that mean one thing, and a claim or sentence with one of them."""

    said: Phrases
    example: str


class Extents(Model):
    """extents.yaml."""

    principle: Said
    partly: Said


@functools.cache
def extents() -> Extents:
    """The packaged phrases, validated. Raises pydantic's ValidationError when the package is damaged."""
    return read("positions.comparison", "extents.yaml", Extents)


def extent_of(position: Position, put_forward: str = "") -> Extent:
    """As it is entered, else as the claim's words have it.

    Words that stand in the claim that another party put forward, too, limit nothing: who accepts *part of the islands*
    where that was offered, accepts all of it.
    """
    if position.extent is not Extent.FULL:
        return position.extent
    for extent, pattern in _patterns():
        if pattern.search(position.claim) and not pattern.search(put_forward):
            return extent
    return Extent.FULL


@functools.cache
def _patterns() -> tuple[tuple[Extent, re.Pattern[str]], ...]:
    known = extents()
    return tuple(
        (extent, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, one.said))})(?!\w)", re.IGNORECASE))
        for extent, one in ((Extent.IN_PRINCIPLE, known.principle), (Extent.IN_PART, known.partly))
    )
