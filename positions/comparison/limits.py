"""The words around an amount: whether it is a limit, and whether it is only what the amount meant is held against.

Owns *at least*, *no more than*, *or less*, *by* a day, and the baselines of a change (*from 4 to 8 percent*, *instead
of 4 percent*). Which way a larger amount counts for whoever names it is for `directions` to say.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from positions.comparison.words import constructions


class Limit(NamedTuple):
    """Which amounts one that is named stands for."""

    side: int = 0
    """1 where it and all above are meant, -1 where it and all below are, 0 for the amount itself."""
    beyond: bool = False
    """Is the amount itself not among them (*more than*)?"""


_NEAR = 40
"""Characters before an amount in which *at least* and the like may stand."""
_AHEAD = 20
"""Characters from its start on that tell that there is an amount."""
_FAR = 120
"""Characters before it in which *instead of*, *from* and what is moved may stand."""
_BETWEEN = r"(?:\s+(?:an?|the|about|around|some|only|just|another|total|of|end|late|early|mid))*\s*$"
_ONLY_BETWEEN = re.compile(_BETWEEN.removesuffix("$"), re.IGNORECASE)

_OF_WHAT = r"(?: (?:on|to|for)(?: [\w-]+){1,3}?| [\w-]+)?"
"""What a cap is on: *a ceiling on fares of 5 dollars*."""
_AT_MOST = re.compile(
    r"(?:\bat (?:the )?(?:very )?most|\bup to|\bmaximum(?: of)?|\bwithin"
    r"|(?P<beyond>\b(?:less|fewer|lower|smaller|shorter) than|\bunder|\bbelow)"
    r"|\b(?:limited|capped|confined) (?:to|at)"
    rf"|(?P<set>(?:(?<!lower )\blimits?|\bcaps?|\bceilings?){_OF_WHAT} (?:of|at)))" + _BETWEEN,
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?:\b(?:at (?:the )?(?:very )?least|minimum(?: of)?|(?:floor|lower limit){_OF_WHAT} (?:of|at))"
    r"|(?P<beyond>\b(?:over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of"
    r"|(?:more|greater|higher|larger|bigger|longer) than)))" + _BETWEEN,
    re.IGNORECASE,
)
_MOVES_IT = re.compile(r"\b(?:rais|increas|lift|higher|extend|widen|lower|reduc|cut)\w*\b[^,;]*$", re.IGNORECASE)
"""Before a cap: one that is to be another one (*raise the cap of 60 observers*)."""
_DISTANCE = re.compile(r"\b(?:miles?|km|kilomet\w+)\b", re.IGNORECASE)
"""How far a *limit of 12 miles* is out, which allows no less."""
_SPEED = re.compile(r"\s*(?:/|(?:per|an?)\s+)h", re.IGNORECASE)
_CAP = re.compile(r"\s+(?:caps?|ceilings?|limits?|maximum)\b", re.IGNORECASE)
_FLOOR = re.compile(r"\s+(?:floors?|minimum(?!\s+(?:wages?|pay|price|age)))\b", re.IGNORECASE)
"""Behind an amount: *a 60 percent cap*, *an 8 percent floor*."""
_SPREAD_OVER = re.compile(rf"(?<!\bof )(?<!\bfor )\bover{_BETWEEN}", re.IGNORECASE)
"""Of a time it is no limit: what is *phased over ten years* takes ten years; a truce *of over ten days*, more."""
_OR_LESS = re.compile(
    r"\s*(?:or|and) (?:less|fewer|lower|below|under|earlier|sooner)\b(?!\s+(?:than\b|\S*\d))"
    r"|\s*at (?:the )?(?:very )?(?:most|latest)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s*(?:or|and) (?:more|above|higher|over|later)\b(?!\s+(?:than\b|\S*\d))"
    r"|\s*at (?:the (?:very )?)?(?:least|earliest)\b",
    re.IGNORECASE,
)
_BY_DAY = re.compile(
    r"\b(?:by|(?:on|by) or before|(?P<beyond>(?<!not )(?<! or )before)|(?:no|not) later than|not (?:after|beyond))"
    rf"{_BETWEEN}",
    re.IGNORECASE,
)
_FROM_DAY = re.compile(
    r"\b(?:from|since|on or after|(?P<beyond>(?<!not )(?<! or )(?:after|beyond))|as of|starting(?: in)?|beginning in"
    rf"|(?:no|not) (?:earlier|sooner) than|(?:not|at least) (?:before|until)|until at least){_BETWEEN}",
    re.IGNORECASE,
)


def limit(text: str, start: int, end: int, *, is_date: bool = False, is_time: bool = False) -> Limit:
    """What the words around an amount make of it: that from `start` to `end` in the text, a date or a span of time or
    neither."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    is_far_out = _DISTANCE.search(text[start:end]) is not None and _SPEED.match(after) is None
    if is_date:
        most, least = _BY_DAY.search(before), _FROM_DAY.search(before)
    elif side := _negated(text, start):
        return Limit(side)
    else:
        most = _AT_MOST.search(before)
        if most and most["set"] and (is_far_out or _MOVES_IT.search(before[: most.start()])):
            most = None
        least = None if is_time and _SPREAD_OVER.search(before) else _AT_LEAST.search(before)
    if found := most or least:
        return Limit(-1 if most else 1, found["beyond"] is not None)
    is_set = not is_far_out and not _MOVES_IT.search(before)
    if _OR_LESS.match(after) or (is_set and _CAP.match(after)):
        return Limit(-1)
    return Limit(1) if _OR_MORE.match(after) or (is_set and _FLOOR.match(after)) else Limit()


def _negated(text: str, start: int) -> int:
    """The side of a limit that *not* turns round before an amount: *not exceeding* -1, *not below* 1; else 0."""
    before = text[max(0, start - _FAR) : start]
    near = before + text[start : start + _AHEAD]
    for shown, side in (("at most", -1), ("at least", 1)):
        if any(_ONLY_BETWEEN.fullmatch(before, one.end()) for one in constructions(shown, near)):
            return side
    return 0


_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|as opposed to|in place of|(?:up|down) from|(?:compared|compares) (?:with|to)"
    r"|as against|versus|vs\.?"
    r"|,\s*(?:and |but )?"
    r"not(?! (?:more|less|fewer|later|longer|earlier|sooner|above|below|under|exceed\w*|only|just|to)\b))"
    r"(?:[\s-]+[\w’'-]+){0,5}?\s*$",
    re.IGNORECASE,
)
"""What stands before an amount that is not the one meant."""
_FROM = re.compile(r"\bfrom(?:\s+(?!to\b)[\w’'-]+){0,4}?\s*$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+(?!to\b)[\w’'-]+){0,4}?\s*,?\s*\bto(?:\s+[\w’'-]+){0,2}?\s*$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:mov|extend|postpon|delay|defer|push|put|bring|brought|shift|advanc|chang|prolong)\w*\b[^,;]*$", re.IGNORECASE
)
"""Before a date: that which is moved *from 1 June to 1 July* is not meant to be on 1 June."""


def is_held_against(text: str, start: int) -> bool:
    """Is the amount at `start` one that another one is set against: *8 percent instead of 4*?"""
    return _INSTEAD.search(text[max(0, start - _FAR) : start]) is not None


def is_left(text: str, one: tuple[int, int], other: tuple[int, int], *, is_date: bool = False) -> bool:
    """Is the first of two amounts of one kind that from which to come to the other one: *from 4 to 8 percent*, or *to 8
    percent from 4*? Both are given by where they start and end."""
    before = text[max(0, one[0] - _FAR) : one[0]]
    if abs(one[0] - other[0]) > _FAR:
        return False
    if is_date and not _MOVED.search(before):
        return False
    if one[1] <= other[0]:
        return _FROM.search(before) is not None and _TO.fullmatch(text[one[1] : other[0]]) is not None
    between = text[other[1] : one[0]]
    return (
        _FROM.fullmatch(between.strip() + " ") is not None
        and _TO.search(text[max(0, other[0] - _FAR) : other[0]]) is not None
    )
