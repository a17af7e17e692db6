"""What the diff and the history share: a list of entries, whose cursor the keys move."""

from __future__ import annotations

from ..widgets.entries import EntryList
from .base import BaseScreen


class EntriesScreen(BaseScreen[None]):
    """A screen around one list of entries; what stands in it is the subclass's."""

    @property
    def list(self) -> EntryList:
        """The entries."""
        return self.query_one(EntryList)

    def action_move(self, by: int) -> None:
        """Moves the cursor."""
        self.list.move(by)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a screenful."""
        self.list.page(pages)
