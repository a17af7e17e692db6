"""What one party says at two times: whether it has turned round, by its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from positions.changes import changes
from positions.comparison.verdicts import sides
from positions.model import Matrix, Position, Side

Say = Callable[..., Position]


@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        ("demand: the crossings stay closed", "demand: the crossings be opened", True),
        ("demand: keep the smelter", "offer: sell the smelter", True),
        ("demand: night shifts remain compulsory", "offer: make night shifts voluntary", True),
        ("demand: the boycott go on", "offer: suspend the boycott", True),
        ("demand: the court stay in Norhaven", "accept: the court move to Port Ost", True),
        ("demand: a treaty without a veto", "demand: a treaty with a veto", True),
        ("demand: a ban on trawling", "demand: trawling", True),
        # Of one thing, turned twice, or said of something else: no turn.
        ("demand: raise the toll", "reject: cut the toll", False),
        ("demand: public hearings", "demand: secret talks", False),
        ("demand: a ban on trawling", "reject: trawling", False),
        ("demand: an end to the boycott of the port", "demand: the port be dredged", False),
        # One end is only more than the other.
        ("demand: a permanent truce", "accept: a temporary truce", False),
        ("demand: a full withdrawal of the patrols", "demand: a partial withdrawal of the patrols", False),
        ("demand: an early vote", "demand: a late vote", False),
    ],
)
def test_who_wants_the_opposite_of_what_it_wanted_has_turned_round(
    say: Say, run: Callable[..., Matrix], before: str, after: str, turned: bool, swapped: bool
) -> None:
    told = (after, before) if swapped else (before, after)
    said = [
        say("Norland", *one.split(": "), article=f"day-{day}", issue="x") for day, one in zip((1, 2), told, strict=True)
    ]
    (found,) = changes(run(said), ["day-1"], ["day-2"])
    assert (found.kind.value == "reversed") is turned


def test_opposite_claims_of_one_party_share_no_side(say: Say) -> None:
    said = [
        say("Crew", "demand", "an end to compulsory night shifts"),
        say("Line", "demand", "night shifts remain compulsory"),
        say("Line", "offer", "make night shifts voluntary"),
    ]
    for reference, expected in (
        (said[0], [Side.FOR, Side.AGAINST, Side.FOR]),
        (said[1], [Side.AGAINST, Side.FOR, Side.AGAINST]),
    ):
        assert sides(said, reference.claim, reference.party) == expected


def test_who_takes_another_amount_of_what_it_offered_has_not_turned_round(say: Say, run: Callable[..., Matrix]) -> None:
    said = [
        say("Norland", "demand", "a truce of 30 days", article="day-1", issue="x"),
        say("Norland", "offer", "a truce of 60 days", article="day-2", issue="x"),
        say("Norland", "accept", "a truce of 90 days", article="day-3", issue="x"),
        say("Sudmark", "accept", "a truce of 90 days", article="day-3", issue="x"),
    ]
    told = {one.party: one.kind.value for one in changes(run(said), ["day-2"], ["day-3"])}
    assert told == {"Norland": "softened", "Sudmark": "new"}
