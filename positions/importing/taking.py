"""What was imported, written into a negotiation: all of it in one step, or nothing.

Owned here: which article a document is, and that nothing of a person's is overwritten. An entry that is there already
is not written twice; an article's text, a party's or an issue's entry that is there stays as it is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from positions import naming, revising
from positions.anchoring import anchor
from positions.errors import InputError
from positions.importing.values import Coded, Document, Imported, Skipped
from positions.journal import Write
from positions.model import Codebook, Entry, PositionFile, Registry, Source, day_of, name_key
from positions.negotiation import Negotiation
from positions.textmap import flat

_ALIKE = 0.9
"""Likeness from which a passage is the one that is quoted: Discourse Network Analyzer writes other quotation marks and
commas for semicolons."""
_LONGEST_OWN = 60
"""Characters of a name that can be an id: longer ones are titles."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import has written, or would."""

    articles: tuple[str, ...]
    """Ids of the articles that are new."""
    entries: int
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    """Those that are new."""
    there: int
    """Entries that were there already."""
    skipped: tuple[Skipped, ...]


def take(negotiation: Negotiation, found: Imported, title: str, *, dry_run: bool = False) -> Taken:
    """Add articles, entries, parties and issues, as one step called `title`; with `dry_run`, write nothing.

    Raises InputError where a text in the import is not the one that the article has, FileFaults, ConflictError.
    """
    with negotiation.lock():
        taking = _Taking(negotiation)
        for document in found.documents:
            taking.document(document)
        writes = taking.writes()
        parties, issues = negotiation.registry, negotiation.codebook
        new_parties = _absent(found.registry.parties, _party_keys(parties))
        new_issues = _absent(found.codebook.issues, _issue_keys(issues))
        root = negotiation.root
        if new_parties:
            united = Registry(
                parties={**parties.parties, **{name: found.registry.parties[name] for name in new_parties}}
            )
            writes.append(negotiation.revised(root / "parties.yaml", parties, united))
        if new_issues:
            book = Codebook(issues={**issues.issues, **{name: found.codebook.issues[name] for name in new_issues}})
            writes.append(negotiation.revised(root / "issues.yaml", issues, book))
        if not dry_run:
            negotiation.commit(title, writes)
    skipped = (*found.skipped, *taking.skipped)
    return Taken(tuple(taking.new), taking.entries, new_parties, new_issues, taking.there, skipped)


def _party_keys(registry: Registry) -> Collection[str]:
    return registry.names_of()


def _issue_keys(codebook: Codebook) -> Collection[str]:
    return {name_key(one) for name, issue in codebook.issues.items() for one in (name, *issue.also)}


def _absent(names: Mapping[str, object], known: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name_key(name) not in known)


class _Taking:
    """Articles and entries on their way into a negotiation."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self.new: list[str] = []
        self.entries, self.there = 0, 0
        self.skipped: list[Skipped] = []
        self._texts: dict[str, str] = {}
        self._files: dict[str, PositionFile] = {}
        self._ids = {naming.id_key(one): one for one in negotiation.article_ids()}
        self._titles: dict[str, list[tuple[dt.date | None, str]]] = {}
        for one in negotiation.article_ids():
            self._remember(negotiation.article(one).source, one)

    def _remember(self, source: Source, article_id: str) -> None:
        if source.title:
            self._titles.setdefault(name_key(source.title), []).append((_day(source), article_id))

    def document(self, document: Document) -> None:
        """An article, found or new, with the entries that it does not have yet."""
        article_id = self._article(document)
        file = self._files[article_id]
        text = self._texts.get(article_id)
        for coded in document.statements:
            entry = self._placed(coded, text, article_id)
            own = file.positions.get(coded.party, ())
            if any(entry.is_same_as(one) for one in own):
                self.there += 1
            else:
                self.entries += 1
                file = file.model_copy(update={"positions": {**file.positions, coded.party: (*own, entry)}})
        self._files[article_id] = file

    def writes(self) -> list[Write]:
        """What it takes to write all of it."""
        found: list[Write] = []
        for article_id, file in self._files.items():
            if article_id in self.new and article_id in self._texts:
                found.append(revising.revised_text(self._negotiation, article_id, self._texts[article_id]))
            old = self._negotiation.position_file(article_id)
            found.append(revising.revised_positions(self._negotiation, article_id, old, file))
        return [write for write in found if write.old != write.new]

    def _article(self, document: Document) -> str:
        """The id of the article that a document is; a new one where there is none of its name, title or text, or where
        that is the article of another text in the same import."""
        known = self._ids.get(naming.id_key(document.name)) or self._titled(document)
        text = document.text
        if text is not None and (known is None or self._texts.get(known, text) != text):
            known = self._negotiation.holder_of(text)
        if known is None:
            return self._begin(document)
        if known not in self._files:
            self._open(known, document)
        return known

    def _titled(self, document: Document) -> str | None:
        """The one article of a document's title, unless it is of another day."""
        day = _day(document.source)
        found = self._titles.get(name_key(document.source.title or document.name), [])
        exact = [one for when, one in found if when == day]
        near = exact or [one for when, one in found if when is None or day is None]
        return near[0] if len(near) == 1 or exact else None

    def _begin(self, document: Document) -> str:
        article_id = _id_of(document, self._ids)
        title = document.source.title or (document.name if document.name != article_id else None)
        text = None if document.text is None else f"articles/{article_id}.txt"
        source = document.source.model_copy(update={"title": title, "text": text})
        self.new.append(article_id)
        self._ids[naming.id_key(article_id)] = article_id
        self._remember(source, article_id)
        self._files[article_id] = PositionFile(article=source)
        if document.text is not None:
            self._texts[article_id] = document.text
        return article_id

    def _open(self, article_id: str, document: Document) -> None:
        article = self._negotiation.article(article_id)
        if document.text is not None and article.text is not None and document.text != article.text:
            path = self._negotiation.article_path(article_id)
            hint = "bring both to one text first: `positions add --replace`"
            raise InputError(f"this is not the text that {document.name} has in the import", hint=hint, path=path)
        if article.text is not None:
            self._texts[article_id] = article.text
        bare = PositionFile(article=article.source)
        self._files[article_id] = self._negotiation.position_file(article_id) or bare

    def _placed(self, coded: Coded, text: str | None, article_id: str) -> Entry:
        """The entry with its passage: what it says where its words stand there, else where they stand."""
        entry = coded.entry
        if text is None:
            return entry.model_copy(update={"at": None})
        if entry.quote is None:
            return entry
        if entry.at is not None and flat(text[slice(*entry.at)]) == flat(entry.quote):
            return entry
        found = anchor(entry.quote, text, near=entry.at[0] if entry.at else None)
        if found is None or found.score < _ALIKE:
            why = f"“{entry.claim}” is taken without its passage: its words are not there"
            self.skipped.append(Skipped(article_id, why))
            return entry.model_copy(update={"at": None})
        quote = entry.quote if found.exact else text[slice(*found.at)]
        return entry.model_copy(update={"at": found.at, "quote": quote})


def _day(source: Source) -> dt.date | None:
    return day_of(source.published) if source.published else None


def _id_of(document: Document, taken: Collection[str]) -> str:
    """A document's own name where that is one word and can be an id, else its day and the words of its title; with a
    number where there is such an article."""
    stem = _stem_of(document)
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(one for one in candidates if naming.id_key(one) not in taken)


def _stem_of(document: Document) -> str:
    own = document.name
    if len(own) <= _LONGEST_OWN and not any(char.isspace() for char in own):
        with contextlib.suppress(InputError):
            naming.check_id(own)
            naming.check_id(f"{own}-99")  # with the number that it may get
            return own
    words = naming.slug(document.source.title or own) or "document"
    day = _day(document.source)
    return f"{day.isoformat()}-{words}" if day else words
