"""Home: the matrix, what stands behind the cursor, and the filter."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from positions.display import STATUS_GLYPHS, STATUS_WORDS
from positions.errors import PositionsError

from ..commands import bindings
from ..moves import latest_pair
from ..state import STATUS_ORDER, Content, View, plural, target
from ..widgets.bars import TitleBar
from ..widgets.detail import Detail
from ..widgets.matrix import MatrixTable
from .base import HEIGHTS, BaseScreen
from .diff import DiffScreen
from .evidence import EvidenceScreen
from .issues import IssuesScreen
from .parties import PartiesScreen
from .review import ReviewScreen
from .settle import CodersScreen, SettleScreen

READING = "Reading and comparing…"
FAULTY = "Nothing to show until this is put right."


class MatrixScreen(BaseScreen[None]):
    """Issues down, parties across."""

    where = "matrix"
    BINDINGS = bindings("matrix")
    AUTO_FOCUS = "#body"
    VERTICAL_BREAKPOINTS = HEIGHTS

    def compose_body(self) -> Iterable[Widget]:
        yield Static(READING, id="advice", markup=False)
        yield MatrixTable(id="body")
        yield Static(id="folded", markup=False)
        yield Detail(id="detail")
        yield Input(
            placeholder="words in issue, party or current claim; Enter keeps, Esc clears", id="filter", compact=True
        )

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.positions_app.access.name)
        for widget in (self.query_one(Input), self.table, self.query_one(Detail), self.query_one("#folded")):
            widget.display = False
        self.watch(self.app, "content", self._show_content)

    @property
    def table(self) -> MatrixTable:
        """The grid."""
        return self.query_one(MatrixTable)

    @property
    def view(self) -> View | None:
        """What is shown; None before the first reading."""
        return self.table.view

    def _show_content(self, content: Content | None) -> None:
        if content is not None:
            self._show(self.view.renewed(content) if self.view else View(content))

    def show_fault(self, fault: PositionsError | None) -> None:
        """Shows what is wrong; before the first reading that is all there is."""
        super().show_fault(fault)
        if self.view is None:
            self.query_one("#advice", Static).update(READING if fault is None else FAULTY)

    def _show(self, view: View) -> None:
        advice = view.content.advice
        if advice is None and not view.rows:
            advice = f"No issue, party or current claim has “{view.needle}”.\n\nEscape clears the filter."
        self.query_one("#advice", Static).update(advice or "")
        self.query_one("#advice").display = advice is not None
        for widget in (self.table, self.query_one(Detail)):
            widget.display = advice is None
        folded = self.query_one("#folded", Static)
        folded.display = advice is None and bool(view.folded)
        folded.update(f"{view.folded} folded away: f shows them")
        self.query_one(TitleBar).show(self.positions_app.access.name, self._place(view), self._counts(view.content))
        self.table.show(view)
        if advice is None and not self.query_one(Input).has_focus:
            self.table.focus()

    def _place(self, view: View) -> str:
        return f"{len(view.rows)} of {plural(len(view.content.rows), 'issue')}" if view.needle.split() else ""

    def _counts(self, content: Content) -> Text:
        text = Text()
        for status in STATUS_ORDER:
            text.append(f"{STATUS_GLYPHS[status]} ", style=self.table.tone(status.value))
            text.append(f"{content.counts[status]} {STATUS_WORDS[status]}{'' if status is STATUS_ORDER[-1] else '   '}")
        return text

    @on(MatrixTable.Moved)
    def _show_place(self, moved: MatrixTable.Moved) -> None:
        if self.view is not None:
            self.query_one(Detail).show_place(self.view.content, moved.row, moved.party)

    @on(Input.Changed)
    def _narrow(self, changed: Input.Changed) -> None:
        if self.view is not None:
            self._show(self.view.filtered(changed.value))

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.query_one(Input).display = bool(self.query_one(Input).value)
        self.table.focus()

    def action_move(self, rows: int, columns: int) -> None:
        """Moves the cursor."""
        self.table.move(rows, columns)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a screenful."""
        self.table.move(pages * self.table.page, 0)

    def action_edge(self, where: int) -> None:
        """Moves the cursor to the first (-1) or the last (1) issue."""
        self.table.move(where * len(self.view.rows) if self.view else 0, 0)

    def action_scroll_detail(self, lines: int) -> None:
        """Scrolls the details."""
        self.query_one(Detail).scroll_relative(y=lines, animate=False)

    def action_filter(self) -> None:
        """Opens the filter."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def action_clear(self) -> None:
        """Closes the filter."""
        field = self.query_one(Input)
        field.value = ""
        field.display = False
        self.table.focus()

    def action_fold(self) -> None:
        """Shows or folds what is minor."""
        if self.view is not None:
            self._show(self.view.toggled())

    @on(MatrixTable.Opened)
    def action_open(self) -> None:
        """Opens the article behind the place under the cursor."""
        row = self.table.row
        found = target(self.view.content, row, self.table.party) if self.view and row else None
        if found is None or self.view is None or found.article not in self.view.content.articles:
            self.positions_app.tell("There is no article behind this cell.")
            return
        self.app.push_screen(EvidenceScreen(self.view.content, found))

    def action_edit(self) -> None:
        """Opens the entry under the cursor in a form."""
        from .editing import edit_entry

        row = self.table.row
        found = target(self.view.content, row, self.table.party) if self.view and row else None
        edit_entry(self.positions_app, found.article if found else None, found.placed if found else None)

    def action_drafts(self) -> None:
        """Offers what was typed and not saved."""
        self.positions_app.offer_drafts(asked=True)

    def action_edit_outside(self) -> None:
        """Opens the entry under the cursor in a person's own editor."""
        row = self.table.row
        found = target(self.view.content, row, self.table.party) if self.view and row else None
        self.positions_app.edit(
            found.article if found else None, found.placed.position if found and found.placed else None
        )

    def action_review(self) -> None:
        """Opens the review queue."""
        self.app.push_screen(ReviewScreen())

    def action_parties(self) -> None:
        """Opens the parties, at the one under the cursor."""
        self.app.push_screen(PartiesScreen(self.table.party))

    def action_issues(self) -> None:
        """Opens the issues, at the one under the cursor."""
        self.app.push_screen(IssuesScreen(self.table.row.issue if self.table.row else None))

    def action_coders(self) -> None:
        """Asks whose codings, then goes through what they disagree on."""

        def named(folders: str | None) -> None:
            if folders is not None:
                self.app.push_screen(SettleScreen(folders))

        self.app.push_screen(CodersScreen(), named)

    def action_diff(self) -> None:
        """Opens the diff of the last two articles."""
        pair = latest_pair(self.view.content) if self.view else None
        if pair is None:
            self.positions_app.tell("A diff takes two articles: add another with positions add FILE.")
            return
        self.app.push_screen(DiffScreen(*pair))
