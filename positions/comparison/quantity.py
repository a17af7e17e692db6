"""A number that a claim means, in the unit of its group, and the words for how far two of them are apart.

Owns `Quantity`, its conversion into terms of another one, and the choice of the unit a gap is told in. Which numbers a
claim has, and which of two claims belong together, `quantities` says.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from enum import StrEnum
from typing import NamedTuple

from positions.comparison import numerals
from positions.comparison.dates import ahead, without_year
from positions.comparison.limits import Limit
from positions.comparison.rates import rate
from positions.comparison.units import base_noun, units


class Kind(StrEnum):
    """What sort of thing a quantity counts."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    MEASURE = "measure"
    """Of mass, length, area, volume or power."""
    COUNT = "count"
    INTERVAL = "interval"
    """How often: the days from one time to the next."""


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
    noun: str = ""
    """The unit that the claim itself has (*mile*), in which a gap is told where both have it; of a date that names no
    day, *year*; empty for what is counted."""
    size: float = 1.0
    """What one of these is in `unit`."""
    large: float = 1.0
    """What *million* and the like multiplied it by."""

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
_LARGE = {1e6: "million", 1e9: "billion", 1e12: "trillion"}
_LITTLE = 0.5
"""A difference that is less than this in the unit of the group is told in the finer one of the claims' units."""
_MONTH = 365.25 / 12
"""The days of a month on average, of which how often is told."""
_BARE = re.compile(rf"(?:1:)?{numerals.SIMPLE}(?:[\s-]+(?:{numerals.WORD}))*", re.IGNORECASE)
_VOWEL = re.compile(r"[aeio]|hour", re.IGNORECASE)


def in_words(one: Quantity, other: Quantity, difference: float) -> str:
    """A difference between two amounts, in `unit` of both: in the claims' own unit where they have the same, and in
    their *million*; two whole years differ in years."""
    if one.kind is Kind.DATE:
        return _of_dates(one, other) or _counted(f"{difference:,.0f}", "day")
    noun, size = _own_unit(one, other, difference)
    number = _figures(difference / size)
    per = "" if one.per is None else f" {one.per}" if one.per.startswith("over ") else f" {_a(one.per)}"
    scale = min(one.large, other.large)
    if scale in _LARGE and math.isclose(round(difference / scale, 2) * scale, difference):
        number = f"{_figures(difference / scale)} {_LARGE[scale]}"
    match one.kind:
        case Kind.MONEY:
            cents = difference < 1 and one.unit in _HAS_CENTS
            currency = _counted(number, one.unit) if one.unit.islower() else f"{number} {one.unit}"
            return (_counted(f"{100 * difference:,.4g}", f"{one.unit} cent") if cents else currency) + per
        case Kind.COUNT:
            return f"{number} {_counted_noun(one, number)}".rstrip() + per
        case Kind.INTERVAL if one.noun != other.noun:
            months = difference / _MONTH
            whole = months >= 1 and math.isclose(months, round(months))
            return _counted(f"{months if whole else difference:,.0f}", "month" if whole else "day")
    if one.unit == "months" and noun == "month" and difference % 12 == 0:
        return _counted(_figures(difference / 12), "year")
    return _counted(number, noun) + per


def _own_unit(one: Quantity, other: Quantity, difference: float) -> tuple[str, float]:
    """The unit to tell a difference in, and what one of it is in `unit`."""
    if one.noun == other.noun:
        return one.noun, one.size
    if difference < _LITTLE:
        return min((one.noun, one.size), (other.noun, other.size), key=lambda own: own[1])
    return base_noun(one.unit), 1.0


def _of_dates(one: Quantity, other: Quantity) -> str:
    """*5 years* between two that name years and no days, or the same month; empty for all others."""
    if not one.noun or one.noun != other.noun:
        return ""
    days = [dt.date.fromordinal(int(it.value)) for it in (one, other)]
    if len({(day.month, day.day) for day in days}) > 1:
        return ""
    return _counted(f"{abs(days[0].year - days[1].year)}", "year")


def _figures(number: float) -> str:
    """At most two decimals, but never 0 for what is more."""
    return f"{number:,.2f}".rstrip("0").rstrip(".") if number >= 0.01 else f"{number:.2g}"


def _a(noun: str) -> str:
    return f"an {noun}" if _VOWEL.match(noun) else f"a {noun}"


def _counted_noun(counted: Quantity, number: str) -> str:
    """What is counted, as the claim has it where it says so of more than one."""
    if _BARE.fullmatch(counted.text):  # a voting age of 18
        return ""
    said = counted.text.split()[-1]
    if number != "1" and counted.value != 1 and "-" not in said and not said[0].isdigit():
        return said
    return counted.unit if number == "1" else re.sub(r"(?<=[^aeiou])y$", "ie", counted.unit) + "s"


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun}" if number == "1" else f"{number} {noun}s"
