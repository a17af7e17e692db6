"""What a person typed to mean a date, an engine, a party, an issue or an article: found, or answered with the nearest
there is."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from positions.cli.printing import narrate
from positions.errors import UsageError
from positions.extraction import ENGINES, RULES_VERSION, engine_version
from positions.model import Matrix, Registry, Row, name_key

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

_LISTED = 8


class Day(click.ParamType[dt.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """What help shows for the value."""
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day; click's own usage error for anything else."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"'{value}' is no date; write it as 2024-08-19.", param, ctx)


class Moment(click.ParamType[dt.date]):
    """A date, with or without a time."""

    name = "moment"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """What help shows for the value."""
        return "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day or the moment; click's own usage error for anything else."""
        text = str(value).strip()
        try:
            return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"'{value}' is no date; write it as 2024-08-19 or '2024-08-19 14:30'.", param, ctx)


class EngineName(click.ParamType[str]):
    """The name of an engine that reads articles here."""

    name = "engine"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """What help shows for the value."""
        return "|".join(ENGINES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; click's own usage error for one that is unknown, or whose weights are not in this package."""
        asked = str(value)
        if asked not in ENGINES:
            self.fail(f"there is no engine '{asked}'; {nearest(asked, ENGINES)}", param, ctx)
        if asked == "network" and engine_version(asked) == RULES_VERSION:
            self.fail("the network's weights are not in this package; 'rules' reads without them.", param, ctx)
        return asked


def example(*lines: str) -> str:
    """The end of a command's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def here() -> Negotiation:
    """The negotiation that the current folder is in. Raises UsageError outside of one."""
    from positions.negotiation import Negotiation

    return Negotiation.find(Path.cwd(), tell=narrate)


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
    """The issue of that name, else all whose name or proposition holds the words. Raises UsageError for no issue."""
    rows = list(rows)
    key = name_key(word)
    found = [row for row in rows if name_key(row.issue) == key]
    found = found or [row for row in rows if key in name_key(row.issue) or key in name_key(row.proposition)]
    if not found:
        raise UsageError(f"no issue is called '{word}'", hint=nearest(word, (row.issue for row in rows)))
    return found
