"""A bar on standard error that tells how far something is: on a terminal only, and on one line that is drawn anew."""

from __future__ import annotations

import sys

from positions.cli.printing import Page
from positions.display import shorten

_WIDTH = 24


class Bar:
    """Stands below what is printed; whoever prints erases it first."""

    def __init__(self) -> None:
        self._page = Page(sys.stderr)
        self._live = sys.stderr.isatty()

    def draw(self, done: int, total: int, label: str) -> None:
        """So many of so many, and of what; without a total, so many as yet."""
        if not self._live:
            return
        filled = _WIDTH * done // total if total else 0
        count = f" {done}/{total} " if total else f" {done or ''} "
        text = f"[{'#' * filled}{'.' * (_WIDTH - filled)}]{count}{self._page.words(label)}"
        self.erase()
        sys.stderr.write(shorten(text, self._page.columns - 1))
        sys.stderr.flush()

    def erase(self) -> None:
        """Leaves an empty line, at its beginning."""
        if self._live:
            sys.stderr.write("\r" + " " * (self._page.columns - 1) + "\r")
            sys.stderr.flush()
