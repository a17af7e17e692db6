"""A piece of an article around one quote: the quote underlined, the claim in it reversed, a bar beside its lines."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..evidence import line_of, wrap
from ..reviewing import Surroundings

MEASURE = 84
"""Longer lines are hard to read."""
CONTEXT = 2
"""Lines kept above the quote."""
BAR = 2
"""Columns of the bar."""


class SurroundingsPane(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows the quote when it gets another one, and scrolls from there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "surroundings--bar",
        "surroundings--text",
        "surroundings--quote",
        "surroundings--claim",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Surroundings("", None)
        self._columns = 0

    def compose(self) -> ComposeResult:
        yield Static(id="words")

    def show(self, shown: Surroundings) -> None:
        """Another quote; the same one stays where it is on the screen."""
        if shown != self._shown:
            self._shown = shown
            self._draw()

    def on_resize(self) -> None:
        if self._room != self._columns:
            self._draw()

    @property
    def _room(self) -> int:
        return max(10, min(MEASURE, self.scrollable_content_region.width - BAR))

    def _draw(self) -> None:
        if not self.size.width:
            return
        self._columns = self._room
        lines = wrap(self._shown.text, self._columns)
        self.query_one("#words", Static).update(self._text(lines))
        quote = self._shown.quote
        first = line_of(lines, quote[0]) if quote and lines else 0
        self.call_after_refresh(self.scroll_to, y=max(0, first - CONTEXT), animate=False, force=True)

    def _text(self, lines: list[tuple[int, int]]) -> Text:
        shown = Text(no_wrap=True, end="")
        quote, claim = self._shown.quote or (0, 0), self._shown.claim or (0, 0)
        for number, (start, end) in enumerate(lines):
            here = quote[0] < end and start < quote[1]
            shown.append("\n" if number else "")
            shown.append("▌ " if here else "  ", style=self._style("bar"))
            words = Text(self._shown.text[start:end], style=self._style("text"))
            for name, at in (("quote", quote), ("claim", claim)):
                if at[0] < end and start < at[1]:
                    words.stylize(self._style(name), max(0, at[0] - start), at[1] - start)
            shown.append_text(words)
        return shown

    def _style(self, name: str) -> str:
        return str(self.get_component_rich_style(f"surroundings--{name}", partial=True))
