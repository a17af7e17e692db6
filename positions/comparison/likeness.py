"""How likely two statements are about the same question, whatever they say about it.

Owns the mixture: a logistic regression weighs the signs of a pair (`signs`; the weights in likeness.yaml are written by
fitting/fit_likeness.py). It draws no line; `clustering` and `issues` do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.comparison.signs import Signs
from positions.comparison.statements import Statement
from positions.comparison.weights import Weights, packaged
from positions.embeddings import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from positions.comparison.signs import Grid, Numbers

AT_ONCE = 2000
"""Statements of which every two are weighed, and kept: 16 MB. Of more, only those that are asked for."""


def weights() -> Weights:
    """That two statements are about one question."""
    return packaged("likeness.yaml")


class Likeness:
    """How likely any of these statements are about one question with any others: `alike(one, other)`, a grid."""

    def __init__(self, stated: Sequence[Statement], embed: Embedder) -> None:
        import numpy as np

        self.signs = Signs(stated, embed)
        self.at_once = len(stated) <= AT_ONCE
        """Is every pair known already?"""
        self._by = weights()
        everything = np.arange(len(stated))
        self._known = self._weighed(everything, everything) if self.at_once else None

    def __call__(self, one: Numbers | Sequence[int], other: Numbers | Sequence[int]) -> Grid:
        """Probabilities, 0 to 1: a row for each of `one`, a column for each of `other`; 1 for what is the same."""
        import numpy as np

        rows = np.asarray(one, dtype=np.intp)
        columns = rows if other is one else np.asarray(other, dtype=np.intp)
        return self._weighed(rows, columns) if self._known is None else self._known[np.ix_(rows, columns)]

    def _weighed(self, one: Numbers, other: Numbers) -> Grid:
        import numpy as np

        total = np.full((len(one), len(other)), self._by.bias, dtype=np.float32)
        if not total.size:
            return total
        for name, sign in self.signs(one, other):
            if self._by.signs.get(name):
                total += np.float32(self._by.signs[name]) * sign
        np.negative(total, out=total)
        np.exp(total, out=total)
        total += 1
        np.reciprocal(total, out=total)
        total[np.equal.outer(one, other)] = 1.0
        return total


def likeness(stated: Sequence[Statement], embed: Embedder) -> NDArray[np.float32]:
    """For each two statements how likely they are about one question: a symmetric matrix, 0 to 1, the diagonal 1."""
    import numpy as np

    if not stated:
        return np.zeros((0, 0), dtype=np.float32)
    everything = np.arange(len(stated))
    return Likeness(stated, embed)(everything, everything)
