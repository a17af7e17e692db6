"""More positions than are weighed at once: everything is there, stays where it was, and costs little more."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from benchmarks import bulk, scale
from positions.comparison import Before, compare, remember
from positions.model import Matrix, Snapshot

COUNT = 600
MORE = 20


@pytest.fixture(scope="module", autouse=True)
def _large() -> Iterator[None]:
    """Let some hundred positions count as very many, in blocks that hold a part of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("positions.comparison.comparing.AT_ONCE", COUNT // 2)
        patch.setattr("positions.comparison.likeness.AT_ONCE", COUNT // 2)
        patch.setattr("positions.comparison.blocks._BLOCK", COUNT // 4)
        yield


@pytest.fixture(scope="module")
def whole(_large: None) -> Snapshot:
    return bulk.made_up(COUNT + MORE)


@pytest.fixture(scope="module")
def first(whole: Snapshot) -> Matrix:
    """Compared without the last few."""
    return compare(_without_last(whole), bulk.HashedWords())


def _without_last(whole: Snapshot) -> Snapshot:
    return whole.model_copy(update={"positions": whole.positions[:-MORE]})


def issues(matrix: Matrix) -> dict[str, str]:
    """The issue of each position."""
    return {one.position.key: row.issue for row in matrix.rows for one in row.positions}


def test_every_position_is_there_once_and_issues_are_found(whole: Snapshot, first: Matrix) -> None:
    placed = sorted(one.position.key for row in first.rows for one in row.positions)
    assert placed == sorted(one.key for one in whole.positions[:-MORE])
    assert COUNT / 20 < len(first.rows) < COUNT / 2
    assert len({row.issue for row in first.rows}) == len(first.rows)


def test_a_few_more_move_and_rename_nothing_and_come_to_issues_that_are_there(whole: Snapshot, first: Matrix) -> None:
    embed, memory = bulk.HashedWords(), remember(first)
    start = time.process_time()
    again = compare(whole, embed, remembered=memory, before=Before(first, frozenset()))
    spent = time.process_time() - start
    was, now = issues(first), issues(again)
    assert {key: now[key] for key in was} == was
    fresh = {one.key for one in whole.positions[-MORE:]}
    assert sum(now[key] in was.values() for key in fresh) >= MORE / 2
    start = time.process_time()
    assert compare(whole, embed, remembered=memory) == again  # what was judged before comes out the same
    assert spent < time.process_time() - start


def test_an_issue_is_judged_again_when_what_judging_looks_at_changed(whole: Snapshot, first: Matrix) -> None:
    row = next(row for row in first.rows if row.provisional and len(row.deciding) == 2)
    articles = frozenset(one.position.article for one in row.positions)
    seen = _without_last(whole).model_copy(update={"reviewed": articles})
    again = compare(seen, bulk.HashedWords(), remembered=remember(first), before=Before(first, frozenset()))
    assert not next(one for one in again.rows if one.issue == row.issue).provisional


def test_growth_is_measured_in_a_process_of_its_own() -> None:
    found = scale.measure(200)
    assert (found.positions, found.moved) == (200, 0)
    assert found.issues > 10
    assert found.megabytes_more >= found.megabytes > 10
