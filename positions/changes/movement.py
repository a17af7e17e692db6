"""The movement on one issue: what each party said article by article, how firmly, and how far apart the amounts are.

Owns the order of what was said. What a step is called is for `kinds` to say, how far amounts are apart for
`comparison.gaps`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from positions.changes.aligning import Likeness, Selection, pairs
from positions.changes.kinds import Judged, judge, telling
from positions.changes.silence import Silence, Silent, age
from positions.comparison.blocs import Blocs
from positions.comparison.gaps import Gap, amount, common_unit, take, widest
from positions.comparison.quantity import Quantity
from positions.comparison.recency import order, recency
from positions.model import ChangeKind, Matrix, Placed, Registry, Role, Row, When, day_of


class Moment(NamedTuple):
    """What a party said on the issue in one article, and what that made of what it had said before."""

    article: str
    party: str
    placed: Placed
    judged: Judged
    gap: Gap | None
    """The widest after it; None while fewer than two parties name amounts that can be compared."""
    toward: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    """The parties whose amount it came nearer to, and those it went farther from."""


class Net(NamedTuple):
    """How a party's amount moved in all."""

    party: str
    first: Quantity
    last: Quantity
    toward: tuple[str, ...]
    """The parties whose last amount it is nearer to than it was at first."""


class Movement(NamedTuple):
    """What happened on one issue over time, and what it comes to."""

    row: Row
    moments: tuple[Moment, ...]
    net: tuple[Net, ...]
    unmoved_since: dt.date | None
    """The day of the last statement that was no repetition; None where the last one that has a date moved something."""
    silences: tuple[Silence, ...]
    """The current positions of parties that later articles have passed over, the stalest first."""

    def of(self, party: str) -> Movement:
        """What of it is a party's; the gaps and who came nearer to whom stay as they are between all."""
        moments = tuple(one for one in self.moments if one.party == party)
        return Movement(
            self.row,
            moments,
            tuple(one for one in self.net if one.party == party),
            unmoved_since(moments),
            tuple(one for one in self.silences if one.silent.party == party),
        )


def movement(
    row: Row,
    published: Mapping[str, When | None],
    stale_after: int,
    alike: Likeness | None = None,
    registry: Registry | None = None,
) -> Movement:
    """The movement on an issue. `published` are the dates of all articles that count, by id; from `stale_after` newer
    ones on a position is stale; see `aligning.pairs` for `alike`, and `history` for what the registry tells."""
    moments = history(row, alike, registry)
    quiet = [
        Silence(Silent(each.position.party, row.issue, each), old, old.articles >= stale_after)
        for each in row.positions
        if each.current and (old := age(each, published)).articles
    ]
    quiet.sort(key=lambda one: -one.age.articles)
    return Movement(row, moments, net(moments, registry), unmoved_since(moments), tuple(quiet))


def history(row: Row, alike: Likeness | None = None, registry: Registry | None = None) -> tuple[Moment, ...]:
    """Everything that was said on an issue, the oldest first; in one article by the order of the text.

    An opponent's report is left out where the party speaks for itself in the same article, and so is what repeats
    another article. The gaps are those of the matrix: between principals, by their own words, and not within a bloc.
    """
    measured = _Measured(row.positions, registry)
    latest: dict[str, Quantity] = {}
    found = []
    for article, party in _spoken(row):
        going_on = next(pairs(*_states(row, article, party), alike), None)
        if going_on is None:
            continue
        pair = telling(going_on)
        judged = judge(pair) or Judged(ChangeKind.DROPPED, None, "withdrawn")
        before = latest.get(party)
        measured.take(latest, article, party)
        nearer = _compared(before, latest.get(party), measured.others(party, latest))
        gap = widest(latest, measured.blocs.one_voice)
        found.append(Moment(article, party, pair.after, judged, gap, nearer[-1], nearer[1]))
    return tuple(found)


def net(moments: Sequence[Moment], registry: Registry | None = None) -> tuple[Net, ...]:
    """Of each party that named two amounts or more, how the first became the last, and whom that brought it nearer."""
    measured = _Measured([one.placed for one in moments], registry)
    amounts: dict[str, list[Quantity]] = defaultdict(list)
    for one in moments:
        found = measured.amount(one.placed)
        if found is not None and not one.placed.position.withdrawn:
            amounts[one.party].append(found)
    last = {party: named[-1] for party, named in amounts.items()}
    moved = []
    for party, named in amounts.items():
        if named[0].value != named[-1].value:
            nearer = _compared(named[0], named[-1], measured.others(party, last))
            moved.append(Net(party, named[0], named[-1], nearer[-1]))
    return tuple(moved)


class _Measured:
    """Whose amounts count among some statements on an issue: see `comparison.gaps`."""

    def __init__(self, placed: Sequence[Placed], registry: Registry | None) -> None:
        self._registry = registry or Registry()
        self.blocs = Blocs(self._registry, (one.position.party for one in placed))
        self._counting = [one for one in sorted(placed, key=recency) if self._counts(one)]
        self._unit = common_unit(self._counting)

    def _counts(self, placed: Placed) -> bool:
        position = placed.position
        is_own = placed.repeats is None and position.according_to is None
        return is_own and self._registry.role_of(position.party) is Role.PRINCIPAL

    def amount(self, placed: Placed) -> Quantity | None:
        """The amount that a statement names, where it counts."""
        return amount(placed, self._unit) if self._counts(placed) else None

    def take(self, latest: dict[str, Quantity], article: str, party: str) -> None:
        """Put a party's amount after an article into the latest ones; what is withdrawn goes."""
        said = [one for one in self._counting if (one.position.article, one.position.party) == (article, party)]
        take(latest, said, self._unit)

    def others(self, party: str, latest: Mapping[str, Quantity]) -> dict[str, Quantity]:
        """The amounts of those who do not speak for the party."""
        return {other: named for other, named in latest.items() if not self.blocs.one_voice(party, other)}


def unmoved_since(moments: Sequence[Moment]) -> dt.date | None:
    """The day of the last statement that said something new, where later ones repeat what was said; else None."""
    dated = [one for one in moments if one.placed.when is not None]
    moved = [one for one in dated if one.judged.kind not in (ChangeKind.KEPT, ChangeKind.REWORDED)]
    if not moved or moved[-1] is dated[-1] or moved[-1].placed.when is None:
        return None
    return day_of(moved[-1].placed.when)


def _spoken(row: Row) -> list[tuple[str, str]]:
    """Article and party of everything that was said, the oldest first."""
    first: dict[tuple[str, str], tuple[object, ...]] = {}
    for one in row.positions:
        if one.repeats is not None:
            continue
        position = one.position
        when = (order(one.when), position.article, position.at or (0, 0), position.party)
        key = (position.article, position.party)
        first[key] = min(first.get(key, when), when)
    return sorted(first, key=lambda key: first[key])


def _states(row: Row, article: str, party: str) -> tuple[Matrix, Selection, Selection]:
    """The row with what the party said up to an article, and which of it is older."""
    own = [one for one in row.positions if one.position.party == party]
    now = max(order(one.when) for one in own if one.position.article == article)
    older = {
        one.position.article
        for one in own
        if (order(one.when), one.position.article) < (now, article) and one.position.article != article
    }
    alone = Matrix(parties=(party,), rows=(row,))
    return alone, lambda one: one.article in older, lambda one: one.article == article


def _compared(
    before: Quantity | None, now: Quantity | None, others: Mapping[str, Quantity]
) -> dict[int, tuple[str, ...]]:
    """-1: the parties that the amount came nearer to; 1: those it went farther from."""
    found: dict[int, list[str]] = {-1: [], 1: []}
    if before is not None and now is not None:
        for party, its in others.items():
            moved = [it.in_terms_of(its) for it in (before, now)]
            was, is_now = (abs(it.value - its.value) if it is not None else 0.0 for it in moved)
            if None not in moved and was != is_now:
                found[1 if is_now > was else -1].append(party)
    return {way: tuple(parties) for way, parties in found.items()}
