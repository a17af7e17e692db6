"""How far coders agree, in numbers: on passages, on what was coded, and on each party and stance.

Owned here: which statements each number is about. The coefficients are `unitising`'s and `agreement`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.model import Stance, name_key
from positions.reliability.agreement import Agreement, agreement, specific
from positions.reliability.coding import Coded, Coding, Field, Unit, by_article
from positions.reliability.unitising import Marked, Range, Unitising, unitising

FIELDS: tuple[Field, ...] = ("party", "stance", "issue")
"""What is coded of a passage."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Agreement on what states something at all."""

    marked: tuple[int, ...]
    """Statements of each coder."""
    shared: int
    """Statements that all have."""
    units: int
    """Statements that anybody has."""
    unitising: Unitising


@dataclass(frozen=True, slots=True)
class Category:
    """Agreement on one party or stance."""

    name: str
    counts: tuple[int, ...]
    """How often each coder has it."""
    unitising: Unitising
    """Of the passages that have it against all else."""
    agreement: Agreement
    """Of statements that two coders have: it against all others."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `reliability` tells in numbers."""

    passages: Passages
    coding: dict[Field, Agreement]
    """By field of FIELDS."""
    parties: tuple[Category, ...]
    """The most frequent first."""
    stances: tuple[Category, ...]


def measure(coding: Coding) -> Report:
    """The agreement of the coders of these articles."""
    coders = range(len(coding.coders))
    marked = tuple(sum(unit.versions[coder] is not None for unit in coding.units) for coder in coders)
    shared = sum(None not in unit.versions for unit in coding.units)
    tables = {field: _table(coding.units, field) for field in FIELDS}
    return Report(
        Passages(marked, shared, len(coding.units), unitising(_marked(coding, lambda _: True))),
        {field: agreement(table) for field, table in tables.items()},
        tuple(_category(coding, "party", name, tables["party"]) for name in _parties(coding.units)),
        tuple(_category(coding, "stance", stance.value, tables["stance"]) for stance in Stance),
    )


def _table(units: Sequence[Unit], field: Field) -> list[list[str | None]]:
    return [[value and name_key(value) for value in unit.values(field)] for unit in units]


def _parties(units: Sequence[Unit]) -> list[str]:
    """The parties as the first coder to name each writes it."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for unit in units:
        for value in unit.values("party"):
            if value is not None:
                names.setdefault(name_key(value), value)
                counts[name_key(value)] = counts.get(name_key(value), 0) + 1
    return [names[key] for key in sorted(names, key=lambda key: (-counts[key], key))]


def _category(coding: Coding, field: Field, name: str, table: Sequence[Sequence[str | None]]) -> Category:
    key = name_key(name)
    counts = tuple(sum(row[coder] == key for row in table) for coder in range(len(coding.coders)))
    ranges = _marked(coding, lambda one: name_key(str(getattr(one, field))) == key)
    return Category(name, counts, unitising(ranges), specific(table, key))


def _marked(coding: Coding, chosen: Callable[[Coded], bool]) -> list[Marked]:
    """What each coder marked in each text, as far as it is chosen."""
    units = by_article(coding.units)
    coders = range(len(coding.coders))
    return [
        Marked(len(article.text), tuple(_ranges(units.get(article.id, ()), coder, chosen) for coder in coders))
        for article in coding.articles
        if article.text is not None
    ]


def _ranges(units: Sequence[Unit], coder: int, chosen: Callable[[Coded], bool]) -> tuple[Range, ...]:
    versions = (unit.versions[coder] for unit in units)
    return tuple(one.at for one in versions if one is not None and one.at is not None and chosen(one))
