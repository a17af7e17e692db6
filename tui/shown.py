"""A file's text as an editor shows it, and back: what nobody touched comes back byte for byte.

A terminal must not get what a file may hold: controls, marks that turn the order of letters, foreign line ends. They
are shown by characters that stand for them, and return to what they were wherever the text was not retyped. Knows no
Textual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from positions.display import visible

SHORT = 500
"""Lines, or characters, that are set against each other one by one. The time that takes grows as the square: of more,
what is frequent (a blank line, a blank) leads no match and only follows one, and of characters, words are compared."""
_WORDS = re.compile(r"\s+|\S+")


def shown(text: str) -> str:
    """The text, harmless, with a line feed as the only line end; one character for each other one."""
    return "\n".join(map(visible, _lines(text)[0]))


def _lines(text: str) -> tuple[list[str], list[bool]]:
    """The lines, and of each but the last whether it ends as on Windows."""
    lines = text.split("\n")
    ends = [line.endswith("\r") for line in lines[:-1]]
    return [line[:-1] if end else line for line, end in zip(lines, [*ends, False], strict=True)], ends


def restored(original: str, typed: str) -> str:
    """What was typed into `shown(original)`, with the original's own characters and line ends where they stand yet."""
    before = shown(original)
    if typed == before:
        return original
    if before == original:
        return typed
    kept, ends = _lines(original)
    usual = sum(ends) * 2 > len(ends)
    found: list[tuple[str, bool]] = []
    visible_lines, typed_lines = before.split("\n"), typed.split("\n")
    for is_same, start, stop, first, last in _pieces(visible_lines, typed_lines):
        if is_same:
            found += [(kept[n], ends[n] if n < len(ends) else usual) for n in range(start, stop)]
        else:
            block = _restored("\n".join(kept[start:stop]), "\n".join(typed_lines[first:last]))
            found += [(line, usual) for line in block.split("\n")][: last - first]
    out = [f"{line}\r" if end else line for line, end in found[:-1]]
    return "\n".join([*out, found[-1][0]])


def _restored(original: str, typed: str) -> str:
    """The same for a few lines, character by character."""
    before = visible(original)
    if before == original:
        return typed
    short = max(len(before), len(typed)) <= SHORT
    old, new = (list(text) if short else _WORDS.findall(text) for text in (before, typed))
    places = [0, *accumulate(map(len, old))]
    return "".join(
        original[places[a] : places[b]] if is_same else "".join(new[i:j]) for is_same, a, b, i, j in _pieces(old, new)
    )


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs of one sequence with what stands in their place in the other, and whether that is the same.

    What is the same at both ends is taken off first: somebody who types changes one place of a text that may be long.
    """
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    if head:
        yield True, 0, head, 0, head
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    for kind, a, b, i, j in SequenceMatcher(None, middle, other, max(len(middle), len(other)) > SHORT).get_opcodes():
        yield kind == "equal", head + a, head + b, head + i, head + j
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)
