"""What two people made of one file, joined: both sides' words, and where they said different things of the same.

Owned here: the three-way merge in which neither side wins. What only one side changed is taken; where both changed the
same thing, or one removed what the other edited, both versions come out. Values in, values out. The program's own
copies are joined likewise, but see `joined_copy`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from positions.merging import Record, assembled, contents, lists, pairs, with_contents
from positions.model import Codebook, MachineFile, Model, PositionFile, Registry

M = TypeVar("M", bound=Model)

_ABSENT = object()
Verdict = Callable[[Any, Any, Any], tuple[Any, Any]]
"""What to make of base, ours and theirs where the latter two differ from the first and from each other."""


@dataclass(frozen=True)
class Joined(Generic[M]):
    """The file with our word wherever the two sides disagree, and with theirs; equal when they never do."""

    ours: M
    theirs: M


def joined(base: M, ours: M, theirs: M) -> Joined[M]:
    """A file that a person changed here and another one there."""
    return Joined(*_joined(base, ours, theirs, _both))


def joined_copy(base: MachineFile | None, ours: MachineFile, theirs: MachineFile) -> MachineFile:
    """The program's copies of two sides: what the next extraction is merged on.

    Where the two differ, what stood before is kept: whichever of the two words a person then leaves in the position
    file differs from it, and so counts as the person's. An entry that one side lacks stays, or what a person removed
    would be found anew. Both hashes of what was read go, where they differ, so that the article is read again; the
    position file was merged as well, and is no longer as the program wrote it.
    """
    before = base or MachineFile(engine=ours.engine)
    positions = _positions(before, ours, theirs, _as_before, keeping=True)[0]
    same = {name: getattr(ours, name) for name in ("text_hash", "registry_hash")}
    return ours.model_copy(
        update={
            **positions,
            "article": _joined(before.article, ours.article, theirs.article, _as_before)[0],
            **{name: value if value == getattr(theirs, name) else None for name, value in same.items()},
            "file_hash": None,
            "learned": ours.learned.merged(theirs.learned),
            "disagreements": tuple(dict.fromkeys([*ours.disagreements, *theirs.disagreements])),
        }
    )


def _both(_: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
    return ours, theirs


def _as_before(was: Any, ours: Any, _: Any) -> tuple[Any, Any]:
    kept = ours if was is _ABSENT else was
    return kept, kept


def _joined(was: Any, ours: Any, theirs: Any, verdict: Verdict) -> tuple[Any, Any]:
    """Any value, part by part: the two versions that come out."""
    if ours == theirs or theirs == was:
        return ours, ours
    if ours == was:
        return theirs, theirs
    if isinstance(ours, PositionFile) and isinstance(theirs, PositionFile):
        return _files(was, ours, theirs, verdict)
    if isinstance(ours, Model) and type(ours) is type(theirs):
        old = _values(was) if isinstance(was, type(ours)) else _defaults(ours)
        parts = _mappings(old, _values(ours), _values(theirs), verdict)
        return ours.model_copy(update=parts[0]), ours.model_copy(update=parts[1])
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return _mappings(was if isinstance(was, Mapping) else {}, ours, theirs, verdict)
    if _are_words(ours) and _are_words(theirs):
        words = _words(was if _are_words(was) else (), ours, theirs)
        return words, words
    return verdict(was, ours, theirs)


def _values(model: Model) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}


def _defaults(model: Model) -> dict[str, Any]:
    """What a model has that says nothing."""
    fields = type(model).model_fields.items()
    return {name: _ABSENT if field.is_required() else field.default for name, field in fields}


def _mappings(
    was: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], verdict: Verdict
) -> tuple[dict[str, Any], dict[str, Any]]:
    mine: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for name in dict.fromkeys([*ours, *theirs]):
        before, here, there = (side.get(name, _ABSENT) for side in (was, ours, theirs))
        made = _joined(before, here, there, verdict)
        for side, value in zip((mine, other), made, strict=True):
            if value is not _ABSENT:
                side[name] = value
    return mine, other


def _are_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _words(was: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """A list of names, of which order means nothing: what either added, without what either removed."""
    kept = (name for name in ours if name in theirs or name not in was)
    return tuple(dict.fromkeys([*kept, *(name for name in theirs if name not in was)]))


# Position files


def _files(was: Any, ours: PositionFile, theirs: PositionFile, verdict: Verdict) -> tuple[PositionFile, PositionFile]:
    old = was if isinstance(was, PositionFile) else PositionFile()
    sides = _positions(old, ours, theirs, verdict)
    article = _joined(old.article, ours.article, theirs.article, verdict)
    reviewed = _joined(old.reviewed, ours.reviewed, theirs.reviewed, verdict)
    made = [
        ours.model_copy(update={**sides[side], "article": article[side], "reviewed": reviewed[side]}) for side in (0, 1)
    ]
    return made[0], made[1]


def _positions(
    base: PositionFile, ours: PositionFile, theirs: PositionFile, verdict: Verdict, *, keeping: bool = False
) -> tuple[dict[str, object], dict[str, object]]:
    """The entries and topics of both versions; `keeping` those that one side alone has removed."""
    old, own, new = (_records(file) for file in (base, ours, theirs))
    was_own = {mine: was for was, mine in pairs(old, own).items()}
    was_new = pairs(old, new)
    loose_own = [index for index in range(len(own)) if index not in was_own]
    stayed, placed = set(was_own.values()), set(was_new.values())
    loose_new = [index for index in range(len(new)) if index not in placed]
    both = pairs([own[index] for index in loose_own], [new[index] for index in loose_new])
    added = {loose_own[mine]: loose_new[other] for mine, other in both.items()}
    kept: list[tuple[Record | None, Record | None]] = []
    for index, record in enumerate(own):
        place = was_own.get(index)
        other = added.get(index) if place is None else was_new.get(place)
        was = None if place is None else old[place]
        now = None if other is None else new[other]
        kept.append(_fate(was, record, now, verdict, keeping=keeping))
    coming = [
        _fate(old[was], None, new[other], verdict, keeping=keeping)
        for was, other in was_new.items()
        if was not in stayed
    ]
    taken = set(added.values())
    coming += [(new[index], new[index]) for index in loose_new if index not in taken]
    mine, theirs_too = (
        assembled(ours, [pair[side] for pair in kept], [one for pair in coming if (one := pair[side])])
        for side in (0, 1)
    )
    return mine, theirs_too


def _records(file: PositionFile) -> Sequence[Record]:
    """As `merging.records`, but with what the program knows besides."""
    return [Record(place, value) for place, values in lists(file) for value in values]


def _fate(
    was: Record | None, own: Record | None, now: Record | None, verdict: Verdict, *, keeping: bool
) -> tuple[Record | None, Record | None]:
    """What becomes of an entry or topic in either version; None where it is gone."""
    if own is None or now is None:
        there = own or now
        if was is None:
            return there, there
        return verdict(was, own, now) if keeping or there != was else (None, None)
    before = contents(was) if was is not None and type(was.value) is type(own.value) else _unsaid(own)
    mine, other = _mappings(before, contents(own), contents(now), verdict)
    return with_contents(own, mine), with_contents(own, other)


def _unsaid(record: Record) -> dict[str, Any]:
    """What an entry that is new on both sides was before: nothing but what an entry is by default."""
    return {**_defaults(record.value), "quote": (None, None)}


KINDS: Mapping[str, type[Model]] = {
    "positions": PositionFile,
    "machine": MachineFile,
    "parties": Registry,
    "issues": Codebook,
}
"""The files that are joined, by the name of their kind."""
