"""Articles from inside: a text that is pasted, files that are picked, pages by their addresses.

What is typed stands in the application's `jobs`, so that it outlives this screen, and in the person's memory, so that
it outlives the application. Adding itself is done by a job.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea
from textual.worker import get_current_worker

from positions.display import one_line
from positions.errors import PositionsError

from ..commands import bindings
from ..jobs.folders import UP, Shelf, opened, typed
from ..jobs.intake import Intake
from ..jobs.run import Line, Run
from ..widgets.bars import TitleBar
from ..widgets.form import Words
from ..widgets.jobs import Came, Place, Ways
from ..widgets.paths import Paths
from ..widgets.picker import Picker
from ..widgets.plaintext import PlainText
from .base import HEIGHTS, BaseScreen

PAUSE_SECONDS = 1.0
"""After so long without a key, what is typed is written down."""
FIELDS = (
    ("title", "Title", "the article's own where it has one"),
    ("date", "Date", "2024-08-19, or empty: the article's own; it is never guessed"),
    ("outlet", "Outlet", "who published it"),
)
TEXTS = (
    ("text", "Paste or type the article here."),
    ("files", "A path or a pattern a line (~/inbox/*.pdf; Tab completes), or taken from the list below."),
    ("pages", "An address a line: https://courier.example/ministers-meet"),
)
SHOWN = 200
"""Lines of what came of it."""


class AddScreen(BaseScreen[None]):
    """Takes articles in."""

    where = "add"
    BINDINGS = bindings("add")
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    @dataclass
    class Looked(Message):
        """A folder has been looked into."""

        shelf: Shelf
        at: str | None
        """Where the cursor is to be."""

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._pause: Timer | None = None
        self._fault: Line | None = None
        """What keeps what is typed from being added."""
        self._told: Run | None = None
        """The job as it was last shown."""

    def compose_body(self) -> Iterable[Widget]:
        yield Ways(id="ways", markup=False)
        for name, label, hint in FIELDS:
            yield Horizontal(
                Label(label, markup=False),
                Words(placeholder=hint, compact=True, select_on_focus=False, id=f"field-{name}"),
                classes="field",
            )
        for name, hint in TEXTS:
            yield (Paths if name == "files" else PlainText)(id=name, placeholder=hint)
        with Vertical(id="choosing"):
            yield Place(id="place", markup=False)
            yield Picker(id="picker")
        with VerticalScroll(id="body"):
            yield Came(id="came", markup=False)

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.positions_app.access.name, "adding articles")
        self._put(self.intake)
        self._turn()
        self._open(Path(self.intake.folder) if self.intake.folder else _here())
        self._told = self.positions_app.job
        self.watch(self.app, "job", self._show_job)

    # What is typed

    @property
    def intake(self) -> Intake:
        """What is typed and not added."""
        return self.positions_app.jobs.intake

    def _put(self, intake: Intake) -> None:
        with self.prevent(Input.Changed, TextArea.Changed):
            for name, _, _ in FIELDS:
                field = self.query_one(f"#field-{name}", Input)
                if field.value != getattr(intake, name):
                    field.value = getattr(intake, name)
            for name, _ in TEXTS:
                self.query_one(f"#{name}", PlainText).put(getattr(intake, name))

    def _typed(self) -> Intake:
        """What stands in the fields at this moment."""
        fields = {name: self.query_one(f"#field-{name}", Input).value for name, _, _ in FIELDS}
        texts = {name: self.query_one(f"#{name}", PlainText).value for name, _ in TEXTS}
        return self.intake.model_copy(update={**fields, **texts})

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _take(self) -> None:
        self._renew(self._typed())

    def _renew(self, intake: Intake) -> None:
        """This is what is typed now; it is written down once there is a pause, and at once where it is much more."""
        known = self.intake.length
        if not self.positions_app.jobs.take(intake):
            return
        self._mark()
        if self._pause is not None:
            self._pause.stop()
        if intake.length > known + 1:
            self._keep()
        else:
            self._pause = self.set_timer(PAUSE_SECONDS, self._keep)

    @work(thread=True, group="keep")
    def _keep(self) -> None:
        self.positions_app.jobs.keep()

    def action_way(self, by: int) -> None:
        """The next way to add (1), or the one before (-1)."""
        self._renew(self._typed().turned(by))
        self._turn()

    @on(Ways.Chosen)
    def _chosen(self, chosen: Ways.Chosen) -> None:
        self._renew(self._typed().model_copy(update={"way": chosen.way}))
        self._turn()

    def _turn(self) -> None:
        way = self.intake.way
        self.query_one(Ways).show(way)
        for name, _ in TEXTS:
            self.query_one(f"#{name}").display = name == way
        self.query_one("#choosing").display = way == "files"
        self.set_focus(self.query_one("#picker" if way == "files" else f"#{way}"))

    # Files

    @work(thread=True, exclusive=True, group="folder", description="look into a folder")
    def _open(self, folder: Path, at: str | None = None) -> None:
        shelf = opened(folder)
        if not get_current_worker().is_cancelled:  # another folder is wanted by now
            self.post_message(self.Looked(shelf, at))

    def on_add_screen_looked(self, looked: Looked) -> None:
        """Shows the folder."""
        self._shelf = looked.shelf
        self.query_one(Place).show(looked.shelf.words)
        picker = self.query_one(Picker)
        picker.cursor = 0
        self._mark(looked.at)
        self._renew(self.intake.model_copy(update={"folder": str(looked.shelf.folder)}))

    def _mark(self, at: str | None = None) -> None:
        """Marks in the list what stands among the files."""
        if self._shelf is not None:
            chosen = frozenset(line.strip() for line in self.intake.files.split("\n"))
            self.query_one(Picker).show(self._shelf.with_marks(chosen), at)

    @on(Paths.Told)
    def _tell(self, told: Paths.Told) -> None:
        self.positions_app.tell(told.words)

    @on(Picker.Taken)
    def _toggle(self, taken: Picker.Taken) -> None:
        if taken.path != UP:
            intake = self._typed().toggled(taken.path)
            self._renew(intake)
            self._put(intake)

    @on(Picker.Entered)
    def _enter(self, entered: Picker.Entered) -> None:
        folder = self._shelf.folder_at(entered.name) if self._shelf is not None else None
        if folder is not None:
            self._open(folder, typed(self._shelf.folder) if self._shelf is not None else None)
        else:
            self._toggle(Picker.Taken(entered.name))

    @on(Picker.Left)
    def _leave(self) -> None:
        if self._shelf is not None:
            self._open(self._shelf.folder.parent, typed(self._shelf.folder))

    # Adding

    def action_add(self, read: bool) -> None:
        """Adds what is typed; with `read`, reads it then."""
        self._renew(self._typed())
        try:
            job = self.intake.job(read=read)
            self.positions_app.begin(job)
            self._fault = None
        except PositionsError as fault:
            self._fault = Line(0, one_line(f"{fault.message} — {fault.hint}"), "bad")
        self._show_came()

    def _show_job(self, run: Run | None) -> None:
        if run is not None and run.job.adds:
            left = self._typed().after(run, self._told)  # what is typed since the last message is in no other place
            self._renew(left)
            self._put(left)
        self._told = run
        self._show_came()

    def _show_came(self) -> None:
        """What became of what was to be added, and what keeps the rest from it."""
        run = self.positions_app.job
        lines = run.taken[-SHOWN:] if run is not None and run.job.adds else ()
        lines = (*lines, self._fault) if self._fault is not None else lines
        self.query_one("#body").display = bool(lines)
        self.query_one(Came).show(lines)
        self.call_after_refresh(self.query_one("#body").scroll_end, animate=False)

    def action_log(self) -> None:
        """Shows the job with its log."""
        from .job import JobScreen

        self.app.push_screen(JobScreen())

    def action_back(self) -> None:
        """Back to the matrix; what is typed stays."""
        self._renew(self._typed())
        self._keep()
        super().action_back()


def _here() -> Path:
    """The folder in which the program was started; where that is gone, the person's own."""
    try:
        return Path.cwd()
    except OSError:
        return Path("~").expanduser()
