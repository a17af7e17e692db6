"""Lists of parties as people keep them elsewhere: a line `Party: alias 1, alias 2 [Group]` for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from positions import yamlslips
from positions.errors import FileFaults, InputError
from positions.model import Party, name_key

_GROUP = re.compile(r"\[([^\[\]]*)\]\s*$")


class Listed(NamedTuple):
    """What a line says of a party."""

    line: int
    """From 1."""
    party: Party


def parse(text: str, path: Path) -> dict[str, Listed]:
    """The parties of a list, in its order; the group in brackets is the bloc. Empty lines and `#` comments are skipped.

    Raises FileFaults, with every line that cannot be read, names a party once more, or makes it its own group.
    """
    found: dict[str, Listed] = {}
    names: dict[str, int] = {}
    faults = []
    for number, line in enumerate(yamlslips.lines(text), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        group = _GROUP.search(line)
        name, _, others = (line[: group.start()] if group else line).partition(":")
        name = " ".join(name.split())
        aliases = tuple(dict.fromkeys(" ".join(alias.split()) for alias in others.split(",") if alias.strip()))
        bloc = (" ".join(group.group(1).split()) or None) if group else None
        fault = _fault(name, aliases, bloc, names)
        if fault is not None:
            faults.append(InputError(fault[0], hint=fault[1], path=path, line=number, column=1))
        else:
            names[name_key(name)] = number
            found[name] = Listed(number, Party(aliases=aliases, bloc=bloc))
    if faults:
        raise FileFaults(faults)
    return found


def _fault(name: str, aliases: Sequence[str], bloc: str | None, before: Mapping[str, int]) -> tuple[str, str] | None:
    """What is wrong with a line, and what to do; `before` are the lines of the names above it."""
    if not name:
        return "this line names no party", "write `Party: alias 1, alias 2 [Group]`"
    if name_key(name) in before:
        return f"`{name}` stands twice, first in line {before[name_key(name)]}", "put its aliases into one line"
    if bloc is not None and name_key(bloc) in {name_key(one) for one in (name, *aliases)}:
        return f"`{name}` is its own group", "name another group, or delete the brackets"
    return None
