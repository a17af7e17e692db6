"""What the grammar gives: a cue as it was read, whose word it stands on, and cues that were not read.

Values only; how they are found is the business of grammar.py and the modules it calls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.claims import Claim
from positions.extraction.cues import Cue
from positions.extraction.endings import Ending
from positions.extraction.story import Passage
from positions.model import Extent, Firmness, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Source:
    """Who vouches for a clause: the head noun of the speaker and the passage it stands in."""

    head: Token
    passage: Passage
    direct: bool
    """Said in direct speech."""
    carried: bool = False
    """Not said in this sentence: taken over from the one before."""


@dataclass(frozen=True)
class Reading:
    """A cue, read."""

    cue: Cue
    token: Token
    stance: Stance
    holders: tuple[Token, ...]
    """Heads of the noun phrases that hold it; empty when it is the source's own."""
    source: Source | None
    claims: tuple[Claim, ...]
    addressee: Token | None = None
    content: Token | None = None
    """The head of what the cue is about, where it has one."""
    withdrawn: bool = False
    ended: Ending | None = None
    """What ends it, where another cue does: *`dropped` its demand*."""
    stated: dt.date | None = None
    """When it was stated, where the text says that it is older than the article."""
    firmness: Firmness = Firmness.DEMAND
    extent: Extent = Extent.FULL
    pointed: tuple[Claim, ...] = ()
    """The words that it was read off, where they only point back to what its claims are: *opposed `this`*."""
    companion: bool = False
    """Read off somebody else's statement: `supported by Norland`."""

    @property
    def shown(self) -> Cue:
        """The cue that says what became of the claim: the ending where there is one."""
        return self.cue if self.ended is None else self.ended.cue

    @property
    def vouched(self) -> str:
        """On whose word it stands: none, direct, carried or reported."""
        if self.source is None:
            return "none"
        return "direct" if self.source.direct else "carried" if self.source.carried else "reported"


class Unread(NamedTuple):
    """A cue that stands in the text and was not read, and why."""

    cue: Cue
    token: Token
    why: str
    claims: tuple[Claim, ...] = ()
    """What it would be about, where it takes no stance on it: nobody's position, whatever the network makes of it."""


def silences(unread: Iterable[Unread]) -> tuple[Claim, ...]:
    """What the cues that take no stance would be about."""
    return tuple(claim for one in unread for claim in one.claims)
