"""Disagreements of a person and the program as their entries go on: which still are, and how they follow an entry.

Owned here: that a disagreement is found by what its entry says now. What they are is found by `merging`; values in,
values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from positions import merging
from positions.merging import Record
from positions.model import Disagreement, PositionFile

Place = tuple[str, int]
"""A party, or a section, and the number of an entry there."""
_Key = tuple[str, str, tuple[int, int] | None]


def still_open(file: PositionFile, told: Iterable[Disagreement]) -> Iterator[tuple[Disagreement, Place | None]]:
    """Those that nobody has settled by editing the file, each with the entry of the file that it is about.

    None where it is about one that the program alone has.
    """
    records: dict[_Key, tuple[Place, Record]] = {}
    for place, values in merging.lists(file):
        for index, value in enumerate(values):
            record = Record(place, value)
            records.setdefault(_key(record), ((place, index), record))
    said = {(place, words) for place, words, _ in records}
    for one in told:
        if one.field == "entry" and one.yours is None:
            if (one.party, one.program) not in said:
                yield one, None
            continue
        where, found = records.get((one.party, one.claim, one.at), (None, None))
        if found is not None and merging.said(found, one.field) == one.yours:
            yield one, where


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
