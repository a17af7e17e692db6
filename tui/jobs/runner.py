"""The process of a job, from outside: started, listened to, stopped; and never left behind.

Owned here: that the application hears of every end, whatever the process dies of, and that the process ends with the
application: it is told by its standard input, which only the application holds open. Threads of ours listen; `told` is
called in them, and what is to be known then stands in `run`. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import IO

from .messages import Job, parsed
from .run import Run

COMMAND = (sys.executable, "-P", "-m", "tui.jobs.child")
"""`-P`, since the folder that one stands in may hold a `positions/` of its own, and would be looked in first."""
PATIENCE_SECONDS = (5.0, 2.0, 2.0)
"""How long a process may take to end after being interrupted, terminated, killed."""
LEAVING_SECONDS = (0.3, 0.0, 1.0)
"""The same when the application itself ends."""
LONGEST = 20_000_000
"""Bytes of a message: most take a few hundred, and one repeats a line that somebody typed."""
LONGEST_SAID = 10_000


class Runner:
    """One job in one process."""

    def __init__(self, root: Path, job: Job, told: Callable[[], None], command: Sequence[str] = COMMAND) -> None:
        """`root` is the negotiation's folder."""
        self._root, self._told, self._command = root, told, command
        self._run = Run(job)
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._listening = Thread(target=self._work, name="job", daemon=True)

    @property
    def run(self) -> Run:
        """How the job is coming along."""
        with self._lock:
            return self._run

    def start(self) -> None:
        """Begin."""
        self._listening.start()

    def finished(self) -> Run:
        """Begin, and wait for the end."""
        self.start()
        self._listening.join()
        return self.run

    def stop(self) -> None:
        """Let the process end: ask it, then insist. Returns at once; the run tells when it has ended."""
        if self._stopping():
            Thread(target=self._end, args=(PATIENCE_SECONDS,), name="stopping", daemon=True).start()

    def close(self) -> None:
        """End the process now, since the application ends; returns when it has ended."""
        self._stopping()
        self._end(LEAVING_SECONDS)

    def _stopping(self) -> bool:
        """Mark the run as one that is being stopped; False where it is, or has ended."""
        with self._lock:
            if self._run.stopping or not self._run.is_active:
                return False
            self._run = replace(self._run, stopping=True)
        self._told()
        return True

    def _take(self, change: Callable[..., Run], *what: object) -> None:
        with self._lock:
            self._run = change(self._run, *what)
        self._told()

    def _work(self) -> None:
        try:
            child = self._started()
        except OSError as error:
            self._take(Run.broken, f"its process cannot be started: {error.strerror or error}")
            return
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        said = Thread(target=self._hear_out, args=(child.stderr,), name="job's log", daemon=True)
        said.start()
        with contextlib.suppress(OSError):  # it has died: that is told by its end
            child.stdin.write(self.run.job.model_dump_json().encode() + b"\n")
            child.stdin.flush()
        garbage = self._hear(child.stdout)
        if garbage is not None:
            self._kill(child)
        code = child.wait()
        said.join(1.0)  # what it started may still hold the other end
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self._take(Run.ended, code, garbage)

    def _started(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        child = subprocess.Popen(
            [*self._command, str(self._root)],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,  # Ctrl+C in an editor is not for it, and it can be ended with all that it starts
        )
        with self._lock:
            self._child = child
            late = self._run.stopping
        if late:
            self._kill(child)
        return child

    def _hear(self, out: IO[bytes]) -> str | None:
        """Take in what is told, to its end; gives the line that is no message, at which nobody listens any more."""
        while line := out.readline(LONGEST):
            try:
                message = parsed(line)
            except ValueError:
                if not line.endswith(b"\n") and len(line) < LONGEST:
                    return None  # it died in the middle of a word
                return line.decode("utf-8", "replace")
            self._take(Run.heard, message)
        return None

    def _hear_out(self, err: IO[bytes]) -> None:
        """What goes to standard error is the log's."""
        while line := err.readline(LONGEST_SAID):
            words = line.decode("utf-8", "replace")
            if words.strip():
                self._take(Run.logged, words)

    def _end(self, patience: Sequence[float]) -> None:
        with self._lock:
            child = self._child
        if child is None:
            return
        interrupt, kill = partial(self._interrupt, child), partial(self._kill, child)
        steps: tuple[Callable[[], None], ...] = (interrupt, child.terminate, kill)
        for step, seconds in zip(steps, patience, strict=True):
            with contextlib.suppress(OSError):
                step()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(seconds)
                return

    @staticmethod
    def _interrupt(child: subprocess.Popen[bytes]) -> None:
        """As Ctrl+C; where a system has no such signal for one process, its standard input says so too."""
        if os.name == "posix":
            child.send_signal(signal.SIGINT)
        elif child.stdin is not None:
            child.stdin.close()

    @staticmethod
    def _kill(child: subprocess.Popen[bytes]) -> None:
        """End it with all that it started."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)  # the head of a group of its own
        child.kill()
