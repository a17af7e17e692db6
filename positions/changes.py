"""Two states of a negotiation → what became of each party's position on each issue.

Owns the kinds of change and what decides them; both states are articles of one compared matrix, so that an issue is
the same issue on both sides. It forms no issues, and silence is no change.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable

from positions.comparison.directions import direction
from positions.comparison.quantities import Quantity, differing, quantities
from positions.comparison.status import order, recency
from positions.comparison.words import content_stems
from positions.errors import UsageError
from positions.model import Change, ChangeKind, Extent, Matrix, Placed, Row, Side, Snapshot, Stance, day_of

_EXTENTS = (Extent.IN_PART, Extent.IN_PRINCIPLE, Extent.FULL)
_GIVES = (Stance.OFFER, Stance.ACCEPT)
_SAME_WORDS = 0.5
"""Share of content words two claims must have in common to count as one claim, kept."""


def changes(matrix: Matrix, old: Collection[str], new: Collection[str]) -> tuple[Change, ...]:
    """One change for each party and issue that the articles `new` speak of, or that they withdraw.

    Compared are the newest position of the party on the issue in the articles `old` and the newest in `new` (ids).
    Comparing a state with itself gives `kept` only. In the order of the matrix: by issue, then by party.
    """
    found = []
    for row in matrix.rows:
        for party in matrix.parties:
            own = [one for one in row.positions if one.position.party == party]
            before = _newest(one for one in own if one.position.article in old)
            after = _newest(one for one in own if one.position.article in new)
            change = _change(row, party, before, after)
            if change is not None:
                found.append(change)
    return tuple(found)


def select(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    """The articles that a name on the command line stands for: an id, or a date (all articles up to and including that
    day).

    Raises UsageError when it is neither, with the nearest id.
    """
    ids = [article.id for article in snapshot.articles]
    if name in ids:
        return (name,)
    try:
        day = dt.date.fromisoformat(name)
    except ValueError:
        near = difflib.get_close_matches(name, ids, n=1)
        hint = f"did you mean {near[0]}?" if near else "name an article by its id, or a date as in 2024-08-19"
        raise UsageError(f"there is no article {name}, and it is no date", hint=hint) from None
    return tuple(
        article.id
        for article in snapshot.articles
        if article.source.published and day_of(article.source.published) <= day
    )


def is_backwards(snapshot: Snapshot, old: str, new: str) -> bool:
    """Is the newest that `old` stands for newer than the newest of `new`? Undated articles are neither."""
    days = {article.id: article.source.published for article in snapshot.articles}
    newest = [
        max((day_of(day) for article in select(snapshot, name) if (day := days[article]) is not None), default=None)
        for name in (old, new)
    ]
    return newest[0] is not None and newest[1] is not None and newest[0] > newest[1]


def _newest(placed: Iterable[Placed]) -> Placed | None:
    """The newest position: the party's own words before an opponent's report of them, and within one article what
    stands before what is withdrawn."""

    def newness(one: Placed) -> tuple[object, ...]:
        position = one.position
        return position.according_to is None, order(one.when), position.article, not position.withdrawn, recency(one)

    return max(placed, key=newness, default=None)


def _change(row: Row, party: str, before: Placed | None, after: Placed | None) -> Change | None:
    if after is None:
        return None
    kind, detail = _kind(row, before, after)
    if kind is None:
        return None
    return Change(party=party, issue=row.issue, kind=kind, before=before, after=after, detail=detail)


def _kind(row: Row, before: Placed | None, after: Placed) -> tuple[ChangeKind | None, str]:
    if after.position.withdrawn:
        gone_before = before is not None and before.position.withdrawn
        return (None, "") if gone_before else (ChangeKind.DROPPED, "withdrawn")
    if before is None:
        return ChangeKind.NEW, ""
    if {before.side, after.side} == {Side.FOR, Side.AGAINST} and not _amount_step(row, before, after)[0]:
        return ChangeKind.REVERSED, f"{before.side.value} → {after.side.value}"
    if before.position.withdrawn:
        return ChangeKind.NEW, "raised again after it was withdrawn"
    for step, detail in _steps(row, before, after):
        if step:
            return (ChangeKind.HARDENED if step > 0 else ChangeKind.SOFTENED), detail
    _, amounts = _amount_step(row, before, after)
    return (ChangeKind.KEPT if _same_claim(before, after) and not amounts else ChangeKind.REWORDED), amounts


def _steps(row: Row, before: Placed, after: Placed) -> Iterable[tuple[int, str]]:
    """In order of weight, how the position moved: above 0 harder, below 0 softer, and what it is that moved.

    Each step changes its sign when before and after change places.
    """
    old, new = before.position, after.position
    yield _amount_step(row, before, after)
    both_accept = old.stance is new.stance is Stance.ACCEPT
    yield (
        (_EXTENTS.index(old.extent) - _EXTENTS.index(new.extent) if both_accept else 0),
        f"{old.extent.value} → {new.extent.value}",
    )
    yield _condition_step(before, after)
    yield new.firmness.rank - old.firmness.rank, f"{old.firmness.value} → {new.firmness.value}"


def _condition_step(before: Placed, after: Placed) -> tuple[int, str]:
    """Strings attached to an offer or an acceptance harden it; a way out of a demand or a refusal softens it."""
    old, new = before.position.conditions, after.position.conditions
    step = len(new) - len(old)
    if not step:
        return 0, ""
    words = new if step > 0 else old
    told = next(f"{word} {text}" for word, text in words.items() if step < 0 or word not in old)
    gives = after.position.stance in _GIVES and before.position.stance in _GIVES
    return (step if gives else -step), f"condition {'added' if step > 0 else 'lifted'}: {told}"


def _amount_step(row: Row, before: Placed, after: Placed) -> tuple[int, str]:
    """More asked or less given is harder, by what the words before the amounts say of them; to accept another amount
    than one's own is softer. Of a rejection nobody can tell, nor where the words leave it open and nobody else names an
    amount that it moved to or away from."""
    pair = differing(before.position.claim, after.position.claim)
    if pair is None:
        return 0, ""
    detail = f"{pair[0].text} → {pair[1].text}"
    old, new = before.position.stance, after.position.stance
    if Stance.REJECT in (old, new):
        return 0, detail
    if old is not new and Stance.ACCEPT in (old, new):
        return (-1 if new is Stance.ACCEPT else 1), detail
    asks = Stance.DEMAND in (old, new) or (old is Stance.ACCEPT and _is_offered(row, before, pair[0]))
    step = _more(before.position.claim, after.position.claim, pair, asks)
    nearer = _nearer(row, before, pair, _GIVES if asks else (Stance.DEMAND,))
    if not asks:
        return step or nearer, detail
    return (step or nearer if step + nearer else 0), detail


def _more(old: str, new: str, pair: tuple[Quantity, Quantity], asks: bool) -> int:
    """1 where more is asked or less is given than before, -1 the other way round, 0 where nobody can tell."""
    ways = {direction(claim, amount, asked=asks) for claim, amount in zip((old, new), pair, strict=True)}
    if len(ways) != 1 or pair[0].value == pair[1].value:
        return 0
    more = ways.pop() if pair[1].value > pair[0].value else -ways.pop()
    return more if asks else -more


def _nearer(row: Row, before: Placed, pair: tuple[Quantity, Quantity], stances: Collection[Stance]) -> int:
    """-1 where the amount moved toward what others say in these stances, 1 where it moved away, else 0."""
    others = _amounts_of_others(row, before, pair[0], stances)
    if not others:
        return 0
    distance = [min(abs(amount.value - other) for other in others) for amount in pair]
    return (distance[1] > distance[0]) - (distance[1] < distance[0])


def _amounts_of_others(row: Row, before: Placed, like: Quantity, stances: Collection[Stance]) -> list[float]:
    """The amounts in the same unit that other parties name on the issue in these stances."""
    return [
        found.value
        for one in row.positions
        if one.position.party != before.position.party and one.position.stance in stances
        for found in quantities(one.position.claim)
        if found.comparable(like)
    ]


def _is_offered(row: Row, before: Placed, like: Quantity) -> bool:
    """Is what the party accepts something that others offer it, and that nobody asks of it?"""
    offered, asked = (_amounts_of_others(row, before, like, (stance,)) for stance in (Stance.OFFER, Stance.DEMAND))
    return bool(offered) and not asked


def _same_claim(before: Placed, after: Placed) -> bool:
    one, other = (set(content_stems(placed.position.claim)) for placed in (before, after))
    if before.position.stance is not after.position.stance:
        return False
    return one == other or len(one & other) >= _SAME_WORDS * max(len(one), len(other), 1)
