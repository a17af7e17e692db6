"""Changes drawn side by side: what a party held before on the left, what it holds now on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from positions.display import STANCE_GLYPHS, Piece, changed_words, one_line
from positions.model import Change, Placed

from ..moves import ordered
from ..state import CHANGE_GLYPHS


class SidesHeader(Static):
    """Names the two articles over their columns."""

    def show(self, before: str, after: str) -> None:
        """Labels of the earlier and the later article."""
        grid = _halves()
        grid.add_row(*(Text(one_line(words), no_wrap=True, overflow="ellipsis") for words in (before, after)))
        self.update(grid)


class ChangeList(Static):
    """One block for each change, gravest first; words that the other side lacks are bold and underlined."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "changes--quiet",
        "changes--before",
        "changes--after",
        *(f"changes--{kind.value}" for kind in CHANGE_GLYPHS),
    }

    def show(self, changes: Sequence[Change]) -> None:
        """Draws the changes."""
        self.update(Group(*(self._block(change) for change in ordered(changes))))

    def _block(self, change: Change) -> RenderableType:
        heading = Text()
        heading.append(f"{CHANGE_GLYPHS[change.kind]} {change.kind.value}", style=self._style(change.kind.value))
        heading.append(f"  {one_line(change.party)}", style=Style(bold=True))
        heading.append(f"  ·  {one_line(change.issue)}", style=self._style("quiet"))
        heading.append(f"  ({one_line(change.detail)})" if change.detail else "", style=self._style("quiet"))
        before, after = change.before, change.after
        left, right = changed_words(_claim(before), _claim(after)) if before and after else ([], [])
        grid = _halves()
        grid.add_row(self._side(before, left, "before"), self._side(after, right, "after"))
        return Group(heading, grid, Text())

    def _side(self, placed: Placed | None, pieces: Sequence[Piece], which: str) -> Text:
        if placed is None:
            return Text("(nothing)", style=self._style("quiet"))
        position = placed.position
        stance = f"{STANCE_GLYPHS[position.stance]} {position.stance.value}"
        text = Text(f"{stance}, withdrawn: " if position.withdrawn else f"{stance}: ")
        marked = self._style(which) + Style(bold=True, underline=True)
        for number, piece in enumerate(pieces or [Piece(one_line(_claim(placed)), changed=False)]):
            text.append(" " if number else "")
            text.append(piece.text, style=marked if piece.changed else Style())
        return text

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"changes--{name}", partial=True)


def _claim(placed: Placed) -> str:
    """Claim and conditions, since either may be what moved."""
    conditions = [f"{word} {words}" for word, words in placed.position.conditions.items()]
    return ", ".join([placed.position.claim, *conditions])


def _halves() -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    return grid
