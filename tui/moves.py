"""What moved between two articles, in the order and words that the diff screen shows. Knows no Textual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from positions.model import Cause, Change, ChangeKind, day_of

from .state import CHANGE_GLYPHS, Content


def marks(changes: Iterable[Change]) -> dict[tuple[str, str], ChangeKind]:
    """By issue and party, what is worth a mark in the matrix: what is said again is not, in whatever words, nor are
    sources that contradict each other."""
    kinds = {ChangeKind.KEPT, ChangeKind.REWORDED}
    moved = (change for change in changes if change.kind not in kinds and change.cause is not Cause.SOURCES)
    kinds_of = list(CHANGE_GLYPHS)
    gravest_last = sorted(moved, key=lambda change: -kinds_of.index(change.kind))
    return {(change.issue, change.party): change.kind for change in gravest_last}


def tally(changes: Iterable[Change]) -> str:
    """`1 reversed · 2 kept`, gravest first."""
    found = Counter(change.kind for change in changes)
    return " · ".join(f"{CHANGE_GLYPHS[kind]} {found[kind]} {kind.value}" for kind in CHANGE_GLYPHS if found[kind])


def latest_pair(content: Content) -> tuple[str, str] | None:
    """The last two articles by date; undated ones only where fewer than two are dated; None with fewer than two."""
    dated = [article.id for article in content.articles.values() if article.source.published is not None]
    chosen = dated if len(dated) > 1 else list(content.articles)
    return (chosen[-2], chosen[-1]) if len(chosen) > 1 else None


def label(content: Content, article_id: str) -> str:
    """An article in a list: date, title, outlet. Raises KeyError for an unknown id."""
    article = content.articles[article_id]
    when = article.source.published
    parts = (day_of(when).isoformat() if when else "undated", article.title, article.source.outlet)
    return " · ".join(part for part in parts if part)
