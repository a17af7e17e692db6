"""The filter line: what is typed, and under it what it may become or what is wrong with it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from positions.display import one_line

from ..commands import bindings
from ..query import HELP, completed, hint
from ..state import Content


class FilterInput(Input):
    """Where a filter is typed."""

    where = "filter"
    BINDINGS = bindings("filter")  # Textual adds the keys of every field of text

    class Completing(Message):
        """The last part is to be completed."""

    def action_complete(self) -> None:
        """Completes the last part of the line."""
        self.post_message(self.Completing())


class FilterLine(Vertical):
    """Hidden while there is no filter; the hint is there while one types."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content: Content | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(HELP, id="filter-hint", markup=False)
        yield FilterInput(placeholder="Enter keeps, Esc clears", id="filter", compact=True, select_on_focus=False)

    @property
    def field(self) -> Input:
        """Where one types."""
        return self.query_one(FilterInput)

    @property
    def is_typed_in(self) -> bool:
        """Has it the keyboard? Asked of the screen: the field itself learns it a moment later."""
        return self.screen.focused is self.field

    def show(self, content: Content, needle: str) -> None:
        """Takes over what is looked through, and the line, except while one types: what is shown may lag behind."""
        self._content = content
        if not self.is_typed_in:
            self.take(needle)
        self.display = bool(needle) or self.is_typed_in
        self._hint()

    def take(self, needle: str) -> None:
        """Puts other words there, whatever is being typed."""
        with self.prevent(Input.Changed):
            self.field.value = needle

    def open(self) -> None:
        """Lets one type."""
        self.display = True
        self.screen.set_focus(self.field)  # at once: what is typed next is already meant for it
        self.field.cursor_position = len(self.field.value)
        self._hint()

    def on_descendant_blur(self) -> None:
        self.display = bool(self.field.value)
        self.query_one("#filter-hint").display = False

    def on_descendant_focus(self) -> None:
        self.query_one("#filter-hint").display = True

    @on(Input.Changed)
    def _hint(self) -> None:
        if self._content is not None:
            self.query_one("#filter-hint", Static).update(one_line(hint(self.field.value, self._content)))

    @on(FilterInput.Completing)
    def _complete(self) -> None:
        if self._content is not None:
            self.field.value = completed(self.field.value, self._content)
            self.field.cursor_position = len(self.field.value)
