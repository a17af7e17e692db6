"""`init` and `add`: a new negotiation, and articles taken into it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from positions.adding import Reading, each_taken, readings, take
from positions.cli.adding import dated, show_fetched
from positions.cli.choosing import Moment, Name, example, here
from positions.cli.failures import explain, near_path
from positions.cli.folders import make_folder
from positions.cli.printing import narrate
from positions.copylinks import CopyLinks
from positions.errors import InputError, UsageError
from positions.model import Article, Source
from positions.negotiation import Negotiation
from positions.wording import counted
from positions.yamlslips import shorten

if TYPE_CHECKING:
    from positions.reading import Found


@click.command(epilog=example("positions init gaza-ceasefire --name 'Gaza ceasefire'"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", type=Name(), help="The negotiation's name; the folder's without it.")
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
        "positions add https://courier.example/ministers-meet bulletin.pdf inbox/",
        "positions add call-with-lund --without-text --date 2024-08-20",
        "positions add ministers.txt --replace",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--date", "published", type=Moment(), help="When it was published, where the article does not say.")
@click.option("--title", type=Name(), help="Its title; for one source only.")
@click.option("--outlet", type=Name(), help="Who published it.")
@click.option("--url", type=Name(), help="Where it was found; for one source only.")
@click.option("--without-text", is_flag=True, help="SOURCE is the name of a call or a leak: there is no text to read.")
@click.option("--allow-private", is_flag=True, help="Fetch URLs from addresses that are not public, too.")
@click.option("--replace", "replacing", is_flag=True, help="Where the article is there, replace its text.")
def add(
    sources: tuple[str, ...],
    published: dt.date | None,
    title: str | None,
    outlet: str | None,
    url: str | None,
    without_text: bool,
    allow_private: bool,
    replacing: bool,
) -> int:
    """Take articles into the negotiation.

    SOURCE is a file (text, Markdown, HTML, PDF or DOCX, also packed by gzip), a folder of them, a URL, or - for
    standard input. A file's name, without its ending, becomes the article's name; a page is named by date and title.
    A text file may hold several articles. What the options say wins over what the source says of itself. A text that
    is there already is not added again; nearly the same text as another article's is added and linked to it.

    A date is taken from the source or the file's name, never guessed. Where there is none, you are asked on a terminal.

    With --replace, the text of an article of that name is replaced by a corrected version. Quotes and their places in
    its position file follow; what the new text says in other words, or no longer, is told. What the options say is
    written into the file. `undo` takes it back.

    A source that cannot be taken is reported, the others are taken all the same, and the exit status is 2.
    """
    if len(sources) > 1 and (title or url):
        raise UsageError("several sources cannot share one title or address", hint="add them one by one")
    if replacing and without_text:
        raise UsageError("--replace needs a text", hint="what is known of a source without one stands in its file")
    negotiation = here()
    known = {"title": title, "published": published, "outlet": outlet, "url": url}
    given = Source(**known)
    each: Iterable[tuple[str, Reading]]
    if without_text:
        each = [(source, partial(_without_text, source, given)) for source in sources]
    else:
        each = readings(sources, given, allow_private=allow_private, watch=show_fetched)
    copies = CopyLinks(negotiation)

    def taking(found: Found) -> str:
        there = _there(negotiation, found) if replacing else None
        if there is None:
            return "added" if _take(negotiation, found, copies) else ""
        return "replaced" if _replace(negotiation, there, found, known) else ""

    done, code = Counter[str](), 0
    for source, became in each_taken(each, taking):
        if isinstance(became, Exception):
            code = max(code, explain(became, source))
        else:
            done[became] += 1
    words = [f"{word} {counted(done[word], 'article')}" for word in ("added", "replaced") if done[word]]
    if words:
        narrate(f"{', '.join(words)}; next: positions extract")
    return code


def _without_text(source: str, given: Source) -> Iterator[Found]:
    from positions.reading import Found

    yield Found(Article(id=source, source=given))


def _take(negotiation: Negotiation, found: Found, copies: CopyLinks) -> bool:
    """Add an article and say so, with what there is to know about how it was read; False when it was there."""
    taken = take(negotiation, found, copies, dated=dated)
    if not taken.added:
        narrate(f"known    {taken.article}" + (f": the same text as {taken.same_as}" if taken.same_as else ""))
        return False
    narrate(f"added    {taken.article}")
    for remark in taken.remarks:
        narrate(f"         {remark}")
    return True


def _there(negotiation: Negotiation, found: Found) -> str | None:
    """The id of the article that a source takes the place of: the one of its name, or the one read from its page."""
    with suppress(InputError):
        return negotiation.known(found.article.id)
    url = found.article.source.url
    if found.original is not None and url is not None:
        for article_id in negotiation.article_ids():
            if negotiation.article(article_id).source.url == url:
                return article_id
    return None


def _replace(negotiation: Negotiation, article_id: str, read: Found, known: dict[str, Any]) -> bool:
    """Give an article another text, and say what became of its quotes; False when it has that text."""
    from positions.model import PositionFile
    from positions.replacing import replace_text

    article = read.article.model_copy(update={"id": article_id})
    found = replace_text(negotiation, article, known, original=read.original, suffix=read.suffix)
    if found is None:
        narrate(f"known    {article.id}")
        return False
    outcomes = (("moved", found.moved), ("reworded", len(found.reworded)), ("lost", len(found.lost)))
    quotes = ", ".join(f"{count} {word}" for word, count in outcomes if count)
    narrate(f"replaced {article.id}" + (f": of its quotes {quotes}" if quotes else ""))
    if not found.reworded and not found.lost:
        return True
    path = negotiation.position_path(negotiation.known(article.id))
    locate = negotiation.locator(path, PositionFile)
    for word, entries in (("reworded, and was", found.reworded), ("lost", found.lost)):
        for keys, entry in entries:
            line, column = locate((*keys, "quote" if entry.quote is not None else "at"))
            told = entry.quote or f"at {list(entry.at or ())}"
            narrate(f"{near_path(path)}:{line}:{column}: {word}: {shorten(told, 100)}")
    return True
