"""Dates as claims name them: a day, a month or a year, of which the last day counts.

Owns the forms (*25 March*, *March 25, 2031*, *2031-03-25*, *by 2033*) and the day that each stands for. What the date
is of, `quantities` says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip
"""Every name of a month, and which one it is."""
DAYS = 366
"""Of the year in which days without a year are counted."""

_LEAP_YEAR = 2000
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NO_DATE = r"levels?|base\w*|borders?|lines?|prices?|figures?|targets?|agreements?|treat(?:y|ies)|accords?|terms"
"""What a year before it is of, so that it is no date: *from 1990 levels*."""
_DATE = re.compile(
    rf"\b(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MONTH})\b\.?(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|\b(?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y3>\d{{4}}))?"
    rf"|\b(?P<m4>{_MONTH})\b\.?\s+(?P<y4>\d{{4}})\b"
    rf"|\b(?:by|until|before|from|in|till)\s+(?:the\s+end\s+of\s+)?(?P<y5>(?:19|20)\d\d)\b(?![\s-]+(?:{_NO_DATE})\b)",
    re.IGNORECASE,
)


class Date(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    day: float
    """Its ordinal; without a year, that in a leap year."""
    has_year: bool


def dates(text: str) -> Iterator[Date]:
    """Every date of a text, in order; what is none in the calendar is left out."""
    for found in _DATE.finditer(text):
        part = {key.rstrip("2345"): value for key, value in found.groupdict().items() if value}
        name = part.get("m", "12")
        year, month = int(part.get("y", _LEAP_YEAR)), int(name) if name.isdigit() else MONTHS[name.casefold()]
        try:
            day = int(part["d"]) if "d" in part else calendar.monthrange(year, month)[1]
            yield Date(found.start(), found.end(), float(dt.date(year, month, day).toordinal()), "y" in part)
        except (ValueError, calendar.IllegalMonthError):
            continue


def without_year(day: float) -> float:
    """The same day of the year in which days without a year are counted."""
    return float(dt.date.fromordinal(int(day)).replace(year=_LEAP_YEAR).toordinal())


def ahead(one: float, other: float) -> float:
    """How many days after one day of a year the other one is, the shorter way round the year: -183 to 183."""
    return (other - one + DAYS / 2) % DAYS - DAYS / 2
