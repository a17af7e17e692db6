"""Codes of REFI-QDA, from a codebook (QDC) or a project, as issues.

Owned here: what a code is to us. A code that groups others and cannot itself be applied is the theme of those below;
every other code is an issue. Our own groups of stances and parties are neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from positions.errors import InputError
from positions.export.qdpx import ISSUES, ORIGIN, PARTIES, STANCES
from positions.importing import foreign
from positions.importing.values import Imported, Skipped
from positions.model import Codebook, Issue, Stance, name_key

_STANCES = frozenset(stance.value for stance in Stance)


@dataclass(frozen=True, slots=True)
class Code:
    """A code, and the groups that it is in, the outermost first."""

    guid: str
    name: str
    groups: tuple[str, ...]
    description: str | None
    notes: tuple[str, ...]
    """Identifiers of its notes."""

    @property
    def kind(self) -> str:
        """What it is coded for: `parties`, `stances` or `issues`."""
        keys = {name_key(group) for group in self.groups}
        if STANCES in keys or (not keys and name_key(self.name) in _STANCES):
            return STANCES
        return PARTIES if PARTIES in keys else ISSUES

    @property
    def theme(self) -> str | None:
        """The innermost group that is not one of ours."""
        own = [group for group in self.groups if name_key(group) not in (ISSUES, PARTIES, STANCES)]
        return own[-1] if own else None


def read_codebook(path: Path) -> Imported:
    """The codes of a QDC file as issues. Raises InputError when it is none."""
    root = foreign.xml_file(path)
    found = foreign.child(root, "Codes")
    if foreign.tag(root) != "CodeBook" or found is None:
        raise InputError("this is no REFI-QDA codebook", hint="export one as QDC", path=path)
    codes = tuple(codes_in(found))
    codebook, skipped = issues_of(codes, ours=root.get("origin") == ORIGIN)
    return Imported(codebook=codebook, skipped=skipped)


def codes_in(codes: Element, groups: tuple[str, ...] = ()) -> Iterator[Code]:
    """Every code that can be applied, outer ones first."""
    for element in foreign.children(codes, "Code"):
        name = " ".join((element.get("name") or "").split())
        below = groups
        if (element.get("isCodable") or "true").strip().casefold() in ("false", "0"):
            below = (*groups, name) if name else groups
        else:
            notes = tuple(foreign.guid(note.get("targetGUID")) for note in foreign.children(element, "NoteRef"))
            description = foreign.content(element, "Description")
            yield Code(foreign.guid(element.get("guid")), name, groups, description, notes)
            below = (*groups, name) if foreign.child(element, "Code") is not None and name else groups
        yield from codes_in(element, below)


def issues_of(codes: tuple[Code, ...], *, ours: bool) -> tuple[Codebook, tuple[Skipped, ...]]:
    """The codes that are issues, as a codebook; what describes one is its proposition only in `ours`, else a note."""
    issues: dict[str, Issue] = {}
    skipped: list[Skipped] = []
    taken: set[str] = set()
    for code in codes:
        if code.kind != ISSUES:
            continue
        if not code.name:
            skipped.append(Skipped("a code", "it has no name"))
        elif name_key(code.name) in taken:
            skipped.append(Skipped(code.name, "another code has this name"))
        else:
            described = {"proposition" if ours else "note": code.description} if code.description else {}
            taken.add(name_key(code.name))
            issues[code.name] = Issue(theme=code.theme, **described)
    return Codebook(issues=issues), tuple(skipped)
