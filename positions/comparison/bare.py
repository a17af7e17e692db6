"""Bare numbers, of which the noun before them says what they count: *a voting age of 18*, *ministers be cut to 12*.

Owns which noun that is, ratios (*1:4*), and when a zero is one of another unit (*a tariff of zero*). Numbers with a
unit or a noun behind them `amounts` reads.
"""

from __future__ import annotations

import re
from functools import cache

from positions.comparison.words import is_empty, is_function_word, is_whole_proposal, lexicon, stem, tokens

_SET = r"be|is|are|stays?|remains?|stands?|kept|set|cut|reduced|lowered|raised|increased|capped|limited|left|fixed"
_NOUN = re.compile(
    rf"(?<![\w-])(?P<noun>[a-z][\w-]{{2,}})(?P<verb>(?:\s+(?:(?:should|must|to)\s+)?(?:{_SET}))*)\s+(?P<link>of|at|to)"
    r"\s+(?:(?:just|only|about|around|at|least|most|no|more|less|fewer|than|up|to|an?)\s+)*$"
)
_FAR = 80
"""Characters before a number in which its noun may stand."""
_NO_NOUN = frozenset(
    {"one", "out", "each", "member", "total", "maximum", "minimum", "limit", "cap", "ceiling", "floor"}
)
RATIO = re.compile(r"(?<![\d:.])1:(?P<of>\d{1,3})(?![\d:.])(?=\s+ratio)|(?<=ratio of )1:(?P<of_it>\d{1,3})(?![\d:.])")
"""A ratio, by its second part."""


def counted_before(before: str) -> str | None:
    """What a bare number counts, as a stem, by what stands before it; None where it names or dates something."""
    found = _NOUN.search(before[-_FAR:])
    if found is None or found["noun"] in _NO_NOUN or is_function_word(found["noun"]):
        return None
    noun = found["noun"]
    if stem(noun) in _moving() or is_empty(noun) or is_whole_proposal(noun):
        return None
    is_moved = bool(found["verb"]) or any(stem(word) in _moving() for word in tokens(before))
    return stem(noun) if found["link"] != "to" or is_moved else None


@cache
def _moving() -> frozenset[str]:
    return frozenset(stem(word) for word in (*lexicon().lowering, *lexicon().raising))


def is_of(unit: str, claim: str, amount: str) -> bool:
    """Is an amount of a claim one of what a zero elsewhere counts: *a tariff of 10 percent*, *a 10 percent tariff*?"""
    said, noun = re.escape(amount), re.escape(unit)
    pattern = rf"\b{noun}\w*\s+(?:of|at)\s+(?:[\w-]+\s+){{0,3}}?{said}|{said}\s+{noun}"
    return re.search(pattern, claim, re.IGNORECASE) is not None
