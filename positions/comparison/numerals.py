"""Numbers as news text writes them: in figures (*1,400*, *2.5*, *1-1/8*) and in words (*two hundred and fifty*).

Owns the words for numbers and what they come to. What is counted, `quantities` reads.
"""

from __future__ import annotations

import math
import re
import unicodedata

from positions.comparison.units import units
from positions.folding import folded

LARGE = {word: float(factor) for factor, words in units().multiples.items() for word in words}
"""*million*, *bn*, and what each multiplies by."""

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_BELOW_TWENTY.split())} | {"dozen": 12}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}

WORD = "|".join(sorted((*_SMALL, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True))
"""A pattern for one word of a number."""
FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+|[½¼¾⅓⅔])?"
"""A pattern for a number in figures, without fractions."""
AND_A_HALF = r"(?:[\s-]+and[\s-]+a[\s-]+half\b)"
"""A pattern for what makes *two and a half* of two."""
SIMPLE = rf"(?:{FIGURES}|(?:{WORD})\b)"
"""A pattern for one of these."""


def value(number: str) -> float | None:
    """What a number in figures or in words comes to; None where it is no number (*1/0*, what is left of *several
    million*), or is too large for one."""
    half = re.search(AND_A_HALF, number, re.IGNORECASE)
    found = _value(number[: half.start()] if half else number)
    found = found + 0.5 if half and found is not None else found
    return found if found is not None and math.isfinite(found) else None


def _value(number: str) -> float | None:
    text = folded(number).replace(",", "").strip()
    if text.startswith("half"):
        return 0.5
    if text[-1] in "½¼¾⅓⅔":
        return float(text[:-1]) + unicodedata.numeric(text[-1])
    if text[0].isdigit():
        whole, _, fraction = re.sub(r"[-\s]+", " ", text).rpartition(" ") if "/" in text else (text, "", "")
        try:
            if not fraction:
                return float(whole)
            top, bottom = fraction.split("/")
            return (float(whole) if whole else 0.0) + float(top) / float(bottom)
        except (ValueError, ZeroDivisionError):
            return None
    words = re.split(r"[\s-]+", text)
    if words[0] in LARGE:
        return None
    total = part = 0.0
    for word in words:
        if word in ("a", "and"):
            continue
        if word in _SMALL:
            part = (part or 1.0) * 12 if word == "dozen" else part + _SMALL[word]
        elif word == "hundred":
            part = (part or 1.0) * 100
        else:
            total, part = total + (part or 1.0) * LARGE[word], 0.0
    return total + part
