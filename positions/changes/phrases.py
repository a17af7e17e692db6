"""Phrases that tell how far a claim goes, and phrases in which a text itself says that a party moved.

Owns phrases.yaml and its reading. What a phrase makes of two statements is for `steps` to say.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pydantic import Field

from positions.comparison.extents import Said
from positions.comparison.words import Phrases, content_stems
from positions.model import Model
from positions.packaged import read

_DENIED = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|refus\w*|den(?:y|ies|ied|ying)|unless|until|before)\b|n[’']t\b)[^.,;:\n]*$",
    re.IGNORECASE,
)
"""What, before a phrase in its clause, says that it was not so."""


class GivesUp(Model):
    """Verbs of ending, and what a party ends when it gives something up: *end its blockade*."""

    verbs: Phrases
    own: Phrases
    example: str


class Lists(Model):
    """phrases.yaml."""

    whole: Said
    part: Said
    version: Said
    deadline: Said
    at_once: Said = Field(alias="at once")
    gives_up: GivesUp = Field(alias="gives up")
    softer: tuple[Said, ...]
    harder: tuple[Said, ...]


@functools.cache
def lists() -> Lists:
    """The packaged phrases, validated. Raises pydantic's ValidationError when the package is damaged."""
    return read("positions.changes", "phrases.yaml", Lists)


@functools.lru_cache(maxsize=8192)
def content(claim: str) -> frozenset[str]:
    """The words that say what a claim is about, as stems; several questions are put to each claim."""
    return frozenset(content_stems(claim))


def first(kind: str, text: str) -> str | None:
    """The first phrase of one of the lists, by its name there, as it stands in a text; None where it has none."""
    return next((found.group() for found in _all(kind, text)), None)


def moved(kind: str, text: str) -> str | None:
    """The first phrase of *softer* or *harder* that the text says was so; not what it denies in the same clause."""
    said = (found for found in _all(kind, text) if not _DENIED.search(text[: found.start()]))
    return next((found.group() for found in said), None)


def _all(kind: str, text: str) -> Iterator[re.Match[str]]:
    low = text.lower()
    if any(map(low.__contains__, _said()[kind])):  # a tenth of what the pattern takes, and hardly a text has one
        yield from _pattern(kind).finditer(text)


def gives_up(claim: str) -> str | None:
    """The words in which a claim ends something of the party's own (*end its hostile bid*); None without such, or where
    somebody else is to end it (*that Norland end its blockade*)."""
    found = _gives_up().search(claim)
    return found["said"] if found else None


@functools.cache
def _gives_up() -> re.Pattern[str]:
    known = lists().gives_up
    verbs, own = ("|".join(re.escape(each) for each in said) for said in (known.verbs, known.own))
    before = r"^\W*(?:(?:to|it|they|we|would|will|should|must|has|have|now|immediately)\s+)*"
    own_thing = rf"(?:its|their|his|her|our|my)\s+(?:\S+\s+){{0,3}}?(?:{own})\b"
    return re.compile(rf"{before}(?P<said>(?:{verbs})\s+{own_thing})", re.IGNORECASE)


@functools.cache
def _said() -> dict[str, tuple[str, ...]]:
    """The phrases of each list, by its name, the longest first."""
    known = lists()
    said = {name: getattr(known, name).said for name in ("whole", "part", "version", "deadline")}
    said["at once"] = known.at_once.said
    said |= {name: [each for one in getattr(known, name) for each in one.said] for name in ("softer", "harder")}
    return {name: tuple(sorted(phrases, key=len, reverse=True)) for name, phrases in said.items()}


@functools.cache
def _pattern(kind: str) -> re.Pattern[str]:
    """What finds the phrases of a list, between other words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _said()[kind]))})(?!\w)", re.IGNORECASE)
