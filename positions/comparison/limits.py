"""The words around an amount: whether it is a limit, and whether it is only what the amount meant is held against.

Owns *at least*, *no more than*, *or less*, *by* a day, and the baselines of a change (*from 4 to 8 percent*, *instead
of 4 percent*). Which way a larger amount counts for whoever names it is for `directions` to say.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Limit(NamedTuple):
    """Which amounts one that is named stands for."""

    side: int = 0
    """1 where it and all above are meant, -1 where it and all below are, 0 for the amount itself."""
    beyond: bool = False
    """Is the amount itself not among them (*more than*)?"""


_NEAR = 40
"""Characters before an amount in which *at least* and the like may stand."""
_FAR = 120
"""Characters before it in which *instead of*, *from* and what is moved may stand."""
_BETWEEN = r"(?:\s+(?:an?|the|about|around|some|only|just|another|total|of|end|late|early|mid))*\s*$"

_AT_MOST = re.compile(
    r"(?:\b(?:no|not) (?:more|greater|higher|longer|later) than|\bat most|\bup to|\bmaximum(?: of)?|\bwithin"
    r"|(?P<beyond>(?<!not )(?<!no )\b(?:less|fewer|lower) than|\bunder|\bbelow)"
    rf"|\b(?:limited|capped) (?:to|at)|\b(?:cannot|not|n[’']t)(?: be allowed to)? exceed){_BETWEEN}",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:\b(?:at least|(?:no|not) (?:less|fewer|lower) than|minimum(?: of)?)"
    rf"|(?P<beyond>\b(?:over|above|exceeding)|(?<!no )(?<!not )\b(?:more|greater|higher) than)){_BETWEEN}",
    re.IGNORECASE,
)
_SPREAD_OVER = re.compile(rf"(?<!\bof )(?<!\bfor )\bover{_BETWEEN}", re.IGNORECASE)
"""Of a time it is no limit: what is *phased over ten years* takes ten years; a truce *of over ten days*, more."""
_OR_LESS = re.compile(
    r"\s*(?:or|and) (?:less|fewer|lower|below|under|earlier|sooner)\b|\s*at (?:the )?most\b", re.IGNORECASE
)
_OR_MORE = re.compile(
    r"\s*(?:or|and) (?:more|above|higher|over|later)\b|\s*at (?:the (?:very )?)?least\b", re.IGNORECASE
)
_BY_DAY = re.compile(rf"\b(?:by|(?P<beyond>before)|(?:no|not) later than){_BETWEEN}", re.IGNORECASE)
_FROM_DAY = re.compile(
    rf"\b(?:from|since|(?P<beyond>after)|as of|(?:no|not) (?:earlier|sooner) than){_BETWEEN}", re.IGNORECASE
)


def limit(text: str, start: int, end: int, *, is_date: bool = False, is_time: bool = False) -> Limit:
    """What the words around an amount make of it: that from `start` to `end` in the text, a date or a span of time or
    neither."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if is_date:
        most, least = _BY_DAY.search(before), _FROM_DAY.search(before)
    else:
        most = _AT_MOST.search(before)
        least = None if is_time and _SPREAD_OVER.search(before) else _AT_LEAST.search(before)
    if most or least:
        found = most or least
        return Limit(-1 if most else 1, found is not None and found["beyond"] is not None)
    if _OR_LESS.match(after):
        return Limit(-1)
    return Limit(1) if _OR_MORE.match(after) else Limit()


_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|as opposed to|in place of|(?:up|down) from|(?:compared|compares) (?:with|to)"
    r"|as against|versus|vs\.?"
    r"|,\s*(?:and |but )?not(?! (?:more|less|fewer|later|longer|earlier|sooner|exceed\w*|only|just|to)\b))"
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
