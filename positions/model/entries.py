"""What a party states: an entry as people write it, as the program writes it, and as a position of an article."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from positions.model.base import Model, Span, Text, When
from positions.model.terms import CONDITIONS, Extent, Firmness, Review, Stance


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

    def is_same_as(self, other: Entry) -> bool:
        """Has the other the same stance, claim and passage? Then it is this one, whatever else was changed in it."""
        return (self.stance, self.claim, self.at) == (other.stance, other.claim, other.at)


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
