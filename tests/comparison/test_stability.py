"""One more article: no issue gets another name, and hardly a position another issue."""

from __future__ import annotations

import pytest

from benchmarks import bulk, grouping, stability
from positions.embeddings import Embedder
from positions.model import RememberedIssues, Snapshot

MADE_UP = 90
"""Positions, ten an article, beside the twelve articles of the samples."""


@pytest.fixture
def twenty_one() -> Snapshot:
    """The samples' articles, as a careful reader sees them, and nine made-up ones, as one negotiation."""
    parts = [*(snapshot for snapshot, _ in grouping.samples()), bulk.made_up(MADE_UP)]
    return Snapshot(
        articles=tuple(article for part in parts for article in part.articles),
        positions=tuple(position for part in parts for position in part.positions),
    )


def test_one_more_article_renames_no_issue_and_moves_hardly_a_position(twenty_one: Snapshot, embed: Embedder) -> None:
    assert len({one.article for one in twenty_one.positions}) == 21
    found = stability.measure(twenty_one, embed, last=3)
    assert len(found) == 3
    assert all(one.positions > 100 for one in found)
    assert [one.renamed for one in found] == [(), (), ()]
    assert max(one.moved / one.positions for one in found) <= 0.05


def test_moves_and_renames_are_seen(twenty_one: Snapshot, embed: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stability, "remember", lambda _: RememberedIssues())
    [found] = stability.measure(twenty_one, embed, last=1)
    assert found.moved > 0
