"""Every command of the screens, defined once: keys, footer, palette and help all come from here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

SCREENS: dict[str, str] = {
    "matrix": "Matrix",
    "evidence": "Article",
    "diff": "Diff",
    "editor": "Editing",
    "conflict": "Two versions of a file",
    "drafts": "Unsaved edits",
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
    Command("matrix", "e", "edit", "Edit", "the entry in a form; a faulty file at its fault", footer=True),
    Command("matrix", "E", "edit_outside", "Your editor", "the same in $VISUAL or $EDITOR"),
    Command("matrix", "U", "drafts", "Unsaved edits", "what was typed and not saved: go on with it, or throw it away"),
    Command("matrix", "d", "diff", "Diff", "what moved between two articles", footer=True),
    Command(
        "matrix",
        "slash",
        "filter",
        "Filter",
        "issues with all the words in name, party or current claim",
        "/",
        footer=True,
    ),
    Command("matrix", "escape", "clear", "Clear filter", "no filter any more", "Esc"),
    Command("matrix", "f", "fold", "Fold", "one-party issues and one-statement parties: show or fold", footer=True),
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
    Command("evidence", "n", "step(1)", "Next quote", "the next quote in this article", footer=True),
    Command("evidence", "p", "step(-1)", "Previous quote", "the previous quote in this article", footer=True),
    Command("evidence", "N", "along(1)", "Next of cell", "the next quote of this party on this issue, in any article"),
    Command("evidence", "P", "along(-1)", "Previous of cell", "the previous quote of this party on this issue"),
    Command("evidence", "e", "edit", "Edit", "the entry of this quote in a form", footer=True),
    Command("evidence", "E", "edit_outside", "Your editor", "the entry of this quote in $VISUAL or $EDITOR"),
    Command(
        "evidence", "v", "mark", "Mark words", "a caret to mark words with; again, marking begins or ends", footer=True
    ),
    Command("evidence", "s", "sentence", "Mark sentence", "the sentence at the caret; again, the next one too"),
    Command("evidence", "a", "add", "Add position", "a position from the marked words", footer=True),
    Command("evidence", "y", "copy", "Copy", "the marked words, or the quote, to the clipboard"),
    Command(
        "evidence", "o", "original", "Original", "the article's address or kept page, in your browser", footer=True
    ),
    Command(
        "evidence",
        "escape",
        "back",
        "Back",
        "back to the same cell; while marking, no more marking",
        "Esc",
        footer=True,
    ),
    Command("evidence", "left,h", "caret(-1)", "Left", "the caret to the left", "← h", palette=False),
    Command("evidence", "right,l", "caret(1)", "Right", "the caret to the right", "→ l", palette=False),
    Command("evidence", "b,ctrl+left", "word(-1)", "Word back", "the caret a word back", "b ^←", palette=False),
    Command("evidence", "w,ctrl+right", "word(1)", "Word on", "the caret a word on", "w ^→", palette=False),
    Command("evidence", "shift+left", "caret(-1,True)", "Mark left", "mark to the left", "⇧←", palette=False),
    Command("evidence", "shift+right", "caret(1,True)", "Mark right", "mark to the right", "⇧→", palette=False),
    Command("evidence", "shift+up", "line(-1,True)", "Mark up", "mark a line up", "⇧↑", palette=False),
    Command("evidence", "shift+down", "line(1,True)", "Mark down", "mark a line down", "⇧↓", palette=False),
    Command("evidence", "ctrl+shift+left", "word(-1,True)", "Mark word back", "mark a word back", "^⇧←", palette=False),
    Command("evidence", "ctrl+shift+right", "word(1,True)", "Mark word on", "mark a word on", "^⇧→", palette=False),
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
    Command(
        "editor", "ctrl+s", "save", "Save", "write it into the file; `positions undo` takes it back", "^S", footer=True
    ),
    Command("editor", "ctrl+t", "switch", "Form/text", "the form of an entry, or the file's text", "^T", footer=True),
    Command(
        "editor", "ctrl+n,ctrl+@", "complete", "Complete", "what can be written here (^Space too)", "^N", footer=True
    ),
    Command("editor", "ctrl+g", "fault", "Next fault", "to the next fault or remark", "^G", footer=True),
    Command("editor", "ctrl+z", "undo", "Undo", "take back what was typed last", "^Z"),
    Command("editor", "ctrl+y", "redo", "Redo", "type again what was taken back", "^Y"),
    Command("editor", "escape", "back", "Back", "leave; what is not saved is asked about", "Esc", footer=True),
    Command("editor", "up", "field(-1)", "Field above", "the field above", "↑", palette=False),
    Command("editor", "down,enter", "field(1)", "Field below", "the field below", "↓ Enter", palette=False),
    Command("conflict", "enter", "take", "Take it", "go on editing with the version shown", "Enter", footer=True),
    Command("conflict", "tab,right,l", "turn(1)", "Next version", "theirs, mine, merged", "Tab → l", footer=True),
    Command("conflict", "shift+tab,left,h", "turn(-1)", "Previous version", "the version before", "⇧Tab ← h"),
    Command("conflict", "escape", "back", "Back", "go on editing yours, nothing decided", "Esc", footer=True),
    Command("conflict", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("conflict", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("conflict", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("conflict", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("drafts", "x", "discard", "Throw away", "forget this edit; the file stays as it is"),
    Command("drafts", "escape", "back", "Later", "keep them; U on the matrix brings them back", "Esc"),
    Command("help", "escape", "back", "Back", "close the help", "Esc", footer=True),
    Command("help", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("help", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("help", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("help", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("app", "r", "reload", "Reload", "read and compare everything again"),
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
