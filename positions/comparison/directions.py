"""Which way an amount counts: whether a larger one is more or less of what its claim asks for or gives.

Owns the reading of the words right before an amount (*by* a date, *at most*, *cut to*), after the lexicon's `ways`. Who
asks and who gives, and what therefore is harder, is for `changes` to say.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from positions.comparison.dates import opening
from positions.comparison.quantity import Kind, Quantity
from positions.comparison.words import Way, constructions, lexicon, tokens

_BETWEEN = r"(?:\s+(?:the|a|an|end|of|late|early|mid|about|around|some|only|just|another|total))*\s*$"
"""Words that may stand between the telling phrase and the amount."""
_ONLY_BETWEEN = re.compile(_BETWEEN, re.IGNORECASE)
_TO = re.compile(rf"\bto{_BETWEEN}", re.IGNORECASE)
_SOLD = re.compile(r"\b(?:sell|sells|selling|sold|sale of)\b[^,;]*\b(?:for|at)\b[^,;]*$", re.IGNORECASE)
"""Before a sum of money: it is the price that is asked for what is given."""
_KEPT_OFF = re.compile(
    rf"\b(?:no|not|never|without)\b(?!\s+(?:later|before|until|till|earlier|sooner|after|beyond)\b)[^,;]*"
    rf"\b(?:before|until|till|prior to){_BETWEEN}",
    re.IGNORECASE,
)
_NEAR = 8
"""Words before the amount among which it is looked for what becomes of it."""


def direction(claim: str, amount: Quantity, *, asked: bool) -> int:
    """1 where a larger amount is more of what the claim asks for or gives, -1 where it is less, 0 if nobody can tell.

    `amount` is one of the claim's quantities; `asked` is whether the claim asks for it, rather than gives it.
    """
    before = _before(claim, amount)
    if is_kept_off(claim, amount):
        return 1
    phrase, way = _telling(before, amount)
    other_words = {word.casefold() for word in tokens(before[: len(before) - phrase])}
    if other_words & {*lexicon().negations, "without"}:
        return 0
    if amount.kind is Kind.INTERVAL:
        return -1
    if way is None:
        way = "unknown" if amount.kind is Kind.DATE else _moved(before)
    match way:
        case "more":
            return 1
        case "less":
            return -1
        case "ceiling":
            return -1 if asked else 0
    return 0


def is_price(claim: str, amount: Quantity) -> bool:
    """Is the amount what something is sold for, so that who offers the sale asks for it?"""
    return amount.kind is Kind.MONEY and _SOLD.search(_before(claim, amount)) is not None


def is_kept_off(claim: str, amount: Quantity) -> bool:
    """Is something not to be until a day, so that the whole time till then is asked for: *no layoffs before 2032*?"""
    return amount.kind is Kind.DATE and _KEPT_OFF.search(_before(claim, amount)) is not None


def _moved(before: str) -> str:
    """The way of an amount that nothing stands before: what is lowered to it, or capped at it, is so the more the less
    it is."""
    near = {word.casefold() for word in tokens(before)[-_NEAR:]}
    lowered, raised = near & set(lexicon().lowering), near & set(lexicon().raising)
    if _TO.search(before):
        return "less" if lowered and not raised else "more"
    return "less" if near & set(lexicon().caps) and not raised else "more"


def _before(claim: str, amount: Quantity) -> str:
    """What stands before the amount; the reader of dates takes their preposition for a part of them."""
    return claim[: max(claim.find(amount.text), 0)] + (opening(amount.text) if amount.kind is Kind.DATE else "")


def _telling(before: str, amount: Quantity) -> tuple[int, str | None]:
    """How many characters the phrase at the end takes that tells the way of an amount, and that way."""
    found: list[tuple[int, int, str]] = [
        (len(match.group()), -number, way.way)
        for number, (way, pattern) in enumerate(_patterns())
        if way.of in ("any", amount.kind.value) and (match := pattern.search(before))
    ]
    found += [
        (len(before) - negated.start(), 0, said)
        for shown, said in (("at most", "ceiling"), ("at least", "more"))
        for negated in constructions(shown, before + amount.text)
        if _ONLY_BETWEEN.fullmatch(before, negated.end())
    ]
    length, _, word = max(found, default=(0, 0, None))
    return length, word


@functools.cache
def _patterns() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    return tuple((way, _behind(way.before)) for way in lexicon().ways)


def _behind(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))}){_BETWEEN}", re.IGNORECASE)
