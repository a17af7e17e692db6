"""What two statements on one issue show of whether they go together.

Owns the constructions of English that settle a pair (`known`: the same words, opposites, a claim turned round, limits,
amounts, rivals) and, for all other pairs, the sum of what their signs weigh (the file weights.yaml, written by
fitting/fit_pairs.py). It looks at words alone; who is for and who against, `verdicts` finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from positions.comparison.links import crossed, opposite_order, opposite_particles, opposite_reach
from positions.comparison.meeting import both_can_have, clash, given_what_is_asked, is_refused, same_amounts
from positions.comparison.opposites import described, opposites, verbs
from positions.comparison.quantities import comparable, differing
from positions.comparison.readings import Reading
from positions.comparison.statements import GIVES
from positions.comparison.weights import Weights, packaged
from positions.comparison.words import meant, root, stem
from positions.model import Stance

KNOWN = 3.0
"""The log-odds that a construction gives: as strong as the strongest sums of signs on the fitting series."""
LIKELY = 1.5
"""The same where only one of the two has the construction."""
_APART = 0.5
"""What signs count between statements without a word in common. On the fitting series, whose issues people made, they
could count in full (no pair in a hundred is judged otherwise); issues that the program makes hold strangers."""

_ASKING = (Stance.DEMAND, Stance.ACCEPT, Stance.OFFER)
"""Of two, the first asks for the amount, and the other gives it."""


class Known(NamedTuple):
    """What a construction says of a pair."""

    construction: str
    log_odds: float
    """Above 0 when the two are opposed."""


def log_odds(one: Reading, other: Reading, weighed: Weights | None = None) -> float:
    """Above 0 when two statements are rather opposed than not, below 0 when they rather go together."""
    found = known(one, other)
    if found is not None:
        return found.log_odds
    by = weighed or weights()
    summed = by.bias + sum(by.signs.get(sign, 0.0) for sign in signs(one, other))
    return summed * _APART if apart(one, other) else summed


def known(one: Reading, other: Reading) -> Known | None:
    """What a construction says of two statements, whichever is the first; None where there is none.

    What one party says at two times is told by the very same words, by giving up, by accepting another amount than its
    own, and by the opposite of what it wanted, alone: parties vary their words more than their minds.
    """
    relation = _relation(one, other)
    both = one.wants * other.wants
    own = _one_party(one, other)
    if not own and both > 0 and _rivals(one, other):
        return Known("rivals", KNOWN)
    if not own and relation != "apart" and _all_and_some(one, other):
        return Known("reach", LIKELY)
    if relation == "same":
        return None if of_others(one, other) else Known("same", -KNOWN * both * _turns(one, other))
    if relation == "apart":
        return None
    if one.wants == other.wants == 1 and any(a.gives_up and b.turned > 0 for a, b in ((one, other), (other, one))):
        return Known("given up", KNOWN)
    if own:
        return _of_itself(one, other, both, relation)
    return _of_two(one, other, both)


def _of_itself(one: Reading, other: Reading, both: int, relation: str) -> Known | None:
    """What a construction says of two statements of one party: it accepts another amount than its own, or it has turned
    round, in words that leave no doubt of what."""
    if _goes_over(one, other):
        return Known("amounts", KNOWN)
    if relation != "close" and not (one.poles and other.poles):  # most pairs, and this tells it at once
        return None
    turns = _turns(one, other)
    if _turns_to_the_opposite(one, other):
        return Known("opposites", KNOWN * both * turns)
    if turns < 0 and one.roots == other.roots:
        return Known("turned", KNOWN * both)
    return None


def _goes_over(one: Reading, other: Reading) -> bool:
    """Does a party accept another amount than the one that it puts forward itself?"""
    accepts = [it.stance is Stance.ACCEPT for it in (one, other)]
    return accepts[0] != accepts[1] and one.wants == other.wants and differing(one.claim, other.claim) is not None


def _of_two(one: Reading, other: Reading, both: int) -> Known | None:
    """What a construction says of two parties that speak of one thing."""
    turns = _turns(one, other)
    if (one.charge.free or other.charge.free) and (paid := one.charge.paid * other.charge.paid):
        return Known("free", -KNOWN * both * paid)
    if _opposites(one, other):
        return Known("opposites", KNOWN * both * turns)
    if _without(one, other):
        return Known("without", KNOWN * both * turns)
    if turns > 0 and (settled := _by_amounts(one, other)) is not None:
        if settled:
            return Known("amounts", KNOWN)
        return Known("amounts", -KNOWN if both > 0 else -LIKELY)  # what is not refused is not wanted yet
    two_limits = one.bound * other.bound > 0 and one.wants == other.wants == 1 and clash(one.claim, other.claim)
    if one.bound and other.bound and not two_limits:
        return Known("bounds", -KNOWN * both * one.bound * other.bound)
    if turns < 0:
        return Known("turned", KNOWN * both)
    if -1 in (one.bound, other.bound) and not two_limits:
        return Known("limited", LIKELY * both)
    if both > 0 and clash(one.claim, other.claim):
        asked_and_given = (one.stance in GIVES) != (other.stance in GIVES)
        return Known("amounts", KNOWN if asked_and_given else LIKELY)
    return None


def _by_amounts(one: Reading, other: Reading) -> bool | None:
    """Are two opposed by the amount that one of them asks for or refuses and the other names? None where nobody can
    tell."""
    if one.wants != other.wants:
        refused, named = (one, other) if one.wants < 0 else (other, one)
        return is_refused(refused.claim, named.claim)
    if one.wants < 0:
        return None
    if one.stance is other.stance:
        return False if both_can_have(one.claim, other.claim) else None
    asked, given = sorted((one, other), key=lambda it: _ASKING.index(it.stance))
    met = given_what_is_asked(asked.claim, given.claim)
    return None if met is None or (not met and asked.stance is Stance.ACCEPT) else not met


def _one_party(one: Reading, other: Reading) -> bool:
    """Is it one party, or are both said by the same two in one voice?"""
    if one.party is None or other.party is None:
        return False
    return one.party == other.party or (one.party in other.partners and other.party in one.partners)


def _relation(one: Reading, other: Reading) -> str:
    """How much two statements are about one thing, by their words: same, close, some, apart; whole where one of them
    names a proposal as a whole of which the other speaks."""
    if one.stems and one.stems == other.stems and one.bound == other.bound and same_amounts(one.claim, other.claim):
        return "close" if _says_otherwise(one, other) else "same"
    if one.whole or other.whole:
        return "whole" if one.proposes and other.proposes else "apart"
    shared = len(one.roots & other.roots)
    if not shared:
        return "apart"
    return "close" if 2 * shared >= min(len(one.roots), len(other.roots)) else "some"


def apart(one: Reading, other: Reading) -> bool:
    """Do the words of two statements show nothing that both are about?"""
    return _relation(one, other) == "apart"


def _rivals(one: Reading, other: Reading) -> bool:
    """Would each get the same thing, said in two places? Partners are told of in one sentence."""
    apart = one.party is not None and other.party is not None and (one.quote is None or one.quote != other.quote)
    return apart and one.gets and other.gets and bool(one.roots & other.roots)


def _all_and_some(one: Reading, other: Reading) -> bool:
    """Does one want all of what the other wants some of?"""
    return one.wants == other.wants == 1 and opposite_reach(one.particles, other.particles)


def of_others(one: Reading, other: Reading) -> bool:
    """Do two claims differ in nothing but in whom or which they name: *talks in Port Ost* and *talks in Norhaven*,
    *Article 5* and *Article 7*?"""
    mine, theirs = one.roots - other.roots, other.roots - one.roots
    if not mine and not theirs:  # one and the same, asked of two
        return bool(one.named - other.named and other.named - one.named)
    return bool(one.roots & other.roots and mine and theirs) and _are_names(mine, one) and _are_names(theirs, other)


def _are_names(roots: Iterable[str], of: Reading) -> bool:
    names = {root(stem(name)) for name in of.named}
    return all(word in names or word.isdigit() for word in roots)


def _opposites(one: Reading, other: Reading) -> bool:
    if _set_apart(one, other):
        return True
    found = opposites(one.poles, other.poles, turned=-1 in (one.turned, other.turned))
    if found is None:
        return _is_denied(one, other)
    if found[0] in one.turning or found[1] in other.turning:
        return False
    return bool(set(one.stems) & set(other.stems) - set(found))


def _turns_to_the_opposite(one: Reading, other: Reading) -> bool:
    """Do two claims say opposites of one thing that both name, and none of which one is only more than the other?"""
    if _set_apart(one, other) or _without(one, other):
        return True
    found = opposites(one.poles, other.poles, turned=-1 in (one.turned, other.turned), own=True)
    return found is not None and found[0] not in one.turning and found[1] not in other.turning


def _is_denied(one: Reading, other: Reading) -> bool:
    """Does one of two deny by a prefix what the other says of the same thing, and do they differ in little else? What
    undoes a verb (*deregulate*) says enough by that."""
    if one.roots & other.roots and any(
        it.reverses & verbs(that.roots) for it, that in ((one, other), (other, one)) if it.reverses
    ):
        return True
    if not any(it.undone and it.undone & described(meant(that.claim)) for it, that in ((one, other), (other, one))):
        return False
    return 2 * len(one.roots & other.roots) >= max(len(one.roots), len(other.roots))


def _says_otherwise(one: Reading, other: Reading) -> bool:
    """Do two mean another thing by the same words of content?"""
    return _set_apart(one, other) or _without(one, other) or opposites(one.poles, other.poles) is not None


def _set_apart(one: Reading, other: Reading) -> bool:
    return (
        opposite_particles(one.particles, other.particles)
        or opposite_order(one.order, other.order)
        or (one.stems == other.stems and crossed(one.claim, other.claim))
    )


def _without(one: Reading, other: Reading) -> bool:
    """Does one of two want something without what the other speaks of?"""
    return any(it.denied & that.roots & that.leading - that.denied for it, that in ((one, other), (other, one)))


def _turns(one: Reading, other: Reading) -> int:
    """-1 where one of two turns round what the other speaks of. That is no turn to whoever speaks of the change, or of
    the means, as well: *amend the charter*, *amendments to the charter*."""
    void = 0
    for it, that in ((one, other), (other, one)):
        void += (it.changing and that.of_change) + sum(root in that.roots for root in it.means)
    return one.turned * other.turned * (-1 if void % 2 else 1)


def signs(one: Reading, other: Reading) -> tuple[str, ...]:
    """The signs of a pair that no construction settles, whichever is the first."""
    whose = "own" if _one_party(one, other) else "two"
    pull = "with" if one.wants == other.wants else "against"
    found = [
        whose,
        f"{whose} {_relation(one, other)} {pull}",
        f"{whose} {'/'.join(sorted((one.stance, other.stance)))}",
    ]
    if comparable(one.claim, other.claim):
        found.append(f"{whose} {'other' if differing(one.claim, other.claim) else 'same'} amount")
    if whose == "two":
        found += [
            f"named by {it.stance}" for it, that in ((one, other), (other, one)) if it.named & that.called - it.called
        ]
        if one.quote is not None and one.quote == other.quote:
            found.append(f"one sentence {pull}")
    return tuple(found)


def weights() -> Weights:
    """That two statements are opposed."""
    return packaged("weights.yaml")
