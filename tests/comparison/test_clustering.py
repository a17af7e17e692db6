from __future__ import annotations

import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from positions.comparison.clustering import group


def _likeness(points: NDArray[np.float64]) -> NDArray[np.float32]:
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    return (unit @ unit.T).astype(np.float32)


_THREE_AND_TWO = _likeness(np.array([[1, 0.1], [1, 0], [0, 1], [1, -0.1], [0.1, 1]]))

_POINTS = st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=12).map(
    lambda rows: np.array(rows) + np.array([0.01, 0.02, 1.0])
)


def test_what_is_alike_comes_together() -> None:
    assert group(_THREE_AND_TWO, 0.8) == [[0, 1, 3], [2, 4]]


def test_nothing_gives_nothing() -> None:
    assert group(np.zeros((0, 0), dtype=np.float32), 0.5) == []


def test_what_is_given_binds_both_ways() -> None:
    assert group(_THREE_AND_TWO, 0.8, ["a", "b", "a", None, None]) == [[0, 2, 4], [1, 3]]


@given(_POINTS, st.floats(0.05, 0.95))
def test_every_item_is_in_one_group_and_no_two_groups_could_merge(
    points: NDArray[np.float64], threshold: float
) -> None:
    likeness = _likeness(points)
    found = group(likeness, threshold)
    assert sorted(number for own in found for number in own) == list(range(len(points)))
    sums = [points[own] / np.linalg.norm(points[own], axis=1, keepdims=True) for own in found]
    units = [total / np.linalg.norm(total) for total in (own.sum(axis=0) for own in sums)]
    assert all(float(a @ b) < threshold + 1e-5 for n, a in enumerate(units) for b in units[n + 1 :])


@given(_POINTS, st.data())
@settings(max_examples=50)
def test_given_groups_stay_whole_and_apart(points: NDArray[np.float64], data: st.DataObject) -> None:
    given_labels = data.draw(st.lists(st.sampled_from(["a", "b", None]), min_size=len(points), max_size=len(points)))
    found = group(_likeness(points), 0.5, given_labels)
    where = {number: index for index, own in enumerate(found) for number in own}
    labelled = {label: {where[n] for n, one in enumerate(given_labels) if one == label} for label in ("a", "b")}
    assert all(len(groups) <= 1 for groups in labelled.values())
    assert not labelled["a"] & labelled["b"]


def test_two_thousand_items_take_seconds_at_most() -> None:
    points = np.random.default_rng(1).normal(size=(2000, 24))
    start = time.process_time()
    group(_likeness(points), 0.45)
    assert time.process_time() - start < 5
