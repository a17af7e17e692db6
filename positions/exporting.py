"""A negotiation's export, and the file it is written to: what the command and the library both call.

Owns what may leave the negotiation (nothing confidential, unless it is asked for), which period's moves a brief tells,
and that no file of the negotiation's own is written over. How each format looks is `export`'s.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from positions import storage
from positions.changes import changes, select
from positions.diffing import likeness_in
from positions.errors import InputError, UsageError
from positions.export.content import Content
from positions.export.withholding import confidential, has_confidential, masked_whole, public, public_memory
from positions.gravity import is_kept
from positions.model import Change, ChangeKind, Matrix, Row, Snapshot, day_of
from positions.modelcaches import contradicts, embedder, phraser
from positions.narrowing import Narrowing
from positions.negotiation import OWN_FILES, OWN_FOLDERS
from positions.workflow import compare_negotiation

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

_PERIOD = 7
"""Days: a brief tells of a week unless somebody names another day."""
_ALL = Narrowing()
_OWN_FOLDERS = (*OWN_FOLDERS, ".git")
_OWN_FILES = (*OWN_FILES, ".gitignore")


def content_of(
    negotiation: Negotiation,
    narrowing: Narrowing = _ALL,
    *,
    since: dt.date | None = None,
    with_confidential: bool = False,
) -> Content:
    """What an export of the negotiation shows.

    `since` is the day from whose end on moves are told; without it, they are those of the week before the day of the
    export. Unless `with_confidential`, statements are grouped and compared as if nothing confidential existed, so that
    no status, reason or name gives it away. Raises UsageError for a name that means nothing, FileFaults.
    """
    snapshot = negotiation.snapshot()
    shown = snapshot if with_confidential else public(snapshot)
    matrix = _compared(negotiation, snapshot, as_of=narrowing.as_of, with_confidential=with_confidential)
    narrowed = narrowing.of(matrix, snapshot.registry)
    day = narrowing.as_of or _newest_day(shown)
    start = since or (None if day is None else dt.date.fromordinal(max(1, day.toordinal() - _PERIOD)))
    if start is not None and day is not None and start > day:
        hint = "name an earlier day, or leave --since out"
        raise UsageError(
            f"nothing can have moved since {start.isoformat()}: the newest is {day.isoformat()}", hint=hint
        )
    from positions.comparison.closeness import closeness

    held = {row.issue for row in narrowed.rows}
    return Content(
        name=negotiation.settings.name or negotiation.root.name,
        matrix=narrowed,
        articles={article.id: article for article in shown.articles if not _is_later(article.source.published, day)},
        reviewed=shown.reviewed,
        notes={name: issue.note for name, issue in shown.codebook.issues.items() if issue.note and name in held},
        day=day,
        since=start,
        changes=tuple(
            change
            for change in _moves(negotiation, matrix, shown, start, day)
            if change.issue in held and change.party in narrowed.parties
        ),
        closeness=closeness(matrix, shown.registry, narrowing),
        narrowed=narrowing.words(),
        withheld=0 if with_confidential else len(confidential(snapshot)),
        masked=() if with_confidential else masked_whole(snapshot),
    )


def state_of(
    negotiation: Negotiation, narrowing: Narrowing = _ALL, *, with_confidential: bool = False
) -> tuple[Snapshot, Matrix, tuple[str, ...]]:
    """The negotiation as it may be shown to anybody, what is asked for of its matrix, and the articles whose whole text
    is masked, since a confidential quote is not found in it.

    Raises UsageError for a name that means nothing, FileFaults.
    """
    snapshot = negotiation.snapshot()
    matrix = _compared(negotiation, snapshot, as_of=narrowing.as_of, with_confidential=with_confidential)
    shown = snapshot if with_confidential else public(snapshot)
    return shown, narrowing.of(matrix, snapshot.registry), () if with_confidential else masked_whole(snapshot)


_LEFT_BEHIND_S = 86_400.0
"""From then on, half of a file beside an export is what a killed one has left, and nobody's work."""


def write_export(negotiation: Negotiation, path: Path, data: bytes) -> None:
    """Write an export to a file, wholly or not at all. A link is followed.

    Raises UsageError where that is one of the negotiation's own files, a folder or a device, or where there is no such
    folder; WriteError where the system refuses.
    """
    real = destination(negotiation, path)
    storage.sweep(real.parent, older_than_s=_LEFT_BEHIND_S)
    storage.replace(real, data)


def destination(negotiation: Negotiation, path: Path) -> Path:
    """Where a file that is to be written really lies. Raises as `write_export` does."""
    try:
        real, root = path.resolve(), negotiation.root.resolve()
        is_file, is_there, has_folder = real.is_file(), real.exists(), real.parent.is_dir()
    except (OSError, RuntimeError, ValueError):
        raise InputError("this path cannot be followed", hint="name another file", path=path) from None
    if real.is_relative_to(root) and _is_own(real.relative_to(root)):
        hint = "name a file outside of its folders, as in --out brief.md"
        raise UsageError("this is a file of the negotiation itself", hint=hint, path=path)
    if is_there and not is_file:
        raise UsageError("this is no file", hint="name a file to write to", path=path)
    if not has_folder:
        raise UsageError("there is no such folder", hint="make it first, or name another", path=path.parent)
    return real


def _is_own(inner: Path) -> bool:
    """Is a path inside of the negotiation's folder one that the program or git keeps? Case decides nothing, as on
    some disks."""
    parts = [part.casefold() for part in inner.parts]
    return not parts or parts[0] in _OWN_FOLDERS or (len(parts) == 1 and parts[0] in _OWN_FILES)


def _compared(
    negotiation: Negotiation, snapshot: Snapshot, *, as_of: dt.date | None, with_confidential: bool
) -> Matrix:
    """The matrix, compared without what is confidential unless asked for.

    Where nothing is confidential, that is the negotiation's own, kept one.
    """
    whole = compare_negotiation(negotiation, as_of=as_of)
    if with_confidential or not has_confidential(snapshot):
        return whole
    from positions.comparison import compare

    shown = public(snapshot)
    matrix = compare(
        shown,
        embedder(negotiation),
        phrases=phraser(negotiation),
        contradicts=contradicts(negotiation),
        remembered=public_memory(negotiation.remembered(), shown),
        thresholds=negotiation.settings.thresholds,
        as_of=as_of,
    )
    hidden = {one.key for one in confidential(snapshot)}
    behind = {
        row.issue: {one.position.party for one in row.positions if one.position.key in hidden} for row in whole.rows
    }
    return matrix.model_copy(update={"rows": tuple(_without_cells(row, behind) for row in matrix.rows)})


def _without_cells(row: Row, behind: Mapping[str, set[str]]) -> Row:
    """The row without a person's words for a cell that has something confidential behind it."""
    cells = {party: words for party, words in row.cells.items() if party not in behind.get(row.issue, ())}
    return row if cells == row.cells else row.model_copy(update={"cells": cells})


def _moves(
    negotiation: Negotiation, matrix: Matrix, snapshot: Snapshot, start: dt.date | None, day: dt.date | None
) -> tuple[Change, ...]:
    """What moved between the ends of two days."""
    if start is None or day is None:
        return ()
    sides = (select(snapshot, start.isoformat()), select(snapshot, day.isoformat()))
    found = changes(matrix, *sides, likeness_in(negotiation))
    return tuple(change for change in found if change.kind is ChangeKind.REWORDED or not is_kept(change))


def _newest_day(snapshot: Snapshot) -> dt.date | None:
    days = [day_of(article.source.published) for article in snapshot.articles if article.source.published]
    return max(days, default=None)


def _is_later(when: dt.datetime | dt.date | None, day: dt.date | None) -> bool:
    return when is not None and day is not None and day_of(when) > day
