"""Numbers in claims: money, percentages, dates, durations and counts, in one unit each, so that two can be compared.

Owns which of the numbers of a claim it means, when two are comparable, and the words for the gap between them. Where
they stand `amounts` and `dates` find; what two parties can both have, `meeting` says. What is in no common unit is not
compared.
"""

from __future__ import annotations

import functools
import math
import re
from enum import StrEnum
from typing import NamedTuple

from positions.comparison.amounts import ANY_NUMBER, Amount, amounts
from positions.comparison.dates import Date, ahead, dates, without_year
from positions.comparison.limits import Limit, is_held_against, is_left, limit
from positions.comparison.rates import rate
from positions.comparison.units import units


class Kind(StrEnum):
    """What sort of thing a quantity counts."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    MEASURE = "measure"
    """Of mass, length, area, volume or power."""
    COUNT = "count"


TIMES = (Kind.DATE, Kind.DURATION)


class Quantity(NamedTuple):
    """A number in a claim."""

    kind: Kind
    value: float
    """In `unit`, of a range the upper end; a date as its ordinal day, without a year in a leap year."""
    unit: str
    """*USD*, *percent*, *days*, *tonne*; for a date *date* or *day of the year*."""
    per: str | None
    """*share* in *35 dlrs a share*, *day* in *200 trucks a day*, *36 months* in *5 percent over three years*."""
    text: str
    """As it stands in the claim."""
    limit: Limit = Limit()
    low: float | None = None
    """The lower end of a range (*8 to 10 percent*); of a month or a year (*in 2033*), its first day."""

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest amount that it stands for."""
        low = self.value if self.low is None else self.low
        return (-math.inf if self.limit.side < 0 else low, math.inf if self.limit.side > 0 else self.value)

    def in_terms_of(self, other: Quantity) -> Quantity | None:
        """The same amount so that its difference from the other one is a meaningful number; None where there is none.

        A day without a year is the one next to the other; an amount a week becomes one a day.
        """
        if self.kind is not other.kind:
            return None
        if self.kind is Kind.DATE:
            return self._next_to(other)
        factor = 1.0 if self.per is None or other.per is None else rate(self.per, other.per)
        if self.unit != other.unit or factor is None:
            return None
        if factor == 1.0:
            return self
        low = None if self.low is None else self.low * factor
        return self._replace(value=self.value * factor, low=low, per=other.per)

    def _next_to(self, other: Quantity) -> Quantity:
        if self.unit == other.unit == "date":
            return self
        days = [one.value if one.unit != "date" else without_year(one.value) for one in (other, self)]
        value = other.value + ahead(*days)
        low = None if self.low is None else value - (self.value - self.low)
        return self._replace(value=value, low=low, unit=other.unit)


_HAS_CENTS = frozenset(currency for currency, members in units().money.items() if f"{currency}/100" in members)


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
    large: float = 1.0
    """What *million* and the like multiplied it by."""


@functools.lru_cache(maxsize=65536)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity that a claim means, in order: in *raise the wage from $7 to $15* and *8 percent instead of 4
    percent* one."""
    return tuple(one.quantity for one in _joined(text, _meant(text, _read(text))))


def _read(text: str) -> list[_Read]:
    """Every quantity of a text, also what it is only held against."""
    if ANY_NUMBER.search(text) is None:
        return []
    whole = [_Read(one.start, one.end, _date(text, one)) for one in dates(text)]
    free = [
        _Read(one.start, one.end, _quantity(text, one), one.large)
        for one in amounts(text)
        if not any(each.start < one.end and one.start < each.end for each in whole)
    ]
    return sorted((*whole, *free), key=lambda one: one.start)


def _date(text: str, found: Date) -> Quantity:
    said = text[
        found.start - found.opener : found.end
    ].strip()  # a year stands with what tells whether it is a deadline
    unit = "date" if found.has_year else "day of the year"
    return Quantity(
        Kind.DATE, found.day, unit, None, said, limit(text, found.start, found.end, is_date=True), found.first
    )


def _quantity(text: str, found: Amount) -> Quantity:
    kind, said = Kind(found.kind), text[found.start : found.end].strip(" -")
    around = limit(text, found.start, found.end, is_time=kind is Kind.DURATION)
    return Quantity(kind, found.value, found.unit, found.per, said, around, found.low)


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
    least = low.value * (other.large if one.large == 1.0 else 1.0)  # $5 to $7 million
    if not least < high.value:
        return None
    return _Read(one.start, other.end, high._replace(low=least, text=text[one.start : other.end]), other.large)


def without_amounts(text: str) -> str:
    """The claim without its quantities and what each is for (*a share*); what is counted stays, and a month
    without a number does."""
    for found in (one.quantity for one in _read(text)):
        if found.kind is Kind.DATE and not re.search(r"\d", found.text):
            continue
        left = f" {found.text.split()[-1]} " if found.kind is Kind.COUNT else " "
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
    return Gap(one.kind, value, one.unit, f"a gap of {_in_words(one, value)}")


def gap(one: str, other: str) -> str | None:
    """`distance` in words."""
    found = distance(one, other)
    return found.words if found is not None else None


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
    mine, theirs = (_by_unit(quantities(text)) for text in (one, other))
    found: list[Pairs] = []
    for unit, own in mine.items():
        its = theirs.get(unit, [])
        each = tuple((a, same) for a in own for b in its if (same := b.in_terms_of(a)) is not None)
        ordered = [(a, b.in_terms_of(a)) for a, b in zip(own, _in_order(own, its), strict=False)]
        if 1 < len(own) == len(its) and all(b is not None for _, b in ordered):
            found += [((a, b),) for a, b in ordered if b is not None]
        elif each:
            found.append(each)
    return tuple(found)


def _by_unit(found: tuple[Quantity, ...]) -> dict[tuple[Kind, str], list[Quantity]]:
    """Dates are all in one."""
    out: dict[tuple[Kind, str], list[Quantity]] = {}
    for one in found:
        out.setdefault((one.kind, "" if one.kind is Kind.DATE else one.unit), []).append(one)
    return out


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


def _in_words(like: Quantity, difference: float) -> str:
    number = f"{difference:,.2f}".rstrip("0").rstrip(".")
    per = "" if like.per is None else f" {like.per}" if like.per.startswith("over ") else f" a {like.per}"
    match like.kind:
        case Kind.PERCENT:
            return _counted(number, "point") + per
        case Kind.MONEY:
            cents = difference < 1 and like.unit in _HAS_CENTS
            return f"{100 * difference:,.4g} {like.unit} cents{per}" if cents else f"{number} {like.unit}{per}"
        case Kind.DATE:
            return _counted(f"{difference:,.0f}", "day")
        case Kind.DURATION:
            if like.unit == "months" and difference % 12 == 0:
                return _counted(f"{difference / 12:,.0f}", "year")
            return _counted(number, like.unit.removesuffix("s"))
        case Kind.MEASURE:
            return _counted(number, like.unit.replace("_", " ")) + per
        case Kind.COUNT:
            return f"{number} {_noun(like, number)}{per}"


def _noun(counted: Quantity, number: str) -> str:
    """What is counted, as the claim has it where it says so of more than one."""
    said = counted.text.split()[-1]
    if number != "1" and counted.value != 1 and "-" not in said:
        return said
    return counted.unit if number == "1" else re.sub(r"(?<=[^aeiou])y$", "ie", counted.unit) + "s"


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun}" if number == "1" else f"{number} {noun}s"
