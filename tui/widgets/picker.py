"""A folder to take files from."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from ..commands import bindings
from .listing import ListTable


class Picker(ListTable, inherit_bindings=False):
    """Lists a folder: a line is taken, or opened."""

    where = "picker"
    BINDINGS = bindings("picker")

    @dataclass
    class Taken(Message):
        """A file or folder is to be added, or no longer."""

        path: str

    @dataclass
    class Entered(Message):
        """A line is to be opened: a folder is gone into, a file is taken."""

        name: str

    @dataclass
    class Left(Message):
        """The folder above is wanted."""

    def action_move(self, by: int) -> None:
        """Moves the cursor."""
        self.move(by)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a screenful."""
        self.move(pages * self.page)

    def action_edge(self, where: int) -> None:
        """Moves the cursor to the first (-1) or the last (1) line."""
        self.move(where * len(self.listing.lines) if self.listing else 0)

    def action_take(self) -> None:
        """Takes what is under the cursor, or puts it back."""
        if self.line is not None:
            self.post_message(self.Taken(self.line.name))
            self.move(1)

    def action_enter(self) -> None:
        """Goes into a folder; takes a file."""
        if self.line is not None:
            self.post_message(self.Entered(self.line.name))

    def action_leave(self) -> None:
        """Goes to the folder above."""
        self.post_message(self.Left())

    def on_list_table_opened(self, opened: ListTable.Opened) -> None:
        """A double click is Enter."""
        opened.stop()
        self.action_enter()
