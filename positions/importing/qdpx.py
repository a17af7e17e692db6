"""A REFI-QDA project (QDPX): its plain-text sources, and the selections in them that state a position.

Owned here: which codings make a position. A selection needs a party and a stance among its codes, by the groups that
our own export writes, or by the names of the stances and of the parties that are known; every other code is its issue.
Pictures, sound and PDF pages are left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from pydantic import ValidationError

from positions.errors import InputError
from positions.export.qdpx import ISSUES, ORIGIN, PARTIES, STANCES
from positions.importing import foreign
from positions.importing.codebooks import Code, codes_in, issues_of
from positions.importing.foreign import Archive
from positions.importing.values import Coded, Document, Imported, Skipped
from positions.model import TOO_LONG, Codebook, Entry, Issue, Party, Registry, Source, Stance, name_key

_LINE = re.compile(r"([a-z ]{2,20}): (.+)")
_KEYS = frozenset(info.alias or name for name, info in Entry.model_fields.items())
_ABOUT = frozenset({"title", "published", "outlet", "url"})


def read_project(path: Path, known: Collection[str] = ()) -> Imported:
    """The texts, statements, parties and issues of a project; `known` are names of parties there are.

    Raises InputError for a file that is no such project.
    """
    with Archive(path) as archive:
        data = archive.read("project.qde", foreign.LARGEST_XML)
        if data is None:
            raise InputError("there is no project.qde in this archive", hint="export it as QDPX", path=path)
        root = foreign.xml_root(data, path)
        if foreign.tag(root) != "Project":
            raise InputError("project.qde is no REFI-QDA project", hint="export it as QDPX", path=path)
        return _Reader(archive, root, known).read()


class _Reader:
    """Reads one project."""

    def __init__(self, archive: Archive, root: Element, known: Collection[str]) -> None:
        self._archive, self._root = archive, root
        self._skipped: list[Skipped] = []
        self._ours = root.get("origin") == ORIGIN
        """Did our own export write it? Then its descriptions are claims, with a line for all else."""
        codes = foreign.child(foreign.child(root, "CodeBook"), "Codes")
        self._codes = tuple(codes_in(codes)) if codes is not None else ()
        parties = {name_key(name) for name in known}
        self._kinds: dict[str, tuple[str, Code]] = {}
        for code in self._codes:
            kind = PARTIES if code.kind == ISSUES and name_key(code.name) in parties else code.kind
            self._kinds[code.guid] = kind, code
        self._notes = dict(self._read_notes())

    def read(self) -> Imported:
        """Everything in it."""
        documents: list[Document] = []
        for element in foreign.child(self._root, "Sources") or ():
            name = " ".join((element.get("name") or "").split()) or "a source"
            if foreign.tag(element) != "TextSource":
                self._skip(name, "it is no plain text")
                continue
            document = self._document(element, name)
            if document is not None:
                documents.append(document)
        issues = tuple(code for kind, code in self._kinds.values() if kind == ISSUES)
        codebook, skipped = issues_of(issues, ours=self._ours)
        return Imported(tuple(documents), self._registry(), self._noted(codebook), (*self._skipped, *skipped))

    def _registry(self) -> Registry:
        named = [code for kind, code in self._kinds.values() if kind == PARTIES and code.name]
        return Registry(parties={code.name: self._party(code) for code in named})

    def _party(self, code: Code) -> Party:
        said: dict[str, list[str]] = {}
        for key, words in _said((code.description or "").splitlines() if self._ours else ()):
            said.setdefault(key, []).append(words)
        known = {"aliases": said.get("alias", ()), "speakers": said.get("speaker", ())}
        own = {key: said[key][0] for key in ("role", "bloc") if key in said}
        note = self._note_of(code.notes)
        try:
            return Party.model_validate({**known, **own, "note": note})
        except ValidationError:
            return Party(note=note)

    def _noted(self, codebook: Codebook) -> Codebook:
        notes = {code.name: self._note_of(code.notes) for code in self._codes}
        issues: dict[str, Issue] = {}
        for name, issue in codebook.issues.items():
            words = "\n".join(filter(None, (issue.note, notes.get(name))))
            issues[name] = issue.model_copy(update={"note": words or None})
        return Codebook(issues=issues)

    def _skip(self, place: str, why: str) -> None:
        self._skipped.append(Skipped(place, why))

    # Texts

    def _text_of(self, element: Element) -> str | None:
        """The words of a source or note: within it, or in a file of the archive. Raises InputError."""
        inside = foreign.child(element, "PlainTextContent")
        if inside is not None and inside.text:
            return inside.text
        path = (element.get("plainTextPath") or "").strip()
        return self._archive.text(f"sources/{path.removeprefix('internal://')}") if "internal://" in path else None

    def _read_notes(self) -> Iterator[tuple[str, str]]:
        for note in foreign.children(foreign.child(self._root, "Notes"), "Note"):
            words = (self._text_of(note) or foreign.content(note, "Description") or "").strip()
            if words:
                yield foreign.guid(note.get("guid")), words

    def _note_of(self, guids: Collection[str]) -> str | None:
        return "\n".join(self._notes[guid] for guid in guids if guid in self._notes) or None

    # Sources and selections

    def _document(self, element: Element, name: str) -> Document | None:
        text = self._text_of(element)
        if text is None or len(text.encode("utf-8", "surrogatepass")) >= TOO_LONG:
            self._skip(name, "its plain text is not in the archive" if text is None else "its text is too long")
            return None
        about = (foreign.content(element, "Description") or "").splitlines() if self._ours else []
        try:
            source = Source.model_validate(_lines(about, _ABOUT))
        except ValidationError:
            source = Source()
        statements = [
            coded
            for selection in foreign.children(element, "PlainTextSelection")
            if (coded := self._statement(selection, text, name)) is not None
        ]
        return Document(name, source, text, tuple(statements))

    def _statement(self, selection: Element, text: str, name: str) -> Coded | None:
        at = _range(selection, len(text))
        place = f"{name}, {selection.get('startPosition')} to {selection.get('endPosition')}"
        if at is None:
            self._skip(place, "it lies outside of the text")
            return None
        codes = self._coded(selection)
        if not codes[PARTIES] or not codes[STANCES]:
            self._skip(place, "it is not coded with a party and a stance")
            return None
        marked = text[slice(*at)]
        quote = marked.strip()
        if not quote:
            self._skip(place, "there are no words in it")
            return None
        start = at[0] + len(marked) - len(marked.lstrip())
        words = foreign.content(selection, "Description") or quote
        claim, *about = words.splitlines() if self._ours else [words]
        notes = [foreign.guid(note.get("targetGUID")) for note in foreign.children(selection, "NoteRef")]
        fields: dict[str, Any] = {
            **_lines(about, _KEYS),
            "stance": Stance(name_key(codes[STANCES][0].name)),
            "claim": " ".join(claim.split()),
            "quote": quote,
            "at": (start, start + len(quote)),
            "issue": next((code.name for code in codes[ISSUES]), None),
            "note": self._note_of(notes),
        }
        try:
            return Coded(codes[PARTIES][0].name, Entry.model_validate(fields))
        except ValidationError:
            self._skip(place, "its description is no entry")
            return None

    def _coded(self, selection: Element) -> Mapping[str, list[Code]]:
        found: dict[str, list[Code]] = {PARTIES: [], STANCES: [], ISSUES: []}
        for coding in foreign.children(selection, "Coding"):
            reference = foreign.child(coding, "CodeRef")
            target = foreign.guid(reference.get("targetGUID")) if reference is not None else ""
            kind, code = self._kinds.get(target, ("", None))
            if code is not None and code.name and (kind != STANCES or name_key(code.name) in set(Stance)):
                found[kind].append(code)
        return found


def _range(selection: Element, length: int) -> tuple[int, int] | None:
    """The half-open range of a selection, as far as there is such a one in the text."""
    numbers = [(selection.get(name) or "").strip() for name in ("startPosition", "endPosition")]
    if not all(number.isascii() and number.isdecimal() and len(number) < 10 for number in numbers):
        return None
    start, end = (int(number) for number in numbers)
    return (start, end) if start < end <= length else None


def _lines(lines: Sequence[str], keys: Collection[str]) -> dict[str, str]:
    """What lines of the form `key: value` say, as far as they have one of these keys."""
    return {key: words for key, words in _said(lines) if key in keys}


def _said(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    found = (_LINE.fullmatch(line.strip()) for line in lines)
    return ((line[1], line[2]) for line in found if line is not None)
