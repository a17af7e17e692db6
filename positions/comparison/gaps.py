"""How far the amounts are apart that parties name on an issue, now and at first.

Owns whose amount counts and which of two gaps is the wider one. What a number is, `quantities` says; what a step toward
another party is called, `changes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from positions.comparison.quantities import Quantity, apart, quantities
from positions.comparison.recency import order, recency
from positions.model import Placed, RowGap, Stance, Trend, When

Unit = tuple[str, str]
"""Kind and unit of an amount."""


class Gap(NamedTuple):
    """How far the amounts are apart that two parties named last."""

    value: float
    unit: str
    """Of the value and of both amounts."""
    words: str
    """*a gap of 4 points*; empty when there is none."""
    parties: tuple[str, str]
    """The lower first."""


def common_unit(placed: Iterable[Placed]) -> Unit | None:
    """That of the most amounts that statements name; None where they name none."""
    counted = Counter((found.kind.value, found.unit) for one in placed for found in quantities(one.position.claim))
    return counted.most_common(1)[0][0] if counted else None


def amount(placed: Placed, unit: Unit | None) -> Quantity | None:
    """The amount that a party asks for, offers or accepts; what it rejects is another's."""
    if placed.position.stance is Stance.REJECT:
        return None
    named = quantities(placed.position.claim)
    return next((one for one in named if (one.kind.value, one.unit) == unit), None)


def widest(latest: Mapping[str, Quantity], together: Callable[[str, str], bool] | None = None) -> Gap | None:
    """The widest gap between two parties' amounts, of whom `together` says that they are not one.

    An amount a share and one in all are in one unit and no gap.
    """
    pairs = [two for two in combinations(latest, 2) if together is None or not together(*two)]
    ordered = (sorted(two, key=lambda party: latest[party].value) for two in pairs)
    found = [(low, high) for low, high in ordered if _measurable(latest[low], latest[high])]
    if not found:
        return None
    low, high = max(found, key=lambda two: latest[two[1]].value - latest[two[0]].value)
    difference = apart(latest[low], latest[high])
    value, words = (difference.value, difference.words) if difference else (0.0, "")
    return Gap(value, latest[low].unit, words, (low, high))


def _measurable(one: Quantity, other: Quantity) -> bool:
    return one.comparable(other) and one.per == other.per


def over_time(placed: Sequence[Placed], together: Callable[[str, str], bool]) -> RowGap | None:
    """The gap after the newest of some statements on an issue, held against the first that there was.

    A party's amount stands until it names another one or withdraws it; see `widest` for `together`. None where there
    never were two amounts, where they always were the same, or where one is gone.
    """
    unit = common_unit(placed)
    latest: dict[str, Quantity] = {}
    gaps: list[tuple[Gap | None, When | None]] = []
    for _, group in groupby(sorted(placed, key=recency), key=lambda one: (order(one.when), one.position.article)):
        said = list(group)
        for one in said:
            position, named = one.position, amount(one, unit)
            if position.withdrawn:
                latest.pop(position.party, None)
            elif named is not None:
                latest[position.party] = named
        gaps.append((widest(latest, together), said[0].when))
    known = [(found, when) for found, when in gaps if found is not None]
    if not known or gaps[-1][0] is None:
        return None
    return _held_against(known[0][0], known[0][1], known[-1][0])


def _held_against(first: Gap, since: When | None, now: Gap) -> RowGap | None:
    if not first.value and not now.value:
        return None
    moved = now.value - first.value
    trend = Trend.UNCHANGED if abs(moved) <= 1e-9 * first.value else Trend.WIDENED if moved > 0 else Trend.NARROWED
    words = [found.words.removeprefix("a gap of ") or "none" for found in (first, now)]
    return RowGap(
        value=now.value,
        unit=now.unit,
        words=words[1],
        parties=now.parties,
        first_value=first.value,
        first_words=words[0],
        since=since,
        trend=trend,
    )
