"""How near the parties stand: every two over the issues on which both have a word, and the issues that one step would
settle.

Owns the counts of pairs and what a step is. It is pure: a compared matrix in, values out. A verdict on two positions is
`verdicts`'s. The networks of `positions.networks` count statements for and against over time; this counts issues, by
what is held on them now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from positions.comparison.blocs import Blocs
from positions.comparison.recency import recency
from positions.comparison.status import spoken
from positions.comparison.verdicts import Verdict, judge, verdict
from positions.model import (
    Closeness,
    Matrix,
    Nearness,
    OneStep,
    Placed,
    Registry,
    Role,
    Row,
    Stance,
    Status,
    Step,
    name_key,
)
from positions.narrowing import Narrowing, party_named

_ALL = Narrowing()


def closeness(matrix: Matrix, registry: Registry, narrowing: Narrowing = _ALL) -> Closeness:
    """How near the parties of a matrix stand, and which of its issues are one step from agreed.

    Of `narrowing`, a single party is held against all others, and several against each other. Raises UsageError, with
    the nearest name, for one that there is none of.
    """
    named = {party_named(word, matrix, registry) for word in narrowing.parties}
    shown = replace(narrowing, parties=()).of(matrix, registry)
    pairs = [
        pair
        for pair in _pairs(shown)
        if not named or {pair.one, pair.other} <= named or (len(named) == 1 and named & {pair.one, pair.other})
    ]
    speaking = {party for row in shown.rows for party in _own(row)}
    spoken_of = {row.issue for row in narrowing.of(matrix, registry).rows}
    blocs = Blocs(registry, matrix.parties)
    steps = [step for row in shown.rows if row.issue in spoken_of and (step := _one_step(row, matrix, registry, blocs))]
    return Closeness(
        parties=tuple(party for party in shown.parties if party in speaking and (party in named or len(named) < 2)),
        pairs=tuple(sorted(pairs, key=_nearest_first)),
        one_step=tuple(sorted(steps, key=lambda step: step.kind == "unanswered")),
    )


def _nearest_first(pair: Nearness) -> tuple[float, int, str, str]:
    return 1.0 if pair.share is None else -pair.share, -pair.both, pair.one, pair.other


def _own(row: Row) -> dict[str, Placed]:
    """What each party holds on an issue now, in its own words."""
    return {one.position.party: one for one in row.positions if one.current and one.position.according_to is None}


def _pairs(matrix: Matrix) -> Iterator[Nearness]:
    found: dict[tuple[str, str], dict[Verdict, list[str]]] = {}
    for row in matrix.rows:
        held = _own(row)
        for one, other in combinations([party for party in matrix.parties if party in held], 2):
            by_verdict = found.setdefault((one, other), {each: [] for each in Verdict})
            by_verdict[judge(held[one], held[other]).verdict].append(row.issue)
    for (one, other), by in found.items():
        yield Nearness(one=one, other=other, **{each.value: tuple(by[each]) for each in Verdict})


def _one_step(row: Row, matrix: Matrix, registry: Registry, blocs: Blocs) -> OneStep | None:
    """The steps of which each alone would make the issue agreed; None where there is none, or it is agreed."""
    deciding = sorted(spoken(row.positions, registry), key=recency, reverse=True)
    if row.status is Status.AGREED or not deciding:
        return None
    voices = {blocs.voice(one.position.party) for one in deciding}
    if len(voices) == 1:
        steps = _answers(deciding, matrix, registry, blocs)
        return OneStep(issue=row.issue, kind="unanswered", steps=steps) if steps else None
    opposed = [
        (one, other)
        for one, other in combinations(deciding, 2)
        if not blocs.one_voice(one.position.party, other.position.party) and verdict(one, other) is Verdict.OPPOSED
    ]
    steps = tuple(step for voice in sorted(voices) if (step := _giving_in(voice, opposed, deciding, blocs)) is not None)
    return OneStep(issue=row.issue, kind="one apart", steps=steps) if steps else None


def _giving_in(
    voice: str, opposed: Sequence[tuple[Placed, Placed]], deciding: Sequence[Placed], blocs: Blocs
) -> Step | None:
    """What a voice would have to do that is in every opposed pair; None for one that is not, or whom nothing helps.

    It accepts the newest of what the others want and none of them opposes; where they want nothing and only reject, it
    withdraws its own.
    """
    mine = [one for pair in opposed for one in pair if blocs.voice(one.position.party) == voice]
    if not opposed or len(mine) < len(opposed):
        return None
    parties = {one.position.party for one in mine}
    party = mine[0].position.party if len(parties) == 1 else voice
    others = [one for one in deciding if blocs.voice(one.position.party) != voice]
    against = [one for pair in opposed for one in pair if blocs.voice(one.position.party) != voice]
    if all(one.position.stance is Stance.REJECT for one in against):
        return Step(party=party, act="withdraw", placed=mine[0])
    wanted = [
        one
        for one in against
        if one.position.stance is not Stance.REJECT
        and not any(verdict(one, other) is Verdict.OPPOSED for other in others)
    ]
    return Step(party=party, act="accept", placed=max(wanted, key=recency)) if wanted else None


def _answers(deciding: Sequence[Placed], matrix: Matrix, registry: Registry, blocs: Blocs) -> tuple[Step, ...]:
    """Who would have to accept what one voice alone puts forward: whom it is asked of, else any other principal."""
    wanted = next((one for one in deciding if one.position.stance is not Stance.REJECT), None)
    if wanted is None or any(verdict(wanted, one) is Verdict.OPPOSED for one in deciding):
        return ()  # an answer would meet a member that dissents
    own = blocs.voice(wanted.position.party)
    others = [
        party for party in matrix.parties if registry.role_of(party) is Role.PRINCIPAL and blocs.voice(party) != own
    ]
    asked = registry.names_of().get(name_key(wanted.position.of or ""), (wanted.position.of,))
    answering = [party for party in others if party in asked] or others
    party = answering[0] if len(answering) == 1 else None
    return (Step(party=party, act="accept", placed=wanted),) if others else ()
