"""Who wrote what of an article's position file: the program, by which rule, or a person, and when.

Owned here: whose a field is. What the file says as the program's copy says it is the program's; all else is a person's,
and git knows whose. Nothing is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from positions import merging
from positions.errors import UsageError
from positions.gitrepo import Author, Repository
from positions.merging import Record
from positions.model import Entry, MachineEntry, MachineFile, Model, PositionFile, Topic
from positions.negotiation import Negotiation
from positions.yamldump import fields, flow
from positions.yamlfaults import Path as Keys

_PARTY = "party"


@dataclass(frozen=True)
class Hand:
    """Whose hand a line is in."""

    name: str | None
    """As git knows it; None where it does not."""
    when: dt.datetime | None
    """When it was committed; without git, when the file was last written; None for what is not committed yet."""
    committed: bool


@dataclass(frozen=True)
class FieldOrigin:
    """A field that a person wrote, changed or removed."""

    field: str
    """By its name in YAML; `party` for whose it is."""
    value: str | None
    """What it says now; None where a person removed it."""
    program: str | None
    """What the program said there; None where it said nothing."""
    hand: Hand | None
    """Who; None where it was removed, since no line tells of it."""


@dataclass(frozen=True)
class Origin:
    """Where an entry, or a topic, comes from."""

    place: str
    """Its party, or its section; where a person removed it, as the program has it."""
    value: Entry | Topic
    line: int | None
    """Its line, from 1; None where a person removed it."""
    read: Record | None
    """What the program read; None where only a person has it."""
    read_on: dt.datetime | None
    """When that was committed, or else written."""
    hand: Hand | None
    """Who wrote it, where only a person has it."""
    fields: tuple[FieldOrigin, ...]
    """What a person did to what the program read, field by field."""

    @property
    def rule(self) -> str | None:
        """The cue by which the program read it."""
        return self.read.value.rule if self.read and isinstance(self.read.value, MachineEntry) else None

    @property
    def confidence(self) -> float | None:
        """How sure the program was, 0 to 1."""
        return self.read.value.confidence if self.read and isinstance(self.read.value, MachineEntry) else None


@dataclass(frozen=True)
class Provenance:
    """Where all of a position file comes from."""

    engine: str | None
    """The program's engine with its version; None when it never read the article."""
    origins: tuple[Origin, ...]
    """In the order of the file; behind them, what a person removed."""


Tell = Callable[[Keys], Hand]


def provenance(negotiation: Negotiation, article_id: str) -> Provenance:
    """Who wrote what of an article's positions.

    Raises UsageError where the article has no position file, FileFaults, InputError.
    """
    article_id = negotiation.known(article_id)
    file, copy = negotiation.position_file(article_id), negotiation.machine_file(article_id)
    if file is None:
        hint = "read it: `positions extract`"
        raise UsageError("this article has no positions yet", hint=hint, path=negotiation.position_path(article_id))
    locate = negotiation.locator(negotiation.position_path(article_id), PositionFile)
    whose = _hands(negotiation, article_id, copy=False)
    read = _records(copy) if copy else []
    own = _records(file)
    found = merging.pairs([_plain(one) for _, one in own], [_plain(one) for _, one in read])
    when = _hands(negotiation, article_id, copy=True) if copy else None
    origins = []
    for index, (keys, record) in enumerate(own):
        line = locate((*keys, "claim" if isinstance(record.value, Entry) else "topic"))[0]
        if index in found and when:
            read_keys, theirs = read[found[index]]
            changed = tuple(_changed(record, theirs, keys, whose))
            origins.append(Origin(*_said(record), line, theirs, when(read_keys).when, None, changed))
        else:
            origins.append(Origin(*_said(record), line, None, None, whose(keys), ()))
    for index in sorted(set(range(len(read))) - set(found.values())):
        keys, theirs = read[index]
        origins.append(Origin(*_said(theirs), None, theirs, when(keys).when if when else None, None, ()))
    return Provenance(copy.engine if copy else None, tuple(origins))


def _records(file: PositionFile) -> list[tuple[Keys, Record]]:
    """Entries and topics as they stand there, each with its path in the file."""
    return [
        (("positions", place, index) if isinstance(value, Entry) else (place, index), Record(place, value))
        for place, values in merging.lists(file)
        for index, value in enumerate(values)
    ]


def _plain(record: Record) -> Record:
    return Record(record.place, merging.plain(record.value))


def _said(record: Record) -> tuple[str, Entry | Topic]:
    return record.place, merging.plain(record.value)


def _hands(negotiation: Negotiation, article_id: str, *, copy: bool) -> Tell:
    """A function from a path in one of an article's files to whose hand it is in; git is asked once."""
    path = negotiation.machine_path(article_id) if copy else negotiation.position_path(article_id)
    model: type[Model] = MachineFile if copy else PositionFile
    locate = negotiation.locator(path, model)
    written = negotiation.written(path)
    try:
        authors: tuple[Author | None, ...] = Repository.find(negotiation.root).authors(
            path, negotiation.data(path) or b""
        )
    except UsageError:  # no git, or no repository: then the file's time is all there is
        return lambda _: Hand(None, written, False)

    def tell(keys: Keys) -> Hand:
        line = locate(keys)[0]
        author = authors[line - 1] if line <= len(authors) else None
        if author is None:
            return Hand(None, written if copy else None, False)
        return Hand(author.name, author.when, True)

    return tell


def _changed(record: Record, read: Record, keys: Keys, whose: Tell) -> Iterator[FieldOrigin]:
    """In what a person's entry differs from what the program read, in the order of the file's keys."""
    now, before = _values(record), _values(read)
    for name in dict.fromkeys([*now, *before]):
        if now.get(name) == before.get(name):
            continue
        at = keys[:2] if name == _PARTY else (*keys, name)
        hand = whose(at) if name in now else None
        yield FieldOrigin(name, now.get(name), before.get(name), hand)


def _values(record: Record) -> dict[str, str]:
    """What is said, as a person types it, by its name in YAML; the stance is told with the claim."""
    value = merging.plain(record.value)
    party = {_PARTY: record.place} if isinstance(value, Entry) else {}
    said = {name: content if type(content) is str else flow(content) for name, content in fields(value)}
    if isinstance(value, Entry):
        said = {"claim": f"{value.stance.value}: {value.claim}"} | {
            name: content for name, content in said.items() if name != value.stance.value
        }
    return party | said
