"""A file's text as an editor shows it, and back: what nobody touched comes back byte for byte.

A terminal must not get what a file may hold: controls, marks that turn the order of letters, foreign line ends. They
are shown by characters that stand for them, and return to what they were wherever the text was not retyped. Knows no
Textual.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from positions.display import visible


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
    for kind, start, stop, first, last in SequenceMatcher(None, visible_lines, typed_lines, False).get_opcodes():
        if kind == "equal":
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
    pieces = SequenceMatcher(None, before, typed, False).get_opcodes()
    return "".join(original[a:b] if kind == "equal" else typed[i:j] for kind, a, b, i, j in pieces)
