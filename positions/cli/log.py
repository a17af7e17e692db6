"""`log`: the movement of a party, of an issue, or of both over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.display import pad, shorten, status_text, width
from positions.narrowing import party_named, rows_named
from positions.wording import day, position_json, says

if TYPE_CHECKING:
    from positions.changes.movement import Moment, Movement
    from positions.comparison.gaps import Gap

_DAY, _PARTY, _FIRMNESS = 10, 22, 8


@click.command(epilog=example("positions log --party Norland", "positions log --issue patrols --markdown"))
@click.option("--party", help="Only this party.")
@click.option("--issue", "issues", multiple=True, help="Only issues with these words in their name; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print every statement with change, gap and firmness as JSON.")
@click.option("--markdown", is_flag=True, help="Print Markdown tables, for a brief.")
def log(party: str | None, issues: tuple[str, ...], as_json: bool, markdown: bool) -> None:
    """Show how a party or an issue moved over time.

    Each statement stands with its date, with what it changed in what the party had said before, with how firmly it was
    said, and with how far apart the parties' amounts are after it. Below stands who moved toward whom in all, since
    when nothing has moved, and who has not been heard of again.
    """
    from positions.diffing import movements
    from positions.workflow import compare_negotiation

    negotiation = here()
    announce_comparing(negotiation)
    matrix = compare_negotiation(negotiation)
    who = party_named(party, matrix, negotiation.registry) if party is not None else None
    rows = [row for name in issues for row in rows_named(name, matrix.rows)] if issues else list(matrix.rows)
    wanted = {row.issue for row in rows}
    found = [one for one in movements(negotiation, who) if one.row.issue in wanted]
    if as_json:
        print_json({"issues": [_movement_json(one) for one in found]})
        return
    page = Page()
    for number, one in enumerate(found):
        if number:
            page.line()
        _print_table(page, one) if markdown else _print_movement(page, one)
    if not found:
        narrate(f"{who} holds no position on it" if who else "no positions yet: `positions extract` reads them")


def _print_movement(page: Page, found: Movement) -> None:
    """The heading of an issue, two lines a statement, and what it comes to."""
    from positions.changes.narration import notes, step, sums

    status = status_text(found.row)
    name = shorten(page.words(found.row.issue), page.columns - width(status) - 2)
    page.line(f"{status}  {page.style(name, bold=True)}")
    column = min(max((width(page.words(one.party)) for one in found.moments), default=0), _PARTY)
    before: Gap | None = None
    for one in found.moments:
        head = f"  {pad(day(one.placed.when), _DAY)}  {pad(page.words(one.party), column)}  "
        page.paragraph("; ".join([step(one), *notes(one, before)]), first=head)
        before = one.gap
        page.paragraph(f"{says(one.placed.position)} ({one.article})", first=" " * (_DAY + 4))
    for line in sums(found):
        page.paragraph(line, first="    ")


def _print_table(page: Page, found: Movement) -> None:
    """A Markdown table a statement a line."""
    from positions.changes.narration import step, sums
    from positions.cli.sides import plain

    page.line(f"## {plain(found.row.issue)}")
    page.line()
    page.line("| date | party | change | firmness | statement | gap |")
    page.line("| --- | --- | --- | --- | --- | --- |")
    for one in found.moments:
        cells = (
            day(one.placed.when),
            one.party,
            step(one),
            one.placed.position.firmness.value,
            f"{says(one.placed.position)} ({one.article})",
            one.gap.words if one.gap else "",
        )
        page.line("| " + " | ".join(plain(cell) for cell in cells) + " |")
    told = sums(found)
    if told:
        page.line()
    for line in told:
        page.line(f"- {plain(line)}")


def _movement_json(found: Movement) -> dict[str, Any]:
    return {
        "issue": found.row.issue,
        "status": found.row.status.value,
        "statements": [_moment_json(one) for one in found.moments],
        "net": [
            {"party": one.party, "first": one.first.text, "last": one.last.text, "toward": list(one.toward)}
            for one in found.net
        ],
        "unmoved_since": found.unmoved_since and found.unmoved_since.isoformat(),
        "silent": [
            {"party": one.silent.party, "articles": one.age.articles, "days": one.age.days, "stale": one.stale}
            for one in found.silences
        ],
    }


def _moment_json(one: Moment) -> dict[str, Any]:
    gap = one.gap
    return {
        **position_json(one.placed.position),
        "quote": one.placed.position.quote,
        "stated": one.placed.when and one.placed.when.isoformat(),
        "change": one.judged.kind.value,
        "detail": one.judged.detail,
        "cause": one.judged.cause and one.judged.cause.value,
        "gap": gap and {"value": gap.value, "unit": gap.unit, "words": gap.words, "parties": list(gap.parties)},
        "toward": list(one.toward),
        "away": list(one.away),
    }
