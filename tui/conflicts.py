"""Two versions of a file side by side with what both began with: what each changed. Knows no Textual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from positions.display import visible

from .shown import shown

CONTEXT = 3
"""Lines shown around a change."""
MARKS = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Line:
    """A line of a version, or a gap."""

    sign: str
    """`+` came, `-` went, `!` a mark between two versions, `…` lines left out, `│` as it was."""
    words: str


def changes(before: str, after: str) -> tuple[Line, ...]:
    """The lines in which a text differs from what it was, with a few around them; empty when it does not."""
    old, new = shown(before).splitlines(), shown(after).splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(None, old, new, False).get_grouped_opcodes(CONTEXT):
        found.append(Line("…", f"line {group[0][3] + 1}"))
        for kind, start, end, first, last in group:
            if kind == "equal":
                found += [Line("│", visible(words)) for words in old[start:end]]
                continue
            found += [Line("-", visible(words)) for words in old[start:end]]
            found += _come(new[first:last])
    return tuple(found)


def _come(lines: list[str]) -> Iterator[Line]:
    for words in lines:
        yield Line("!" if words.startswith(MARKS) else "+", visible(words))
