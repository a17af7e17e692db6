"""Amounts in a text: money, percentages, durations, measures and counts, where they stand and in which unit.

Owns the forms in which news text and agency copy write them (*8 percent*, *2.5 mln dlrs*, *£1.3bn*, *7/8 point*, *8 to
10 weeks*) and what is a number and no amount (*F-16*, *the 1967 borders*). Which of them a claim means is for
`quantities` to say.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from positions.comparison import numerals
from positions.comparison.bare import RATIO, counted_before
from positions.comparison.dates import MONTH_NAMES, MONTHS
from positions.comparison.rates import per, per_before, said_per
from positions.comparison.units import find, units
from positions.comparison.words import is_empty, is_function_word, is_whole_proposal, stem
from positions.folding import folded

_UNIT_WORD = r"%|°\s?[CF]?\b|k?m[23²³]\b|(?:sq|cu|u\.s)\.|[^\W\d_]+"
_GLUED = {"g": "gram", "t": "tonne", "C": "degree", "°": "degree", "°C": "degree"}
"""What a letter right behind a figure is (*95g*, *1.5C*), as it is written; elsewhere it is a name (*5G*)."""
_SIGN = r"(?<!\w)(?:usd|gbp|eur|[a-z]{1,3}\$)|[$£€¥₹]"
_AMOUNT = re.compile(
    rf"(?:\bbetween\s+(?P<from>{numerals.SIMPLE})\s+and\s+)?"
    rf"(?:(?P<sign>{_SIGN})\s*)?"
    rf"(?:(?<![\w.,/])(?:a\s+)?(?P<low>{numerals.SIMPLE})(?:-?\s*\bto\b|\s*[-–])\s*(?!\d+/))?"
    rf"(?P<number>(?:(?<![\w.,/]){numerals.FIGURES}(?:(?:[-\s]\d+)?/\d+)?"
    rf"|\bhalf\s+an?\b|\b(?:a\s+)?(?:{numerals.WORD})(?:[\s-]+(?:and\s+)?(?:{numerals.WORD}))*\b){numerals.AND_A_HALF}?)"
    r"(?:[\s-]*(?P<large>hundred|thousand|million|billion|trillion|mln|bln|trn|mn|bn|tn|k|m)\b)?"
    rf"(?P<rest>(?:[\s-]*(?:{_UNIT_WORD})){{0,3}})",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]*-\d+\w*")
"""A name with a number in it (*F-16*), which counts nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND_TIME = (
    r"of|for|to|in|at|on|from|or|with|if|unless|but|the|its|their|by|until|longer|more|as|while|and(?!\s+an?\b)"
)
"""What may stand behind *a year* that is a span of time: no *a year ago*, *a year and a half*, *a day care centre*."""
_SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_PARTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_OF_IT = re.compile(
    r"\b(?:(?P<of>a|one|two|three|four)[\s-])?(?P<part>half|third|quarter|fifth|tenth)s?\s+of\s+$", re.IGNORECASE
)
"""Before *a million*: a part of one."""
_SHARE = re.compile(
    r"(?<!first )(?<!second )(?<!latter )(?<!and a )\b(?:half"
    r"|(?P<of>a|one|two|three|four)[\s-](?P<part>third|quarter|fifth|tenth)s?)"
    r"(?=\s+(?:of(?!\s+an?\s+(?:m|b|tr)illion\b)|the|majority|vote)\b|\s*(?:$|[,.;]))",
    re.IGNORECASE,
)
_MULTIPLES = {"halv": 50.0, "doubl": 100.0, "tripl": 200.0, "quadrupl": 300.0}
_MULTIPLIED = re.compile(
    r"\b(?:(?P<verb>halv|doubl|tripl|quadrupl)(?:es|ed|ing)|(?P<bare>halve|(?:double|triple|quadruple)(?=\s+(?:the|its|their|our"
    r"|his|her|this|these|those|all|any)\b)))\b(?!-)",
    re.IGNORECASE,
)
"""A change of an amount by a share of it; no *double taxation*."""
_TIMES = "hour|day|week|fortnight|month|year|decade"
_ONE_TIME = re.compile(
    rf"(?:^|\b(?:of|for|within|in|than|over|least|most|to|by|about|nearly|almost|under|with|after|lasts?|lasting|extend|extended)\s+)"
    rf"(?P<said>an?\s+(?P<unit>{_TIMES})(?P<half>\s+and\s+a\s+half)?)(?=['’]s\b|\s*(?:[,.;:)]|$)|\s+(?:{_BEHIND_TIME})\b)"
    rf"|(?<![\w-])(?P<long>{_TIMES})(?:-|\s)?long\b",
    re.IGNORECASE,
)
"""*A month* where no number is told for each: *a truce of a month*, *a week-long truce*, but not *60 trucks a week*."""
_NUMBER_BEFORE = re.compile(rf"(?:{numerals.SIMPLE})[\s-]+$", re.IGNORECASE)
ANY_NUMBER = re.compile(
    rf"\d|{'|'.join((*_SHARES, *_MULTIPLES))}"
    rf"|\b(?:{numerals.WORD}|an?\s+(?:{_TIMES})|(?:{_TIMES})[\s-]?long|(?:{MONTH_NAMES})\b)",
    re.IGNORECASE,
)
"""Without any of these there is no quantity: most claims have none, and this tells it in a tenth of the time."""
_UNIT_WORDS = re.compile(_UNIT_WORD, re.IGNORECASE)
_PLURALS = frozenset({"people", "men", "women", "children", "police"})
_BEFORE_ONE = frozenset({"the", "this", "that", "no", "any", "some", "each", "every", "which", "number"})
_NOT_COUNTED = frozenset({"out", "am", "pm"})
_NOT_ONE = frozenset({"side", "hand", "voice", "another", "single", "sided"})
_BEFORE_UNITS = frozenset({"full", "whole", "further", "extra", "additional", "more", "metric", "calendar"})
"""What may stand between a number and its unit: *one full percentage point*."""


class Amount(NamedTuple):
    """An amount in a text."""

    start: int
    end: int
    kind: str
    """That of its unit (see `units`), or *count*."""
    value: float
    """In `unit`; of a range, the upper end."""
    unit: str
    per: str | None = None
    low: float | None = None
    """The lower end of a range of which only the upper one has a unit."""
    large: float = 1.0
    """What *million* and the like multiplied it by."""
    noun: str = ""
    """The unit as it is said (*mile*); empty for what is counted."""
    size: float = 1.0
    """What one of these is in `unit`."""


def amounts(text: str) -> Iterator[Amount]:
    """Every amount of a text, its shares and single times first."""
    plain = _DESIGNATION.sub(lambda found: "q" * len(found.group()), text)
    first = [*_shares(plain), *_single_times(plain), *_ratios(plain)]
    yield from first
    for found in _AMOUNT.finditer(plain):
        number = found.span("number")
        if not any(one.start < number[1] and number[0] < one.end for one in first):
            one = _amount(found, text)
            if one is not None:
                yield one


def _shares(text: str) -> Iterator[Amount]:
    """*half of the money*, *two thirds*, *be halved*: as percentages."""
    for found in _SHARE.finditer(text):
        share = 100 * _SHARES[folded(found["part"] or "half")] * _PARTS[folded(found["of"] or "one")]
        yield Amount(found.start(), found.end(), "percent", share, "percent", noun="point")
    for found in _MULTIPLIED.finditer(text):
        share = _MULTIPLES[folded(found["verb"] or found["bare"][:-1])]
        yield Amount(found.start(), found.end(), "percent", share, "percent", noun="point")


def _ratios(text: str) -> Iterator[Amount]:
    """*A ratio of 1:4*, by its second part."""
    for found in RATIO.finditer(text):
        yield Amount(found.start(), found.end(), "count", float(found["of"] or found["of_it"]), "ratio")


def _single_times(text: str) -> Iterator[Amount]:
    """*A month*, *a week-long*."""
    for found in _ONE_TIME.finditer(text):
        unit = find(found["unit"] or found["long"])
        if unit is not None and not _NUMBER_BEFORE.search(text[: found.start()]):
            start, end = found.span("said") if found["said"] else found.span()
            long = unit.factor * (1.5 if found["half"] else 1.0)
            yield Amount(start, end, unit.kind, long, unit.name, noun=unit.noun, size=unit.factor)


def _amount(found: re.Match[str], text: str) -> Amount | None:
    """`text` is that in which it stands, with its designations."""
    value = numerals.value(found["number"])
    if value is None:
        return None
    if found["number"].startswith("a ") and (share := _OF_IT.search(text[: found.start()])):
        value *= _SHARES[folded(share["part"])] * _PARTS[folded(share["of"] or "one")]
    large = folded(found["large"] or "")
    sign = folded(found["sign"] or "")
    rest = found["rest"]
    places = [
        (found.start("rest") + word.start(), found.start("rest") + word.end()) for word in _UNIT_WORDS.finditer(rest)
    ]
    words = [folded(text[start:end]) for start, end in places]
    if large in ("m", "k") and not sign and not _is_a_multiple(found, words):
        return None
    if words and (rest[:1] not in (" ", "-") or words[0].startswith("°")):
        words[0] = _GLUED.get(text[slice(*places[0])].replace(" ", ""), words[0])
    multiple = numerals.LARGE.get(large, 1.0)
    if words and words[0] in numerals.LARGE and not large:  # one hundred mln
        multiple = numerals.LARGE[words.pop(0)]
        places.pop(0)
    unit = _unit(found, sign, words) or _bare(found, text, words)
    if unit is None:
        return None
    kind, used = unit.kind, unit.used
    end = places[used - 1][1] if used else found.start("rest")
    factor = unit.factor * multiple
    if not math.isfinite(value * factor):
        return None
    low = _low(found, text, value)
    start = found.start() if low or not (found["from"] or found["low"]) else found.start("number")
    least = None if low is None else low * factor
    for_ = per(text[end:], kind) or said_per(words[:used]) or per_before(text[:start], text[end:], kind)
    return Amount(start, end, kind, value * factor, unit.name, for_, least, multiple, unit.noun, unit.factor)


def _low(found: re.Match[str], text: str, high: float) -> float | None:
    """The lower end of a range of which only the upper one has a unit: *8 to 10 percent*."""
    low = numerals.value(found["from"] or found["low"] or "0") or 0.0
    if not 0 < low < high or re.search(r"\bfrom\s+$", text[: found.start()], re.IGNORECASE):
        return None
    return low


def _is_a_multiple(found: re.Match[str], words: list[str]) -> bool:
    """Is *m* a million of something: *5m euros*, *5m tonnes*? *100 m* and *a 400m race* are distances."""
    unit = find(words[0]) if words else None
    if unit is not None and unit.kind == "money":
        return True
    glued = found.start("large") == found.end("number")
    return glued and bool(words) and (unit is not None or _is_plural(words[_head(words)]))


class _Unit(NamedTuple):
    """The unit behind a number."""

    kind: str
    name: str
    factor: float
    used: int
    """How many of the words after the number belong to it."""
    noun: str = ""


def _unit(found: re.Match[str], sign: str, words: list[str]) -> _Unit | None:
    skipped = 1 if len(words) > 1 and words[0] in _BEFORE_UNITS else 0
    candidates = [(sign, 0)] if sign else []
    candidates += [(" ".join(words[skipped:end]), end) for end in (skipped + 2, skipped + 1) if len(words) >= end]
    for word, used in candidates:
        unit = find(word)
        if unit is not None:
            return _Unit(unit.kind, unit.name, unit.factor, used, "" if unit.kind == "money" else unit.noun)
        if word.endswith("$"):  # another country's dollar
            return _Unit("money", word.upper(), 1.0, used)
    if (money := _of_a_country(found, words)) is not None:
        return money
    if _counts_nothing(found, words):
        return None
    head = _head(words)
    return _Unit("count", stem(words[head]), 1.0, head + 1)


def _bare(found: re.Match[str], text: str, words: list[str]) -> _Unit | None:
    """What a number without a unit counts, by the noun before it: *a voting age of 18*."""
    number = found["number"]
    followed = text[found.end("number") :]
    if (words and not is_function_word(words[0])) or followed[:1] in ("-", "/", ":", "–") or "/" in number:
        return None
    if _YEAR.fullmatch(number) or found["large"] or (found["low"] or found["from"]):
        return None
    noun = counted_before(text[: found.start()])
    return None if noun is None else _Unit("count", noun, 1.0, 0)


def _of_a_country(found: re.Match[str], words: list[str]) -> _Unit | None:
    """*US dollars*, *Hong Kong dollars*, *Swiss francs*: as `_unit`.

    A currency that the data has countries for is another one with the name of any other country before it.
    """
    countries = units().countries
    for place in (1, 2):
        unit = find(words[place]) if len(words) > place else None
        if unit is None or unit.kind != "money":
            continue
        country = words[place - 1].replace(".", "")
        owner = next((name for name, said in countries.items() if country in said), None)
        if owner is None and place == 1 and not is_function_word(country):
            is_name = unit.name in countries and found["rest"].lstrip(" -")[:1].isupper()
            owner = f"{country} {stem(words[place])}" if is_name else unit.name
        if owner is not None:
            return _Unit("money", owner, unit.factor, place + 1)
    return None


def _counts_nothing(found: re.Match[str], words: list[str]) -> bool:
    """Is a number without a unit none of things that are counted, but a name, a year or a kind (*two-state*)?"""
    number = found["number"]
    vague = not words or "/" in number or is_function_word(words[0])
    if (
        vague
        or words[0] in MONTHS
        or words[0] in _NOT_COUNTED
        or (folded(number) == "one" and not _counts_one(found, words[0]))
    ):
        return True
    is_plural = _is_plural(words[_head(words)])
    if _YEAR.fullmatch(number) and not found["large"]:
        return not (number.endswith("00") and is_plural)
    return found["rest"].startswith("-") and not number[0].isdigit() and not is_plural


def _counts_one(found: re.Match[str], noun: str) -> bool:
    """Is it *one hostage*, and not *one side*, *one-off* or *no one country*?"""
    before = found.string[: found.start()].casefold().split()[-1:]
    vague = before and before[0] in _BEFORE_ONE
    return (
        not vague
        and not found["rest"].startswith("-")
        and not is_empty(noun)
        and not is_whole_proposal(noun)
        and noun not in _NOT_ONE
    )


def _head(words: list[str]) -> int:
    """Which of the words behind a number is what it counts: *60 unarmed observers* are observers."""
    run = list(itertools.takewhile(lambda word: not is_function_word(word), words))
    return next((number for number, word in enumerate(run) if _is_plural(word)), 0)


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
