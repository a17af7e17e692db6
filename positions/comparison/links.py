"""Links: what function words say of the words beside them, of which a party can want only one of two.

Owns the reading of *with* and *without*, *all* and *some* or a number, *from* and *to*, and of what comes first and
what second. Which words they are stands in the lexicon; what they come to between two parties `pairs` says.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from positions.comparison.quantities import quantities
from positions.comparison.quantity import Kind
from positions.comparison.words import (
    construction,
    content_stem,
    content_stems,
    is_turning,
    lexicon,
    root,
    stem,
    tokens,
)

REACH = -1
"""The pair of function words for all and for some of a thing."""
_DIRECTION = -2
"""The pair of function words for from and for to."""
_SHARE = -3
"""The pair of *a full refund* and *a refund of 40 percent*."""

_DENIED = 5
"""Words before *without* among which a negation makes a demand of it: *no deal without a guarantee*."""

_NEAR = 16
"""Words on either side of a function word among which it is looked for what it is about."""

_WHOLE = 100
"""Percent of a thing that are all of it."""

_ARTICLES = frozenset({"the", "a", "an", "its", "their", "any", "all"})
_NO_VERB = frozenset({"and", "or", "with", "as", "in", "of", "for", "to", "on"})
"""What behind a name says that it does nothing yet (*Norland and Sudmark sign*)."""
_PASSIVE = frozenset({"by", "be", "is", "are", "was", "were", "been", "being", "between"})


class Particle(NamedTuple):
    """A function word of which a party can want only one, and the word of content behind it."""

    pair: int
    """Its place among the lexicon's `particles`, or one of the numbers above."""
    end: int
    """+1 or -1."""
    of: str
    """A stem; of a direction, all of a name."""
    behind: str = ""
    """Of a direction, the stem of what it is a direction of."""


class Order(NamedTuple):
    """What comes first, and what after it, as roots."""

    first: frozenset[str]
    second: frozenset[str]


class _Ends(NamedTuple):
    """The lexicon's function words as they stand in a claim."""

    of: dict[str, list[tuple[int, int]]]
    """The pairs that each belongs to, and which end of each."""
    directions: dict[str, int]
    shares: frozenset[str]
    wholes: frozenset[str]
    negations: frozenset[str]


@functools.cache
def _ends() -> _Ends:
    found = lexicon()
    of: dict[str, list[tuple[int, int]]] = {}
    for number, pair in ((REACH, found.reach), *enumerate(found.particles)):
        for end, group in ((1, pair.one), (-1, pair.other)):
            for word in group:
                of.setdefault(word, []).append((number, end))
    directions = {
        word: end for end, group in ((1, found.directions.one), (-1, found.directions.other)) for word in group
    }
    return _Ends(of, directions, frozenset(found.shares), frozenset(found.wholes), frozenset(found.negations))


def particles(text: str) -> frozenset[Particle]:
    """What the claim's function words, and its numbers of things, say of the words of content behind them; *more than*
    says nothing."""
    ends, words = _ends(), tokens(text)
    low = [word.casefold() for word in words]
    found = [
        Particle(*end, behind)
        for number, word in enumerate(low)
        if low[number + 1 : number + 2] != ["than"] and (said := _said(low, number))
        if (behind := next((stem_ for it in words[number + 1 : number + _NEAR] if (stem_ := _thing(it))), None))
        for end in said
    ]
    counted = (one.unit for one in quantities(text) if one.kind is Kind.COUNT)
    found += [Particle(REACH, -1, stem(unit)) for unit in counted]
    return frozenset((*found, *_wholes(words, low), *_in_percent(text), *_directions(words, ends.directions)))


def _wholes(words: Sequence[str], low: Sequence[str]) -> Iterator[Particle]:
    """All of a thing: *the entire fleet*, *the debt be forgiven in full*."""
    for number, word in enumerate(low):
        if word not in _ends().wholes:
            continue
        if low[max(0, number - 1) : number] == ["in"]:
            of = [found for it in words[: number - 1] if (found := _thing(it))]
        else:
            start = next((n for n in range(number + 1, len(words)) if _thing(words[n])), len(words))
            end = next((n for n in range(start, len(words)) if not _thing(words[n])), len(words))
            of = [_thing(it) for it in words[start:end][-1:]]
        for one in of:
            yield from (Particle(REACH, 1, one), Particle(_SHARE, 1, one))


def _in_percent(text: str) -> Iterator[Particle]:
    """A share of a thing: *40 percent of the fleet*, *a refund of 40 percent*."""
    for one in quantities(text):
        if one.kind is not Kind.PERCENT or one.value >= _WHOLE or one.limit.side > 0:
            continue
        before, _, behind = text.partition(one.text)
        words = tokens(behind)
        if words[:1] == ["of"] and (of := next((found for it in words[:_NEAR] if (found := _thing(it))), "")):
            yield Particle(REACH, -1, of)
        words = tokens(before)
        if words[-1:] == ["of"] and (of := _thing(words[-2]) if len(words) > 1 else ""):
            yield Particle(_SHARE, -1, of)


def _said(words: Sequence[str], number: int) -> list[tuple[int, int]]:
    """The ends of the pairs that the word at a place stands for."""
    ends, word = _ends(), words[number]
    if word in ends.shares and words[number + 1 : number + 2] == ["of"]:
        return [(REACH, -1)]
    said = ends.of.get(word, [])
    if word == "without" and not ends.negations.isdisjoint(words[max(0, number - _DENIED) : number]):
        return [(pair, -end) for pair, end in said]
    return said


def _thing(word: str) -> str:
    """The stem of a word of content that is no number; empty for all others."""
    return "" if word[0].isdigit() else content_stem(word)


def _directions(words: Sequence[str], ends: dict[str, int]) -> list[Particle]:
    """Each direction with the word of content before the first of a row (*flights from Port Ost to Norhaven*)."""
    found: list[Particle] = []
    last, head = -1, ""
    for number, word in enumerate(words):
        end = ends.get(word.casefold())
        if end is None:
            continue
        name = _name(words[number + 1 : number + _NEAR])
        before = next(
            (stem_ for it in reversed(words[max(0, number - _NEAR) : number]) if (stem_ := content_stem(it))), ""
        )
        if last < 0 or number != last:
            head = before
        if name and head:
            found.append(Particle(_DIRECTION, end, " ".join(content_stem(it) or it for it in name), head))
        skipped = next((n for n in range(number + 1, len(words)) if content_stem(words[n])), number)
        last = skipped + len(name)
    return found


def _name(words: Sequence[str]) -> list[str]:
    """The first word of content, and of a name all its words."""
    start = next((n for n, word in enumerate(words) if content_stem(word)), len(words))
    named = [words[start]] if start < len(words) else []
    while named and named[0][0].isupper() and start + len(named) < len(words):
        following = words[start + len(named)]
        if not following[0].isupper():
            break
        named.append(following)
    return named


def opposite_particles(one: Iterable[Particle], other: Iterable[Particle]) -> bool:
    """Do two claims differ in what a function word says of the same word: *with conditions*, *without conditions*?"""
    return any(pair not in (REACH, _SHARE) for pair in _apart(one, other))


def opposite_reach(one: Iterable[Particle], other: Iterable[Particle]) -> bool:
    """Does one claim speak of all of what the other speaks of some of?"""
    return not _apart(one, other).isdisjoint((REACH, _SHARE))


def denied(text: str) -> frozenset[str]:
    """The roots of the things that a claim wants something *without* or *free of*; not of how something is done (*work
    without a contract*), nor of what it will not do without."""
    words = [word.casefold() for word in tokens(text)]
    out = set()
    for number, word in enumerate(words):
        before = words[max(0, number - _DENIED) : number]
        if not _ends().negations.isdisjoint(before):
            continue
        if word.endswith("-free"):
            out.add(root(content_stem(word.removesuffix("-free"))))
        is_free_of = word == "free" and words[number + 1 : number + 2] in (["of"], ["from"])
        if not is_free_of and (word != "without" or not before or before[-1].endswith("ing")):
            continue
        start = next((n for n in range(number + 1, len(words)) if content_stem(words[n])), len(words))
        end = next((n for n in range(start, len(words)) if not content_stem(words[n])), len(words))
        out |= {root(content_stem(it)) for it in words[start:end][-1:]}
    return frozenset(filter(None, out))


def leading(text: str) -> frozenset[str]:
    """The roots of what a claim names first: its first words of content, and where an article follows or they only
    turn the rest round (*an end to tolls*), the next."""
    found: list[str] = []
    for word in tokens(text):
        if said := content_stem(word):
            found.append(root(said))
        elif found and word.casefold() not in _ARTICLES and not all(map(is_turning, found)):
            break
    return frozenset(found)


def crossed(one: str, other: str) -> bool:
    """Is who does something in each of two claims whom it is done to in the other: *Norland pays Sudmark*, *Sudmark
    pays Norland*?"""
    mine, theirs = _doer(one), _doer(other)
    if not mine or not theirs or mine == theirs:
        return False
    return mine in _bare(other) and theirs in _bare(one)


def _doer(text: str) -> str:
    """The name with which a claim begins that says what it does; empty for all others, and for a passive."""
    words, low = _bare(text), [word.casefold() for word in _bare(text)]
    if low[:1] == ["that"]:
        words, low = words[1:], low[1:]
    if len(words) < 3 or not words[0][0].isupper() or low[1] in _NO_VERB or not _PASSIVE.isdisjoint(low):
        return ""
    return words[0]


def _bare(text: str) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s") for word in tokens(text)]


def _apart(one: Iterable[Particle], other: Iterable[Particle]) -> set[int]:
    """The pairs of function words of which two claims hold different ends; a claim with both ends says nothing."""
    if not one or not other:
        return set()
    mine, theirs = (
        {it for it in said if it._replace(end=-it.end) not in said} for said in (frozenset(one), frozenset(other))
    )
    return {it.pair for it in mine if it._replace(end=-it.end) in theirs}


def order(text: str) -> Order | None:
    """What the claim wants first and what second; None where it says nothing of it, or more than one thing."""
    found = [(match, shown) for shown in ("first", "second") for match in construction(shown).finditer(text)]
    if len(found) != 1:
        return None
    match, shown = found[0]
    before, behind = text[: match.start()], text[match.end() :]
    if not content_stems(before):
        behind, _, before = behind.partition(",")
    parts = [frozenset(map(root, content_stems(part))) for part in (before, behind)]
    if not all(parts):
        return None
    return Order(*parts) if shown == "first" else Order(*reversed(parts))


def opposite_order(one: Order | None, other: Order | None) -> bool:
    """Does each want first what the other wants second?"""
    if one is None or other is None:
        return False
    crossed = one.first & other.second and one.second & other.first
    return bool(crossed) and not (one.first & other.first or one.second & other.second)


def set_apart(one: str, other: str) -> bool:
    """Do two claims differ in what their function words say, so that the same words of content mean another thing?"""
    return (
        bool(_apart(particles(one), particles(other)))
        or opposite_order(order(one), order(other))
        or crossed(one, other)
        or denied(one) != denied(other)
    )
