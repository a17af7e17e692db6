"""Grouping of more statements than are weighed at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from benchmarks import bulk
from positions.comparison import blocks, likeness, neighbours
from positions.comparison.blocks import sample, together
from positions.comparison.likeness import Likeness
from positions.comparison.neighbours import Links, links
from positions.comparison.statements import Statement, statements


def _stated(count: int) -> list[Statement]:
    snapshot = bulk.made_up(count)
    return statements(snapshot.positions, snapshot)


def _links(alike: Likeness) -> Links:
    return links(alike.signs.vectors.claims, alike.signs.words.own.unit, np.arange(alike.signs.count))


def _b_cubed(one: list[list[int]], other: list[list[int]]) -> float:
    """How far two groupings of the same items agree: F1 of precision and recall, item by item."""
    of = [{number: frozenset(own) for own in groups for number in own} for groups in (one, other)]
    shared = {number: len(of[0][number] & of[1][number]) for number in of[0]}
    precision = sum(shared[number] / len(of[0][number]) for number in shared) / len(shared)
    recall = sum(shared[number] / len(of[1][number]) for number in shared) / len(shared)
    return 2 * precision * recall / (precision + recall)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that some hundred statements fill many."""
    monkeypatch.setattr(likeness, "AT_ONCE", 0)
    monkeypatch.setattr(blocks, "_BLOCK", 96)


def test_blocks_find_nearly_what_one_square_finds(small_blocks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = _stated(400)
    alike = Likeness(stated, bulk.HashedWords())
    free = [None] * len(stated)
    in_blocks = together(alike, range(len(stated)), _links(alike), 0.38, free)
    assert sorted(number for own in in_blocks for number in own) == list(range(len(stated)))
    at_once = together(alike, range(len(stated)), None, 0.38, free)
    assert len(at_once) > 15
    assert _b_cubed(in_blocks, at_once) > 0.9


def test_the_same_statements_give_the_same_groups(small_blocks: None) -> None:
    stated = _stated(200)
    first, second = (Likeness(stated, bulk.HashedWords()) for _ in range(2))
    free = [None] * len(stated)
    assert together(first, range(200), _links(first), 0.38, free) == together(
        second, range(200), _links(second), 0.38, free
    )


def test_what_is_given_binds_across_blocks(small_blocks: None) -> None:
    stated = _stated(400)
    alike = Likeness(stated, bulk.HashedWords())
    given = [f"issue {number % 7}" if number % 2 else None for number in range(400)]
    found = together(alike, range(400), _links(alike), 0.1, given)
    labels = [{given[number] for number in own} - {None} for own in found]
    assert all(len(own) <= 1 for own in labels)
    assert sorted(label for own in labels for label in own if label) == [f"issue {number}" for number in range(7)]
    assert sum(given[number] is None for own in found if len(own) > 1 for number in own) > 50


def test_signs_of_some_are_those_of_all(small_blocks: None) -> None:
    stated = _stated(150)
    alike = Likeness(stated, bulk.HashedWords())
    one, other = [5, 140, 2, 77], [3, 5, 149]
    np.testing.assert_allclose(alike(one, other), alike(range(150), range(150))[np.ix_(one, other)], atol=1e-5)


def test_links_are_pairs_the_closest_first() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [0.8, 0.6], [-1, 0]], dtype=np.float32)
    words = sparse.csr_array((4, 1))
    found = links(vectors, words, np.array([0, 1]))
    assert list(zip(found.one.tolist(), found.other.tolist(), strict=True))[:3] == [(1, 2), (0, 2), (0, 1)]


def test_a_rare_word_links_what_vectors_do_not() -> None:
    dice = np.random.default_rng(1)
    vectors = dice.normal(size=(1500, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    far = int(np.argmin(vectors @ vectors[0]))
    rows = sparse.csr_array(([1.0, 1.0], ([0, far], [0, 0])), shape=(1500, 1))
    found = links(vectors, rows, np.arange(1500))
    assert (0, far) in set(zip(found.one.tolist(), found.other.tolist(), strict=True))


def test_most_nearest_neighbours_are_found_in_the_forest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_FEW_ASKED", 0)
    monkeypatch.setattr(neighbours, "_LEAF", 256)
    stated = _stated(1500)
    vectors = bulk.HashedWords()([one.claim for one in stated])
    found = links(vectors, sparse.csr_array((1500, 1)), np.arange(1500))
    pairs = set(zip(found.one.tolist(), found.other.tolist(), strict=True))
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1)
    best = near.argmax(axis=1)
    hit = sum((min(one, other), max(one, other)) in pairs for one, other in enumerate(best.tolist()))
    assert hit > 0.6 * 1500


def test_a_sample_is_spread_evenly() -> None:
    assert sample(range(5), 8) == [0, 1, 2, 3, 4]
    assert sample(range(100), 4) == [0, 25, 50, 75]
