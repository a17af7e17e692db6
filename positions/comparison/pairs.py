"""What two statements on one issue show of whether they go together: signs, and what each sign weighs.

Owns the signs and the sum of their weights (weights.yaml, written by fitting/fit_pairs.py). It looks at words alone, in
the form that `words` and `quantities` read them; which of the two is for and which against, `verdicts` finds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

import yaml

from positions.comparison.quantities import comparable, differing
from positions.comparison.words import (
    content_stems,
    getting,
    is_turning,
    is_whole_proposal,
    meant,
    opposite_words,
    polarity,
    root,
    tokens,
)
from positions.model import Model, Position, Stance

_TITLE = frozenset({"mr", "mrs", "ms", "dr", "the", "of", "and", "for", "group", "co", "corp", "inc", "plc", "ltd", "minister"})
_POSSESSIVE = re.compile(r"\b(?:its|their|our|his|her|my)\b", re.IGNORECASE)


KNOWN = 3.0


class Weights(Model):
    """weights.yaml: the log-odds that two statements are opposed."""

    bias: float
    signs: dict[str, float]


class Reading(NamedTuple):
    """A statement as its words show it; made once, compared often."""

    party: str | None
    """None for the proposition, which nobody holds."""
    stance: Stance
    claim: str
    quote: str | None
    stems: tuple[str, ...]
    """Of what is meant, in order."""
    roots: frozenset[str]
    """What it is about: neither grammar nor words that turn a claim round."""
    turned: int
    """-1 when its words turn the claim round."""
    whole: bool
    """Does it name a proposal as a whole, or nothing?"""
    proposes: bool
    """Does it speak of a proposal as a whole, among other things or alone?"""
    named: frozenset[str]
    """Words of names in the claim, and in whom it is asked of."""
    called: frozenset[str]
    """Words of the party's own name."""
    gets: str
    """`self` where the party itself would get something, else nothing."""

    @property
    def wants(self) -> int:
        """1, or -1 when it rejects."""
        return -1 if self.stance is Stance.REJECT else 1


def read(position: Position) -> Reading:
    """The statement of a position."""
    return _read(position.party, position.stance, position.claim, position.quote, position.of)


def proposition(claim: str) -> Reading:
    """A statement for what an issue's proposition says."""
    return _read(None, Stance.DEMAND, claim, None, None)


def _read(party: str | None, stance: Stance, claim: str, quote: str | None, of: str | None) -> Reading:
    own = meant(claim)
    stems = tuple(content_stems(own))
    return Reading(
        party=party,
        stance=stance,
        claim=claim,
        quote=quote,
        stems=stems,
        roots=frozenset(root(word) for word in stems if not is_turning(word)),
        turned=polarity(claim, rejected=stance is Stance.REJECT),
        whole=is_whole_proposal(own) or not stems,
        proposes=not stems or any(is_whole_proposal(word) for word in stems),
        named=_names(f"{claim} {of or ''}"),
        called=_names(party or ""),
        gets="self" if stance is not Stance.REJECT and getting(claim, stance is Stance.ACCEPT) else "",
    )


def _names(text: str) -> frozenset[str]:
    words = (word.removesuffix("'s").removesuffix("’s") for word in tokens(text) if word[0].isupper())
    return frozenset(word.casefold() for word in words) - _TITLE


def signs(one: Reading, other: Reading) -> dict[str, float]:
    """The signs of two statements, whichever is the first."""
    own = one.party is not None and one.party == other.party
    relation = _relation(one, other)
    direction = one.wants * other.wants
    about_one = relation != "apart"
    turns = one.turned * other.turned if about_one else 1
    opposites = _opposites(one, other) if about_one else False
    pull = direction * turns * (-1 if opposites else 1)
    stances = "/".join(sorted((_kind(one), _kind(other))))
    whose = "own" if own else "two"
    out = {f"{whose} {relation} {'with' if pull > 0 else 'against'}": 1.0, f"{whose} {stances}": 1.0}
    if own:
        out["own"] = 1.0
    if not own and one.party and other.party:
        out |= _between(one, other, pull)
    out |= _amounts(one, other, whose)
    return out


def _kind(one: Reading) -> str:
    return "reject" if one.stance is Stance.REJECT else "accept" if one.stance is Stance.ACCEPT else one.stance.value


def _relation(one: Reading, other: Reading) -> str:
    if one.stems and sorted(one.stems) == sorted(other.stems):
        return "same"
    shared = one.roots & other.roots
    if one.whole or other.whole:
        return "whole" if one.proposes and other.proposes else "apart"
    if not shared:
        return "apart"
    return "close" if len(shared) >= 0.5 * min(len(one.roots), len(other.roots)) else "some"


def _opposites(one: Reading, other: Reading) -> bool:
    found = opposite_words(one.stems, other.stems)
    if found is None or any(is_turning(word) for word in found):
        return False
    return bool(set(one.stems) & set(other.stems) - set(found))


def _between(one: Reading, other: Reading, pull: int) -> dict[str, float]:
    """Signs of two parties: who is named, what stands in one sentence, who would get it."""
    out: dict[str, float] = {}
    for speaker, named in ((one, other), (other, one)):
        if (speaker.named & named.called) - speaker.called:
            out[f"named by {_kind(speaker)}"] = 1.0
    if one.quote and one.quote == other.quote:
        out["one sentence " + ("with" if pull > 0 else "against")] = 1.0
    if one.gets and other.gets and one.roots & other.roots and pull > 0 and (one.quote != other.quote or one.quote is None):
        out["rivals"] = 1.0
    return out


def _amounts(one: Reading, other: Reading, whose: str) -> dict[str, float]:
    if not comparable(one.claim, other.claim):
        return {}
    if differing(one.claim, other.claim) is None:
        return {f"{whose} same amount": 1.0}
    gives = [reading.stance in (Stance.OFFER, Stance.ACCEPT) for reading in (one, other)]
    if -1 in (one.wants, other.wants):
        return {f"{whose} other amount, rejected": 1.0}
    return {f"{whose} other amount, {'asked and given' if gives[0] != gives[1] else 'alike'}": 1.0}


@functools.cache
def weights() -> Weights:
    """The packaged weights, validated."""
    text = files("positions.comparison").joinpath("weights.yaml").read_text(encoding="utf-8")
    return Weights.model_validate(yaml.load(text, Loader=yaml.BaseLoader))


def known(one: Reading, other: Reading) -> tuple[str, float] | None:
    relation = _relation(one, other)
    direction = one.wants * other.wants
    own = one.party is not None and one.party == other.party
    if not own and one.party and other.party and one.gets and other.gets and one.roots & other.roots and direction > 0 and (one.quote != other.quote or one.quote is None):
        return "rivals", KNOWN
    if relation == "same":
        return "same", -KNOWN * direction * one.turned * other.turned
    if relation == "apart" or own:
        return None
    turns = one.turned * other.turned
    if _opposites(one, other):
        return "opposites", KNOWN * direction * turns
    if turns < 0:
        return "turned", KNOWN * direction
    if not own and direction > 0 and differing(one.claim, other.claim):
        gives = [r.stance in (Stance.OFFER, Stance.ACCEPT) for r in (one, other)]
        if gives[0] != gives[1]: return "amounts", KNOWN
    return None


def log_odds(one: Reading, other: Reading, weighed: Weights | None = None) -> float:
    """How likely two statements are opposed, above 0 rather than not."""
    found = known(one, other)
    if found is not None:
        return found[1]
    w = weighed or weights()
    return w.bias + sum(w.signs.get(name, 0.0) * value for name, value in signs(one, other).items())
