"""Positions → issues → sides → status: the matrix.

`compare` is pure: the same snapshot, vectors and memory give the same matrix. `remember` says what to keep of it so
that names and members stay as they are when more is read. Nothing heavy is imported here; numbers are worked on inside
functions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from positions.comparison import labels
from positions.comparison.issues import Grouped, central, form, join_topics, member_key, name_all
from positions.comparison.likeness import likeness
from positions.comparison.status import Named, When, mark_current, recency, standing
from positions.comparison.verdicts import anchor, sides
from positions.embeddings import Embedder
from positions.model import (
    Issue,
    Matrix,
    Placed,
    Position,
    RememberedIssue,
    RememberedIssues,
    Review,
    Role,
    Row,
    Snapshot,
    Status,
    Thresholds,
    Topic,
    day_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["compare", "member_key", "remember"]

_NOTHING = RememberedIssues()
_DEFAULT = Thresholds()
_STATUS_ORDER = (Status.STICKING, Status.AGREED, Status.OPEN)
_ROLE_ORDER = (Role.PRINCIPAL, Role.MEDIATOR, Role.OBSERVER)


def compare(
    snapshot: Snapshot,
    embed: Embedder,
    *,
    remembered: RememberedIssues = _NOTHING,
    thresholds: Thresholds = _DEFAULT,
    as_of: dt.date | None = None,
) -> Matrix:
    """The matrix of a snapshot: every position once, on its issue, with its side; every issue with its status and
    reason.

    Articles later than `as_of` are left out; undated ones stay. What `remembered` names keeps its name and its
    members, except where a pin or the codebook says otherwise.
    """
    whens = {article.id: article.source.published for article in snapshot.articles}
    late = {name for name, when in whens.items() if as_of and when and day_of(when) > as_of}
    positions = [position for position in snapshot.positions if position.article not in late]
    topics = [
        (article, topic, settled)
        for found, settled in ((snapshot.disputed, False), (snapshot.settled, True))
        for article, topic in found
        if article not in late and topic.review is not Review.DISMISSED
    ]
    alike = likeness([position.claim for position in positions], [position.quote for position in positions], embed)
    groups = form(positions, alike, thresholds.same_issue, snapshot.codebook, remembered)
    join_topics(
        [topic.topic for _, topic, _ in topics],
        [topic.issue for _, topic, _ in topics],
        groups,
        [position.claim for position in positions],
        embed,
        thresholds.same_issue,
        snapshot.codebook,
    )
    told = [[topics[number] for number in one.topics] for one in groups]
    orders = [central(alike, one.members) if one.members else [] for one in groups]
    _name_topics(groups, told)
    with_members = [(one, order) for one, order in zip(groups, orders, strict=True) if one.members]
    name_all([one for one, _ in with_members], positions, [order for _, order in with_members], snapshot.codebook)
    rows = []
    for one, own in zip(groups, told, strict=True):
        placed = _place(one, positions, alike, whens)
        named = [(Named(article, topic, whens.get(article)), settled) for article, topic, settled in own]
        rows.append(_row(one, placed, named, snapshot))
    rows.sort(key=lambda row: (_STATUS_ORDER.index(row.status), -_parties_of(row), row.issue.casefold(), row.issue))
    return Matrix(parties=_parties(positions, snapshot), rows=tuple(rows))


def remember(matrix: Matrix) -> RememberedIssues:
    """The names, propositions and members of a matrix: what the next comparison is to keep."""
    return RememberedIssues(
        issues=tuple(
            RememberedIssue(
                name=row.issue,
                proposition=row.proposition or None,
                members=tuple(sorted({member_key(one.position) for one in row.positions})),
            )
            for row in sorted(matrix.rows, key=lambda row: row.issue)
            if row.positions
        )
    )


def _name_topics(groups: Sequence[Grouped], told: Sequence[Sequence[tuple[str, Topic, bool]]]) -> None:
    """An issue that only articles name is called what the first of them calls it."""
    used = {one.name for one in groups}
    for one, own in zip(groups, told, strict=True):
        if not one.members and one.name is None:
            name = labels.normal_case(own[0][1].topic)
            base, number = name, 2
            while name in used:
                name, number = f"{base} ({number})", number + 1
            one.name = name
            used.add(name)


def _place(
    one: Grouped, positions: Sequence[Position], alike: NDArray[np.float32], whens: Mapping[str, When]
) -> list[Placed]:
    import numpy as np

    if not one.members:
        return []
    own = [positions[number] for number in one.members]
    reference = one.proposition
    if reference is None:
        chosen = own[anchor(own, alike[np.ix_(one.members, one.members)])]
        one.proposition = labels.proposition(chosen.claim)
        reference = chosen.claim
    placed = [
        Placed(position=position, side=side, current=False, when=position.stated or whens.get(position.article))
        for position, side in zip(own, sides(own, reference), strict=True)
    ]
    return sorted(mark_current(placed), key=recency, reverse=True)


def _row(one: Grouped, placed: list[Placed], named: Sequence[tuple[Named, bool]], snapshot: Snapshot) -> Row:
    name = one.name or ""
    book = snapshot.codebook.issues.get(name, Issue())
    disputed = [topic for topic, settled in named if not settled]
    settled = [topic for topic, done in named if done]
    found = standing(placed, disputed, settled, snapshot)
    row = Row(
        issue=name,
        proposition=book.proposition or one.proposition or labels.proposition(name),
        status=found.status,
        basis=found.basis,
        provisional=found.provisional,
        reason=found.reason,
        disputed=tuple(sorted({topic.article for topic in disputed})),
        settled=tuple(sorted({topic.article for topic in settled})),
        theme=book.theme,
        cells=dict(book.parties),
        positions=tuple(placed),
    )
    if book.status is None:
        return row
    by = book.status.by or "a person"
    same = book.status.is_ is found.status
    reason = f"set by {by}" + (f" on {day_of(book.status.on).isoformat()}" if book.status.on else "")
    return row.model_copy(
        update={
            "status": book.status.is_,
            "basis": found.basis if same else None,
            "provisional": False,
            "reason": f"{reason}; the program: {found.status.value}, {found.reason}",
            "overridden_by": by,
        }
    )


def _parties_of(row: Row) -> int:
    return len({one.position.party for one in row.positions})


def _parties(positions: Sequence[Position], snapshot: Snapshot) -> tuple[str, ...]:
    """Principals by how much they say, then mediators, then observers."""
    counts = Counter(position.party for position in positions)
    rank = {party: _ROLE_ORDER.index(snapshot.registry.role_of(party)) for party in counts}
    return tuple(sorted(counts, key=lambda party: (rank[party], -counts[party], party.casefold(), party)))
