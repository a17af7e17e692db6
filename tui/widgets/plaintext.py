"""A text area for what is pasted: shown harmless, kept as it came."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from ..shown import restored, shown


class PlainText(TextArea, inherit_bindings=True):
    """Shows stand-ins for what a terminal must not get; `value` has what they stand for."""

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )
        self.cursor_blink = False  # a steady one redraws nothing
        self._original = ""

    @property
    def value(self) -> str:
        """The text, with a line feed as the only line end."""
        self._original = restored(self._original, self.text)
        return self._original

    def put(self, text: str) -> None:
        """Shows another text, the cursor behind it."""
        if text != self.value:
            self._original = text.replace("\r\n", "\n").replace("\r", "\n")
            self.text = shown(self._original)
            self.move_cursor(self.document.end)

    def on_paste(self, event: events.Paste) -> None:
        """Takes what is pasted in, harmless to look at."""
        event.prevent_default()
        event.stop()
        pasted = event.text.replace("\r\n", "\n").replace("\r", "\n")
        before = self.value
        start, end = (self._index(*place) for place in sorted(self.selection))
        self.replace(shown(pasted), *self.selection, maintain_selection_offset=False)
        self._original = before[:start] + pasted + before[end:]  # as long as what is shown: one sign for each

    def _index(self, row: int, column: int) -> int:
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column
