"""The entry that is to be judged, and why it was read so."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from positions.display import one_line
from positions.review import Item
from positions.settling import Contested

from ..explaining import Why
from ..reviewing import Line, case_lines, certainty, explained, facts, heading

LABELS = 12
"""Columns of the labels."""


class _Pane(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Something to read that scrolls where it does not fit."""

    def compose(self) -> ComposeResult:
        yield Static(classes="words")

    def _put(self, *parts: RenderableType) -> None:
        self.query_one(".words", Static).update(Group(*parts))
        self.scroll_home(animate=False)


class EntryPane(_Pane):
    """What the entry says."""

    def show_item(self, item: Item) -> None:
        """An entry that nobody has reviewed."""
        self._put(Text(heading(item), style="bold"), _grid(facts(item)))

    def show_case(self, case: Contested) -> None:
        """What a person and the program see otherwise."""
        self._put(_grid(case_lines(case)))


class WhyPane(_Pane):
    """How the program came to the entry."""

    def show_item(self, item: Item, why: Why | None, *, asked: bool) -> None:
        """What is known at once, and the explanation of the sentence as soon as it is there."""
        lines = [Text.assemble(("why  ", "bold"), certainty(item))]
        if why is not None and why.fault is not None:
            lines.append(Text(f"✗ {one_line(why.fault)}", style="bold"))
        elif why is not None:
            lines += [Text(words) for words in explained(why.explanations, item)]
        elif asked:
            lines.append(Text("reading the sentence…", style="dim"))
        self._put(*lines)

    def show_words(self, words: str) -> None:
        """Something else to say."""
        self._put(Text(words))


def _grid(lines: Iterable[Line]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=LABELS, no_wrap=True)
    grid.add_column(ratio=1)
    for label, words in lines:
        grid.add_row(Text(label, style="dim"), Text(words))
    return grid
