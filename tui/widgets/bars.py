"""The bars: a line that says where one is, a banner that says what is wrong, a notice in the place of the keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from positions.display import fold, one_line
from positions.errors import FileFaults, PositionsError


class TitleBar(Static):
    """Where one is and what is going on stand on the left, what there is on the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[str, str, Text | str] = ("", "", "")
        self._activity = ""

    def show(self, name: str, place: str = "", summary: Text | str = "") -> None:
        """Name and place are cut where they do not fit; the summary is not."""
        self._shown = (name, place, summary)
        self._draw()

    def show_activity(self, activity: str) -> None:
        """What is going on, in a word; empty when nothing is."""
        self._activity = activity
        self._draw()

    def _draw(self) -> None:
        name, place, summary = self._shown
        left = Text(no_wrap=True, overflow="ellipsis")
        left.append(one_line(name), style="bold")
        for words in (self._activity, one_line(place)):
            left.append(f"  ·  {words}" if words else "")
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0), pad_edge=False)
        grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_row(left, Text(summary) if isinstance(summary, str) else summary)
        self.update(grid)


class Banner(Static):
    """A fault in a file, with its place; hidden while there is none."""

    def show(self, fault: PositionsError | None, root: Path) -> None:
        """Shows the first fault, how many more there are, and what to do."""
        self.display = fault is not None
        if fault is None:
            return
        others = len(fault.faults) - 1 if isinstance(fault, FileFaults) else 0
        text = Text("✗ ", style="bold")
        if fault.path is not None:
            text.append(f"{one_line(place_of(fault, root))}: ", style="bold")
        text.append(one_line(fault.message))
        text.append(f" — {one_line(fault.hint)}" if fault.hint else "")
        text.append(f" (and {others} more)" if others else "")
        text.append("  e opens it there." if fault.path is not None else "", style="bold")
        self.update(text)


@dataclass(frozen=True)
class Notice:
    """What a person is to know for a moment; its words may be anything."""

    message: str
    error: bool = False
    told_on: Screen[object] | None = None
    """The screen that was on top when it was told."""


class NoticeLine(Widget):
    """Shows a notice on as many lines as it needs, up to some; hidden while there is none."""

    LINES = 4

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""

    def show(self, notice: Notice | None) -> None:
        """Shows it, marked where it tells of something that went wrong."""
        self.display = notice is not None
        if notice is not None:
            self._words = f"✗ {notice.message}" if notice.error else notice.message
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The lines that the words take."""
        return len(fold(self._words, width, self.LINES))

    def render(self) -> Text:
        return Text("\n".join(fold(self._words, self.content_size.width, self.LINES)), style="bold")


def place_of(fault: PositionsError, root: Path) -> str:
    """`path:line:column` of a fault, the path relative to the negotiation where it lies inside."""
    if fault.path is None:
        return ""
    path = fault.path.relative_to(root) if fault.path.is_relative_to(root) else fault.path
    return ":".join(str(part) for part in (path, fault.line, fault.column) if part is not None)
