"""Disagreements of a person and the program as their entries go on: which still are, and how they follow an entry.

Owned here: that a disagreement is found by what its entry says now. What they are is found by `merging`; values in,
values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from positions import merging
from positions.merging import Record
from positions.model import Disagreement, MachineFile, PositionFile

Place = tuple[str, int]
"""A party, or a section, and the number of an entry there."""
_Key = tuple[str, str, tuple[int, int] | None]


def still_open(file: PositionFile, machine: MachineFile) -> Iterator[tuple[Disagreement, Place | None]]:
    """Those of the program's copy that nobody has settled by editing the file, each with the entry of the file that it
    is about; None where it is about one that the program alone has."""
    places = [(place, index) for place, values in merging.lists(file) for index in range(len(values))]
    records = merging.records(file)
    said = {(record.place, record.words) for record in records}
    for one in machine.disagreements:
        if one.field == "entry" and one.yours is None:
            if (one.party, one.program) not in said:
                yield one, None
            continue
        index = about(one, records, machine)
        if index is not None and merging.said(records[index], one.field) == one.yours:
            yield one, places[index]


def about(one: Disagreement, records: Sequence[Record], machine: MachineFile) -> int | None:
    """Which of a file's records a disagreement is about; None for none.

    It is known by party, words and range. Where a person has given it others meanwhile, it is the one that was quoted
    there and whose like in the program's copy says what the program says.
    """
    for index, record in enumerate(records):
        if _key(record) == (one.party, one.claim, one.at):
            return index
    there = [index for index, record in enumerate(records) if one.at is not None and record.value.at == one.at]
    if one.field == "entry" or not there:
        return None
    programs = merging.records(machine)
    like = merging.pairs(records, programs)
    heirs = [at for at in there if at in like and merging.said(programs[like[at]], one.field) == one.program]
    return heirs[0] if len(heirs) == 1 else None


def restated(told: Iterable[Disagreement], became: Iterable[tuple[Record, Record]]) -> tuple[Disagreement, ...]:
    """Disagreements after entries became others: about the same ones, by the party, words and range that these have."""
    now: dict[_Key, Record] = {}
    for old, new in became:
        now.setdefault(_key(old), new)

    def about(one: Disagreement) -> Disagreement:
        new = now.get((one.party, one.claim, one.at))
        update = {} if new is None else {"party": new.place, "claim": new.words, "at": new.value.at}
        return one.model_copy(update=update)

    return tuple(map(about, told))


def _key(record: Record) -> _Key:
    return record.place, record.words, record.value.at
