"""The application: what all screens share of it, and how it begins and ends; what is shown is the screens'."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.timer import Timer

from positions.errors import PositionsError
from positions.model import Position

from .access import Access, access_to
from .commands import bindings
from .guard import Guard
from .looking import LookingApp
from .memory import Habits, Memory, memory_of
from .palette import PlaceProvider, TableProvider
from .screens.matrix import MatrixScreen
from .theme import THEME, THEMES
from .widgets.bars import Notice

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

    from .jobs.jobs import Jobs

POLL_SECONDS = 1.0
"""How often the files are asked whether they changed."""
SWITCH_SECONDS = 0.001
"""How long a thread that reads may keep the one that answers keys waiting; Python's usual five times that are felt."""
NOTICE_SECONDS = 6.0
"""How long a notice stays."""


class PositionsApp(LookingApp):
    """Shows one negotiation."""

    CSS_PATH = "app.tcss"
    BINDINGS = bindings("app")
    COMMANDS = {TableProvider, PlaceProvider}  # noqa: RUF012  # Textual's own declaration

    notice: reactive[Notice | None] = reactive(None)
    """What a person is to know for a moment."""

    def __init__(self, access: Access, *, poll_seconds: float = POLL_SECONDS, memory: Memory | None = None) -> None:
        """`memory` is what is remembered of the person; without one, nothing is."""
        super().__init__(access, memory, poll_seconds)
        self.habits = memory.habits if memory is not None else Habits(welcomed=True)
        for theme in THEMES.values():
            self.register_theme(theme)
        # Before anything is styled: to set it once the screen is there would style everything a second time.
        self.set_reactive(PositionsApp.theme, THEMES.get(self.habits.theme or "", THEME).name)
        self.stylesheet.set_variables(self.get_css_variables())
        self._forgetting: Timer | None = None

    def on_mount(self) -> None:
        self.push_screen(MatrixScreen())
        self.offer_drafts()
        self.keep_looking()

    def tell(self, message: str, *, error: bool = False) -> None:
        """A notice for a moment, in the place of the keys: it covers nothing."""
        self.notice = Notice(message, error=error, told_on=self.screen)
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(NOTICE_SECONDS, self._forget)

    def _forget(self) -> None:
        self.notice = None

    def place_to_edit(self, article: str | None, position: Position | None) -> tuple[Path, int]:
        """The fault while there is one, else an entry. Raises PositionsError where there is neither."""
        if self.fault is not None and self.fault.path is not None:
            return self.access.root / self.fault.path, self.fault.line or 1
        if article is None:
            raise PositionsError("there is no entry behind this cell", hint="move to a cell that has a position")
        return self.access.place(article, position)

    def offer_drafts(self, *, asked: bool = False) -> None:
        """Offers what was typed and not saved; when `asked` by a person, says also that there is nothing."""
        try:
            waiting = self.access.files.drafts.waiting()
        except OSError as fault:
            self.tell(f"What was not saved cannot be looked for: {fault}", error=True)
            return
        if waiting:
            from .screens.editing import offer  # the editor is not loaded before it is wanted

            offer(self, waiting)
        elif asked:
            self.tell("Nothing is left unsaved.")

    def leave(self) -> None:
        """Leaves; where one is, is remembered."""
        for screen in self.screen_stack:
            if isinstance(screen, MatrixScreen):
                screen.keep_place()
        if self.content is not None:
            self.access.visited(self.content.snapshot)
        self.jobs.close()
        self.exit()

    def action_theme(self) -> None:
        """The next theme, which is remembered."""
        names = list(THEMES)
        at = [theme.name for theme in THEMES.values()].index(self.theme)
        name = names[(at + 1) % len(names)]
        self.theme = THEMES[name].name
        self.keep_habits(theme=name)
        self.tell(f"Theme: {name}.")

    def keep_habits(self, **habits: object) -> None:
        """Remembers what holds in all negotiations."""
        self.habits = self.habits.model_copy(update=habits)
        if self.memory is not None:
            self.memory.keep(self.habits)

    def action_help(self) -> None:
        """Opens the help, or closes it."""
        from .screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen())


@contextmanager
def _a_closed_terminal_keeps(jobs: Jobs) -> Iterator[None]:
    """Writes down what is typed before a signal ends the program, as it then does."""

    def ended(number: int, _: object) -> None:
        jobs.keep()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    previous = {number: signal.signal(number, ended) for number in ends if signal.getsignal(number) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def browse(negotiation: Negotiation) -> None:
    """Opens the matrix of a negotiation and returns when the person leaves."""
    app = PositionsApp(access_to(negotiation), memory=memory_of(negotiation.root))
    guard = Guard(sys.stdin.fileno())
    guard.begun()
    guard.start()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        with _a_closed_terminal_keeps(app.jobs):
            app.run()
    finally:
        app.jobs.close()
    if app.is_at_work:  # what such a thread writes, it writes whole or not at all
        sys.stdout.flush()
        os._exit(0)
