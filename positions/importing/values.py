"""What is imported, in our own words, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from positions.model import Codebook, Entry, Registry, Source


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement, and whose it is."""

    party: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Document:
    """An article with what is stated in it."""

    name: str
    """What it is called there: an id, a title, or both in `source`."""
    source: Source = field(default_factory=Source)
    text: str | None = None
    """None where the import has none; an article that is there may have one."""
    statements: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be taken, where it stands, and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything that a file tells."""

    documents: tuple[Document, ...] = ()
    registry: Registry = field(default_factory=Registry)
    codebook: Codebook = field(default_factory=Codebook)
    skipped: tuple[Skipped, ...] = ()
