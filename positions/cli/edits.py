"""What commands that edit several files share: choosing positions, a dry run, saying what was done. And `undo`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate, print_json
from positions.errors import ConflictError, UsageError
from positions.wording import counted

if TYPE_CHECKING:
    from positions.editing import Book, Edit
    from positions.editing.selecting import Selection
    from positions.journal import Step, Write
    from positions.negotiation import Negotiation

Command = Callable[..., Any]

dry_run = click.option("--dry-run", "dry", is_flag=True, help="Show what would change, and change nothing.")


def chosen(command: Command) -> Command:
    """The options that choose positions."""
    words = click.option("--matching", default="", metavar="WORDS", help="Those with these words in claim or quote.")
    articles = click.option("--article", "articles", multiple=True, help="Those in this article; may be given again.")
    return articles(words(command))


def selected(articles: Iterable[str], matching: str, *, otherwise_none: bool = False) -> Selection:
    """The positions that the options choose; without any, all, or none. Raises InputError for an unknown article."""
    from positions.editing.selecting import Selection

    ids = frozenset(here().known(article) for article in articles)
    return Selection(ids, matching, none=otherwise_none and not ids and not matching)


def carry_out(make: Callable[[Book], Edit], *, dry: bool) -> None:
    """Edit the files of the negotiation here, or show what would change, and say what was done."""
    from positions import editing

    negotiation = here()
    done = editing.plan(negotiation, make) if dry else editing.edit(negotiation, make)
    files = counted(len(done.writes), "file")
    if dry:
        print_diff(done.writes)
        for line in done.lines[1:]:
            narrate(line)
        narrate(f"{done.edit.title}: would change {files}")
    elif done.writes:
        narrate(f"{done.edit.title}: changed {files}; `positions undo` takes it back")
    else:
        narrate(f"{done.edit.title}: nothing to change")


def print_diff(found: Sequence[Write]) -> None:
    """What would be written, as a unified diff on standard output."""
    from positions.editing import shown

    page = Page()
    for line in shown(found):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        page.line(page.style(page.words(line), fg=colour))


@click.command(epilog=example("positions undo", "positions undo --list"))
@click.option("--list", "listing", is_flag=True, help="List what can be taken back, the last first.")
@click.option("--json", "as_json", is_flag=True, help="Print that list as JSON.")
@dry_run
def undo(listing: bool, as_json: bool, dry: bool) -> None:
    """Take back the last command that edited files.

    Again, and it takes back the one before. What was written into a file since would be lost, so then nothing is
    changed and the file is named. Extraction and what you type in an editor are not taken back here.
    """
    negotiation = here()
    if listing or as_json:
        _print_steps(negotiation.steps(), _refusal(negotiation), as_json=as_json)
        return
    if dry:
        step = negotiation.next_undo()
        _print_steps([step], None, as_json=False)
        for write in step.writes:
            narrate(f"would change {write.path}")
        return
    step = negotiation.undo()
    narrate(f"taken back: {step.title} ({counted(len(step.writes), 'file')})")


def _refusal(negotiation: Negotiation) -> str | None:
    """Why the last of the steps cannot be taken back, if it cannot."""
    try:
        negotiation.next_undo()
    except ConflictError as error:
        return error.message
    except UsageError:
        pass
    return None


def _print_steps(steps: Iterable[Step], refusal: str | None, *, as_json: bool) -> None:
    found = [
        {"title": step.title, "when": step.when.isoformat(), "files": [write.path for write in step.writes]}
        for step in steps
    ]
    if as_json:
        print_json({"steps": found, "refused": refusal})
        return
    page = Page()
    for step in found:
        page.paragraph(f"{str(step['when'])[:16].replace('T', ' ')}  {step['title']}", rest="    ")
    narrate(counted(len(found), "step") + " to take back" if found else "there is nothing to take back")
    if refusal is not None:
        narrate(f"undo would be refused: {refusal}")
