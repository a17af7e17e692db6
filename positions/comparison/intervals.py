"""How often something is to happen, as the time from one to the next: *annual inspections*, *every two years*.

Owns the forms in which claims say it. What an amount is for (*$5 a month*) `rates` reads; which of two is more often,
`quantities` compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from positions.comparison import numerals
from positions.folding import folded

_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 365.25 / 12, "quarter": 365.25 / 4,
         "year": 365.25, "decade": 3652.5}  # fmt: skip
"""How long a time is on average: who wants something monthly means no number of days."""
_ADJECTIVES = {
    "hourly": (1, "hour"), "daily": (1, "day"), "weekly": (1, "week"), "fortnightly": (2, "week"),
    "monthly": (1, "month"), "quarterly": (3, "month"), "half-yearly": (6, "month"), "semi-annual": (6, "month"),
    "annual": (1, "year"), "annually": (1, "year"), "yearly": (1, "year"), "biennial": (2, "year"),
}  # fmt: skip
_TIMES = {"once": 1.0, "twice": 2.0}
_UNITS = "|".join(_DAYS)
_INTERVAL = re.compile(
    rf"(?<![\w-])(?P<adjective>{'|'.join(_ADJECTIVES)})\b(?!-)(?!\s+(?:life|lives|bread|routine|newspapers?|leave|holidays?)\b)"
    rf"|\b(?:every|each)\s+(?:(?P<other>other|second)\s+|(?P<number>{numerals.SIMPLE})[\s-]+)?(?P<unit>{_UNITS})s?\b"
    rf"|\b(?P<times>once|twice|(?P<count>{numerals.SIMPLE})\s+times)\s+(?:an?|per|each|every)\s+(?P<within>{_UNITS})\b",
    re.IGNORECASE,
)


class Interval(NamedTuple):
    """A frequency in a text."""

    start: int
    end: int
    days: float
    """From one to the next, on average."""
    noun: str
    """The time in which it is said: *year*."""
    size: float
    """How many days one of these has."""


def intervals(text: str) -> Iterator[Interval]:
    """Every frequency of a text, in order; none that is a part of a name (*the Daily Herald*)."""
    for found in _INTERVAL.finditer(text):
        if found["adjective"]:
            if found.start() and found.group()[0].isupper():
                continue
            many, noun = _ADJECTIVES[folded(found["adjective"])]
            number, times = float(many), 1.0
        elif found["unit"]:
            noun, times = folded(found["unit"]), 1.0
            number = 2.0 if found["other"] else numerals.value(found["number"] or "1") or 1.0
        else:
            noun, number = folded(found["within"]), 1.0
            times = _TIMES.get(folded(found["times"])) or numerals.value(found["count"] or "") or 1.0
        size = _DAYS[noun]
        yield Interval(found.start(), found.end(), number * size / times, noun, size)
