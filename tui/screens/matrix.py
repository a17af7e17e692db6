"""Home: the matrix, what stands behind the cursor, and the filter."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from positions.display import STATUS_GLYPHS, STATUS_WORDS
from positions.errors import PositionsError
from positions.model import STATUS_ORDER
from positions.wording import counted

from ..commands import bindings
from ..memory import Place
from ..outside import open_editor
from ..places import Place as Found
from ..state import Cell, Content, Target, behind, target
from ..view import View
from ..widgets.bars import TitleBar
from ..widgets.detail import Detail
from ..widgets.filterline import FilterLine
from ..widgets.matrix import MatrixTable
from .base import HEIGHTS, STILL_READING
from .leading import LeadingScreen

KEEP_SECONDS = 5.0
"""How often it is remembered where one is: a terminal may be closed without a word."""
READING = "Reading and comparing…"
NO_ARTICLE = "There is no article behind this cell."
WELCOME = """\
Issues down, parties across. Arrows move, Enter opens the article's quote.
■ sticking  ● agreed  ○ one side · ▲ demands  ▽ offers  ✓ accepts  ✗ rejects
? lists all keys and signs, Ctrl+P finds anything. Esc closes these lines."""
FAULTY = "Nothing to show until this is put right."


class MatrixScreen(LeadingScreen):
    """Issues down, parties across."""

    where = "matrix"
    BINDINGS = bindings("matrix")
    AUTO_FOCUS = None  # once there is something to see
    VERTICAL_BREAKPOINTS = HEIGHTS

    def compose_body(self) -> Iterable[Widget]:
        yield Static(WELCOME, id="welcome", markup=False)
        yield Static(READING, id="advice", markup=False)
        yield MatrixTable(id="body")
        yield Static(id="folded", markup=False)
        yield Detail(id="detail")
        yield FilterLine(id="filter-line")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.positions_app.access.name)
        for widget in (self.table, self.query_one(Detail), self.query_one("#folded")):
            widget.display = False
        self.query_one("#welcome").display = not self.positions_app.habits.welcomed
        if not self.positions_app.habits.welcomed:
            self.positions_app.keep_habits(welcomed=True)
        self._kept = self._remembered
        self.set_interval(KEEP_SECONDS, self.keep_place)
        self.watch(self.app, "glimpse", self._show_glimpse)
        self.watch(self.app, "content", self._show_content)
        self.watch(self.app, "moved", self.mark)
        self.watch(self.app, "theme", self._repaint_soon, init=False)

    @property
    def table(self) -> MatrixTable:
        """The grid."""
        return self.query_one(MatrixTable)

    @property
    def view(self) -> View | None:
        """What is shown; None before the first reading."""
        return self.table.view

    def _show_content(self, content: Content | None) -> None:
        if content is None:
            return
        app = self.positions_app
        if app.notice is not None and app.notice.message == STILL_READING:
            app.notice = None  # it is no longer true
        if self.view is None:
            self._show_first(content)
        else:
            self.take(content)

    def _repaint_soon(self) -> None:
        self.call_after_refresh(self._repaint)

    def _repaint(self) -> None:
        """Draws again what has its colours in it."""
        if self.view is not None:
            self.show(self.view)

    def _show_first(self, content: Content) -> None:
        """Shows the matrix as it was left, the cursor where it was."""
        place = self._remembered
        self.show(View(content, place.arrangement))
        self.table.go(place.issue, place.column)

    @property
    def _remembered(self) -> Place:
        memory = self.positions_app.memory
        return memory.place if memory is not None else Place()

    def keep_place(self) -> None:
        """Remembers what is shown and where the cursor is, if that is new."""
        view, row, memory = self.view, self.table.row, self.positions_app.memory
        if view is None or memory is None:
            return
        place = Place(arrangement=view.arrangement, issue=row.issue if row else None, column=self.table.column)
        if place != self._kept:
            self._kept = place
            memory.keep(place)

    def go(self, found: Found) -> None:
        """Moves to an issue or a party, wherever it is hidden; opens an article."""
        from .evidence import EvidenceScreen

        view = self.view
        if view is None:
            return
        if found.kind == "article":
            self.app.push_screen(EvidenceScreen(view.content, Target(found.id)))
            return
        issue, party = (found.id, None) if found.kind == "issue" else (None, found.id)
        view = view.revealing(issue=issue, party=party)
        self.query_one(FilterLine).take(view.arrangement.needle)
        self.show(view)
        self.table.go(issue, view.column_of(party) if party is not None else self.table.column)

    def _show_glimpse(self, glimpse: Content | None) -> None:
        if glimpse is not None and self.view is None:
            self._show_first(glimpse)

    def show_fault(self, fault: PositionsError | None) -> None:
        """Shows what is wrong; before the first reading that is all there is."""
        super().show_fault(fault)
        if self.view is None:
            self.query_one("#advice", Static).update(READING if fault is None else FAULTY)

    def show(self, view: View) -> None:
        """Shows another view, the cursor staying where it is as far as that is still there."""
        advice = view.content.advice
        if advice is None and not view.rows:
            advice = self._nothing(view)
        self.query_one("#advice", Static).update(advice or "")
        self.query_one("#advice").display = advice is not None
        for widget in (self.table, self.query_one(Detail)):
            widget.display = advice is None
        self._show_folded(view, hidden=advice is not None)
        self.query_one(TitleBar).show(self.positions_app.access.name, self._place(view), self._counts(view.content))
        self.query_one(FilterLine).show(view.content, view.arrangement.needle)
        self.table.show(view)
        if advice is None and not self.query_one(FilterLine).is_typed_in:
            self.table.focus()

    def _nothing(self, view: View) -> str:
        """What to do when nothing is found."""
        if view.query.faults:
            return f"{view.query.faults[0]}\n\nEscape clears the filter."
        if view.is_filtered:
            return f"No issue, party or statement has “{view.arrangement.needle}”.\n\nEscape clears the filter."
        return "Neither of the two says anything.\n\nEscape shows all again."

    def _show_folded(self, view: View, *, hidden: bool) -> None:
        words = f"{view.folded} folded away: f shows them" if view.folded else ""
        if view.concealed:
            words += (" · " if words else "") + f"{counted(view.concealed, 'party', 'parties')} hidden: X shows them"
        self.query_one("#folded").display = bool(words) and not hidden
        self.query_one("#folded", Static).update(words)

    def _place(self, view: View) -> str:
        day = f"as of {self.past.day.isoformat()}" if self.past is not None else ""
        return " · ".join(part for part in (day, view.place) if part)

    def _counts(self, content: Content) -> Text:
        text = Text()
        for status in STATUS_ORDER:
            text.append(f"{STATUS_GLYPHS[status]} ", style=self.table.tone(status.value))
            text.append(f"{content.counts[status]} {STATUS_WORDS[status]}{'' if status is STATUS_ORDER[-1] else '   '}")
        return text

    @on(MatrixTable.Moved)
    def _show_place(self, moved: MatrixTable.Moved) -> None:
        view = self.view
        if view is not None:
            cell = view.cell(moved.row, moved.column) if moved.row and moved.column else Cell()
            self.query_one(Detail).show_place(view.content, moved.row, moved.column, cell)

    @on(Input.Changed, "#filter")
    def _narrow(self, changed: Input.Changed) -> None:
        self._choose(lambda view: view.filtered(changed.value))

    @on(Input.Submitted, "#filter")
    def _narrowed(self) -> None:
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
        self.query_one("#welcome").display = False
        self.query_one(FilterLine).open()

    def on_screen_suspend(self) -> None:
        """Whatever opens above it closes the welcome."""
        self.query_one("#welcome").display = False

    def action_clear(self) -> None:
        """Goes back to the whole matrix, a step at a time: filter, two parties, another day, a party's issues first."""
        view, welcome = self.view, self.query_one("#welcome")
        if welcome.display:
            welcome.display = False
            return
        if view is None:
            return
        line = self.query_one(FilterLine)
        if view.arrangement.needle or line.is_typed_in:
            line.take("")
            self.show(view.filtered(""))
            self.table.focus()
        elif view.arrangement.pair is not None:
            self.show(view.arranged(pair=None))
        elif self.past is not None:
            self.go_to(None)
        elif view.arrangement.first is not None:
            self.show(view.arranged(first=None))

    def action_fold(self) -> None:
        """Shows or folds what is minor."""
        self._choose(View.toggled)

    def _target(self) -> Target | None:
        """What the place under the cursor leads to."""
        view, row, column = self.view, self.table.row, self.table.column
        if view is None or row is None:
            return None
        return target(view.content, row, None) if column is None else behind(view.cell(row, column))

    @on(MatrixTable.Opened)
    def action_open(self) -> None:
        """Opens the article behind the place under the cursor."""
        from .evidence import EvidenceScreen

        found = self._target()
        if self.view is None or self.view.content.is_glimpse:
            self.read_content()
            return
        if found is None or found.article not in self.view.content.articles:
            self.positions_app.tell(NO_ARTICLE)
            return
        self.app.push_screen(EvidenceScreen(self.view.content, found))

    def action_edit(self) -> None:
        """Opens the entry under the cursor in a form."""
        from .editing import edit_entry

        if self._is_too_early():
            return
        found = self._target()
        edit_entry(self.positions_app, found.article if found else None, found.placed if found else None)

    def _is_too_early(self) -> bool:
        """Is there neither an entry nor a fault to edit yet? Then a person is told so."""
        return self.view is None and self.positions_app.fault is None and self.read_content() is None

    def action_drafts(self) -> None:
        """Offers what was typed and not saved."""
        self.positions_app.offer_drafts(asked=True)

    def action_edit_outside(self) -> None:
        """Opens the entry under the cursor in a person's own editor."""
        if self._is_too_early():
            return
        found = self._target()
        position = found.placed.position if found and found.placed else None
        open_editor(self.positions_app, found.article if found else None, position)

    def action_review(self) -> None:
        """Opens the review queue."""
        from .review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_parties(self) -> None:
        """Opens the parties, at the one under the cursor."""
        from .parties import PartiesScreen

        self.app.push_screen(PartiesScreen(self.table.party))

    def action_issues(self) -> None:
        """Opens the issues, at the one under the cursor."""
        from .issues import IssuesScreen

        self.app.push_screen(IssuesScreen(self.table.row.issue if self.table.row else None))

    def action_add(self) -> None:
        """Lets one add articles."""
        from .add import AddScreen

        self.app.push_screen(AddScreen())

    def action_read(self) -> None:
        """Reads what is new or changed; shows how that is coming along."""
        from ..jobs.messages import Job

        if not self.positions_app.jobs.is_active:
            self.positions_app.begin(Job(read=True))
        self.action_job()

    def action_job(self) -> None:
        """Shows the job under way, or the last one, with its log."""
        from .job import JobScreen

        self.app.push_screen(JobScreen())

    def action_coders(self) -> None:
        """Asks whose codings, then goes through what they disagree on."""
        from .settle import CodersScreen, SettleScreen

        def named(folders: str | None) -> None:
            if folders is not None:
                self.app.push_screen(SettleScreen(folders))

        self.app.push_screen(CodersScreen(), named)
