"""Every command of the screens, defined once: keys, footer, palette and help all come from here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

SCREENS: dict[str, str] = {
    "matrix": "Matrix",
    "filter": "Typing a filter",
    "evidence": "Article",
    "diff": "Diff",
    "pick": "Picking from a list",
    "coders": "Naming coders' folders",
    "settle": "Settling between coders",
    "help": "Help",
    "app": "Everywhere",
}
"""Where commands apply, with the heading in the help."""


@dataclass(frozen=True)
class Command:
    """Something a person can do on a screen."""

    where: str
    """A key of SCREENS."""
    keys: str
    """As Textual names them, several with commas between."""
    action: str
    """The action of the screen or, for `app`, of the application."""
    title: str
    """A word or two: footer and palette."""
    help: str
    """One line: help and palette."""
    shown: str | None = None
    """How the help and the footer write the keys; the keys themselves when None."""
    footer: bool = False
    palette: bool = True
    """Moving about is not worth an entry there."""

    @property
    def key_text(self) -> str:
        """How the keys are written for a person."""
        return self.shown or self.keys.replace(",", " ")


COMMANDS: tuple[Command, ...] = (
    Command("matrix", "enter", "open", "Article", "the article, at the quote", "Enter", footer=True),
    Command("matrix", "e", "edit", "Edit", "the entry in your editor; a faulty file at its fault", footer=True),
    Command("matrix", "d", "diff", "Diff", "what moved between two articles", footer=True),
    Command(
        "matrix",
        "slash",
        "filter",
        "Filter",
        "issues with these words, or party: status: theme: and others",
        "/",
        footer=True,
    ),
    Command("matrix", "escape", "clear", "Clear", "no filter any more; all parties; now; a step at a time", "Esc"),
    Command("matrix", "f", "fold", "Fold", "one-party issues and one-statement parties: show or fold", footer=True),
    Command("matrix", "s", "sort", "Sort", "issues by status, newest movement, parties, name, theme", footer=True),
    Command("matrix", "S", "reverse", "Reverse", "the same order from its end"),
    Command("matrix", "x", "hide", "Hide party", "hide the party under the cursor"),
    Command("matrix", "X", "unhide", "Show parties", "all hidden parties again"),
    Command("matrix", "less_than_sign", "shift(-1)", "Party to the left", "this column one to the left", "<"),
    Command("matrix", "greater_than_sign", "shift(1)", "Party to the right", "this column one to the right", ">"),
    Command("matrix", "b", "blocs", "Blocs", "parties of a bloc apart, beside each other, in one column"),
    Command("matrix", "2", "pair", "Two parties", "this party and another alone; again, all"),
    Command("matrix", "at", "as_of", "As of", "the matrix as of a day", "@"),
    Command("matrix", "left_square_bracket", "step_day(-1)", "A day back", "as of the article before", "["),
    Command("matrix", "right_square_bracket", "step_day(1)", "A day on", "as of the article after", "]"),
    Command("matrix", "c", "coders", "Coders", "settle where several coders disagree"),
    Command("matrix", "up,k", "move(-1, 0)", "Up", "the issue above", "↑ k", palette=False),
    Command("matrix", "down,j", "move(1, 0)", "Down", "the issue below", "↓ j", palette=False),
    Command("matrix", "left,h", "move(0, -1)", "Left", "the party to the left", "← h", palette=False),
    Command("matrix", "right,l", "move(0, 1)", "Right", "the party to the right", "→ l", palette=False),
    Command("matrix", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("matrix", "pagedown", "page(1)", "Page down", "a screenful down", "PgDn", palette=False),
    Command("matrix", "home,g", "edge(-1)", "First issue", "the first issue", "Home g", palette=False),
    Command("matrix", "end,G", "edge(1)", "Last issue", "the last issue", "End G", palette=False),
    Command("matrix", "K,shift+up", "scroll_detail(-1)", "Details up", "the details below, up", "K ⇧↑", palette=False),
    Command(
        "matrix", "J,shift+down", "scroll_detail(1)", "Details down", "the details below, down", "J ⇧↓", palette=False
    ),
    Command("filter", "tab", "complete", "Complete", "what is typed; again, the next that fits", "Tab", palette=False),
    Command("evidence", "n", "step(1)", "Next quote", "the next quote in this article", footer=True),
    Command("evidence", "p", "step(-1)", "Previous quote", "the previous quote in this article", footer=True),
    Command("evidence", "e", "edit", "Edit", "the entry of this quote in your editor", footer=True),
    Command("evidence", "escape", "back", "Back", "back to the same cell", "Esc", footer=True),
    Command("evidence", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("evidence", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("evidence", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("evidence", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("evidence", "home,g", "edge(-1)", "Start", "the start of the article", "Home g", palette=False),
    Command("evidence", "end,G", "edge(1)", "End", "the end of the article", "End G", palette=False),
    Command("diff", "o", "pick('old')", "Older", "choose the earlier article", footer=True),
    Command("diff", "w", "pick('new')", "Newer", "choose the later article", footer=True),
    Command("diff", "x", "swap", "Swap", "earlier and later change places", footer=True),
    Command("diff", "escape", "back", "Back", "back to the matrix", "Esc", footer=True),
    Command("diff", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("diff", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("diff", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("diff", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("pick", "escape", "back", "Back", "keep the article", "Esc", footer=True),
    Command("coders", "escape", "back", "Back", "back to the matrix", "Esc"),
    Command("settle", "enter", "take", "Take it", "the version under the cursor is right", "Enter", footer=True),
    Command("settle", "m", "mix", "Mix", "choose party, stance and issue one by one", footer=True),
    Command("settle", "x", "drop", "Nothing", "nothing is stated there", footer=True),
    Command("settle", "s", "skip", "Skip", "leave it open", footer=True),
    Command("settle", "u", "undo", "Undo", "take back the last decision made here", footer=True),
    Command("settle", "escape", "back", "Back", "back to the matrix; everything done is kept", "Esc", footer=True),
    Command("settle", "up,k", "move(-1)", "Up", "the version above", "↑ k", palette=False),
    Command("settle", "down,j", "move(1)", "Down", "the version below", "↓ j", palette=False),
    Command("help", "escape", "back", "Back", "close the help", "Esc", footer=True),
    Command("help", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("help", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("help", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("help", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("app", "r", "reload", "Reload", "read and compare everything again"),
    Command("app", "T", "theme", "Theme", "dark, light, high contrast, colour-blind safe"),
    Command("app", "question_mark", "help", "Help", "keys and signs", "?", footer=True),
    Command(
        "app", "ctrl+p", "command_palette", "Commands", "find any command by name", "^P", footer=True, palette=False
    ),
    Command("app", "q", "quit", "Quit", "leave; nothing is lost", footer=True),
)


def commands_of(where: str) -> list[Command]:
    """The commands of a screen, in the order of the help."""
    return [command for command in COMMANDS if command.where == where]


def bindings(where: str) -> list[BindingType]:
    """The key bindings of a screen."""
    return [
        Binding(c.keys, c.action, c.title, show=c.footer, key_display=c.shown, tooltip=c.help)
        for c in commands_of(where)
    ]
