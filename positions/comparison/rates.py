"""What an amount is for: a share, a head, a day, or *over three years*; and what an amount a week is a day.

Owns the reading of the words around an amount (*$5 a month*, *a monthly fee of $5*) and the times that are converted.
An amount an hour is none a year: that depends on the hours.
"""

from __future__ import annotations

import re

from positions.comparison import numerals
from positions.comparison.units import find
from positions.comparison.words import stem
from positions.folding import folded

_EVERY = {
    "days": {"day": 1.0, "week": 7.0, "fortnight": 14.0, "year": 365.0},
    "months": {"month": 1.0, "quarter": 3.0, "year": 12.0},
}
"""The times that an amount may be for, in two units."""
_SAYS = {
    "annum": "year", "annually": "year", "annual": "year", "yearly": "year", "quarterly": "quarter",
    "monthly": "month", "fortnightly": "fortnight", "weekly": "week", "daily": "day", "hourly": "hour",
}  # fmt: skip
_SHORT = {"h": "hour"}
_IN_ONE_WORD = {"kph": "hour", "mph": "hour", "bpd": "day"}
_BEFORE = re.compile(
    rf"\b(?P<said>{'|'.join(_SAYS)})\s+(?:(?!(?:and|or|but|with|for|by|from|until|in|on)\b)[\w’'-]+\s+){{1,4}}?"
    r"(?P<link>of|at|to|worth|be|is|totall?ing)\s+(?:(?:an?|about|at|least|most|up|to|no|more|less|than|only|around)\s+)*$",
    re.IGNORECASE,
)
"""Before an amount: *an annual rent of* 14,400 euros."""
_FAR = 80
"""Characters before an amount in which this may stand."""
_COUNTED_OVER_TIME = re.compile(
    r"\b(?:quotas?|limits?|caps?|ceilings?|totals?|intakes?|maximum|minimum|targets?)\b", re.IGNORECASE
)
"""Of things, *an annual quota of 200 boats* is that many a year; *annual talks of 12 ministers* are not."""


def rate(one: str, other: str) -> float | None:
    """What an amount for the one time (*week*) is to be multiplied by to be for the other (*day*)."""
    if one == other or (one.startswith("over ") and other.startswith("over ")):
        return 1.0
    units = [unit for word in (one, other) if (unit := find(word)) is not None and unit.kind == "measure"]
    if len(units) == 2 and units[0].name == units[1].name:
        return units[1].factor / units[0].factor
    lengths, others = _lengths(one), _lengths(other)
    return next((others[unit] / length for unit, length in lengths.items() if length and unit in others), None)


def _lengths(per: str) -> dict[str, float]:
    """How long a time is, in each unit that tells it."""
    if per.startswith("over "):
        _, number, unit = per.split()
        return {unit: float(number)}
    return {unit: known[per] for unit, known in _EVERY.items() if per in known}


_PER = re.compile(
    r"[\s,-]*(?:(?:in\s+)?cash\s+)?(?:(?P<every>per|an?|each|every)[\s-]+(?P<per>[^\W\d_]+)"
    rf"|(?P<said>{'|'.join(_SAYS)})\b|/\s?(?P<short>h|[^\W\d_]{{2,}})\b)(?!\s+(?:after|before|later|earlier|from|ago)\b)",
    re.IGNORECASE,
)
_OVER = re.compile(
    rf"[\s,]*(?:(?:spread|phased)\s+)?\bover\s+(?:the\s+(?:next|coming)\s+)?(?P<number>{numerals.SIMPLE})[\s-]+"
    r"(?P<unit>[^\W\d_]+)",
    re.IGNORECASE,
)


def per(after: str, kind: str) -> str | None:
    """What an amount of a kind is for, by the words behind it; of what is no money, *a* and *each* tell times alone."""
    over = _OVER.match(after)
    unit = find(over["unit"]) if over else None
    if over and unit and unit.kind == "duration":
        return f"over {(numerals.value(over['number']) or 1.0) * unit.factor:g} {unit.name}"
    found = _PER.match(after)
    if found is None:
        return None
    word = stem(folded(found["per"] or found["said"] or found["short"]))
    word = _measured(_SAYS.get(word, word))
    told = kind == "money" or found["every"] is None or folded(found["every"]) == "per"
    return word if told or any(word in known for known in _EVERY.values()) else None


def _measured(word: str) -> str:
    """A measure by its own name: a kilo is a kilogram, an h an hour."""
    unit = find(word)
    return unit.own if unit is not None and unit.kind == "measure" and "*" not in unit.own else _SHORT.get(word, word)


def per_before(before: str, after: str, kind: str) -> str | None:
    """What an amount is for, by an adjective before the noun that it is of (*a monthly fee of $5*). Of a share
    of something, nobody can tell."""
    found = _BEFORE.search(before[-_FAR:])
    if found is None or kind == "duration":
        return None
    if kind == "count" and not _COUNTED_OVER_TIME.search(found.group()):
        return None
    if kind == "percent" and (folded(found["link"]) != "of" or after.lstrip().startswith("of ")):
        return None
    return _SAYS[folded(found["said"])]


def said_per(words: list[str]) -> str | None:
    """What an amount is for by its unit (*60 kph*), or by an adjective before what it counts: *60 daily flights*."""
    known = {**_SAYS, **_IN_ONE_WORD}
    return next((known[word] for word in words if word in known), None)
