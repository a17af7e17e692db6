"""Ends an application whose terminal, server or browser has gone; loads nothing, since it must watch from the first
moment.

Somebody keeps the other end of the application's standard input open as long as there is anybody to look at it: a
terminal, or `serve` for its browser. When that end closes, an application that has begun gets a moment to leave by
itself; then it is killed with all the processes that it started. An application that is still loading has nothing to
lose and goes at once. Without this, one whose terminal went without a signal, or whose server was killed, spins for
ever.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from threading import Event, Thread

GRACE_SECONDS = 2.0
"""How long an application may take to leave."""


def kill_own_group() -> None:
    """Ends this process and whatever it started: the server makes it the head of a group of its own."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


class Guard:
    """Watches a file descriptor in a thread of its own, which needs nothing of the main one."""

    def __init__(self, descriptor: int, end: Callable[[], None] = kill_own_group, grace: float = GRACE_SECONDS) -> None:
        self._descriptor = descriptor
        self._end = end
        self._grace = grace
        self._begun = Event()

    def start(self) -> None:
        """Watch from now on."""
        Thread(target=self._watch, name="guard", daemon=True).start()

    def begun(self) -> None:
        """From now on there may be something to lose: the application is given time to leave."""
        self._begun.set()

    def _watch(self) -> None:
        watch = select.poll()
        watch.register(self._descriptor, 0)  # asks for nothing; that the other end has closed is told in any case
        watch.poll()
        if self._begun.is_set():
            time.sleep(self._grace)  # mostly ended by the end of the process
        self._end()
