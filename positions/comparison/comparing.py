"""Everything in one call: positions to issues, to sides, to status.

`compare` is pure: the same snapshot, vectors and memory give the same matrix, in whatever order the files were read.
`remember` says what to keep of it so that names and members stay as they are when more is read. Nothing heavy is
imported here; numbers are worked on inside functions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from positions.comparison.blocs import Blocs
from positions.comparison.issues import Grouped, all_stated, form
from positions.comparison.likeness import AT_ONCE
from positions.comparison.recency import order
from positions.comparison.repeats import is_marked, originals
from positions.comparison.rows import Setting, row_of
from positions.comparison.statements import Texts
from positions.comparison.status import Named
from positions.comparison.wholes import linked
from positions.contradiction import Contradicts
from positions.embeddings import Embedder
from positions.model import (
    STATUS_ORDER,
    Matrix,
    Placed,
    Position,
    RememberedIssue,
    RememberedIssues,
    Review,
    Role,
    Row,
    Snapshot,
    Thresholds,
    When,
    day_of,
)
from positions.phrasing import NounPhrases, noun_phrases

__all__ = ["Before", "compare", "remember", "texts"]

_NOTHING = RememberedIssues()
_DEFAULT = Thresholds()
_ROLE_ORDER = (Role.PRINCIPAL, Role.MEDIATOR, Role.OBSERVER)


class Before(NamedTuple):
    """The matrix as it last was. Whatever else comparing looks at, articles and positions apart, must be as it was."""

    matrix: Matrix
    reviewed: frozenset[str]
    """The articles that were reviewed then."""


def compare(
    snapshot: Snapshot,
    embed: Embedder,
    *,
    remembered: RememberedIssues = _NOTHING,
    thresholds: Thresholds = _DEFAULT,
    as_of: dt.date | None = None,
    phrases: NounPhrases = noun_phrases,
    before: Before | None = None,
    contradicts: Contradicts | None = None,
) -> Matrix:
    """The matrix of a snapshot: every position once, on its issue, with its side; every issue with its status and
    reason.

    Articles later than `as_of` are left out, and statuses that a person set later; undated ones stay. What
    `remembered` names keeps its name and its members, except where a pin or the codebook says otherwise. What is
    already known from `before` is not judged again where a negotiation is large, and comes out the same.
    """
    whens = {article.id: article.source.published for article in snapshot.articles}
    late = _late(snapshot, as_of)
    positions = sorted((one for one in snapshot.positions if one.article not in late), key=_in_order)
    copies = originals([article for article in snapshot.articles if article.id not in late])
    told = [
        (Named(article, topic, _first_read(article, whens, copies)), settled)
        for found, settled in ((snapshot.disputed, False), (snapshot.settled, True))
        for article, topic in sorted(found, key=lambda pair: (pair[0], pair[1].at or (0, 0), pair[1].topic))
        if article not in late and topic.review is not Review.DISMISSED
    ]
    topics = [named.topic for named, _ in told]
    issues = form(positions, topics, snapshot, embed, thresholds.same_issue, remembered, phrases)
    parties = _parties(positions, snapshot)
    blocs = Blocs(snapshot.registry, parties)
    setting = Setting(snapshot, blocs, parties, whens, copies, thresholds.compatible, contradicts, as_of)
    known = _Known(before, setting) if before and len(positions) > AT_ONCE else None
    rows = []
    for one in issues:
        own = [positions[number] for number in one.members]
        named = [told[number] for number in one.topics]
        placed = known.placed(one, own) if known else None
        row = known.row(one, named) if known and placed is not None else None
        rows.append(row or row_of(one, own, named, setting, placed))
    rows = linked(rows, snapshot)
    rows.sort(key=lambda row: (STATUS_ORDER.index(row.status), -_parties_on(row), row.issue.casefold(), row.issue))
    return Matrix(parties=parties, rows=tuple(rows))


def texts(snapshot: Snapshot, *, as_of: dt.date | None = None) -> Iterator[str]:
    """Everything that `compare` asks vectors of, for whoever has them made beforehand."""
    late = _late(snapshot, as_of)
    positions = [one for one in snapshot.positions if one.article not in late]
    named = (*snapshot.disputed, *snapshot.settled)
    topics = [one for article, one in named if article not in late and one.review is not Review.DISMISSED]
    found = Texts.of(all_stated(positions, topics, snapshot))
    return chain(found.told, found.sentences, found.around)


def _late(snapshot: Snapshot, as_of: dt.date | None) -> set[str]:
    """The articles that are later than a day."""
    whens = ((article.id, article.source.published) for article in snapshot.articles)
    return {name for name, when in whens if as_of and when and day_of(when) > as_of}


class _Known:
    """Rows that were judged before. A large issue is judged by what is in it alone (see `issues`), so that one with the
    same in it stands as it stood."""

    def __init__(self, before: Before, setting: Setting) -> None:
        self._rows = {row.issue: row for row in before.matrix.rows}
        self._seen = before.reviewed.symmetric_difference(setting.snapshot.reviewed)
        self._setting = setting

    def row(self, issue: Grouped, named: Sequence[object]) -> Row | None:
        """The row of an issue whose positions are `placed` as before; None when its status must be judged anew."""
        row = self._rows.get(issue.name or "")
        if row is None or named or row.disputed or row.settled:
            return None
        if any(placed.position.article in self._seen for placed in row.positions):
            return None
        if self._setting.blocs.inherited(row.positions, self._setting.parties) != row.inherited:
            return None
        return row.model_copy(update={"parts": (), "part_of": ()}) if row.parts or row.part_of else row

    def placed(self, issue: Grouped, own: Sequence[Position]) -> Sequence[Placed] | None:
        """The positions with their sides, when the issue had just these members, dated and repeated as now."""
        row = self._rows.get(issue.name or "")
        if row is None or len(row.positions) != len(own) or issue.proposition != row.proposition:
            return None
        if sorted((one.position for one in row.positions), key=_in_order) != sorted(own, key=_in_order):
            return None
        return row.positions if is_marked(row.positions, self._setting.whens, self._setting.copies) else None


def remember(matrix: Matrix) -> RememberedIssues:
    """The names, propositions and members of a matrix: what the next comparison is to keep."""
    return RememberedIssues(
        issues=tuple(
            RememberedIssue(
                name=row.issue,
                proposition=row.proposition,
                members=tuple(sorted({one.position.key for one in row.positions})),
            )
            for row in sorted(matrix.rows, key=lambda row: row.issue)
            if row.positions
        )
    )


def _first_read(article: str, whens: Mapping[str, When | None], copies: Mapping[str, str]) -> When | None:
    """When an article was published, or the one that it is a copy of, whichever was first."""
    known = [when for one in (article, copies.get(article, article)) if (when := whens.get(one)) is not None]
    return min(known, key=order, default=None)


def _in_order(position: Position) -> tuple[str, tuple[int, int], str, str, str]:
    return position.article, position.at or (0, 0), position.party, position.stance.value, position.claim


def _parties_on(row: Row) -> int:
    return len({one.position.party for one in row.positions})


def _parties(positions: Sequence[Position], snapshot: Snapshot) -> tuple[str, ...]:
    """Principals by how much they say, then mediators, then observers."""
    counts = Counter(position.party for position in positions)
    rank = {party: _ROLE_ORDER.index(snapshot.registry.role_of(party)) for party in counts}
    return tuple(sorted(counts, key=lambda party: (rank[party], -counts[party], party.casefold(), party)))
