"""An issue with its positions → a row of the matrix.

Owns who stands where: the proposition, the sides, what is current, and a person's words, which win. The status itself
is `status`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from positions.comparison import labels
from positions.comparison.issues import Grouped
from positions.comparison.status import Named, When, mark_current, recency, standing
from positions.comparison.verdicts import anchor, sides
from positions.model import Issue, Placed, Position, Row, Snapshot, Stance, day_of


def row_of(
    issue: Grouped,
    positions: Sequence[Position],
    named: Sequence[tuple[Named, bool]],
    whens: Mapping[str, When],
    snapshot: Snapshot,
    compatible: float,
) -> Row:
    """The row of an issue. `named` are the topics that name it, each with whether the article calls it settled.

    From the likeness `compatible` on, a position is for or against the issue's proposition; see `verdicts.sides`.
    """
    name = issue.name or ""
    own = [positions[number] for number in issue.members]
    placed, proposition = _place(issue, own, whens, compatible)
    disputed = [topic for topic, settled in named if not settled]
    settled = [topic for topic, done in named if done]
    found = standing(placed, disputed, settled, snapshot)
    book = snapshot.codebook.issues.get(name, Issue())
    row = Row(
        issue=name,
        proposition=proposition or labels.proposition(name),
        status=found.status,
        basis=found.basis,
        provisional=found.provisional,
        deciding=tuple(one.position.key for one in found.deciding),
        reason=found.reason,
        disputed=tuple(sorted({topic.article for topic in disputed})),
        settled=tuple(sorted({topic.article for topic in settled})),
        theme=book.theme,
        cells=dict(book.parties),
        positions=tuple(placed),
    )
    return _overridden(row, book)


def _place(
    issue: Grouped, own: Sequence[Position], whens: Mapping[str, When], compatible: float
) -> tuple[list[Placed], str | None]:
    """The positions with their sides, each party's newest first, and the proposition they are for or against."""
    if not own:
        return [], issue.proposition
    place = next((n for n, one in enumerate(own) if labels.proposition(one.claim) == issue.proposition), None)
    if place is None and issue.proposition is None:
        place = anchor(own, issue.central)
    chosen = None if place is None else own[place]
    alike = None if place is None else issue.alike(place)
    proposition = issue.proposition or labels.proposition(own[0].claim if chosen is None else chosen.claim)
    holder = chosen.party if chosen and chosen.stance is not Stance.ACCEPT else None
    found = sides(own, proposition, holder, alike, compatible)
    placed = [
        Placed(position=position, side=side, current=False, when=position.stated or whens.get(position.article))
        for position, side in zip(own, found, strict=True)
    ]
    return sorted(mark_current(placed), key=recency, reverse=True), proposition


def _overridden(row: Row, book: Issue) -> Row:
    """A person's status wins; what was found stays in the reason, so that newer evidence against it can be seen."""
    if book.status is None:
        return row
    by = book.status.by or "a person"
    day = f" on {day_of(book.status.on).isoformat()}" if book.status.on else ""
    return row.model_copy(
        update={
            "status": book.status.is_,
            "basis": row.basis if book.status.is_ is row.status else None,
            "provisional": False,
            "deciding": (),
            "reason": f"set by {by}{day}; found: {row.status.value}, {row.reason}",
            "overridden_by": by,
        }
    )
