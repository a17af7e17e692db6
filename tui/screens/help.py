"""The keys and the signs, written from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from positions.display import CONDITION_MARK, STANCE_GLYPHS, STATUS_GLYPHS, STATUS_WORDS
from positions.model import Firmness
from positions.wording import SHADES, per_cent

from ..commands import SCREENS, bindings, commands_of
from ..plotting import BARS, BETWEEN
from ..state import BOTH_SIDES_GLYPH, CHANGE_GLYPHS, PARTLY_GLYPH, SILENT, STALE, WORDS_GLYPH
from ..widgets.bars import TitleBar
from .base import BaseScreen

SIGNS: dict[str, dict[str, str]] = {
    "Where an issue stands": {
        **{STATUS_GLYPHS[status]: word for status, word in STATUS_WORDS.items()},
        "◐": "agreed in principle",
        "?": "provisional: nobody has reviewed what it rests on",
        "!": "an article names it as unresolved all the same",
    },
    "What a party does": {
        **{glyph: stance.value for stance, glyph in STANCE_GLYPHS.items()},
        PARTLY_GLYPH: "accept, in principle or in part only",
        BOTH_SIDES_GLYPH: "speaks for and against",
        WORDS_GLYPH: "a person's words, from issues.yaml",
        SILENT: "says nothing on it",
        CONDITION_MARK: "only under a condition",
        "×3": "said three times; the newest is shown",
        f"{STALE}3": "silent on it for three articles",
    },
    "What moved": {glyph: kind.value for kind, glyph in CHANGE_GLYPHS.items()},
    "Over time": {
        "A B C": "a party's letter, where it names an amount",
        BETWEEN: "the gap, where it became another one",
        **{bar: firmness.value for bar, firmness in zip(BARS, Firmness, strict=True)},
    },
    "How near": {sign: f"go together on {per_cent(least)} % and more" for least, sign in SHADES.items()},
}
"""Every sign on the screens, with what it means."""


class HelpScreen(BaseScreen[None]):
    """Two columns where there is room, else one after the other."""

    where = "help"
    BINDINGS = bindings("help")
    AUTO_FOCUS = "#body"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # Textual's own declaration

    def compose_body(self) -> Iterable[Widget]:
        with VerticalScroll(id="body"):
            yield Static(_keys(), id="keys")
            yield Static(_signs(), id="signs")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Help", "keys and signs")


def _section(heading: str, lines: list[tuple[str, str]]) -> Group:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=12, no_wrap=True)
    grid.add_column()
    for sign, words in lines:
        grid.add_row(Text(f"  {sign}", style=Style(bold=True)), Text(words))
    return Group(Text(heading, style=Style(bold=True, underline=True)), grid, Text())


def _keys() -> Group:
    return Group(
        *(
            _section(heading, [(command.key_text, command.help) for command in commands_of(where)])
            for where, heading in SCREENS.items()
        )
    )


def _signs() -> Group:
    return Group(*(_section(heading, list(signs.items())) for heading, signs in SIGNS.items()))
