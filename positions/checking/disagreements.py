"""Where the program would say otherwise than a person's file, in words, as long as nobody has settled it."""

from __future__ import annotations

from collections.abc import Iterator

from positions import disagreeing, merging
from positions.checking.findings import Document, Finding
from positions.model import Disagreement, Extent, Firmness, MachineFile, PositionFile
from positions.yamlfaults import Path as Keys
from positions.yamlslips import shorten

_DEFAULTS = {"firmness": Firmness.DEMAND.value, "extent": Extent.FULL.value}
_NAMED_BY_VALUE = ("claim", "topic")
"""Fields whose words speak for themselves."""


def disagreements(file: PositionFile, machine: MachineFile, document: Document) -> Iterator[Finding]:
    """What the program noted down when it last read the article, and what still is so."""
    for one, where in disagreeing.still_open(file, machine):
        if where is None:
            hint = f"add it if it is right; machine/positions/{document.path.name} has all of it"
            yield document.note(_heading(one), f"the program also reads: {shorten(one.program or '', 100)}", hint)
        else:
            keys: Keys = where if one.party in merging.SECTIONS else ("positions", *where)
            yield document.note((*keys, one.field), *_told(one))


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
