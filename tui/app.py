"""The application: holds the content, keeps it as new as the files, runs the editor; what is shown is the screens'."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import App, SuspendNotSupported
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import reactive

from positions.display import visible
from positions.errors import PositionsError
from positions.model import Position

from .access import Access, access_to
from .commands import bindings
from .editor import editor_command
from .palette import TableProvider
from .screens.help import HelpScreen
from .screens.matrix import MatrixScreen
from .state import Content, difference
from .theme import THEME
from .widgets.bars import place_of

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

POLL_SECONDS = 1.0
"""How often the files are asked whether they changed."""
SHOWN_CHANGES = 4
"""How many lines a notice of changes has at most."""


class PositionsApp(App[None]):
    """Shows one negotiation."""

    CSS_PATH = "app.tcss"
    BINDINGS = bindings("app")
    COMMANDS = {TableProvider}  # noqa: RUF012  # Textual's own declaration

    content: reactive[Content | None] = reactive(None)
    """As last read without a fault."""
    fault: reactive[PositionsError | None] = reactive(None)
    """What keeps the files as they are now from being read."""

    @dataclass
    class Read(Message):
        """A reading has ended: with content, with a fault, or with neither when no file had changed."""

        fingerprint: str
        content: Content | None = None
        fault: PositionsError | None = None
        asked: bool = False

    def __init__(self, access: Access, *, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__()
        self.access = access
        self._poll_seconds = poll_seconds
        self._seen = ""
        self._reading = False
        self._asked = False

    def on_mount(self) -> None:
        self.register_theme(THEME)
        self.theme = THEME.name
        self.push_screen(MatrixScreen())
        self.look()
        self.set_interval(self._poll_seconds, self.look)

    def look(self, *, asked: bool = False) -> None:
        """Reads the negotiation if a file has changed; `asked` by a person, in any case, and says what came of it."""
        self._asked = self._asked or asked
        if not self._reading:
            self._reading = True
            asked, self._asked = self._asked, False
            self._read(self._seen, asked)

    @work(thread=True, group="read")
    def _read(self, seen: str, asked: bool) -> None:
        found = self.Read(seen, asked=asked)
        try:
            found.fingerprint = self.access.fingerprint()
            if asked or found.fingerprint != seen:
                found.content = self.access.load()
        except PositionsError as fault:
            found.fault = fault
        except Exception as fault:  # a bug of ours must reach the person too, and not take the screen with it
            hint = "this is a fault of the program: please report it"
            found.fault = PositionsError(f"reading failed: {type(fault).__name__}: {fault}", hint=hint)
        self.post_message(found)

    def on_positions_app_read(self, found: Read) -> None:
        """Takes over what was read."""
        self._reading = False
        self._seen = found.fingerprint
        before = self.content
        if found.fault is not None:
            self.fault = found.fault
            if found.asked:
                self.tell(f"{place_of(found.fault, self.access.root)} {found.fault.message}", severity="error")
        elif found.content is not None:
            self.fault = None
            self.content = found.content
            self._announce(before, found)
        if self._asked:
            self.look()

    def _announce(self, before: Content | None, found: Read) -> None:
        if before is None or found.content is None:
            return
        lines = difference(before.snapshot, found.content.snapshot)
        if lines:
            more = len(lines) - SHOWN_CHANGES
            self.tell("\n".join(lines[:SHOWN_CHANGES]) + (f"\nand {more} more" if more > 0 else ""))
        elif found.asked:
            self.tell("Nothing has changed.")

    def tell(self, message: str, *, severity: SeverityLevel = "information") -> None:
        """A notice for a moment; its words are shown as they are, whatever they contain."""
        self.notify(visible(message), severity=severity, markup=False)

    def edit(self, article: str | None, position: Position | None) -> None:
        """Opens the editor at a position's entry, or at the fault while there is one; then reads again."""
        try:
            path, line = self._place(article, position)
            command = editor_command(path, line, os.environ)
            with self.suspend(), _interrupts_go_to_the_child():
                code = subprocess.run(command, check=False).returncode
        except (PositionsError, OSError) as fault:
            self.tell(f"The editor could not be opened: {fault}", severity="error")
            return
        except SuspendNotSupported:
            self.tell("An editor needs a terminal that can be handed over to it; this one cannot.", severity="error")
            return
        if code:
            self.tell(f"{command[0]} ended with exit code {code}.", severity="warning")
        self.look(asked=True)

    def _place(self, article: str | None, position: Position | None) -> tuple[Path, int]:
        if self.fault is not None and self.fault.path is not None:
            return self.access.root / self.fault.path, self.fault.line or 1
        if article is None:
            raise PositionsError("there is no entry behind this cell", hint="move to a cell that has a position")
        return self.access.place(article, position)

    def action_reload(self) -> None:
        """Reads and compares again."""
        self.look(asked=True)

    def action_help(self) -> None:
        """Opens the help, or closes it."""
        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen())


@contextmanager
def _interrupts_go_to_the_child() -> Iterator[None]:
    """Ctrl+C in the editor is the editor's; a handler, unlike ignoring, is not inherited by it."""
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def browse(negotiation: Negotiation) -> None:
    """Opens the matrix of a negotiation and returns when the person leaves."""
    PositionsApp(access_to(negotiation)).run()
