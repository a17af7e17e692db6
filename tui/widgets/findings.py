"""What is wrong or odd in a text that is being edited, listed below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from positions.checking import Finding
from positions.display import one_line
from positions.wording import counted

from .yamltext import Remark

SHOWN = (2, 6)
"""So many are listed, on a short and on a tall screen."""


def words(found: Finding) -> str:
    """A finding with what to do about it."""
    return f"{found.message} — {found.hint}" if found.hint else found.message


def remarks(findings: Sequence[Finding]) -> dict[int, Remark]:
    """What is said at each line, counted from 0: the first thing."""
    return {(one.line or 1) - 1: Remark(words(one), one.severity == "error") for one in reversed(findings)}


class FindingList(Static):
    """The first findings; of others it is said how many there are."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)

    def show(self, findings: Sequence[Finding], lines: range | None, *, tall: bool) -> None:
        """Those of some lines; of the whole text, then with their lines, where that is None."""
        here = [found for found in findings if lines is None or (found.line or 0) in lines]
        listed = here[: SHOWN[tall]]
        colours = self.app.theme_variables
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, found in enumerate(listed):
            sign, colour = ("✗", colours.get("error")) if found.severity == "error" else ("?", colours.get("accent"))
            text.append("\n" if number else "")
            text.append(f"{sign} ", Style(color=colour, bold=True))
            line = f"line {found.line}: " if lines is None and found.line else ""
            text.append(one_line(line + words(found)))
        left = len(findings) - len(listed)
        if left:
            text.append("\n" if listed else "")
            text.append(f"{counted(left, 'more remark')} in the file; ^G goes to the next")
        self.update(text if text.plain else Text("✓ nothing to remark"))
