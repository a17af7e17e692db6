"""A claim cut to size: its edges moved word by word over the quote."""

from __future__ import annotations

from typing import cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from positions.display import visible

from ..commands import bindings
from ..cutting import Cut, Edge, cut_of
from .ask import AskScreen


class CutScreen(ModalScreen[str | None]):
    """Gives back the claim, or None where it stays as it is."""

    where = "cut"
    BINDINGS = bindings("cut")

    def __init__(self, claim: str, quote: str | None) -> None:
        super().__init__()
        self._claim = claim
        self.cut: Cut = cut_of(claim, quote)

    def compose(self) -> ComposeResult:
        place = "in its quote" if self.cut.in_quote else "which its quote has in other words"
        with Vertical(id="box"):
            yield Static(f"The claim, {place}", id="heading", markup=False)
            yield Static(id="quote")
            yield Static("← → the end, ⇧← ⇧→ or H L the start, t types it, Enter takes it, Esc leaves", id="hint")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        start, end = self.cut.at
        text = self.cut.text
        shown = Text(visible(text[:start]).replace("\n", " "))
        shown.append("[" + visible(text[start:end]).replace("\n", " ") + "]", style="bold reverse")
        shown.append(visible(text[end:]).replace("\n", " "))
        self.query_one("#quote", Static).update(shown)

    def action_move(self, edge: str, by: int) -> None:
        """Moves the `start` or the `end` by a word."""
        self.cut = self.cut.moved(cast("Edge", edge), by)
        self._show()

    def action_take(self) -> None:
        """Takes what is marked."""
        self.dismiss(self.cut.claim if self.cut.claim != " ".join(self._claim.split()) else None)

    def action_type(self) -> None:
        """Words it freely."""

        def typed(words: str | None) -> None:
            if words is not None:
                self.dismiss(words)

        self.app.push_screen(AskScreen("The claim", value=self.cut.claim), typed)

    def action_back(self) -> None:
        """Leaves the claim as it is."""
        self.dismiss(None)
