"""Who is near whom among very many statements, so that not every two need be weighed.

Owns the search for links: near vectors, by a forest of trees that halve the vectors along a direction between two of
them (the idea of random projection trees: S. Dasgupta and Y. Freund, "Random projection trees and low dimensional
manifolds", STOC 2008), and shared rare words. It may miss some that are near; whether two are about one question,
`likeness` says. Nothing is left to chance: the same vectors and words give the same links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from positions.comparison.signs import Grid, Numbers

_TREES = 4
_LEAF = 512
"""Statements at most in a leaf, of which every two are compared."""
_NEAREST = 8
"""Links of a statement in each leaf, or among all, where it is held against all."""
_RARE = 20
"""Statements at most that have a word in common which links them: pairs grow with the words, not with their square."""
_FEW_ASKED = 2000
"""Statements that are held against all others without a forest."""
_PIECE = 512
_PAIRS = 20_000
"""Pairs whose vectors are laid side by side: 60 MB."""


class Links(NamedTuple):
    """Pairs of statements, each once, the closest first."""

    one: Numbers
    other: Numbers
    """Greater than `one`."""

    def keep(self, which: NDArray[np.bool_]) -> Links:
        """Some of them."""
        return Links(self.one[which], self.other[which])


def links(vectors: Grid, words: Any, free: Numbers) -> Links:
    """Links of `free` statements with any.

    `vectors` and `words` (sparse) have a row of length 1, or 0, for each statement. The closest are those whose cosines
    in both add up to most.
    """
    import numpy as np

    found = [*_by_vectors(vectors, free), _by_words(words, free)]
    ends = np.concatenate([np.stack(pair) for pair in found], axis=1)
    low, high = ends.min(axis=0), ends.max(axis=0)
    unique = np.unique((low * len(vectors) + high)[low != high])
    one, other = unique // max(len(vectors), 1), unique % max(len(vectors), 1)
    order = np.argsort(-_closeness(vectors, words, one, other), kind="stable")
    return Links(one[order], other[order])


def _closeness(vectors: Grid, words: Any, one: Numbers, other: Numbers) -> NDArray[np.float32]:
    import numpy as np

    found = np.empty(len(one), dtype=np.float32)
    for start in range(0, len(one), _PAIRS):
        here = slice(start, start + _PAIRS)
        found[here] = np.einsum("ij,ij->i", vectors[one[here]], vectors[other[here]])
        found[here] += words[one[here]].multiply(words[other[here]]).sum(axis=1)
    return found.round(5)


def _by_words(words: Any, free: Numbers) -> tuple[Numbers, Numbers]:
    """Every two that share a word which few have."""
    import numpy as np

    count = np.bincount(words.indices, minlength=words.shape[1])
    rare = (words[:, np.flatnonzero((count > 1) & (count <= _RARE))] > 0).astype(np.int8)
    asked, other = (rare[free] @ rare.T).nonzero()
    return free[asked], other


def _by_vectors(vectors: Grid, free: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    import numpy as np

    everyone = np.arange(len(vectors))
    if len(free) <= _FEW_ASKED:
        for start in range(0, len(free), _PIECE):
            yield _nearest(vectors, free[start : start + _PIECE], everyone)
        return
    asked = np.zeros(len(vectors), dtype=bool)
    asked[free] = True
    dice = np.random.default_rng(0)
    for _ in range(_TREES):
        for leaf in _leaves(vectors, everyone, dice):
            if asked[leaf].any():
                yield _nearest(vectors, leaf[asked[leaf]], leaf)


def _leaves(vectors: Grid, numbers: Numbers, dice: np.random.Generator) -> Iterator[Numbers]:
    """The leaves of a tree: halves of halves, each along the direction from one statement to another."""
    import numpy as np

    open_ = [numbers]
    while open_:
        part = open_.pop()
        if len(part) <= _LEAF:
            yield part
            continue
        one, other = dice.choice(part, 2, replace=False)
        order = part[np.argsort(vectors[part] @ (vectors[one] - vectors[other]), kind="stable")]
        open_ += [order[: len(order) // 2], order[len(order) // 2 :]]


def _nearest(vectors: Grid, asked: Numbers, among: Numbers) -> tuple[Numbers, Numbers]:
    """For each that is asked for the nearest few others."""
    import numpy as np

    near = vectors[asked] @ vectors[among].T
    near[np.equal.outer(asked, among)] = -np.inf
    count = min(_NEAREST, len(among))
    best = np.argpartition(-near, count - 1, axis=1)[:, :count]
    return np.repeat(asked, count), among[best].ravel()
