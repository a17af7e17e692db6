"""Where a person and the program both changed something: one of the two is chosen, and nobody asks again.

Owned here: what choosing writes, into the position file and into the program's copy, which holds the disagreements.
What they are is found by `merging`, which of them still are by `disagreeing`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from positions import disagreeing, merging, revising
from positions.errors import ConflictError
from positions.merging import Record
from positions.model import Disagreement, Entry, MachineFile, PositionFile, Topic
from positions.negotiation import Negotiation


@dataclass(frozen=True)
class Contested:
    """Something in an article that a person and the program see otherwise."""

    article: str
    disagreement: Disagreement


def contested(negotiation: Negotiation) -> tuple[Contested, ...]:
    """Where a person and the program both changed something and still differ, by article. Raises FileFaults."""
    return tuple(Contested(one, said) for one in negotiation.article_ids() for said in _open(negotiation, one))


def current(negotiation: Negotiation, case: Contested, besides: Collection[Disagreement] = ()) -> Contested | None:
    """The case as it is now, by what its entry says now; None when it was settled. Raises FileFaults.

    It is recognised by all of it; else by its field and what the two say there, if that is none of those `besides` it
    that are known to be others.
    """
    found = _open(negotiation, case.article)
    if case.disagreement in found:
        return case
    heirs = (one for one in found if one not in besides and _said(one) == _said(case.disagreement))
    heir = next(heirs, None)
    return None if heir is None else Contested(case.article, heir)


def _open(negotiation: Negotiation, article_id: str) -> tuple[Disagreement, ...]:
    file, machine = negotiation.position_file(article_id), negotiation.machine_file(article_id)
    if file is None or machine is None:
        return ()
    return tuple(one for one, _ in disagreeing.still_open(file, machine))


def _said(one: Disagreement) -> tuple[str, str | None, str | None]:
    return one.field, one.yours, one.program


def keep_mine(negotiation: Negotiation, case: Contested) -> None:
    """A person's word stands, and is not asked about again. Raises ConflictError when that was settled meanwhile."""
    with negotiation.lock():
        file, machine = _both(negotiation, case)
        _settle(negotiation, case, machine, file, file, ())


def take_programs(negotiation: Negotiation, case: Contested) -> None:
    """What the program says replaces a person's word. Raises ConflictError when either changed meanwhile."""
    with negotiation.lock():
        file, machine = _both(negotiation, case)
        _settle(negotiation, case, machine, file, *_taken(file, machine, case))


def _both(negotiation: Negotiation, case: Contested) -> tuple[PositionFile, MachineFile]:
    file, machine = negotiation.position_file(case.article), negotiation.machine_file(case.article)
    if file is None or machine is None or case.disagreement not in machine.disagreements:
        raise ConflictError(f"that was settled meanwhile in {case.article}", hint="go on with the next")
    return file, machine


def _settle(
    negotiation: Negotiation,
    case: Contested,
    machine: MachineFile,
    old: PositionFile,
    new: PositionFile,
    became: tuple[tuple[Record, Record], ...],
) -> None:
    """What else the two see otherwise in an entry that `became` another stays to be settled."""
    left = disagreeing.restated((one for one in machine.disagreements if one != case.disagreement), became)
    write = negotiation.revised(negotiation.position_path(case.article), old, new)
    copy = revising.revised_copy(negotiation, case.article, machine.model_copy(update={"disagreements": left}), write)
    writes = [one for one in (write, copy) if one.old != one.new]
    negotiation.commit(f"settle “{case.disagreement.claim}”", writes)


def _taken(
    file: PositionFile, machine: MachineFile, case: Contested
) -> tuple[PositionFile, tuple[tuple[Record, Record], ...]]:
    """The file with what the program says about the disagreement, and the entry that became another thereby."""
    said = case.disagreement
    own, theirs = merging.records(file), merging.records(machine)
    if said.field == "entry" and said.yours is None:
        return _with_records(file, (*own, theirs[_found(theirs, machine, case)])), ()
    index = _found(own, machine, case)
    mine = own[index]
    if said.field == "entry":
        return _with_records(file, own[:index] + own[index + 1 :]), ()
    paired = merging.pairs(own, theirs)
    if index not in paired:
        raise ConflictError(f"the program says nothing of “{said.claim}” any more", hint="keep yours")
    new = _with_field(mine, theirs[paired[index]], said.field)
    return _with_records(file, (*own[:index], new, *own[index + 1 :])), ((mine, new),)


def _found(records: tuple[Record, ...], machine: MachineFile, case: Contested) -> int:
    index = disagreeing.about(case.disagreement, records, machine)
    if index is None:
        message = f"“{case.disagreement.claim}” in {case.article} was changed meanwhile"
        raise ConflictError(message, hint="look at it again")
    return index


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
