"""What `add` does around each article: sources read, with URLs fetched side by side; a date asked for; copies linked;
and what has to be told about each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Moment
from positions.cli.printing import Page
from positions.display import shorten
from positions.errors import PositionsError
from positions.model import Article, Source, is_english

if TYPE_CHECKING:
    from positions.negotiation import Negotiation
    from positions.reading import Found
    from positions.reading.copies import Copies
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


class CopyLinks:
    """Which article of the negotiation a new one is a copy of; its texts are looked at when the first one comes."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._known: Copies | None = None

    def linked(self, found: Found) -> Found:
        """The article with `copy of`, where another one has nearly its text."""
        text = found.article.text
        likest = None if text is None else self._copies().of(text)
        if likest is None:
            return found
        source = found.article.source.model_copy(update={"copy_of": self._first(likest[0])})
        return replace(found, article=found.article.model_copy(update={"source": source}))

    def add(self, article: Article) -> None:
        """Know an article that was added just now."""
        if article.text is not None:
            self._copies().add(article.id, article.text)

    def _copies(self) -> Copies:
        from positions.reading.copies import Copies

        if self._known is None:
            self._known = Copies(self._texts())
        return self._known

    def _texts(self) -> Iterator[tuple[str, str]]:
        for article_id in self._negotiation.article_ids():
            with suppress(PositionsError):  # a broken file is told of where it is needed
                text = self._negotiation.article(article_id).text
                if text is not None:
                    yield article_id, text

    def _first(self, article_id: str) -> str:
        """What this article is itself a copy of, else this article: copies of one text all name the same one."""
        with suppress(PositionsError):
            return self._negotiation.article(article_id).source.copy_of or article_id
        return article_id


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
