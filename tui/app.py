"""The application: holds the content, keeps it as new as the files, runs the editor; what is shown is the screens'."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from positions.errors import PositionsError
from positions.model import Position

from .access import Access, access_to
from .commands import bindings
from .editor import editor_command
from .guard import Guard
from .memory import Habits, Memory, memory_of
from .originals import path_of, wants_terminal
from .palette import PlaceProvider, TableProvider
from .query import Moved
from .screens.matrix import MatrixScreen
from .state import Content, difference, plural
from .theme import THEME, THEMES
from .watching import Comparison, Reading, Watch, compare, glance, look, moved
from .widgets.bars import Notice
from .working import WorkingApp

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

    from .jobs.jobs import Jobs

POLL_SECONDS = 1.0
"""How often the files are asked whether they changed."""
REST = 10
"""While a job changes file after file, they are left alone for so many times as long as it took to read them."""
SWITCH_SECONDS = 0.001
"""How long a thread that reads may keep the one that answers keys waiting; Python's usual five times that are felt."""
NOTICE_SECONDS = 6.0
"""How long a notice stays."""
PAINTED_SECONDS = 0.1
"""After so long what was shown has reached the terminal: reading the files would only have slowed it."""
PATIENCE_SECONDS = 0.3
"""A comparison that is done sooner (most come out of the cache) is not announced."""


class PositionsApp(WorkingApp):
    """Shows one negotiation."""

    CSS_PATH = "app.tcss"
    BINDINGS = bindings("app")
    COMMANDS = {TableProvider, PlaceProvider}  # noqa: RUF012  # Textual's own declaration

    content: reactive[Content | None] = reactive(None)
    """As last read and compared without a fault."""
    glimpse: reactive[Content | None] = reactive(None)
    """What was compared before, until the files are read."""
    moved: reactive[Moved] = reactive(dict)
    """What changed since the last visit."""
    fault: reactive[PositionsError | None] = reactive(None)
    """What keeps the files as they are now from being shown."""
    activity: reactive[str] = reactive("")
    """What is going on in the background, in a word."""
    notice: reactive[Notice | None] = reactive(None)
    """What a person is to know for a moment."""

    @dataclass
    class Glanced(Message):
        """What was compared before is there, or there is none."""

        glimpse: Content | None

    @dataclass
    class Looked(Message):
        """The files have been looked at."""

        reading: Reading

    @dataclass
    class Compared(Message):
        """A comparison has ended."""

        comparison: Comparison

    @dataclass
    class Told(Message):
        """What changed since the last visit is known, or what kept it from being so."""

        moved: Moved | PositionsError

    def __init__(self, access: Access, *, poll_seconds: float = POLL_SECONDS, memory: Memory | None = None) -> None:
        """`memory` is what is remembered of the person; without one, nothing is."""
        super().__init__(access, memory)
        self.habits = memory.habits if memory is not None else Habits(welcomed=True)
        for theme in THEMES.values():
            self.register_theme(theme)
        # Before anything is styled: to set it once the screen is there would style everything a second time.
        self.set_reactive(PositionsApp.theme, THEMES.get(self.habits.theme or "", THEME).name)
        self.stylesheet.set_variables(self.get_css_variables())
        self._poll_seconds = poll_seconds
        self._watch = Watch()
        self._looking = False
        self._look_again = False
        self._began, self._rest = 0.0, 0.0
        """When the last look began, and how long to wait after it where there is no hurry."""
        self._working: list[Thread] = []
        self._asked = False
        self._greeted = False
        self._forgetting: Timer | None = None

    def on_mount(self) -> None:
        self.push_screen(MatrixScreen())
        self.offer_drafts()
        self._glance()

    @work(thread=True, group="look")
    def _glance(self) -> None:
        self.post_message(self.Glanced(glance(self.access)))

    def on_positions_app_glanced(self, glanced: Glanced) -> None:
        """Shows what was compared before; reading the files waits until that is painted."""
        self.glimpse = glanced.glimpse
        self.set_timer(PAINTED_SECONDS if glanced.glimpse is not None else 0.001, self._keep_looking)

    def _keep_looking(self) -> None:
        self.look()
        self.set_interval(self._poll_seconds, self._poll)

    def _poll(self) -> None:
        if not self.jobs.is_active or time.monotonic() >= self._began + self._rest:
            self.look()

    def look(self, *, after_edit: bool = False, asked: bool = False) -> None:
        """Looks whether a file has changed; when `asked` by a person, says in any case what came of it."""
        self._asked = self._asked or asked
        if self._looking:
            self._look_again = self._look_again or asked or after_edit  # the look under way may have come too early
            return
        self._looking = True
        self._began = time.monotonic()
        self._look(self._watch.reading)

    @work(thread=True, group="look", description="look")
    def _look(self, last: Reading | None) -> None:
        self.post_message(self.Looked(look(self.access, last)))

    def on_positions_app_looked(self, looked: Looked) -> None:
        """Shows a fault at once; compares what is new."""
        self._looking = False
        self._rest = REST * (time.monotonic() - self._began)
        self._watch.reading = looked.reading
        self.fault = self._watch.fault
        due = None if self.jobs.is_active else self._watch.due()  # a job compares at its end, and keeps the matrix
        if due is not None:
            self.set_timer(PATIENCE_SECONDS, self._show_activity)
            self._compare(due)
        if self._look_again:
            self._look_again = False
            self.look()
        elif self._asked and not self._watch.comparing:
            self._answer([])

    def _compare(self, reading: Reading) -> None:
        """Compares in a thread that leaving does not wait for, as it would for a worker: it may load a model."""
        self._beside(lambda: self.post_message(self.Compared(compare(self.access, reading))))

    def _beside(self, work: Callable[[], object]) -> None:
        self._working = [thread for thread in self._working if thread.is_alive()]
        self._working.append(Thread(target=work, daemon=True))
        self._working[-1].start()

    @property
    def is_at_work(self) -> bool:
        """Is one of its own threads still at something? Python would wait for native code in it, or for its imports."""
        return any(thread.is_alive() for thread in self._working)

    @property
    def is_comparing(self) -> bool:
        """Is a comparison under way?"""
        return self._watch.comparing

    def on_positions_app_compared(self, compared: Compared) -> None:
        """Takes over what was compared."""
        self._watch.take(compared.comparison)
        self._show_activity()
        self.fault = self._watch.fault
        before, after = self.content, compared.comparison.content
        if after is not None:
            self.content = after
            lines = difference(before.snapshot, after.snapshot) if before is not None else []
            if lines and getattr(self.screen, "tells_changes", True):
                self._answer(lines)
            self.look()  # a file may have changed meanwhile; a comparison also writes down the issues' names

    def watch_content(self) -> None:
        """The first content is there."""
        self._collect_again()
        content = self.content
        if content is not None and content.matrix.rows:
            self._beside(lambda: self.post_message(self.Told(moved(self.access, content))))

    def on_positions_app_told(self, told: Told) -> None:
        """Marks what moved."""
        if isinstance(told.moved, PositionsError):
            self.tell(f"What moved since the last visit cannot be told: {told.moved}", error=True)
        else:
            self.moved = told.moved
            if told.moved and not self._greeted:
                self.tell(f"{plural(len(told.moved), 'position')} moved since your last visit: D shows what and how.")
            self._greeted = True

    def watch_fault(self) -> None:
        """It will not be there soon."""
        self._collect_again()

    def _collect_again(self) -> None:
        """Puts aside for good what was made so far: to go through it at every collection would halt the keys."""
        if (self.content or self.fault) is not None and not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _show_activity(self) -> None:
        self.activity = self.job_words or ("comparing…" if self._watch.comparing else "")

    def _answer(self, lines: list[str]) -> None:
        """Says what has changed; to whoever asked, also that nothing has, or that it cannot be told."""
        self._asked = False
        if self.jobs.is_active:
            self.tell("What the files say is compared when the job under way ends; L shows it.")
        elif lines:
            self.tell(lines[0] + (f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""))
        elif self.fault is None:
            self.tell("Nothing has changed.")
        else:
            self.tell("The files cannot be read as they are.", error=True)

    def tell(self, message: str, *, error: bool = False) -> None:
        """A notice for a moment, in the place of the keys: it covers nothing."""
        self.notice = Notice(message, error=error, told_on=self.screen)
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(NOTICE_SECONDS, self._forget)

    def _forget(self) -> None:
        self.notice = None

    def edit(self, article: str | None, position: Position | None) -> None:
        """Opens the editor at a position's entry, or at the fault while there is one; then reads again."""
        try:
            path, line = self.place_to_edit(article, position)
            command = editor_command(path, line, os.environ)
            with self.suspend(), _interrupts_go_to_the_child():
                code = subprocess.run(command, check=False).returncode
        except (PositionsError, OSError) as fault:
            self.tell(f"The editor could not be opened: {fault}", error=True)
            return
        except SuspendNotSupported:
            self.tell("An editor needs a terminal that can be handed over to it; this one cannot.", error=True)
            return
        if code:
            self.tell(f"{Path(command[0]).name} ended with exit code {code}.", error=True)
        self.look(after_edit=True, asked=code == 0)

    def open_original(self, url: str) -> None:
        """Opens an address in the user's browser; one that wants the terminal gets it."""
        if self.is_web:
            path = path_of(url)
            if path is None:
                self.open_url(url)
            else:
                root = self.access.root.resolve()
                name = path.relative_to(root) if path.is_relative_to(root) else path
                self.tell(f"Kept on the server, in the negotiation's folder: {name}")
            return
        try:
            browser = webbrowser.get()
            with self.suspend() if wants_terminal(browser) else contextlib.nullcontext():
                done = browser.open(url)
        except (webbrowser.Error, OSError, SuspendNotSupported):
            done = False
        self.tell(f"Opened: {url}" if done else f"No browser could be started. The address: {url}", error=not done)

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

    def action_reload(self) -> None:
        """Looks at the files, and tries again what failed."""
        self._watch.forget_failure()
        if self.content is None and self.fault is None:
            self.tell("The articles are being read.")
        self.look(asked=True)

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
def _interrupts_go_to_the_child() -> Iterator[None]:
    """Ctrl+C in the editor is the editor's; a handler, unlike ignoring, is not inherited by it."""
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


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
