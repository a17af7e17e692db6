"""The application's side of jobs: one is begun, followed, told of wherever one is, asked about before one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.reactive import reactive

from .access import Access
from .jobs.jobs import Jobs
from .jobs.messages import Job
from .memory import Memory

if TYPE_CHECKING:
    from .jobs.run import Run


class WorkingApp(App[None]):
    """An application that adds and reads articles in a process of its own."""

    job: reactive[Run | None] = reactive(None)
    """The job under way, or the last one."""

    @dataclass
    class Worked(Message):
        """There is something new to be known of the job."""

    def __init__(self, access: Access, memory: Memory | None) -> None:
        super().__init__()
        self.access = access
        self.memory = memory
        self.jobs = Jobs(access.root, self._worked, memory, access.job_command)
        self._is_told = False
        """Is a `Worked` on its way? However much a process tells, the screen gets one at a time."""
        self._seen = False
        """Has the person seen how the last job ended?"""

    def _worked(self) -> None:
        if not self._is_told:
            self._is_told = True
            self.post_message(self.Worked())

    def on_working_app_worked(self) -> None:
        """Shows how the job is coming along, and tells how it ended."""
        self._is_told = False
        before, run = self.job, self.jobs.catch_up()
        self.job = run
        self._show_activity()
        if run is None or run.is_active or (before is not None and not before.is_active and before.job is run.job):
            return
        self.jobs.keep()
        if run.ending == "failed":
            self.tell(f"{run.headline} {run.fault}. L shows the log.", error=True)
        else:
            self.tell(run.headline + (f" {run.summary}" if run.summary else ""))
        self.look()

    def begin(self, job: Job) -> None:
        """Starts a job. Raises ConflictError while another is under way."""
        self.jobs.begin(job)
        self._seen = False
        self.on_working_app_worked()

    def see_job(self) -> None:
        """The person sees the job, and so how it ended."""
        self._seen = self.job is not None and not self.job.is_active
        self._show_activity()

    @property
    def job_words(self) -> str:
        """Where the job is, in a few words; that it failed, until somebody has seen that."""
        return "" if self.job is None or self._seen else self.job.words

    async def action_quit(self) -> None:
        """Leaves; asks first where a job is under way."""
        from .screens.ask import ConfirmScreen

        if not self.jobs.is_active:
            self.leave()
            return

        def answered(leave: bool | None) -> None:
            if leave:
                self.leave()

        lines = ["Leaving stops it.", "  What was done is kept; R goes on from there the next time."]
        self.push_screen(
            ConfirmScreen(f"A job is under way: {self.jobs.run.words if self.jobs.run else ''}", lines), answered
        )

    # What the application itself has; Textual's metaclass leaves no room for one of abstract classes.

    def leave(self) -> None:
        """Leaves at once."""
        raise NotImplementedError

    def look(self) -> None:
        """Looks whether a file has changed."""
        raise NotImplementedError

    def tell(self, message: str, *, error: bool = False) -> None:
        """A notice for a moment."""
        raise NotImplementedError

    def _show_activity(self) -> None:
        raise NotImplementedError
