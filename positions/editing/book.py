"""A negotiation's hand-written files as one value, and what it takes to make the files say another such value.

A command's edit is a function from a book to a book; here is what the result costs in files. The program's own copies
follow where a party is only called otherwise, so that nobody takes that for a change by hand, and the remembered
issues keep their members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from positions import merging, revising
from positions.journal import Write
from positions.model import (
    Codebook,
    Disagreement,
    Entry,
    MachineFile,
    Position,
    PositionFile,
    Registry,
    RememberedIssue,
    Topic,
    name_key,
)
from positions.negotiation import Negotiation

F = TypeVar("F", bound=PositionFile)


@dataclass(frozen=True)
class Book:
    """parties.yaml, issues.yaml and every position file, by article."""

    registry: Registry
    codebook: Codebook
    files: Mapping[str, PositionFile]

    @classmethod
    def of(cls, negotiation: Negotiation) -> Book:
        """What the files say now. Raises FileFaults: nothing is edited beside a file that cannot be read."""
        ids = [article.id for article in negotiation.snapshot().articles]
        found = ((article_id, negotiation.position_file(article_id)) for article_id in ids)
        return cls(negotiation.registry, negotiation.codebook, {one: file for one, file in found if file is not None})

    def resolved(self, party: str) -> str:
        """The registered party that a heading means; the heading itself when that is nobody, or several."""
        return self._resolve(party)

    @cached_property
    def _resolve(self) -> Callable[[str], str]:
        return self.registry.resolver()


@dataclass(frozen=True)
class Edit:
    """What a command makes of a book."""

    title: str
    """The command in words."""
    book: Book
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Parties that are only called otherwise: old name → new name."""
    effects: tuple[str, ...] = ()
    """What follows from it that no file says, in words."""


def writes(negotiation: Negotiation, old: Book, edit: Edit) -> tuple[Write, ...]:
    """The files that an edit changes, with what they say afterwards. Nothing is written.

    Raises FileFaults, and InputError where a file is written in a way that cannot be edited.
    """
    new = edit.book
    found = []
    if new.registry != old.registry:
        found.append(negotiation.revised(negotiation.root / "parties.yaml", old.registry, new.registry))
    if new.codebook != old.codebook:
        found.append(negotiation.revised(negotiation.root / "issues.yaml", old.codebook, new.codebook))
    for article_id, file in new.files.items():
        before = old.files[article_id]
        copy = negotiation.machine_file(article_id) if edit.renamed else None
        renamed = called_otherwise(copy, edit.renamed) if copy is not None else None
        if file != before or renamed != copy:
            position_file = negotiation.revised(negotiation.position_path(article_id), before, file)
            found.append(position_file)
            if renamed is not None:
                found.append(revising.revised_copy(negotiation, article_id, renamed, position_file))
    remembered = negotiation.remembered()
    keys = dict(_keys(old, new))
    issues = tuple(_rekeyed(issue, keys) for issue in remembered.issues)
    if issues != remembered.issues:
        found.append(revising.revised_memory(negotiation, remembered.model_copy(update={"issues": issues})))
    return tuple(write for write in found if write.old != write.new)


def called_otherwise(file: F, names: Mapping[str, str]) -> F:
    """A position file with other names for parties; what comes under one name keeps its order."""
    meant = {name_key(old): new for old, new in names.items()}

    def renamed(name: str | None) -> str | None:
        return None if name is None else meant.get(name_key(name), name)

    positions: dict[str, tuple[Entry, ...]] = {}
    for party, entries in file.positions.items():
        name = renamed(party) or party
        changed = tuple(
            entry.model_copy(update={"of": renamed(entry.of), "according_to": renamed(entry.according_to)})
            for entry in entries
        )
        positions[name] = positions.get(name, ()) + changed
    update: dict[str, object] = {"positions": positions}
    if isinstance(file, MachineFile):
        found = (_called_otherwise(one, renamed) for one in file.disagreements)
        update["disagreements"] = tuple(dict.fromkeys(found))
    return file.model_copy(update=update)


def _called_otherwise(one: Disagreement, renamed: Callable[[str | None], str | None]) -> Disagreement:
    """A disagreement with other names for parties: whose entry it is about, and what the two say who is meant."""
    update = {} if one.party in merging.SECTIONS else {"party": renamed(one.party)}
    if one.field in ("party", "of", "according to"):
        update |= {"yours": renamed(one.yours), "program": renamed(one.program)}
    return one.model_copy(update=update)


def distinct(names: Iterable[str], own: str) -> tuple[str, ...]:
    """Names without repetition, and without the one that they are other names of."""
    found: dict[str, str] = {}
    for name in names:
        if name != own:
            found.setdefault(name_key(name), name)
    return tuple(found.values())


def _keys(old: Book, new: Book) -> Iterator[tuple[str, str]]:
    """For each position that goes by another key afterwards, both."""
    for article_id, file in new.files.items():
        headings = {*file.positions, *old.files[article_id].positions}
        if file == old.files[article_id] and all(old.resolved(one) == new.resolved(one) for one in headings):
            continue
        before, after = merging.records(old.files[article_id]), merging.records(file)
        for index, other in merging.pairs(before, after).items():
            keys = [_key(book, article_id, one) for book, one in ((old, before[index]), (new, after[other]))]
            if keys[0] != keys[1]:
                yield keys[0], keys[1]


def _key(book: Book, article_id: str, record: merging.Record) -> str:
    if isinstance(record.value, Topic):
        return ""
    return Position.of_entry(record.value, article=article_id, party=book.resolved(record.place)).key


def _rekeyed(issue: RememberedIssue, keys: Mapping[str, str]) -> RememberedIssue:
    members = tuple(sorted({keys.get(member, member) for member in issue.members}))
    return issue if members == tuple(sorted(issue.members)) else issue.model_copy(update={"members": members})
