"""Several things picked out of a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from positions.display import one_line

from ..commands import bindings
from ..registry import Column, Line, Listing
from ..widgets.listing import ListTable

MOST_LINES = 16


class ChooseScreen(ModalScreen[tuple[str, ...] | None]):
    """Gives back the ids of what was marked; None when the person thinks better of it."""

    where = "choose"
    BINDINGS = bindings("choose")
    AUTO_FOCUS = "#body"

    def __init__(self, heading: str, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """`choices` are ids with what is shown for each, below the `title` of their column."""
        super().__init__()
        self._heading = heading
        self._listing = Listing((Column(title, 20, 1),), tuple(Line(one, (words,)) for one, words in choices))

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(self._heading), id="heading", markup=False)
            yield ListTable(id="body")
            yield Static("Space marks what goes, Enter goes on with it, Esc leaves everything as it is", id="hint")

    def on_mount(self) -> None:
        self.table.styles.height = min(MOST_LINES, len(self._listing.all_lines) + 1)
        self.table.show(self._listing)

    @property
    def table(self) -> ListTable:
        """The list."""
        return self.query_one(ListTable)

    def action_move(self, by: int) -> None:
        """Moves the cursor."""
        self.table.move(by)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a screenful."""
        self.table.move(pages * self.table.page)

    @on(ListTable.Opened)
    def action_mark(self) -> None:
        """Marks the line, or takes its mark away."""
        line = self.table.line
        if line is not None:
            self._listing = self._listing.toggled(line.name)
            self.table.show(self._listing)
            self.table.move(1)

    def action_take(self) -> None:
        """Goes on with what is marked, or with the line under the cursor where nothing is."""
        line = self.table.line
        self.dismiss(self._listing.marked or self._listing.with_cursor(line.name if line else None) or None)

    def action_back(self) -> None:
        """Leaves everything as it is."""
        self.dismiss(None)
