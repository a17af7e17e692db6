"""Which articles are compared, and how their changes are ordered."""

from __future__ import annotations

from positions.model import Article, Change, ChangeKind, Matrix, Snapshot
from tui.moves import CHANGE_GLYPHS, label, latest_pair, marks, tally
from tui.state import Content


def test_every_kind_of_change_has_its_own_glyph() -> None:
    assert set(CHANGE_GLYPHS) == set(ChangeKind)
    assert len(set(CHANGE_GLYPHS.values())) == len(ChangeKind)


def test_the_gravest_changes_count_first() -> None:
    kinds = (ChangeKind.KEPT, ChangeKind.NEW, ChangeKind.REVERSED)
    changes = [Change(party="p", issue="i", kind=kind) for kind in kinds]
    assert marks(changes) == marks(reversed(changes)) == {("i", "p"): ChangeKind.REVERSED}
    assert tally(changes) == "⇄ 1 reversed · + 1 new · = 1 kept"


def test_the_last_two_by_date_are_compared(content: Content) -> None:
    undated = (*content.snapshot.articles, Article(id="b"))
    assert latest_pair(Content(Matrix(), Snapshot(articles=undated))) == ("a1", "a2")
    assert latest_pair(Content(Matrix(), Snapshot(articles=(Article(id="c"), Article(id="b"))))) == ("b", "c")
    assert latest_pair(Content(Matrix(), Snapshot(articles=undated[:1]))) is None


def test_articles_are_listed_by_date_title_and_outlet(content: Content) -> None:
    assert label(content, "a1") == "2024-04-01 · Ministers meet · The Strait Courier"
