"""What the editor asks of a negotiation's files: a few calls, as in `access`; and where drafts are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .drafts import Drafts

if TYPE_CHECKING:
    from positions.checking import Finding
    from positions.editing.documents import Document
    from positions.negotiation import Negotiation


@dataclass(frozen=True)
class Files:
    """Every call may raise PositionsError, and may come from any thread."""

    open: Callable[[str], Document]
    """A file by its path in the negotiation."""
    check: Callable[[Document, str], tuple[Finding, ...]]
    """What is wrong or odd in a text that the file may get."""
    save: Callable[[Document, str, str], Document]
    """Writes a text into the file; `title` is what `undo` calls the step. Raises Moved."""
    has_moved: Callable[[Document], bool]
    """Does the file say something else than when it was opened?"""
    drafts: Drafts


def files_of(negotiation: Negotiation) -> Files:
    """A negotiation's files, on disk."""

    def opened(path: str) -> Document:
        from positions.editing import documents

        return documents.opened(negotiation, path)

    def check(document: Document, text: str) -> tuple[Finding, ...]:
        from positions.editing import documents

        return documents.findings(negotiation, document, text)

    def save(document: Document, text: str, title: str) -> Document:
        from positions.editing import documents

        return documents.save(negotiation, document, text, title)

    def has_moved(document: Document) -> bool:
        from positions.editing import documents

        return documents.has_moved(negotiation, document)

    return Files(opened, check, save, has_moved, Drafts(negotiation.root))
