"""Statements that were read twice: in wire copies of one article, or where articles quote the same words.

Owns what is one statement in two articles. The one that was read first counts, with its date; the others stay where
they are and point to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from positions.comparison.words import tokens
from positions.model import Article, Placed, When, day_of

_VERBATIM = 8
"""Words from which a passage that two articles share is one utterance: a shorter one may well be said anew."""


def originals(articles: Sequence[Article]) -> dict[str, str]:
    """Each article that is a copy → the one that it goes back to, be that still there or not."""
    copied = {article.id: article.source.copy_of for article in articles if article.source.copy_of is not None}
    found = {}
    for article in copied:
        seen, origin = {article}, copied[article]
        while origin in copied and origin not in seen:
            seen.add(origin)
            origin = copied[origin]
        found[article] = min(seen) if origin in seen else origin
    return found


def marked(placed: Sequence[Placed], copies: Mapping[str, str]) -> list[Placed]:
    """The same statements of an issue in their order, those that only repeat another article's marked as such.

    `copies` are the `originals`. A repetition has the date of what it repeats. What a person dated otherwise by
    `stated` is a statement of its own.
    """
    first: dict[tuple[object, ...], Placed] = {}
    found = list(placed)
    for number in sorted(range(len(placed)), key=lambda number: _order(placed[number], copies)):
        one = placed[number]
        keys = list(_keys(one, copies))
        other = next((first[key] for key in keys if key in first), None)
        if other is None or not _repeats(one, other):
            for key in keys:
                first.setdefault(key, one)
        else:
            found[number] = one.model_copy(update={"repeats": other.position.article, "when": other.when})
    return found


def is_marked(placed: Sequence[Placed], whens: Mapping[str, When | None], copies: Mapping[str, str]) -> bool:
    """Are the statements of an issue dated and marked as `marked` would have them, with articles dated by `whens`?"""
    dated = [one.position.stated or whens.get(one.position.article) for one in placed]
    if not any(one.repeats is not None or one.position.article in copies for one in placed):
        return all(one.when == when for one, when in zip(placed, dated, strict=True))
    plain = [one.model_copy(update={"repeats": None, "when": when}) for one, when in zip(placed, dated, strict=True)]
    return all(
        (now.repeats, now.when) == (one.repeats, one.when)
        for now, one in zip(marked(plain, copies), placed, strict=True)
    )


def _order(one: Placed, copies: Mapping[str, str]) -> tuple[object, ...]:
    """The oldest first, undated ones last; of one day the original before its copies."""
    return _day(one.when), one.position.article in copies, one.position.article, one.position.at or (0, 0)


def _day(when: When | None) -> tuple[bool, int]:
    return (when is None, 0 if when is None else day_of(when).toordinal())


def _keys(one: Placed, copies: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """What a statement has in common with those that it repeats."""
    position = one.position
    who = (position.party, position.stance, position.withdrawn, position.according_to)
    quote = _flat(position.quote or "")
    origin = copies.get(position.article, position.article)
    yield "copied claim", origin, *who, _flat(position.claim)
    if quote:
        yield "copied quote", origin, *who, quote
    if len(quote) >= _VERBATIM:
        yield "quote", *who, quote


def _flat(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in tokens(text))


def _repeats(one: Placed, other: Placed) -> bool:
    if one.position.article == other.position.article:
        return False
    return one.position.stated is None or one.when == other.when
