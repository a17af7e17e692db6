"""The form of a position: a line a field, words to be typed or one of a few to be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from positions.display import STANCE_GLYPHS, visible

from ..forms import FIELDS, Field, Form
from ..naming import candidates

GLYPHS = {stance.value: glyph for stance, glyph in STANCE_GLYPHS.items()}


class Choice(Widget, can_focus=True):
    """One of a few values: left and right go through them, a letter goes to the next that begins with it."""

    ALLOW_SELECT = False
    value: reactive[str] = reactive("")

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice

        @property
        def control(self) -> Choice:
            """Where."""
            return self.choice

    def __init__(self, choices: tuple[str, ...], *, id: str) -> None:
        super().__init__(id=id)
        self.choices = choices

    def render(self) -> RenderResult:
        """All of them, the chosen one between marks."""
        text = Text(no_wrap=True, overflow="ellipsis")
        for choice in self.choices:
            words = f"{GLYPHS[choice]} {choice}" if self.choices == tuple(GLYPHS) else choice
            text.append(
                f"[{words}]" if choice == self.value else f" {words} ", "bold" if choice == self.value else "dim"
            )
        return text

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Letters choose here."""
        return key in ("left", "right", "space") or (character is not None and character.isprintable())

    def on_key(self, event: events.Key) -> None:
        if event.key in ("left", "right", "space"):
            self._choose(-1 if event.key == "left" else 1)
        elif event.is_printable and event.character is not None:
            order = [*self.choices[self._index + 1 :], *self.choices[: self._index + 1]]
            self._take(next((one for one in order if one.startswith(event.character.casefold())), self.value))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self) -> None:
        self._choose(1)

    @property
    def _index(self) -> int:
        return self.choices.index(self.value) if self.value in self.choices else 0

    def _choose(self, step: int) -> None:
        self._take(self.choices[(self._index + step) % len(self.choices)])

    def _take(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self))


class Words(Input):
    """Takes all that is pasted, its lines joined; nothing of it is obeyed by the terminal."""

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(visible(" ".join(event.text.split())), *sorted(self.selection))


class _Names(Suggester):
    """The rest of a name that was begun."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that begins as the value does, in the letters that were typed."""
        found = candidates(value, self._names()) if value.strip() else ()
        begun = next((name for name in found if name.casefold().startswith(value.casefold())), None)
        return value + begun[len(value) :] if begun is not None else None


class FormView(VerticalScroll, can_focus=False):
    """Shows a form; what is typed into it comes up as a message."""

    @dataclass
    class Edited(Message):
        """A field has another value."""

        name: str
        value: str

    def __init__(self, names: Callable[[str], Iterable[str]], *, id: str) -> None:
        """`names` gives those that a field may take, by the field's name."""
        super().__init__(id=id)
        self._names = names

    def compose(self) -> ComposeResult:
        for number, field in enumerate(FIELDS):
            with Horizontal(classes="field"):
                yield Label(field.label, markup=False)
                if field.choices:
                    yield Choice(field.choices, id=f"field-{number}")
                else:
                    yield Words(
                        placeholder=field.hint,
                        compact=True,
                        select_on_focus=False,
                        suggester=_Names(lambda name=field.name: self._names(name)),  # type: ignore[misc]
                        id=f"field-{number}",
                    )
            yield Static(id=f"fault-{number}", classes="fault", markup=False)
        yield Static(id="passage", markup=False)

    def show(self, form: Form, passage: Text) -> None:
        """Fills the fields in."""
        with self.prevent(Input.Changed, Choice.Changed):
            for number, field in enumerate(FIELDS):
                widget = self._widget(number)
                if widget.value != form.values[field.name]:
                    widget.value = form.values[field.name]
        self.query_one("#passage", Static).update(passage)

    def show_fault(self, name: str | None, words: str = "") -> None:
        """Says below a field what is wrong with it; below no other."""
        for number, field in enumerate(FIELDS):
            line = self.query_one(f"#fault-{number}", Static)
            line.display = field.name == name
            line.update(f"✗ {words}" if field.name == name else "")

    def focus_field(self, name: str) -> None:
        """Puts the cursor into a field."""
        for number, field in enumerate(FIELDS):
            if field.name == name:
                self._widget(number).focus()

    @property
    def field(self) -> Field | None:
        """The field with the cursor."""
        focused = self.screen.focused
        number = (focused.id or "").removeprefix("field-") if focused is not None else ""
        return FIELDS[int(number)] if number.isdecimal() else None

    def step(self, by: int) -> None:
        """Puts the cursor into the field above (-1) or below (1); the ends join."""
        at = FIELDS.index(self.field) if self.field is not None else -1
        self._widget((at + by) % len(FIELDS)).focus()

    def put(self, value: str) -> None:
        """Writes into the field with the cursor."""
        widget = self.screen.focused
        if isinstance(widget, Input):
            widget.value = value
            widget.cursor_position = len(value)

    def _widget(self, number: int) -> Input | Choice:
        widget = self.query_one(f"#field-{number}")
        assert isinstance(widget, (Input, Choice))
        return widget

    @on(Input.Changed)
    def _typed(self, changed: Input.Changed) -> None:
        changed.stop()
        self._edited(changed.input.id, changed.value)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for row in self.query(".field"):
            row.set_class(event.widget in row.children, "-here")

    @on(Input.Submitted)
    def _entered(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.step(1)

    @on(Choice.Changed)
    def _chosen(self, changed: Choice.Changed) -> None:
        changed.stop()
        self._edited(changed.choice.id, changed.choice.value)

    def _edited(self, id: str | None, value: str) -> None:
        number = int((id or "field-0").removeprefix("field-"))
        self.post_message(self.Edited(FIELDS[number].name, value))
