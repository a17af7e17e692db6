"""A text area for our YAML files: colours, the fault at its line, and what may be typed next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.theme import Theme
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from positions.display import one_line

from ..completing import Completion
from ..shown import shown

INDENT = 2


@dataclass(frozen=True)
class Remark:
    """What is wrong or odd at a line."""

    words: str
    is_error: bool


class YamlText(TextArea, inherit_bindings=True):
    """Shows a text, marks its faulty lines and says at their ends what is wrong with them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"yaml--error", "yaml--note"}

    def __init__(self, text: str = "", *, completion: Callable[[], Completion | None] | None = None, id: str) -> None:
        super().__init__(
            text,
            language="yaml",
            soft_wrap=True,
            show_line_numbers=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=True,
            max_checkpoints=500,
            id=id,
        )
        self.cursor_blink = False  # a steady one redraws nothing
        self._completion = completion or (lambda: None)
        self._remarks: Mapping[int, Remark] = {}

    def on_mount(self) -> None:
        self._colour(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._colour)

    def _colour(self, theme: Theme) -> None:
        """The colours of the application's theme, few: keys, texts, numbers and comments."""
        variables = self.app.theme_variables
        quiet, key, text = (variables.get(name, "") for name in ("secondary", "primary", "foreground"))
        styles = {
            "yaml.field": Style(color=key or None, bold=True),
            "comment": Style(color=quiet or None, italic=True),
            "string": Style(color=text or None),
            "punctuation.delimiter": Style(color=quiet or None),
            "punctuation.bracket": Style(color=quiet or None),
            "number": Style(color=variables.get("accent") or None),
            "boolean": Style(color=variables.get("accent") or None),
            "type": Style(color=variables.get("accent") or None),
        }
        name = f"positions-{theme.name}"
        self.register_theme(TextAreaTheme(name, syntax_styles=styles))
        self.theme = name

    def remark(self, remarks: Mapping[int, Remark]) -> None:
        """Marks these lines, counted from 0, and no others."""
        if remarks != self._remarks:
            self._remarks = remarks
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line, with what is wrong with it behind."""
        line = super().get_line(line_index)
        remark = self._remarks.get(line_index)
        if remark is not None:
            style = self.get_component_rich_style("yaml--error" if remark.is_error else "yaml--note", partial=True)
            line.append(f"  {'✗' if remark.is_error else '?'} {one_line(remark.words)}", style=style)
        return line

    def update_suggestion(self) -> None:
        """Offers the rest of what is being typed, at the end of a line."""
        found = self._completion() if self.cursor_at_end_of_line and self.selection.is_empty else None
        self.suggestion = found.rest if found is not None else ""

    def put(self, text: str) -> None:
        """Makes the text another by one edit, which undo takes back; the cursor stays where it can."""
        old = self.text
        if text == old:
            return
        start = next((n for n, (a, b) in enumerate(zip(old, text, strict=False)) if a != b), min(len(old), len(text)))
        behind = 0
        while behind < min(len(old), len(text)) - start and old[-1 - behind] == text[-1 - behind]:
            behind += 1
        where = self._location(old, start), self._location(old, len(old) - behind)
        self.replace(text[start : len(text) - behind], *where, maintain_selection_offset=True)

    @staticmethod
    def _location(text: str, offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1

    def on_key(self, event: events.Key) -> None:
        """Tab takes what is offered, or indents; a new line begins where the last one did."""
        if self.read_only or event.key not in ("tab", "enter"):
            return
        event.prevent_default()
        event.stop()
        row, column = self.cursor_location
        if event.key == "tab":
            self.insert(self.suggestion or " " * (INDENT - column % INDENT))
            return
        line = self.document.get_line(row)[:column]
        blank = len(line) - len(line.lstrip(" "))
        dash = INDENT if line.lstrip(" ").startswith("- ") else 0
        below = INDENT if line.rstrip().endswith(":") and not dash else 0
        self.replace("\n" + " " * (blank + dash + below), *self.selection, maintain_selection_offset=False)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted comes harmless, as what is opened does."""
        event.prevent_default()
        event.stop()
        text = shown(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter and Tab are typed here, whatever they do elsewhere on the screen."""
        return key in ("tab", "enter") or super().check_consume_key(key, character)
