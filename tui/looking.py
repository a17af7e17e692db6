"""The application's side of keeping up with the files: they are looked at, compared when they changed, and told of.

Owned here: when that happens, and in which thread. What is due, and that nothing is lost, `watching` knows.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from textual import work
from textual.message import Message
from textual.reactive import reactive

from positions.errors import PositionsError
from positions.wording import counted

from .access import Access
from .memory import Memory
from .query import Moved
from .state import Content, difference
from .watching import Comparison, Reading, Watch, compare, glance, look, moved
from .working import WorkingApp

REST = 10
"""While a job changes file after file, they are left alone for so many times as long as it took to read them."""
PAINTED_SECONDS = 0.1
"""After so long what was shown has reached the terminal: reading the files would only have slowed it."""
PATIENCE_SECONDS = 0.3
"""A comparison that is done sooner (most come out of the cache) is not announced."""


class LookingApp(WorkingApp):
    """An application whose content is as new as the files."""

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

    def __init__(self, access: Access, memory: Memory | None, poll_seconds: float) -> None:
        """`poll_seconds` is how often the files are asked whether they changed."""
        super().__init__(access, memory)
        self._poll_seconds = poll_seconds
        self._watch = Watch()
        self._looking = False
        self._look_again = False
        self._began, self._rest = 0.0, 0.0
        """When the last look began, and how long to wait after it where there is no hurry."""
        self._working: list[Thread] = []
        self._asked = False
        self._greeted = False

    @work(thread=True, group="look")
    def keep_looking(self) -> None:
        """Shows at once what was compared before, and from then on what the files say."""
        self.post_message(self.Glanced(glance(self.access)))

    def on_looking_app_glanced(self, glanced: Glanced) -> None:
        """Shows what was compared before; reading the files waits until that is painted."""
        self.glimpse = glanced.glimpse
        self.set_timer(PAINTED_SECONDS if glanced.glimpse is not None else 0.001, self._begin)

    def _begin(self) -> None:
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

    def on_looking_app_looked(self, looked: Looked) -> None:
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

    def on_looking_app_compared(self, compared: Compared) -> None:
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

    def on_looking_app_told(self, told: Told) -> None:
        """Marks what moved."""
        if isinstance(told.moved, PositionsError):
            self.tell(f"What moved since the last visit cannot be told: {told.moved}", error=True)
        else:
            self.moved = told.moved
            if told.moved and not self._greeted:
                self.tell(f"{counted(len(told.moved), 'position')} moved since your last visit: D shows what and how.")
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

    def action_reload(self) -> None:
        """Looks at the files, and tries again what failed."""
        self._watch.forget_failure()
        if self.content is None and self.fault is None:
            self.tell("The articles are being read.")
        self.look(asked=True)
