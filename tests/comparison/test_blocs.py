"""A bloc counts once; its members inherit what it says unless they dissent, and a dissent is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from positions.comparison.blocs import Blocs
from positions.comparison.status import between_two
from positions.comparison.verdicts import Verdict
from positions.model import Matrix, Position, Registry, Row, Status
from positions.wording import holds

Say = Callable[..., Position]
Run = Callable[..., Matrix]

PATROLS = "the withdrawal of all patrols from the strait"
LEAGUE: dict[str, Any] = {
    "League": {"aliases": ["the Coast League"]},
    "Aland": {"bloc": "League"},
    "Boland": {"bloc": "coast league"},
}


def row_of(run: Run, said: Sequence[Position], parties: dict[str, Any] | None = None) -> Row:
    (row,) = run(said, parties=LEAGUE if parties is None else parties).rows
    return row


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("League", "demand"), ("Aland", "accept")], Status.OPEN),
        ([("Aland", "demand"), ("Boland", "demand")], Status.OPEN),
        ([("League", "demand"), ("Aland", "reject")], Status.OPEN),
        ([("Aland", "demand"), ("Boland", "reject")], Status.OPEN),
        ([("League", "demand"), ("Aland", "accept"), ("Norland", "accept")], Status.AGREED),
        ([("Aland", "demand"), ("Norland", "demand")], Status.AGREED),
        ([("League", "demand"), ("Norland", "reject")], Status.STICKING),
        ([("League", "demand"), ("Aland", "reject"), ("Norland", "accept")], Status.STICKING),
        ([("League", "demand"), ("Aland", "reject"), ("Norland", "reject")], Status.STICKING),
    ],
)
def test_a_bloc_and_its_members_are_one_voice(run: Run, say: Say, said: list[tuple[str, str]], status: Status) -> None:
    assert row_of(run, [say(party, stance, PATROLS) for party, stance in said]).status is status


def test_without_blocs_the_same_words_are_those_of_two_parties(run: Run, say: Say) -> None:
    said = [say("League", "demand", PATROLS), say("Aland", "accept", PATROLS)]
    assert row_of(run, said, {}).status is Status.AGREED


def test_the_reason_of_a_bloc_alone_says_who_counts_with_it(run: Run, say: Say) -> None:
    row = row_of(run, [say("League", "demand", PATROLS), say("Aland", "accept", PATROLS, article="day-2")])
    assert row.reason == (
        f"only League demands “{PATROLS}” (2031-06-01); Aland: of one bloc with League, which counts once"
    )


def test_a_silent_member_inherits_and_is_shown_as_inheriting(run: Run, say: Say) -> None:
    matrix = run(
        [
            say("League", "demand", PATROLS),
            say("Norland", "reject", PATROLS),
            say("Aland", "demand", "lower tuition fees"),
        ],
        parties=LEAGUE,
    )
    patrols = next(row for row in matrix.rows if row.status is Status.STICKING)
    assert patrols.inherited == {"Aland": "League"}, "Boland speaks of nothing and has no column"
    assert holds(patrols, "Aland") == (f"as League: demands: {PATROLS}",)
    assert between_two(patrols, "Aland", "Norland") is Verdict.OPPOSED
    assert between_two(patrols, "Boland", "Norland") is None


def test_who_speaks_for_itself_inherits_nothing(run: Run, say: Say) -> None:
    row = row_of(run, [say("League", "demand", PATROLS), say("Aland", "reject", PATROLS)])
    assert row.inherited == {}
    assert holds(row, "Aland") == (f"rejects: {PATROLS} (dissents within League)",)


def test_a_dissent_is_told_and_the_pair_of_the_bloc_itself_is_the_reason(run: Run, say: Say) -> None:
    row = row_of(
        run,
        [
            say("League", "accept", PATROLS),
            say("Aland", "demand", PATROLS, article="day-3"),
            say("Norland", "demand", PATROLS),
        ],
    )
    assert (row.status, row.dissents) == (Status.AGREED, {})
    row = row_of(
        run,
        [
            say("League", "demand", PATROLS),
            say("Aland", "accept", PATROLS, article="day-3"),
            say("Boland", "reject", PATROLS, article="day-3"),
            say("Norland", "reject", PATROLS),
        ],
    )
    assert (row.status, row.dissents) == (Status.STICKING, {"Boland": "League"})
    pair, told = row.reason.split("; ")
    assert "League demands" in pair
    assert told == f"Boland dissents from its bloc League: Boland rejects “{PATROLS}” (2031-06-03)"


def test_members_that_stand_against_each_other_divide_a_silent_bloc(run: Run, say: Say) -> None:
    row = row_of(run, [say("Aland", "demand", PATROLS), say("Boland", "reject", PATROLS)])
    assert set(row.dissents) == {"Aland", "Boland"}
    assert "is divided: Aland demands" in row.reason
    assert "counts once" not in row.reason


def test_amounts_within_a_bloc_make_no_gap(run: Run, say: Say) -> None:
    amounts = (("League", "demand", 8), ("Aland", "demand", 2), ("Norland", "offer", 4))
    said = [say(party, stance, f"a levy of {number} percent", issue="levy") for party, stance, number in amounts]
    assert row_of(run, said[:2]).gap is None
    gap = row_of(run, said).gap
    assert gap is not None
    assert (gap.words, gap.parties) == ("4 points", ("Norland", "League"))


def blocs(**parties: dict[str, Any]) -> Blocs:
    return Blocs(Registry.model_validate({"parties": parties}))


def test_blocs_may_stand_in_blocs_and_need_not_be_registered() -> None:
    found = blocs(Islands={"bloc": "Group"}, Tuva={"bloc": "Islands"}, Chad={"bloc": "the Group"}, Peru={})
    assert found.of("Tuva") == ("Islands", "Group")
    assert found.one_voice("Tuva", "Chad")
    assert found.one_voice("Tuva", "Group")
    assert not found.one_voice("Tuva", "Peru")


def test_a_bloc_that_is_not_registered_is_known_by_its_name(run: Run, say: Say) -> None:
    said = [say("The coast league", "demand", PATROLS), say("Aland", "accept", PATROLS)]
    assert row_of(run, said, {"Aland": {"bloc": "Coast League"}}).status is Status.OPEN


def test_what_others_report_of_a_bloc_is_inherited_by_nobody(run: Run, say: Say) -> None:
    said = [
        say("League", "demand", PATROLS, **{"according to": "Norland"}),
        say("Norland", "reject", PATROLS),
        say("Aland", "demand", "lower tuition fees"),
    ]
    assert all(row.inherited == {} for row in run(said, parties=LEAGUE).rows)


def test_a_mediating_or_observing_bloc_speaks_for_nobody() -> None:
    found = blocs(League={"role": "observer"}, Aland={"bloc": "League"}, Boland={"bloc": "League"})
    assert found.of("Aland") == ()
    assert not found.one_voice("Aland", "Boland")


def test_blocs_that_belong_to_each_other_are_one() -> None:
    found = blocs(A={"bloc": "B"}, B={"bloc": "C"}, C={"bloc": "A"}, D={"bloc": "B"}, E={"bloc": "E"})
    assert {found.voice(party) for party in "ABCD"} == {"A"}
    assert found.voice("E") == "E"
