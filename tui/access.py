"""The one bridge between the screens and a negotiation on disk: a few calls, which tests replace by plain ones."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Collection
from dataclasses import dataclass
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

    from .jobs import comparing

    kept: dict[str, Matrix] = {}
    """The matrix that was glanced at, by the fingerprint of its files: it need not be loaded twice."""

    def glance() -> tuple[Matrix, Registry] | None:
        fingerprint = negotiation.fingerprint()
        matrix = workflow.kept_matrix(negotiation, fingerprint)
        if matrix is None:
            return None
        kept[fingerprint] = matrix
        return matrix, negotiation.registry

    def compare() -> Matrix:
        found = kept.get(negotiation.fingerprint())
        kept.clear()
        return found or comparing.compare(negotiation)

    def read() -> Snapshot:
        negotiation.remembered()  # the comparison needs it: a fault in it is told with the others
        return negotiation.snapshot()

    def diff(matrix: Matrix, old: Collection[str], new: Collection[str]) -> tuple[Change, ...]:
        from positions.changes import changes
        from positions.diffing import likeness_in

        return changes(matrix, old, new, likeness_in(negotiation))

    def moved(matrix: Matrix, snapshot: Snapshot) -> tuple[Change, ...]:
        from positions.changes import between
        from positions.diffing import likeness_in
        from positions.states import since_last_look

        old, new = since_last_look(negotiation, snapshot)
        if not old.articles or not new.articles:
            return ()
        return between(matrix, old.selection(alone=True), new.selection(alone=True), likeness_in(negotiation))

    def history(row: Row, snapshot: Snapshot) -> Movement:
        from positions.changes.movement import movement
        from positions.diffing import likeness_in

        published = {article.id: article.source.published for article in snapshot.articles}
        stale_after, alike = negotiation.settings.stale_after, likeness_in(negotiation, snapshot)
        return movement(row, published, stale_after, alike, snapshot.registry)

    def visited(snapshot: Snapshot) -> None:
        from positions.states import looked

        looked(negotiation, snapshot)

    def place(article: str, position: Position | None) -> tuple[Path, int]:
        line = 1 if position is None else negotiation.entry_line(article, position.party, position)
        return negotiation.position_path(article), line

    def settle(folders: str) -> Session:
        from positions.reliability import Session, Target, read

        try:
            named = [Path(word).expanduser() for word in shlex.split(folders)]
        except (ValueError, RuntimeError):
            raise UsageError("these are no folders", hint="quote a name with blanks: 'my coding'") from None
        both = named if len(named) > 1 else [negotiation.root, *named]
        return Session(Target.open(negotiation.root, read(both)))

    return Access(
        name=negotiation.settings.name or negotiation.root.name,
        root=negotiation.root,
        fingerprint=negotiation.fingerprint,
        glance=glance,
        read=read,
        compare=compare,
        compare_as_of=lambda day: workflow.compare_negotiation(negotiation, as_of=day),
        diff=diff,
        moved=moved,
        history=history,
        visited=visited,
        place=place,
        settle=settle,
        files=files_of(negotiation),
        negotiation=negotiation,
        stale_after=negotiation.settings.stale_after,
    )
