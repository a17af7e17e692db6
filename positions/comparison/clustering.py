"""Likeness into groups: average linkage under constraints.

Owns one algorithm: agglomerative clustering with average linkage by nearest-neighbour chains (F. Murtagh, "A survey of
recent advances in hierarchical clustering algorithms", The Computer Journal 26(4), 1983; F. Murtagh and P. Contreras,
WIREs Data Mining and Knowledge Discovery 2, 2012), with groups that are given and groups that must stay apart. It
knows numbers only: what they measure, and what a group is called, is decided elsewhere.
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
    """Groups of indices whose average likeness to one another is at least `threshold`.

    `likeness` is square and symmetric. Items with the same `given` label are in one group, items with different labels
    never are; None leaves an item free. The result is the one that always merging the two most alike groups would
    give, in time quadratic in the number of items. Groups and their members are in the order of the items.
    """
    import numpy as np

    count = len(likeness)
    members = _seeds(count, given)
    if not members:
        return []
    labels = [given[own[0]] if given is not None else None for own in members]
    between = _between_seeds(np.asarray(likeness, dtype=np.float64), members)
    apart = np.array([[a is not None and b is not None and a != b for b in labels] for a in labels], dtype=bool)
    between[apart] = -np.inf
    np.fill_diagonal(between, -np.inf)
    return sorted(sorted(own) for own in _chain(between, members, threshold))


def _seeds(count: int, given: Sequence[Hashable | None] | None) -> list[list[int]]:
    """One group for each label that is given, one for each free item."""
    by_label: dict[Hashable, list[int]] = {}
    out: list[list[int]] = []
    for number in range(count):
        label = given[number] if given is not None else None
        if label is not None and label in by_label:
            by_label[label].append(number)
            continue
        out.append([number])
        if label is not None:
            by_label[label] = out[-1]
    return out


def _between_seeds(likeness: NDArray[np.float64], members: list[list[int]]) -> NDArray[np.float64]:
    """Average likeness between the seeds."""
    import numpy as np

    if all(len(own) == 1 for own in members):
        return likeness.copy()
    mean = np.zeros((len(members), len(likeness)))
    for number, own in enumerate(members):
        mean[number, own] = 1 / len(own)
    return np.asarray(mean @ likeness @ mean.T)


def _chain(between: NDArray[np.float64], members: list[list[int]], threshold: float) -> list[list[int]]:
    """Follow nearest neighbours until two are each other's, merge them; a pair below the threshold is done for good.

    That holds because a merged group is never more alike to a third one than the more alike of its halves was.
    """
    import numpy as np

    sizes = np.array([len(own) for own in members], dtype=np.float64)
    waiting = list(range(len(members) - 1, -1, -1))
    finished: list[list[int]] = []
    gone = np.zeros(len(members), dtype=bool)
    chain: list[int] = []
    while True:
        if not chain:
            while waiting and gone[waiting[-1]]:
                waiting.pop()
            if not waiting:
                return finished
            chain.append(waiting.pop())
        tip = chain[-1]
        best = int(np.argmax(between[tip]))
        if between[tip, best] < threshold:
            finished.append(members[tip])
            gone[tip] = True
            between[tip, :] = between[:, tip] = -np.inf
            chain.clear()
            continue
        if len(chain) > 1 and between[tip, chain[-2]] >= between[tip, best]:
            keep, lose = sorted((tip, chain[-2]))
            del chain[-2:]
            merged = (sizes[keep] * between[keep] + sizes[lose] * between[lose]) / (sizes[keep] + sizes[lose])
            between[keep, :] = between[:, keep] = merged
            between[keep, keep] = -np.inf
            between[lose, :] = between[:, lose] = -np.inf
            sizes[keep] += sizes[lose]
            members[keep] = members[keep] + members[lose]
            gone[lose] = True
            if not chain:
                waiting.append(keep)
            continue
        chain.append(best)
