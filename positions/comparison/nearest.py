"""How alike a statement is to an issue: to the few of its claims that are most alike.

Owns that measure, and the refusals that are left over. A large issue has many sides, and the cosine of summed vectors,
by which groups come together (`clustering`), holds a statement against all of them: *the takeover attempt*, rejected by
a bystander, stands alone beside fifty claims about the bid. Nobody rejects what nobody put forward, so a refusal joins
the issue it comes nearest to; a demand may well be the only one of its kind, and an acceptance what was asked in talks
that no article tells of.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from positions.comparison.blocks import sample
from positions.comparison.likeness import Likeness
from positions.comparison.neighbours import Links

if TYPE_CHECKING:
    from positions.comparison.signs import Grid

REFUSAL = 0.7
"""Share of the line at which groups come together that a lone refusal's likeness to an issue must reach; 0.5 to 0.85
group the fitting series equally well (fitting/README.md)."""
_NEAREST = 3
_OF_AN_ISSUE = 48
"""Claims of an issue at most among which these are looked for, where a negotiation is large."""
_AT_A_TIME = 64
"""Statements that are held against claims together."""


def join_refusals(
    groups: Sequence[Sequence[int]], refusals: Collection[int], alike: Likeness, links: Links | None, line: float
) -> list[list[int]]:
    """The groups, in their order, after each that is one of the `refusals` has joined the nearest of at least three.

    None joins whose likeness to all of these is below `line`. With `links`, only what is linked comes into question.
    """
    several = [list(own) for own in groups if len(own) >= _NEAREST]
    lone = [own[0] for own in groups if len(own) == 1 and own[0] in refusals]
    asked = dict.fromkeys(lone, range(len(several))) if links is None else linked(links, set(lone), several)
    joining: dict[int, int] = {}
    for number, scores in nearness(lone, asked, several, alike, sampled=links is not None):
        best = max(scores, key=lambda index: (scores[index], -index), default=None)
        if best is not None and scores[best] >= line:
            joining[number] = best
    for number, index in joining.items():
        several[index].append(number)
    left = [list(own) for own in groups if len(own) < _NEAREST and own[0] not in joining]
    return sorted(sorted(own) for own in (*several, *left))


def nearness(
    numbers: Sequence[int],
    asked: Mapping[int, Collection[int]],
    groups: Sequence[Sequence[int]],
    alike: Likeness,
    *,
    sampled: bool,
) -> Iterator[tuple[int, dict[int, float]]]:
    """For each statement how alike it is to the groups that are `asked` for it, by their place: the mean over the three
    of their claims that are most alike; with `sampled`, of some of their claims."""
    import numpy as np

    for start in range(0, len(numbers), _AT_A_TIME):
        piece = numbers[start : start + _AT_A_TIME]
        wanted = sorted({index for number in piece for index in asked[number]})
        claims = [sample(groups[index], _OF_AN_ISSUE) if sampled else groups[index] for index in wanted]
        grid = alike(piece, [claim for own in claims for claim in own])
        ends = np.cumsum([0, *(len(own) for own in claims)])
        means = [_highest(grid[:, one:other]).mean(axis=1) for one, other in itertools.pairwise(ends)]
        place = {index: number for number, index in enumerate(wanted)}
        for row, number in enumerate(piece):
            yield number, {index: float(means[place[index]][row]) for index in sorted(asked[number])}


def _highest(grid: Grid) -> Grid:
    """The few highest numbers of each row."""
    import numpy as np

    return grid if grid.shape[1] <= _NEAREST else np.sort(grid, axis=1)[:, -_NEAREST:]


def linked(links: Links, numbers: Collection[int], groups: Sequence[Sequence[int]]) -> Mapping[int, set[int]]:
    """For each of some statements the groups, by their place, that a link leads to."""
    place = {member: index for index, own in enumerate(groups) for member in own}
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in zip(links.one.tolist(), links.other.tolist(), strict=True):
        for number, neighbour in ((one, other), (other, one)):
            if number in numbers and neighbour in place:
                found[number].add(place[neighbour])
    return found
