"""What a model is told: the packaged instructions and examples, and a chunk of an article as material between marks.

The words are data (`llm_prompt.yaml`). Owned here: how they become messages, and the version under which answers are
kept. A chunk cannot end itself: the mark is made of its own hash, which a text cannot contain.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.llm.schema import Reply


class Example(Knowledge):
    """A text and what is to be answered to it."""

    text: str
    answer: Reply


class PromptData(Knowledge):
    """llm_prompt.yaml."""

    version: int
    instructions: str
    before: str
    after: str
    addressed: tuple[str, ...]
    """Patterns of sentences that speak to a model instead of about the talks."""
    examples: tuple[Example, ...]


@cache
def prompt() -> PromptData:
    """The packaged instructions and examples. Raises FileFaults where the data file does not fit."""
    return read("llm_prompt", PromptData)


@cache
def addressed() -> re.Pattern[str]:
    """Matches in a sentence that speaks to a model."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in prompt().addressed), re.IGNORECASE)


@cache
def version() -> str:
    """Of all that shapes an answer: the number that people gave, and a hash of the words and of the asked form."""
    everything = json.dumps([prompt().model_dump(mode="json"), Reply.model_json_schema()], sort_keys=True)
    return f"{prompt().version}-{hashlib.sha256(everything.encode()).hexdigest()[:8]}"


def asked(chunk: str) -> str:
    """The message that asks for one chunk of an article."""
    mark = hashlib.sha256(chunk.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{prompt().before.format(mark=mark)}\n{chunk.strip()}\n{prompt().after.format(mark=mark)}"


def answer(reply: Reply) -> str:
    """An answer as a model writes it: defaults left out, so that the examples show that they may be."""
    return reply.model_dump_json(exclude_defaults=True) if reply != Reply() else '{"statements":[],"topics":[]}'
