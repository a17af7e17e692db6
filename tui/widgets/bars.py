"""The line at the top that says where one is, and the banner that says what is wrong."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from positions.display import one_line
from positions.errors import FileFaults, PositionsError


class TitleBar(Static):
    """Where one is on the left, what there is on the right."""

    def show(self, name: str, place: str = "", summary: Text | str = "") -> None:
        """Name and place are cut where they do not fit; the summary is not."""
        left = Text(no_wrap=True, overflow="ellipsis")
        left.append(one_line(name), style="bold")
        left.append(f"  ·  {one_line(place)}" if place else "")
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


def place_of(fault: PositionsError, root: Path) -> str:
    """`path:line:column` of a fault, the path relative to the negotiation where it lies inside."""
    if fault.path is None:
        return ""
    path = fault.path.relative_to(root) if fault.path.is_relative_to(root) else fault.path
    return ":".join(str(part) for part in (path, fault.line, fault.column) if part is not None)
