"""Lists of parties as people keep them elsewhere: a line `Party: alias 1, alias 2 [Group]` for each."""

from __future__ import annotations

import re
from pathlib import Path

from positions.errors import FileFaults, InputError
from positions.model import Party

_GROUP = re.compile(r"\[([^\[\]]*)\]\s*$")


def parse(text: str, path: Path) -> dict[str, Party]:
    """The parties of a list, in its order; the group in brackets is the bloc. Empty lines and `#` comments are skipped.

    Raises FileFaults, with every line that cannot be read.
    """
    found: dict[str, Party] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        group = _GROUP.search(line)
        name, _, names = (line[: group.start()] if group else line).partition(":")
        aliases = tuple(dict.fromkeys(alias.strip() for alias in names.split(",") if alias.strip()))
        bloc = (group.group(1).strip() or None) if group else None
        if not name.strip():
            hint = "write `Party: alias 1, alias 2 [Group]`"
            faults.append(InputError("this line names no party", hint=hint, path=path, line=number, column=1))
        elif name.strip() in found:
            hint = "put its aliases into one line"
            message = f"`{name.strip()}` stands twice"
            faults.append(InputError(message, hint=hint, path=path, line=number, column=1))
        else:
            found[name.strip()] = Party(aliases=aliases, bloc=bloc)
    if faults:
        raise FileFaults(faults)
    return found
