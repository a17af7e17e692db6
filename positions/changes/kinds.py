"""What became of a position: the kind of a change, and what decides it.

Owns the order in which the kinds are looked for. How far something moved is for `steps` to say, which two statements
are set against each other for `aligning`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from positions.changes import phrases
from positions.changes.aligning import Held, Pair
from positions.changes.steps import Step, amount, refusal, stances, steps
from positions.comparison.links import set_apart
from positions.comparison.opposites import opposites, poles
from positions.comparison.quantities import differing
from positions.comparison.words import polarity
from positions.model import Cause, ChangeKind, Placed, Position, Side, Stance, day_of, name_key

_BOTH = {Side.FOR, Side.AGAINST}
_PLAIN = (Cause.QUANTITY, Cause.DEADLINE, Cause.EXTENT, Cause.CONDITION, Cause.FIRMNESS)
"""What can be told without a reading of words that may be about something else."""


_FULL = 4
"""Content words from which a claim says itself what it is about."""


class Judged(NamedTuple):
    """The kind of a change, and what decides it."""

    kind: ChangeKind
    cause: Cause | None = None
    detail: str = ""


def judge(pair: Pair) -> Judged | None:
    """What became of the earlier statement; None where nothing is to be told of it."""
    before, after = pair.before, pair.after
    if after.position.withdrawn:
        if before is not None and before.position.withdrawn:
            return None
        reporter = after.position.according_to
        if reporter is not None and before is not None and before.position.according_to is None:
            return Judged(ChangeKind.KEPT, Cause.SOURCES, f"withdrawn, as only {reporter} reports")
        return Judged(ChangeKind.DROPPED, Cause.WORDS, "withdrawn")
    if before is None or pair.earlier is None:
        return Judged(ChangeKind.NEW)
    if before.position == after.position:
        return Judged(ChangeKind.KEPT)
    if _is_reversed(pair):
        return _conflict(before, after) if is_one_occasion(before, after) else _reversal(before, after)
    if before.position.withdrawn:
        return Judged(ChangeKind.NEW, None, "raised again after it was withdrawn")
    return _movement(before, after, pair.earlier, pair.later)


def telling(pair: Pair) -> Pair:
    """The same pair, or, where its two statements say the same, the first pair beside it in which something moved that
    is counted or entered."""
    judged = judge(pair) if pair.besides else None
    if judged is None or judged.kind not in (ChangeKind.KEPT, ChangeKind.REWORDED):
        return pair
    for before, after in pair.besides:
        one = pair._replace(before=before, after=after)
        moved = judge(one)
        if moved is not None and moved.cause in _PLAIN:
            return one
    return pair


def _is_reversed(pair: Pair) -> bool:
    """From for to against, in all that the party says on the issue, and not merely another amount.

    Where the claims themselves say the one thing or turn it round, that counts more than the sides they were put on.
    Sides of two issues cannot be compared.
    """
    before, after, earlier = pair.before, pair.after, pair.earlier
    if before is None or earlier is None or earlier.row.issue != pair.later.row.issue:
        return False
    opposite = {before.side, after.side} == _BOTH
    if before.position.withdrawn:
        return opposite
    if _gives_up(before.position, after.position):
        return _wants_its_own(before.position) is not _wants_its_own(after.position)
    if not opposite or _is_another_amount(before.position, after.position):
        return False
    was, now = ({one.side for one in held.placed} & _BOTH for held in (earlier, pair.later))
    return len(was) == len(now) == 1 and not _says_the_same(before.position, after.position)


def _is_another_amount(old: Position, new: Position) -> bool:
    """Is the same thing wanted, or not wanted, and only how much of it another?"""
    alike = _wants(old) == _wants(new) and not _are_opposite(old, new)
    return alike and differing(old.claim, new.claim) is not None


def _are_opposite(old: Position, new: Position) -> bool:
    """Do the claims, by their words, name two things that cannot both be?"""
    return opposites(poles(old.claim), poles(new.claim)) is not None or set_apart(old.claim, new.claim)


def _gives_up(old: Position, new: Position) -> str:
    """The words in which one of the two speaks of an end of what the other speaks of; empty without such."""
    if old.claim == new.claim:
        return ""
    was, now = _end_of_its_own(old), _end_of_its_own(new)
    if bool(was) == bool(now) or not phrases.content(old.claim) & phrases.content(new.claim):
        return ""
    return was or now or ""


def _end_of_its_own(position: Position) -> str | None:
    """The words in which a claim ends something of the party's own; what is asked of another party is that one's."""
    is_another = position.of is not None and name_key(position.of) != name_key(position.party)
    return None if is_another else phrases.gives_up(position.claim)


def _wants_its_own(position: Position) -> bool:
    """Does the party want what it has, or refuse to give it up?"""
    return (position.stance is Stance.REJECT) is (_end_of_its_own(position) is not None)


def _says_the_same(old: Position, new: Position) -> bool:
    one, other = (phrases.content(claim.claim) for claim in (old, new))
    alike = 4 * len(one & other) >= len(one) + len(other)
    same_way = old.stance is new.stance and _wants(old) == _wants(new)
    return same_way and alike and not _are_opposite(old, new) and not differing(old.claim, new.claim)


def _wants(position: Position) -> int:
    """1 where the party wants what its claim names, -1 where it wants it not to be."""
    rejects = position.stance is Stance.REJECT
    return -polarity(position.claim, rejected=True) if rejects else polarity(position.claim)


def is_one_occasion(one: Placed, other: Placed) -> bool:
    """Do two articles tell what was said on the same day, as far as they say when?"""
    if one.when is None or other.when is None or one.position.article == other.position.article:
        return False
    times = {when for when in (one.when, other.when) if isinstance(when, dt.datetime)}
    return day_of(one.when) == day_of(other.when) and len(times) < 2


def _conflict(before: Placed, after: Placed) -> Judged:
    """Two sources that contradict each other are no change of mind."""
    told = ", ".join(f"{one.side.value} in {one.position.article}" for one in (before, after))
    return Judged(ChangeKind.KEPT, Cause.SOURCES, f"sources disagree: {told}")


def _reversal(before: Placed, after: Placed) -> Judged:
    if {before.side, after.side} == _BOTH:
        return Judged(ChangeKind.REVERSED, Cause.SIDE, f"{before.side.value} → {after.side.value}")
    return Judged(ChangeKind.REVERSED, Cause.WORDS, _gives_up(before.position, after.position))


def _movement(before: Placed, after: Placed, earlier: Held, later: Held) -> Judged:
    for step in _steps(before, after, earlier, later):
        if step.size:
            kind = ChangeKind.HARDENED if step.size > 0 else ChangeKind.SOFTENED
            return Judged(kind, step.cause, step.detail)
    amounts = amount(before, after, _said(earlier, later)).detail
    return Judged(ChangeKind.KEPT if _same_claim(before, after) and not amounts else ChangeKind.REWORDED, None, amounts)


def _steps(before: Placed, after: Placed, earlier: Held, later: Held) -> Iterator[Step]:
    """The steps of the two statements, then those of all that was said on the issue; worked out one by one."""
    same_issue = earlier.row.issue == later.row.issue
    yield from steps(before, after, _said(earlier, later), same_issue=same_issue)
    if same_issue and not _about_two_things(before.position, after.position):
        yield stances(earlier.placed, later.placed)
        yield refusal(before, after)


def _about_two_things(old: Position, new: Position) -> bool:
    """Have two claims of some length hardly a word in common? A short one may only point to the thing (*that plan*)."""
    one, other = (phrases.content(position.claim) for position in (old, new))
    shorter = min(len(one), len(other))
    return shorter >= _FULL and len(one & other) * 4 < shorter


def _said(earlier: Held, later: Held) -> tuple[Placed, ...]:
    """What all parties say on the issue, or on both where they are two."""
    if earlier.row.issue == later.row.issue:
        return later.row.positions
    return (*earlier.row.positions, *later.row.positions)


def _same_claim(before: Placed, after: Placed) -> bool:
    """Do both say the same in the same words, whatever their form, and their order where it means nothing?"""
    one, other = (placed.position for placed in (before, after))
    alike = one.stance is other.stance and phrases.content(one.claim) == phrases.content(other.claim)
    return alike and not set_apart(one.claim, other.claim)
