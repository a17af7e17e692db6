"""What stands behind the reason of a status: parties on both sides, members that leave their bloc, how a gap moved.

Owns these sentences. What they tell was found elsewhere; nothing here changes a status.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from positions.comparison.status import says
from positions.model import Placed, RowGap, Side, Trend, day_of


def remarks(
    reason: str,
    placed: Sequence[Placed],
    torn: Mapping[str, Sequence[str]],
    dissents: Mapping[str, str],
    gap: RowGap | None,
) -> Iterator[str]:
    """Everything that a reader of the `reason` should know besides; `placed` has its current positions marked."""
    for party, articles in torn.items():
        for article in articles:
            yield f"{party} is on both sides in {article}"
    yield from _dissents(placed, dissents)
    if gap is not None and gap.trend is not Trend.UNCHANGED:
        yield _moved(gap, reason)


def torn(placed: Sequence[Placed]) -> dict[str, tuple[str, ...]]:
    """Each party that one article has on both sides → those articles."""
    seen: dict[tuple[str, str], set[Side]] = defaultdict(set)
    for one in placed:
        position = one.position
        if not position.withdrawn and position.according_to is None and one.repeats is None:
            seen[position.party, position.article].add(one.side)
    found: dict[str, tuple[str, ...]] = {}
    for party, article in sorted(who for who, sides in seen.items() if {Side.FOR, Side.AGAINST} <= sides):
        found[party] = (*found.get(party, ()), article)
    return found


def _dissents(placed: Sequence[Placed], dissents: Mapping[str, str]) -> Iterator[str]:
    said = {one.position.party: one for one in placed if one.current}
    for party, bloc in sorted(dissents.items()):
        if bloc in said:
            yield f"{party} dissents from its bloc {bloc}: {says(said[party])}"
    divided = {bloc for bloc in dissents.values() if bloc not in said}
    for bloc in sorted(divided):
        members = sorted(party for party, of in dissents.items() if of == bloc)
        yield f"{bloc} is divided: {', '.join(says(said[party]) for party in members)}"


def _moved(gap: RowGap, reason: str) -> str:
    since = f" since {day_of(gap.since).isoformat()}" if gap.since else ""
    if not gap.value:
        return f"the gap of {gap.first_words} has closed{since}"
    if not gap.first_value:
        found = f"a gap of {gap.words}"
        return f"{'it' if reason.endswith(found) else found} has opened{since}"
    return f"the gap has {gap.trend.value} from {gap.first_words} to {gap.words}{since}"
