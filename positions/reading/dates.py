"""The date that an article itself writes down, and nothing less: never a day out of the running text.

What counts is a line of its own near the top (`Monday, 4 May 2031`, `Published: 4 May 2031`), or a dateline before the
first sentence (`PORT OST, 4 May 2031 (Courier) –`). The month is written out or the year comes first: `04/05/2031` is
two days, so it is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from positions.folding import folded

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(
    f"{name}|{name[:3]}\\.?|sept\\.?" if name == "september" else f"{name}|{name[:3]}\\.?" for name in _MONTHS
)
_NTH = "(?:st|nd|rd|th)?"
_DAY = rf"(?:(?P<d1>\d{{1,2}}){_NTH}\s+(?:of\s+)?(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}}){_NTH}),?"
_DATE = rf"(?:{_DAY}\s+(?P<y1>\d{{4}})|(?P<y2>\d{{4}})-(?P<m3>\d\d)-(?P<d3>\d\d))"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+\(?[A-Z]{2,5}\)?)?)?"
_LINE = re.compile(
    rf"(?:(?:published|date|dated|posted|issued)(?:\s+on)?\s*:?\s+)?{_WEEKDAY}{_DATE}{_TIME}\.?", re.IGNORECASE
)
_REST = rf"(?:,\s+[\w.' ]{{2,30}})?,\s+{_WEEKDAY}{_DATE}\s*(?:\([^)]{{2,40}}\)\s*)?"
_DATELINE = re.compile(rf"(?-i:[A-Z][A-Z.' -]+){_REST}(?:[-–—]|:)", re.IGNORECASE)
_SMALL_DATELINE = re.compile(
    rf"(?!(?:in|on|at|by|the|from|since|after|before|until|today)\b)(?-i:[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,2}}){_REST}"
    r"[-–—]\s*(?-i:[A-Z“\"'])",
    re.IGNORECASE,
)
"""A place in small letters is one only before a dash with which the text begins: *Port Ost, 4 May 2031 – It said*."""
_WRITTEN = re.compile(rf"\b{_DATE}\b", re.IGNORECASE)
_HEAD = 12
"""Lines with words in them that can be the top of an article."""


def date_in_text(text: str) -> dt.date | None:
    """The date at the top of a text; None where there is none, or more than one."""
    head = [line.strip() for line in text[:20_000].splitlines() if line.strip()][:_HEAD]
    found = {day for line in head if len(line) < 2000 for day in _days(line)}
    return found.pop() if len(found) == 1 else None


def without_date(text: str) -> str:
    """A text from its first line on that is no mere date: *Published: 4 May 2031* is no title."""
    lines = text.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.strip() and not _LINE.fullmatch(line.strip())), 0)
    return "".join(lines[start:])


def day_in(stamp: str) -> dt.date | None:
    """The one day in a few words that are a date: *Mon, 19 Aug 2024 10:00 GMT*."""
    found = {day for match in _WRITTEN.finditer(stamp) for day in _day(match)}
    return found.pop() if len(found) == 1 else None


def _days(line: str) -> Iterable[dt.date]:
    match = _LINE.fullmatch(line) or _DATELINE.match(line) or _SMALL_DATELINE.match(line)
    return () if match is None else _day(match)


def _day(match: re.Match[str]) -> Iterable[dt.date]:
    """The day of a match of `_DATE`; none where there is no such day."""
    year = int(match["y1"] or match["y2"])
    named = match["m1"] or match["m2"]
    month = int(match["m3"]) if named is None else [name[:3] for name in _MONTHS].index(folded(named[:3])) + 1
    try:
        yield dt.date(year, month, int(match["d1"] or match["d2"] or match["d3"]))
    except ValueError:
        return
