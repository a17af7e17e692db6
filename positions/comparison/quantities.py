"""Numbers in claims: money, percentages, dates, durations and counts, in one unit each, so that two can be compared.

Owns which of the numbers of a claim it means, when two are comparable, and the words for the gap between them. Where
they stand `amounts` and `dates` find; what two parties can both have, `meeting` says. What is in no common unit is not
compared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from positions.comparison.amounts import ANY_NUMBER, Amount, amounts
from positions.comparison.bare import is_of
from positions.comparison.dates import Date, dates
from positions.comparison.intervals import Interval, intervals
from positions.comparison.limits import is_held_against, is_left, limit
from positions.comparison.quantity import Kind, Quantity, in_words

_RANGE = re.compile(r"\s*(?:[-–]|\bto\b)\s*", re.IGNORECASE)
_NEAR = 20
"""Characters before the lower end of a range in which *between* may stand."""
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


_BESIDE = 2
"""How many amounts before and after one it may be left for."""


class _Read(NamedTuple):
    """A quantity with where it stands."""

    start: int
    end: int
    quantity: Quantity


@functools.lru_cache(maxsize=65536)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity that a claim means, in order: in *raise the wage from $7 to $15* and *8 percent instead of 4
    percent* one."""
    return tuple(one.quantity for one in _joined(text, _meant(text, _read(text))))


def _read(text: str) -> list[_Read]:
    """Every quantity of a text, also what it is only held against."""
    often = [_Read(one.start, one.end, _interval(text, one)) for one in intervals(text)]
    if ANY_NUMBER.search(text) is None:
        return often
    whole = [_Read(one.start, one.end, _date(text, one)) for one in dates(text)]
    free = [
        _Read(one.start, one.end, _quantity(text, one))
        for one in amounts(text)
        if not any(each.start < one.end and one.start < each.end for each in whole)
    ]
    if any(one.quantity.per for one in free):  # it says what an amount is for
        often = []
    free = [one for one in free if not any(each.start < one.end and one.start < each.end for each in often)]
    return sorted((*whole, *free, *often), key=lambda one: one.start)


def _date(text: str, found: Date) -> Quantity:
    said = text[
        found.start - found.opener : found.end
    ].strip()  # a year stands with what tells whether it is a deadline
    unit = "date" if found.has_year else "day of the year"
    return Quantity(
        Kind.DATE,
        found.day,
        unit,
        None,
        said,
        limit(text, found.start, found.end, is_date=True),
        found.first,
        found.noun,
    )


def _interval(text: str, found: Interval) -> Quantity:
    around = limit(text, found.start, found.end, is_time=True)  # at least monthly: a month or less
    said = text[found.start : found.end]
    longest = around._replace(side=-around.side)
    return Quantity(Kind.INTERVAL, found.days, "days", None, said, longest, noun=found.noun, size=found.size)


def _quantity(text: str, found: Amount) -> Quantity:
    kind, said = Kind(found.kind), text[found.start : found.end].strip(" -")
    around = limit(text, found.start, found.end, is_time=kind is Kind.DURATION)
    return Quantity(
        kind, found.value, found.unit, found.per, said, around, found.low, found.noun, found.size, found.large
    )


def _meant(text: str, found: list[_Read]) -> list[_Read]:
    """Those that are not what another one is held against, or left for."""

    def is_left_for(one: _Read, other: _Read) -> bool:
        kind, unit = one.quantity.kind, one.quantity.unit
        if one is other or (kind, unit) != (other.quantity.kind, other.quantity.unit):
            return False
        return is_left(text, (one.start, one.end), (other.start, other.end), is_date=kind is Kind.DATE)

    return [
        one
        for number, one in enumerate(found)
        if not is_held_against(text, one.start)
        and not any(is_left_for(one, other) for other in found[max(0, number - _BESIDE) : number + _BESIDE + 1])
    ]


def _joined(text: str, found: list[_Read]) -> list[_Read]:
    """Two amounts that are the ends of one range (*between 8 percent and 10 percent*) as one."""
    out: list[_Read] = []
    for one in found:
        if out and (joined := _range(text, out[-1], one)) is not None:
            out[-1] = joined
        else:
            out.append(one)
    return out


def _range(text: str, one: _Read, other: _Read) -> _Read | None:
    low, high = one.quantity, other.quantity
    if (low.kind, low.unit) != (high.kind, high.unit):
        return None
    link, before = text[one.end : other.start], text[max(0, one.start - _NEAR) : one.start]
    is_between = _BETWEEN.search(before) is not None
    if not (link.strip() == "and" if is_between else low.kind is not Kind.DATE and _RANGE.fullmatch(link)):
        return None
    least = low.value * (high.large if low.large == 1.0 else 1.0)  # $5 to $7 million
    if not least < high.value:
        return None
    return _Read(one.start, other.end, high._replace(low=least, text=text[one.start : other.end]))


def without_amounts(text: str) -> str:
    """The claim without its quantities and what each is for (*a share*); what is counted stays, and a month
    without a number does."""
    for found in (one.quantity for one in _read(text)):
        if found.kind in (Kind.DATE, Kind.INTERVAL) and not re.search(r"\d", found.text):
            continue
        left = f" {found.text.split()[-1]} " if found.kind is Kind.COUNT else " "
        if found.kind is Kind.COUNT and re.search(rf"\b(?:every|each)\s+{re.escape(found.text)}", text):
            left = f" {found.unit} "  # one nurse for every four patients
        text = re.sub(rf"{re.escape(found.text)}(?:[- ](?:an?|per)[- ]\w+)?", left, text, count=1)
    return " ".join(text.split())


class Gap(NamedTuple):
    """The difference between two amounts."""

    kind: Kind
    value: float
    """Above 0, in `unit`."""
    unit: str
    words: str
    """*a gap of 4 points*."""


def distance(one: str, other: str) -> Gap | None:
    """The difference between the first comparable, unequal quantities of two claims."""
    pair = differing(one, other)
    return apart(*pair) if pair is not None else None


def apart(one: Quantity, other: Quantity) -> Gap | None:
    """The difference between two quantities, of limits of one sort that between the limits themselves; None where
    nobody can tell it or there is none: 9 percent are *at least 8 percent*."""
    held = other.in_terms_of(one)
    if held is None:
        return None
    if one.limit.side and one.limit.side == held.limit.side:
        value = abs(one.value - held.value)
    else:
        value = max(0.0, held.ends[0] - one.ends[1], one.ends[0] - held.ends[1])
        if value and one.kind is Kind.DATE and None not in (one.low, held.low):  # from year to year
            value = abs(one.value - held.value)
    if value <= ALMOST * max(abs(one.value), abs(held.value)):
        return None
    return Gap(one.kind, value, one.unit, f"a gap of {in_words(one, held, value)}")


def gap(one: str, other: str) -> str | None:
    """`distance` in words; None between an amount a month and one of which nobody says what it is for."""
    pair = differing(one, other)
    if pair is None:
        return None
    said = [
        next(it for it in quantities(text) if it.text == of.text) for text, of in zip((one, other), pair, strict=True)
    ]
    found = between(*said)
    return found.words or None if found is not None else None


def between(one: Quantity, other: Quantity) -> Gap | None:
    """The difference between the amounts of two parties, in terms of the lower one, so that it is the same both ways;
    its value is 0 where the two are equal. None where nobody can tell it."""
    held = other.in_terms_of(one)
    if held is None or (held.per is None) != (one.per is None):
        return None
    low, high = (one, other) if one.value <= held.value else (other, one)
    return apart(low, high) or Gap(low.kind, 0.0, low.unit, "")


def comparable(one: str, other: str) -> bool:
    """Do two claims name quantities of one kind and unit?"""
    return bool(pairs(one, other))


def differing(one: str, other: str) -> tuple[Quantity, Quantity] | None:
    """The first two quantities of two claims that are held against each other and unequal."""
    if one == other:
        return None
    return next((some[0] for some in alternatives(one, other) if not any(_equal(a, b) for a, b in some)), None)


def pairs(one: str, other: str) -> list[tuple[Quantity, Quantity]]:
    """Every two quantities of two claims that are held against each other, in terms of the first."""
    return [pair for some in alternatives(one, other) for pair in some]


Pairs = tuple[tuple[Quantity, Quantity], ...]


@functools.lru_cache(maxsize=16384)
def alternatives(one: str, other: str) -> tuple[Pairs, ...]:
    """The pairs of comparable quantities of two claims, in terms of the first; of those in one place it is enough that
    one pair meets.

    Where both claims name as many in a unit, the first goes with the first and so on (*4 percent in 2026 and 5 in
    2027*), and what both name in whatever order with its like; else each may go with each.
    """
    said = [_in_unit_of(text, that) for text, that in ((one, other), (other, one))]
    mine, theirs = map(_by_unit, said)
    found: list[Pairs] = []
    for unit, own in mine.items():
        its = theirs.get(unit, [])
        each = tuple((a, same) for a in own for b in its if (same := b.in_terms_of(a)) is not None)
        ordered = [
            (a, b.in_terms_of(a)) for a, b in zip(own, _of_one_day(own, its, said) or _in_order(own, its), strict=False)
        ]
        if 1 < len(own) == len(its) and all(b is not None for _, b in ordered):
            found += [((a, b),) for a, b in ordered if b is not None]
        elif each:
            found.append(each)
    return tuple(found)


def _in_unit_of(one: str, other: str) -> tuple[Quantity, ...]:
    """The quantities of a claim; a single zero in the unit that the other claim has of the same thing."""
    own, its = quantities(one), quantities(other)
    if (
        len(own) == len(its) == 1
        and own[0].kind is Kind.COUNT
        and not own[0].value
        and is_of(own[0].unit, other, its[0].text)
    ):
        return (its[0]._replace(value=0.0, text=own[0].text, limit=own[0].limit, low=None),)
    return own


def _by_unit(found: tuple[Quantity, ...]) -> dict[tuple[Kind, str], list[Quantity]]:
    """Dates are all in one."""
    out: dict[tuple[Kind, str], list[Quantity]] = {}
    for one in found:
        out.setdefault((one.kind, "" if one.kind is Kind.DATE else one.unit), []).append(one)
    return out


def _of_one_day(
    own: list[Quantity], its: list[Quantity], said: Sequence[tuple[Quantity, ...]]
) -> list[Quantity] | None:
    """Those of the other claim in the order of ours where each has its own date (*5 percent in 2031*), else None."""
    days, others = (
        [behind.value for one, behind in pairwise(all_) if one in some and behind.kind is Kind.DATE]
        for some, all_ in zip((own, its), said, strict=True)
    )
    if len(days) != len(own) or sorted(days) != sorted(others) or len({*days}) != len(days):
        return None
    return [its[others.index(day)] for day in days]


def _in_order(own: list[Quantity], its: list[Quantity]) -> list[Quantity]:
    """Those of the other claim as they stand, or as ours where they are the same ones in another order."""
    left = list(its)
    found = []
    for one in own:
        same = next((it for it in left if (held := it.in_terms_of(one)) is not None and _equal(one, held)), None)
        if same is None:
            return its
        left.remove(same)
        found.append(same)
    return found


ALMOST = 1e-9
"""The share of an amount in which two may differ and be equal."""


def _equal(one: Quantity, other: Quantity) -> bool:
    is_date = one.kind is Kind.DATE  # the last day of June is in June
    if one.limit.side * other.limit.side < 0 or (not is_date and (one.low is None) != (other.low is None)):
        return False
    ends = [(one.value, other.value), *([] if is_date else [(one.low or 0.0, other.low or 0.0)])]
    return all(abs(a - b) <= ALMOST * max(abs(a), abs(b), 1.0) for a, b in ends)
