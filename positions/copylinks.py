"""Which of several copies of one text counts as the original, whatever the order in which they were added.

Of articles that share nearly all their words the original is the one whose outlet the others credit, else the one
published first, else the first by name; all others say `copy of` it. What a person wrote or deleted there stays: only
links to an article that was the original until now are changed, and that one's own when a new article takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from positions import revising
from positions.comparison.recency import order
from positions.errors import PositionsError
from positions.model import Article, PositionFile

if TYPE_CHECKING:
    from positions.negotiation import Negotiation
    from positions.reading.copies import Copies

_EDGE = 400
"""Characters at the beginning and at the end of a text, where it tells whose it is."""


class CopyLinks:
    """The copies in a negotiation while articles are added; its texts are looked at when the first one comes."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._known: Copies | None = None

    def linked(self, article: Article) -> Article:
        """The article with `copy of`, where another one that has nearly its text is the original."""
        first = self._original(article, self._group(article))
        if first.id == article.id:
            return article
        return article.model_copy(update={"source": article.source.model_copy(update={"copy_of": first.id})})

    def added(self, article: Article) -> list[str]:
        """Know an article that was added just now, and link those of which it changes the original; gives their ids.

        Raises what editing a position file raises; the links are one step for `undo`.
        """
        if article.text is None:
            return []
        group = self._group(article)
        first = self._original(article, group)
        roots = {one.source.copy_of or one.id for one in group}
        wrong = [
            one
            for one in group
            if (one.id != first.id and one.source.copy_of in roots - {first.id})
            or (one.id == first.id and one.source.copy_of is not None)
            or (one.id != first.id and one.source.copy_of is None and self._was_original(one, first, article.id))
        ]
        self._copies().add(article.id, article.text)
        return self._link(article.id, wrong, first.id) if wrong else []

    def _was_original(self, one: Article, first: Article, added: str) -> bool:
        """Was an article without a link the original of its like until another one was added, which makes `first` that?
        Where those two were here before, one had a link to the other, or a person has deleted it."""
        group = self._group(one, without=added)
        if any(other.id == first.id for other in group):
            return first.source.copy_of == one.id
        return self._original(one, group).id == one.id

    def _link(self, added: str, wrong: Sequence[Article], first: str) -> list[str]:
        """Say of each of these whose copy it is; the ids of those that say so now."""
        with self._negotiation.lock():
            found = {}
            for one in wrong:
                old = self._negotiation.position_file(one.id)
                if old is None and self._negotiation.machine_file(one.id) is not None:
                    continue  # a person deleted the file: one without entries would say that they are gone for good
                before = old or PositionFile(article=one.source)
                source = before.article.model_copy(update={"copy_of": None if one.id == first else first})
                new = before.model_copy(update={"article": source})
                found[one.id] = revising.revised_positions(self._negotiation, one.id, old, new)
            self._negotiation.commit(f"copies of {added}", list(found.values()))
        return list(found)

    def _group(self, article: Article, *, without: str | None = None) -> list[Article]:
        """The articles that have nearly this text, with those that say they are copies of the same, by their ids."""
        if article.text is None:
            return []
        left_out = {article.id, without}
        alike = {found for found, _ in self._copies().all_of(article.text)} - left_out
        if not alike:
            return []
        articles = {one.id: one for one in self._articles() if one.id not in left_out}
        roots = {articles[found].source.copy_of or found for found in alike if found in articles}
        return [one for name, one in articles.items() if name in alike | roots or one.source.copy_of in roots]

    def _original(self, article: Article, group: Sequence[Article]) -> Article:
        every = [article, *group]

        def rank(one: Article) -> tuple[object, ...]:
            when = one.source.published
            return not any(_credits(other, one) for other in every), when is None, order(when), one.id

        return min(every, key=rank)

    def _copies(self) -> Copies:
        from positions.reading.copies import Copies

        if self._known is None:
            self._known = Copies((one.id, one.text) for one in self._articles() if one.text is not None)
        return self._known

    def _articles(self) -> Iterator[Article]:
        for article_id in sorted(self._negotiation.article_ids()):
            with suppress(PositionsError):  # a broken file is told of where it is needed
                yield self._negotiation.article(article_id)


def _credits(one: Article, other: Article) -> bool:
    """Does a text say, where it tells whose it is, that it comes from another's outlet: *(Strait Press)*?"""
    outlet, own = other.source.outlet, one.source.outlet
    if one.id == other.id or not outlet or not one.text or (own or "").casefold() == outlet.casefold():
        return False
    edges = f"{one.text[:_EDGE]}\n{one.text[-_EDGE:]}".casefold()
    return outlet.casefold() in edges
