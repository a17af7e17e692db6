"""One more article: which issues get another name, and which positions another issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks import SAMPLES
from positions.comparison import compare, remember
from positions.embeddings import Embedder
from positions.extraction import extract
from positions.model import Article, Matrix, Position, RememberedIssues, Snapshot
from positions.reading import read


class Moved(NamedTuple):
    """What one more article did to the positions that were there."""

    article: str
    renamed: tuple[str, ...]
    """Issues whose name is gone."""
    moved: int
    """Positions that are on an issue of another name."""
    positions: int
    """Positions that were there before."""


def of_samples() -> Snapshot:
    """The articles of all samples as one negotiation, as extraction reads them."""
    return extracted([article for folder in SAMPLES for path in sorted(folder.glob("*.md")) for article in read(path)])


def extracted(articles: Sequence[Article]) -> Snapshot:
    """A snapshot of what extraction finds in articles."""
    found = [
        Position.of_entry(entry, article=extraction.article, party=party)
        for extraction in extract(articles, Snapshot().registry)
        for party, entries in extraction.positions.items()
        for entry in entries
    ]
    return Snapshot(articles=tuple(articles), positions=tuple(found))


def measure(snapshot: Snapshot, embed: Embedder, last: int | None = None) -> list[Moved]:
    """For each article (each of the `last` ones): what it does when it comes after all others."""
    names = sorted({one.article for one in snapshot.positions})
    return [_added(name, snapshot, embed) for name in names[-(last or len(names)) :]]


def _added(name: str, snapshot: Snapshot, embed: Embedder) -> Moved:
    without = tuple(one for one in snapshot.positions if one.article != name)
    before = compare(snapshot.model_copy(update={"positions": without}), embed, remembered=RememberedIssues())
    after = compare(snapshot, embed, remembered=remember(before))
    was, now = _issues(before), _issues(after)
    renamed = {row.issue for row in before.rows} - {row.issue for row in after.rows}
    moved = sum(now[key] != issue for key, issue in was.items())
    return Moved(name, tuple(sorted(renamed)), moved, len(was))


def _issues(matrix: Matrix) -> dict[str, str]:
    return {one.position.key: row.issue for row in matrix.rows for one in row.positions}
