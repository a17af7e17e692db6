"""What all screens share: bars with the application's state around a body, and moving through it from the keyboard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from positions.errors import PositionsError

from ..widgets.bars import Banner, Notice, NoticeLine, TitleBar
from ..widgets.keys import KeyLine

if TYPE_CHECKING:
    from ..app import PositionsApp
    from ..state import Content

Result = TypeVar("Result")

HEIGHTS = [(0, "-short"), (32, "-tall")]
"""Lines from which a screen counts as tall: the details get more room."""


WAITING = "The articles are being read and compared.\n\nThis is shown as soon as they are."
"""Stands where something will be."""
STILL_READING = "The articles are still being read and compared; try again in a moment."
UNTIL_MENDED = "There is nothing to go by until the fault above is put right."


class BaseScreen(Screen[Result]):
    """A screen whose commands stand in the table of commands under `where`."""

    where: ClassVar[str]
    tells_changes: ClassVar[bool] = True
    """Is a person told here what changed in the files? Not where it is the person who changes them, key by key."""

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        yield Banner(id="banner")
        yield from self.compose_body()
        yield KeyLine()
        yield NoticeLine(id="notice")

    @abstractmethod
    def compose_body(self) -> Iterable[Widget]:
        """What stands between the bars: the screen's own widgets, one of them called `body`."""

    def on_mount(self) -> None:
        self.watch(self.app, "fault", self.show_fault)
        self.watch(self.app, "activity", self.query_one(TitleBar).show_activity)
        self.watch(self.app, "notice", self._show_notice)

    def show_fault(self, fault: PositionsError | None) -> None:
        """Shows what is wrong with the files, or that nothing is any more."""
        self.query_one(Banner).show(fault, self.positions_app.access.root)

    def _show_notice(self, notice: Notice | None) -> None:
        """Shows it, unless it was told on a screen from which one has gone on to this one."""
        stack = self.app.screen_stack
        if notice is not None and self in stack and notice.told_on in stack[: stack.index(self)]:
            notice = None
        self.query_one(NoticeLine).show(notice)
        self.query_one(KeyLine).display = notice is None

    @property
    def positions_app(self) -> PositionsApp:
        """The application, by its own type."""
        return cast("PositionsApp", self.app)

    def read_content(self) -> Content | None:
        """What was read last; where nothing could be yet, a person is told so."""
        app = self.positions_app
        if app.content is None:
            app.tell(STILL_READING if app.fault is None else UNTIL_MENDED)
        return app.content

    @property
    def body(self) -> Widget:
        """The widget that the scrolling keys move."""
        return self.query_one("#body")

    def action_scroll(self, lines: int) -> None:
        """Up (-1) or down (1) by a line."""
        self.body.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Up (-1) or down (1) by a screenful, one line kept."""
        self.body.scroll_relative(y=pages * max(1, self.body.size.height - 1), animate=False)

    def action_edge(self, where: int) -> None:
        """To the start (-1) or the end (1)."""
        if where < 0:
            self.body.scroll_home(animate=False)
        else:
            self.body.scroll_end(animate=False)

    def action_back(self) -> None:
        """Back to the screen below."""
        self.positions_app.notice = None
        self.dismiss(None)
