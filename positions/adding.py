"""Articles taken into a negotiation, with what a person has to be told about each: behind `add` and behind the screen.

Owns the order of things: read a source, link it where it is a copy, take it in, say what is to be known; and that a
source which cannot be taken stops no other. It prints nothing and asks nobody: whoever can ask for a date that a source
lacks, says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from positions import naming
from positions.errors import ConflictError, PositionsError, WriteError
from positions.model import Article, Source, is_english

if TYPE_CHECKING:
    from positions.copylinks import CopyLinks
    from positions.negotiation import Negotiation
    from positions.reading import Found
    from positions.reading.web import Page

T = TypeVar("T")

Reading = Callable[[], "Iterator[Found]"]
"""Reads a source, and raises what is wrong with it."""


class Taken(NamedTuple):
    """What became of one article."""

    article: str
    added: bool
    """False where its text is there already."""
    remarks: tuple[str, ...] = ()
    """What a person has to know, each with what to do."""
    same_as: str | None = None
    """The article that has this text already, where it goes by another name."""


def readings(
    sources: Sequence[str],
    given: Source,
    *,
    allow_private: bool = False,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[tuple[str, Reading]]:
    """Each source with how to read it: first what is on this machine, then pages as they arrive, several at a time.

    A folder is as many sources as it has files: one that cannot be read stops no other. What is `given` wins over what
    a source says. `watch` is told how many of how many pages have come.
    """
    from positions.reading import fetch_all, is_url

    for source in sources:
        if not is_url(source):
            yield from _local(source, given)
    urls = [source for source in sources if is_url(source)]
    if urls:
        for url, page in fetch_all(urls, allow_private=allow_private, watch=watch):
            yield url, partial(_refused, page) if isinstance(page, PositionsError) else partial(_page_read, page, given)


def _local(source: str, given: Source) -> list[tuple[str, Reading]]:
    from positions.reading import files_of, read_found

    try:
        files = files_of(source, given)
    except PositionsError as fault:
        return [(source, partial(_refused, fault))]
    return [(str(file), partial(read_found, file, given)) for file in files]


def _page_read(page: Page, given: Source) -> Iterator[Found]:
    from positions.reading import read_url

    yield from read_url(page, given)


def _refused(fault: PositionsError) -> Iterator[Found]:
    raise fault


def each_taken(
    sources: Iterable[tuple[str, Reading]], taking: Callable[[Found], T]
) -> Iterator[tuple[str, T | Exception]]:
    """What becomes of each article by `taking`, and what is wrong with a source that cannot be taken, each with its
    source. A reader meets any bytes there are: whatever one stumbles over stops no other.

    Raises ConflictError and WriteError, since the next source would fare no better.
    """
    for source, reading in sources:
        try:
            for found in reading():
                yield source, taking(found)
        except (ConflictError, WriteError):
            raise
        except Exception as fault:
            yield source, fault


def take(
    negotiation: Negotiation, found: Found, copies: CopyLinks, *, dated: Callable[[Found], Found] = lambda found: found
) -> Taken:
    """Take an article in, unless its text is there. `dated` may give a date, and is called only where that counts.

    Raises InputError where it cannot be taken, ConflictError and WriteError where nothing can be written.
    """
    holder = None if found.article.text is None else negotiation.holder_of(found.article.text)
    if holder is not None and _is_bare(negotiation, holder, found.article):
        found = replace(found, article=found.article.model_copy(update={"id": holder}))
        holder = None
    if found.article.text is not None and holder is None:
        found = dated(found)
        found = replace(found, article=copies.linked(found.article))
    article = found.article
    if not negotiation.add(article, original=found.original, suffix=found.suffix):
        holder = negotiation.holder_of(article.text) if article.text is not None else None
        return Taken(article.id, added=False, same_as=None if holder == article.id else holder)
    others = copies.added(article)
    told = list(_remarks(found))
    if others and article.source.copy_of is None:
        told.append(f"the original of {', '.join(others)}, by its date or by what they credit")
    return Taken(article.id, added=True, remarks=tuple(told))


def _is_bare(negotiation: Negotiation, holder: str, article: Article) -> bool:
    """Is an article's text there under its own name, put there by hand, and nothing known about it?"""
    return naming.id_key(holder) == naming.id_key(article.id) and not negotiation.position_path(holder).exists()


def _remarks(found: Found) -> Iterator[str]:
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
