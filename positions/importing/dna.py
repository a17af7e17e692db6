"""Discourse Network Analyzer's table of statements, as it exports it in CSV, and our own table of that kind.

Owned here: what its columns are to us. A statement that agrees with a concept is a demand for it, one that disagrees
rejects it, and the concept is the issue; columns `stance` and `claim`, which our own table has, say more.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from positions import storage
from positions.errors import InputError
from positions.export.tables import unharmed
from positions.importing.values import Coded, Document, Imported, Skipped
from positions.model import CONDITIONS, Codebook, Entry, Issue, Source, Stance, name_key

_LARGEST = 100_000_000
"""Bytes of a table."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    "document": ("document", "article"),
    "title": ("document title", "title"),
    "document id": ("document id", "doc id"),
    "time": ("time", "date", "date time"),
    "outlet": ("document source", "source", "outlet"),
    "author": ("document author", "author"),
    "text": ("text", "quote"),
    "person": ("person", "speaker"),
    "organisation": ("organization", "organisation", "party"),
    "concept": ("concept", "issue"),
    "agreement": ("agreement",),
    "start": ("start",),
    "end": ("end", "stop"),
    "stance": ("stance",),
    "claim": ("claim",),
    "conditions": ("conditions",),
    "firmness": ("firmness",),
    "extent": ("extent",),
    "asked of": ("asked of",),
    "according to": ("according to",),
    "withdrawn": ("withdrawn",),
}
"""What each of our fields is called in such tables; blanks, underscores, dots and capitals are all one."""
_OWN = ("stance", "claim")
"""A table that has these columns is our own: its cells were made harmless, and its last columns mean what ours do."""
_CONDITION = re.compile(rf"(?:^|; )({'|'.join(map(re.escape, CONDITIONS))}) ")
_YES, _NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no", "-1"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table, by our names for the columns."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_statements(path: Path) -> Imported:
    """The documents of a table with their statements, and the concepts as issues.

    Raises InputError where it is no such table.
    """
    rows = list(_rows(path))
    documents: dict[tuple[str, ...], Document] = {}
    issues: dict[str, str] = {}
    skipped: list[Skipped] = []
    for row in rows:
        coded = _statement(row)
        if isinstance(coded, str):
            skipped.append(Skipped(f"line {row.line}", coded))
            continue
        key = row["document"], row["title"], row["document id"]
        there = documents.get(key) or Document(_name(row), _source(row))
        documents[key] = replace(there, statements=(*there.statements, coded))
        issues.setdefault(name_key(row["concept"]), row["concept"])
    codebook = Codebook(issues={name: Issue() for name in issues.values() if name})
    return Imported(tuple(documents.values()), codebook=codebook, skipped=tuple(skipped))


def _rows(path: Path) -> Iterator[_Row]:
    try:
        text = storage.read(path, longest=_LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("this table is not UTF-8", hint="export it again, as UTF-8", path=path) from None
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = _columns(next(reader, []), path)
        plain = unharmed if all(name in columns for name in _OWN) else str
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found = {name: plain(cells[index]).strip() for name, index in columns.items() if index < len(cells)}
                yield _Row(reader.line_num, found)
    except csv.Error as error:
        raise InputError(
            f"this is no table: {error}", hint="export it as CSV", path=path, line=reader.line_num
        ) from None


def _columns(header: list[str], path: Path) -> Mapping[str, int]:
    called = {_heading(cell): index for index, cell in reversed(list(enumerate(header)))}
    found = {
        name: next(called[one] for one in names if one in called)
        for name, names in _NAMES.items()
        if any(one in called for one in names)
    }
    missing = [name for name in ("concept",) if name not in found]
    if not {"document", "title", "document id"} & set(found):
        missing.append("document title")
    if not {"person", "organisation"} & set(found):
        missing.append("organization")
    if not {"agreement", "stance"} & set(found):
        missing.append("agreement")
    if missing:
        hint = "export the statements of Discourse Network Analyzer as an event list in CSV"
        raise InputError(f"this table has no column `{missing[0]}`", hint=hint, path=path, line=1)
    return found


def _heading(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())


def _name(row: _Row) -> str:
    return row["document"] or row["title"] or row["document id"]


def _statement(row: _Row) -> Coded | str:
    """What a row states; in words, why it states nothing."""
    party = row["organisation"] or row["person"]
    stance = _stance(row)
    for value, what in ((_name(row), "document"), (party, "organisation or person")):
        if not value:
            return f"it has no {what}"
    if not (row["concept"] or row["claim"]):
        return "it has no concept"
    if stance is None:
        return "its agreement is neither 1 nor 0"
    fields: dict[str, Any] = {
        "stance": stance,
        "claim": " ".join((row["claim"] or row["concept"]).split()),
        "issue": row["concept"] or None,
        "quote": row["text"] or None,
        "speaker": row["person"] if row["organisation"] and row["person"] else None,
        "at": _range(row),
        **(_own_fields(row) if row["stance"] and row["claim"] else {}),
    }
    try:
        return Coded(party, Entry.model_validate(fields))
    except ValidationError:
        return "it makes no entry"


def _own_fields(row: _Row) -> dict[str, Any]:
    """What our own table says besides. It repeats the claim as the text of an entry without a quote."""
    told = {name: row[name.replace("_", " ")] for name in ("according_to", "firmness", "extent")}
    fields: dict[str, Any] = {name: value for name, value in {**told, "of": row["asked of"]}.items() if value}
    if row["text"] == row["claim"] and _range(row) is None:
        fields["quote"] = None
    _, *parts = _CONDITION.split(row["conditions"])
    conditions = {CONDITIONS[word]: what.strip() for word, what in zip(parts[::2], parts[1::2], strict=True)}
    return fields | conditions | {"withdrawn": row["withdrawn"].casefold() in _YES}


def _stance(row: _Row) -> Stance | None:
    said = row["stance"].casefold()
    if said in set(Stance):
        return Stance(said)
    agreement = row["agreement"].casefold()
    return Stance.DEMAND if agreement in _YES else Stance.REJECT if agreement in _NO else None


def _range(row: _Row) -> tuple[int, int] | None:
    start, end = row["start"], row["end"]
    if not all(number.isascii() and number.isdecimal() and len(number) < 10 for number in (start, end)):
        return None
    return (int(start), int(end)) if int(start) < int(end) else None


def _source(row: _Row) -> Source:
    when: dt.datetime | dt.date | None
    try:
        when = dt.datetime.fromisoformat(row["time"]) if row["time"] else None
    except ValueError:
        when = None
    if when is not None and when.time() == dt.time.min:
        when = when.date()
    told = {name: row[name] or None for name in ("title", "outlet", "author")}
    return Source(published=when, **told)
