"""How a typed path may go on: what stands in its folder and begins so. Knows no Textual."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from positions.errors import reason_of
from positions.reading import SUFFIXES, is_url

from .folders import MOST

TOLD = 8
"""Names that are told where several fit."""


@dataclass(frozen=True)
class Going:
    """A line with what is certain of its path, and what there is to say."""

    line: str
    told: str = ""
    """What fits, where several do; why nothing does."""


def completed(line: str) -> Going:
    """The line, its path longer by what all that fits have in common, as a shell would have it.

    Folders and articles fit; what is hidden does so once its dot is typed. Capitals count only where they tell two
    names apart. Names that could not stand in a line of their own are left out.
    """
    other = is_url(line.strip()) or any(sign in line for sign in "*?[")
    if other and not _is_there(line):
        return Going(line, "A path is completed; an address or a pattern is not.")
    if line.strip() == "~":
        return Going(f"{line.rstrip()}/")
    head, slash, begun = line.rpartition("/")
    try:
        names = _names(Path(f"{head.lstrip()}{slash}").expanduser(), hidden=begun.startswith("."))
    except (OSError, ValueError, RuntimeError) as fault:
        return Going(line, f"That folder cannot be read: {reason_of(fault) if isinstance(fault, OSError) else fault}")
    lead = "" if slash else line[: len(line) - len(line.lstrip())]
    begun = begun if slash else begun.lstrip()
    fitting = [name for name in names if name.startswith(begun)]
    fitting = fitting or [name for name in names if name.casefold().startswith(begun.casefold())]
    if not fitting:
        return Going(line, f"No folder and no article there begins with “{begun}”.")
    common = os.path.commonprefix(fitting)  # noqa: RUF071  # of names, every character counts
    going = f"{head}{slash}{lead}{common if len(common) >= len(begun) else begun}"
    return Going(going, _told(fitting) if len(fitting) > 1 and going == line else "")


def _is_there(line: str) -> bool:
    """Is it a file's name, whatever signs are in it?"""
    try:
        return Path(line.strip()).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def _names(folder: Path, *, hidden: bool) -> list[str]:
    """Folders (with a stroke behind them) and articles, in the order of the alphabet."""
    names = []
    with os.scandir(folder) as entries:
        for entry in islice(entries, MOST * 10):
            name = entry.name
            if name.startswith(".") != hidden or not name.isprintable() or name != name.strip():
                continue
            try:
                if entry.is_dir():
                    names.append(f"{name}/")
                elif Path(name).suffix.casefold() in SUFFIXES:
                    names.append(name)
            except OSError:  # gone, or not ours to look at
                continue
    return sorted(names, key=lambda name: (name.casefold(), name))


def _told(names: list[str]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return f"{' · '.join(names[:TOLD])}{more}"
