"""What changed between two states of a negotiation: what commands and screens both call.

It joins the folder and its caches with `changes`, which is pure. Heavy parts are imported where they are used, so that
two articles of a negotiation that was compared before are told apart without any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from positions.changes import between
from positions.changes.aligning import Likeness
from positions.changes.removal import taken_out
from positions.changes.silence import Silence, age, silent
from positions.model import Change, Matrix, Placed, Position, Snapshot
from positions.modelcaches import contradicts, embedder, phraser
from positions.states import State, identity, joined, origin, state_of
from positions.workflow import compare_negotiation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from positions.changes.movement import Movement
    from positions.negotiation import Negotiation


class Removed(NamedTuple):
    """An entry that a person took out or dismissed: a recoding, and no change of mind."""

    issue: str
    last: Placed


class Diff(NamedTuple):
    """What became of the positions of one state in another, and who has no more word on what it held."""

    changes: tuple[Change, ...]
    silences: tuple[Silence, ...]
    removed: tuple[Removed, ...] = ()
    """In the order of the matrix; none where both states are the negotiation as it is now."""


def diff_negotiation(negotiation: Negotiation, old: str, new: str) -> tuple[Change, ...]:
    """What became of each party's positions between two states, by their names: see `states.state_of`.

    Raises UsageError, with the nearest article, for a name that stands for nothing.
    """
    snapshot = negotiation.snapshot()
    return diff_states(negotiation, *(state_of(negotiation, snapshot, name) for name in (old, new))).changes


def diff_states(negotiation: Negotiation, old: State, new: State) -> Diff:
    """What became of each party's positions between two states, and who is silent in the newer one.

    What a person recoded or took out and what was only learnt later is told apart, where a state is not the present
    one.
    """
    present = old.present and new.present
    everything = old.snapshot if present else joined(old, new)
    matrix = compare_negotiation(negotiation) if present else _compared(negotiation, everything)
    chosen = old.selection(alone=present), new.selection(alone=present)
    found = between(matrix, *chosen, likeness_in(negotiation, everything))
    if not present:
        found = tuple(one.model_copy(update={"origin": origin(one, old)}) for one in found)
    removed = () if present else _removed(matrix, old, new)
    known = old.articles | new.articles
    published = {each.id: each.source.published for each in everything.articles if each.id in known}
    stale_after = negotiation.settings.stale_after
    out = {id(one.last) for one in removed}
    quiet = [(one, age(one.last, published)) for one in silent(matrix, *chosen, found) if id(one.last) not in out]
    return Diff(found, tuple(Silence(one, old_is, old_is.articles >= stale_after) for one, old_is in quiet), removed)


def _removed(matrix: Matrix, old: State, new: State) -> tuple[Removed, ...]:
    """The entries of the older state that are out in the newer one: of articles that both know, or, where both are the
    whole negotiation at some time, of any."""
    known = old.articles if old.whole and new.whole else old.articles & new.articles
    before, after = (
        [identity(one) for one in state.snapshot.positions if one.article in known & state.articles]
        for state in (old, new)
    )
    out = Counter(taken_out(before, after))
    return tuple(
        Removed(row.issue, placed) for row in matrix.rows for placed in row.positions if out[identity(placed.position)]
    )


def _compared(negotiation: Negotiation, snapshot: Snapshot) -> Matrix:
    from positions.comparison import compare

    return compare(
        snapshot,
        embedder(negotiation),
        phrases=phraser(negotiation),
        contradicts=contradicts(negotiation),
        remembered=negotiation.remembered(),
        thresholds=negotiation.settings.thresholds,
    )


def movements(negotiation: Negotiation, party: str | None = None) -> list[Movement]:
    """The movement on each issue that the party, or anybody, has said something on, in the order of the matrix.

    The gaps are between all parties' amounts, also where only one party's statements are wanted.
    """
    from positions.changes.movement import movement

    snapshot = negotiation.snapshot()
    published = {article.id: article.source.published for article in snapshot.articles}
    stale_after = negotiation.settings.stale_after
    alike = likeness_in(negotiation, snapshot)
    rows = compare_negotiation(negotiation).rows
    every = (movement(row, published, stale_after, alike, snapshot.registry) for row in rows)
    found = (one if party is None else one.of(party) for one in every)
    return [one for one in found if one.moments]


def likeness_in(negotiation: Negotiation, snapshot: Snapshot | None = None) -> Likeness:
    """How alike positions are in what they are about, by the vectors that comparing them has put into the cache.

    `snapshot` has the texts that they stand in; by default the negotiation's as it is now.
    """
    snapshot = snapshot or negotiation.snapshot()

    def alike(positions: Sequence[Position]) -> NDArray[np.float32]:
        from positions.comparison.likeness import likeness
        from positions.comparison.statements import statements

        return likeness(statements(positions, snapshot), embedder(negotiation))

    return alike
