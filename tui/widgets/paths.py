"""Where paths are typed, one a line: Tab goes on with the one at the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from textual import work
from textual.message import Message

from ..commands import bindings
from ..jobs.paths import Going, completed
from .plaintext import PlainText


class Paths(PlainText):
    """Completes a path at its end; elsewhere Tab leads on, as in every field."""

    where = "paths"
    BINDINGS = bindings("paths")  # Textual adds the keys of every area of text

    @dataclass
    class Completed(Message):
        """How a line may go on is known; a folder may have kept one waiting."""

        typed: str
        going: Going

    @dataclass
    class Told(Message):
        """A person is to know what fits, or why nothing does."""

        words: str

    def _line(self) -> str | None:
        """The line at whose end one types; None elsewhere."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return line if line.strip() and column == len(line) and self.selection.is_empty else None

    def action_complete(self) -> None:
        """Completes the path; goes on to the next field where there is none."""
        line = self._line()
        if line is None:
            self.screen.focus_next()
        else:
            self._complete(line)

    @work(thread=True, exclusive=True, group="path", description="complete a path")
    def _complete(self, line: str) -> None:
        self.post_message(self.Completed(line, completed(line)))

    def on_paths_completed(self, completed: Completed) -> None:
        """Puts it there, unless something else was typed meanwhile."""
        if completed.typed != self._line():
            return
        row, column = self.cursor_location
        if completed.going.told:
            self.post_message(self.Told(completed.going.told))
        elif completed.going.line == completed.typed:
            self.screen.focus_next()
        else:
            self.replace(completed.going.line, (row, 0), (row, column), maintain_selection_offset=False)
