"""What all screens share: access to the application's state, and moving through a body of text from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from ..app import PositionsApp

Result = TypeVar("Result")

HEIGHTS = [(0, "-short"), (32, "-tall")]
"""Lines from which a screen counts as tall: the details get more room."""


class BaseScreen(Screen[Result]):
    """A screen whose commands stand in the table of commands under `where`."""

    where: ClassVar[str]

    @property
    def positions_app(self) -> PositionsApp:
        """The application, by its own type."""
        return cast("PositionsApp", self.app)

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
        self.dismiss(None)
