"""An article, and the two files about it: the one that people edit, and what the program last wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, model_validator

from positions.model.base import Model, Span, Text, When
from positions.model.entries import Entry, MachineEntry, Topic


class Source(Model):
    """What is known about an article beside its words: the `article:` part of its position file."""

    title: Text | None = None
    published: When | None = None
    outlet: Text | None = None
    author: Text | None = None
    url: Text | None = None
    language: Text | None = Field(default=None, description="where it is not English: its ISO 639-1 code")
    copy_of: Text | None = Field(
        default=None, alias="copy of", description="the article that has nearly the same text, as wire copies have"
    )
    original: Text | None = Field(default=None, description="path of the page as it was fetched")
    text: Text | None = Field(default=None, description="path of the text, relative to the negotiation")
    confidential: bool = False


def is_english(source: Source) -> bool:
    """Is a text in English, as far as is known? Only such texts can be read by the engines."""
    return source.language is None or source.language.casefold().partition("-")[0] in ("en", "eng", "english")


class Article(Model):
    """One source text with its metadata; `text` is None for a source that has none (a call, a leak)."""

    id: str
    source: Source = Source()
    text: str | None = None

    @property
    def title(self) -> str:
        """Its title, or else its id."""
        return self.source.title or self.id


class Reviewed(Model):
    """Who has gone through the whole file, and when."""

    by: Text
    on: When | None = None


class PositionFile(Model):
    """A whole position file, in the form people edit."""

    article: Source = Source()
    reviewed: Reviewed | None = None
    positions: dict[Text, tuple[Entry, ...]] = {}
    disputed: tuple[Topic, ...] = ()
    settled: tuple[Topic, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, data: object) -> object:
        """A section that was emptied by hand (`positions:` and nothing below) is as good as absent."""
        if not isinstance(data, Mapping):
            return data
        kept = {key: value for key, value in data.items() if value not in (None, "")}
        if isinstance(kept.get("positions"), Mapping):
            kept["positions"] = {
                party: () if entries in (None, "") else entries for party, entries in kept["positions"].items()
            }
        return kept

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with its party, in the order of the file."""
        for party, entries in self.positions.items():
            for entry in entries:
                yield party, entry


class Learned(Model):
    """Who is who, as articles introduce it: what one says helps to read the next of the same negotiation."""

    people: dict[Text, Text] = {}
    """Full name of a person → the party that he or she acts for."""
    acronyms: dict[Text, Text] = {}
    """Acronym → the name that it stands for."""
    states: dict[Text, Text] = {}
    """Usual name of a state or place → the name that the articles use."""

    def merged(self, later: Learned) -> Learned:
        """Both; what was known first stays."""
        return Learned(
            people={**later.people, **self.people},
            acronyms={**later.acronyms, **self.acronyms},
            states={**later.states, **self.states},
        )


class Disagreement(Model):
    """Where a person and the program both changed something: the person's word stands, and the program's is told."""

    party: Text
    """Whose entry it is; of a topic, its section."""
    claim: Text
    """What the entry says, in the person's words."""
    at: Span | None = None
    field: Text
    """The field, by its name in YAML; `entry` when one of the two has the whole entry and the other has not."""
    yours: Text | None = None
    program: Text | None = None
    """What each of the two says; absent where it says nothing."""


class MachineFile(PositionFile):
    """What the program last wrote for an article: the same entries, and how it came to them."""

    engine: Text
    text_hash: Text | None = Field(default=None, alias="text hash", description="SHA-256 of the text that was read")
    registry_hash: Text | None = Field(
        default=None, alias="registry hash", description="SHA-256 of the registry it was read with"
    )
    file_hash: Text | None = Field(
        default=None, alias="file hash", description="SHA-256 of the position file as the program wrote it"
    )
    positions: dict[Text, tuple[MachineEntry, ...]] = {}  # type: ignore[assignment]  # narrower: never set
    learned: Learned = Learned()
    disagreements: tuple[Disagreement, ...] = ()
    left_out: dict[Text, int] = Field(
        default={}, alias="left out", description="how many statements of a language model were left out, by reason"
    )
