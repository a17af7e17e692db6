"""Where coders disagree, one word is decided on: written into one of their folders, or into one of its own.

Owned here: what a decision writes, and which disagreements are decided already. Each decision is one step that `undo`
takes back. A folder of its own starts with what all coders agree on; a decision is an entry with a person's verdict
there, also one that nobody's version is right, so that the work can be taken up again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from positions import revising
from positions.errors import ConflictError, InputError, UsageError
from positions.journal import Write
from positions.model import Article, Codebook, Entry, PositionFile, Registry, Review
from positions.negotiation import Negotiation
from positions.reliability.coding import Coded, Coding, Field, Unit, by_article, match, passage


@dataclass(frozen=True, slots=True)
class Target:
    """The folder that decisions are written into."""

    negotiation: Negotiation
    coding: Coding
    coder: int | None
    """Whose folder it is; None for one of its own."""

    @classmethod
    def open(cls, folder: Path, coding: Coding) -> Target:
        """A coder's own folder, one that was begun before, or a new one with all that the coders agree on.

        Raises UsageError for a folder that holds something else, InputError where its articles are others, FileFaults.
        """
        real = folder.resolve()
        for index, coder in enumerate(coding.coders):
            if coder.negotiation.root.resolve() == real:
                return cls(coder.negotiation, coding, index)
        target = cls(_negotiation_in(folder, coding), coding, None)
        target._begin()
        return target

    def _begin(self) -> None:
        """Take in each article that nothing is written of yet, with what all coders have in it, as one step."""
        negotiation, units = self.negotiation, by_article(self.coding.units)
        writes: list[Write] = []
        with negotiation.lock():
            there = set(negotiation.article_ids())
            for article in self.coding.articles:
                old = negotiation.position_file(article.id)
                if article.id in there:
                    self._refuse_other(article)
                elif article.text is not None:
                    writes.append(revising.revised_text(negotiation, article.id, article.text))
                if old is None or not (old.positions or old.disputed or old.settled):
                    agreed = self._agreed(article, old, units.get(article.id, ()))
                    writes.append(revising.revised_positions(negotiation, article.id, old, agreed))
            if any(write.old != write.new for write in writes):
                names = " and ".join(coder.name for coder in self.coding.coders)
                negotiation.commit(f"start from what {names} agree on", [*writes, *self._vocabulary()])

    def _vocabulary(self) -> list[Write]:
        """What it takes to know the parties and issues of all coders; what is there stays."""
        negotiation, coders = self.negotiation, [coder.negotiation for coder in self.coding.coders]
        registry, codebook = negotiation.registry, negotiation.codebook
        parties = _united([registry.parties, *(coder.registry.parties for coder in coders)])
        issues = _united([codebook.issues, *(coder.codebook.issues for coder in coders)])
        return [
            negotiation.revised(negotiation.root / "parties.yaml", registry, Registry(parties=parties)),
            negotiation.revised(negotiation.root / "issues.yaml", codebook, Codebook(issues=issues)),
        ]

    def _agreed(self, article: Article, old: PositionFile | None, units: Sequence[Unit]) -> PositionFile:
        """What all coders have in an article, confirmed and in the first one's words.

        The topics that the article itself names are not compared; the first coder's are taken.
        """
        first = self.coding.coders[0].negotiation.position_file(article.id) or PositionFile()
        text = None if article.text is None else f"articles/{article.id}.txt"
        source = old.article if old else article.source.model_copy(update={"text": text})
        file = PositionFile(article=source, disputed=first.disputed, settled=first.settled)
        for unit in units:
            if not unit.differences:
                version = unit.first
                pins = (one.entry.issue for one in unit.versions if one is not None)
                update = {"review": Review.CONFIRMED, "issue": next(filter(None, pins), None)}
                file = _with_entry(file, version.heading, version.entry.model_copy(update=update))
        return file

    def _refuse_other(self, article: Article) -> None:
        there = self.negotiation.article(article.id)
        if there.text != article.text:
            path = self.negotiation.article_path(article.id)
            raise InputError("this text is another than the coders'", hint="settle into a new folder", path=path)

    def pending(self) -> tuple[Unit, ...]:
        """The disagreements that nobody has decided here. Raises FileFaults.

        In a coder's own folder only what was dismissed is known to be decided, since a coder confirms entries without
        anybody else.
        """
        units = by_article(self.coding.units if self.coder is None else self.coding.disagreements)
        verdicts = frozenset(Review) if self.coder is None else frozenset({Review.DISMISSED})
        left: list[Unit] = []
        for article in self.coding.articles:
            own = units.get(article.id, [])
            decided = match(own, self._entries(article, verdicts))
            left += [unit for number, unit in enumerate(own) if unit.differences and number not in decided]
        return tuple(left)

    def _entries(self, article: Article, verdicts: frozenset[Review]) -> list[Coded]:
        file = self.negotiation.position_file(article.id) or PositionFile()
        return [
            Coded(heading, entry, heading, entry.issue, passage(entry, article.text))
            for heading, entry in file.entries()
            if entry.review in verdicts
        ]

    def take(self, unit: Unit, coder: int) -> None:
        """This coder's version is right; where the coder has none, nothing is stated there.

        Raises ConflictError where the entry was changed meanwhile.
        """
        version = unit.versions[coder]
        if version is None:
            self._decide(unit, unit.first, Review.DISMISSED)
        else:
            self._decide(unit, version, Review.CONFIRMED)

    def mix(self, unit: Unit, chosen: Mapping[Field, int]) -> None:
        """The first version, with party, stance and issue as these coders have them. Raises as `take` does."""
        version = unit.first
        for field, coder in chosen.items():
            source = unit.versions[coder]
            if source is not None:
                version = _with(version, source, field)
        self._decide(unit, version, Review.CONFIRMED)

    def drop(self, unit: Unit) -> None:
        """Nobody's version is right: nothing is stated there. Raises as `take` does."""
        self._decide(unit, unit.first, Review.DISMISSED)

    def _decide(self, unit: Unit, version: Coded, verdict: Review) -> None:
        own = unit.versions[self.coder] if self.coder is not None else None
        update: dict[str, Any] = {"review": verdict}
        heading = version.heading
        if own is not None:
            update["note"] = version.entry.note or own.entry.note
            heading = own.heading if own.party == version.party else heading
        entry = version.entry.model_copy(update=update)
        with self.negotiation.lock():
            old = self.negotiation.position_file(unit.article)
            file = old or PositionFile(article=self.negotiation.article(unit.article).source)
            new = _with_entry(file, heading, entry) if own is None else self._replaced(file, unit, own, heading, entry)
            write = revising.revised_positions(self.negotiation, unit.article, old, new)
            self.negotiation.commit(f"settle “{entry.claim}”", [write])

    def _replaced(self, file: PositionFile, unit: Unit, own: Coded, heading: str, entry: Entry) -> PositionFile:
        """The file with an entry in the place of another, or under another party."""
        entries = list(file.positions.get(own.heading, ()))
        if own.entry not in entries:
            message = f"{own.heading}'s entry “{own.entry.claim}” in {unit.article} was changed meanwhile"
            path = self.negotiation.position_path(unit.article)
            raise ConflictError(message, hint="start again: it is read anew", path=path)
        number = entries.index(own.entry)
        entries[number : number + 1] = [entry] if heading == own.heading else []
        positions = {name: tuple(entries) if name == own.heading else ones for name, ones in file.positions.items()}
        if not entries:
            del positions[own.heading]
        new = file.model_copy(update={"positions": positions})
        return new if heading == own.heading else _with_entry(new, heading, entry)


def _with_entry(file: PositionFile, heading: str, entry: Entry) -> PositionFile:
    entries = (*file.positions.get(heading, ()), entry)
    return file.model_copy(update={"positions": {**file.positions, heading: entries}})


def _with(version: Coded, source: Coded, field: Field) -> Coded:
    if field == "party":
        return replace(version, heading=source.heading, party=source.party)
    update: dict[str, Any] = {field: getattr(source.entry, field)}
    return replace(version, entry=version.entry.model_copy(update=update))


def _negotiation_in(folder: Path, coding: Coding) -> Negotiation:
    """The negotiation in a folder, begun where there is none.

    Raises UsageError where the folder holds something else, or a negotiation about other articles.
    """
    hint = "name a new folder, or one of the coders' own"
    if (folder / "negotiation.yaml").exists():
        found = Negotiation.find(folder)
        there = set(found.article_ids())
        if there and there.isdisjoint(article.id for article in coding.articles):
            raise UsageError("this negotiation is about other articles", hint=hint, path=folder)
        return found
    if folder.exists() and not (folder.is_dir() and Negotiation.is_begun(folder)):
        raise UsageError("this is no negotiation, and not empty", hint=hint, path=folder)
    return Negotiation.create(folder)


def _united(dictionaries: list[dict[str, Any]]) -> dict[str, Any]:
    """All keys; what the first has stays."""
    found: dict[str, Any] = {}
    for one in dictionaries:
        found |= {key: value for key, value in one.items() if key not in found}
    return found
