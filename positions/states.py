"""What a name on the command line stands for: a state of the negotiation, now or as it once was.

Owns the reading of names (an article, a date, a position file, a git revision, or the last look) and what two such
states have in common. It compares nothing: `diffing` does.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from positions import yamlfiles
from positions.changes import select
from positions.changes.aligning import Selection
from positions.errors import InputError, UsageError, reason_of
from positions.gitrepo import Repository
from positions.model import TOO_LARGE, Article, Change, Origin, Position, PositionFile, Snapshot, day_of
from positions.negotiation import Negotiation
from positions.snapshots import Files, assemble

_LOOK = "look.json"


class State(NamedTuple):
    """Some positions, and the articles among which they stand."""

    snapshot: Snapshot
    articles: frozenset[str]
    """The articles of the snapshot that belong to the state."""
    present: bool
    """Is the snapshot the negotiation as it is now?"""
    whole: bool = False
    """Is it all that there was at some time, so that an article it lacks was not there?"""

    def selection(self, *, alone: bool) -> Selection:
        """Does a position belong to the state? Where positions of other snapshots may be asked for, it must not stand
        `alone`: then a position must also be coded as it is here."""
        if alone:
            return lambda one: one.article in self.articles
        known = {identity(one) for one in self.snapshot.positions if one.article in self.articles}
        return lambda one: identity(one) in known


def identity(position: Position) -> Position:
    """The position without what the program or a person thinks of it."""
    return position.model_copy(update={"confidence": None, "review": None, "note": None, "confidential": False})


def state_of(negotiation: Negotiation, snapshot: Snapshot, name: str) -> State:
    """The state that a name stands for; `snapshot` is the negotiation as it is now.

    An article is that article alone, a date everything up to that day; a position file is what it says; a git revision
    is the whole negotiation as it was committed then. Raises UsageError when it is none of them, with the nearest
    article; FileFaults when what was committed cannot be read.
    """
    try:
        return State(snapshot, frozenset(select(snapshot, name)), present=True)
    except UsageError as unknown:
        file = _of_file(name, snapshot)
        found = file or _of_revision(negotiation, name, snapshot)
        if found is None:
            raise unknown
        return State(found, frozenset(article.id for article in found.articles), present=False, whole=file is None)


def _of_file(name: str, now: Snapshot) -> Snapshot | None:
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return None
    try:
        if path.stat().st_size > TOO_LARGE:
            raise InputError("the file is too large for a position file", hint="is it one?", path=path)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be read: {reason_of(error)}", path=path) from None
    file = yamlfiles.parse(yamlfiles.decode(data, path), PositionFile, path)
    article = Article(id=path.stem, source=file.article)
    return assemble([Files(article, file, None)], now.registry, now.codebook)


def _of_revision(negotiation: Negotiation, name: str, now: Snapshot) -> Snapshot | None:
    """The position files of a revision, with the parties and issues as they are named now."""
    try:
        repository = Repository.find(negotiation.root)
    except UsageError:
        return None
    files = repository.files_at(name, (".yaml",), TOO_LARGE)
    return None if files is None else assemble(_committed(files, name), now.registry, now.codebook)


def _committed(files: Mapping[str, bytes], revision: str) -> list[Files]:
    found = []
    for path, data in sorted(files.items()):
        folder, file_name = PurePosixPath(path).parent, PurePosixPath(path)
        if folder != PurePosixPath("positions"):
            continue
        shown = Path(f"{revision}:{path}")
        file = yamlfiles.parse(yamlfiles.decode(data, shown), PositionFile, shown)
        found.append(Files(Article(id=file_name.stem, source=file.article), file, None))
    return found


def joined(old: State, new: State) -> Snapshot:
    """Everything that one of two states says, each position once and as the newer one has it."""
    positions = {identity(one): one for state in (old, new) for one in state.snapshot.positions}
    articles = {article.id: article for state in (old, new) for article in state.snapshot.articles}
    return new.snapshot.model_copy(
        update={"positions": tuple(positions.values()), "articles": tuple(articles.values())}
    )


def origin(change: Change, old: State) -> Origin:
    """Where a change since a state comes from: the party, a later find, or another coding of a known article."""
    before, after = change.before, change.after
    if after is None or (before is not None and identity(before.position) == identity(after.position)):
        return Origin.PARTY
    if after.position.article in old.articles:
        return Origin.RECODED
    known = [article.source.published for article in old.snapshot.articles if article.id in old.articles]
    newest = max((day_of(when) for when in known if when is not None), default=None)
    is_older = newest is not None and after.when is not None and day_of(after.when) <= newest
    return Origin.LEARNT if is_older else Origin.PARTY


def since(snapshot: Snapshot, day: dt.date) -> tuple[State, State]:
    """Everything before a day, and everything from that day on. Undated articles are in neither."""
    days = {one.id: day_of(one.source.published) for one in snapshot.articles if one.source.published is not None}
    earlier = frozenset(article for article, when in days.items() if when < day)
    return State(snapshot, earlier, present=True), State(snapshot, frozenset(days) - earlier, present=True)


def since_last_look(negotiation: Negotiation, snapshot: Snapshot) -> tuple[State, State]:
    """The articles that were there when somebody last asked what is new, and those that have come since.

    Nobody has asked before: then all have come since.
    """
    every = frozenset(article.id for article in snapshot.articles)
    seen = _last_look(negotiation) & every
    return State(snapshot, seen, present=True), State(snapshot, every - seen, present=True)


def _last_look(negotiation: Negotiation) -> frozenset[str]:
    try:
        told = json.loads(negotiation.read_cache(_LOOK) or b"[]")
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(one for one in told if isinstance(one, str)) if isinstance(told, list) else frozenset()


def looked(negotiation: Negotiation, snapshot: Snapshot) -> None:
    """Remember that somebody has looked at what is new; where the folder cannot be written, nothing is."""
    articles = sorted(article.id for article in snapshot.articles)
    negotiation.write_cache(_LOOK, json.dumps(articles).encode())
