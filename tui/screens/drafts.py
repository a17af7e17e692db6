"""Edits that were not saved, to go on with or to throw away."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from positions.display import one_line, shorten

from ..commands import bindings
from ..drafts import Drafts, Kept

WHEN = "%d %b %H:%M"


class DraftsScreen(ModalScreen[Kept | None]):
    """Gives back the edit to go on with, or None."""

    where = "drafts"
    BINDINGS = bindings("drafts")

    def __init__(self, drafts: Drafts, waiting: Sequence[Kept]) -> None:
        super().__init__()
        self._drafts = drafts
        self._waiting = list(waiting)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Edits that were not saved", id="heading", markup=False)
            yield OptionList(*(Option(Text(label(kept))) for kept in self._waiting))
            yield Static("Enter goes on with it, x throws it away, Esc keeps it for later", id="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._waiting[event.option_index])

    def action_discard(self) -> None:
        """Forgets the edit under the cursor."""
        chosen = self.query_one(OptionList).highlighted
        if chosen is None:
            return
        self._drafts.drop(self._waiting.pop(chosen).name)
        self.query_one(OptionList).remove_option_at_index(chosen)
        if not self._waiting:
            self.dismiss(None)

    def action_back(self) -> None:
        """Leaves them all where they are."""
        self.dismiss(None)


def label(kept: Kept) -> str:
    """An edit in a line: when, which file, what was typed."""
    draft = kept.draft
    if draft.form is not None:
        said = f"{draft.form.get('party', '')} {draft.form.get('stance', '')}: {draft.form.get('claim', '')}"
    else:
        before = set(draft.begun.splitlines())
        said = next((line.strip() for line in draft.text.splitlines() if line not in before), "lines taken out")
    return one_line(f"{draft.when:{WHEN}} · {draft.path} · {shorten(said, 200)}")
