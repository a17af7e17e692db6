"""What an edit changes, in words: file by file, and in each what becomes of its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from positions import merging
from positions.editing.book import Book, Edit
from positions.journal import Write
from positions.merging import Record
from positions.model import Issue, Model, Party, PositionFile
from positions.wording import counted

_MOST = 12
"""So many kinds of change are told of one file."""
_COPIES = "machine/"


def told(old: Book, edit: Edit, found: Iterable[Write]) -> tuple[str, ...]:
    """The files that an edit changes, and indented below each what changes there; first how much that is."""
    new, paths = edit.book, [write.path for write in found]
    if not paths:
        return ("nothing would change",)
    lines: list[str] = []
    described: tuple[tuple[str, Mapping[str, Model], Mapping[str, Model], Model], ...] = (
        ("parties.yaml", old.registry.parties, new.registry.parties, Party()),
        ("issues.yaml", old.codebook.issues, new.codebook.issues, Issue()),
    )
    for path, before, after, bare in described:
        if path in paths:
            lines += [path, *(f"  {line}" for line in _described(before, after, bare))]
    entries = 0
    for article, file in new.files.items():
        changes = _changes(old.files[article], file)
        if changes:
            entries += changes.total()
            lines += [f"positions/{article}.yaml", *(f"  {line}" for line in _kinds(changes))]
    copies = sum(path.startswith(_COPIES) for path in paths)
    lines += [f"{_COPIES}", f"  the program's own copies follow ({counted(copies, 'file')})"] if copies else []
    head = counted(len(paths), "file") + (f", {counted(entries, 'change')} of entries" if entries else "")
    return (head, *edit.effects, *lines)


def _described(before: Mapping[str, Model], after: Mapping[str, Model], bare: Model) -> Iterator[str]:
    """What becomes of the entries of parties.yaml or issues.yaml."""
    called = {new: old for new in after if new not in before and (old := _called_before(after[new], before, after))}
    for name in dict.fromkeys([*before, *after]):
        old = called.get(name, name)
        if name not in after:
            if name not in called.values():
                yield f"{name}: goes"
        elif before.get(name) != after[name]:
            start = (
                f"{name}: " if name in before else f"{old}: is called {name}; " if name in called else f"{name}: new; "
            )
            yield start + ("; ".join(_fields(before.get(old, bare), after[name])) or "as it is")


def _called_before(value: Model, before: Mapping[str, Model], after: Mapping[str, Model]) -> str | None:
    """The one name that went and that an entry now has among its other names; None where that is none, or several."""
    others = getattr(value, "aliases", ()) or getattr(value, "also", ())
    gone = [name for name in others if name in before and name not in after]
    return gone[0] if len(gone) == 1 else None


def _fields(before: Model, after: Model) -> Iterator[str]:
    for field, info in type(after).model_fields.items():
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        label = info.alias or field
        if isinstance(new, tuple):
            gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
            parts = [f"with {', '.join(come)}"] if come else []
            parts += [f"without {', '.join(gone)}"] if gone else []
            yield f"{label} {', '.join(parts) or 'in another order'}"
        else:
            yield f"{label} {_said(old)} → {_said(new)}"


def _said(value: Any) -> str:
    if value is None or value == {}:
        return "none"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {words}" for name, words in value.items())
    if isinstance(value, Model):
        return " ".join(str(part) for part in value.model_dump(mode="json", exclude_none=True).values())
    return str(value)


def _changes(before: PositionFile, after: PositionFile) -> Counter[str]:
    """What becomes of a file's entries and topics, each kind of change with how many it concerns."""
    if before == after:
        return Counter()
    old, new = merging.records(before), merging.records(after)
    paired = merging.pairs(old, new)
    found = Counter(change for index, other in paired.items() for change in _change(old[index], new[other]))
    return found or Counter(["its headings change"])


def _change(old: Record, new: Record) -> Iterator[str]:
    mine, theirs = merging.contents(old), merging.contents(new)
    for name in mine:
        if mine[name] == theirs.get(name):
            continue
        label = name if name == "party" else type(old.value).model_fields[name].alias or name
        if name == "issue":
            yield f"pinned to {theirs[name]}" + (f" instead of {mine[name]}" if mine[name] else "")
        else:
            yield f"{label} {_said(mine[name])} → {_said(theirs[name])}"


def _kinds(changes: Counter[str]) -> Iterator[str]:
    for change, number in changes.most_common(_MOST):
        yield f"{counted(number, 'entry', 'entries')}: {change}"
    if len(changes) > _MOST:
        yield f"and {len(changes) - _MOST} kinds of change more"
