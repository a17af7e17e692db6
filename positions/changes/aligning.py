"""Which of a party's earlier statements a later one goes on from.

Owns what a party holds on an issue in one state, and the pairing of two states: one to one, and as alike in total as
can be. What became of a pair is for `kinds` to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from positions.changes.phrases import content
from positions.comparison.recency import order, recency
from positions.model import Matrix, Placed, Position, Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Likeness = Callable[[Sequence[Position]], "NDArray[np.float32]"]
"""How alike each of some positions is to each other one in what it is about: square, at most 1."""

Selection = Callable[[Position], bool]
"""Does a position belong to a state?"""

_SAME_MATTER = 0.13
"""Likeness from which a statement goes on from one that was put on another issue. Grouping cuts what articles word in
different ways: of 112 statements on the fitting series that have no earlier one on their issue, a reader takes 16 for
going on from one; of those, 14 are paired from 0.13 on, and of the 96 that are new 10 (the best there is there)."""

_CLEARLY = 0.6
"""Likeness from which two further statements on one issue are surely on one thing: below it, on the fitting series, a
large issue's other things are taken for changes."""


class Held(NamedTuple):
    """What a party last stated on an issue in one state: all of its statements there in its newest article."""

    row: Row
    party: str
    placed: tuple[Placed, ...]
    """The newest first; never empty. The party's own words, or what others report of it where it says nothing."""


class Pair(NamedTuple):
    """A statement, and the earlier one that it goes on from."""

    before: Placed | None
    after: Placed
    earlier: Held | None
    later: Held
    """Where the two stand; on two issues where grouping cut a matter in two."""
    besides: tuple[tuple[Placed, Placed], ...] = ()
    """Other pairs of statements on the same issue that clearly go together, none of them in two pairs."""


def pairs(matrix: Matrix, old: Selection, new: Selection, alike: Likeness | None = None) -> Iterator[Pair]:
    """For each issue that a party speaks of in the state `new`, its statement there, and that of `old` which it goes on
    from.

    On an issue of which both speak, these are the two that are most alike. What then is left on both sides is paired
    across issues, one to one, by `alike`; by default that is the share of words that two claims have in common. What
    only tells again what was said before, tells nothing of the state `new`. In the order of the matrix: by issue, then
    by party.
    """
    befores = held(matrix, old)
    afters = {key: one for key, one in held(matrix, new, fresh=True).items() if not _is_retold(one, befores.get(key))}
    before, after = _by_party(befores), _by_party(afters)
    found: dict[tuple[str, str], Pair] = {}
    for party, later in after.items():
        for pair in _of_party(before.get(party, ()), later, alike or by_words):
            found[party, pair.later.row.issue] = pair
    yield from (found[key] for key in afters)


def _is_retold(later: Held, earlier: Held | None) -> bool:
    """Does it only repeat another article, or report something older, that the party has gone on from since?"""
    last = later.placed[0]
    if earlier is None or last in earlier.placed:
        return False
    known = earlier.placed[0]
    if last.repeats is not None:
        return order(last.when) <= order(known.when)
    return last.position.stated is not None and order(last.when) < order(known.when)


def _by_party(found: Mapping[tuple[str, str], Held]) -> dict[str, list[Held]]:
    parties: dict[str, list[Held]] = defaultdict(list)
    for (party, _), one in found.items():
        parties[party].append(one)
    return parties


def by_words(positions: Sequence[Position]) -> NDArray[np.float32]:
    """Likeness as the share of content words that two claims have in common (L. R. Dice, Ecology 26, 1945)."""
    import numpy as np

    words = [content(position.claim) for position in positions]
    shares = [[2 * len(one & other) / max(len(one) + len(other), 1) for other in words] for one in words]
    return np.array(shares, dtype=np.float32).reshape(len(words), len(words))


class _Measure:
    """The likeness of one party's statements, worked out when it is first asked for."""

    def __init__(self, held: Iterable[Held], alike: Likeness) -> None:
        self._placed = list({id(one): one for each in held for one in each.placed}.values())
        self._number = {id(one): number for number, one in enumerate(self._placed)}
        self._alike = alike
        self._matrix: NDArray[np.float32] | None = None

    def between(self, before: Sequence[Placed], after: Sequence[Placed]) -> NDArray[np.float32]:
        """One row a statement of `before`, one column a statement of `after`."""
        if self._matrix is None:
            self._matrix = self._alike([one.position for one in self._placed])
        rows, columns = ([self._number[id(one)] for one in placed] for placed in (before, after))
        return self._matrix[rows][:, columns]


def held(matrix: Matrix, state: Selection, *, fresh: bool = False) -> dict[tuple[str, str], Held]:
    """What each party holds in a state on each issue, by party and issue, in the order of the matrix.

    Where `fresh`, what repeats another article counts only where the party says nothing else there.
    """
    found: dict[tuple[str, str], Held] = {}
    for row in matrix.rows:
        said: dict[str, list[Placed]] = defaultdict(list)
        for one in row.positions:
            if state(one.position):
                said[one.position.party].append(one)
        for party in matrix.parties:
            if party in said:
                anew = [one for one in said[party] if fresh and one.repeats is None]
                found[party, row.issue] = Held(row, party, _last(anew or said[party]))
    return found


def _last(said: Sequence[Placed]) -> tuple[Placed, ...]:
    """The statements of the newest article, the newest first.

    The party's own words come before an opponent's report of them, and within one article what stands before what is
    withdrawn.
    """

    def article(one: Placed) -> tuple[object, ...]:
        position = one.position
        return position.according_to is None, order(one.when), position.article, not position.withdrawn

    if len(said) == 1:
        return tuple(said)
    last = max(article(one) for one in said)
    return tuple(sorted((one for one in said if article(one) == last), key=recency, reverse=True))


def _of_party(earlier: Sequence[Held], later: Sequence[Held], alike: Likeness) -> Iterator[Pair]:
    measure = _Measure([*earlier, *later], alike)
    by_issue = {held.row.issue: held for held in earlier}
    taken: set[int] = set()
    alone = []
    for held in later:
        same = by_issue.get(held.row.issue)
        if same is None:
            alone.append(held)
            continue
        (before, after), *besides = _together(same, held, measure)
        taken |= {id(before), *(id(one) for one, _ in besides)}
        yield Pair(before, after, same, held, tuple(besides))
    free = [(held, one) for held in earlier for one in held.placed if id(one) not in taken]
    yield from _across(alone, free, measure)


def _together(before: Held, after: Held, measure: _Measure) -> list[tuple[Placed, Placed]]:
    """The two statements that are most alike, and those of the others that clearly go together, one to one."""
    if len(before.placed) == len(after.placed) == 1:
        return [(before.placed[0], after.placed[0])]
    if all(one in before.placed for one in after.placed):
        return [(one, one) for one in after.placed]
    import numpy as np

    likeness = measure.between(before.placed, after.placed)
    places = [(int(row), int(column)) for row, column in np.argwhere(likeness == likeness.max())]

    def words(place: tuple[int, int]) -> list[str]:  # of pairs equally alike the same one, forth and back
        both = before.placed[place[0]], after.placed[place[1]]
        return sorted(one.position.model_dump_json() for one in both)

    row, column = min(places, key=words) if len(places) > 1 else places[0]
    others = np.where(likeness >= _CLEARLY, likeness, 0.0)
    others[row, :] = others[:, column] = 0.0
    chosen = {row: column} | _assignment(others)
    return [(before.placed[one], after.placed[other]) for one, other in chosen.items()]


def _across(later: Sequence[Held], earlier: Sequence[tuple[Held, Placed]], measure: _Measure) -> Iterator[Pair]:
    """Statements on issues of their own, each with the earlier one that it goes on from, if any is alike enough.

    No earlier one goes to two, and the likeness of all pairs together is the greatest there is.
    """
    likeness = [measure.between([one for _, one in earlier], held.placed) for held in later] if earlier else []
    chosen: dict[int, int] = {}
    if likeness:
        import numpy as np

        worth = np.array([found.max(axis=1) for found in likeness])
        worth[np.ix_([_is_pinned(held.placed) for held in later], [_is_pinned((one,)) for _, one in earlier])] = 0
        worth *= [[_may_go_on(one, held) for _, one in earlier] for held in later]
        chosen = _assignment(np.where(worth >= _SAME_MATTER, worth, 0.0))
    for number, held in enumerate(later):
        if number not in chosen:
            yield Pair(None, held.placed[0], None, held)
            continue
        before, one = earlier[chosen[number]]
        yield Pair(one, held.placed[int(likeness[number][chosen[number]].argmax())], before, held)


def _may_go_on(one: Placed, later: Held) -> bool:
    """May a statement be gone on from on another issue? Where others spoke of that issue before, it is told apart from
    what the party spoke of, and only a word that both claims have shows that it is one matter."""
    last = order(later.placed[0].when)
    known = any(each.position.party != later.party and order(each.when) < last for each in later.row.positions)
    said = content(one.position.claim)
    return not known or any(said & content(each.position.claim) for each in later.placed)


def _is_pinned(placed: Sequence[Placed]) -> bool:
    """Did a person put them on their issue? What is on two such issues is not one matter."""
    return any(one.position.issue is not None for one in placed)


def _assignment(worth: NDArray[np.float64]) -> dict[int, int]:
    """Row → column: pairs of worth above 0, one to one, of the greatest worth in total."""
    import numpy as np

    wanted = worth > 0
    if wanted.sum(axis=0).max() <= 1 and wanted.sum(axis=1).max() <= 1:
        rows, columns = np.nonzero(wanted)
    else:
        from scipy.optimize import linear_sum_assignment  # only where two compete for one: it takes long to load

        rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if worth[row, column] > 0}
