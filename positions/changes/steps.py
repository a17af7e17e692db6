"""How far a position moved: one function for each thing that can move, and the order in which they count.

Each looks at two statements of one party and gives a step, above 0 harder and below 0 softer, which changes its sign
when the two change places. Nothing here knows of issues, and `kinds` makes a change of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from positions.changes import phrases
from positions.comparison.directions import direction, is_kept_off, is_price
from positions.comparison.extents import extent_of
from positions.comparison.quantities import comparable, differing, quantities
from positions.comparison.quantity import TIMES, Kind, Quantity
from positions.comparison.recency import order
from positions.comparison.statements import GIVES
from positions.model import Cause, Extent, Placed, Position, Stance

_EXTENTS = (Extent.IN_PART, Extent.IN_PRINCIPLE, Extent.FULL)
_NEAR = 2
"""Words before a claim among which an *also* is about the claim and not about who says it."""
_ANY = re.compile(r"\b(?:any|all|every)\b", re.IGNORECASE)


class Step(NamedTuple):
    """How far it moved, what moved, and both ends in words."""

    size: int
    cause: Cause | None = None
    detail: str = ""


_NONE = Step(0)


def steps(before: Placed, after: Placed, on_issue: Sequence[Placed], *, same_issue: bool) -> Iterator[Step]:
    """Every step between two statements, the most telling first. `on_issue` is what all parties say on their issue.

    What one claim has and the other leaves out tells something on the same issue only: on two, they may well be about
    two sides of a matter.
    """
    old, new = before.position, after.position
    other_words = old.claim != new.claim
    yield amount(before, after, on_issue)
    yield _extent(old, new)
    yield _conditions(old, new)
    yield _firmness(old, new)
    if other_words:
        yield _version(old, new)
    if other_words and same_issue:
        yield _any(old, new)
        yield _deadline(old, new)
        yield _scope(old, new)
        yield _more_things(old, new)
    yield _words(before, after)


def stances(before: Sequence[Placed], after: Sequence[Placed]) -> Step:
    """From asking to accepting, and from nothing but refusals to an offer or an acceptance, is softer, and back harder.

    What is accepted with the very amount that was asked for is no step.
    """
    was, now = ({one.position.stance for one in said} for said in (before, after))
    step = _yielded(was, now) - _yielded(now, was)
    if not step or any(_same_amount(one.position.claim, other.position.claim) for one in before for other in after):
        return _NONE
    old, new = (", ".join(stance.value for stance in Stance if stance in said) for said in (was, now))
    return Step(-1 if step > 0 else 1, Cause.STANCE, f"{old} → {new}")


def refusal(before: Placed, after: Placed) -> Step:
    """From asking to refusing is harder, where the two are not on one side: there it is the same in other words."""
    turns = (Stance.DEMAND, Stance.REJECT)
    old, new = before.position.stance, after.position.stance
    if before.side is after.side or {old, new} != {*turns}:
        return _NONE
    return Step(turns.index(new) - turns.index(old), Cause.STANCE, f"{old.value} → {new.value}")


def _yielded(was: Collection[Stance], now: Collection[Stance]) -> bool:
    if set(was) == {Stance.REJECT}:
        return bool({*now} & {*GIVES})
    return set(was) <= {Stance.DEMAND, Stance.OFFER} and set(now) == {Stance.ACCEPT}


def _same_amount(one: str, other: str) -> bool:
    return comparable(one, other) and differing(one, other) is None


def _extent(old: Position, new: Position) -> Step:
    if not old.stance is new.stance is Stance.ACCEPT:
        return _NONE
    was, now = extent_of(old), extent_of(new)
    return Step(_EXTENTS.index(was) - _EXTENTS.index(now), Cause.EXTENT, f"{was.value} → {now.value}")


def _conditions(before: Position, after: Position) -> Step:
    """Strings attached to an offer or an acceptance harden it; a way out of a demand or a refusal softens it."""
    old, new = before.conditions, after.conditions
    more = len(new) - len(old)
    if not more or _from_asking_to_giving(before, after):
        return _NONE
    words, other = (new, old) if more > 0 else (old, new)
    told = next(f"{word} {text}" for word, text in words.items() if word not in other)
    gives = before.stance in GIVES and after.stance in GIVES
    detail = f"condition {'added' if more > 0 else 'lifted'}: {told}"
    return Step(more if gives else -more, Cause.CONDITION, detail)


def _from_asking_to_giving(old: Position, new: Position) -> bool:
    """Does one ask for what the other gives? Who asked and then gives has moved, however firmly it says so."""
    one, other = old.stance, new.stance
    return (one is Stance.DEMAND and other in GIVES) or (other is Stance.DEMAND and one in GIVES)


def _firmness(old: Position, new: Position) -> Step:
    if old.firmness is new.firmness or _from_asking_to_giving(old, new):
        return _NONE
    step = new.firmness.rank - old.firmness.rank
    return Step(step, Cause.FIRMNESS, f"{old.firmness.value} → {new.firmness.value}")


def _deadline(old: Position, new: Position) -> Step:
    """A demand that gets a deadline, or a figure for what it asks, is harder than without."""
    if not old.stance is new.stance is Stance.DEMAND:
        return _NONE
    was, now = quantities(old.claim), quantities(new.claim)
    if bool(was) == bool(now):
        return _NONE
    at_once = phrases.first("at once", old.claim if now else new.claim)
    told, claim = (was[0], old.claim) if was else (now[0], new.claim)
    if told.kind is Kind.MONEY:
        cause, word = Cause.QUANTITY, "amount"
    elif told.kind in TIMES and phrases.first("deadline", f"{_before(claim, told)} {told.text}"):
        cause, word = Cause.DEADLINE, "deadline"
    else:
        return _NONE
    if at_once is not None and told.kind in TIMES:  # the earliest deadline there is
        return Step(-1 if now else 1, cause, f"{at_once} → {told.text}" if now else f"{told.text} → {at_once}")
    return Step(1 if now else -1, cause, f"{word} {'named' if now else 'left out'}: {told.text}")


def _before(claim: str, found: Quantity) -> str:
    """The two words that stand before an amount."""
    return " ".join(claim.partition(found.text)[0].split()[-2:])


def _version(old: Position, new: Position) -> Step:
    """Who refuses a thing as it stands leaves room for another version of it."""
    if not old.stance is new.stance is Stance.REJECT:
        return _NONE
    was, now = (phrases.first("version", position.claim) for position in (old, new))
    if bool(was) == bool(now):
        return _NONE
    return Step(-1 if now else 1, Cause.SCOPE, f"{'only' if now else 'no longer only'} {now or was}")


def _any(old: Position, new: Position) -> Step:
    """Who refuses any of a thing refuses more than who refuses one that the claim tells more of."""
    if not old.stance is new.stance is Stance.REJECT:
        return _NONE
    was, now = (bool(_ANY.search(position.claim)) for position in (old, new))
    every, one = (new, old) if now else (old, new)
    if was == now or not phrases.content(every.claim) < phrases.content(one.claim):
        return _NONE
    return Step(1 if now else -1, Cause.SCOPE, f"{'also' if now else 'no longer'}: {every.claim}")


def _scope(old: Position, new: Position) -> Step:
    """All of it, or some of it: who asks or refuses more is harder, who gives more is softer."""
    if not phrases.content(old.claim) & phrases.content(new.claim):
        return _NONE
    was, now = _reach(old.claim), _reach(new.claim)
    words = [phrases.first("whole" if reach > 0 else "part", position.claim) if reach else None
             for reach, position in ((was, old), (now, new))]  # fmt: skip
    if was * now >= 0:
        return _NONE
    gives = old.stance in GIVES and new.stance in GIVES
    step = now - was
    return Step(-step if gives else step, Cause.SCOPE, f"{words[0]} → {words[1]}")


def _reach(claim: str) -> int:
    """1 for everything, -1 for some of it, 0 where the claim does not say, or says both."""
    return (phrases.first("whole", claim) is not None) - (phrases.first("part", claim) is not None)


def _more_things(old: Position, new: Position) -> Step:
    """*The wounded* becomes *the wounded and everyone over fifty*: more is asked, or given."""
    if old.stance is not new.stance:
        return _NONE
    came, went = _added(old, new), _added(new, old)
    if bool(came) == bool(went):
        return _NONE
    step = 1 if came else -1
    return Step(
        -step if new.stance in GIVES else step, Cause.SCOPE, f"{'also' if came else 'no longer'}: {came or went}"
    )


def _added(old: Position, new: Position) -> str:
    return _joined(old.claim, new.claim) or (new.claim if _is_also_wanted(old, new) else "")


def _is_also_wanted(old: Position, new: Position) -> bool:
    """Is something asked for *also*, in these words, where the other statement asks for its like?"""
    if new.stance is not Stance.DEMAND or new.quote is None or "also" not in new.quote:
        return False
    if "also" not in new.quote.partition(new.claim)[0].split()[-_NEAR:]:
        return False
    one, other = (phrases.content(position.claim) for position in (old, new))
    return bool(one & other) and bool(one - other) and bool(other - one)


def _joined(old: str, new: str) -> str:
    """What a claim names on one side of an *and* beside what the other claim names too; empty where there is no such
    thing."""
    head, word, rest = new.partition(" and ")
    if not word or " and " in old:
        return ""
    known = phrases.content(old)
    for text, beside in ((head, rest), (rest, head)):
        said, more = phrases.content(text), phrases.content(beside)
        if more and not known & more and len(known & said) * 2 >= len(said) > 0:
            return beside
    return ""


def _words(before: Placed, after: Placed) -> Step:
    """What the newer sentence itself says of it."""
    forth = (order(after.when), after.position.article) >= (order(before.when), before.position.article)
    step, said = _told(after.position if forth else before.position)
    return Step(step if forth else -step, Cause.WORDS, f"in the article's words: {said}")


def _told(position: Position) -> tuple[int, str]:
    text = f"{position.claim}\n{position.quote or ''}"
    softer, harder = phrases.moved("softer", text), phrases.moved("harder", text)
    if bool(softer) == bool(harder):
        return 0, ""
    return (-1, softer) if softer else (1, harder or "")


def amount(before: Placed, after: Placed, on_issue: Sequence[Placed]) -> Step:
    """More asked or less given is harder, by what the words before the amounts say of them; to accept another amount
    than one's own is softer. Of a rejection nobody can tell, nor where the words leave it open and nobody else names an
    amount that it moved to or away from; then the step is 0, and the detail has both amounts all the same."""
    pair = differing(before.position.claim, after.position.claim)
    if pair is None:
        return _NONE
    cause = Cause.DEADLINE if _is_deadline(before.position.claim, pair[0]) else Cause.QUANTITY
    return Step(_amount(before.position, after.position, pair, on_issue), cause, f"{pair[0].text} → {pair[1].text}")


def _is_deadline(claim: str, found: Quantity) -> bool:
    """Is it a day, or a time within which something is to be? How long something is to last is an amount."""
    within = phrases.first("deadline", f"{_before(claim, found)} {found.text}")
    return found.kind is Kind.DATE or (found.kind is Kind.DURATION and within is not None)


def _amount(old: Position, new: Position, pair: tuple[Quantity, Quantity], on_issue: Sequence[Placed]) -> int:
    if old.stance is new.stance is Stance.REJECT:
        return _wider(*pair)
    if Stance.REJECT in (old.stance, new.stance):
        return 0
    if old.stance is Stance.DEMAND and new.stance is Stance.ACCEPT:
        return -1
    if old.stance is Stance.ACCEPT and new.stance is Stance.DEMAND:
        return 1
    sells = all(is_price(said.claim, found) for said, found in zip((old, new), pair, strict=True))
    asks = sells or Stance.DEMAND in (old.stance, new.stance) or _is_asked(old, new, pair[0], on_issue)
    step = _more(old.claim, new.claim, pair, asks)
    nearer = _nearer(old.party, pair, GIVES if asks else (Stance.DEMAND,), on_issue)
    if not asks:
        return step or nearer
    return step or nearer if step + nearer else 0


def _wider(was: Quantity, now: Quantity) -> int:
    """1 where all above or below an amount is refused, and now more than before; -1 the other way round, else 0."""
    if was.limit.side * now.limit.side <= 0 or was.value == now.value:
        return 0
    return 1 if (now.value - was.value) * was.limit.side < 0 else -1


def _more(old: str, new: str, pair: tuple[Quantity, Quantity], asks: bool) -> int:
    """1 where more is asked or less is given than before, -1 the other way round, 0 where nobody can tell."""
    if pair[0].value == pair[1].value:
        return 0
    if asks and pair[0].limit.side == pair[1].limit.side == -1 and not is_kept_off(old, pair[0]):
        ways = {-1}  # whoever asks for a ceiling wants it low, in whatever words
    else:
        ways = {direction(claim, found, asked=asks) for claim, found in zip((old, new), pair, strict=True)}
    if len(ways) != 1:
        return 0
    more = ways.pop() if pair[1].value > pair[0].value else -ways.pop()
    return more if asks else -more


def _nearer(party: str, pair: tuple[Quantity, Quantity], among: Collection[Stance], on_issue: Sequence[Placed]) -> int:
    """-1 where the amount moved toward what others say in these stances, 1 where it moved away, else 0."""
    others = [value for one in among for value in _named(pair[0], one, on_issue, without=party)]
    if not others:
        return 0
    distance = [min(abs(found.value - other) for other in others) for found in pair]
    return (distance[1] > distance[0]) - (distance[1] < distance[0])


def _is_asked(old: Position, new: Position, like: Quantity, on_issue: Sequence[Placed]) -> bool:
    """Is what a party offers or accepts what it asks for: does it demand such an amount elsewhere, or is it something
    accepted that others offer, and nobody asks of it?"""
    own = [one for one in on_issue if one.position.party == old.party]
    if _named(like, Stance.DEMAND, own):
        return True
    if not old.stance is new.stance is Stance.ACCEPT:
        return False
    offered, asked = (_named(like, stance, on_issue, without=old.party) for stance in (Stance.OFFER, Stance.DEMAND))
    return bool(offered) and not asked


def _named(like: Quantity, stance: Stance, said: Sequence[Placed], without: str | None = None) -> list[float]:
    """The amounts in the same unit that statements of this stance name, other than those of the party `without`."""
    return [
        same.value
        for one in said
        if one.position.party != without and one.position.stance is stance
        for found in quantities(one.position.claim)
        if (same := found.in_terms_of(like)) is not None
    ]
