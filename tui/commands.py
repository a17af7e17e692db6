"""Every command of the screens, defined once: keys, footer, palette and help all come from here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

SCREENS: dict[str, str] = {
    "matrix": "Matrix",
    "filter": "Typing a filter",
    "evidence": "Article",
    "diff": "Diff",
    "editor": "Editing",
    "conflict": "Two versions of a file",
    "drafts": "Unsaved edits",
    "pick": "Picking from a list",
    "review": "Review",
    "parties": "Parties",
    "issues": "Issues",
    "choose": "Marking several",
    "cut": "Cutting a claim",
    "ask": "Typing a name or words",
    "confirm": "Before something is done",
    "coders": "Naming coders' folders",
    "settle": "Settling between coders",
    "add": "Adding articles",
    "picker": "Taking files from a folder",
    "job": "Adding and reading, under way",
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
        "issues with these words, or party: status: theme: and others",
        "/",
        footer=True,
    ),
    Command("matrix", "escape", "clear", "Clear", "no filter any more; all parties; now; a step at a time", "Esc"),
    Command("matrix", "r", "review", "Review", "what nobody has reviewed, one after the other", footer=True),
    Command("matrix", "P", "parties", "Parties", "who takes part: merge, rename, split, aliases, blocs, roles"),
    Command("matrix", "I", "issues", "Issues", "what is negotiated: merge, rename, split, themes, status"),
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
    Command("matrix", "A", "add", "Add", "articles: a text that is pasted, files, pages"),
    Command("matrix", "R", "read", "Read", "read what is new or changed, in the background"),
    Command("matrix", "L", "job", "Log", "what is being added or read, how it ended, and its log"),
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
    Command("evidence", "r", "review", "Review", "what nobody has reviewed in this article", footer=True),
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
    Command("review", "c", "confirm", "Confirm", "it is right as it stands", footer=True),
    Command(
        "review",
        "x",
        "dismiss_entry",
        "Dismiss",
        "it is no position: it stays in the file, and counts nowhere",
        footer=True,
    ),
    Command("review", "p", "party", "Party", "it is another party's", footer=True),
    Command("review", "s", "stance", "Stance", "its party does something else with the claim", footer=True),
    Command("review", "i", "issue", "Issue", "pin it to another issue", footer=True),
    Command("review", "t", "cut", "Claim", "cut the claim to size, or word it otherwise", footer=True),
    Command(
        "review",
        "space",
        "skip",
        "Skip",
        "leave it for later; skipped ones come last the next time",
        "Space",
        footer=True,
    ),
    Command("review", "u", "undo", "Undo", "take back the last decision made here", footer=True),
    Command("review", "D", "stance('demand')", "Demand", "its party demands it"),
    Command("review", "O", "stance('offer')", "Offer", "its party offers it"),
    Command("review", "A", "stance('accept')", "Accept", "its party accepts it"),
    Command("review", "R", "stance('reject')", "Reject", "its party rejects it"),
    Command("review", "n", "note", "Note", "add a remark; that is no verdict"),
    Command("review", "m", "choose('mine')", "Mine", "where you and the program differ: yours is right"),
    Command("review", "o", "choose('theirs')", "The program's", "there: the program is right"),
    Command("review", "w", "article", "Whole article", "confirm everything in this article"),
    Command("review", "b", "previous", "Previous", "back to what was skipped"),
    Command("review", "e", "edit", "Edit", "the entry in your editor"),
    Command("review", "escape", "back", "Back", "back; everything done is kept", "Esc"),
    Command("review", "up,k", "scroll(-1)", "Up", "the article, a line up", "↑ k", palette=False),
    Command("review", "down,j", "scroll(1)", "Down", "the article, a line down", "↓ j", palette=False),
    Command("review", "pageup", "page(-1)", "Page up", "the article, a screenful up", "PgUp", palette=False),
    Command("review", "pagedown", "page(1)", "Page down", "the article, a screenful down", "PgDn", palette=False),
    Command("review", "K,shift+up", "scroll_why(-1)", "Why up", "the explanation, up", "K ⇧↑", palette=False),
    Command("review", "J,shift+down", "scroll_why(1)", "Why down", "the explanation, down", "J ⇧↓", palette=False),
    Command("parties", "space", "mark", "Mark", "mark it, or take its mark away", "Space", footer=True),
    Command("parties", "m", "merge", "Merge", "make one of those that are marked and the one here", footer=True),
    Command("parties", "n", "rename", "Rename", "call it otherwise, in every file", footer=True),
    Command("parties", "s", "split", "Split", "a party of its own of some names, speakers or statements", footer=True),
    Command("parties", "a", "alias", "Alias", "give it another name", footer=True),
    Command("parties", "A", "unalias", "Unalias", "take another name away from it"),
    Command("parties", "b", "bloc", "Bloc", "say which bloc it belongs to", footer=True),
    Command("parties", "o", "role", "Role", "principal, mediator or observer", footer=True),
    Command("parties", "u", "undo", "Undo", "take back the last edit of parties or issues", footer=True),
    Command("parties", "slash", "filter", "Filter", "those that have all the words", "/"),
    Command("parties", "escape", "back", "Back", "no filter, no marks, back", "Esc"),
    Command("parties", "up,k", "move(-1)", "Up", "the line above", "↑ k", palette=False),
    Command("parties", "down,j", "move(1)", "Down", "the line below", "↓ j", palette=False),
    Command("parties", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("parties", "pagedown", "page(1)", "Page down", "a screenful down", "PgDn", palette=False),
    Command("parties", "home,g", "edge(-1)", "First", "the first line", "Home g", palette=False),
    Command("parties", "end,G", "edge(1)", "Last", "the last line", "End G", palette=False),
    Command("parties", "K,shift+up", "scroll_facts(-1)", "Facts up", "what is known, up", "K ⇧↑", palette=False),
    Command("parties", "J,shift+down", "scroll_facts(1)", "Facts down", "what is known, down", "J ⇧↓", palette=False),
    Command("issues", "space", "mark", "Mark", "mark it, or take its mark away", "Space", footer=True),
    Command("issues", "m", "merge", "Merge", "make one of those that are marked and the one here", footer=True),
    Command("issues", "n", "rename", "Rename", "call it otherwise, in every file", footer=True),
    Command("issues", "s", "split", "Split", "an issue of its own of some of its positions", footer=True),
    Command("issues", "a", "alias", "Alias", "give it another name", footer=True),
    Command("issues", "A", "unalias", "Unalias", "take another name away from it"),
    Command("issues", "t", "theme", "Theme", "say what it belongs to", footer=True),
    Command("issues", "p", "proposition", "“For”", "say what being for it means", footer=True),
    Command("issues", "o", "status", "Status", "say where it stands, whatever the positions tell", footer=True),
    Command("issues", "u", "undo", "Undo", "take back the last edit of parties or issues", footer=True),
    Command("issues", "slash", "filter", "Filter", "those that have all the words", "/"),
    Command("issues", "escape", "back", "Back", "no filter, no marks, back", "Esc"),
    Command("issues", "up,k", "move(-1)", "Up", "the line above", "↑ k", palette=False),
    Command("issues", "down,j", "move(1)", "Down", "the line below", "↓ j", palette=False),
    Command("issues", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("issues", "pagedown", "page(1)", "Page down", "a screenful down", "PgDn", palette=False),
    Command("issues", "home,g", "edge(-1)", "First", "the first line", "Home g", palette=False),
    Command("issues", "end,G", "edge(1)", "Last", "the last line", "End G", palette=False),
    Command("issues", "K,shift+up", "scroll_facts(-1)", "Facts up", "what is known, up", "K ⇧↑", palette=False),
    Command("issues", "J,shift+down", "scroll_facts(1)", "Facts down", "what is known, down", "J ⇧↓", palette=False),
    Command("choose", "space", "mark", "Mark", "mark it, or take its mark away", "Space"),
    Command("choose", "enter", "take", "Go on", "go on with what is marked", "Enter"),
    Command("choose", "escape", "back", "Back", "leave everything as it is", "Esc"),
    Command("choose", "up,k", "move(-1)", "Up", "the line above", "↑ k", palette=False),
    Command("choose", "down,j", "move(1)", "Down", "the line below", "↓ j", palette=False),
    Command("choose", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("choose", "pagedown", "page(1)", "Page down", "a screenful down", "PgDn", palette=False),
    Command("cut", "enter", "take", "Take it", "the claim is what is marked", "Enter"),
    Command("cut", "left,h", "move('end', -1)", "End left", "the end, a word to the left", "← h", palette=False),
    Command("cut", "right,l", "move('end', 1)", "End right", "the end, a word to the right", "→ l", palette=False),
    Command(
        "cut", "shift+left,H", "move('start', -1)", "Start left", "the start, a word to the left", "⇧← H", palette=False
    ),
    Command(
        "cut",
        "shift+right,L",
        "move('start', 1)",
        "Start right",
        "the start, a word to the right",
        "⇧→ L",
        palette=False,
    ),
    Command("cut", "t", "type", "Type", "word the claim freely"),
    Command("cut", "escape", "back", "Back", "leave the claim as it is", "Esc"),
    Command("ask", "enter", "take", "Take it", "the name that is marked, or the words", "Enter"),
    Command("ask", "up", "move(-1)", "Up", "the name above", "↑", palette=False),
    Command("ask", "down", "move(1)", "Down", "the name below", "↓", palette=False),
    Command("ask", "escape", "back", "Back", "leave it as it is", "Esc"),
    Command("confirm", "enter", "yes", "Do it", "do what is shown", "Enter"),
    Command("confirm", "escape", "back", "Back", "leave everything as it is", "Esc"),
    Command("confirm", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("confirm", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("confirm", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("confirm", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
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
    Command("add", "ctrl+s", "add(False)", "Add", "take in what is typed, or picked", "^S", footer=True),
    Command("add", "ctrl+r", "add(True)", "Add and read", "the same, then read what is new", "^R", footer=True),
    Command("add", "ctrl+t", "way(1)", "Text/files/pages", "the next way to add", "^T", footer=True),
    Command("add", "ctrl+l", "log", "Log", "what is under way, with its log", "^L", footer=True),
    Command("add", "escape", "back", "Back", "back to the matrix; what is typed stays", "Esc", footer=True),
    Command("picker", "space", "take", "Take", "the file, or the files of the folder; again, put it back", "Space"),
    Command("picker", "enter", "enter", "Open", "go into the folder; take the file", "Enter"),
    Command("picker", "backspace,left,h", "leave", "Up a folder", "the folder above", "⌫ ← h"),
    Command("picker", "up,k", "move(-1)", "Up", "the line above", "↑ k", palette=False),
    Command("picker", "down,j", "move(1)", "Down", "the line below", "↓ j", palette=False),
    Command("picker", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("picker", "pagedown", "page(1)", "Page down", "a screenful down", "PgDn", palette=False),
    Command("picker", "home,g", "edge(-1)", "First", "the first line", "Home g", palette=False),
    Command("picker", "end,G", "edge(1)", "Last", "the last line", "End G", palette=False),
    Command("job", "x", "stop", "Stop", "stop it; what was done is kept, and R goes on from there", footer=True),
    Command("job", "r", "read", "Read", "read what is new or changed", footer=True),
    Command("job", "a", "read_all", "Read all", "read every article again; asks first", footer=True),
    Command("job", "escape", "back", "Back", "back; it goes on meanwhile", "Esc", footer=True),
    Command("job", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("job", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("job", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("job", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("job", "home,g", "edge(-1)", "Start", "the first line", "Home g", palette=False),
    Command("job", "end,G", "edge(1)", "End", "the last line", "End G", palette=False),
    Command("help", "escape", "back", "Back", "close the help", "Esc", footer=True),
    Command("help", "up,k", "scroll(-1)", "Up", "a line up", "↑ k", palette=False),
    Command("help", "down,j", "scroll(1)", "Down", "a line down", "↓ j", palette=False),
    Command("help", "pageup", "page(-1)", "Page up", "a screenful up", "PgUp", palette=False),
    Command("help", "pagedown,space", "page(1)", "Page down", "a screenful down", "PgDn Space", palette=False),
    Command("app", "f5", "reload", "Reload", "read and compare everything again", "F5"),
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
