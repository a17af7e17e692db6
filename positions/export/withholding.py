"""What is confidential, taken out of a snapshot: whole articles, single entries, and their words in texts that stay.

It is pure and forgets nothing else. A text that goes out keeps its length, so that offsets stay true.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from positions.model import Position, RememberedIssues, Snapshot, Topic, name_key

MASK = "█"
"""Stands for each character that is withheld."""


def confidential(snapshot: Snapshot) -> tuple[Position, ...]:
    """The positions that are confidential by themselves or with their whole article."""
    closed = _closed(snapshot)
    return tuple(one for one in snapshot.positions if one.confidential or one.article in closed)


def has_confidential(snapshot: Snapshot) -> bool:
    """Is there anything to be withheld?"""
    return bool(_closed(snapshot)) or any(one.confidential for one in snapshot.positions)


def public(snapshot: Snapshot) -> Snapshot:
    """The snapshot without what is confidential.

    In an article that stays, the passages of its confidential entries are masked: where `at` says, and wherever their
    quote stands word for word, or the claim of one that has neither. Quotes that share words with such a passage are
    masked likewise.
    """
    closed = _closed(snapshot)
    texts = {article.id: article.text or "" for article in snapshot.articles}
    hidden: dict[str, list[Position]] = {}
    for one in snapshot.positions:
        if one.confidential:
            hidden.setdefault(one.article, []).append(one)
    masks = {name: _Mask(texts.get(name, ""), found) for name, found in hidden.items() if name not in closed}
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
            "disputed": tuple(_topics(snapshot.disputed, closed, masks)),
            "settled": tuple(_topics(snapshot.settled, closed, masks)),
            "reviewed": snapshot.reviewed - closed,
        }
    )


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
        self._words = {one.quote or one.claim for one in hidden if one.quote or one.at is None}
        self._text = text
        self.masked = _covered(text, [*(one.at for one in hidden if one.at is not None), *self._found(text)])

    def over(self, quote: str | None, at: tuple[int, int] | None) -> str | None:
        """A quote as it may be read: what the masked text has where it stands, be that where `at` says or not."""
        if quote is None:
            return None
        start = at[0] if at is not None and self._text[at[0] : at[1]] == quote else self._text.find(quote)
        if start >= 0:
            return self.masked[start : start + len(quote)]
        return _covered(quote, self._found(quote))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the hidden words stand in a text."""
        for words in self._words:
            start = text.find(words)
            while start >= 0:
                yield start, start + len(words)
                start = text.find(words, start + 1)


def _covered(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with those ranges masked; lines stay lines."""
    for start, end in ranges:
        text = text[:start] + "".join(char if char == "\n" else MASK for char in text[start:end]) + text[end:]
    return text
