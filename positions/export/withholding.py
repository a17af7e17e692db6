"""What is confidential, taken out of a snapshot: whole articles, single entries, and their words in texts that stay.

It is pure and forgets nothing else. A text that goes out keeps its length, so that offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from positions.anchoring import anchor
from positions.model import Position, RememberedIssues, Snapshot, Topic, name_key
from positions.textmap import flat, pattern

MASK = "█"
"""Stands for each character that is withheld."""
_SENTENCE_END = re.compile(r"[.!?…][”\"’']?(?=\s)|\n(?=\s*\n)")


def confidential(snapshot: Snapshot) -> tuple[Position, ...]:
    """The positions that are confidential by themselves or with their whole article."""
    closed = _closed(snapshot)
    return tuple(one for one in snapshot.positions if one.confidential or one.article in closed)


def has_confidential(snapshot: Snapshot) -> bool:
    """Is there anything to be withheld?"""
    return bool(_closed(snapshot) or snapshot.hidden) or any(one.confidential for one in snapshot.positions)


def public(snapshot: Snapshot) -> Snapshot:
    """The snapshot without what is confidential.

    In an article that stays, the passages of its confidential entries are masked: where `at` says, and wherever their
    quote stands, however lines are broken, or the claim of one that has neither; a quote that stands nowhere so is
    looked for by likeness. Quotes that share words with such a passage are masked likewise. Where a confidential quote
    cannot be found, nobody can tell what must not be read, and the whole text is masked: see `masked_whole`.
    """
    closed, masks = _closed(snapshot), _masks(snapshot)
    return snapshot.model_copy(
        update={
            "articles": tuple(
                each.model_copy(update={"text": masks[each.id].masked}) if each.text and each.id in masks else each
                for each in snapshot.articles
                if each.id not in closed
            ),
            "positions": tuple(
                _requoted(one, masks)
                for one in snapshot.positions
                if not one.confidential and one.article not in closed
            ),
            "hidden": (),
            "disputed": tuple(_topics(snapshot.disputed, closed, masks)),
            "settled": tuple(_topics(snapshot.settled, closed, masks)),
            "reviewed": snapshot.reviewed - closed,
        }
    )


def masked_whole(snapshot: Snapshot) -> tuple[str, ...]:
    """The articles that `public` masks from end to end, since a confidential quote is not found in them."""
    return tuple(name for name, mask in _masks(snapshot).items() if mask.is_whole)


def public_memory(remembered: RememberedIssues, public: Snapshot) -> RememberedIssues:
    """What may be remembered of issues beside a public snapshot: names and propositions that its own words account for.

    The program takes both from claims, so one that no public claim, topic or codebook says may give away a
    confidential one. An issue that loses its name is named anew.
    """
    said = [
        *(one.claim for one in public.positions),
        *(topic.topic for _, topic in (*public.disputed, *public.settled)),
    ]
    words = [_words(text) for text in said]
    own = {name_key(one.issue) for one in public.positions if one.issue is not None}
    for name, issue in public.codebook.issues.items():
        own |= {name_key(each) for each in (name, *issue.also)}

    def is_said(text: str) -> bool:
        return any(_words(text) <= each for each in words)

    return RememberedIssues(
        issues=tuple(
            issue
            if issue.proposition is None or is_said(issue.proposition)
            else issue.model_copy(update={"proposition": None})
            for issue in remembered.issues
            if name_key(issue.name) in own or is_said(issue.name)
        )
    )


def _words(text: str) -> frozenset[str]:
    folded = name_key(text)
    return frozenset("".join(char if char.isalnum() else " " for char in folded).split())


def _closed(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(article.id for article in snapshot.articles if article.source.confidential)


def _masks(snapshot: Snapshot) -> dict[str, _Mask]:
    """What may be read of each article that stays and has confidential entries."""
    closed = _closed(snapshot)
    texts = {article.id: article.text or "" for article in snapshot.articles}
    hidden: dict[str, list[Position]] = {}
    for one in (*snapshot.positions, *snapshot.hidden):
        if one.confidential and one.article not in closed:
            hidden.setdefault(one.article, []).append(one)
    return {name: _Mask(texts.get(name, ""), found) for name, found in hidden.items()}


def _topics(
    topics: Iterable[tuple[str, Topic]], closed: Collection[str], masks: Mapping[str, _Mask]
) -> Iterator[tuple[str, Topic]]:
    for article, topic in topics:
        if article in masks:
            yield article, topic.model_copy(update={"quote": masks[article].over(topic.quote, topic.at)})
        elif article not in closed:
            yield article, topic


def _requoted(position: Position, masks: Mapping[str, _Mask]) -> Position:
    if position.article not in masks:
        return position
    quote = masks[position.article].over(position.quote, position.at)
    return position if quote == position.quote else position.model_copy(update={"quote": quote})


class _Mask:
    """What may be read of one article, whose confidential entries are `hidden`."""

    def __init__(self, text: str, hidden: Sequence[Position]) -> None:
        said = {flat(one.quote or one.claim) for one in hidden if one.quote or one.at is None}
        self._words = [pattern(words) for words in sorted(said - {""})]
        self._text = text
        found = [_passage(one, text) for one in hidden if one.quote is not None or one.at is not None]
        self.is_whole = bool(text) and None in found
        ranges = [at for at in (*found, *(one.at for one in hidden)) if at is not None]
        whole = [(0, len(text))] if self.is_whole else []
        self.masked = _covered(text, [*whole, *ranges, *self._found(text)])

    def over(self, quote: str | None, at: tuple[int, int] | None) -> str | None:
        """A quote as it may be read: what the masked text has where it stands, be that where `at` says or not.

        One that stands there in words like its own is masked wholly where any of those are.
        """
        if quote is None:
            return None
        place = at if at is not None and self._text[slice(*at)] == quote else self._place(quote)
        if place is None:
            return _covered(quote, [(0, len(quote))] if self.is_whole else self._found(quote))
        there, masked = self._text[slice(*place)], self.masked[slice(*place)]
        if masked == there:
            return _covered(quote, self._found(quote))
        return masked if flat(there) == flat(quote) else _covered(quote, [(0, len(quote))])

    def _place(self, quote: str) -> tuple[int, int] | None:
        start = self._text.find(quote)
        found = anchor(quote, self._text) if start < 0 and self._text else None
        return (start, start + len(quote)) if start >= 0 else found.at if found is not None else None

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the hidden words stand in a text, however lines are broken."""
        for words in self._words:
            found = words.search(text)
            while found is not None:
                yield found.span()
                found = words.search(text, found.start() + 1)


def _passage(position: Position, text: str) -> tuple[int, int] | None:
    """Where an entry stands: where `at` says, if its quote is there, else where its quote is found.

    Where only words like the quote's are found, it is their whole sentences: nobody knows where the passage ends.
    """
    at, quote = position.at, position.quote
    if at is not None and at[1] <= len(text) and (quote is None or flat(text[slice(*at)]) == flat(quote)):
        return at
    found = anchor(quote, text, near=at[0] if at is not None else None) if quote is not None and text else None
    if found is None or found.exact:
        return found.at if found is not None else None
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, found.at[0])), default=0)
    end = _SENTENCE_END.search(text, found.at[1] - 1)
    return start, end.end() if end is not None else len(text)


def _covered(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with those ranges masked; lines stay lines."""
    chars = list(text)
    for start, end in ranges:
        chars[start:end] = [char if char == "\n" else MASK for char in chars[start:end]]
    return "".join(chars)
