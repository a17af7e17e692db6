"""What is confidential stays in the negotiation: articles, entries, and the words of such entries in a text that goes.

A text keeps its length, so that offsets stay true.
"""

from __future__ import annotations

from positions.model import Article, Position, Snapshot

MASK = "█"
"""Stands for each character that is withheld."""


def has_confidential(snapshot: Snapshot) -> bool:
    """Is there anything to be withheld?"""
    return any(article.source.confidential for article in snapshot.articles) or any(
        one.confidential for one in snapshot.positions
    )


def public(snapshot: Snapshot) -> Snapshot:
    """The snapshot without confidential articles and entries; the passages of such entries are masked."""
    articles = {article.id: article for article in snapshot.articles if not article.source.confidential}
    for one in snapshot.positions:
        if one.confidential and one.article in articles:
            articles[one.article] = _masked(articles[one.article], one)
    kept = [one for one in snapshot.positions if one.article in articles and not one.confidential]
    return snapshot.model_copy(
        update={
            "articles": tuple(articles.values()),
            "positions": tuple(_requoted(one, articles[one.article]) for one in kept),
            "disputed": tuple(one for one in snapshot.disputed if one[0] in articles),
            "settled": tuple(one for one in snapshot.settled if one[0] in articles),
            "reviewed": snapshot.reviewed & articles.keys(),
        }
    )


def _masked(article: Article, entry: Position) -> Article:
    """The article without the words of an entry: at its passage, and wherever its quote stands."""
    text = article.text
    if text is None:
        return article
    if entry.at is not None:
        start, end = entry.at
        text = text[:start] + MASK * len(text[start:end]) + text[end:]
    words = entry.quote or (entry.claim if entry.at is None else None)
    if words:
        text = text.replace(words, MASK * len(words))
    return article.model_copy(update={"text": text})


def _requoted(position: Position, article: Article) -> Position:
    """The position with the quote that the masked text has."""
    at, text = position.at, article.text
    if position.quote is None or text is None or at is None or MASK not in text[slice(*at)]:
        return position
    return position.model_copy(update={"quote": text[slice(*at)]})
