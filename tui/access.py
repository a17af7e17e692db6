"""The one bridge between the screens and a negotiation on disk: a few calls, which tests replace by plain ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from positions.model import Change, Position

from .state import Content

if TYPE_CHECKING:
    from positions.negotiation import Negotiation


@dataclass(frozen=True)
class Access:
    """What the screens ask of a negotiation. Every call may raise PositionsError; `load`, `diff` may take seconds."""

    name: str
    """What the negotiation is called."""
    root: Path
    """Its folder: paths in faults are shown relative to it."""
    load: Callable[[], Content]
    """Reads and compares everything."""
    fingerprint: Callable[[], str]
    """Differs as soon as a file does; cheap enough to ask every second."""
    diff: Callable[[str, str], tuple[Change, ...]]
    """What changed between two articles, by their ids."""
    place: Callable[[str, Position | None], tuple[Path, int]]
    """The position file of an article, and the line, counted from 1, of an entry in it (1 without an entry)."""


def access_to(negotiation: Negotiation) -> Access:
    """A negotiation on disk, as the screens see it."""
    from positions import workflow

    def load() -> Content:
        fingerprint = negotiation.fingerprint()
        return Content(workflow.compare_negotiation(negotiation), negotiation.snapshot(), fingerprint)

    def place(article: str, position: Position | None) -> tuple[Path, int]:
        line = 1 if position is None else negotiation.entry_line(article, position.party, position)
        return negotiation.position_path(article), line

    return Access(
        name=negotiation.settings.name or negotiation.root.name,
        root=negotiation.root,
        load=load,
        fingerprint=negotiation.fingerprint,
        diff=lambda old, new: workflow.diff_negotiation(negotiation, old, new),
        place=place,
    )
