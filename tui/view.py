"""Which of the content a person sees, and in what order: filter, folds, sorting, hidden parties, blocs, two alone.

An `Arrangement` is what a person chose; it outlives a session. A `View` is an arrangement over content, and works out
rows, columns and cells from them. Both are frozen; a key press makes new ones. Knows no Textual and no disk.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from positions.comparison.recency import order
from positions.display import one_line, status_note, status_text
from positions.model import STATUS_ORDER, ChangeKind, Model, Placed, Row, Status
from positions.wording import counted

from .query import Query, find, parse
from .state import CHANGE_GLYPHS, Cell, Content, is_minor, recency


class Sort(StrEnum):
    """What decides the order of the issues."""

    STATUS = "status"
    NEWEST = "newest movement"
    PARTIES = "parties"
    NAME = "name"
    THEME = "theme"


class Blocs(StrEnum):
    """What becomes of parties of one bloc."""

    APART = "apart"
    BESIDE = "beside each other"
    TOGETHER = "in one column"


class Arrangement(Model):
    """What a person chose to see."""

    needle: str = ""
    """The filter line, as typed."""
    unfolded: bool = False
    sort: Sort = Sort.STATUS
    reverse: bool = False
    first: str | None = None
    """The column whose issues stand before all others."""
    hidden: frozenset[str] = frozenset()
    """Parties that are not shown."""
    order: tuple[str, ...] = ()
    """The parties as a person ordered them; those that came later follow."""
    blocs: Blocs = Blocs.APART
    pair: tuple[str, str] | None = None
    """The two parties that are compared, when only two are."""


class Standing(NamedTuple):
    """What stands in the status column."""

    words: str
    note: str
    tone: str
    """The value of a status: what decides the colour."""


@dataclass(frozen=True)
class View:
    """An arrangement over content. Columns have the name of a party or, where a bloc is one column, of the bloc."""

    content: Content
    arrangement: Arrangement = field(default_factory=Arrangement)
    moved: Mapping[tuple[str, str], ChangeKind] = field(default_factory=dict)
    """What moved since the last visit, by issue and party."""

    def arranged(self, **chosen: Any) -> View:
        """The same with something chosen otherwise; the names are those of `Arrangement`."""
        return replace(self, arrangement=self.arrangement.model_copy(update=chosen))

    def filtered(self, needle: str) -> View:
        """The same with another filter."""
        return self.arranged(needle=needle)

    def toggled(self) -> View:
        """The same with folding switched."""
        return self.arranged(unfolded=not self.arrangement.unfolded)

    def renewed(self, content: Content) -> View:
        """The same over newer content."""
        return replace(self, content=content)

    def sorted_by(self, sort: Sort) -> View:
        """The same sorted so; by what it is sorted by already, the other way round."""
        again = sort is self.arrangement.sort and self.arrangement.first is None
        return self.arranged(sort=sort, first=None, reverse=again and not self.arrangement.reverse)

    def led_by(self, column: str) -> View:
        """The same with the issues on which a column holds something first; asked again, no longer."""
        return self.arranged(first=None if self.arrangement.first == column else column)

    def without(self, column: str) -> View:
        """The same with the parties of a column hidden; with two alone, all are there again."""
        if self.arrangement.pair is not None:
            return self.arranged(pair=None)
        return self.arranged(hidden=self.arrangement.hidden | set(self.members(column)))

    def shifted(self, column: str, step: int) -> View:
        """The same with a column moved to the left (-1) or right (1), past the next one that is shown."""
        names = list(self.columns)
        place = names.index(column) if column in names else -1
        if place < 0 or not 0 <= place + step < len(names) or self.arrangement.pair is not None:
            return self
        names.insert(place + step, names.pop(place))
        shown = [member for name in names for member in self.members(name)]
        rest = [party for party in self.content.matrix.parties if party not in shown]
        return self.arranged(order=(*shown, *rest))

    def revealing(self, *, issue: str | None = None, party: str | None = None) -> View:
        """The same, with as little undone as it takes to have the issue and the party in it."""
        view = self
        if party is not None and party not in view.columns:
            view = view.arranged(hidden=view.arrangement.hidden - {party}, pair=None)
            view = view if view.column_of(party) in view.columns else view.arranged(unfolded=True)
        if issue is not None and issue not in {row.issue for row in view.rows}:
            view = view.arranged(needle="", pair=None)
            view = view if issue in {row.issue for row in view.rows} else view.arranged(unfolded=True)
        return view

    def column_of(self, party: str) -> str:
        """The column in which a party is, or would be."""
        return party if self.arrangement.pair is not None else self._name_of(party)

    # What is asked for

    @cached_property
    def query(self) -> Query:
        """The filter line, understood."""
        return parse(self.arrangement.needle)

    @cached_property
    def _found(self) -> tuple[tuple[Row, ...], bool]:
        return find(self.query, self.content, self.moved)

    @property
    def is_filtered(self) -> bool:
        """Does the filter line ask for anything?"""
        return bool(self.query)

    @property
    def found_further(self) -> bool:
        """Are the words of the filter only in what the matrix does not show?"""
        return self.is_filtered and self._found[1]

    # Rows

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The issues shown. A filter looks through folded ones too: finding comes before tidiness."""
        rows = self._found[0] if self.is_filtered else self.content.rows
        if self.arrangement.pair is not None:
            rows = tuple(row for row in rows if any(self._holds(row, party) for party in self.arrangement.pair))
        elif not self.is_filtered and not self.arrangement.unfolded:
            rows = tuple(row for row in rows if not is_minor(row)) or rows
        return tuple(self._sorted(rows))

    def _sorted(self, rows: tuple[Row, ...]) -> list[Row]:
        """In the order chosen; what is alike in it stays as the comparison ordered it."""
        keys: dict[Sort, Callable[[Row], Any]] = {
            Sort.STATUS: lambda row: STATUS_ORDER.index(Status(self.standing(row).tone)),
            Sort.NEWEST: self._age_of_movement,
            Sort.PARTIES: lambda row: -len({placed.position.party for placed in row.positions} | row.cells.keys()),
            Sort.NAME: lambda row: (row.issue.casefold(), row.issue),
            Sort.THEME: lambda row: (row.theme is None, (row.theme or "").casefold()),
        }
        chosen = self.arrangement
        ordered = sorted(rows, key=keys[chosen.sort], reverse=chosen.reverse)
        if chosen.pair is not None:
            ordered.sort(key=lambda row: not all(self._holds(row, party) for party in chosen.pair or ()))
        if chosen.first in self.columns:
            ordered.sort(key=lambda row: not any(self._holds(row, party) for party in self.members(chosen.first or "")))
        return ordered

    def _age_of_movement(self, row: Row) -> tuple[int, dt.timedelta]:
        """The least is what moved since the last visit, gravest first, then what was said last."""
        kinds = list(CHANGE_GLYPHS)
        moved = [kinds.index(kind) for party in _parties(row) if (kind := self.moved.get((row.issue, party)))]
        _, day, time = max((order(placed.when) for placed in row.positions), default=order(None))
        return min(moved, default=len(kinds)), dt.datetime.max - dt.datetime.combine(day, time)

    def _holds(self, row: Row, party: str) -> bool:
        return party in self.content.cells_of(row)

    # Columns

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns shown."""
        chosen = self.arrangement
        if chosen.pair is not None:
            return chosen.pair
        kept = [party for party in self._ordered if party not in chosen.hidden and party not in self._folded_parties]
        names = [self._name_of(party) for party in kept or self._ordered]
        return tuple(dict.fromkeys(names))

    @property
    def parties(self) -> tuple[str, ...]:
        """The columns under the name they have had: of parties, unless blocs are in one column."""
        return self.columns

    @cached_property
    def _ordered(self) -> list[str]:
        """All parties in the order chosen, those of a bloc beside each other where that is chosen."""
        parties, order = self.content.matrix.parties, self.arrangement.order
        place = {party: number for number, party in enumerate(order)}
        ordered = sorted(parties, key=lambda party: place.get(party, len(order)))
        if self.arrangement.blocs is Blocs.APART:
            return ordered
        first: dict[object, int] = {}
        for number, party in enumerate(ordered):
            first.setdefault(self.bloc_of(party) or (party,), number)
        return sorted(ordered, key=lambda party: first[self.bloc_of(party) or (party,)])

    @cached_property
    def _folded_parties(self) -> frozenset[str]:
        """Parties with one statement only, unless they are unfolded, found, or part of a bloc's column."""
        if self.arrangement.unfolded:
            return frozenset()
        rows = self._found[0] if self.is_filtered else ()
        wanted = {placed.position.party for row in rows for placed in row.positions}
        together = self.arrangement.blocs is Blocs.TOGETHER
        return frozenset(
            party
            for party in self.content.single_parties - wanted
            if not (together and self.bloc_of(party) is not None)
        )

    def bloc_of(self, party: str) -> str | None:
        """The bloc of a party, as parties.yaml has it."""
        known = self.content.snapshot.registry.parties.get(party)
        return known.bloc if known is not None else None

    def _name_of(self, party: str) -> str:
        return (self.bloc_of(party) or party) if self.arrangement.blocs is Blocs.TOGETHER else party

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for party in self._ordered:
            if party not in self.arrangement.hidden:
                found.setdefault(self._name_of(party), []).append(party)
        return {name: tuple(parties) for name, parties in found.items()}

    def members(self, column: str) -> tuple[str, ...]:
        """The parties of a column: one, or those of a bloc."""
        return (column,) if self.arrangement.pair is not None else self._members.get(column, (column,))

    def party_of(self, column: str) -> str | None:
        """The party of a column; None where it is a bloc's."""
        members = self.members(column)
        return members[0] if len(members) == 1 else None

    # What stands where they cross

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        return {}

    def cell(self, row: Row, column: str) -> Cell:
        """What stands where an issue and a column cross."""
        place = (row.issue, column)
        if place not in self._cells:
            self._cells[place] = self._worked_out(row, column)
        return self._cells[place]

    def _worked_out(self, row: Row, column: str) -> Cell:
        members = self.members(column)
        cells = self.content.cells_of(row)
        held = [cells[party] for party in members if party in cells]
        if not held:
            return Cell()
        kinds = [kind for party in members if (kind := self.moved.get((row.issue, party)))]
        moved = min(kinds, key=list(CHANGE_GLYPHS).index, default=None)
        if len(held) == 1:
            silent = self.content.silence(held[0])
            return replace(held[0], moved=moved, silent_for=silent, named=len(members) > 1)
        placed: list[Placed] = [one for cell in held for one in cell.positions]
        words = "; ".join(f"{party}: {row.cells[party]}" for party in members if party in row.cells) or None
        joined = Cell(words, tuple(sorted(placed, key=recency, reverse=True)), moved=moved, named=True)
        return replace(joined, silent_for=self.content.silence(joined))

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return {}

    def standing(self, row: Row) -> Standing:
        """What the status column says of an issue; of two parties alone, how they stand to each other."""
        if row.issue not in self._standings:
            pair = self.arrangement.pair
            self._standings[row.issue] = _of_all(row) if pair is None else _between(row, *pair)
        return self._standings[row.issue]

    # In words

    @property
    def folded(self) -> str:
        """What is folded away, in words; empty when nothing is."""
        if self.is_filtered or self.arrangement.pair is not None:
            return ""
        rows = len(self.content.rows) - len(self.rows)
        parties = len(self._folded_parties - self.arrangement.hidden)
        parts = [counted(rows, "one-party issue")] if rows else []
        parts += [counted(parties, "one-statement party", "one-statement parties")] if parties else []
        return " and ".join(parts)

    @property
    def concealed(self) -> int:
        """How many parties a person has hidden."""
        shown = self.arrangement.pair is None
        return len(self.arrangement.hidden & set(self.content.matrix.parties)) if shown else 0

    @property
    def place(self) -> str:
        """What differs from the whole matrix as it comes, in a few words."""
        chosen = self.arrangement
        parts = [" and ".join(one_line(party) for party in chosen.pair)] if chosen.pair else []
        if self.is_filtered:
            further = " (in earlier words, quotes or sources)" if self.found_further else ""
            parts.append(f"{len(self.rows)} of {counted(len(self.content.rows), 'issue')}{further}")
        if chosen.first in self.columns:
            parts.append(f"{one_line(chosen.first or '')} first")
        elif chosen.sort is not Sort.STATUS or chosen.reverse:
            parts.append(f"by {chosen.sort.value}" + (", reversed" if chosen.reverse else ""))
        return " · ".join(parts)

    def locate(self, issue: str | None, party: str | None, otherwise: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """Row and column (0 is the issue's own) of a place that may have moved or gone; `otherwise` is where it was."""
        issues = [row.issue for row in self.rows]
        row = issues.index(issue) if issue in issues else min(otherwise[0], max(0, len(issues) - 1))
        if party is None:
            return row, 0
        column = self.columns.index(party) + 1 if party in self.columns else min(otherwise[1], len(self.columns))
        return row, column


def _of_all(row: Row) -> Standing:
    note = status_note(row)
    named = "!" if row.disputed and note != "disputed" else ""
    return Standing(status_text(row) + named, note, row.status.value)


def _between(row: Row, one: str, other: str) -> Standing:
    """How two parties stand to each other, and below it the status over all parties where that is another."""
    from positions.comparison.status import between_two

    found = between_two(row, one, other)
    words, status = {
        "compatible": ("● together", Status.AGREED),
        "opposed": ("■ opposed", Status.STICKING),
        "unclear": ("○ unclear", Status.OPEN),
        None: ("○ one side", Status.OPEN),
    }[found.value if found is not None else None]
    return Standing(words, "" if row.status is status else f"all: {row.status.value}", status.value)


def _parties(row: Row) -> Counter[str]:
    return Counter(placed.position.party for placed in row.positions)
