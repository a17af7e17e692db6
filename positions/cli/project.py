"""`init` and `add`: a new negotiation, and articles taken into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from positions.cli.choosing import Moment, example, here
from positions.cli.failures import explain_fault, near_path
from positions.cli.folders import make_folder
from positions.cli.printing import counted, narrate
from positions.errors import PositionsError, UsageError
from positions.model import Article, Source
from positions.negotiation import Negotiation

BAD_INPUT = 2


@click.command(epilog=example("positions init gaza-ceasefire --name 'Gaza ceasefire'"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", help="The negotiation's name; the folder's without it.")
def init(folder: Path, name: str | None) -> None:
    """Start a negotiation in a folder.

    DIR is made when it does not exist; without it, the negotiation starts in the current folder. Files that are there
    already stay as they are.
    """
    make_folder(folder)
    negotiation = Negotiation.create(folder, name=name)
    narrate(f"started a negotiation in {near_path(negotiation.root)}")
    narrate("next: positions add ARTICLE…, then positions extract")


@click.command(
    epilog=example(
        "positions add ministers.txt --date 2024-08-19 --outlet 'The Strait Courier'",
        "positions add call-with-lund --without-text --date 2024-08-20",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--date", "published", type=Moment(), help="When it was published, where the article does not say.")
@click.option("--title", help="Its title; for one source only.")
@click.option("--outlet", help="Who published it.")
@click.option("--url", help="Where it was found; for one source only.")
@click.option("--without-text", is_flag=True, help="SOURCE is the name of a call or a leak: there is no text to read.")
def add(
    sources: tuple[str, ...],
    published: dt.date | None,
    title: str | None,
    outlet: str | None,
    url: str | None,
    without_text: bool,
) -> int:
    """Take articles into the negotiation.

    SOURCE is a text or Markdown file, a folder of them, or - for standard input. A file's name, without its ending,
    becomes the article's name. What the options say wins over a Markdown file's front matter. A text that is there
    already is not added again.

    A source that cannot be taken is reported, the others are taken all the same, and the exit status is 2.
    """
    if len(sources) > 1 and (title or url):
        raise UsageError("several sources cannot share one title or address", hint="add them one by one")
    negotiation = here()
    known = {"title": title, "published": published, "outlet": outlet, "url": url}
    added, code = 0, 0
    for source in sources:
        try:
            articles = [Article(id=source, source=Source(**known))] if without_text else _read(source, known)
            added += sum(_take(negotiation, article) for article in articles)
        except PositionsError as error:
            explain_fault(error)
            code = BAD_INPUT
    if added:
        narrate(f"added {counted(added, 'article')}; next: positions extract")
    return code


def _read(source: str, known: dict[str, Any]) -> Iterator[Article]:
    from positions.reading import read

    yield from read(source, **known)


def _take(negotiation: Negotiation, article: Article) -> bool:
    """Add an article and say so; False when it was there."""
    if negotiation.add(article):
        narrate(f"added    {article.id}")
        return True
    holder = negotiation.holder_of(article.text) if article.text is not None else None
    narrate(f"known    {article.id}" + (f": the same text as {holder}" if holder not in (None, article.id) else ""))
    return False
