"""A disagreement of coders as it is printed, in the list of them all and while one after the other is settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.cli.printing import Page
from positions.wording import says

if TYPE_CHECKING:
    from positions.reliability import Coded, Coder, Unit


def print_unit(page: Page, coders: Sequence[Coder], unit: Unit) -> None:
    """A disagreement: what it is about and where, then what each coder says."""
    page.paragraph(f"{', '.join(unit.differences)} · {unit.article}", rest="  ")
    for number, (coder, version) in enumerate(zip(coders, unit.versions, strict=True), 1):
        page.paragraph(_version_words(version), first=f"  {number} {page.words(coder.name)}: ", rest=" " * 6)


def _version_words(version: Coded | None) -> str:
    """What a coder says, in a line."""
    if version is None:
        return "nothing"
    pinned = f" · {version.issue}" if version.issue else ""
    return f"{version.party} {says(version.entry)}{pinned}"
