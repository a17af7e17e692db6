"""The one bridge between the screens and a negotiation on disk: a few calls, which tests replace by plain ones."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from positions.errors import UsageError
from positions.model import Change, Matrix, Position, Registry, Row, Settings, Snapshot

from .files import Files, files_of

if TYPE_CHECKING:
    from positions.changes.movement import Movement
    from positions.negotiation import Negotiation
    from positions.reliability import Session


@dataclass(frozen=True)
class Access:
    """What the screens ask of a negotiation. Every call may raise PositionsError, and may come from any thread."""

    name: str
    """What the negotiation is called."""
    root: Path
    """Its folder: paths in faults are shown relative to it."""
    fingerprint: Callable[[], str]
    """Differs as soon as a file does; cheap enough to ask every second."""
    glance: Callable[[], tuple[Matrix, Registry] | None]
    """What was compared before, where no file has changed since: all there is to see, without reading the articles."""
    read: Callable[[], Snapshot]
    """Reads all files; every fault that a file has is found here."""
    compare: Callable[[], Matrix]
    """Compares what the files say; may take many seconds."""
    compare_as_of: Callable[[dt.date], Matrix]
    """The same as of a day."""
    diff: Callable[[Matrix, Collection[str], Collection[str]], tuple[Change, ...]]
    """What changed from some articles to others, by their ids."""
    moved: Callable[[Matrix, Snapshot], tuple[Change, ...]]
    """What changed since the last visit; nothing at the first."""
    history: Callable[[Row, Snapshot], Movement]
    """Everything that was said on an issue, and what it comes to."""
    visited: Callable[[Snapshot], None]
    """The visit ends: what is there now has been seen."""
    place: Callable[[str, Position | None], tuple[Path, int]]
    """The position file of an article, and the line, counted from 1, of an entry in it (1 without an entry)."""
    settle: Callable[[str], Session]
    """The disagreements of the coders in these folders, to be settled into this negotiation; with one folder, this is
    the other. The folders as a person types them, with blanks between, quoted as in a shell."""
    files: Files
    """The YAML files, as the editor has them."""
    negotiation: Negotiation | None = None
    """For the screens that edit: what they do is the library's, as it is the commands'. None where nothing can be."""
    stale_after: int = Settings().stale_after
    """Articles without a word after which a position is stale."""
    job_command: tuple[str, ...] | None = None
    """The process that adds and reads, where it is not our own."""


def access_to(negotiation: Negotiation) -> Access:
    """A negotiation on disk, as the screens see it."""
    from positions import workflow

    compared = _Compared(negotiation)
    return Access(
        name=negotiation.settings.name or negotiation.root.name,
        root=negotiation.root,
        fingerprint=negotiation.fingerprint,
        glance=compared.glance,
        read=partial(_read, negotiation),
        compare=compared.compare,
        compare_as_of=lambda day: workflow.compare_negotiation(negotiation, as_of=day),
        diff=partial(_diff, negotiation),
        moved=partial(_moved, negotiation),
        history=partial(_history, negotiation),
        visited=partial(_visited, negotiation),
        place=partial(_place, negotiation),
        settle=partial(_settle, negotiation),
        files=files_of(negotiation),
        negotiation=negotiation,
        stale_after=negotiation.settings.stale_after,
    )


class _Compared:
    """The negotiation's matrix; one that was glanced at is not loaded a second time."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._kept: dict[str, Matrix] = {}
        """What was glanced at, by the fingerprint of its files."""

    def glance(self) -> tuple[Matrix, Registry] | None:
        """See `Access.glance`."""
        from positions import workflow

        fingerprint = self._negotiation.fingerprint()
        matrix = workflow.kept_matrix(self._negotiation, fingerprint)
        if matrix is None:
            return None
        self._kept[fingerprint] = matrix
        return matrix, self._negotiation.registry

    def compare(self) -> Matrix:
        """See `Access.compare`."""
        from .jobs import comparing

        found = self._kept.get(self._negotiation.fingerprint())
        self._kept.clear()
        return found or comparing.compare(self._negotiation)


def _read(negotiation: Negotiation) -> Snapshot:
    negotiation.remembered()  # the comparison needs it: a fault in it is told with the others
    return negotiation.snapshot()


def _diff(negotiation: Negotiation, matrix: Matrix, old: Collection[str], new: Collection[str]) -> tuple[Change, ...]:
    from positions.changes import changes
    from positions.diffing import likeness_in

    return changes(matrix, old, new, likeness_in(negotiation))


def _moved(negotiation: Negotiation, matrix: Matrix, snapshot: Snapshot) -> tuple[Change, ...]:
    from positions.changes import between
    from positions.diffing import likeness_in
    from positions.states import since_last_look

    old, new = since_last_look(negotiation, snapshot)
    if not old.articles or not new.articles:
        return ()
    return between(matrix, old.selection(alone=True), new.selection(alone=True), likeness_in(negotiation))


def _history(negotiation: Negotiation, row: Row, snapshot: Snapshot) -> Movement:
    from positions.changes.movement import movement
    from positions.diffing import likeness_in

    published = {article.id: article.source.published for article in snapshot.articles}
    stale_after, alike = negotiation.settings.stale_after, likeness_in(negotiation, snapshot)
    return movement(row, published, stale_after, alike, snapshot.registry)


def _visited(negotiation: Negotiation, snapshot: Snapshot) -> None:
    from positions.states import looked

    looked(negotiation, snapshot)


def _place(negotiation: Negotiation, article: str, position: Position | None) -> tuple[Path, int]:
    line = 1 if position is None else negotiation.entry_line(article, position.party, position)
    return negotiation.position_path(article), line


def _settle(negotiation: Negotiation, folders: str) -> Session:
    from positions.reliability import Session, Target, read

    try:
        named = [Path(word).expanduser() for word in shlex.split(folders)]
    except (ValueError, RuntimeError):
        raise UsageError("these are no folders", hint="quote a name with blanks: 'my coding'") from None
    both = named if len(named) > 1 else [negotiation.root, *named]
    return Session(Target.open(negotiation.root, read(both)))
