"""Edits of a whole negotiation by one command: planned, shown, written in one step, taken back.

What an edit does is in `parties` and `issues`, pure functions from a book to an edit; here the edit meets the folder.
What it would change is told in words by `telling`, and as a diff by `shown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from positions import yamlslips
from positions.editing.book import Book, Edit, writes
from positions.editing.telling import told
from positions.errors import ConflictError
from positions.journal import Write
from positions.negotiation import Negotiation

__all__ = ["Book", "Edit", "Plan", "carry_out", "edit", "plan", "shown"]

Make = Callable[[Book], Edit]
"""What is wished for, of the files as they are."""


@dataclass(frozen=True)
class Plan:
    """An edit that has not been carried out."""

    edit: Edit
    writes: tuple[Write, ...]
    lines: tuple[str, ...]
    """What it would change, in words: a file, and indented below it what changes there."""


def plan(negotiation: Negotiation, make: Make) -> Plan:
    """What an edit would change; nothing is written. Raises what `make` raises; FileFaults."""
    book = Book.of(negotiation)
    made = make(book)
    found = writes(negotiation, book, made)
    return Plan(made, found, told(book, made, found))


def carry_out(negotiation: Negotiation, make: Make, planned: Plan) -> None:
    """Carry out a plan that a person has seen, as a step that `undo` takes back.

    Raises ConflictError where the files have changed since, so that it would do something else; what `make` raises;
    FileFaults.
    """
    with negotiation.lock():
        now = plan(negotiation, make)  # a comparison may have rewritten what the program remembers: that is no conflict
        if now.edit != planned.edit:
            hint = "nothing was changed; look at it again"
            raise ConflictError("the files have changed since this was shown", hint=hint)
        negotiation.commit(now.edit.title, now.writes)


def edit(negotiation: Negotiation, make: Make) -> Plan:
    """Carry out the edit that `make` makes of the files as they are; what was done.

    All files are written or none, as a step that `undo` takes back. Raises what `make` raises; FileFaults when a file
    cannot be read; ConflictError when somebody changed one meanwhile.
    """
    with negotiation.lock():
        made = plan(negotiation, make)
        negotiation.commit(made.edit.title, made.writes)
    return made


def shown(found: Sequence[Write]) -> Iterator[str]:
    """What would be written, as the lines of a unified diff."""
    for write in found:
        texts = ((data or b"").decode("utf-8", "replace") for data in (write.old, write.new))
        old, new = ([line.rstrip("\r\n") for line in yamlslips.lines(text)] for text in texts)
        yield from unified_diff(old, new, write.path, write.path, lineterm="")
