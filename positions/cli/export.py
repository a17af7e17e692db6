"""`export`: the negotiation as a file for others, a command a format."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from positions.cli.choosing import Day, example, here, narrowing
from positions.cli.exchange import graphml, qdpx, tell_masked
from positions.cli.failures import near_path
from positions.cli.printing import narrate
from positions.cli.waiting import announce_comparing
from positions.errors import UsageError
from positions.export import FORMATS, Content
from positions.narrowing import Narrowing
from positions.wording import counted

_ABOUT = {
    "md": "Write a brief as Markdown: quotes, sources, and the four-column document.",
    "html": "Write the matrix as one page, with evidence on click, that needs no network.",
    "csv": "Write a row a statement, as the Discourse Network Analyzer has them.",
    "xlsx": "Write a workbook: a row a statement, and the matrix as a second sheet.",
    "jsonl": "Write a line an article, with offsets, as langextract writes them.",
    "json": "Write everything that the matrix rests on as JSON.",
}


_WITH_MOVES = ("md", "json")
"""The formats that tell what moved."""
_since = click.option(
    "--since", type=Day(), help="Tell what moved after that day; without it, the week before the newest."
)


@click.group(
    epilog=example(
        "positions export md --since 2024-08-12 --out brief.md",
        "positions export html --status sticking --out matrix.html",
        "positions export graphml --network conflict --out conflict.graphml",
    )
)
def export() -> None:
    """Write the negotiation as a file for others.

    What is marked as confidential is left out: whole articles, single entries, and their words in a text.
    """


def _command(form: str) -> click.Command:
    """The command that writes one format."""

    @click.command(form, help=_ABOUT[form], epilog=example(f"positions export {form} --out talks.{form}"))
    @click.option("--out", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
    @narrowing
    @click.option("--confidential", is_flag=True, help="Take in what is marked as confidential.")
    def command(out: Path | None, narrowing: Narrowing, confidential: bool, since: dt.date | None = None) -> None:
        _export(form, out, narrowing, since=since, with_confidential=confidential)

    return _since(command) if form in _WITH_MOVES else command


for _form in FORMATS:
    export.add_command(_command(_form))
export.add_command(graphml)
export.add_command(qdpx)


def _export(
    form: str, out: Path | None, narrowing: Narrowing, *, since: dt.date | None, with_confidential: bool
) -> None:
    from positions.export import render
    from positions.exporting import content_of, destination, write_export

    negotiation = here()
    if out is not None and str(out) != "-":
        destination(negotiation, out)
    elif form == "xlsx" and sys.stdout.isatty():
        raise UsageError("a workbook is nothing to look at in a terminal", hint="name a file: --out statements.xlsx")
    announce_comparing(negotiation)
    content = content_of(negotiation, narrowing, since=since, with_confidential=with_confidential)
    data = render(content, form)
    if out is None or str(out) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        write_export(negotiation, out, data)
    _narrate(content, None if out is None or str(out) == "-" else out)


def _narrate(content: Content, out: Path | None) -> None:
    """What was written, and what was not."""
    where = "" if out is None else f"wrote {near_path(out.absolute())}: "
    statements = sum(len(row.positions) for row in content.matrix.rows)
    withheld = f"; {counted(content.withheld, 'confidential statement')} left out" if content.withheld else ""
    narrate(f"{where}{counted(len(content.matrix.rows), 'issue')}, {counted(statements, 'statement')}{withheld}")
    tell_masked(content.masked)
