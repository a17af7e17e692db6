"""Where the program would say otherwise than a person's file, in words, as long as nobody has settled it."""

from __future__ import annotations

from collections.abc import Iterator

from positions import merging
from positions.checking.findings import Document, Finding
from positions.checking.quotes import Range
from positions.model import Disagreement, Entry, Extent, Firmness, MachineFile, PositionFile
from positions.yamlfaults import Path as Keys
from positions.yamlslips import shorten

_DEFAULTS = {"firmness": Firmness.DEMAND.value, "extent": Extent.FULL.value}
_NAMED_BY_VALUE = ("claim", "topic")
"""Fields whose words speak for themselves."""


def disagreements(file: PositionFile, machine: MachineFile, document: Document) -> Iterator[Finding]:
    """What the program noted down when it last read the article, and what still is so."""
    keyed = dict(_keyed(file))
    said = {(place, words) for place, words, _ in keyed}
    for one in machine.disagreements:
        if one.field == "entry" and one.yours is None:
            if (one.party, one.program) not in said:
                hint = f"add it if it is right; machine/positions/{document.path.name} has all of it"
                yield document.note(_heading(one), f"the program also reads: {shorten(one.program or '', 100)}", hint)
            continue
        keys, record = keyed.get((one.party, one.claim, one.at), ((), None))
        if record is not None and merging.said(record, one.field) == one.yours:
            yield document.note((*keys, one.field), *_told(one))


def _keyed(file: PositionFile) -> Iterator[tuple[tuple[str, str, Range | None], tuple[Keys, merging.Record]]]:
    """Every entry and topic by what a disagreement knows of it, with its keys."""
    for place, values in merging.lists(file):
        for index, value in reversed(list(enumerate(values))):
            keys: Keys = ("positions", place, index) if isinstance(value, Entry) else (place, index)
            record = merging.Record(place, value)
            yield (place, record.words, value.at), (keys, record)


def _heading(one: Disagreement) -> Keys:
    return (one.party,) if one.party in merging.SECTIONS else ("positions", one.party)


def _told(one: Disagreement) -> tuple[str, str]:
    """What the program says, and what to do."""
    if one.field == "entry":
        return "the program no longer reads this", "delete it if that is right; as long as it stands, yours counts"
    default = _DEFAULTS.get(one.field)
    program, yours = (shorten(words or "", 100) for words in (one.program or default, one.yours or default))
    name = "" if one.field in _NAMED_BY_VALUE else f"{one.field}: "
    reads = f"`{name}{program}`" if program else f"no `{one.field}`"
    message = f"the program reads {reads} here, and you have {f'`{yours}`' if yours else 'none'}"
    return message, "take it over if it is right; as long as you don't, yours counts"
