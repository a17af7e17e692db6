"""The four-column document of negotiators: each party's text beside the others', and the ground between them.

Delegations and parliaments lay out an open text so: a line an issue, a column a side, and beside them what a
compromise may rest on. Owns which parties get a column of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from positions.export.content import Content, by_status, full_status
from positions.export.markup import plain, table
from positions.model import Row, Status
from positions.wording import holds

_COLUMNS = 4
"""Parties with a column of their own; with more, a page has no room for any of them."""
_GROUND = {
    Status.AGREED: "Common ground",
    Status.STICKING: "Apart",
    Status.OPEN: "No answer yet",
}


def four_columns(content: Content) -> Iterator[str]:
    """The lines of the document; parties beyond the fourth share a column, each under its name."""
    yield "## Four-column document"
    yield ""
    parties, others = _columns(content)
    header = ("Issue", *map(plain, parties), *(("Others",) if others else ()), "Status", "Note")
    rows = [_line(content, row, parties, others) for _, found in by_status(content.matrix.rows) for row in found]
    yield from table(header, rows)
    yield ""


def _columns(content: Content) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parties that speak of the most issues, and the rest; each in the order of the matrix."""
    spoken = Counter(
        party
        for row in content.matrix.rows
        for party in content.matrix.parties
        if party not in row.inherited and holds(row, party)
    )
    speaking = [party for party in content.matrix.parties if spoken[party]]
    most = sorted(speaking, key=lambda party: -spoken[party])[:_COLUMNS]
    return tuple(party for party in speaking if party in most), tuple(p for p in speaking if p not in most)


def _line(content: Content, row: Row, parties: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    own = tuple("<br>".join(map(plain, holds(row, party))) or "—" for party in parties)
    rest = "<br>".join(f"**{plain(party)}** {plain(text)}" for party in others for text in holds(row, party))
    issue = f"**{plain(row.issue)}**<br>{plain(row.proposition)}"
    return (issue, *own, *((rest or "—",) if others else ()), plain(full_status(row)), _note(content, row))


def _note(content: Content, row: Row) -> str:
    """What the sides have in common or what keeps them apart, and what a person noted."""
    ground = f"{_GROUND[row.status]}: {plain(row.reason)}" if row.reason else _GROUND[row.status]
    note = content.notes.get(row.issue)
    return f"{ground}<br>{plain(note)}" if note else ground
