"""Edits of a whole negotiation by one command: planned, shown, written in one step, taken back.

What an edit does is in `parties` and `issues`, pure functions from a book to an edit; here the edit meets the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import unified_diff

from positions.editing.book import Book, Edit, writes
from positions.journal import Write
from positions.negotiation import Negotiation

__all__ = ["Book", "Edit", "edit", "shown"]


def edit(
    negotiation: Negotiation, make: Callable[[Book], Edit], *, dry_run: bool = False
) -> tuple[Edit, tuple[Write, ...]]:
    """Carry out the edit that `make` makes of the files as they are; the edit, and what it writes.

    All files are written or none, as a step that `undo` takes back; with `dry_run`, nothing is written. Raises what
    `make` raises; FileFaults when a file cannot be read; ConflictError when somebody changed one meanwhile.
    """
    with negotiation.lock():
        book = Book.of(negotiation)
        made = make(book)
        found = writes(negotiation, book, made)
        if found and not dry_run:
            negotiation.commit(made.title, found)
    return made, found


def shown(found: Sequence[Write]) -> Iterator[str]:
    """What would be written, as the lines of a unified diff."""
    for write in found:
        old, new = ((data or b"").decode("utf-8", "replace").splitlines() for data in (write.old, write.new))
        yield from unified_diff(old, new, write.path, write.path, lineterm="")
