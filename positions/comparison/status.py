"""Where an issue stands: a total function of the principals' current positions and of what articles themselves say.

Owns which position of a party is current, the status with its basis, and the sentence that gives the reason. It forms
no issues and takes no sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from positions.comparison.blocs import Blocs
from positions.comparison.extents import extent_of
from positions.comparison.quantities import differing
from positions.comparison.recency import order, recency
from positions.comparison.statements import GIVES
from positions.comparison.verdicts import Verdict, amounts_apart, verdict
from positions.comparison.words import constructions, shows, tokens
from positions.model import (
    Basis,
    Extent,
    Placed,
    Position,
    Registry,
    Review,
    Role,
    Row,
    Side,
    Snapshot,
    Stance,
    Status,
    Topic,
    When,
    day_of,
)
from positions.wording import STANCE_VERBS

_LONGEST_CLAIM = 90
"""Characters of a claim in a reason, which is one sentence to be read at a glance."""
_NEWEST = 64
"""Parties, those that spoke last, of which each is held against all others: an issue of thousands costs no square."""


class Named(NamedTuple):
    """A topic of an article that names the issue as unresolved or as resolved."""

    article: str
    topic: Topic
    when: When | None


class Standing(NamedTuple):
    """What was found about an issue."""

    status: Status
    basis: Basis | None
    reason: str
    provisional: bool
    deciding: tuple[Placed, ...] = ()
    """The positions that it rests on; none where an article's own word decides."""


def mark_current(placed: Sequence[Placed]) -> list[Placed]:
    """The same positions, each party's newest one that is not withdrawn marked as current.

    A withdrawal ends what the party said before on that side, too. What an opponent reports is current only where the
    party itself says nothing, and ends nothing that the party itself said; what repeats another article never is
    current: that article's entry stands for both.
    """
    withdrawals: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.position.withdrawn and one.repeats is None:
            withdrawals[one.position.party].append(one)
    by_party: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(placed):
        over = one.position.withdrawn or any(_ends(it, one) for it in withdrawals[one.position.party])
        if not over and one.repeats is None:
            by_party[one.position.party].append(number)
    current = set()
    for numbers in by_party.values():
        own = [number for number in numbers if placed[number].position.according_to is None]
        current.add(max(own or numbers, key=lambda number: recency(placed[number])))
    return [one.model_copy(update={"current": number in current}) for number, one in enumerate(placed)]


def _ends(withdrawal: Placed, earlier: Placed) -> bool:
    """Does the withdrawal tell that the same party has given up what it said earlier?"""
    one, other = withdrawal.position, earlier.position
    return (
        withdrawal.side is earlier.side
        and (one.according_to is None or other.according_to is not None)
        and (order(withdrawal.when), one.article) > (order(earlier.when), other.article)
    )


def standing(
    placed: Sequence[Placed], disputed: Sequence[Named], settled: Sequence[Named], snapshot: Snapshot, blocs: Blocs
) -> Standing:
    """Status, basis, reason and whether an unreviewed statement decides it. `placed` has its current positions
    marked. A bloc and its members are one voice, and no pair of them decides anything."""
    deciding = _since_all_accepted(spoken(placed, snapshot.registry), blocs)
    deciding.sort(key=lambda one: (recency(one), one.position.party), reverse=True)
    dissenting = blocs.dissents(deciding)
    pairs = [
        (one, other)
        for number, one in enumerate(deciding[:_NEWEST])
        for other in deciding[number + 1 :]
        if not blocs.one_voice(one.position.party, other.position.party)
    ]
    speaking = {one.position.party for one in deciding}

    def behind(pair: tuple[Placed, Placed]) -> tuple[bool, bool]:  # a bloc's own word comes before its members'
        parties = [one.position.party for one in pair]
        return any(party in dissenting for party in parties), any(speaking & {*blocs.of(party)} for party in parties)

    pairs.sort(key=behind)
    judged = [(pair, verdict(*pair)) for pair in pairs]
    opposed, together = (
        [pair for pair, found in judged if found is wanted] for wanted in (Verdict.OPPOSED, Verdict.COMPATIBLE)
    )
    conceded = None if opposed else _conceded(placed, deciding, snapshot, blocs)
    last_settled, last_disputed = (max(some, key=_by_date, default=None) for some in (settled, disputed))
    if last_settled and (not last_disputed or order(last_settled.when) > order(last_disputed.when)):
        if not _contradicted(last_settled, placed, deciding, opposed, snapshot.registry):
            return _named_by(last_settled, Status.AGREED, Basis.SETTLED, snapshot)
    elif last_disputed and not opposed:
        together = [pair for pair in together if any(_newer(one, last_disputed) for one in pair)]
        if not together and not (conceded and _newer(conceded.deciding[-1], last_disputed)):
            return _named_by(last_disputed, Status.STICKING, None, snapshot)
    if opposed or together:
        return _of_pair(opposed, together, snapshot)
    return conceded or _open(deciding, pairs, snapshot, blocs)


def spoken(placed: Iterable[Placed], registry: Registry) -> list[Placed]:
    """What decides a status: the current positions of principals, in their own words."""
    return [one for one in placed if one.current and _is_own(one, registry)]


def _is_own(one: Placed, registry: Registry) -> bool:
    """Does a principal say it itself?"""
    return one.position.according_to is None and registry.role_of(one.position.party) is Role.PRINCIPAL


def between_two(row: Row, one: str, other: str) -> Verdict | None:
    """How the current positions of two parties on an issue stand to each other; None where one of them has none.

    Where a party says nothing itself, its bloc's position counts for it.
    """
    current = {placed.position.party: placed for placed in row.positions if placed.current}
    pair = [current.get(party) or current.get(row.inherited.get(party, "")) for party in (one, other)]
    return verdict(pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else None


def _since_all_accepted(deciding: list[Placed], blocs: Blocs) -> list[Placed]:
    """What is left once all of them have accepted it in one word: what any of them said before that is over."""
    accepted = [order(one.when) for one in deciding if _all_accept(one, deciding, blocs)]
    return [one for one in deciding if order(one.when) >= max(accepted)] if accepted else deciding


def _all_accept(one: Placed, deciding: Sequence[Placed], blocs: Blocs) -> bool:
    """*Both sides* are all of them, *EU ministers* where all others that speak are of that body, too."""
    party = one.position.party
    if one.position.stance is not Stance.ACCEPT:
        return False
    body = next((found["body"] for found in constructions("whole body", party)), None)
    if body is None:
        return shows("everybody", party)
    others = {each.position.party for each in deciding} - {party}
    return all(body in tokens(other) or blocs.one_voice(party, other) for other in others)


def _contradicted(
    named: Named,
    placed: Sequence[Placed],
    deciding: list[Placed],
    opposed: list[tuple[Placed, Placed]],
    registry: Registry,
) -> bool:
    """Does anything newer speak against it that an article calls an issue settled?

    That is a refusal, an offer or acceptance that is taken back, and what others oppose, unless the party held that
    already when the article came: who says once more what it wanted, contradicts nothing.
    """
    until = mark_current([one for one in placed if not _newer(one, named)])
    held = {one.position.party: one for one in spoken(until, registry)}
    refused = any(_newer(one, named) and one.position.stance is Stance.REJECT for one in deciding)
    raised = (one for pair in opposed for one in pair if _newer(one, named))
    return (
        refused
        or any(_is_new(one, held.get(one.position.party)) for one in raised)
        or _taken_back(placed, named.when, registry)
    )


def _is_new(one: Placed, before: Placed | None) -> bool:
    """Is it another side or amount than what the party held before?"""
    return (
        before is None
        or one.side is not before.side
        or differing(before.position.claim, one.position.claim) is not None
    )


def _taken_back(placed: Sequence[Placed], since: When | None, registry: Registry) -> bool:
    """Has a principal withdrawn what it gave?"""
    return any(
        one.position.withdrawn
        and one.position.stance in GIVES
        and one.repeats is None
        and _is_own(one, registry)
        and order(one.when) > order(since)
        for one in placed
    )


def _named_by(named: Named, status: Status, basis: Basis | None, snapshot: Snapshot) -> Standing:
    """What an article's own word decides."""
    reason = named_as("settled" if basis else "unresolved", named)
    return Standing(status, basis, reason, not _seen(named, snapshot))


def _of_pair(
    opposed: list[tuple[Placed, Placed]], together: list[tuple[Placed, Placed]], snapshot: Snapshot
) -> Standing:
    """What two positions decide: any opposed ones, else compatible ones."""
    if opposed:
        pair = opposed[0]
        difference = amounts_apart(*pair)
        reason = f"{says(pair[0])}, {says(pair[1])}" + (f": {difference}" if difference else "")
        return _resting(Status.STICKING, None, reason, pair, snapshot)
    basis, pair = min(((_basis(pair), pair) for pair in together), key=lambda found: _BASES.index(found[0]))
    return _resting(Status.AGREED, basis, f"{says(pair[0])}, {says(pair[1])}", pair, snapshot)


def _conceded(placed: Sequence[Placed], deciding: list[Placed], snapshot: Snapshot, blocs: Blocs) -> Standing | None:
    """Agreed without two compatible positions: all of them accept it in one word, or one side gave up. What settles it
    is the last of the deciding ones."""
    for one in deciding:
        if _all_accept(one, deciding, blocs) and not _taken_back(placed, one.when, snapshot.registry):
            return _resting(Status.AGREED, _accepted((one,)), f"{says(one)}, which is all of them", (one,), snapshot)
    given_up = _given_up(placed, deciding, snapshot, blocs)
    if given_up is None:
        return None
    reason = f"{says(given_up[0])}, {given_up[1].position.party} gave up “{short(given_up[1].position.claim)}”"
    return _resting(Status.AGREED, Basis.MOOT, reason, given_up, snapshot)


def _open(deciding: list[Placed], pairs: list[tuple[Placed, Placed]], snapshot: Snapshot, blocs: Blocs) -> Standing:
    """Where nothing decides."""
    if not deciding:
        return Standing(Status.OPEN, None, "no principal has a position of its own on it", False)
    if not pairs:
        return _one_voice(deciding, snapshot, blocs)
    reason = f"{says(pairs[0][0])}, {says(pairs[0][1])}: unclear whether the two go together"
    return _resting(Status.OPEN, None, reason, pairs[0], snapshot)


def _one_voice(deciding: list[Placed], snapshot: Snapshot, blocs: Blocs) -> Standing:
    """One party alone, or a bloc: its own word stands for it, else that of its member who spoke last."""
    lead = next((one for one in deciding if not blocs.of(one.position.party)), deciding[0])
    dissenting = blocs.dissents(deciding)
    others = [one.position.party for one in deciding if one is not lead and one.position.party not in dissenting]
    reason = f"only {says(lead)}"
    if others:
        reason += f"; {' and '.join(sorted(others))}: of one bloc with {lead.position.party}, which counts once"
    return _resting(Status.OPEN, None, reason, (lead,), snapshot)


def _given_up(
    placed: Sequence[Placed], deciding: list[Placed], snapshot: Snapshot, blocs: Blocs
) -> tuple[Placed, Placed] | None:
    """What a principal still says, and what another one on the other side withdrew without saying anything new.

    Who takes back an offer or an acceptance has not settled what others ask for.
    """
    speaking = {one.position.party for one in deciding}
    withdrawn = [
        one
        for one in sorted(placed, key=recency, reverse=True)
        if one.position.withdrawn and one.position.party not in speaking and _is_own(one, snapshot.registry)
    ]
    pairs = (
        (one, other)
        for one in deciding
        for other in withdrawn
        if not blocs.one_voice(one.position.party, other.position.party)
        and (one.position.stance is Stance.REJECT or other.position.stance not in GIVES)
    )
    return next((pair for pair in pairs if verdict(*pair) is Verdict.OPPOSED), None)


_BASES = (Basis.ACCEPTED, Basis.IN_PRINCIPLE, Basis.ALIGNED, Basis.MOOT)
"""The strongest first."""


def _basis(pair: tuple[Placed, Placed]) -> Basis:
    """Why two compatible positions agree: one accepts what another put forward, both want it, or nobody does."""
    if pair[0].side is Side.AGAINST and all(one.position.stance is Stance.REJECT for one in pair):
        return Basis.MOOT
    accepting = [one for one in pair if one.position.stance is Stance.ACCEPT]
    if not accepting:
        return Basis.ALIGNED
    return _accepted(accepting, next((one.position.claim for one in pair if one not in accepting), ""))


def _accepted(accepting: Iterable[Placed], put_forward: str = "") -> Basis:
    """Accepted, or in principle where it is not in full or under a condition."""
    in_full = all(
        extent_of(one.position, put_forward) is Extent.FULL and not one.position.conditions for one in accepting
    )
    return Basis.ACCEPTED if in_full else Basis.IN_PRINCIPLE


def _by_date(named: Named) -> tuple[object, ...]:
    return order(named.when), named.article


def _newer(one: Placed, named: Named) -> bool:
    return order(one.when) > order(named.when)


def named_as(word: str, named: Named) -> str:
    """That an article names the issue as *settled* or *unresolved*, for a reason."""
    return f"named by the article as {word}: {short(named.topic.topic)} ({named.article})"


def says(one: Placed) -> str:
    """Who states what, and when, for a reason; of an acceptance also on what condition."""
    position: Position = one.position
    when = day_of(one.when).isoformat() if one.when else "undated"
    conditions = position.conditions if position.stance is Stance.ACCEPT else {}
    on = "".join(f", {word} {short(text)}" for word, text in conditions.items())
    return f"{position.party} {STANCE_VERBS[position.stance]} “{short(position.claim)}”{on} ({when})"


def short(text: str) -> str:
    """A claim as a reason has room for it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_CLAIM else flat[: _LONGEST_CLAIM - 1].rsplit(" ", 1)[0] + "…"


def _resting(
    status: Status, basis: Basis | None, reason: str, deciding: Sequence[Placed], snapshot: Snapshot
) -> Standing:
    """A standing that follows from these positions."""
    return Standing(status, basis, reason, _provisional(deciding, snapshot), tuple(deciding))


def _provisional(deciding: Iterable[Placed], snapshot: Snapshot) -> bool:
    return any(
        one.position.review is not Review.CONFIRMED and one.position.article not in snapshot.reviewed
        for one in deciding
    )


def _seen(named: Named, snapshot: Snapshot) -> bool:
    return named.topic.review is Review.CONFIRMED or named.article in snapshot.reviewed
