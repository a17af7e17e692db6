"""What commands print on: a page that knows its columns, whether colour may be used, and which characters can be
shown.

Everything that came out of a file passes through here on its way to the terminal, so nothing in an article is ever
obeyed by it. Colour only ever repeats what words or signs say. Data goes to standard output, narration to standard
error.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import IO, Any

import click

from positions.display import fold, json_text, visible, width

_SIGNS = "■●◐○▲▽✓✗│─…·“”„’‘–—→†×█▓▒░\u00a0"
_THEIR_ASCII = '#=~o^v+x|-~-"""\'\'-->*x#=-. '
_ASCII = str.maketrans(_SIGNS, _THEIR_ASCII) | {0x2400 + code: "?" for code in range(0x21)}
"""What a terminal that knows only ASCII gets instead; one column for one column, so that everything stays aligned."""

_NARROWEST = 40


class Page:
    """Lines on a stream, as wide as the terminal is."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stdout
        self.columns = max(_NARROWEST, shutil.get_terminal_size().columns)
        encoding = (getattr(self._stream, "encoding", None) or "utf-8").lower().replace("-", "").replace("_", "")
        self._unicode = encoding.startswith(("utf", "cp65001"))
        self._encoding = getattr(self._stream, "encoding", None) or "utf-8"
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self._colour = self._stream.isatty() and not plain

    def words(self, text: str) -> str:
        """A text as this page can show it, spelling out what its encoding lacks; to be measured only after that."""
        text = visible(text)
        if self._unicode:
            return text
        return text.translate(_ASCII).encode(self._encoding, "backslashreplace").decode(self._encoding)

    def style(self, text: str, **style: Any) -> str:
        """The text in a click style where colour may be used; apply it after padding, since it takes no column."""
        return click.style(text, **style) if self._colour else text

    def line(self, text: str = "") -> None:
        """One line, its trailing blanks left out."""
        text = text.rstrip()
        if not self._unicode:
            text = text.translate(_ASCII)
        self._stream.write(text + "\n")

    def paragraph(self, text: str, *, first: str = "", rest: str | None = None) -> None:
        """A text broken to the page's width, behind a first indent and the indent of the lines that follow."""
        rest = " " * width(first) if rest is None else rest
        room = max(self.columns - max(width(first), width(rest)), 20)
        for number, piece in enumerate(fold(self.words(text), room, lines=1000)):
            self.line((rest if number else first) + piece)


def narrate(text: str) -> None:
    """A remark on standard error."""
    page = Page(sys.stderr)
    page.line(page.words(text))


def print_json(data: object, *, indent: int | None = 2) -> None:
    """Data as JSON on standard output, on one line without an indent; safe to look at in a terminal and to write in
    any encoding."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json_text(data, indent=indent, ascii_only=not utf8) + "\n")
