"""`issues`: what is negotiated, and edits of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Name, example, here
from positions.cli.edits import carry_out, chosen, dry_run, selected
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.model import Issue, Row, Status, StatusOverride
from positions.wording import counted

if TYPE_CHECKING:
    from positions.editing.issues import Members


@click.group(
    invoke_without_command=True, epilog=example("positions issues", "positions issues rename 'boats' 'patrols'")
)
@click.option("--json", "as_json", is_flag=True, help="Print the issues as JSON.")
@click.pass_context
def issues(ctx: click.Context, as_json: bool) -> None:
    """List the issues; rename, merge and split them.

    The commands below edit every file concerned in one step, and `positions undo` takes it back. An issue that a
    command touches gets its entry in issues.yaml, where you can say more about it.
    """
    if ctx.invoked_subcommand is not None:
        return
    negotiation = here()
    announce_comparing(negotiation)
    from positions.workflow import compare_negotiation

    book, rows = negotiation.codebook.issues, compare_negotiation(negotiation).rows
    empty = [name for name in book if name not in {row.issue for row in rows}]
    if as_json:
        print_json(
            {
                "issues": [
                    *(_as_json(row.issue, row, book) for row in rows),
                    *(_as_json(one, None, book) for one in empty),
                ]
            }
        )
        return
    page = Page()
    for row in rows:
        remarks = [row.status.value, counted(len(row.positions), "position")]
        remarks += [] if row.issue in book else ["not in issues.yaml"]
        page.paragraph(f"{row.issue} ({', '.join(remarks)})", rest="  ")
        page.paragraph(row.proposition, first="  ", rest="    ")
        _print_also(page, book.get(row.issue))
    for name in empty:
        page.paragraph(f"{name} (no positions)", rest="  ")
        _print_also(page, book[name])
    narrate(
        counted(len(rows) + len(empty), "issue") if rows or empty else "no issues yet: positions extract finds them"
    )


def _print_also(page: Page, issue: Issue | None) -> None:
    if issue is not None and issue.also:
        page.paragraph(", ".join(issue.also), first="  also: ", rest="    ")


def _as_json(name: str, row: Row | None, book: dict[str, Issue]) -> dict[str, object]:
    issue = book.get(name, Issue())
    return {
        "name": name,
        "proposition": row.proposition if row else issue.proposition,
        "theme": issue.theme,
        "also": list(issue.also),
        "status": row.status.value if row else None,
        "positions": len(row.positions) if row else 0,
        "registered": name in book,
    }


def _members() -> Members:
    """The issues that there are now, with their positions."""
    from positions.editing.selecting import members
    from positions.workflow import compare_negotiation

    negotiation = here()
    announce_comparing(negotiation)
    return members(compare_negotiation(negotiation))


@issues.command(epilog=example("positions issues add 'quota share' --proposition 'Norland gets half'"))
@click.argument("name", type=Name())
@click.option("--proposition", type=Name(), help="What being for it means.")
@click.option("--theme", type=Name(), help="What it belongs to.")
@click.option("--also", type=Name(), multiple=True, help="Another name; may be given again.")
@dry_run
def add(name: str, proposition: str | None, theme: str | None, also: tuple[str, ...], dry: bool) -> None:
    """Add an issue of your own: positions like it join it."""
    from positions.editing import issues as editing

    issue = Issue(proposition=proposition, theme=theme, also=also)
    carry_out(lambda book: editing.add(book, name, issue), dry=dry)


@issues.command(epilog=example("positions issues rename boats 'patrols in the strait'"))
@click.argument("old", type=Name())
@click.argument("new", type=Name())
@dry_run
def rename(old: str, new: str, dry: bool) -> None:
    """Call an issue otherwise, in every file."""
    from positions.editing import issues as editing

    members = _members()
    carry_out(lambda book: editing.rename(book, members, old, new), dry=dry)


@issues.command(epilog=example("positions issues merge boats 'naval presence' --into 'patrols in the strait'"))
@click.argument("names", type=Name(), metavar="ISSUE...", nargs=-1, required=True)
@click.option("--into", type=Name(), required=True, help="The issue that they become; it may be one of them, or new.")
@dry_run
def merge(names: tuple[str, ...], into: str, dry: bool) -> None:
    """Make one issue of several, in every file."""
    from positions.editing import issues as editing

    members = _members()
    carry_out(lambda book: editing.merge(book, members, names, into), dry=dry)


@issues.command(epilog=example("positions issues split patrols 'patrols at night' --matching night"))
@click.argument("issue", type=Name())
@click.argument("new", type=Name())
@chosen
@dry_run
def split(issue: str, new: str, articles: tuple[str, ...], matching: str, dry: bool) -> None:
    """Make an issue of its own of the positions that --article and --matching choose."""
    from positions.editing import issues as editing

    members, selection = _members(), selected(articles, matching, otherwise_none=True)
    carry_out(lambda book: editing.split(book, members, issue, new, selection), dry=dry)


@issues.command(epilog=example("positions issues move patrols --to 'naval presence' --article truce"))
@click.argument("issue", type=Name())
@click.option("--to", type=Name(), required=True, help="The issue that they are about; may be a new one.")
@chosen
@dry_run
def move(issue: str, to: str, articles: tuple[str, ...], matching: str, dry: bool) -> None:
    """Pin positions on one issue to another: all, or those that --article and --matching choose."""
    from positions.editing import issues as editing

    members, selection = _members(), selected(articles, matching)
    carry_out(lambda book: editing.move(book, members, issue, to, selection), dry=dry)


@issues.command(epilog=example("positions issues alias 'patrols in the strait' 'naval presence'"))
@click.argument("issue", type=Name())
@click.argument("names", type=Name(), metavar="NAME...", nargs=-1, required=True)
@dry_run
def alias(issue: str, names: tuple[str, ...], dry: bool) -> None:
    """Give an issue other names: what goes by them belongs to it."""
    from positions.editing import issues as editing

    members = _members()
    carry_out(lambda book: editing.alias(book, members, issue, names), dry=dry)


@issues.command(epilog=example("positions issues unalias 'patrols in the strait' 'naval presence'"))
@click.argument("issue", type=Name())
@click.argument("names", type=Name(), metavar="NAME...", nargs=-1, required=True)
@dry_run
def unalias(issue: str, names: tuple[str, ...], dry: bool) -> None:
    """Take other names away from an issue."""
    from positions.editing import issues as editing

    members = _members()
    carry_out(lambda book: editing.unalias(book, members, issue, names), dry=dry)


@issues.command("set", epilog=example("positions issues set patrols --theme security --proposition 'Patrols leave'"))
@click.argument("issue", type=Name())
@click.option("--proposition", type=Name(or_none=True), help="What being for it means; '' takes that away.")
@click.option("--theme", type=Name(or_none=True), help="What it belongs to; '' takes that away.")
@dry_run
def set_(issue: str, proposition: str | None, theme: str | None, dry: bool) -> None:
    """Say what an issue is about."""
    from positions.editing import issues as editing

    members = _members()
    carry_out(lambda book: editing.describe(book, members, issue, proposition=proposition, theme=theme), dry=dry)


@issues.command(epilog=example("positions issues status patrols sticking --by AL"))
@click.argument("issue", type=Name())
@click.argument("status", type=click.Choice([*(each.value for each in Status), "none"]))
@click.option("--by", type=Name(), help="Who says so; without it, git's user name, or the login.")
@dry_run
def status(issue: str, status: str, by: str | None, dry: bool) -> None:
    """Say where an issue stands, whatever the positions tell; none takes that back."""
    from positions.editing import issues as editing
    from positions.reviewing import reviewer

    members, word = _members(), None
    if status != "none":
        word = StatusOverride(is_=Status(status), by=by or reviewer(here()), on=dt.date.today())
    carry_out(lambda book: editing.decide(book, members, issue, word), dry=dry)
