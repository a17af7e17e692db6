"""Words asked of a person, with what there is already to complete them by; and a question that Enter says yes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from positions.display import one_line

from ..commands import bindings
from ..naming import candidates, is_one_of


class AskScreen(ModalScreen[str | None]):
    """Gives back a name or words; None when the person thinks better of it."""

    where = "ask"
    BINDINGS = bindings("ask")

    def __init__(
        self,
        heading: str,
        names: Sequence[str] = (),
        *,
        value: str = "",
        new: str | None = None,
        may_be_empty: bool = False,
        find: Callable[[str, Sequence[str]], tuple[str, ...]] = candidates,
    ) -> None:
        """`names` can be chosen from, by what `find` makes of the words typed; what is none of them is offered as what
        `new` says: `a new party`.

        Without names, the words are taken as they are.
        """
        super().__init__()
        self._heading, self._names, self._value, self._new = heading, names, value, new
        self._may_be_empty = may_be_empty
        self._find = find
        self._offered: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(self._heading), id="heading", markup=False)
            yield Input(self._value, compact=True, select_on_focus=bool(self._names))
            offered = OptionList()
            offered.can_focus = False
            yield offered
            yield Static(self._hint(), id="hint", markup=False)

    def _hint(self) -> str:
        empty = "; nothing typed takes it away" if self._may_be_empty else ""
        choose = "type to narrow, ↑ ↓ choose, " if self._names else ""
        return f"{choose}Enter takes it, Esc leaves it as it is{empty}"

    def on_mount(self) -> None:
        self.query_one(OptionList).display = bool(self._names or self._new)
        self._offer("")

    @on(Input.Changed)
    def _narrow(self, changed: Input.Changed) -> None:
        self._offer("" if changed.value == self._value else changed.value)

    def _offer(self, typed: str) -> None:
        offered = self.query_one(OptionList)
        self._offered = self._find(typed, self._names)
        options = [Option(Text(one_line(name))) for name in self._offered]
        words = " ".join(typed.split())
        if self._new is not None and words and not is_one_of(words, self._names):
            self._offered = (*self._offered, words)
            options.append(Option(Text(f"“{one_line(words)}”, {self._new}")))
        offered.clear_options()
        offered.add_options(options)
        offered.highlighted = 0 if options and (words or not self._may_be_empty) else None

    def action_move(self, by: int) -> None:
        """To the name above (-1) or below (1)."""
        offered = self.query_one(OptionList)
        if offered.option_count:
            at = -1 if offered.highlighted is None else offered.highlighted
            offered.highlighted = min(max(at + by, 0), offered.option_count - 1)

    @on(OptionList.OptionSelected)
    def _clicked(self, selected: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[selected.option_index])

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Takes the name that is marked, or the words that were typed."""
        at = self.query_one(OptionList).highlighted
        words = " ".join(self.query_one(Input).value.split())
        if at is not None and self._offered:
            self.dismiss(self._offered[at])
        elif self._may_be_empty and not words:
            self.dismiss("")
        elif words:
            self.dismiss(words)

    def action_back(self) -> None:
        """Leaves everything as it is."""
        self.dismiss(None)


class ConfirmScreen(ModalScreen[bool]):
    """Says what will happen; Enter lets it, Esc does not."""

    where = "confirm"
    BINDINGS = bindings("confirm")

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        """A line that begins with blanks belongs to the one above."""
        super().__init__()
        self._heading, self._lines = heading, lines

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(self._heading), id="heading", markup=False)
            with VerticalScroll(id="body"):
                yield Static(self._shown(), id="lines")
            yield Static("Enter does it, Esc leaves everything as it is", id="hint", markup=False)

    def _shown(self) -> Text:
        text = Text()
        for number, line in enumerate(self._lines):
            style = "bold" if not line.startswith(" ") else ""
            indent = " " * (len(line) - len(line.lstrip()))
            text.append(("\n" if number else "") + indent + one_line(line), style=style)
        return text

    def action_scroll(self, lines: int) -> None:
        """Up (-1) or down (1) by a line."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Up (-1) or down (1) by a screenful."""
        body = self.query_one("#body")
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False)

    def action_yes(self) -> None:
        """Lets it happen."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Leaves everything as it is."""
        self.dismiss(False)
