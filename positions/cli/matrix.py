"""`matrix` and `compare`: issues by parties, and two parties beside each other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import example, here, narrowing, placing
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.display import STATUS_WORDS, fold, pad, shorten, status_note, status_text, width
from positions.errors import UsageError
from positions.model import STATUS_ORDER, Matrix, Row, Status, Trend, day_of
from positions.narrowing import Narrowing, of_parties, party_named
from positions.wording import counted, holds, issue_json, matrix_json
from positions.workers import Place

if TYPE_CHECKING:
    from positions.comparison.verdicts import Verdict
    from positions.negotiation import Negotiation

_COLOURS = {Status.STICKING: "red", Status.AGREED: "green", Status.OPEN: "yellow"}
_ISSUE_COLUMN, _PARTY_COLUMN, _NAME_COLUMN = 24, 25, 20
_CELL_LINES = 5


@click.command(epilog=example("positions matrix --status sticking --as-of 2024-08-19"))
@click.option("--json", "as_json", is_flag=True, help="Print every issue with every position as JSON.")
@narrowing
@placing
def matrix(as_json: bool, narrowing: Narrowing, where: Place) -> None:
    """Show issues by parties, with status and reason.

    Sticking issues come first, then agreed ones, then those that only one side speaks of. A question mark behind a
    status says that a position it rests on has not been reviewed by a person.
    """
    from positions.workflow import compare_negotiation

    negotiation = here()
    announce_comparing(negotiation, as_of=narrowing.as_of, where=where)
    whole = compare_negotiation(negotiation, as_of=narrowing.as_of, where=where)
    shown = narrowing.of(whole, negotiation.registry)
    if as_json:
        print_json(matrix_json(shown))
    else:
        print_matrix(shown)
        _narrate_summary(shown, whole, negotiation, narrowing.as_of)


def print_matrix(matrix: Matrix) -> None:
    """The matrix as a table where the page is wide enough for its parties, else as one block an issue."""
    page = Page()
    rows = sorted(matrix.rows, key=lambda row: STATUS_ORDER.index(row.status))
    columns = _ISSUE_COLUMN + (_PARTY_COLUMN + 3) * len(matrix.parties)
    if matrix.parties and columns <= page.columns:
        _print_table(page, matrix.parties, rows)
    else:
        _print_blocks(page, matrix.parties, rows)


def _print_table(page: Page, parties: Sequence[str], rows: Sequence[Row]) -> None:
    """Issues down, parties across; the reason of each status below its row."""
    room = (page.columns - _ISSUE_COLUMN) // len(parties) - 3
    names = [pad(page.words(party), room) for party in parties]
    page.line(" │ ".join([pad("issue", _ISSUE_COLUMN), *names]))
    for row in rows:
        page.line("─" * page.columns)
        note = status_note(row)
        first = [status_text(row) + (f", {note}" if note else ""), *fold(page.words(row.issue), _ISSUE_COLUMN, 3)]
        cells = [
            [line for text in holds(row, party) for line in fold(page.words(text), room, _CELL_LINES)]
            for party in parties
        ]
        for number in range(max(len(first), *(len(cell) for cell in cells))):
            parts = [_line_of(first, number, _ISSUE_COLUMN), *(_line_of(cell, number, room) for cell in cells)]
            if number == 0:
                parts[0] = page.style(parts[0], fg=_COLOURS[row.status], bold=True)
            page.line(" │ ".join(parts))
        _print_reason(page, row)


def _line_of(lines: Sequence[str], number: int, columns: int) -> str:
    return pad(lines[number] if number < len(lines) else "", columns)


def _print_blocks(page: Page, parties: Sequence[str], rows: Sequence[Row]) -> None:
    """One block an issue: its status, each party's current position, and the reason."""
    held = [page.words(party) for party in parties]
    column = min(max((width(party) for party in held), default=0), _NAME_COLUMN)
    for number, row in enumerate(rows):
        if number:
            page.line()
        _print_heading(page, row)
        for party in parties:
            for index, text in enumerate(holds(row, party)):
                name = pad("" if index else shorten(page.words(party), column), column)
                page.paragraph(text, first=f"    {name}  ")
        _print_reason(page, row)


def _print_heading(page: Page, row: Row) -> None:
    note = status_note(row)
    status = status_text(row) + (f", {note}" if note else "")
    room = page.columns - width(status) - 2
    name = shorten(page.words(row.issue), room)
    page.line(f"{page.style(status, fg=_COLOURS[row.status], bold=True)}  {page.style(name, bold=True)}")


def _print_reason(page: Page, row: Row) -> None:
    """Why the status is what it is, unless that is one statement and it stands right above."""
    shown = [placed.position.claim for placed in row.positions if placed.current]
    told = row.status is Status.OPEN and len(shown) == 1 and shown[0] in row.reason
    if row.reason and not told:
        page.paragraph(row.reason, first="    why: ", rest="         ")
    for label, issues in (("its parts", row.parts), ("part of", row.part_of)):
        if issues:
            page.paragraph("; ".join(issues), first=f"    {label}: ", rest="         ")
    if row.gap is not None and row.gap.trend is Trend.UNCHANGED and row.gap.words not in row.reason:
        low, high = row.gap.parties
        page.paragraph(f"{row.gap.words} between {low} and {high}", first="    gap: ", rest="         ")


def _narrate_summary(shown: Matrix, whole: Matrix, negotiation: Negotiation, as_of: dt.date | None) -> None:
    if not whole.rows:
        articles = negotiation.article_ids()
        first = min((day for each in articles if (day := _day(negotiation, each)) is not None), default=None)
        if as_of is not None and first is not None and first > as_of:
            narrate(f"nothing is as old as {as_of.isoformat()}: the first article is of {first.isoformat()}")
            return
        narrate(
            "no positions yet: positions extract reads them out of the articles"
            if articles
            else "no articles yet: positions add ARTICLE… takes them in"
        )
        return
    statuses = Counter(row.status for row in shown.rows)
    parts = [f"{statuses[status]} {STATUS_WORDS[status]}" for status in STATUS_ORDER if statuses[status]]
    provisional = sum(row.provisional for row in shown.rows)
    hidden = len(whole.rows) - len(shown.rows)
    narrate(
        counted(len(shown.rows), "issue")
        + (": " + ", ".join(parts) if parts else "")
        + (f"; {provisional} provisional (?): `positions review` goes through them" if provisional else "")
        + (f"; {hidden} not shown" if hidden else "")
    )


def _day(negotiation: Negotiation, article_id: str) -> dt.date | None:
    published = negotiation.article(article_id).source.published
    return None if published is None else day_of(published)


@click.command(epilog=example("positions compare Israel Hamas"))
@click.argument("first", metavar="PARTY")
@click.argument("second", metavar="PARTY")
@click.option("--json", "as_json", is_flag=True, help="Print the issues with both parties' positions as JSON.")
def compare(first: str, second: str, as_json: bool) -> None:
    """Show two parties issue by issue.

    Issues on which both hold a position come first. Each line opens with how the two stand to each other; behind the
    issue's name stands its status over all parties, where that is another.
    """
    from positions.comparison.status import between_two
    from positions.workflow import compare_negotiation

    negotiation = here()
    announce_comparing(negotiation)
    whole = compare_negotiation(negotiation)
    left, right = (party_named(word, whole, negotiation.registry) for word in (first, second))
    if left == right:
        raise UsageError(f"'{first}' and '{second}' are the same party, {left}", hint="name two parties")
    shown = of_parties(whole, (left, right), negotiation.registry)
    rows = sorted(shown.rows, key=lambda row: (not _both_hold(row, left, right), STATUS_ORDER.index(row.status)))
    between = {row.issue: between_two(row, left, right) for row in rows}
    if as_json:
        issues = [issue_json(row) | {"between": _between_json(between[row.issue])} for row in rows]
        print_json({"parties": [left, right], "issues": issues})
        return
    _print_pair(Page(), (left, right), rows, between)
    both = sum(_both_hold(row, left, right) for row in rows)
    narrate(f"{counted(len(rows), 'issue')}, both speak of {both}")


def _both_hold(row: Row, one: str, other: str) -> bool:
    """Has either of them a word on it, its own or its bloc's?"""
    speaking = {placed.position.party for placed in row.positions}
    return all(party in speaking or party in row.inherited for party in (one, other))


def _between_json(found: Verdict | None) -> str | None:
    return None if found is None else found.value


def _print_pair(
    page: Page, parties: tuple[str, str], rows: Sequence[Row], between: Mapping[str, Verdict | None]
) -> None:
    room = (page.columns - 3) // 2
    page.line(page.style(" │ ".join(pad(page.words(party), room) for party in parties), bold=True))
    for row in rows:
        page.line("─" * page.columns)
        _print_between(page, row, between[row.issue])
        cells = [
            [line for text in holds(row, party) or ["—"] for line in fold(page.words(text), room, 8)]
            for party in parties
        ]
        for number in range(max(len(cell) for cell in cells)):
            page.line(" │ ".join(_line_of(cell, number, room) for cell in cells))


_BETWEEN = {
    "compatible": (Status.AGREED, "● together"),
    "opposed": (Status.STICKING, "■ opposed"),
    "unclear": (Status.OPEN, "○ unclear"),
}


def _print_between(page: Page, row: Row, found: Verdict | None) -> None:
    """How the two stand to each other, the issue, and its status over all parties."""
    status, words = _BETWEEN[found.value] if found is not None else (Status.OPEN, "○ one side")
    over_all = f"  (over all: {status_text(row)[2:]})" if row.status is not status else ""
    name = shorten(page.words(row.issue), page.columns - width(words) - width(over_all) - 2)
    page.line(f"{page.style(words, fg=_COLOURS[status], bold=True)}  {page.style(name, bold=True)}{over_all}")
