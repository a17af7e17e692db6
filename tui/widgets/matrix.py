"""The matrix as a widget: issues down, parties across, drawn line by line so that its size costs nothing.

It draws a `View` and keeps a cursor; what stands in a cell, what is folded and what is filtered is the view's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.display import fold, one_line, pad, width
from positions.model import Row

from ..state import Cell, role_note
from ..view import Blocs, View

ROW_HEIGHT = 2
STATUS_WIDTH = 14
"""` ■ sticking?` or ` in principle`, and a blank."""
ISSUE_WIDTH = (20, 44)
"""The least and the most."""
PARTY_WIDTH = (18, 56)
"""The least and the most, with the line in front."""


class Columns(NamedTuple):
    """How many columns of the terminal each part of a row gets."""

    issue: int
    party: int

    @property
    def frozen(self) -> int:
        """What does not scroll sideways."""
        return STATUS_WIDTH + self.issue


def columns_for(total: int, parties: int) -> Columns:
    """Shares the width out so that whole parties fit: the border cuts no cell."""
    least, most = ISSUE_WIDTH
    beside = total - STATUS_WIDTH
    fitting = max(1, min(parties, (beside - least) // PARTY_WIDTH[0]))
    issue = max(least, min(most, beside - fitting * PARTY_WIDTH[0], beside // 4))
    party = max(8, min(PARTY_WIDTH[1], (beside - issue) // fitting))
    return Columns(
        max(8, beside - party * fitting) if fitting < parties else max(8, min(most, beside - party * fitting)), party
    )


class MatrixTable(ScrollView, can_focus=True, inherit_bindings=False):
    """The grid; its issue columns and its header stay in place."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--header",
        "matrix--odd",
        "matrix--line",
        "matrix--cursor",
        "matrix--note",
        "matrix--sticking",
        "matrix--agreed",
        "matrix--open",
        "matrix--demand",
        "matrix--offer",
        "matrix--accept",
        "matrix--reject",
        "matrix--words",
        "matrix--both",
        "matrix--silent",
    }

    view: reactive[View | None] = reactive(None)
    cursor: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """Row, and column: 0 is the issue itself, parties count from 1."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another place, or the place shows something else."""

        row: Row | None
        column: str | None
        """As the view names it; None on the issue's own columns."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, MatrixTable.Moved)

    @dataclass
    class Opened(Message):
        """A place was double-clicked."""

    @dataclass
    class Headed(Message):
        """A heading was clicked."""

        column: str
        """As the view names it; `status` or `issue` for those two."""
        own: bool
        """Is it one of those two?"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = Columns(ISSUE_WIDTH[0], PARTY_WIDTH[0])
        self._drawn: dict[tuple[str, str], list[str]] = {}

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.view.rows[self.cursor[0]] if self.view and self.cursor[0] < len(self.view.rows) else None

    @property
    def column(self) -> str | None:
        """The column under the cursor, as the view names it; None on the issue's own."""
        return self.view.columns[self.cursor[1] - 1] if self.view and self.cursor[1] else None

    @property
    def party(self) -> str | None:
        """The party under the cursor; None on the issue's own columns, and on a bloc's."""
        return self.view.party_of(self.column) if self.view and self.column else None

    @property
    def header_height(self) -> int:
        """Lines that stay on top: the names, and over them the blocs where those stand beside each other."""
        return 2 if self.view and self.view.arrangement.blocs is Blocs.BESIDE else 1

    def show(self, view: View) -> None:
        """Draws another view, the cursor staying on the same issue and party where they are still there."""
        row, column = self.row, self.column
        self.view = view
        self._measure()
        self.cursor = view.locate(row.issue if row else None, column, self.cursor)
        self._reveal()
        self.post_message(self.Moved(self.row, self.column))

    def go(self, issue: str | None, column: str | None) -> None:
        """Moves the cursor to a place by its names; what is not shown stays where it is."""
        if self.view is not None:
            self.cursor = self.view.locate(issue or (self.row.issue if self.row else None), column, self.cursor)

    def tone(self, name: str) -> Style:
        """The colour of a status or of a kind of cell, for use beside the grid."""
        return self._style(f"matrix--{name}")

    def move(self, rows: int, columns: int) -> None:
        """Moves the cursor by so many rows and columns, as far as there are any."""
        if self.view is None:
            return
        row, column = self.cursor[0] + rows, self.cursor[1] + columns
        self.cursor = (
            max(0, min(row, len(self.view.rows) - 1)),
            max(0, min(column, len(self.view.columns))),
        )

    @property
    def page(self) -> int:
        """How many whole rows are in view."""
        return max(1, (self.scrollable_content_region.height - self.header_height) // ROW_HEIGHT)

    def watch_cursor(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        if old != new:
            self._reveal()
            self.refresh(*self._lines_of(old[0], new[0]))
            self.post_message(self.Moved(self.row, self.column))

    def _lines_of(self, *rows: int) -> list[Region]:
        """Where these rows and the header are drawn: all that looks different when the cursor moves between them."""
        across, scrolled = self.size.width, self.scroll_offset.y
        header = Region(0, 0, across, self.header_height)
        places = (self.header_height + row * ROW_HEIGHT - scrolled for row in rows)
        return [header, *(Region(0, place, across, ROW_HEIGHT) for place in places)]

    def on_resize(self) -> None:
        self._measure()
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        if self.view is None:
            return
        beyond = event.x - self._columns.frozen
        column = 0 if beyond < 0 else (beyond + self.scroll_offset.x) // self._columns.party + 1
        if column > len(self.view.columns):
            return
        if event.y < self.header_height:
            own = "status" if event.x < STATUS_WIDTH else "issue"
            self.post_message(self.Headed(self.view.columns[column - 1] if column else own, own=not column))
            return
        row = (event.y - self.header_height + self.scroll_offset.y) // ROW_HEIGHT
        if row < len(self.view.rows):
            self.cursor = (row, column)
            if event.chain > 1:
                self.post_message(self.Opened())

    def _measure(self) -> None:
        if self.view is None:
            return
        rows, parties = len(self.view.rows), len(self.view.columns)
        self._drawn.clear()
        self._columns = columns_for(self.scrollable_content_region.width, parties)
        self.virtual_size = Size(
            self._columns.frozen + parties * self._columns.party, self.header_height + rows * ROW_HEIGHT
        )
        self.refresh()

    def _reveal(self) -> None:
        row, column = self.cursor
        frozen, party = self._columns.frozen, self._columns.party
        y = self.header_height + row * ROW_HEIGHT
        x, wide = (frozen + (column - 1) * party, party) if column else (self.scroll_offset.x + frozen, 1)
        self.scroll_to_region(
            Region(x, y, wide, ROW_HEIGHT), spacing=Spacing(self.header_height, 0, 0, frozen), animate=False, force=True
        )

    def render_line(self, y: int) -> Strip:
        """One line of the widget: header, or part of a row."""
        total = self.size.width
        if self.view is None:
            return Strip.blank(total, self.rich_style)
        if y < self.header_height:
            return self._header(self.view, y).adjust_cell_length(total, self._style("matrix--header"))
        index, part = divmod(y - self.header_height + self.scroll_offset.y, ROW_HEIGHT)
        if index >= len(self.view.rows):
            return Strip.blank(total, self.rich_style)
        base = self.rich_style + (self._style("matrix--odd") if index % 2 else Style())
        return self._line(self.view, index, part, base).adjust_cell_length(total, base)

    def _header(self, view: View, y: int) -> Strip:
        style = self._style("matrix--header")
        if y < self.header_height - 1:
            return self._joined([Segment(" " * self._columns.frozen, style)], self._blocs(view, style))
        names = []
        for column, name in self._in_view(view):
            full = self._heading(view, name)
            room = self._columns.party - 2
            chosen = Style(underline=True) if column == self.cursor[1] else Style()
            words = Segment(pad(full if width(full) <= room else name, room), style + chosen)
            names.append([Segment("│ ", style + self._style("matrix--line")), words])
        issue = Segment(" " + pad("status", STATUS_WIDTH - 1) + pad("issue", self._columns.issue), style)
        return self._joined([issue], names)

    def _heading(self, view: View, column: str) -> str:
        """A column's name, with the party's role, or with how many parties stand in it."""
        members = view.members(column)
        note = f"{len(members)} parties" if len(members) > 1 else role_note(view.content, column)
        return f"{one_line(column)} · {note}" if note else one_line(column)

    def _blocs(self, view: View, style: Style) -> list[list[Segment]]:
        """The line of the blocs: each named over the first of its parties that is in view."""
        found, last = [], None
        for _, party in self._in_view(view):
            bloc = view.bloc_of(party)
            words = pad(bloc or "", self._columns.party - 2) if bloc != last else " " * (self._columns.party - 2)
            rule = "│ " if bloc != last or bloc is None else "  "
            found.append([Segment(rule, style + self._style("matrix--line")), Segment(words, style)])
            last = bloc
        return found

    def _line(self, view: View, index: int, part: int, base: Style) -> Strip:
        row = view.rows[index]
        cells = [
            self._cell(view.cell(row, party), (row.issue, party), part, base, chosen=self.cursor == (index, column))
            for column, party in self._in_view(view)
        ]
        return self._joined(self._issue(view, row, part, base, here=index == self.cursor[0]), cells)

    def _issue(self, view: View, row: Row, part: int, base: Style, *, here: bool) -> list[Segment]:
        standing = view.standing(row)
        if part == 0:
            words = f" {pad(standing.words, STATUS_WIDTH - 1)}"
            status = Segment(words, base + self._style(f"matrix--{standing.tone}"))
        else:
            note = standing.note
            indent = 3 if width(note) < STATUS_WIDTH - 3 else 1
            status = Segment(" " * indent + pad(note, STATUS_WIDTH - indent), base + self._style("matrix--note"))
        lines = fold(row.issue, self._columns.issue - 1, ROW_HEIGHT)
        text = pad(lines[part] if part < len(lines) else "", self._columns.issue - 1)
        chosen = Style(bold=here, reverse=here and self.cursor[1] == 0)
        return [status, Segment(text, base + chosen), Segment(" ", base)]

    def _cell(self, cell: Cell, key: tuple[str, str], part: int, base: Style, *, chosen: bool) -> list[Segment]:
        room = self._columns.party - 4
        if key not in self._drawn:
            self._drawn[key] = cell.lines(room, ROW_HEIGHT)
        lines = self._drawn[key]
        text = pad(lines[part] if part < len(lines) else "", room)
        glyph = cell.glyph if part == 0 else " "
        tone = base + self._style(f"matrix--{cell.kind}")
        rule = Segment("│ ", base + self._style("matrix--line"))
        if chosen:
            return [rule, Segment(f"{glyph} {text}", base + Style(reverse=True))]
        return [rule, Segment(glyph, tone), Segment(f" {text}", base)]

    def _in_view(self, view: View) -> list[tuple[int, str]]:
        """The columns that are at least partly to be seen, with their numbers."""
        first = self.scroll_offset.x // self._columns.party
        count = (self.size.width - self._columns.frozen) // self._columns.party + 2
        return list(enumerate(view.columns[first : first + count], first + 1))

    def _joined(self, frozen: list[Segment], cells: list[list[Segment]]) -> Strip:
        """The part that stays, and behind it the part that is scrolled sideways."""
        skipped = self.scroll_offset.x % self._columns.party
        scrolled = Strip([segment for cell in cells for segment in cell])
        return Strip.join([Strip(frozen), scrolled.crop(skipped, scrolled.cell_length)])

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
