"""Whether the amounts that two claims name can both be had: *at least 8 percent* and 9, *no more than 60* and 50.

Owns the reading of a limit as all that it allows, and of a refused one as all that it forbids. How far amounts are
apart `quantities` says, what a pair of positions comes to `pairs` and `verdicts`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from positions.comparison.quantities import ALMOST, alternatives, apart, differing, pairs, quantities
from positions.comparison.quantity import TIMES, Kind, Quantity

_MONTH = (28, 31)
"""Days that a month may have."""


class _Span(NamedTuple):
    """All amounts from one to another; those that are only come near to are `beyond`."""

    low: float
    high: float
    beyond: bool


def same_amounts(one: str, other: str) -> bool:
    """Do two claims name the very same amounts, in the same units and for the same, or none both of them?"""
    named = [
        sorted((it.kind, it.unit, it.per or "", it.value, it.limit) for it in quantities(text)) for text in (one, other)
    ]
    return named[0] == named[1] and differing(one, other) is None


def incomparable(one: str, other: str) -> bool:
    """Do both name amounts, and of no two can anybody say which is more (*5 dollars*, *5 percent*)?"""
    some = quantities(one) and quantities(other)
    return bool(some) and not pairs(one, other) and not any(days and months for days, months in _calendar(one, other))


def given_what_is_asked(asked: str, given: str) -> bool | None:
    """Does the amount that one gives satisfy whoever asks for the other? None where no limit is met.

    Whoever gives *at least* 4 is sure to give 4, and whoever gives *by June* may take all the time until then; of *up
    to 60*, whoever takes them says how many.
    """
    met = [any(_overlap(_span(a), _given(b, a)) for a, b in some) for some in alternatives(asked, given)]
    if not all(met) or _never_equal(asked, given):
        return False
    return True if any(_is_wide(a) or _is_wide(b) for a, b in pairs(asked, given)) else None


def both_can_have(one: str, other: str) -> bool:
    """Does the amount of each satisfy whoever asks for the other's, by a limit that one of them sets? Two limits that
    only touch leave no choice."""
    held = pairs(one, other)
    if any(a.limit.side * b.limit.side < 0 and a.value == b.value for a, b in held) or _never_equal(one, other):
        return False
    met = [
        any(_overlap(_span(a), _given(b, a)) and _overlap(_span(b), _given(a, b)) for a, b in some)
        for some in alternatives(one, other)
    ]
    return all(met) and any(_is_wide(a) or _is_wide(b) for a, b in held)


def clash(one: str, other: str) -> bool:
    """Do both name amounts in one unit, and those that are held against each other cannot be had together?"""

    def together(a: Quantity, b: Quantity) -> bool:
        return apart(a, b) is None and _overlap(_span(a), _span(b))

    held = alternatives(one, other)
    return not all(any(together(a, b) for a, b in some) for some in held) or _never_equal(one, other)


def is_refused(refused: str, other: str) -> bool | None:
    """Is the amount of a claim among those that a refused limit has (*less than 8 percent*)? None where no limit is
    refused, or a part of them is."""
    limits = [(a, b) for a, b in pairs(refused, other) if a.limit.side]
    spans = [(_span(a), _given(b, a) if b.kind in TIMES else _span(b)) for a, b in limits]
    if not spans:
        return None
    if any(a.low <= b.low and b.high <= a.high and _overlap(a, b) for a, b in spans):
        return True
    return None if any(_overlap(a, b) for a, b in spans) else False


def _is_wide(amount: Quantity) -> bool:
    return amount.limit.side != 0 or (amount.low is not None and amount.kind is not Kind.DATE)


def _span(amount: Quantity) -> _Span:
    return _Span(*amount.ends, amount.limit.beyond)


def _given(amount: Quantity, asked: Quantity) -> _Span:
    exact = amount.limit.side > 0 or amount.kind in TIMES or amount.limit.side == asked.limit.side
    low, high = amount.value if amount.low is None else amount.low, amount.value
    return _Span(low, high, beyond=False) if exact else _span(amount)


def _overlap(one: _Span, other: _Span) -> bool:
    low, high = max(one.low, other.low), min(one.high, other.high)
    near = ALMOST * max(abs(low), abs(high), 1.0)
    if math.isinf(low) or math.isinf(high) or abs(high - low) > near:
        return low < high
    return not any(it.beyond and near >= min(abs(it.low - low), abs(it.high - high)) for it in (one, other))


def _never_equal(one: str, other: str) -> bool:
    """Can a time in days not be one in months, however long those are: *60 days*, *six months*? What has a time in one
    unit with the other is compared by that."""
    held = _calendar(one, other)
    return (
        bool(held)
        and not any(a.kind is Kind.DURATION for a, _ in pairs(one, other))
        and not any(_MONTH[0] * months.value <= days.value <= _MONTH[1] * months.value for days, months in held)
    )


def _calendar(one: str, other: str) -> list[tuple[Quantity, Quantity]]:
    """Every time in days with every one in months of the other claim."""
    found = [[it for it in quantities(text) if it.kind is Kind.DURATION] for text in (one, other)]
    return [(a, b) if a.unit == "days" else (b, a) for a in found[0] for b in found[1] if a.unit != b.unit]
