"""The job under way, or the last one: how far it is, what it died of, and its log."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from ..commands import bindings
from ..jobs.messages import Job
from ..jobs.run import Run
from ..widgets.bars import TitleBar
from ..widgets.jobs import JobLog, Progress
from .ask import ConfirmScreen
from .base import BaseScreen

IDLE = "Nothing has been read since the program started. r reads what is new or changed."


class JobScreen(BaseScreen[None]):
    """Follows a job; leaving it stops nothing."""

    where = "job"
    BINDINGS = bindings("job")
    AUTO_FOCUS = "#body"
    tells_changes = False

    def compose_body(self) -> Iterable[Widget]:
        yield Progress(id="progress", markup=False)
        yield JobLog(id="body")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.positions_app.access.name, "adding and reading")
        self.watch(self.app, "job", self._show)

    def on_resize(self) -> None:
        self._show(self.positions_app.job)

    def _show(self, run: Run | None) -> None:
        self.query_one(Progress).show(run, IDLE)
        self.query_one(JobLog).show(run)
        self.positions_app.see_job()

    def action_stop(self) -> None:
        """Stops the job; what was done is kept."""
        if self.positions_app.jobs.is_active:
            self.positions_app.jobs.stop()
        else:
            self.positions_app.tell("Nothing is under way.")

    def action_read(self) -> None:
        """Reads what is new or changed."""
        self._begin(Job(read=True))

    def action_read_all(self) -> None:
        """Reads everything again, after asking."""
        lines = ["Articles that have not changed are read again, too.", "  What people wrote stays as they left it."]

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin(Job(read=True, everything=True))

        self.app.push_screen(ConfirmScreen("Read every article again?", lines), answered)

    def _begin(self, job: Job) -> None:
        if self.positions_app.jobs.is_active:
            self.positions_app.tell("One job is under way: let it end, or stop it with x.", error=True)
        else:
            self.positions_app.begin(job)
