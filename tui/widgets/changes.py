"""Changes drawn side by side: what a party held before on the left, what it holds now on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from positions.display import STANCE_GLYPHS, Piece, one_line, status_text
from positions.model import Change, Placed
from positions.wording import kind_of, why

from ..diffs import Shown, halves, source
from ..state import CHANGE_GLYPHS, Content
from .entries import Entry, Tone


class SidesHeader(Static):
    """Names the two sides over their columns."""

    def show(self, before: str, after: str) -> None:
        """Labels of the earlier and the later side."""
        grid = _halves()
        grid.add_row(*(Text(one_line(words), no_wrap=True, overflow="ellipsis") for words in (before, after)))
        self.update(grid)


def entries(found: Shown, content: Content, tone: Tone, *, sourced: bool) -> Iterator[Entry]:
    """A heading an issue, below it its changes; words that the other side lacks are bold and underlined.

    `sourced` says below each side where it was said, which need not be said where the sides are two articles.
    """
    rows = {row.issue: row for row in content.matrix.rows}
    for number, item in enumerate(found.listed):
        if isinstance(item, Change):
            yield Entry(_block(item, content, tone, sourced=sourced))
            continue
        heading = Text("\n" if number else "", style=Style(bold=True))
        row = rows.get(item)
        if row is not None:
            heading.append(f"{status_text(row)}  ", style=tone(row.status.value))
        yield Entry(heading.append(one_line(item), style=Style(bold=True, underline=True)), stops=False)
    if found.folded:
        yield Entry(Text(f"\n{found.folded}", style=tone("quiet")), stops=False)


def _block(change: Change, content: Content, tone: Tone, *, sourced: bool) -> Group:
    heading = Text()
    heading.append(f"{CHANGE_GLYPHS[change.kind]} {kind_of(change)}", style=tone(change.kind.value))
    heading.append(f"  {one_line(change.party)}", style=Style(bold=True))
    heading.append(f"  ({one_line(why(change))})" if change.detail else "", style=tone("quiet"))
    grid = _halves()
    left, right = halves(change)
    grid.add_row(_side(change.before, left, "before", tone), _side(change.after, right, "after", tone))
    if sourced:
        grid.add_row(*(Text(source(content, one), style=tone("quiet")) for one in (change.before, change.after)))
    return Group(heading, grid)


def _side(placed: Placed | None, pieces: Sequence[Piece], which: str, tone: Tone) -> Text:
    if placed is None:
        return Text("(nothing)", style=tone("quiet"))
    text = Text(f"{STANCE_GLYPHS[placed.position.stance]}")
    marked = tone(which) + Style(bold=True, underline=True)
    for piece in pieces:
        text.append(" ").append(piece.text, style=marked if piece.changed else Style())
    return text


def _halves() -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    return grid
