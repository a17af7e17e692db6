"""Numbers in claims: money, percentages, dates, durations and counts, in one unit each, so that two can be compared.

Owns a small reader for the ways in which news text and agency copy write them (*8 percent*, *8 pct*, *2.5 mln dlrs*,
*£1.3bn*, *one billion*, *7/8 point*, *by 25 March*, *a four-year deal*) and the words for the gap between two.
What is in no common unit is not compared; `units` knows the units.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from positions.comparison.units import find, units
from positions.comparison.words import is_function_word, stem


class Kind(StrEnum):
    """What sort of thing a quantity counts."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    MEASURE = "measure"
    """Of mass, length, area, volume or power."""
    COUNT = "count"


class Quantity(NamedTuple):
    """A number in a claim."""

    kind: Kind
    value: float
    """In `unit`; a date as its ordinal day, without a year in a leap year."""
    unit: str
    """*USD*, *percent*, *days*, *tonne*; for a date *date* or *day of the year*."""
    per: str | None
    """*share* in *35 dlrs a share*."""
    text: str
    """As it stands in the claim."""
    bound: int = 0
    """1 for *at least* and *more than*, -1 for *at most*, 0 for the amount itself."""

    def comparable(self, other: Quantity) -> bool:
        """Is the difference of the two a meaningful number?"""
        same = (self.kind, self.unit) == (other.kind, other.unit)
        return same and (self.per == other.per or None in (self.per, other.per))


_LARGE = {word: float(factor) for factor, words in units().multiples.items() for word in words}

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_BELOW_TWENTY.split())} | {"dozen": 12}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip

_NUMBER_WORD = "|".join(
    sorted((*_SMALL, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True)
)
_SIGN = r"us\$|usd|gbp|eur|[$£€¥₹]"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MONTH})\b\.?(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|\b(?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y3>\d{{4}}))?"
    rf"|\b(?P<m4>{_MONTH})\b\.?\s+(?P<y4>\d{{4}})\b"
    rf"|\b(?:by|until|before|from|in|till)\s+(?:the\s+end\s+of\s+)?(?P<y5>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s*)?"
    rf"(?P<number>(?<![\w.,/])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:(?:[-\s]\d+)?/\d+)?"
    rf"|\bhalf\s+an?\b|\b(?:a\s+)?(?:{_NUMBER_WORD})(?:[\s-]+(?:and\s+)?(?:{_NUMBER_WORD}))*\b)"
    r"(?:[\s-]*(?P<large>hundred|thousand|million|billion|trillion|mln|bln|trn|mn|bn|tn|k|m)\b)?"
    r"(?P<rest>(?:[\s-]*(?:%|[^\W\d_]+)){0,3})",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\b(?:no|not) (?:more|longer|later) than|\bat most|\bup to|\bmaximum(?: of)?"
    r"|(?<!not )(?<!no )\b(?:less|fewer) than|\bunder|\bbelow"
    r"|\b(?:limited|capped) (?:to|at)|\b(?:cannot|not|n[’']t)(?: be allowed to)? exceed)\s*$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:\b(?:at least|(?:no|not) (?:less|fewer) than|minimum(?: of)?|over|above|exceeding)"
    r"|(?<!no )(?<!not )\bmore than)\s*$",
    re.IGNORECASE,
)
_LEAP_YEAR = 2000
_NEAR = 40
"""Characters before an amount in which *at least* and the like may stand."""
_SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_PARTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_SHARE = re.compile(
    r"\b(?:half|(?P<of>a|one|two|three|four)[\s-](?P<part>third|quarter|fifth|tenth)s?)"
    r"(?=\s+(?:of|the)\b|\s*(?:$|[,.;]))",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\d|{'|'.join(_SHARES)}|\b(?:{_NUMBER_WORD})", re.IGNORECASE)
"""Without any of these there is no quantity: most claims have none, and this tells it in a tenth of the time."""
_UNIT_WORD = re.compile(r"%|[^\W\d_]+")
_BEFORE_UNITS = frozenset({"full", "whole", "further", "extra", "additional", "more", "metric", "calendar"})
"""What may stand between a number and its unit: *one full percentage point*."""
_PER = re.compile(r"^[\s,-]*(?:(?:in\s+)?cash\s+)?(?:per|an?|each)[\s-]+(?P<per>[^\W\d_]+)", re.IGNORECASE)


_HAS_CENTS = frozenset(currency for currency, members in units().money.items() if f"{currency}/100" in members)


@functools.lru_cache(maxsize=65536)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a claim, in order."""
    if _ANY_NUMBER.search(text) is None:
        return ()
    whole = [*_dates(text), *_shares(text)]
    taken = [(start, end) for start, end, _ in whole]
    amounts = [
        (found.start(), quantity)
        for found in _AMOUNT.finditer(text)
        if not any(start < found.end("number") and found.start("number") < end for start, end in taken)
        and (quantity := _amount(found, text)) is not None
    ]
    found = sorted([(start, quantity) for start, _, quantity in whole] + amounts, key=lambda pair: pair[0])
    return tuple(quantity for _, quantity in found)


def _shares(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """*half of the money*, *two thirds*: as percentages."""
    for found in _SHARE.finditer(text):
        share = 100 * _SHARES[(found["part"] or "half").lower()] * _PARTS[(found["of"] or "one").lower()]
        yield found.start(), found.end(), Quantity(Kind.PERCENT, share, "percent", None, found.group())


def without_amounts(text: str) -> str:
    """The claim without its quantities and what each is for (*a share*); of what is counted, the noun stays."""
    for found in quantities(text):
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
    """The difference between two comparable quantities; None where there is none."""
    value = abs(one.value - other.value)
    return Gap(one.kind, value, one.unit, f"a gap of {_in_words(one, value)}") if value else None


def gap(one: str, other: str) -> str | None:
    """`distance` in words."""
    found = distance(one, other)
    return found.words if found is not None else None


def comparable(one: str, other: str) -> bool:
    """Do two claims name quantities of one kind and unit?"""
    return bool(_pairs(one, other))


def differing(one: str, other: str) -> tuple[Quantity, Quantity] | None:
    """The first two quantities of two claims that are comparable and unequal, in a unit in which they share no
    amount."""
    if one == other:
        return None
    pairs = _pairs(one, other)
    shared = {(a.kind, a.unit) for a, b in pairs if _equal(a, b)}
    return next(((a, b) for a, b in pairs if (a.kind, a.unit) not in shared), None)


def _pairs(one: str, other: str) -> list[tuple[Quantity, Quantity]]:
    return [(a, b) for a in quantities(one) for b in quantities(other) if a.comparable(b)]


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.bound * other.bound < 0:
        return False
    return abs(one.value - other.value) <= 1e-9 * max(abs(one.value), abs(other.value), 1.0)


def _in_words(like: Quantity, difference: float) -> str:
    number = f"{difference:,.2f}".rstrip("0").rstrip(".")
    match like.kind:
        case Kind.PERCENT:
            return _counted(number, "point")
        case Kind.MONEY:
            per = f" a {like.per}" if like.per else ""
            cents = difference < 1 and like.unit in _HAS_CENTS
            return f"{100 * difference:,.4g} {like.unit} cents{per}" if cents else f"{number} {like.unit}{per}"
        case Kind.DATE:
            return _counted(f"{difference:,.0f}", "day")
        case Kind.DURATION:
            if like.unit == "months" and difference % 12 == 0:
                return _counted(f"{difference / 12:,.0f}", "year")
            return _counted(number, like.unit.removesuffix("s"))
        case Kind.MEASURE | Kind.COUNT:
            return _counted(number, like.unit.replace("_", " "))


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun}" if number == "1" else f"{number} {noun}s"


def _dates(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for found in _DATE.finditer(text):
        part = {key.rstrip("2345"): value for key, value in found.groupdict().items() if value}
        month = part.get("m", "12")
        number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
        day = int(part.get("d", "28"))
        try:
            value = float(dt.date(int(part.get("y", _LEAP_YEAR)), number, day).toordinal())
        except ValueError:
            continue
        unit = "date" if "y" in part else "day of the year"
        yield found.start(), found.end(), Quantity(Kind.DATE, value, unit, None, found.group().strip())


def _amount(found: re.Match[str], text: str) -> Quantity | None:
    value = _value(found["number"])
    if value is None:
        return None
    large = (found["large"] or "").casefold()
    sign = (found["sign"] or "").casefold()
    rest = found["rest"]
    if (
        large in ("m", "k")
        and not sign
        and not re.match(r"\s*(?:dlrs?|dollars?|pounds?|euros?)\b", rest, re.IGNORECASE)
    ):
        return None  # 100 m is a distance
    value *= _LARGE.get(large, 1.0)
    words = [(word.group().casefold(), found.start("rest") + word.end()) for word in _UNIT_WORD.finditer(rest)]
    if words and words[0][0] in _LARGE and not large:  # one hundred mln
        value *= _LARGE[words.pop(0)[0]]
    unit = _unit(found, sign, [word for word, _ in words])
    if unit is None:
        return None
    kind, name, factor, used = unit
    stop = words[used - 1][1] if used else found.start("rest")
    per = _PER.match(text[stop:]) if kind is Kind.MONEY else None
    said = text[found.start() : stop].strip(" -")
    return Quantity(
        kind,
        value * factor,
        name,
        stem(per["per"]) if per else None,
        said,
        _bound(text[max(0, found.start() - _NEAR) : found.start()]),
    )


def _bound(before: str) -> int:
    """From the words just before an amount."""
    if _AT_MOST.search(before):
        return -1
    return 1 if _AT_LEAST.search(before) else 0


def _unit(found: re.Match[str], sign: str, words: list[str]) -> tuple[Kind, str, float, int] | None:
    """Kind, unit, factor, and how many of the words after the number belong to it."""
    skipped = 1 if len(words) > 1 and words[0] in _BEFORE_UNITS else 0
    candidates = [(sign, 0)] if sign else []
    candidates += [(" ".join(words[skipped:end]), end) for end in (skipped + 2, skipped + 1) if len(words) >= end]
    for word, used in candidates:
        unit = find(word)
        if unit is not None:
            return Kind(unit.kind), unit.name, unit.factor, used
    vague = (
        not words
        or "/" in found["number"]
        or found["number"].casefold() == "one"
        or is_function_word(words[0])
        or words[0] in _MONTHS
    )
    if vague:
        return None
    head = _head(words)
    return Kind.COUNT, stem(words[head]), 1.0, head + 1


def _head(words: list[str]) -> int:
    """Which of the words behind a number is what it counts: *60 unarmed observers* are observers."""
    run = list(itertools.takewhile(lambda word: not is_function_word(word), words))
    plural = (number for number, word in enumerate(run) if word.endswith("s") and not word.endswith(("ss", "us", "is")))
    return next(plural, 0)


def _value(number: str) -> float | None:
    text = number.casefold().replace(",", "").strip()
    if text.startswith("half"):
        return 0.5
    if text[0].isdigit():
        whole, _, fraction = re.sub(r"[-\s]+", " ", text).rpartition(" ") if "/" in text else (text, "", "")
        try:
            if not fraction:
                return float(whole)
            top, bottom = fraction.split("/")
            return (float(whole) if whole else 0.0) + float(top) / float(bottom)
        except (ValueError, ZeroDivisionError):
            return None
    total = part = 0.0
    for word in re.split(r"[\s-]+", text):
        if word in ("a", "and"):
            continue
        if word in _SMALL:
            part = (part or 1) * 12 if word == "dozen" else part + _SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        else:
            total, part = total + (part or 1) * _LARGE[word], 0.0
    return total + part
