"""Folders, as somebody looks through them for articles, and the paths that a typed line means. Knows no Textual."""

from __future__ import annotations

import glob
import os
import shlex
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from positions.display import one_line
from positions.errors import InputError, PositionsError, reason_of
from positions.reading import SUFFIXES, is_url

from ..registry import Column, Line, Listing

MOST = 2000
"""Entries of a folder that are shown, and files that a pattern may mean."""
COLUMNS = (Column("Space takes, Enter opens, Backspace goes up", 44, 1), Column("", 9))
UP = ".."


@dataclass(frozen=True)
class Item:
    """Something in a folder that can be added or opened."""

    path: Path
    is_folder: bool
    size: int = 0
    """Bytes."""


@dataclass(frozen=True)
class Shelf:
    """A folder, what is in it, and what of it is chosen."""

    folder: Path
    items: tuple[Item, ...] = ()
    fault: str | None = None
    is_cut: bool = False
    """Is there more than is shown?"""

    @property
    def listing(self) -> Listing:
        """As a list; the names of its lines are paths as they are typed."""
        lines = [Line(UP, (f"{UP}/", ""))] if self.folder.parent != self.folder else []
        for item in self.items:
            name = one_line(item.path.name) + ("/" if item.is_folder else "")
            lines.append(Line(typed(item.path), (name, "" if item.is_folder else _size(item.size))))
        return Listing(COLUMNS, tuple(lines))

    def with_marks(self, chosen: frozenset[str]) -> Listing:
        """The list, marked where a path is among the chosen ones."""
        listing = self.listing
        return replace(listing, marked=tuple(line.name for line in listing.all_lines if line.name in chosen))

    @property
    def words(self) -> str:
        """Where one is, and what is to be known about it."""
        told = f"cannot be read: {self.fault}" if self.fault else ""
        if not told and not self.items:
            told = f"nothing here to add: articles are files {' '.join(SUFFIXES)}"
        if self.is_cut:
            told = f"only {MOST} are shown: type the path of another"
        return one_line(typed(self.folder) + (f" — {told}" if told else ""))

    def folder_at(self, name: str) -> Path | None:
        """The folder that a line of the list leads to; None for a file."""
        if name == UP:
            return self.folder.parent
        return next((item.path for item in self.items if typed(item.path) == name and item.is_folder), None)


def typed(path: Path) -> str:
    """A path as a person types it in a line of its own."""
    text, home = str(path), os.path.expanduser("~")  # noqa: PTH111  # Path.home raises where there is none
    if text.startswith(f"{home}{os.sep}"):
        text = f"~{text[len(home) :]}"
    return text if text == text.strip() else shlex.quote(text)


def opened(folder: Path) -> Shelf:
    """What stands in a folder: its folders, then its articles; what is hidden is left out."""
    found: list[Item] = []
    try:
        seen = list(islice((path for path in folder.iterdir() if not path.name.startswith(".")), MOST * 10))
        for path in sorted(seen, key=lambda path: path.name.casefold()):
            try:
                if path.is_dir():
                    found.append(Item(path, is_folder=True))
                elif path.suffix.casefold() in SUFFIXES and path.is_file():
                    found.append(Item(path, is_folder=False, size=path.stat().st_size))
            except OSError:  # gone, or not ours to look at
                continue
    except (OSError, ValueError) as error:
        return Shelf(folder, fault=reason_of(error))
    found.sort(key=lambda item: not item.is_folder)
    return Shelf(folder, tuple(found[:MOST]), is_cut=len(found) > MOST or len(seen) >= MOST * 10)


def meant(line: str) -> list[str]:
    """The sources that a typed line means: an address, a path, paths quoted as in a shell, or those a pattern fits.

    Raises InputError where there is nothing of the kind.
    """
    if is_url(line):
        return [line]
    try:
        path = Path(line).expanduser()
        if path.exists():
            return [str(path)]
        quoted = [Path(word).expanduser() for word in shlex.split(line)]
        if quoted and all(path.exists() for path in quoted):  # files that were dropped on the terminal
            return [str(path) for path in quoted]
    except (OSError, ValueError, RuntimeError):
        pass
    if not any(sign in line for sign in "*?["):
        raise InputError(f"{line}: there is no such file or folder", hint="mend the path")
    found = _fitting(line)
    if not found:
        hint = f"a pattern finds files {', '.join(SUFFIXES)}; `**` goes into folders"
        raise InputError(f"{line}: no article fits", hint=hint)
    if len(found) > MOST:
        raise InputError(f"{line}: fits more than {MOST} files", hint="add them with `positions add`, or in parts")
    return found


def _fitting(pattern: str) -> list[str]:
    try:
        files = glob.iglob(str(Path(pattern).expanduser()), recursive=True)  # noqa: PTH207  # Path.glob takes no root
        fitting = (file for file in files if Path(file).suffix.casefold() in SUFFIXES and Path(file).is_file())
        return sorted(islice(fitting, MOST + 1))
    except (OSError, ValueError, RuntimeError, PositionsError) as error:
        raise InputError(f"{pattern}: cannot be looked for: {error}", hint="mend the pattern") from None


def _size(size: int) -> str:
    return f"{size} B" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.0f} MB"
