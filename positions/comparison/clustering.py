"""Likeness into groups, under constraints.

Owns one algorithm: agglomerative clustering in which a group is the sum of its members' vectors and two groups are as
alike as the cosine of their sums (the measure of spherical k-means: I. S. Dhillon and D. S. Modha, "Concept
decompositions for large sparse text data using clustering", Machine Learning 42, 2001), with groups that are given
and groups that must stay apart. On the fitting series it finds issues better than average linkage does, as a large
group is not held to the loosest of its pairs. It knows numbers only: what they measure, and what a group is called,
is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def group(
    likeness: NDArray[np.float32], threshold: float, given: Sequence[Hashable | None] | None = None
) -> list[list[int]]:
    """Groups of indices; the two most alike are merged as long as their likeness is at least `threshold`.

    `likeness` is square and symmetric, its diagonal 1: the inner products of vectors that need not be known. Items
    with the same `given` label are in one group, items with different labels never are; None leaves an item free.
    Groups and their members are in the order of the items, ties go to the first. Time is about quadratic in the number
    of items, and so is memory.
    """
    labels = given or [None] * len(likeness)
    members = seeds(len(likeness), labels)
    found = merge(likeness, members, [labels[own[0]] for own in members], threshold)
    return sorted(sorted(item for part in own for item in members[part]) for own in found)


def merge(
    likeness: NDArray[np.float32],
    members: Sequence[Sequence[int]],
    labels: Sequence[Hashable | None],
    threshold: float,
    weights: Sequence[float] | None = None,
) -> list[list[int]]:
    """Which groups come together, by their number; `members` are the items of each, `labels` what they are given.

    `weights` says for each group how many items each of its members stands for.
    """
    import numpy as np

    if not members:
        return []
    codes = {label: code for code, label in enumerate(dict.fromkeys(labels))}
    code = np.array([-1 if label is None else codes[label] for label in labels])
    apart = np.not_equal.outer(code, code) & np.logical_and.outer(code >= 0, code >= 0)
    np.fill_diagonal(apart, True)
    return _merge(_sums(likeness, members, weights), apart, threshold)


def seeds(count: int, given: Sequence[Hashable | None]) -> list[list[int]]:
    """One group for each label that is given, one for each free item."""
    by_label: dict[Hashable, list[int]] = {}
    out: list[list[int]] = []
    for number in range(count):
        label = given[number]
        if label is not None and label in by_label:
            by_label[label].append(number)
            continue
        out.append([number])
        if label is not None:
            by_label[label] = out[-1]
    return out


def _sums(
    likeness: NDArray[np.float32], members: Sequence[Sequence[int]], weights: Sequence[float] | None
) -> NDArray[np.float64]:
    """The inner products of the groups' summed vectors."""
    import numpy as np

    exact = np.asarray(likeness, dtype=np.float64)
    if weights is None and all(len(own) == 1 for own in members):
        return exact.copy()
    chosen = np.zeros((len(members), len(exact)))
    for number, own in enumerate(members):
        chosen[number, own] = 1 if weights is None else weights[number]
    return np.asarray(chosen @ exact @ chosen.T)


def _merge(sums: NDArray[np.float64], apart: NDArray[np.bool_], threshold: float) -> list[list[int]]:
    """Merge greedily. Every row keeps its best partner, so that a merge looks again only at rows whose best is gone."""
    import numpy as np

    length = np.sqrt(np.maximum(np.diag(sums), 1e-9))
    alike = sums / np.outer(length, length)
    alike[apart] = -np.inf
    parts = [[number] for number in range(len(alike))]
    partner = np.argmax(alike, axis=1)
    best = alike[np.arange(len(alike)), partner]
    left = np.ones(len(alike), dtype=bool)
    while True:
        one = int(np.argmax(best))
        if best[one] < threshold:
            return [own for own, here in zip(parts, left, strict=True) if here]
        keep, lose = sorted((one, int(partner[one])))
        sums[keep] += sums[lose]
        sums[:, keep] += sums[:, lose]
        length[keep] = np.sqrt(max(sums[keep, keep], 1e-9))
        apart[keep] |= apart[lose]
        apart[:, keep] = apart[keep]
        parts[keep] += parts[lose]
        left[lose] = False
        apart[lose] = apart[:, lose] = True
        fresh = np.where(apart[keep], -np.inf, sums[keep] / (length[keep] * length))
        alike[keep] = alike[:, keep] = fresh
        alike[lose] = alike[:, lose] = -np.inf
        closer = fresh > best
        partner[closer], best[closer] = keep, fresh[closer]
        stale = ((partner == keep) | (partner == lose)) & ~closer
        stale[[keep, lose]] = True
        for row in np.flatnonzero(stale):
            partner[row] = np.argmax(alike[row])
            best[row] = alike[row, partner[row]]
