"""The vocabulary: what an article, a party, a position, an issue and a change are.

Every other module speaks in these frozen values and in no others. They validate what people type by hand; they read no
file, call no library but pydantic, and decide nothing. Character ranges are half-open and count code points of the
article's text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

FORMAT_VERSION = 1
"""The version of the files on disk that this program writes; it reads this one and, by migration, older ones."""

TOO_LONG = 2_000_000
"""Bytes from which on a text is no article: some 300,000 words, a thick book."""

TOO_LARGE = 5_000_000
"""Bytes from which on a file of a negotiation is refused: more than the positions of the longest text take."""


class Stance(StrEnum):
    """What a party does with a claim (CAMEO and PLOVER: REQUEST, CONCEDE, AGREE, REJECT)."""

    DEMAND = "demand"
    OFFER = "offer"
    ACCEPT = "accept"
    REJECT = "reject"


class Firmness(StrEnum):
    """How hard a party holds on, from softest to hardest."""

    WISH = "wish"
    CALL = "call"
    DEMAND = "demand"
    RED_LINE = "red line"

    @property
    def rank(self) -> int:
        """0 (wish) to 3 (red line)."""
        return list(Firmness).index(self)


class Extent(StrEnum):
    """How far an acceptance goes."""

    FULL = "full"
    IN_PRINCIPLE = "in principle"
    IN_PART = "in part"


class Role(StrEnum):
    """Whether a party's positions decide a status: only principals' do."""

    PRINCIPAL = "principal"
    MEDIATOR = "mediator"
    OBSERVER = "observer"


class Review(StrEnum):
    """A person's verdict on an entry."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Side(StrEnum):
    """Where a position stands on its issue's proposition."""

    FOR = "for"
    AGAINST = "against"
    OTHER = "other"


class Status(StrEnum):
    """Where an issue stands, from the principals' current positions."""

    AGREED = "agreed"
    STICKING = "sticking"
    OPEN = "open"


class Basis(StrEnum):
    """Why an issue counts as agreed."""

    SETTLED = "settled"
    ACCEPTED = "accepted"
    ALIGNED = "aligned"
    IN_PRINCIPLE = "in principle"
    MOOT = "moot"


class Trend(StrEnum):
    """What became of a gap since there first was one."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    UNCHANGED = "unchanged"


class ChangeKind(StrEnum):
    """What became of a party's position on one issue between two articles or dates."""

    NEW = "new"
    KEPT = "kept"
    REWORDED = "reworded"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"
    DROPPED = "dropped"


class Cause(StrEnum):
    """What decides a change."""

    QUANTITY = "quantity"
    DEADLINE = "deadline"
    EXTENT = "extent"
    CONDITION = "condition"
    FIRMNESS = "firmness"
    SCOPE = "scope"
    STANCE = "stance"
    SIDE = "side"
    WORDS = "words"
    SOURCES = "sources"


class Origin(StrEnum):
    """Who a change between two revisions of a negotiation comes from."""

    PARTY = "party"
    """The party said it after what was known before."""
    LEARNT = "learnt"
    """The party had said it before, and it was found only now."""
    RECODED = "recoded"
    """The article was known; how it is coded was changed."""


CONDITIONS: Mapping[str, str] = {
    "if": "if_",
    "unless": "unless",
    "until": "until",
    "in exchange for": "in_exchange_for",
}
"""The words that open a condition in YAML, with the field of `Entry` that holds it."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words a person reads: never empty, never only blanks."""


def _to_date(value: object) -> object:
    """Read `2024-08-19` and `2024-08-19 14:30` alike; pydantic alone would not tell which of the two it wants."""
    if not isinstance(value, str):
        return value
    try:
        day_alone = len(value.strip()) <= len("2024-08-19")
        return dt.date.fromisoformat(value.strip()) if day_alone else dt.datetime.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("date", "{value} is no date", {"value": repr(value)}) from None


When = Annotated[dt.datetime | dt.date, BeforeValidator(_to_date)]
"""A day, or a moment of one."""


def day_of(when: dt.datetime | dt.date) -> dt.date:
    """The calendar day of a date with or without a time."""
    return when.date() if isinstance(when, dt.datetime) else when


def name_key(name: str) -> str:
    """The form in which two names are compared: NFKC, case folded, blanks collapsed, no leading article, no
    possessive."""
    words = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words).removesuffix("'s")


def _to_span(value: object) -> object:
    """Offsets arrive as text, since YAML scalars are read as text."""
    if isinstance(value, (list, tuple)) and len(value) == 2:
        try:
            return tuple(int(part) for part in value)
        except (TypeError, ValueError):
            return value
    return value


def _check_span(value: tuple[int, int]) -> tuple[int, int]:
    start, end = value
    if not 0 <= start < end:
        raise PydanticCustomError("span", "start must come before end, and neither is negative")
    return value


Span = Annotated[
    tuple[int, int],
    BeforeValidator(_to_span),
    AfterValidator(_check_span),
    Field(description="[start, end], end excluded"),
]
"""A half-open range of code points."""


class Model(BaseModel):
    """What all values here share: frozen, and closed to keys they do not know.

    How each is validated is worked out at its first use: a start needs few of them.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, use_enum_values=False, defer_build=True
    )


class Topic(Model):
    """A topic that an article itself names as unresolved (`disputed`) or resolved (`settled`), whoever holds what."""

    topic: Text
    quote: Text | None = None
    at: Span | None = None
    issue: Text | None = None
    note: Text | None = None
    review: Review | None = None


class Entry(Model):
    """One statement as it stands in a position file, under the name of its party.

    In YAML the stance is the key of the claim (`- demand: a permanent ceasefire`); here they are two fields.
    """

    STANCE_KEYS: ClassVar[tuple[str, ...]] = tuple(stance.value for stance in Stance)

    stance: Stance
    claim: Text
    if_: Text | None = Field(default=None, alias="if")
    unless: Text | None = None
    until: Text | None = None
    in_exchange_for: Text | None = Field(default=None, alias="in exchange for")
    of: Text | None = Field(default=None, description="whom it is asked of")
    issue: Text | None = Field(default=None, description="a pin: only a person writes it")
    quote: Text | None = None
    at: Span | None = None
    speaker: Text | None = None
    firmness: Firmness = Firmness.DEMAND
    extent: Extent = Extent.FULL
    stated: When | None = Field(default=None, description="when it was stated, where older than the article")
    withdrawn: bool = False
    according_to: Text | None = Field(default=None, alias="according to", description="the opponent who reports it")
    confidential: bool = False
    review: Review | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _fold_stance(cls, data: object) -> object:
        """Turn `{demand: X}` into `{stance: demand, claim: X}`."""
        if not isinstance(data, Mapping) or "stance" in data:
            return data
        stances = [key for key in cls.STANCE_KEYS if key in data]
        if len(stances) != 1:
            raise PydanticCustomError("stance", "an entry has exactly one of demand, offer, accept, reject")
        rest = dict(data)
        return {"stance": stances[0], "claim": rest.pop(stances[0]), **rest}

    @model_serializer(mode="wrap")
    def _unfold_stance(self, handler: Any) -> dict[str, Any]:
        """The YAML form, without what is absent or by default so."""
        plain: dict[str, Any] = handler(self)
        out: dict[str, Any] = {self.stance.value: self.claim}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name in ("stance", "claim") or value is None or value == field.default:
                continue
            key = field.alias or name
            out[key] = plain[key] if key in plain else plain[name]
        return out

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        properties = schema.setdefault("properties", {})
        properties.pop("stance", None)
        claim = properties.pop("claim", {"type": "string"})
        schema["properties"] = dict.fromkeys(cls.STANCE_KEYS, claim) | properties
        schema["required"] = [name for name in schema.get("required", ()) if name not in ("stance", "claim")]
        schema["oneOf"] = [{"required": [stance]} for stance in cls.STANCE_KEYS]
        return schema

    @property
    def conditions(self) -> dict[str, str]:
        """The conditions that are set, by the words that open them."""
        found = {word: getattr(self, field) for word, field in CONDITIONS.items()}
        return {word: value for word, value in found.items() if value is not None}


class Alignment(StrEnum):
    """How words that a language model wrote were found in the article."""

    EXACT = "exact"
    NORMALISED = "normalised"
    """But for capitals and the kinds of quotation marks, dashes and blanks."""
    FUZZY = "fuzzy"
    """By likeness, with the same numbers and negations."""


class Aligned(Model):
    """Where words of a language model stand in the article."""

    at: Span
    by: Alignment = Alignment.EXACT
    score: float = Field(default=1.0, ge=0, le=1, description="share of the characters that are the same")


class Grounding(Model):
    """What of an entry was looked up in the article."""

    quote: Aligned
    claim: Aligned
    holder: Aligned


class MachineEntry(Entry):
    """An entry as the program wrote it, with what only the program knows."""

    confidence: float | None = Field(default=None, ge=0, le=1)
    rule: Text | None = Field(default=None, description="the cue that fired")
    aligned: Grounding | None = Field(default=None, description="where a language model's words were found")
    differs: Text | None = Field(default=None, description="what the other engine reads in its place")


class Position(Entry):
    """An entry together with whose it is and where it was read: the unit that everything compares."""

    article: str
    party: str
    confidence: float | None = None

    @property
    def key(self) -> str:
        """What tells it from others across comparisons: article, party, stance and claim, hashed to 12 characters."""
        parts = (self.article, self.party, self.stance.value, " ".join(self.claim.split()))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:12]

    @classmethod
    def of_entry(cls, entry: Entry, *, article: str, party: str, confidence: float | None = None) -> Position:
        """The entry, placed; it was validated where it came from.

        Its values are put in as pickle puts them: pydantic's `model_construct` takes five times as long, and a
        negotiation has thousands.
        """
        said = entry.__dict__
        fields = {**said} if type(entry) is Entry else {name: said[name] for name in Entry.model_fields}
        fields |= {"article": article, "party": party, "confidence": confidence}
        placed = cls.__new__(cls)
        placed.__setstate__(
            {
                "__dict__": fields,
                "__pydantic_fields_set__": set(fields),
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return placed


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


def _to_names(value: object) -> object:
    """One name may be written without a list."""
    if value in (None, ""):
        return ()
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_to_names, json_schema_input_type=str | tuple[Text, ...])]


class Party(Model):
    """An entry of parties.yaml; its key is the name."""

    aliases: Names = ()
    speakers: Names = ()
    role: Role = Role.PRINCIPAL
    bloc: Text | None = None
    note: Text | None = None


class StatusOverride(Model):
    """A person's word on where an issue stands."""

    is_: Status = Field(alias="is")
    by: Text | None = None
    on: When | None = None


class Issue(Model):
    """An entry of issues.yaml; its key is the name."""

    proposition: Text | None = None
    theme: Text | None = None
    also: Names = ()
    parties: dict[Text, Text] = Field(default={}, description="a person's words for the cell of a party")
    status: StatusOverride | None = None
    note: Text | None = None


class Registry(Model):
    """parties.yaml: who is who, as people decided it."""

    parties: dict[Text, Party] = {}

    def names_of(self) -> dict[str, tuple[str, ...]]:
        """For each compared form of a name or alias, the parties it may mean; an exact name beats every alias."""
        found: dict[str, list[str]] = {}
        for name, party in self.parties.items():
            for alias in party.aliases:
                found.setdefault(name_key(alias), [])
                if name not in found[name_key(alias)]:
                    found[name_key(alias)].append(name)
        exact = {name_key(name): (name,) for name in self.parties}
        return {key: tuple(names) for key, names in found.items()} | exact

    def role_of(self, party: str) -> Role:
        """The role of a party; whoever is not registered is a principal."""
        return self.parties[party].role if party in self.parties else Role.PRINCIPAL


class Codebook(Model):
    """issues.yaml: the issues as people named them."""

    issues: dict[Text, Issue] = {}


class Thresholds(Model):
    """Where comparison draws its lines; cosine similarities, 0 to 1."""

    same_issue: float = Field(default=0.38, ge=0, le=1)
    compatible: float = Field(default=0.1, ge=0, le=1)


class Settings(Model):
    """negotiation.yaml."""

    format: int = Field(default=FORMAT_VERSION, ge=1)
    name: Text | None = None
    thresholds: Thresholds = Thresholds()
    engine: Text | None = None
    model: Text | None = None
    stale_after: int = Field(default=3, ge=1, description="articles without a word after which a position is stale")


class RememberedIssue(Model):
    """An issue as the program last named it, with the keys of its members."""

    name: Text
    proposition: Text | None = None
    members: tuple[Text, ...] = ()


class RememberedIssues(Model):
    """machine/issues.yaml: what keeps names and members stable from one comparison to the next."""

    issues: tuple[RememberedIssue, ...] = ()


class Snapshot(Model):
    """Everything a negotiation's files say at one moment: what comparison and changes are computed from."""

    articles: tuple[Article, ...] = ()
    positions: tuple[Position, ...] = ()
    disputed: tuple[tuple[str, Topic], ...] = ()
    settled: tuple[tuple[str, Topic], ...] = ()
    reviewed: frozenset[str] = frozenset()
    registry: Registry = Registry()
    codebook: Codebook = Codebook()

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises KeyError."""
        for article in self.articles:
            if article.id == article_id:
                return article
        raise KeyError(article_id)


class Placed(Model):
    """A position on its issue."""

    position: Position
    side: Side
    current: bool
    """Is it its party's current position on the issue?"""
    when: When | None = None
    """`stated`, else the article's `published`; of what only repeats another article, that one's."""
    repeats: str | None = None
    """The article that it was read in before: a wire copy's entry, or the same passage once more. It counts once."""


class RowGap(Model):
    """How far the principals' amounts on an issue are apart, and how far they were at first."""

    value: float
    """The widest gap between what two of them named last, in `unit`; 0 where it has closed."""
    unit: str
    words: str
    """*4 points*; *none* where it has closed."""
    parties: tuple[str, str]
    """The lower amount's first."""
    first_value: float
    first_words: str
    since: When | None = None
    """When there first were two amounts."""
    trend: Trend


class Row(Model):
    """An issue in the matrix."""

    issue: str
    proposition: str
    status: Status
    basis: Basis | None = None
    provisional: bool = False
    reason: str = ""
    deciding: tuple[str, ...] = ()
    """The keys of the positions that the status rests on."""
    disputed: tuple[str, ...] = ()
    """The articles that name it as unresolved."""
    settled: tuple[str, ...] = ()
    theme: str | None = None
    cells: dict[str, str] = {}
    """A person's words for a party's cell."""
    overridden_by: str | None = None
    newer: tuple[str, ...] = ()
    """The articles that say something newer than a person's status is."""
    gap: RowGap | None = None
    """None where no two principals name amounts that can be compared."""
    inherited: dict[str, str] = {}
    """Each party that says nothing itself → the bloc whose current position counts for it."""
    dissents: dict[str, str] = {}
    """Each party that opposes its bloc, or, where that says nothing, another member → the bloc."""
    parts: tuple[str, ...] = ()
    """Where it is about a proposal as a whole: the issues that the proposal is made of."""
    part_of: tuple[str, ...] = ()
    """The issues about a proposal as a whole that it is part of."""
    positions: tuple[Placed, ...] = ()


class Matrix(Model):
    """Issues by parties, with every position once."""

    parties: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Nearness(Model):
    """Two parties, and the issues on which both hold a position of their own, by how these stand to each other."""

    one: str
    other: str
    same: tuple[str, ...] = ()
    """The very same words."""
    compatible: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def both(self) -> int:
        """On how many issues both have a word."""
        return len(self.same) + len(self.compatible) + len(self.opposed) + len(self.unclear)

    @property
    def share(self) -> float | None:
        """0 to 1: of the issues on which it is clear, on how many they go together; None where it is on none."""
        together = len(self.same) + len(self.compatible)
        return together / (together + len(self.opposed)) if together or self.opposed else None


class Step(Model):
    """What one party would have to do for an issue to be agreed."""

    party: str | None
    """None: any other principal."""
    act: Literal["accept", "withdraw"]
    placed: Placed
    """What it would accept, or what of its own it would withdraw."""


class OneStep(Model):
    """An issue that is one step from agreed."""

    issue: str
    kind: Literal["one apart", "unanswered"]
    """One party is in every pair that is opposed; or one has put something forward, and no other principal has a word
    on it."""
    steps: tuple[Step, ...]
    """Each would do by itself."""


class Closeness(Model):
    """How near the parties stand."""

    parties: tuple[str, ...] = ()
    """Those that hold a position of their own, in the order of the matrix."""
    pairs: tuple[Nearness, ...] = ()
    """The nearest first; of two as near, the one over more issues. Pairs without an issue in common are not there."""
    one_step: tuple[OneStep, ...] = ()
    """In the order of the matrix; those with an opposed pair first."""


class Change(Model):
    """What became of one party's position on one issue."""

    party: str
    issue: str
    kind: ChangeKind
    before: Placed | None = None
    after: Placed | None = None
    detail: str = ""
    cause: Cause | None = None
    """What decides the kind; None where nothing moved, or nothing was there to move. `sources`: two articles on one
    occasion contradict each other, which is no change."""
    origin: Origin = Origin.PARTY


class Dropped(Model):
    """Something that looked like a position and was left out, and why."""

    claim: str
    at: Span
    rule: str
    why: str


class Explanation(Model):
    """What became of one cue in a sentence."""

    cue: str
    kind: str
    at: Span
    """Where the cue stands."""
    kept: bool
    why: str | None = None
    """Why nothing was made of it; None when it was kept."""
    party: str | None = None
    entry: MachineEntry | None = None
    """How it was read, kept or not; None when it was not read at all."""


class Extraction(Model):
    """What an engine made of one article, or the fault that stopped it."""

    article: str
    engine: str
    positions: dict[str, tuple[MachineEntry, ...]] = {}
    disputed: tuple[Topic, ...] = ()
    settled: tuple[Topic, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left_out: dict[str, int] = {}
    """How many statements of a language model are not in the article, or nobody's, by reason."""
    learned: Learned = Learned()
    fault: str | None = None


Outcome = Literal["written", "merged", "unchanged", "failed", "no text", "skipped"]
"""What became of an article in an extraction run."""
