"""Dates as claims name them: a day, a month or a year, of which the last day counts.

Owns the forms (*25 March*, *March 25, 2031*, *2031-03-25*, *by mid-2033*, *by June*) and the day that each stands for.
What the date is of, `quantities` says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from positions.folding import folded

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
_ONE_YEAR = 214
"""Days between two days without a year up to which they are taken to be of one year."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
"""As these are spelled where nothing but a word before them says that they are months: nobody is to *march* there."""
_NO_DATE = r"levels?|base\w*|borders?|lines?|prices?|figures?|targets?|agreements?|treat(?:y|ies)|accords?|terms"
"""What a year before it is of, so that it is no date: *from 1990 levels*."""
_FIRST = r"from|starting(?:\s+in)?|beginning\s+in|as\s+of|(?:not\s+)?before|(?:(?:no|not)\s+)?(?:earlier|sooner)\s+than"
"""Before a month or a year, these mean its first day."""
_LAST = (
    r"by|until(?:\s+at\s+least)?|in|to|till|(?:not\s+)?(?:until|after|beyond)|during|through"
    r"|(?:(?:no|not)\s+)?later\s+than"
)
_DAYS_OF = {
    "start of": ((1, 1), 1), "beginning of": ((1, 1), 1),
    "early": ((4, 30), 10), "first half of": ((6, 30), 15), "mid": ((6, 30), 15), "middle of": ((6, 30), 15),
    "late": ((12, 31), 31), "second half of": ((12, 31), 31), "end of": ((12, 31), 31), "end": ((12, 31), 31),
}  # fmt: skip
"""The day that a part of a year (month and day) and of a month ends on; its start is its first day."""
_PARTS = "|".join(part.replace(" ", r"\s+") for part in _DAYS_OF)
_PART = rf"(?:the\s+)?(?:(?:year[\s-]+)?(?P<part>{_PARTS})[\s-]+)?(?:the\s+)?(?:(?:year|next|this|coming)\s+)?"
_DATE = re.compile(
    rf"\b(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MONTH})\b\.?(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|\b(?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y3>\d{{4}}))?"
    rf"|\b(?:(?P<opener>(?P<first>{_FIRST})|{_LAST})\s+)?(?P<named>{_PART}"
    rf"(?:(?P<m4>{_MONTH})\b\.?,?\s+(?:of\s+)?(?P<y4>\d{{4}})\b"
    rf"|(?(opener)(?:(?-i:(?P<m5>{MONTH_NAMES}))\b(?!\.?\s+\d|['’]s)|(?P<y5>(?:19|20)\d\d)\b(?![\s-]+(?:{_NO_DATE})\b))|(?!))))",
    re.IGNORECASE,
)

_OPENING = re.compile(rf"(?:{_FIRST}|{_LAST})\s+", re.IGNORECASE)


class Date(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    day: float
    """Its ordinal; without a year, that in a leap year."""
    has_year: bool
    first: float | None = None
    """Of a month or a year as a whole (*in 2033*), its first day."""
    opener: int = 0
    """Characters before it that tell whether it is a deadline: *by* 2033."""
    noun: str = ""
    """*year* or *month* where no day is named, of a year."""


def dates(text: str) -> Iterator[Date]:
    """Every date of a text, in order; what is none in the calendar is left out."""
    end = 0
    for found in _DATE.finditer(text):
        part = {key.rstrip("2345"): value for key, value in found.groupdict().items() if value}
        if folded(part.get("opener", "")) == "to" and (not end or text[end : found.start()].strip()):
            continue  # only from one year to another
        try:
            date = _period(found, part) if "named" in part else _day(found, part)
        except (ValueError, calendar.IllegalMonthError):
            continue
        end = date.end
        yield date


def _day(found: re.Match[str], part: dict[str, str]) -> Date:
    name, year = part["m"], int(part.get("y", _LEAP_YEAR))
    day = dt.date(year, int(name) if name.isdigit() else MONTHS[folded(name)], int(part["d"]))
    return Date(found.start(), found.end(), float(day.toordinal()), "y" in part)


def _period(found: re.Match[str], part: dict[str, str]) -> Date:
    """A month or a year, or a part of it, by the day that its opener means."""
    year, month = int(part.get("y", _LEAP_YEAR)), MONTHS[folded(part["m"])] if "m" in part else None
    ends = dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    starts = dt.date(year, month or 1, 1)
    if "part" in part:
        of_year, of_month = _DAYS_OF[" ".join(folded(part["part"]).split())]
        day = dt.date(year, *of_year) if month is None else ends.replace(day=min(of_month, ends.day))
    else:
        day = starts if "first" in part else ends
    whole = "part" not in part and folded(part.get("opener", "in")) in ("in", "during")
    first = float(starts.toordinal()) if whole else None
    start = found.start("named")
    noun = "" if "y" not in part else "year" if month is None else "month"
    return Date(start, found.end(), float(day.toordinal()), "y" in part, first, start - found.start(), noun)


def opening(said: str) -> str:
    """The words at the start of a date that tell whether it is a deadline, with the blank behind them; empty without
    such."""
    found = _OPENING.match(said)
    return found.group() if found else ""


def without_year(day: float) -> float:
    """The same day of the year in which days without a year are counted."""
    return float(dt.date.fromordinal(int(day)).replace(year=_LEAP_YEAR).toordinal())


def ahead(one: float, other: float) -> float:
    """How many days after one day of a year the other one is: within seven months in one year (*by June*, *by
    December*), else the shorter way round (*by December*, *by January*)."""
    found = other - one
    return found if abs(found) <= _ONE_YEAR else found - math.copysign(DAYS, found)
