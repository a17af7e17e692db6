"""A list to pick one thing from: an article, or a coder's word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from positions.display import one_line

from ..commands import bindings


class PickScreen(ModalScreen[str | None]):
    """Gives back the id of what was picked, or None."""

    where = "pick"
    BINDINGS = bindings("pick")

    def __init__(
        self,
        heading: str,
        choices: Sequence[tuple[str, str]],
        current: str,
        *,
        escape: str = "keeps the present one",
    ) -> None:
        """`escape` says what becomes of it when nothing is picked."""
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._current = current
        self._escape = escape

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._heading, id="heading", markup=False)
            yield OptionList(*(Option(Text(one_line(label))) for _, label in self._choices))
            yield Static(f"Enter takes it, Esc {one_line(self._escape)}", id="hint", markup=False)

    def on_mount(self) -> None:
        ids = [article for article, _ in self._choices]
        self.query_one(OptionList).highlighted = ids.index(self._current)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])

    def action_back(self) -> None:
        """Picks nothing."""
        self.dismiss(None)
