"""Two states of a negotiation → what became of each party's position on each issue.

Both states are articles of one compared matrix, so that an issue is the same issue on both sides. It forms no issues,
and silence is no change.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection

from positions.changes.aligning import Likeness, Selection, pairs
from positions.changes.kinds import judge, telling
from positions.errors import UsageError
from positions.model import Change, Matrix, Snapshot, day_of

__all__ = ["between", "changes", "is_backwards", "select"]


def changes(
    matrix: Matrix, old: Collection[str], new: Collection[str], alike: Likeness | None = None
) -> tuple[Change, ...]:
    """One change for each party and issue that the articles `new` speak of, or that they withdraw.

    Compared are what the party says on the issue in its newest of the articles `new` (ids) and what it said before in
    its newest of `old`; see `aligning.pairs`, also for `alike`. Comparing a state with itself gives `kept` only. In the
    order of the matrix: by issue, then by party.
    """
    before, after = frozenset(old), frozenset(new)
    return between(matrix, lambda one: one.article in before, lambda one: one.article in after, alike)


def between(matrix: Matrix, old: Selection, new: Selection, alike: Likeness | None = None) -> tuple[Change, ...]:
    """As `changes`, of two states that need not be made of whole articles."""
    found = []
    for pair in map(telling, pairs(matrix, old, new, alike)):
        judged = judge(pair)
        if judged is not None:
            change = Change(
                party=pair.later.party,
                issue=pair.later.row.issue,
                kind=judged.kind,
                before=pair.before,
                after=pair.after,
                detail=judged.detail,
                cause=judged.cause,
            )
            found.append(change)
    return tuple(found)


def select(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    """The articles that a name on the command line stands for: an id, or a date (all articles up to and including that
    day).

    Raises UsageError when it is neither, with the nearest id.
    """
    ids = [article.id for article in snapshot.articles]
    if name in ids:
        return (name,)
    try:
        day = dt.date.fromisoformat(name)
    except ValueError:
        near = difflib.get_close_matches(name, ids, n=1)
        kinds = "name an article by its id, a date as in 2024-08-19, a position file, or a git revision"
        hint = f"did you mean {near[0]}?" if near else kinds
        raise UsageError(f"there is no article {name}, and it is no date", hint=hint) from None
    return tuple(
        article.id
        for article in snapshot.articles
        if article.source.published and day_of(article.source.published) <= day
    )


def is_backwards(snapshot: Snapshot, old: str, new: str) -> bool:
    """Is the newest that `old` stands for newer than the newest of `new`? Undated articles are neither."""
    days = {article.id: article.source.published for article in snapshot.articles}
    newest = [
        max((day_of(day) for article in select(snapshot, name) if (day := days[article]) is not None), default=None)
        for name in (old, new)
    ]
    return newest[0] is not None and newest[1] is not None and newest[0] > newest[1]
