"""What is to be free of charge, and what is to be paid for: *free parking*, *parking fees*.

Owns the two as one question, whichever words ask it; the words themselves stand in the lexicon. What they come to
between two parties, `pairs` says.
"""

from __future__ import annotations

from typing import NamedTuple

from positions.comparison.words import construction, shows


class Charge(NamedTuple):
    """What a claim wants of a charge."""

    paid: int = 0
    """1 where there is to be one, -1 where there is to be none, 0 where it says nothing of it, or both."""
    free: bool = False
    """Does it say so of something that is free?"""


NO_CHARGE = Charge()


def charge(text: str, turned: int) -> Charge:
    """What the claim says of a charge; `turned` is -1 where its words turn it round (*no fees*)."""
    rest = construction("free").sub(" ", text)
    free, paid = rest != text, shows("charged", rest)
    return NO_CHARGE if free is paid else Charge(-turned if free else turned, free)
