"""What has one right answer, corrected: the rest is for a person.

A quote whose words stand in one place alone gets that place, and a range without a quote the words there. Of entries
that are the same in all fields one stays. A party or an issue that is spelt otherwise only in capitals or blanks is
spelt as it is registered; an alias stays, since it tells what the article calls the party.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from positions.checking import quotes
from positions.checking.findings import Document, Finding, attempt
from positions.journal import Write
from positions.model import Codebook, Entry, PositionFile, Registry, Topic, name_key
from positions.negotiation import Negotiation
from positions.textmap import flat
from positions.yamlfaults import Path as Keys
from positions.yamlslips import shorten

T = TypeVar("T", Entry, Topic)
Spelling = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction, with its place in the file as it was before."""

    path: Path
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What can be corrected, and what that takes."""

    fixes: list[Fix] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    """Files that a correction would concern and that the program cannot edit."""


def fix(negotiation: Negotiation, *, dry_run: bool = False) -> Fixed:
    """Correct all position files in one step, which `undo` takes back; with `dry_run`, say what would be corrected.

    Files that cannot be read are left alone. Raises ConflictError when somebody changed a file meanwhile.
    """
    found = Fixed()
    with negotiation.lock():
        registry = attempt(lambda: negotiation.registry, []) or Registry()
        codebook = attempt(lambda: negotiation.codebook, []) or Codebook()
        parties, issues = _spelling(registry.parties), _spelling(codebook.issues)
        for article_id in negotiation.article_ids():
            file = attempt(partial(negotiation.position_file, article_id), [])
            if file is not None:
                article = attempt(partial(negotiation.article, article_id), [])
                text = article.text if article is not None else None
                _correct(negotiation, article_id, file, _Correction(text, parties, issues), found)
        if found.writes and not dry_run:
            negotiation.commit("check --fix", found.writes)
    return found


def _spelling(registered: Collection[str]) -> Spelling:
    """How a name is registered. One that is so already stays, and so does one that may mean several or none."""
    meant: dict[str, list[str]] = {}
    for name in registered:
        meant.setdefault(name_key(name), []).append(name)

    def spelt(name: str) -> str:
        found = meant.get(name_key(name), [])
        return name if name in registered or len(found) != 1 else found[0]

    return spelt


def _correct(
    negotiation: Negotiation, article_id: str, file: PositionFile, correction: _Correction, found: Fixed
) -> None:
    """Add what becomes of an article's position file."""
    path = negotiation.position_path(article_id)
    new = correction.file(file)
    if new == file:
        return
    write = attempt(partial(negotiation.revised, path, file, new), found.refused)
    if write is not None:
        document = Document(negotiation, path, PositionFile)
        found.fixes.extend(Fix(path, *document.locate(keys), message) for keys, message in correction.log)
        found.writes.append(write)


@dataclass
class _Correction:
    """Corrects a file, and remembers where it did what."""

    text: str | None
    parties: Spelling
    issues: Spelling
    log: list[tuple[Keys, str]] = field(default_factory=list)

    def file(self, file: PositionFile) -> PositionFile:
        """The file with all that has one right answer."""
        positions: dict[str, tuple[Entry, ...]] = {}
        for party, entries in file.positions.items():
            keys = ("positions", party)
            name = self._spelt(party, self.parties, keys)
            before = positions.get(name, ())
            positions[name] = (*before, *self._each(keys, entries, before))
        update = {
            "positions": positions,
            "disputed": tuple(self._each(("disputed",), file.disputed, ())),
            "settled": tuple(self._each(("settled",), file.settled, ())),
        }
        return file.model_copy(update=update)

    def _spelt(self, name: str, known: Spelling, keys: Keys) -> str:
        right = known(name)
        if right != name:
            self.log.append((keys, f"`{name}` is now `{right}`"))
        return right

    def _each(self, keys: Keys, values: Sequence[T], before: Sequence[T]) -> Iterator[T]:
        """The values corrected, without those that stand among them, or before them, already."""
        seen = set(before)
        for index, value in enumerate(values):
            corrected = self._anchored((*keys, index), self._pinned((*keys, index), value))
            if corrected in seen:
                self.log.append(((*keys, index), "taken out: it stood twice"))
                continue
            seen.add(corrected)
            yield corrected

    def _pinned(self, keys: Keys, value: T) -> T:
        if value.issue is None:
            return value
        right = self._spelt(value.issue, self.issues, (*keys, "issue"))
        return value if right == value.issue else value.model_copy(update={"issue": right})

    def _anchored(self, keys: Keys, value: T) -> T:
        """The entry or topic with the range of its quote, or the words of its range."""
        if self.text is None:
            return value
        if value.quote is None:
            words = flat(self.text[slice(*value.at)]) if value.at and value.at[1] <= len(self.text) else ""
            if not words:
                return value
            self.log.append(((*keys, "at"), f"the quote is now `{shorten(words)}`"))
            return value.model_copy(update={"quote": words})
        if value.at is not None and quotes.stands_at(self.text, value.quote, value.at):
            return value
        place = quotes.only_place(self.text, value.quote)
        if place is None:
            return value
        self.log.append(((*keys, "at" if value.at else "quote"), f"`at` is now [{place[0]}, {place[1]}]"))
        return value.model_copy(update={"at": place})
