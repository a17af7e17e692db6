"""What `import positions` offers: the six things one does with a negotiation, and what they return in a notebook.

    talks = positions.open("strait")
    positions.add(talks, "ministers.txt", published="2031-05-04")
    positions.extract(talks)
    positions.matrix(talks, status="sticking")
    positions.diff(talks, "2031-05-04", "2031-05-21")

Owns the plain arguments and the shown results; the work is `workflow`'s, and everything returned is a value of `model`.
Parsers and models load where they are needed and no sooner.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import PrivateAttr

from positions import engines
from positions.adding import each_taken, readings, take
from positions.copylinks import CopyLinks
from positions.diffing import diff_negotiation
from positions.display import one_line, visible
from positions.errors import FileFaults, PositionsError, UsageError, extra
from positions.export.content import Content, Statement, full_status, statements
from positions.exporting import content_of
from positions.model import Article, Change, ChangeKind, Closeness, Matrix, Source, Status
from positions.narrowing import Narrowing
from positions.negotiation import Negotiation
from positions.wording import holds, says
from positions.workers import place
from positions.workflow import Progress, compare_negotiation, extract_negotiation

if TYPE_CHECKING:
    import pandas
    from rich.console import RenderableType

__all__ = ["Changes", "MatrixView", "add", "closeness", "diff", "extract", "matrix", "open", "to_frame"]

Day = dt.date | str
"""A day; a text is read as 2031-05-04."""


class MatrixView(Matrix):
    """A matrix that shows itself: as a table in a notebook, and where rich prints it."""

    _content: Content = PrivateAttr()

    @classmethod
    def of(cls, content: Content) -> MatrixView:
        """The content's matrix, with the articles that its statements were read in."""
        view = cls(parties=content.matrix.parties, rows=content.matrix.rows)
        view._content = content
        return view

    def statements(self) -> tuple[Statement, ...]:
        """Every statement as a row; see `Statement` for the columns."""
        return statements(self._content)

    def to_frame(self) -> pandas.DataFrame:
        """The statements as a data frame; see `to_frame`."""
        return to_frame(self)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for row in self.rows:
            yield full_status(row), row.issue, *("\n".join(map(one_line, holds(row, each))) for each in self.parties)

    def _repr_html_(self) -> str:
        """A table for notebooks, every word escaped."""
        return _html(("Status", "Issue", *self.parties), self._rows())

    def __rich__(self) -> RenderableType:
        """A table for terminals."""
        return _rich(("Status", "Issue", *self.parties), self._rows())


class Changes(tuple[Change, ...]):
    """What moved, as a tuple that shows itself as a matrix does."""

    __slots__ = ()

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                change.party,
                change.issue,
                change.kind.value,
                "" if change.before is None else says(change.before.position),
                "" if change.after is None else says(change.after.position),
                change.detail,
            )
            for change in self
        ]

    def to_frame(self) -> pandas.DataFrame:
        """One row a change; see `to_frame`."""
        return to_frame(self)

    def _repr_html_(self) -> str:
        """A table for notebooks, every word escaped."""
        return _html(_CHANGE_COLUMNS, self._rows())

    def __rich__(self) -> RenderableType:
        """A table for terminals."""
        return _rich(_CHANGE_COLUMNS, self._rows())


_CHANGE_COLUMNS = ("party", "issue", "change", "before", "after", "detail")


def open(folder: str | Path = ".") -> Negotiation:
    """The negotiation that a folder is, or lies in. `Negotiation.create` starts one.

    Raises UsageError when there is none, InputError when a newer program wrote it.
    """
    return Negotiation.find(Path(folder))


def add(
    negotiation: Negotiation,
    source: str | Path,
    *,
    title: str | None = None,
    published: Day | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> tuple[Article, ...]:
    """Take a file, the files of a folder, or a page by its URL into the negotiation; what is said here wins over what
    they say.

    Returns the articles that are new; a text that is there already is not added again, and nearly the same text as
    another article's is linked to it (`copy_of`). Raises InputError for what is no readable text or has a taken name,
    UsageError for a date that is none; of a folder, FileFaults with all that is wrong, once all others are in.
    """
    given = Source(title=title, published=_day(published), outlet=outlet, url=url)
    copies, new = CopyLinks(negotiation), list[str]()
    faults: list[PositionsError] = []
    bugs: list[Exception] = []
    for _, taken in each_taken(readings([str(source)], given), lambda found: take(negotiation, found, copies)):
        if isinstance(taken, PositionsError):
            faults.append(taken)
        elif isinstance(taken, Exception):
            bugs.append(taken)
        elif taken.added:
            new.append(taken.article)
    if bugs:
        raise bugs[0]
    if faults:
        raise faults[0] if len(faults) == 1 else FileFaults(faults)
    return tuple(map(negotiation.article, new))


def extract(
    negotiation: Negotiation,
    articles: Iterable[str] = (),
    *,
    everything: bool = False,
    jobs: int = 1,
    engine: str | None = None,
    server: str | None = None,
    model: str | None = None,
) -> tuple[Progress, ...]:
    """Read positions out of the articles that are new or changed (of those named by id; all without), and write them.

    Returns what became of each. What a person edited stays. With `everything`, unchanged articles are read again; with
    `jobs`, so many processes parse. `engine` is as on the command line; `server` and `model` name the language model of
    `llm` and `both` where the user's own configuration does not. Raises InputError for an unknown article, WriteError
    where nothing can be written, ServerError where a language model's server is of no use.
    """
    reader = engines.choose(negotiation, engine, server=server, model=model)
    run = extract_negotiation(
        negotiation, tuple(articles), everything=everything, where=place(None, jobs), engine=reader
    )
    return tuple(run)


def matrix(
    negotiation: Negotiation,
    *,
    as_of: Day | None = None,
    party: str | Sequence[str] = (),
    issue: str | Sequence[str] = (),
    status: str | None = None,
    theme: str | None = None,
) -> MatrixView:
    """Issues by parties, with every position, its side and the reason for each status; narrowed as the command does.

    What is confidential is in it: it is for your own use. Raises UsageError for a name, a status or a date that means
    nothing, FileFaults where a file of the negotiation cannot be read.
    """
    narrowing = Narrowing(_day(as_of), _texts(party), _texts(issue), _status(status), theme)
    return MatrixView.of(content_of(negotiation, narrowing, with_confidential=True))


def closeness(
    negotiation: Negotiation,
    *,
    as_of: Day | None = None,
    party: str | Sequence[str] = (),
    issue: str | Sequence[str] = (),
    status: str | None = None,
    theme: str | None = None,
) -> Closeness:
    """How near every two parties stand, and which issues are one step from agreed.

    One `party` is held against all others, several against each other; the rest narrows as in `matrix`. What is
    confidential counts. Raises as `matrix` does.
    """
    from positions.comparison.closeness import closeness as near

    narrowing = Narrowing(_day(as_of), _texts(party), _texts(issue), _status(status), theme)
    return near(compare_negotiation(negotiation, as_of=narrowing.as_of), negotiation.registry, narrowing)


def diff(negotiation: Negotiation, old: Day, new: Day, *, kept: bool = False) -> Changes:
    """What became of each party's positions between two articles (ids) or two dates; what was kept, only when asked.

    A date stands for all articles up to and including that day. Raises UsageError for what is neither.
    """
    found = diff_negotiation(negotiation, str(old), str(new))
    return Changes(change for change in found if kept or change.kind is not ChangeKind.KEPT)


def to_frame(result: MatrixView | Changes) -> pandas.DataFrame:
    """A matrix as a data frame of one row a statement, or changes as one of one row a change.

    The columns are those of the CSV export; `date` holds timestamps (NaT without one), `agreement`, `start` and `end`
    are of the type Int64, which has missing values. Raises UsageError where pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise UsageError("a data frame needs pandas, which is not installed", hint=extra("notebook")) from None
    if isinstance(result, Changes):
        return pandas.DataFrame(result._rows(), columns=list(_CHANGE_COLUMNS))
    frame = pandas.DataFrame(result.statements(), columns=list(Statement._fields))
    frame["date"] = pandas.to_datetime(frame["date"], errors="coerce")
    return frame.astype({"agreement": "Int64", "start": "Int64", "end": "Int64", "confidence": "Float64"})


def _day(day: Day | None) -> dt.date | None:
    if not isinstance(day, str):
        return day
    try:
        return dt.date.fromisoformat(day.strip())
    except ValueError:
        raise UsageError(f"'{day}' is no date", hint="write it as 2024-08-19") from None


def _status(status: str | None) -> Status | None:
    if status is None:
        return None
    try:
        return Status(status)
    except ValueError:
        hint = f"there are {', '.join(each.value for each in Status)}"
        raise UsageError(f"there is no status '{status}'", hint=hint) from None


def _texts(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _html(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    from markupsafe import Markup, escape

    def lines(tag: str, cells: Sequence[str]) -> Markup:
        own = [Markup("<br>").join(escape(visible(part)) for part in cell.split("\n")) for cell in cells]
        return Markup("<tr>{}</tr>").format(Markup().join(Markup(f"<{tag}>{{}}</{tag}>").format(each) for each in own))

    body = Markup().join(lines("td", row) for row in rows)
    return str(Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(lines("th", header), body))


def _rich(header: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for name in header:
        table.add_column(Text(one_line(name)))
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table
