"""Whether a quote is the text at its range, and where its words stand now. How lines are broken does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from positions.checking.findings import Document, Finding
from positions.model import Article, Entry, PositionFile, Topic
from positions.textmap import flat, pattern
from positions.yamlfaults import Path as Keys

Range = tuple[int, int]


def quoting(file: PositionFile) -> Iterator[tuple[Keys, Entry | Topic]]:
    """Everything in a file that may quote the article, with its keys."""
    for party, entries in file.positions.items():
        for index, entry in enumerate(entries):
            yield ("positions", party, index), entry
    for section, topics in (("disputed", file.disputed), ("settled", file.settled)):
        for index, topic in enumerate(topics):
            yield (section, index), topic


def missing_text(article: Article, file: PositionFile, document: Document) -> Iterator[Finding]:
    """A text that the file names and that is not there."""
    if file.article.text is not None and article.text is None:
        hint = "put the text back, or delete the line `text:` when there is none"
        yield document.error(("article", "text"), f"the article's text {file.article.text} is gone", hint)


def misquoted(article: Article, file: PositionFile, document: Document) -> Iterator[Finding]:
    """Quotes that do not stand where `at` says, with where they stand now.

    Of a confidential entry, also what that means for exports.
    """
    if article.text is None:
        return
    for keys, entry in quoting(file):
        fault = _fault(article.text, entry.quote, entry.at)
        if fault is None:
            continue
        yield document.error((*keys, "at" if entry.at is not None else "quote"), *fault)
        if isinstance(entry, Entry) and entry.confidential and not article.source.confidential:
            yield from _unmasked(article.text, entry, keys, document)


def _unmasked(text: str, entry: Entry, keys: Keys, document: Document) -> Iterator[Finding]:
    """A confidential passage that exports cannot find, and so cannot mask by itself."""
    from positions.anchoring import anchor

    if entry.quote is None or anchor(entry.quote, text) is None:
        hint = "copy the words from the article, and delete the line `at:`"
        yield document.note((*keys, "confidential"), "exports mask the whole text, since this is not found in it", hint)


def _fault(text: str, quote: str | None, at: Range | None) -> tuple[str, str] | None:
    """What is wrong with a quote, and what to do; None when all is well."""
    if at is not None and at[1] > len(text):
        problem = f"`at` ends at {at[1]}, and the article has {len(text)} characters"
    elif quote is None or (at is not None and stands_at(text, quote, at)):
        return None
    else:
        problem = "the quote is not what the article says there" if at is not None else ""
    if quote is None:
        return problem, "correct it, or delete the line"
    places = [found.span() for found in pattern(quote).finditer(text)]
    if not places:
        return "the quote is not in the article", "copy its words from the article, and delete the line `at:`"
    if at is None:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - at[0]))
    return problem, f"it now stands at [{start}, {end}]"


def stands_at(text: str, quote: str, at: Range) -> bool:
    """Does the text have these words in this range, and no others?"""
    return at[1] <= len(text) and flat(text[slice(*at)]) == flat(quote)


def only_place(text: str, quote: str) -> Range | None:
    """Where the words of a quote stand, when that is one place."""
    wanted = pattern(quote)
    found = wanted.search(text)
    return None if found is None or wanted.search(text, found.start() + 1) else found.span()
