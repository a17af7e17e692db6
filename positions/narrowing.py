"""The part of a matrix that somebody asks for: these parties, these issues, one status, one theme.

Owns what a typed name means, and what is answered to one that means nothing. It is pure; commands, exports and the
library narrow alike.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from positions.errors import UsageError
from positions.model import Matrix, Placed, Registry, Row, Status, name_key

_LISTED = 8


@dataclass(frozen=True)
class Narrowing:
    """What is asked for; nothing narrows without being named."""

    as_of: dt.date | None = None
    """The state of that day."""
    parties: tuple[str, ...] = ()
    """Names or aliases."""
    issues: tuple[str, ...] = ()
    """Names, or words that stand in the name or the proposition."""
    status: Status | None = None
    theme: str | None = None

    def of(self, matrix: Matrix, registry: Registry) -> Matrix:
        """The rows and parties asked for, of a matrix that is already that day's.

        Of parties, only their positions stay, and the issues they hold any on, be it as members of a bloc; then that
        one's positions are theirs. Raises UsageError, with the nearest
        name, for one that there is none of.
        """
        shown = of_parties(matrix, self.parties, registry)
        named = {row.issue for name in self.issues for row in rows_named(name, shown.rows)}
        rows = [
            row for row in shown.rows if (row.issue in named or not self.issues) and self.status in (None, row.status)
        ]
        if self.theme is not None:
            rows = _of_theme(rows, self.theme, matrix)
        return shown.model_copy(update={"rows": tuple(rows)})

    def words(self) -> tuple[str, ...]:
        """What is asked for in words, one a filter; none where nothing is left out."""
        told = (
            ("party", ", ".join(self.parties)),
            ("issue", ", ".join(self.issues)),
            ("status", self.status.value if self.status else ""),
            ("theme", self.theme or ""),
        )
        return tuple(f"{name}: {value}" for name, value in told if value)


def of_parties(matrix: Matrix, words: Iterable[str], registry: Registry) -> Matrix:
    """Only those parties' positions, and the issues they hold any on; all without words.

    What a bloc holds for a member that says nothing itself is the member's."""
    names = {party_named(word, matrix, registry) for word in words}
    if not names:
        return matrix
    rows = [row.model_copy(update={"positions": found}) for row in matrix.rows if (found := _held_by(names, row))]
    return Matrix(parties=tuple(party for party in matrix.parties if party in names), rows=tuple(rows))


def _held_by(names: Collection[str], row: Row) -> tuple[Placed, ...]:
    blocs = {bloc for party, bloc in row.inherited.items() if party in names}
    return tuple(
        placed
        for placed in row.positions
        if placed.position.party in names or (placed.current and placed.position.party in blocs)
    )


def _of_theme(rows: list[Row], theme: str, matrix: Matrix) -> list[Row]:
    themes = {row.theme for row in matrix.rows if row.theme is not None}
    if name_key(theme) not in {name_key(each) for each in themes}:
        raise UsageError(f"no issue has the theme '{theme}'", hint=nearest(theme, sorted(themes)))
    return [row for row in rows if row.theme is not None and name_key(row.theme) == name_key(theme)]


def nearest(word: str, names: Iterable[str]) -> str:
    """What to do about a name that does not exist: the nearest one, else what there is."""
    by_key = {name_key(name): name for name in names}
    near = difflib.get_close_matches(name_key(word), by_key, n=1, cutoff=0.5)
    if near:
        return f"did you mean '{by_key[near[0]]}'?"
    if not by_key:
        return "there are none yet"
    listed = list(by_key.values())
    return (
        "there are "
        + ", ".join(listed[:_LISTED])
        + (f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else "")
    )


def party_named(word: str, matrix: Matrix, registry: Registry) -> str:
    """The party of that name or alias. Raises UsageError when there is none, or when the alias is shared."""
    names = {name_key(party): (party,) for party in matrix.parties}
    found = (names | registry.names_of()).get(name_key(word), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"'{word}' may be {' or '.join(found)}", hint="use the party's own name")
    raise UsageError(
        f"no party is called '{word}'", hint=nearest(word, dict.fromkeys((*matrix.parties, *registry.parties)))
    )


def rows_named(word: str, rows: Iterable[Row]) -> list[Row]:
    """The issue of that name, else all whose name holds the words, else all whose proposition does.

    Raises UsageError for no issue.
    """
    rows = list(rows)
    key = name_key(word)
    found = [row for row in rows if name_key(row.issue) == key]
    found = found or [row for row in rows if key in name_key(row.issue)]
    found = found or [row for row in rows if key in name_key(row.proposition)]
    if not found:
        raise UsageError(f"no issue is called '{word}'", hint=nearest(word, (row.issue for row in rows)))
    return found
