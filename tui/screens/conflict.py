"""A file was changed while it was edited: their version, yours, and both in one, to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from positions.editing.documents import Moved
from positions.wording import counted

from ..commands import bindings
from ..conflicts import Line, changes
from ..widgets.bars import TitleBar
from .base import BaseScreen

SIGNS = {"+": "success", "-": "error", "!": "accent", "…": "secondary"}


@dataclass(frozen=True)
class Version:
    """A text that the file may get."""

    name: str
    says: str
    text: str
    lines: tuple[Line, ...]


def versions(moved: Moved, mine: str) -> tuple[Version, ...]:
    """Theirs, mine, and both merged, each with what it changes in the file as it was opened."""
    before, theirs = moved.document.text, moved.now.text
    merge = moved.merged(mine)
    both = "both, where they clash one above the other" if merge.clashes else "what either of you changed"
    return tuple(
        Version(name, says, text, changes(before, text))
        for name, says, text in (
            ("merged", both, merge.text),
            ("theirs", "as the file is now; yours stays in the editor's undo", theirs),
            ("mine", "as you have it; theirs stays in `positions undo`", mine),
        )
    )


class ConflictScreen(BaseScreen[Version | None]):
    """Gives back the version to go on with, or None to go on as before. Nothing is written here."""

    where = "conflict"
    BINDINGS = bindings("conflict")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # Textual's own declaration

    def __init__(self, moved: Moved, mine: str) -> None:
        super().__init__()
        self._path = moved.document.path
        self.versions = versions(moved, mine)
        self.at = 0

    def compose_body(self) -> Iterable[Widget]:
        yield Static(id="choices", markup=False)
        with Horizontal(id="panes"):
            for version in self.versions:
                with VerticalScroll(id=f"version-{version.name}", classes="version"):
                    yield Static(id=f"lines-{version.name}", markup=False)

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Conflict", f"{self._path} was changed while you edited it")
        for version in self.versions:
            self.query_one(f"#lines-{version.name}", Static).update(self._drawn(version))
        self._show()

    @property
    def version(self) -> Version:
        """The one that is shown."""
        return self.versions[self.at]

    @property
    def body(self) -> Widget:
        """The pane that the keys scroll."""
        return self.query_one(f"#version-{self.version.name}")

    def _show(self) -> None:
        text = Text(no_wrap=True, overflow="ellipsis")
        for version in self.versions:
            chosen = version is self.version
            text.append(f"[{version.name}]" if chosen else f" {version.name} ", "bold reverse" if chosen else "")
            text.append(" ")
        text.append(f" {self.version.says}")
        self.query_one("#choices", Static).update(text)
        for version in self.versions:
            self.query_one(f"#version-{version.name}").set_class(version is self.version, "-chosen")
        self.body.focus()

    def _drawn(self, version: Version) -> Text:
        colours = self.app.theme_variables
        text = Text()
        count = sum(line.sign in "+-" for line in version.lines)
        text.append(f"{version.name}: {counted(count, 'line')} changed\n", "bold")
        for line in version.lines:
            colour = colours.get(SIGNS.get(line.sign, ""))
            text.append(f"{line.sign} {line.words}\n", Style(color=colour, bold=line.sign == "!") if colour else "")
        return text if version.lines else text.append("nothing: it is as it was when you opened it")

    def action_turn(self, by: int) -> None:
        """Shows the next version (1), or the one before (-1)."""
        self.at = (self.at + by) % len(self.versions)
        self._show()

    def action_take(self) -> None:
        """Goes on with the version shown."""
        self.dismiss(self.version)
