"""What a person typed to mean a date, an engine, a part of the matrix: found, or answered with the nearest there is."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from positions.cli.printing import narrate
from positions.errors import UsageError
from positions.extraction import ASKING_ENGINES, ENGINES, RULES_VERSION, engine_version
from positions.model import Status
from positions.naming import is_text, moment
from positions.narrowing import Narrowing, nearest
from positions.workers import place

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

T = TypeVar("T")


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
        try:
            return moment(str(value))
        except UsageError as error:
            self.fail(f"{error.message}; {error.hint}.", param, ctx)


class Name(click.ParamType[str]):
    """What somebody or something is called, on one line, with single blanks: as the files have it."""

    name = "text"

    def __init__(self, *, or_none: bool = False) -> None:
        """With `or_none`, no words at all mean something too."""
        self._or_none = or_none

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words; click's own usage error where there are none, or where they are no text."""
        words = " ".join(str(value).split())
        if not words and not self._or_none:
            self.fail("there are no words in it; write some, or leave it out.", param, ctx)
        if not is_text(words):
            self.fail("it is not UTF-8; type it again.", param, ctx)
        return words


class EngineName(click.ParamType[str]):
    """The name of an engine that reads articles here."""

    name = "engine"

    def __init__(self, *, asking: bool = False) -> None:
        """With `asking`, those that ask a language model are among them."""
        self._names = (*ENGINES, *ASKING_ENGINES) if asking else ENGINES

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """What help shows for the value."""
        return "|".join(self._names)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; click's own usage error for one that is unknown, or whose weights are not in this package."""
        asked = str(value)
        if asked not in self._names:
            self.fail(f"there is no engine '{asked}'; {nearest(asked, self._names)}", param, ctx)
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


def placing(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options that say where its heavy work runs, and one argument `where` with what they say."""

    @functools.wraps(command)
    def placed(*args: Any, jobs: int, on: str | None, **others: Any) -> T:
        return command(*args, where=place(on, jobs), **others)

    there = click.option(
        "--on", metavar="WHERE", help="Where they run: dask (on this machine) or dask=tcp://HOST:PORT."
    )
    jobs = click.IntRange(1, 64)
    return click.option("--jobs", type=jobs, default=1, show_default=True, help="Processes to work in.")(there(placed))


def narrowing(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options that narrow a matrix, and one argument `narrowing` with what they say."""

    @functools.wraps(command)
    def narrowed(
        *args: Any,
        as_of: dt.date | None,
        parties: tuple[str, ...],
        issues: tuple[str, ...],
        status: str | None,
        theme: str | None,
        **others: Any,
    ) -> T:
        chosen = Narrowing(as_of, parties, issues, None if status is None else Status(status), theme)
        return command(*args, narrowing=chosen, **others)

    options = (
        click.option("--as-of", type=Day(), help="The state of that day."),
        click.option("--party", "parties", multiple=True, help="Only this party; may be given again."),
        click.option(
            "--issue", "issues", multiple=True, help="Only issues with these words in their name; may be given again."
        ),
        click.option(
            "--status", type=click.Choice([each.value for each in Status]), help="Only issues of this status."
        ),
        click.option("--theme", help="Only issues of this theme, as issues.yaml names it."),
    )
    for option in reversed(options):
        narrowed = option(narrowed)
    return narrowed
