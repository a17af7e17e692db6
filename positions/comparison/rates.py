"""What an amount is for: a share, a head, a day, or *over three years*; and what an amount a week is a day.

Owns the reading of the words behind an amount and the times that are converted. An amount an hour is none a year: that
depends on the hours.
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
_SAYS = {"annum": "year", "annually": "year", "yearly": "year", "daily": "day", "weekly": "week", "monthly": "month"}


def rate(one: str, other: str) -> float | None:
    """What an amount for the one time (*week*) is to be multiplied by to be for the other (*day*)."""
    if one == other or (one.startswith("over ") and other.startswith("over ")):
        return 1.0
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
    rf"|(?P<said>{'|'.join(_SAYS)})\b)(?!\s+(?:after|before|later|earlier|from|ago)\b)",
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
    word = stem(folded(found["per"] or found["said"]))
    word = _SAYS.get(word, word)
    told = kind == "money" or found["every"] is None or folded(found["every"]) == "per"
    return word if told or any(word in known for known in _EVERY.values()) else None
