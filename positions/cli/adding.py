"""What `add` does around each article: sources read, with URLs fetched side by side; a date asked for; and what has to
be told about each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Moment
from positions.cli.printing import Page
from positions.display import shorten
from positions.errors import PositionsError
from positions.model import Source, is_english

if TYPE_CHECKING:
    from positions.reading import Found
    from positions.reading.web import Page as WebPage

Reading = Callable[[], "Iterator[Found]"]
"""Reads a source, and raises what is wrong with it."""


def sources_read(sources: Sequence[str], given: Source, *, allow_private: bool) -> Iterator[Reading]:
    """Each source with how to read it: first what is on this machine, then pages as they arrive."""
    from positions.reading import fetch_all, is_url, read_found

    for source in sources:
        if not is_url(source):
            yield partial(read_found, source, given)
    urls = [source for source in sources if is_url(source)]
    if urls:
        for _, page in fetch_all(urls, allow_private=allow_private, watch=_show_fetched):
            yield partial(_page_read, page, given)


def _page_read(page: WebPage | PositionsError, given: Source) -> Iterator[Found]:
    from positions.reading import read_url

    if isinstance(page, PositionsError):
        raise page
    yield from read_url(page, given)


def _show_fetched(done: int, total: int) -> None:
    """A line on a terminal that counts the pages; it is written over, and stays nowhere."""
    if sys.stderr.isatty() and total > 1:
        text = f"fetched {done} of {total} pages"
        sys.stderr.write(f"\r{text}\r" if done < total else "\r" + " " * len(text) + "\r")
        sys.stderr.flush()


def dated(found: Found) -> Found:
    """The article with its date; where it has none and there is a person at the terminal, they are asked."""
    article = found.article
    if article.source.published is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return found
    title = shorten(Page(sys.stderr).words(article.title), 60)
    asked = f"when was '{title}' published? (a date such as 2024-08-19; Enter if you don't know)"
    answer = click.prompt(asked, default="", show_default=False, err=True, value_proc=_moment)
    if not answer:
        return found
    source = article.source.model_copy(update={"published": answer})
    return replace(found, article=article.model_copy(update={"source": source}))


def _moment(text: str) -> object:
    return Moment().convert(text, None, None) if text.strip() else ""


def remarks(found: Found) -> Iterator[str]:
    """What a person has to know about how an article was read."""
    source = found.article.source
    if found.article.text is not None and source.published is None:
        yield "it has no date: write `published:` into its position file, or `check` goes on telling"
    if found.encoding is not None:
        yield f"it is not in UTF-8, and was read as {found.encoding}: look at its accents"
    if not is_english(source):
        yield f"its language is {source.language}: extract reads only English, so type its positions in"
    if source.copy_of is not None:
        yield f"nearly the same text as {source.copy_of}"
