"""`import`: codebooks, projects and tables of other programs, as one step that `undo` takes back."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate
from positions.errors import UsageError
from positions.wording import counted

_FORMATS = {".qdpx": "qdpx", ".qdc": "qdc", ".csv": "dna", ".tsv": "dna"}


@click.command("import", epilog=example("positions import codebook.qdc", "positions import statements.csv --dry-run"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("qdpx", "qdc", "dna")),
    help="What FILE is; without it, its suffix tells.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be written, and write nothing.")
def import_(file: Path, form: str | None, dry_run: bool) -> None:
    """Take in what another program wrote.

    A REFI-QDA codebook (.qdc) becomes issues in issues.yaml. A REFI-QDA project (.qdpx) becomes articles and
    positions, the statements of Discourse Network Analyzer (.csv) positions. Nothing that is there is overwritten, and
    `undo` takes all of it back.
    """
    from positions import importing

    form = form or _FORMATS.get(file.suffix.casefold())
    if form is None:
        raise UsageError(f"what is '{file.name}'?", hint="say it: --format qdpx, qdc or dna")
    negotiation = here()
    if form == "qdc":
        found = importing.read_codebook(file)
    elif form == "dna":
        found = importing.read_statements(file)
    else:
        found = importing.read_project(file, negotiation.registry.names_of())
    taken = importing.take(negotiation, found, f"import {file.name}", dry_run=dry_run)
    page = Page()
    for article_id in taken.articles:
        page.line(f"article {page.words(article_id)}")
    for kind, names in (("party", taken.parties), ("issue", taken.issues)):
        for name in names:
            page.line(f"{kind} {page.words(name)}")
    for skipped in taken.skipped:
        narrate(f"{skipped.place}: {skipped.why}")
    said = [counted(taken.entries, "entry", "entries"), counted(len(taken.articles), "new article")]
    said += [counted(len(taken.parties), "new party", "new parties"), counted(len(taken.issues), "new issue")]
    there = f"; {counted(taken.there, 'entry is', 'entries are')} there already" if taken.there else ""
    narrate(f"{'would write' if dry_run else 'wrote'} {', '.join(said)}{there}")
