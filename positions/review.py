"""Review: which extracted entries a person should look at first, and what each verdict writes.

Owned here: the queue, most consequential and least certain first, and the edits of the position files that verdicts
are. An entry is found again by what it says, never by its number; one that changed meanwhile is a conflict. It prints
nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from positions import merging
from positions.errors import ConflictError, UsageError
from positions.merging import Record
from positions.model import (
    Disagreement,
    Entry,
    MachineEntry,
    MachineFile,
    Matrix,
    Placed,
    Position,
    PositionFile,
    Registry,
    Review,
    Reviewed,
    Role,
    Row,
    Stance,
    Topic,
    name_key,
)
from positions.negotiation import Negotiation

_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’']?\s+|\n\s*\n")
_CONTEXT = 300
"""Characters on either side of a quote in which its sentence is looked for."""


class Stake(IntEnum):
    """What a wrong entry would change; the least first."""

    ONE_SIDE = 0
    SHARED = 1
    CURRENT = 2
    DECIDES = 3

    @property
    def words(self) -> str:
        """Why the entry matters."""
        return _STAKES[self]


_STAKES = {
    Stake.ONE_SIDE: "only one party speaks of the issue",
    Stake.SHARED: "several parties speak of the issue",
    Stake.CURRENT: "a current position where several parties have one",
    Stake.DECIDES: "the issue's status rests on it",
}


@dataclass(frozen=True)
class Item:
    """An entry that nobody has reviewed yet, as the file has it."""

    article: str
    party: str
    """The heading it stands under."""
    entry: Entry
    confidence: float | None = None
    rule: str | None = None
    issue: str | None = None
    status: str | None = None
    """Where that issue stands."""
    stake: Stake = Stake.ONE_SIDE


@dataclass(frozen=True)
class Contested:
    """Something in an article that a person and the program see otherwise."""

    article: str
    disagreement: Disagreement


def queue(negotiation: Negotiation, matrix: Matrix) -> tuple[Item, ...]:
    """The entries without a verdict in files without one, in the order in which they should be looked at.

    By what a wrong one would change, then the least certain first; one without a confidence counts as uncertain. Raises
    FileFaults.
    """
    places = {placed.position.key: (row, placed) for row in matrix.rows for placed in row.positions}
    found: list[Item] = []
    registry = negotiation.registry
    for article_id in negotiation.article_ids():
        file = negotiation.position_file(article_id)
        if file is not None and file.reviewed is None:
            found += _items(article_id, file, negotiation.machine_file(article_id), places, registry)
    return tuple(sorted(found, key=_order))


def contested(negotiation: Negotiation) -> tuple[Contested, ...]:
    """Where a person and the program both changed something, by article. Raises FileFaults."""
    machines = ((one, negotiation.machine_file(one)) for one in negotiation.article_ids())
    return tuple(Contested(one, said) for one, machine in machines if machine for said in machine.disagreements)


def _items(
    article_id: str,
    file: PositionFile,
    machine: MachineFile | None,
    places: Mapping[str, tuple[Row, Placed]],
    registry: Registry,
) -> Iterator[Item]:
    known = {
        (party, one.at, one.claim): one
        for party, ones in (machine.positions if machine else {}).items()
        for one in ones
    }
    names = registry.names_of()
    for party, entry in file.entries():
        if entry.review is not None:
            continue
        meant = (party,) if party in names else names.get(name_key(party), (party,))
        name = meant[0] if len(meant) == 1 else party
        row, placed = places.get(Position.of_entry(entry, article=article_id, party=name).key, (None, None))
        source: MachineEntry | None = known.get((party, entry.at, entry.claim))
        yield Item(
            article=article_id,
            party=party,
            entry=entry,
            confidence=source.confidence if source else None,
            rule=source.rule if source else None,
            issue=row.issue if row else None,
            status=row.status.value if row else None,
            stake=Stake.ONE_SIDE if row is None or placed is None else _stake(row, placed, registry),
        )


def _stake(row: Row, placed: Placed, registry: Registry) -> Stake:
    if len({one.position.party for one in row.positions}) < 2:
        return Stake.ONE_SIDE
    if placed.position.key in row.deciding:
        return Stake.DECIDES
    principal = registry.role_of(placed.position.party) is Role.PRINCIPAL
    return Stake.CURRENT if placed.current and principal else Stake.SHARED


def _order(item: Item) -> tuple[object, ...]:
    entry = item.entry
    identity = (item.article, entry.at or (-1, -1), item.party, entry.stance.value, entry.claim)
    return (-item.stake, -1.0 if item.confidence is None else item.confidence, *identity)


def sentence_of(text: str, at: tuple[int, int]) -> tuple[str, str, str]:
    """What stands before a quote in its sentence, the quote, and what stands behind it."""
    start, end = at
    before = _SENTENCE_END.split(text[max(0, start - _CONTEXT) : start])[-1]
    behind = "" if text[start:end].rstrip().endswith((".", "!", "?")) else text[end : end + _CONTEXT]
    return before, text[start:end], _SENTENCE_END.split(behind)[0]


def current(negotiation: Negotiation, item: Item) -> Item | None:
    """The item as its file has it now; None when it is gone or has its verdict. Raises FileFaults.

    It is recognised by party, stance, claim and passage.
    """
    file = negotiation.position_file(item.article)
    if file is None or file.reviewed is not None:
        return None
    for entry in file.positions.get(item.party, ()):
        if entry.review is None and _identity(entry) == _identity(item.entry):
            return replace(item, entry=entry)
    return None


def _identity(entry: Entry) -> tuple[object, ...]:
    return entry.stance, entry.claim, entry.at


# Verdicts


def confirm(negotiation: Negotiation, item: Item) -> Item:
    """It is right as it stands. Verdicts raise ConflictError when the entry is not there any more as it was shown."""
    return _change(negotiation, item, "confirm", review=Review.CONFIRMED)


def dismiss(negotiation: Negotiation, item: Item) -> Item:
    """It is no position; it stays in the file and counts nowhere."""
    return _change(negotiation, item, "dismiss", review=Review.DISMISSED)


def assign(negotiation: Negotiation, item: Item, party: str) -> Item:
    """It is another party's."""
    return _change(negotiation, item, "correct the party of", party=_words(party), review=Review.CONFIRMED)


def set_stance(negotiation: Negotiation, item: Item, stance: Stance) -> Item:
    """Its party does something else with the claim."""
    return _change(negotiation, item, "correct the stance of", stance=stance, review=Review.CONFIRMED)


def pin(negotiation: Negotiation, item: Item, issue: str) -> Item:
    """It is about this issue."""
    return _change(negotiation, item, "pin the issue of", issue=_words(issue), review=Review.CONFIRMED)


def reword(negotiation: Negotiation, item: Item, claim: str) -> Item:
    """What is demanded, offered, accepted or rejected, in a person's words."""
    return _change(negotiation, item, "correct the claim of", claim=_words(claim), review=Review.CONFIRMED)


def annotate(negotiation: Negotiation, item: Item, note: str) -> Item:
    """A remark; no verdict."""
    return _change(negotiation, item, "note on", note=_words(note))


def confirm_all(negotiation: Negotiation, article_id: str, by: str, on: dt.date) -> int:
    """Everything in an article's file has been gone through: `reviewed:`, which counts for each of its entries.

    Returns how many entries had no verdict of their own. Raises InputError for an unknown article, UsageError where it
    has no positions.
    """
    with negotiation.lock():
        article_id = negotiation.known(article_id)
        file = negotiation.position_file(article_id)
        if file is None:
            raise UsageError(f"{article_id} has no position file", hint=f"positions extract {article_id}")
        reviewed = Reviewed(by=_words(by), on=on)
        _commit(negotiation, f"review {article_id}", article_id, file, file.model_copy(update={"reviewed": reviewed}))
    return sum(entry.review is None for _, entry in file.entries())


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UsageError("there are no words", hint="type some")
    return words


def _change(negotiation: Negotiation, item: Item, title: str, *, party: str | None = None, **fields: Any) -> Item:
    """The entry with other fields, or under another heading, written as one step; the item as it then is."""
    with negotiation.lock():
        file = negotiation.position_file(item.article) or PositionFile()
        if item.entry not in file.positions.get(item.party, ()):
            message = f"{item.party}'s entry “{item.entry.claim}” in {item.article} was changed meanwhile"
            raise ConflictError(message, hint="look at it again", path=negotiation.position_path(item.article))
        entry = item.entry.model_copy(update=fields)
        new = replace(item, entry=entry, party=party or item.party)
        _commit(negotiation, f"{title} “{item.entry.claim}”", item.article, file, _replaced(file, item, new))
    return new


def _replaced(file: PositionFile, old: Item, new: Item) -> PositionFile:
    entries = list(file.positions[old.party])
    index = entries.index(old.entry)
    positions = dict(file.positions)
    if new.party == old.party:
        entries[index] = new.entry
        positions[old.party] = tuple(entries)
    else:
        del entries[index]
        positions[old.party] = tuple(entries)
        if not entries:
            del positions[old.party]
        positions[new.party] = (*positions.get(new.party, ()), new.entry)
    return file.model_copy(update={"positions": positions})


def _commit(negotiation: Negotiation, title: str, article_id: str, old: PositionFile, new: PositionFile) -> None:
    write = negotiation.revised(negotiation.position_path(article_id), old, new)
    if write.old != write.new:
        negotiation.commit(title, [write])


# Where the program sees it otherwise


def keep_mine(negotiation: Negotiation, case: Contested) -> None:
    """A person's word stands, and is not asked about again. Raises ConflictError when that was settled meanwhile."""
    with negotiation.lock():
        file, machine = _both(negotiation, case)
        _settle(negotiation, case, machine, file, file)


def take_programs(negotiation: Negotiation, case: Contested) -> None:
    """What the program says replaces a person's word. Raises ConflictError when either changed meanwhile."""
    with negotiation.lock():
        file, machine = _both(negotiation, case)
        _settle(negotiation, case, machine, file, _taken(file, machine, case))


def _both(negotiation: Negotiation, case: Contested) -> tuple[PositionFile, MachineFile]:
    file, machine = negotiation.position_file(case.article), negotiation.machine_file(case.article)
    if file is None or machine is None or case.disagreement not in machine.disagreements:
        raise ConflictError(f"that was settled meanwhile in {case.article}", hint="go on with the next")
    return file, machine


def _settle(
    negotiation: Negotiation, case: Contested, machine: MachineFile, old: PositionFile, new: PositionFile
) -> None:
    left = tuple(one for one in machine.disagreements if one != case.disagreement)
    write = negotiation.revised(negotiation.position_path(case.article), old, new)
    copy = negotiation.revised_copy(case.article, machine.model_copy(update={"disagreements": left}), write)
    writes = [one for one in (write, copy) if one.old != one.new]
    negotiation.commit(f"settle “{case.disagreement.claim}”", writes)


def _taken(file: PositionFile, machine: MachineFile, case: Contested) -> PositionFile:
    """The file with what the program says about the disagreement."""
    said = case.disagreement
    own, theirs = merging.records(file), merging.records(machine)
    if said.field == "entry" and said.yours is None:
        return _with_records(file, (*own, _found(theirs, said, case)))
    mine = _found(own, said, case)
    index = own.index(mine)
    if said.field == "entry":
        return _with_records(file, own[:index] + own[index + 1 :])
    paired = merging.pairs(own, theirs)
    if index not in paired:
        raise ConflictError(f"the program says nothing of “{said.claim}” any more", hint="keep yours")
    new = _with_field(mine, theirs[paired[index]], said.field)
    return _with_records(file, (*own[:index], new, *own[index + 1 :]))


def _found(records: tuple[Record, ...], said: Disagreement, case: Contested) -> Record:
    for record in records:
        if (record.place, record.words, record.value.at) == (said.party, said.claim, said.at):
            return record
    raise ConflictError(f"“{said.claim}” in {case.article} was changed meanwhile", hint="look at it again")


def _with_field(mine: Record, theirs: Record, field: str) -> Record:
    if field == "party":
        return Record(theirs.place, mine.value)
    fields = type(mine.value).model_fields
    name = next((name for name, one in fields.items() if field in (name, one.alias)), field)
    names = ("quote", "at") if name == "quote" else (name,)
    return Record(mine.place, mine.value.model_copy(update={one: getattr(theirs.value, one) for one in names}))


def _with_records(file: PositionFile, records: tuple[Record, ...]) -> PositionFile:
    positions: dict[str, list[Entry]] = {party: [] for party, entries in file.positions.items() if not entries}
    topics: dict[str, list[Topic]] = {section: [] for section in merging.SECTIONS}
    for record in records:
        if isinstance(record.value, Entry):
            positions.setdefault(record.place, []).append(record.value)
        else:
            topics[record.place].append(record.value)
    update: dict[str, Any] = {section: tuple(found) for section, found in topics.items()}
    update["positions"] = {party: tuple(entries) for party, entries in positions.items()}
    return file.model_copy(update=update)
