"""Who holds something, as a value: a party, how it is known, and the words that name it.

Every step from words to parties hands these on. It knows no article and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from positions.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


class Standing(StrEnum):
    """How a holder is known."""

    REGISTERED = "registered"
    PLACE = "place"
    NAMED = "named"
    GROUP = "group"
    BYSTANDER = "bystander"
    UNKNOWN = "unknown"


KNOWN_BY_NAME = frozenset((Standing.PLACE, Standing.NAMED, Standing.REGISTERED))


class Holder(NamedTuple):
    """A party that holds something, and the words that say so."""

    party: str
    standing: Standing
    speaker: str | None
    mention: Span


class Party(NamedTuple):
    """A party without its words."""

    name: str
    standing: Standing


NOBODY = Party("", Standing.UNKNOWN)

Found = tuple[Party, str | None]
"""A party, and the person who speaks for it."""

Resolve = Callable[[int, "Token"], Found]
"""From a token of a passage, given by its number, to whom it means."""
