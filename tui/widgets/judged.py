"""The entry that is to be judged: in its article, what it says, and why it was read so.

Owned here: that an explanation, which comes seconds after its entry, is shown with that entry or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from positions.display import one_line
from positions.model import Article, Entry, Stance
from positions.review import Item
from positions.settling import Contested

from ..explaining import Explainer, Why
from ..reviewing import Line, case_lines, certainty, explained, facts, heading, sentence, surroundings
from .surroundings import SurroundingsPane

LABELS = 12
"""Columns of the labels."""


class Judged(Container):
    """One entry, or one that a person and the program see otherwise, with its surroundings."""

    @dataclass
    class Explained(Message):
        """A sentence has been explained."""

        why: Why

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._explainer: Explainer | None = None
        self._shown: tuple[Item, str | None] | None = None
        """The entry in view, and its sentence."""

    def compose(self) -> ComposeResult:
        yield SurroundingsPane(id="body")
        with Vertical(id="judged"):
            yield EntryPane(id="entry")
            yield WhyPane(id="why")

    def begin(self, root: Path) -> None:
        """From now on sentences are explained, by who is who in that negotiation's folder."""
        self._explainer = Explainer(root, self._explained)

    def _explained(self, why: Why) -> None:
        self.post_message(self.Explained(why))

    def on_unmount(self) -> None:
        if self._explainer is not None:
            self._explainer.close()

    def forget(self) -> None:
        """What explanations depend on has changed."""
        if self._explainer is not None:
            self._explainer.forget()

    def show_item(self, article: Article | None, item: Item) -> None:
        """An entry that nobody has reviewed."""
        words = sentence(article, item)
        self._shown = item, words
        self.query_one(SurroundingsPane).show(surroundings(article, item))
        self.query_one(EntryPane).show_item(item)
        why = self._explainer.ask(words) if self._explainer is not None and words else None
        self.query_one(WhyPane).show_item(item, why, asked=words is not None)

    def show_case(self, article: Article | None, case: Contested) -> None:
        """What a person and the program see otherwise."""
        self._shown = None
        self.query_one(SurroundingsPane).show(surroundings(article, _as_item(case)))
        self.query_one(EntryPane).show_case(case)
        self.query_one(WhyPane).show_words("You and the program both changed this.  m keeps yours, o takes its.")

    def on_judged_explained(self, explained: Explained) -> None:
        """Shows the explanation, where it is of the sentence in view."""
        if self._shown is not None and explained.why.sentence == self._shown[1]:
            self.query_one(WhyPane).show_item(self._shown[0], explained.why, asked=True)

    def scroll_why(self, lines: int) -> None:
        """Scrolls the explanation."""
        self.query_one(WhyPane).scroll_relative(y=lines, animate=False)


def _as_item(case: Contested) -> Item:
    """What is contested, as far as its place in the text goes."""
    said = case.disagreement
    return Item(case.article, said.party, Entry(stance=Stance.DEMAND, claim=one_line(said.claim), at=said.at))


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
