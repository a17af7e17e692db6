"""The pane with everything about one place of the matrix, or about one quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from positions.display import STANCE_GLYPHS, one_line, status_note, status_text
from positions.model import Placed, Row, Topic

from ..evidence import Passage
from ..state import Cell, Content, facts, qualities

LABELS = 12
"""Columns of the labels."""


class Detail(ScrollView, can_focus=False):
    """Shows positions in full; scrolls where they do not fit.

    Its lines are made once, and as long as they fit, nothing else is laid out anew: it follows every move of a cursor.
    """

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--heading",
        "detail--label",
        "detail--quiet",
        "detail--demand",
        "detail--offer",
        "detail--accept",
        "detail--reject",
        "detail--sticking",
        "detail--agreed",
        "detail--open",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: Sequence[RenderableType] = ()
        self._lines: list[Strip] = []

    def show_place(self, content: Content, row: Row | None, column: str | None, cell: Cell) -> None:
        """A cell of the matrix, or a whole issue where `column` is None."""
        if row is None:
            self._put([])
        elif column is None:
            self._put(self._issue(content, row))
        else:
            heading = self._heading(one_line(column), self._beside(row, cell))
            if not cell.positions and cell.words is None:
                self._put([heading, Text("says nothing on it", style=self._style("quiet"))])
                return
            words = [self._grid([("in words", Text(one_line(cell.words)))])] if cell.words else []
            bloc = [Text(f"says nothing itself; for it speaks {one_line(cell.bloc)}")] if cell.bloc else []
            self._put([heading, *words, *bloc, *self._positions(cell.positions, content, named=cell.named)])

    def show_passage(self, content: Content, passage: Passage | None) -> None:
        """A quote of an article."""
        if passage is None:
            self._put([Text("No position is quoted from this article.", style=self._style("quiet"))])
            return
        parts: list[RenderableType] = [self._heading(one_line(passage.holder), one_line(passage.issue))]
        if passage.at is None:
            parts.append(Text("Its quote is not in the text as it stands; check the entry with e.", style="bold"))
        if passage.placed is not None:
            parts += self._positions([passage.placed], content)
        if passage.topic is not None:
            parts.append(self._topic(passage.holder, passage.topic))
        self._put(parts)

    def _beside(self, row: Row, cell: Cell) -> str:
        """The issue, and what is to be known of the cell as a whole."""
        moved = [f"{cell.moved.value} since the last visit"] if cell.moved is not None else []
        silent = [f"silent for {cell.silent_for} articles"] if cell.silent_for else []
        return "  ·  ".join([one_line(row.issue), *moved, *silent])

    def _issue(self, content: Content, row: Row) -> list[RenderableType]:
        status = Text()
        status.append(status_text(row), style=self._style(row.status.value) + Style(bold=True))
        note = status_note(row)
        status.append(f"  {note}" if note else "", style=self._style("quiet"))
        status.append("  provisional: not reviewed yet" if row.provisional else "", style=self._style("quiet"))
        lines = [("status", status)]
        lines += [("because", Text(one_line(row.reason)))] if row.reason else []
        lines += [("“for” means", Text(one_line(row.proposition)))] if row.proposition else []
        lines += [("theme", Text(one_line(row.theme)))] if row.theme else []
        for label, issues in (("its parts", row.parts), ("part of", row.part_of)):
            lines += [(label, Text(one_line("; ".join(issues))))] if issues else []
        for label, articles in (("disputed in", row.disputed), ("settled in", row.settled)):
            titles = [
                content.articles[article].title if article in content.articles else article for article in articles
            ]
            lines += [(label, Text(one_line(", ".join(titles))))] if titles else []
        for placed in row.positions:
            if placed.current:
                position = placed.position
                said = Text.assemble(
                    (f"{STANCE_GLYPHS[position.stance]} ", self._style(position.stance.value)),
                    (one_line(position.party), "bold"),
                    f" {position.stance.value}s: {one_line(position.claim)}",
                )
                lines.append(("", said))
        return [self._heading(one_line(row.issue), ""), self._grid(lines)]

    def _positions(self, positions: Sequence[Placed], content: Content, *, named: bool = False) -> list[RenderableType]:
        parts: list[RenderableType] = []
        for number, placed in enumerate(positions):
            position = placed.position
            style = self._style(position.stance.value)
            claim = Text(one_line(position.claim), style="bold" if placed.current else "")
            adjectives = [*qualities(placed), *([] if placed.current or position.withdrawn else ["earlier"])]
            adjectives = [one_line(position.party), *adjectives] if named else adjectives
            claim.append(f"   {' · '.join(adjectives)}" if adjectives else "", style=self._style("quiet"))
            label = Text(f"{STANCE_GLYPHS[position.stance]} {position.stance.value}", style=style)
            rest = [(name, Text(words)) for name, words in facts(placed, content)]
            parts += [Text()] if number else []
            parts.append(self._grid([(label, claim), *rest]))
        return parts

    def _topic(self, word: str, topic: Topic) -> RenderableType:
        lines = [("", Text(f"named {word} by the article", style=self._style("quiet")))]
        lines += [("quote", Text(f"“{one_line(topic.quote)}”"))] if topic.quote else []
        return self._grid([*lines, *([("note", Text(one_line(topic.note)))] if topic.note else [])])

    def _heading(self, first: str, second: str) -> Text:
        heading = Text(first, style=self._style("heading") + Style(bold=True))
        return heading.append(f"  ·  {second}" if second else "", style=self._style("quiet"))

    def _grid(self, lines: Iterable[tuple[str | Text, Text]]) -> Table:
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=LABELS, no_wrap=True)
        grid.add_column(ratio=1)
        for label, words in lines:
            grid.add_row(label if isinstance(label, Text) else Text(label, style=self._style("label")), words)
        return grid

    def _put(self, parts: Sequence[RenderableType]) -> None:
        self._parts = parts
        self._measure()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._measure()

    def _measure(self) -> None:
        space = self.scrollable_content_region.size
        if not space.width:
            return
        options = self.app.console.options.update(width=space.width, height=None, highlight=False)
        self._lines = [Strip(line) for line in self.app.console.render_lines(Group(*self._parts), options)]
        self.virtual_size = Size(space.width, max(space.height, len(self._lines)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of what is shown."""
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        return self._lines[number].apply_style(self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"detail--{name}", partial=True)
