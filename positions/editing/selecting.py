"""Which positions an edit is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from positions.editing.book import Book
from positions.model import Entry, Matrix, Position, name_key

Takes = Callable[[str, str, Entry], bool]
"""Article, heading and entry → is it meant?"""


@dataclass(frozen=True)
class Selection:
    """Positions by where they stand and what they say; one that names nothing takes all, and with `none`, none."""

    articles: frozenset[str] = frozenset()
    words: str = ""
    """Words that its claim or quote has."""
    keys: frozenset[str] | None = None
    """The keys of the positions of an issue; None for any."""
    none: bool = False

    def takes(self, article_id: str, party: str, entry: Entry) -> bool:
        """Is this position meant? `party` is the registered one, where the heading means one."""
        if self.none or (self.articles and article_id not in self.articles):
            return False
        if self.words and name_key(self.words) not in name_key(f"{entry.claim} {entry.quote or ''}"):
            return False
        return self.keys is None or Position.of_entry(entry, article=article_id, party=party).key in self.keys


def members(matrix: Matrix) -> dict[str, frozenset[str]]:
    """The keys of the positions of each issue."""
    return {row.issue: frozenset(placed.position.key for placed in row.positions) for row in matrix.rows}


def moved(book: Book, to: str, goes: Takes) -> Book:
    """A book in which the entries that go stand under another heading, behind those that stand there."""
    files = {}
    for article_id, file in book.files.items():
        leaving = [entry for heading, entry in file.entries() if goes(article_id, heading, entry) and heading != to]
        positions = {
            heading: tuple(entry for entry in entries if heading == to or not goes(article_id, heading, entry))
            for heading, entries in file.positions.items()
        }
        kept = {heading: entries for heading, entries in positions.items() if entries or not file.positions[heading]}
        if leaving:
            kept[to] = (*kept.get(to, ()), *leaving)
        files[article_id] = file.model_copy(update={"positions": kept}) if leaving else file
    return replace(book, files=files)


def pinned(book: Book, issue: str, goes: Takes) -> Book:
    """A book in which the entries that are meant are pinned to an issue."""

    def changed(article_id: str, positions: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
        return {
            party: tuple(
                entry.model_copy(update={"issue": issue}) if goes(article_id, party, entry) else entry
                for entry in entries
            )
            for party, entries in positions.items()
        }

    files = {
        one: file.model_copy(update={"positions": changed(one, file.positions)}) for one, file in book.files.items()
    }
    return replace(book, files=files)
