"""Groups of very many statements, in time that grows with their number and not with its square.

Owns the division of labour: who is linked (`neighbours`) comes into one block with those it is closest to, as long as
the block is small; every two statements of a block are weighed and come together as `clustering` says; then the
groups themselves are linked, and so on, until no link is left that crosses a border. A large group takes part with a
sample of its members. Where everything fits one block, nothing is lost, and that is how it is done.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence

from positions.comparison.clustering import group, merge, seeds
from positions.comparison.likeness import Likeness
from positions.comparison.neighbours import Links

_BLOCK = 768
"""Statements in a block: what is weighed for a statement, and so the time that each takes."""
_SAMPLE = 16
"""Members with which a group takes part in a block."""
_ROUNDS = 4


def sample(members: Sequence[int], most: int = _SAMPLE) -> list[int]:
    """As many members at most, evenly spread."""
    if len(members) <= most:
        return list(members)
    return [members[number * len(members) // most] for number in range(most)]


def together(
    alike: Likeness, numbers: Sequence[int], links: Links | None, threshold: float, given: Sequence[Hashable | None]
) -> list[list[int]]:
    """Groups of these statements, in their order. `given` has a label or None for each, as in `clustering.group`.

    Without `links` every two are weighed at once.
    """
    import numpy as np

    if links is None:
        return [[numbers[n] for n in own] for own in group(alike(numbers, numbers), threshold, given)]
    place = np.full(alike.signs.count, -1)
    place[list(numbers)] = np.arange(len(numbers))
    inside = links.keep((place[links.one] >= 0) & (place[links.other] >= 0))
    parts = seeds(len(numbers), given)
    groups = _Groups([[numbers[n] for n in own] for own in parts], [given[own[0]] for own in parts])
    for _ in range(_ROUNDS):
        inside, blocks = groups.blocks(inside, alike.signs.count)
        if not blocks:
            break
        for block in blocks:
            groups.merge(block, alike, threshold)
        groups.close()
    return sorted(sorted(own) for own in groups.members)


class _Groups:
    """Groups in the making, each with its label or None."""

    def __init__(self, members: list[list[int]], labels: list[Hashable | None]) -> None:
        self.members = members
        self.labels = labels

    def blocks(self, links: Links, count: int) -> tuple[Links, list[list[int]]]:
        """The groups that come into one block, by their number; and the links that are left between blocks.

        The closest links come first, and one that would make a block too large is left (Kruskal's algorithm, with a
        limit).
        """
        import numpy as np

        group_of = np.full(count, -1)
        for number, own in enumerate(self.members):
            group_of[own] = number
        codes = {label: code for code, label in enumerate(dict.fromkeys(self.labels))}
        label = np.array([-1 if one is None else codes[one] for one in self.labels])
        one, other = group_of[links.one], group_of[links.other]
        open_ = (one != other) & ((label[one] < 0) | (label[other] < 0))
        links, one, other = links.keep(open_), one[open_], other[open_]
        block_of = np.array(self._limited(one.tolist(), other.tolist()))
        order = np.argsort(block_of, kind="stable")
        borders = np.flatnonzero(np.diff(block_of[order])) + 1
        blocks = [part.tolist() for part in np.split(order, borders) if len(part) > 1]
        return links.keep(block_of[one] != block_of[other]), sorted(blocks)

    def _limited(self, one: Sequence[int], other: Sequence[int]) -> list[int]:
        """For each group the block it belongs to."""
        above = list(range(len(self.members)))
        size = [min(len(own), _SAMPLE) for own in self.members]

        def top(number: int) -> int:
            while above[number] != number:
                above[number] = number = above[above[number]]
            return number

        for a, b in zip(one, other, strict=True):
            first, second = top(a), top(b)
            if first != second and size[first] + size[second] <= _BLOCK:
                first, second = (first, second) if first < second else (second, first)
                above[second] = first
                size[first] += size[second]
        return [top(number) for number in range(len(above))]

    def merge(self, block: Sequence[int], alike: Likeness, threshold: float) -> None:
        """Let the groups of a block come together; what a group has taken in is left without members."""
        import numpy as np

        parts = [sample(self.members[number]) for number in block]
        rows = [number for own in parts for number in own]
        ends = np.cumsum([0, *(len(own) for own in parts)])
        local = [list(range(start, end)) for start, end in itertools.pairwise(ends)]
        weights = [len(self.members[number]) / len(own) for number, own in zip(block, parts, strict=True)]
        for own in merge(alike(rows, rows), local, [self.labels[number] for number in block], threshold, weights):
            first, *others = [block[number] for number in own]
            for number in others:
                self.members[first] += self.members[number]
                self.members[number] = []
                self.labels[first] = self.labels[first] if self.labels[first] is not None else self.labels[number]

    def close(self) -> None:
        """Forget the groups that others have taken in."""
        left = [number for number, own in enumerate(self.members) if own]
        self.members = [sorted(self.members[number]) for number in left]
        self.labels = [self.labels[number] for number in left]
