"""The faults a person can cause, each with where it is and what to do about it.

Everything that is raised for a person to read is a `PositionsError`. It knows nothing about how it is shown: the
command line prints it and picks an exit code, the screens put it into a notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def reason_of(error: OSError | ValueError) -> str:
    """Why the system refuses, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def extra(name: str) -> str:
    """The hint for whoever lacks the packages of an extra; there is no index to have the program itself from."""
    return f"`make setup` in the program's folder brings it, as does there: python -m pip install -e '.[{name}]'"


class PositionsError(Exception):
    """A fault with a message for a person, the place it stands at, and a hint that says what to do.

    `line` and `column` count from 1; they are absent where the fault concerns a file as a whole, or no file at all.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = None if path is None else Path(path)
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """`path:line:column`, as far as each is known; empty when nothing is."""
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class UsageError(PositionsError):
    """The command was called in a way that cannot work."""


class InputError(PositionsError):
    """An article, a folder or a file that cannot be taken as it is."""


class WriteError(InputError):
    """The system refuses to write: no room, no right, a broken disk. The next file would fare no better."""


class ServerError(InputError):
    """A language model's server or a cluster that is not there, or refuses us. The next article would fare no
    better."""


class ConflictError(PositionsError):
    """Somebody else holds the lock, or changed a file between our reading and our writing it."""


class FileFaults(PositionsError):
    """All the faults of one or more files at once, in the order they stand in."""

    def __init__(self, faults: Sequence[PositionsError]) -> None:
        if not faults:
            raise ValueError("FileFaults needs at least one fault")
        first = faults[0]
        super().__init__(first.message, hint=first.hint, path=first.path, line=first.line, column=first.column)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
