"""What a language model is asked to answer: its form, bounded in every place.

Small models fall into loops, and hostile servers send what they like, so every text and every list has a longest
length. It says nothing about what is true: `grounding` looks that up.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MOST_STATEMENTS, MOST_TOPICS = 40, 12
"""In one chunk. A chunk of 6,000 characters of dense conference reporting has some twenty."""


def _absent(value: object) -> object:
    """Models write `""` or `"none"` for what is not there."""
    if isinstance(value, str) and value.strip().casefold() in ("", "none", "null", "n/a"):
        return None
    return value


Name = Annotated[str, Field(max_length=120)]
Words = Annotated[str, Field(max_length=300)]
Passage = Annotated[str, Field(max_length=700)]
MaybeName = Annotated[Name | None, BeforeValidator(_absent)]
MaybeWords = Annotated[Words | None, BeforeValidator(_absent)]


class Answer(BaseModel):
    """A part of an answer: frozen, and closed to keys that were not asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(Answer):
    """One party demands, offers, accepts or rejects one thing."""

    quote: Passage = Field(description="the sentence that shows it, copied word for word")
    holder: Name = Field(description="who holds it: the words in the text that name the party or its speaker")
    stance: Literal["demand", "offer", "accept", "reject"]
    claim: Words = Field(description="what is demanded, offered, accepted or rejected: words copied from the quote")
    firmness: Literal["wish", "call", "demand", "red line"] = "demand"
    extent: Literal["full", "in principle", "in part"] = "full"
    condition_kind: Literal["if", "unless", "until", "in exchange for", "none"] = "none"
    condition: MaybeWords = Field(default=None, description="the words of the condition, without its opening word")
    reported_by: MaybeName = Field(default=None, description="the opponent who says so, where it is not the holder")
    withdrawn: bool = Field(default=False, description="the text says that the holder takes it back")


class TopicNamed(Answer):
    """A topic that the text itself calls unresolved or resolved."""

    quote: Passage = Field(description="the sentence that says so, copied word for word")
    topic: Words = Field(description="the topic: words copied from the quote")
    state: Literal["unresolved", "resolved"]


class Reply(Answer):
    """All that is found in one chunk."""

    statements: Annotated[tuple[Statement, ...], Field(max_length=MOST_STATEMENTS)] = ()
    topics: Annotated[tuple[TopicNamed, ...], Field(max_length=MOST_TOPICS)] = ()
