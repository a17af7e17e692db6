"""How far the amounts are apart that parties name on an issue, now and at first.

Owns whose amount counts and which of two gaps is the wider one. What a number is, `quantities` says; what a step toward
another party is called, `changes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from positions.comparison.limits import Limit
from positions.comparison.quantities import apart, between, quantities
from positions.comparison.quantity import TIMES, Kind, Quantity
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
    """That of the most amounts that statements name, else how often (*annual*); None where they name none."""
    counted = Counter((found.kind.value, found.unit) for one in placed for found in quantities(one.position.claim))
    amounts = {unit: number for unit, number in counted.items() if unit[0] != Kind.INTERVAL} or counted
    return max(amounts, key=amounts.__getitem__, default=None)


def amount(placed: Placed, unit: Unit | None) -> Quantity | None:
    """The amount that a party asks for, offers or accepts; what it rejects is another's.

    A time that it gives, *by June*, is one that may be taken in full.
    """
    if placed.position.stance is Stance.REJECT:
        return None
    named = next((one for one in quantities(placed.position.claim) if (one.kind.value, one.unit) == unit), None)
    gives = placed.position.stance is not Stance.DEMAND
    return named._replace(limit=Limit()) if named is not None and gives and named.kind in TIMES else named


def widest(latest: Mapping[str, Quantity], together: Callable[[str, str], bool] | None = None) -> Gap | None:
    """The widest gap between two parties' amounts, of whom `together` says that they are not one.

    An amount a share and one in all are in one unit and no gap.
    """
    pairs = [two for two in combinations(latest, 2) if together is None or not together(*two)]
    found = [gap for one, other in pairs if (gap := _between((one, latest[one]), (other, latest[other]))) is not None]
    return max(found, key=lambda gap: gap.value, default=None)


def _between(one: tuple[str, Quantity], other: tuple[str, Quantity]) -> Gap | None:
    found = between(one[1], other[1])
    held = other[1].in_terms_of(one[1])
    if found is None or held is None:
        return None
    parties = (one[0], other[0]) if one[1].value <= held.value else (other[0], one[0])
    return Gap(found.value, found.unit, found.words, parties)


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
        take(latest, said, unit)
        gaps.append((widest(latest, together), said[0].when))
    known = [(found, when) for found, when in gaps if found is not None]
    if not known or gaps[-1][0] is None:
        return None
    return _held_against(known[0][0], known[0][1], known[-1][0])


def take(latest: dict[str, Quantity], said: Sequence[Placed], unit: Unit | None) -> None:
    """Put the amounts of what is said at one time into the latest ones; what is withdrawn goes, also where it is named
    once more, and what is named instead comes."""
    for one in said:
        if one.position.withdrawn:
            latest.pop(one.position.party, None)
    for one in said:
        named = amount(one, unit)
        if named is not None and not _takes_back(said, one.position.party, named):
            latest[one.position.party] = named


def _takes_back(said: Sequence[Placed], party: str, named: Quantity) -> bool:
    """Does a party withdraw this amount, and not only another one, in what is said at one time?"""
    gone = (one.position.claim for one in said if one.position.party == party and one.position.withdrawn)
    return any(one.kind is named.kind and apart(one, named) is None for claim in gone for one in quantities(claim))


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
