"""What a job is, and what its process tells of it: JSON objects, one a line.

The application writes one `Job` to the child's standard input and keeps that open for as long as it lives; the child
writes messages to its standard output, the last of them `Done`. Whatever else the child has to say goes to its standard
error, and is the log's. A line that is none of these is no message: nobody guesses what was meant.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from positions.model import Model, Outcome

Stage = Literal["adding", "reading", "comparing"]


class Job(Model):
    """What to do: add what is named here, if anything is; then read, if that is wanted; then compare."""

    text: str | None = None
    """A text to add, as it was pasted."""
    sources: tuple[str, ...] = ()
    """What to add: a path, a pattern of paths or an address each, as it was typed."""
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    read: bool = False
    everything: bool = False
    """Also what is unchanged."""

    @property
    def adds(self) -> bool:
        """Is there anything to add?"""
        return self.text is not None or bool(self.sources)


class Began(Model):
    """The next part of the job has begun."""

    kind: Literal["began"] = "began"
    stage: Stage


class Fetched(Model):
    """So many pages of so many have come."""

    kind: Literal["fetched"] = "fetched"
    done: int
    total: int


class Embedded(Model):
    """So many texts of so many have become vectors, before they are compared."""

    kind: Literal["embedded"] = "embedded"
    done: int
    total: int


class Added(Model):
    """An article is new; or, where it is not, its text is there already, perhaps under another name."""

    kind: Literal["added"] = "added"
    source: str
    article: str
    new: bool
    remarks: tuple[str, ...] = ()
    same_as: str | None = None


class Refused(Model):
    """A source could not be taken."""

    kind: Literal["refused"] = "refused"
    source: str
    fault: str
    hint: str | None = None


class Settled(Model):
    """Nothing is left to do of what was typed in a line; an empty line stands for the pasted text."""

    kind: Literal["settled"] = "settled"
    line: str


class Reading(Model):
    """An article is being read, and this share of its text has been."""

    kind: Literal["reading"] = "reading"
    article: str
    share: float


class Through(Model):
    """An article is through, as so many of so many."""

    kind: Literal["through"] = "through"
    done: int
    total: int
    article: str
    outcome: Outcome
    detail: str = ""


class Note(Model):
    """Something that a person should know."""

    kind: Literal["note"] = "note"
    text: str


class Fault(Model):
    """What ends the job, with what to do about it."""

    kind: Literal["fault"] = "fault"
    fault: str
    hint: str | None = None


class Done(Model):
    """All is done. A child that ends without a word of this has died."""

    kind: Literal["done"] = "done"


Message = Began | Fetched | Embedded | Added | Refused | Settled | Reading | Through | Note | Fault | Done


@cache
def _messages() -> TypeAdapter[Message]:
    """Made when the first job is, since a start needs none."""
    return TypeAdapter(Annotated[Message, Field(discriminator="kind")])


def parsed(line: bytes) -> Message:
    """The message of a line. Raises ValueError (pydantic's) where it is none."""
    return _messages().validate_json(line)
