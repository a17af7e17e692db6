"""Words from files as Markdown: each sign that would mean something is escaped, so that they read as they are written.

CommonMark with the tables and the autolinks of GitHub's flavour. It builds no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from positions.display import one_line
from positions.export.content import web_address

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$#^]")
_OPENERS = re.compile(r"^(?:[-+=:!]|\d+(?=[.)]))")
"""What would start a list, a rule or a heading at the beginning of a block; a number keeps its digits."""
_AUTOLINKS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)|(?<=\S)(@)(?=\S)")
"""What becomes a link by itself."""


def plain(text: str) -> str:
    """The text on one line as itself, wherever it is put: in a paragraph, a heading, a list item or a table's cell."""
    escaped = _SIGNS.sub(lambda found: "\\" + found.group(), one_line(text))
    escaped = _AUTOLINKS.sub(_unlinked, escaped)
    return _OPENERS.sub(_unopened, escaped)


def _unlinked(found: re.Match[str]) -> str:
    """The words before a colon, a dot or an at sign, which a backslash then makes an ordinary one."""
    return "\\@" if found.group() == "@" else found.group() + "\\"


def _unopened(found: re.Match[str]) -> str:
    opener = found.group()
    return f"{opener}\\" if opener.isdigit() else f"\\{opener}"


def link(text: str, url: str | None) -> str:
    """The text, as a link where the address is one of the web."""
    address = web_address(url)
    return plain(text) if address is None else f"[{plain(text)}](<{address}>)"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of cells that are Markdown already, each on one line."""
    return [_line(header), _line(("---",) * len(header)), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
