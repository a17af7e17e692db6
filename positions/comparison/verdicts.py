"""Positions on one issue: who is for it and who against, and do two of them go together?

Owns the choice of the proposition (`anchor`), the sides (`sides`) and the verdict on a pair. What the words of two
statements show is `pairs`'s; it forms no issue and settles no status: `status` does, from these verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from positions.comparison.meeting import incomparable
from positions.comparison.pairs import KNOWN, Known, apart, known, log_odds, of_others
from positions.comparison.quantities import differing, gap
from positions.comparison.readings import Reading, jointly, proposition, read
from positions.comparison.statements import GIVES, PUTS_FORWARD
from positions.comparison.words import content_stems, polarity
from positions.contradiction import Contradicts
from positions.model import Placed, Position, Side, Stance

_ANCHOR_WORTH = {Stance.DEMAND: 0.25, Stance.OFFER: 0.15, Stance.ACCEPT: 0.05, Stance.REJECT: 0.0}
"""How much rather a demand's claim becomes the proposition, on the scale of likeness."""
_DENIED_WORTH = -0.2
_NAMED_WORTH = 0.2
"""For all words of the issue's name; so that a row's name and its proposition are about the same thing."""

_PARTNERS = 48
"""How many statements each one of an issue is held against: the first ones, so that a large issue costs no square."""
_OF_PROPOSITION = 0.25
"""What the proposition counts beside a statement: it says once more what the position says whose words it is in."""
_SWEEPS = 20
"""Rounds of local search at most; two or three are the rule."""


class Verdict(StrEnum):
    """How two positions of an issue stand to each other."""

    SAME = "same"
    COMPATIBLE = "compatible"
    OPPOSED = "opposed"
    UNCLEAR = "unclear"


class Judgement(NamedTuple):
    """A verdict with what it rests on."""

    verdict: Verdict
    why: str
    """A construction of `pairs.known` (*same*, *opposites*, *amounts* …), *names* where they differ in those alone,
    *apart* where they have no word in common, or *sides*."""
    gap: str | None
    """The difference between their amounts, in words; None where there is none."""


def judge(one: Placed, other: Placed) -> Judgement:
    """How two positions of an issue go together.

    The very same words, rivals for one prize, and one amount asked where another is given, or accepted where another is
    put forward, decide by themselves; another amount given than the one rejected leaves it unclear. All else is decided
    by the sides, which rest on every pair of the issue; a construction that says the same is named as the reason.
    """
    found, why = _judged(one, other)
    return Judgement(found, why, amounts_apart(one, other))


def amounts_apart(one: Placed, other: Placed) -> str | None:
    """The difference between what two parties put forward or accept, in words; None where there is none.

    What somebody rejects is another's amount.
    """
    rejects = Stance.REJECT in (one.position.stance, other.position.stance)
    return None if rejects else gap(one.position.claim, other.position.claim)


def _judged(one: Placed, other: Placed) -> tuple[Verdict, str]:
    mine, theirs = read(one.position), read(other.position)
    found = known(mine, theirs)
    if found is not None and _decides(found, mine, theirs):
        agreed = Verdict.SAME if found.construction == "same" else Verdict.COMPATIBLE
        return Verdict.OPPOSED if found.log_odds > 0 else agreed, found.construction
    if found is None and _gives_what_was_not_rejected(mine, theirs):
        return Verdict.UNCLEAR, "amounts"
    if Side.OTHER in (one.side, other.side):
        return Verdict.UNCLEAR, "sides"
    opposed = one.side is not other.side
    if found is None and not opposed and of_others(mine, theirs):
        return Verdict.UNCLEAR, "names"
    if found is None and not opposed and _answer_apart(mine, theirs):
        return Verdict.UNCLEAR, "apart"
    if not opposed and incomparable(one.position.claim, other.position.claim):
        return Verdict.UNCLEAR, "amounts"
    why = found.construction if found is not None and (found.log_odds > 0) == opposed else "sides"
    return Verdict.OPPOSED if opposed else Verdict.COMPATIBLE, why


def _answer_apart(one: Reading, other: Reading) -> bool:
    """Do both answer, each something else that others put forward? They have no word in common, and neither speaks of a
    proposal; one side may well hold both, and they agree on nothing."""
    answer = one.stance not in PUTS_FORWARD and other.stance not in PUTS_FORWARD
    return answer and not one.proposes and not other.proposes and apart(one, other)


def _gives_what_was_not_rejected(one: Reading, other: Reading) -> bool:
    """Is another amount given than the one that was rejected? Of that one, the rejection says nothing, unless it
    rejects all above or below."""
    rejects = [it.stance is Stance.REJECT for it in (one, other)]
    gives = [it.stance in GIVES for it in (one, other)]
    return (
        any(rejects)
        and any(gives)
        and not one.bound
        and not other.bound
        and differing(one.claim, other.claim) is not None
    )


def _decides(found: Known, one: Reading, other: Reading) -> bool:
    """Does a construction settle a pair whatever the sides are? A party that raises its demand stays on its side, and
    yet leaves whoever gave what it asked for at first; so does one that lowers the offer that was accepted."""
    if found.construction == "amounts":
        answered = one.stance is not other.stance  # one asks where the other gives, or accepts what was put forward
        return answered if found.log_odds > 0 else found.log_odds <= -KNOWN
    return found.construction in ("same", "rivals")


def verdict(one: Placed, other: Placed) -> Verdict:
    """The verdict of `judge`, in which the same counts as compatible."""
    found, _ = _judged(one, other)
    return Verdict.COMPATIBLE if found is Verdict.SAME else found


def anchor(positions: Sequence[Position], central: Sequence[float], name: str = "") -> int:
    """The position whose claim is the issue's proposition: central, rather wanted than rejected, said plainly, and
    with the words of the issue's name.

    `central` tells how alike each is to all of them on average.
    """
    named = frozenset(content_stems(name))

    def worth(number: int) -> float:
        position = positions[number]
        denied = _DENIED_WORTH if polarity(position.claim) < 0 else 0.0
        shared = _NAMED_WORTH * len(named.intersection(content_stems(position.claim))) / max(1, len(named))
        return central[number] + _ANCHOR_WORTH[position.stance] + denied + shared

    return max(range(len(positions)), key=lambda number: (worth(number), -number))


def sides(
    positions: Sequence[Position],
    reference: str,
    holder: str | None = None,
    alike: Sequence[float] | None = None,
    compatible: float = 0.0,
    contradicts: Contradicts | None = None,
) -> list[Side]:
    """The side of each position on the proposition that the claim `reference` makes.

    `holder` is the party whose words the reference is in. A position is for it when it goes together with it, or with
    what goes together with it. Every two statements are opposed or not with some likelihood (`pairs.log_odds`); the
    sides are those under which the whole of the issue is likely: a partition of a signed graph, by local search from
    three starts. `alike` says for each position how alike its claim is to the reference, -1 to 1: one that is less than
    `compatible` alike, and shares no word with any statement, is on neither side. Where constructions say nothing,
    `contradicts` has its say. Ties go to the first; the same positions in the same order give the same sides.
    """
    readings = [proposition(reference, holder), *jointly([read(one) for one in positions])]
    odds = _odds(readings, contradicts)
    found = _partition(odds, readings)
    out = []
    for number, side in enumerate(found[1:], start=1):
        far = alike is not None and alike[number - 1] < compatible
        alone = far and all(apart(readings[number], one) for n, one in enumerate(readings[:_PARTNERS]) if n != number)
        out.append(Side.OTHER if alone else Side.FOR if side > 0 else Side.AGAINST)
    return out


def _odds(readings: Sequence[Reading], contradicts: Contradicts | None = None) -> list[dict[int, float]]:
    """For each statement the log-odds that it is opposed to others; the first is the proposition."""
    out: list[dict[int, float]] = [{} for _ in readings]
    pairs = [(number, other) for number in range(len(readings)) for other in range(min(number, _PARTNERS))]
    for number, other in pairs:
        value = log_odds(readings[number], readings[other]) * (1.0 if other else _OF_PROPOSITION)
        out[number][other] = out[other][number] = value
    if contradicts is not None:
        open_ = [(one, other) for one, other in pairs if known(readings[one], readings[other]) is None]
        said = contradicts([(readings[one].claim, readings[other].claim) for one, other in open_])
        for (one, other), odds in zip(open_, said, strict=True):  # who rejects a claim goes with what contradicts it
            value = out[one][other] + odds * readings[one].wants * readings[other].wants
            out[one][other] = out[other][one] = value
    return out


def _partition(odds: Sequence[dict[int, float]], readings: Sequence[Reading]) -> list[int]:
    """1 or -1 for each statement, the first 1: the most likely of what local search finds from three starts."""
    starts = (
        [one.wants for one in readings],
        [1 if odds[number].get(0, -1.0) < 0 else -1 for number in range(len(readings))],
        [1] * len(readings),
    )
    found = [_settle([1, *start[1:]], odds) for start in starts]
    return min(found, key=lambda chosen: round(_strain(chosen, odds), 6))


def _settle(chosen: list[int], odds: Sequence[dict[int, float]]) -> list[int]:
    """Turn single statements, and those that say the same together, as long as that makes the whole more likely."""
    alone = [frozenset({number}) for number in range(1, len(chosen))]
    same = [number | {n for n, value in odds[min(number)].items() if value <= -KNOWN} for number in alone]
    moves = [some for some in dict.fromkeys((*alone, *same)) if 0 not in some]
    for _ in range(_SWEEPS):
        turned = False
        for some in moves:
            if _strain_of(some, chosen, odds) > 1e-9:
                for one in some:
                    chosen[one] = -chosen[one]
                turned = True
        if not turned:
            break
    return chosen


def _strain_of(some: frozenset[int], chosen: Sequence[int], odds: Sequence[dict[int, float]]) -> float:
    """Above 0 when turning these together makes the whole more likely."""
    return sum(
        value * chosen[one] * chosen[other] for one in some for other, value in odds[one].items() if other not in some
    )


def _strain(chosen: Sequence[int], odds: Sequence[dict[int, float]]) -> float:
    """The lower, the more likely the sides are."""
    return sum(value * chosen[one] * chosen[other] for one, own in enumerate(odds) for other, value in own.items())
