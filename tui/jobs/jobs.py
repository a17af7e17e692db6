"""What the application has to do with jobs: one at a time, what was typed for them, and the last one's run.

A `Jobs` belongs to the application's thread; `told` alone is called in others. Knows no Textual.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from positions.errors import ConflictError

from ..memory import Memory
from .intake import Intake
from .messages import Job
from .run import Run

if TYPE_CHECKING:
    from .runner import Runner


class Jobs:
    """The jobs of one application."""

    def __init__(
        self,
        root: Path,
        told: Callable[[], None],
        memory: Memory | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        """`told` is called when there is something new to `catch_up` with. Without a memory, what is typed is kept as
        long as the application lives. `command` stands for our own process."""
        self._root, self._told, self._memory, self._command = root, told, memory, command
        self._runner: Runner | None = None
        self.intake = Intake() if memory is None else memory.intake
        """What is typed and not added."""
        self._kept = self.intake
        """The same as it was last written down, or found so."""
        self._caught: Run | None = None
        """The run as it was when its additions were last taken out of what is typed."""

    @property
    def run(self) -> Run | None:
        """The job under way, or the last one."""
        return None if self._runner is None else self._runner.run

    @property
    def is_active(self) -> bool:
        """Is a job under way?"""
        run = self.run
        return run is not None and run.is_active

    def begin(self, job: Job) -> None:
        """Start a job. Raises ConflictError while another is under way."""
        if self.is_active:
            hint = "let it end, or stop it: L shows it; what you typed stays"
            raise ConflictError("one job is under way", hint=hint)
        from .runner import COMMAND, Runner  # a start needs none

        self._runner = Runner(self._root, job, self._told, self._command or COMMAND)
        self._runner.start()

    def stop(self) -> None:
        """Let the job end before it is done."""
        if self._runner is not None:
            self._runner.stop()

    def close(self) -> None:
        """The application ends: no process stays behind, and what is typed is written down."""
        if self.is_active and self._runner is not None:
            self._runner.close()
        self.catch_up()
        self.keep()

    def catch_up(self) -> Run | None:
        """The run as it is now; what it has added is no longer among what is typed."""
        run = self.run
        if run is not None and run.job.adds:
            self.take(self.intake.after(run, self._caught))
            self._caught = run
        return run

    def take(self, intake: Intake) -> bool:
        """What is typed is this now; tells whether that is new."""
        changed = intake != self.intake
        self.intake = intake
        return changed

    def keep(self) -> None:
        """Write down what is typed, for the case that the application dies.

        Only where it is another than before: there may be a second application, in which something else is typed.
        """
        intake = self.intake
        if self._memory is not None and intake != self._kept:
            self._memory.keep_intake(intake)
            self._kept = intake
