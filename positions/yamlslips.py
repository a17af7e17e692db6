"""The slips that make a file unreadable as YAML, in words that say what to do.

The parser's own messages speak of tokens and simple keys; here they become what a person typed: a second colon, a
quotation mark that is never closed, a tab. Where it is plain what was meant, the slip is mended in memory, so that one
reading finds the next slip as well; nothing here ever writes a file.
"""

from __future__ import annotations

import io
import re
from itertools import islice
from pathlib import Path

import yaml

from positions.errors import InputError

_VALUE = re.compile(r"^(?P<head>\s*(?:-\s+)*(?:[^\s:'\"#\[{-][^:#]*|'[^']*'|\"[^\"]*\"):[ \t]+)(?P<value>\S.*)$")
"""A line `key: value`, perhaps behind a dash."""
_BEGINNING = re.compile(r"scanning an? (?:alias|anchor|tag|directive|block scalar)")
_CONFLICT = re.compile(r"^<{7}(?=[ \r\n])", re.MULTILINE)
_TAB = re.compile(r"^ *\t", re.MULTILINE)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a code point, both from 1, as editors count them: only a line feed ends a line."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def lines(text: str) -> list[str]:
    """The text's lines with their ends, of which there is one kind, as for `place` and for git: `str.splitlines` also
    cuts at form feeds and at signs that stand in what people quote."""
    return list(io.StringIO(text, newline="\n"))


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar without line breaks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shorten(text: str, width: int = 60) -> str:
    """The text's beginning, on one line, for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def explain(
    error: yaml.MarkedYAMLError, last: tuple[int, int] | None, text: str, path: Path
) -> tuple[list[InputError], str | None]:
    """The slips behind a parser's error, and the text with them mended where it is plain what was meant.

    `last` is the range of the last value that could still be read.
    """
    conflicts = [found.start() for found in islice(_CONFLICT.finditer(text), 200)]
    if conflicts:
        hint = "keep the lines of one side or of both, and delete git's marks (<<<<<<<, =======, >>>>>>>)"
        unmarked = _Slip(text, path, 0)
        return [unmarked.fault("git left two versions here, one above the other", hint, at) for at in conflicts], None
    mark = error.problem_mark or error.context_mark
    slip = _Slip(text, path, min(mark.index if mark else 0, len(text)))
    problem, context = error.problem or "", error.context or ""
    start = error.context_mark.index if error.context_mark else slip.offset
    if "tab character" in problem or slip.character == "\t" or "'\\t'" in problem:
        return slip.tabs(), None
    if "scanning a quoted scalar" in context and "escape" not in problem:
        message = "this quotation mark is never closed"
        return [slip.fault(message, "close it at the end of the text that it opens", start)], None
    if "escape" in problem:
        hint = "between double quotes write `\\\\`, or put the text between single quotes"
        return slip.mended("`\\` has a meaning of its own between double quotes", hint)
    if "mapping values are not allowed" in problem:
        return slip.colon()
    if "cannot start any token" in problem or _BEGINNING.search(context):
        begin = slip.text[start : start + 1]
        return slip.mended(f"a text cannot begin with `{begin}` here", "put quotation marks around the text", start)
    if "block sequence entries are not allowed" in problem or "sequence entries are not allowed" in problem:
        return [slip.fault("a list cannot begin behind a key", "begin it on the next line, indented")], None
    if "scanning a simple key" in context:
        hint = "write `key: text`, or indent it to go on with the text above"
        return [slip.fault("this line has no colon", hint, start)], None
    if "flow" in context:
        start = max(text.rfind("[", 0, start + 1), text.rfind("{", 0, start + 1), 0)
        opener = text[start : start + 1]
        hint = "close it on the same line; put quotation marks around a text with brackets, commas or colons in it"
        return [slip.fault(f"`{opener}` opens a list or mapping that is not closed as it should be", hint, start)], None
    return slip.misplaced(last)


class _Slip:
    """A place where the parser gave up."""

    def __init__(self, text: str, path: Path, offset: int) -> None:
        self.text = text
        self.path = path
        self.offset = offset
        self.character = text[offset : offset + 1]
        self.begin = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        self.line = text[self.begin : end if end >= 0 else len(text)].rstrip("\r")

    def fault(self, message: str, hint: str, offset: int | None = None) -> InputError:
        line, column = place(self.text, self.offset if offset is None else offset)
        return InputError(message, hint=hint, path=self.path, line=line, column=column)

    def mended(self, message: str, hint: str, at: int | None = None) -> tuple[list[InputError], str | None]:
        """The fault, and the text with this line's value put between quotation marks."""
        found = _VALUE.match(self.line)
        if not found or self.offset < self.begin + found.start("value"):
            return [self.fault(message, hint, at)], None
        start, end = self.begin + found.start("value"), self.begin + found.end("value")
        return [self.fault(message, hint, at)], self.text[:start] + quoted(found["value"]) + self.text[end:]

    def tabs(self) -> list[InputError]:
        """Every line that is indented with tabs."""
        faults = []
        for found in islice(_TAB.finditer(self.text), 200):
            message = "this line is indented with a tab"
            faults.append(self.fault(message, "YAML is indented with spaces: replace the tab", found.end() - 1))
        return faults or [self.fault("a tab stands where YAML wants spaces", "replace it by a space")]

    def colon(self) -> tuple[list[InputError], str | None]:
        """A colon too many: behind the value's first words, or because the line is indented wrongly."""
        found = _VALUE.match(self.line)
        if found and self.offset >= self.begin + found.start("value"):
            example = f"{found['head'].strip().removeprefix('- ')} {quoted(found['value'])}"
            message = "a second colon in one line: the text must stand between quotation marks"
            return self.mended(message, f"write `{shorten(example, 100)}`")
        above = self.text[: self.begin].rstrip().rsplit("\n", 1)[-1]
        if above.strip() and not re.search(r":(\s|$)", above):
            line, _ = place(self.text, len(self.text[: self.begin].rstrip()))
            message = f"this key cannot follow line {line}, which has no colon"
            return [self.fault(message, f"write `{shorten(above.strip())}:` there, or `key: text`")], None
        message = "wrong indentation: this key stands below a line that has a text already"
        return [self.fault(message, "give it the indentation of the key that it belongs beside")], None

    def misplaced(self, last: tuple[int, int] | None) -> tuple[list[InputError], str | None]:
        """Something stands where a key was awaited: a quotation that ended too early or late, or wrong indentation."""
        start, end = last or (0, 0)
        mark = self.text[start : start + 1]
        if last and mark in ("'", '"') and not self.text[end : self.offset].strip(" "):
            first, _ = place(self.text, start)
            final, _ = place(self.text, end)
            if first != final:
                message = f"the quotation mark that opens here is closed only in line {final}"
                hint = f"close it at the end of line {first}, or wherever its text ends"
                return [self.fault(message, hint, start)], None
            if self.begin <= start:
                hint = "inside '…' write that mark twice" if mark == "'" else 'inside "…" write \\" for that mark'
                return self.mended("the quotation ends before the line does", f"{hint}, or quote with the other one")
        if last and self.offset > self.begin + len(self.line) - len(self.line.lstrip()):
            return self.mended("the value ends before the line does", "put quotation marks around the whole text")
        message = "wrong indentation: this line does not line up with the ones that it belongs to"
        return [
            self.fault(message, "give every key of an entry the same indentation, two spaces behind its dash")
        ], None
