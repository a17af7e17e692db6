"""The parties and the issues as lists: what stands in their columns, what is marked, what is known of each.

Knows no Textual, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from positions.display import STANCE_GLYPHS, one_line, status_note, status_text
from positions.model import Placed, Position, Role, Row, name_key
from positions.proposals import listed
from positions.wording import counted, statement

from .filtering import has, key
from .state import Content


@dataclass(frozen=True)
class Column:
    """A column: its least width, and its share of what is left; one of the last that do not fit is left out."""

    title: str
    least: int
    share: int = 0


@dataclass(frozen=True)
class Line:
    """Something in a list, by its name, and what stands in its columns."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """A list as it is shown: narrowed by words, some of it marked."""

    columns: tuple[Column, ...]
    all_lines: tuple[Line, ...]
    needle: str = ""
    marked: tuple[str, ...] = ()
    """Names, in the order in which they were marked."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Those that have all the words, and those that are marked."""
        words = key(self.needle).split()
        if not words:
            return self.all_lines
        return tuple(
            line for line in self.all_lines if line.name in self.marked or has(words, (key(" ".join(line.cells)),))
        )

    def toggled(self, name: str) -> Listing:
        """The same with something marked, or not any more."""
        left = tuple(one for one in self.marked if one != name)
        return replace(self, marked=left if name in self.marked else (*left, name))

    def renewed(self, lines: tuple[Line, ...]) -> Listing:
        """The same over newer lines; marks of what is gone go."""
        names = {line.name for line in lines}
        return replace(self, all_lines=lines, marked=tuple(name for name in self.marked if name in names))

    def with_cursor(self, name: str | None) -> tuple[str, ...]:
        """What a command for several is about: what is marked, and what the cursor stands on."""
        return tuple(dict.fromkeys([*self.marked, *([name] if name is not None else [])]))


def widths(columns: Iterable[Column], total: int) -> tuple[int, ...]:
    """How wide each column is, a blank behind it included; 0 for those at the end that do not fit."""
    found: list[int] = []
    columns = list(columns)
    for column in columns:
        fits = sum(found) + column.least + 1 <= total or not found
        found.append(column.least + 1 if fits and 0 not in found else 0)
    left = max(0, total - sum(found))
    shares = [column.share if width else 0 for column, width in zip(columns, found, strict=True)]
    whole = sum(shares) or 1
    return tuple(width + left * share // whole for width, share in zip(found, shares, strict=True))


PARTY_COLUMNS = (
    Column("party", 18, 3),
    Column("said", 4),
    Column("role", 9),
    Column("bloc", 12, 2),
    Column("also called", 14, 3),
    Column("speakers", 11, 3),
)
ISSUE_COLUMNS = (
    Column("issue", 22, 4),
    Column("status", 12),
    Column("said", 4),
    Column("theme", 9, 1),
    Column("“for” means", 20, 5),
    Column("also called", 14, 2),
)


def party_lines(content: Content) -> tuple[Line, ...]:
    """Every party that is registered or holds a position, the one with most statements first."""
    return tuple(
        Line(
            party.name,
            (
                party.name,
                str(party.positions),
                party.role.value if party.registered else "unlisted",
                party.bloc or "",
                ", ".join(party.aliases),
                ", ".join(party.speakers),
            ),
        )
        for party in listed(content.snapshot)
    )


def issue_lines(content: Content) -> tuple[Line, ...]:
    """Every issue with positions in the order of the matrix, then those of the codebook without any."""
    book = content.snapshot.codebook.issues
    rows = {row.issue: row for row in content.rows}
    found = []
    for name in dict.fromkeys([*rows, *book]):
        row, issue = rows.get(name), book.get(name)
        found.append(
            Line(
                name,
                (
                    name,
                    status_text(row) if row else "no positions",
                    str(len(row.positions)) if row else "0",
                    (issue.theme if issue else None) or (row.theme if row else None) or "",
                    row.proposition if row else (issue.proposition or "" if issue else ""),
                    ", ".join(issue.also) if issue else "",
                ),
            )
        )
    return tuple(found)


def party_facts(content: Content, name: str) -> list[tuple[str, str]]:
    """All that is known of a party, as label and words."""
    registry = content.snapshot.registry
    party = registry.parties.get(name)
    members = [one for one, other in registry.parties.items() if other.bloc and name_key(other.bloc) == name_key(name)]
    said = [statement_of(position) for position in party_positions(content, name)]
    lines = [
        ("role", registry.role_of(name).value + ("" if party else ", not in parties.yaml yet")),
        ("bloc", (party and party.bloc) or ""),
        ("its members", ", ".join(members)),
        ("also called", ", ".join(party.aliases) if party else ""),
        ("speakers", ", ".join(party.speakers) if party else ""),
        ("note", (party and party.note) or ""),
        *_listed("says", said),
    ]
    return [(label, one_line(words)) for label, words in lines if words]


def issue_facts(content: Content, name: str) -> list[tuple[str, str]]:
    """All that is known of an issue, as label and words."""
    row, issue = row_of(content, name), content.snapshot.codebook.issues.get(name)
    status = " ".join(part for part in (status_text(row), status_note(row)) if part) if row else "no positions yet"
    lines = [
        ("status", status + ("" if issue else ", not in issues.yaml yet")),
        ("because", row.reason if row else ""),
        ("“for” means", row.proposition if row else (issue and issue.proposition) or ""),
        ("theme", (issue and issue.theme) or (row.theme if row else None) or ""),
        ("also called", ", ".join(issue.also) if issue else ""),
        ("note", (issue and issue.note) or ""),
        *_listed("positions", [f"{one.position.party} {statement_of(one.position)}" for one in issue_positions(row)]),
    ]
    return [(label, one_line(words)) for label, words in lines if words]


def _listed(label: str, several: Sequence[str]) -> list[tuple[str, str]]:
    """One after the other, the label at the first."""
    return [("" if number else label, words) for number, words in enumerate(several)]


def row_of(content: Content, name: str) -> Row | None:
    """An issue in the matrix; None where it has no positions."""
    return next((row for row in content.rows if row.issue == name), None)


def issue_positions(row: Row | None) -> tuple[Placed, ...]:
    """The positions on an issue, current ones first."""
    return tuple(sorted(row.positions, key=lambda placed: not placed.current)) if row else ()


def party_positions(content: Content, name: str) -> tuple[Position, ...]:
    """What a party has stated."""
    return tuple(position for position in content.snapshot.positions if position.party == name)


def statement_of(position: Position) -> str:
    """`▲ demands: free passage (round)`."""
    return one_line(f"{STANCE_GLYPHS[position.stance]} {statement(position)} ({position.article})")


def blocs(content: Content) -> list[str]:
    """Names that a bloc may have: those that are blocs, then the other parties."""
    parties = content.snapshot.registry.parties
    used = dict.fromkeys(party.bloc for party in parties.values() if party.bloc)
    return list(dict.fromkeys([*used, *parties, *content.matrix.parties]))


def themes(content: Content) -> list[str]:
    """The themes that there are."""
    found = [*(row.theme for row in content.rows), *(one.theme for one in content.snapshot.codebook.issues.values())]
    return sorted({theme for theme in found if theme})


def summary(listing: Listing, one: str, many: str) -> str:
    """`3 marked · 12 parties`."""
    shown = counted(len(listing.all_lines), one, many)
    if listing.needle.split():
        shown = f"{len(listing.lines)} of {shown}"
    return (f"{len(listing.marked)} marked · " if listing.marked else "") + shown


ROLE_WORDS = {
    Role.PRINCIPAL: "principal: its positions decide where an issue stands",
    Role.MEDIATOR: "mediator: between the parties; decides no status",
    Role.OBSERVER: "observer: not at the table; decides no status",
}
