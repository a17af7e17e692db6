"""A statement as its words show it: what it wants, of what, in which order, and what turns it round.

Owns the reading of one statement. It compares none: `pairs` does.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from positions.comparison.charges import Charge, charge
from positions.comparison.links import Order, Particle, denied, leading, order, particles
from positions.comparison.opposites import Pole, poles, reverses, undone
from positions.comparison.statements import PUTS_FORWARD
from positions.comparison.words import (
    bound,
    content_stems,
    is_whole_proposal,
    meant,
    names_proposal,
    polarity,
    root,
    shows,
    tokens,
    turning,
)
from positions.model import Position, Stance


class Reading(NamedTuple):
    """A statement as its words show it; made once, compared often."""

    party: str | None
    """None for a proposition, which nobody need hold."""
    partners: frozenset[str]
    """The parties that say it in one voice with this one."""
    stance: Stance
    claim: str
    quote: str | None
    stems: tuple[str, ...]
    """Of what is meant, sorted."""
    roots: frozenset[str]
    """What it is about: neither grammar nor words that turn a claim round."""
    particles: frozenset[Particle]
    """What function words say of what it is about."""
    order: Order | None
    denied: frozenset[str]
    """Roots of what it wants something without."""
    leading: frozenset[str]
    """Roots of what it names first."""
    poles: tuple[Pole, ...]
    """Its words that can have an opposite."""
    undone: frozenset[tuple[str, str]]
    """See `opposites.undone`."""
    reverses: frozenset[str]
    """See `opposites.reverses`."""
    turned: int
    """-1 when its words turn the claim round, else 1."""
    turning: frozenset[str]
    """Stems of the words that do."""
    changing: bool
    """Does it turn round what stands, by wanting a change of it?"""
    of_change: bool
    """Does it speak of a change, as verb or noun?"""
    means: tuple[str, ...]
    """See `words.Turning`."""
    charge: Charge
    """See `charges`."""
    bound: int
    """See `words.bound`."""
    whole: bool
    """Does it name a proposal as a whole, or nothing at all?"""
    proposes: bool
    """Does it speak of a proposal as a whole, alone or among other things?"""
    named: frozenset[str]
    """Words of names in the claim, and of whom it is asked of."""
    called: frozenset[str]
    """Words of the party's own name."""
    gets: bool
    """Would the party itself get what the claim names?"""
    gives_up: bool
    """Does it end what the party itself put forward?"""

    @property
    def wants(self) -> int:
        """1, or -1 when it rejects."""
        return -1 if self.stance is Stance.REJECT else 1


def read(position: Position) -> Reading:
    """The statement that a position makes."""
    return _read(position.party, position.stance, position.claim, position.quote, position.of)


def jointly(readings: Sequence[Reading]) -> list[Reading]:
    """The same statements, each with who says the very same in the same passage (*Norland and Sudmark refused*).

    What two say together is as if one of them said it all.
    """
    said: dict[tuple[str | None, Stance, str], set[str]] = defaultdict(set)
    for one in readings:
        if one.quote is not None and one.party is not None:
            said[one.quote, one.stance, one.claim].add(one.party)
    return [one._replace(partners=frozenset(said.get((one.quote, one.stance, one.claim), ()))) for one in readings]


def proposition(claim: str, holder: str | None = None) -> Reading:
    """The statement that a proposition makes; `holder` is the party whose words it is in."""
    return _read(holder, Stance.DEMAND, claim, None, None)


@functools.lru_cache(maxsize=16384)  # sides and status ask for the same ones: an issue's, one issue after the other
def _read(party: str | None, stance: Stance, claim: str, quote: str | None, of: str | None) -> Reading:
    own = meant(claim)
    stems = tuple(sorted(content_stems(own)))
    turns = turning(claim)
    turned = polarity(claim, rejected=stance is Stance.REJECT)
    each_its_own = stance in PUTS_FORWARD and shows("each its own", own)
    return Reading(
        party=party,
        partners=frozenset(),
        stance=stance,
        claim=claim,
        quote=quote,
        stems=stems,
        roots=frozenset(root(word) for word in stems if word not in turns.words),
        particles=particles(own),
        order=order(own),
        denied=denied(own),
        leading=leading(own),
        poles=poles(own),
        undone=undone(own),
        reverses=reverses(own),
        turned=turned,
        turning=frozenset(turns.words),
        changing=turns.changing,
        of_change=shows("change", own),
        means=turns.means,
        charge=charge(own, turned),
        bound=bound(own),
        whole=is_whole_proposal(own) or not stems,
        proposes=not stems or names_proposal(stems),
        named=_names(f"{claim} {of or ''}"),
        called=_names(party or ""),
        gets=each_its_own or (stance is not Stance.REJECT and shows("getting", own)),
        gives_up=shows("giving up", own),
    )


def _names(text: str) -> frozenset[str]:
    words = (word.removesuffix("'s").removesuffix("’s") for word in tokens(text) if word[0].isupper())
    return frozenset(word.casefold() for word in words if len(word.strip(".")) > 2)
