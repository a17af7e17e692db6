"""How near the parties stand, and what is one step from agreed, from small tables of who says what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.comparison.blocs import Blocs
from positions.comparison.closeness import closeness
from positions.comparison.status import mark_current, standing
from positions.errors import UsageError
from positions.model import Closeness, Entry, Matrix, Placed, Position, Registry, Row, Side, Snapshot, Status
from positions.narrowing import Narrowing

Say = Callable[..., Position]
Run = Callable[..., Matrix]
Near = Callable[..., Closeness]

ROLES: dict[str, Any] = {
    "Mediator": {"role": "mediator"},
    "League": {},
    "Aland": {"bloc": "League"},
}
CLAIMS = {"patrols": "the withdrawal of all patrols", "school": "the harbour school", "levy": "the levy on fish"}


@pytest.fixture
def near(run: Run, say: Say) -> Near:
    """Closeness of a table: an issue, a party and its stance on it a line, with another claim where it has one."""

    def make(*lines: str, narrowing: Narrowing | None = None, **more: Any) -> Closeness:
        said = []
        for number, line in enumerate(lines):
            issue, party, stance, *claim = line.split(maxsplit=3)
            words = claim[0] if claim else CLAIMS[issue]
            said.append(say(party, stance, words, issue=issue, at=[number, number + 1], **more))
        matrix = run(said, parties=ROLES)
        registry = Registry.model_validate({"parties": ROLES})
        return closeness(matrix, registry, narrowing or Narrowing())

    return make


def counts(found: Closeness) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    return {
        (pair.one, pair.other): (len(pair.same), len(pair.compatible), len(pair.opposed), len(pair.unclear))
        for pair in found.pairs
    }


def steps(found: Closeness) -> dict[str, list[tuple[str | None, str, str]]]:
    return {
        one.issue: [(step.party, step.act, step.placed.position.party) for step in one.steps] for one in found.one_step
    }


TALKS = (
    "patrols A demand",
    "patrols B reject",
    "patrols C accept",
    "school A offer",
    "school B accept a harbour school of two floors",
    "levy C demand",
)


def test_pairs_are_counted_over_the_issues_on_which_both_have_a_word(near: Near) -> None:
    found = near(*TALKS)
    assert counts(found) == {("A", "C"): (1, 0, 0, 0), ("A", "B"): (0, 1, 1, 0), ("B", "C"): (0, 0, 1, 0)}
    assert [(pair.one, pair.other, pair.share, pair.both) for pair in found.pairs] == [
        ("A", "C", 1.0, 1),
        ("A", "B", 0.5, 2),
        ("B", "C", 0.0, 1),
    ]
    assert found.parties == ("A", "B", "C")


def test_a_report_of_an_opponent_is_no_word_of_ones_own(near: Near) -> None:
    found = near("patrols A demand", "patrols B reject", **{"according to": "C"})
    assert (found.parties, found.pairs, found.one_step) == ((), (), ())


def test_nothing_gives_nothing(near: Near) -> None:
    assert near() == Closeness()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # one party stands against the two others
        (TALKS[:3], [("B", "accept", "A")]),
        # between two, either may give in; who only wants takes its wish back
        (("patrols A demand", "patrols B reject"), [("A", "withdraw", "A"), ("B", "accept", "A")]),
        (
            ("levy A demand a levy of 8 percent", "levy B offer a levy of 4 percent"),
            [("A", "accept", "B"), ("B", "accept", "A")],
        ),
        # two against two: nobody alone can settle it
        (("patrols A demand", "patrols C demand", "patrols B reject", "patrols D reject"), None),
        # all others only reject
        (("patrols A demand", "patrols B reject", "patrols C reject"), [("A", "withdraw", "A")]),
        # nobody has answered
        (("patrols A demand", "school B demand"), [(None, "accept", "A")]),
        (("patrols A demand", "patrols Mediator accept"), None),
        (("patrols A reject", "school B demand"), None),
        # a bloc that is divided has put nothing forward that an answer could settle
        (("patrols League demand", "patrols Aland reject", "school B demand"), None),
        # agreed already
        (("patrols A demand", "patrols B accept"), None),
        # a member that leaves its bloc keeps the issue from being agreed, whatever the other side accepts
        (("patrols League demand", "patrols Aland reject", "patrols B reject"), [("League", "withdraw", "League")]),
        (
            ("patrols League demand", "patrols Aland demand", "patrols B reject"),
            [("B", "accept", "League"), ("League", "withdraw", "League")],
        ),
    ],
)
def test_what_one_step_would_settle(
    near: Near, lines: tuple[str, ...], expected: list[tuple[str | None, str, str]] | None
) -> None:
    issue = lines[0].split()[0]
    found = near(*lines, *(("school D demand",) if lines[-1].startswith("school") else ()))
    if expected is None:
        assert issue not in steps(found)
    else:
        assert sorted(steps(found)[issue], key=str) == sorted(expected, key=str)


def test_whom_it_is_asked_of_has_to_answer(near: Near) -> None:
    said = ("patrols A demand", "school B demand", "levy C demand")
    assert steps(near(*said))["patrols"] == [(None, "accept", "A")]
    assert steps(near(*said, of="C"))["patrols"] == [("C", "accept", "A")]


def test_with_one_other_principal_it_is_that_one(near: Near) -> None:
    found = near("patrols A demand", "school B demand", "school Mediator accept")
    assert steps(found)["patrols"] == [("B", "accept", "A")]


def test_what_one_party_holds_up_stands_before_what_nobody_answered(near: Near) -> None:
    found = near("levy C demand", *TALKS[:3])
    assert [one.kind for one in found.one_step] == ["one apart", "unanswered"]


def test_one_party_against_all_and_several_among_themselves(near: Near) -> None:
    of_b = near(*TALKS, narrowing=Narrowing(parties=("b",)))
    assert set(counts(of_b)) == {("A", "B"), ("B", "C")}
    assert "levy" not in steps(of_b)
    assert steps(of_b)["patrols"] == [("B", "accept", "A")], "as seen by all parties"
    among = near(*TALKS, narrowing=Narrowing(parties=("A", "C")))
    assert (set(counts(among)), among.parties) == ({("A", "C")}, ("A", "C"))
    assert set(counts(near(*TALKS, narrowing=Narrowing(issues=("school",))))) == {("A", "B")}
    with pytest.raises(UsageError, match="no party is called 'Z'"):
        near(*TALKS, narrowing=Narrowing(parties=("Z",)))


VOICES = {"League": "League", "Aland": "League", "B": "B", "C": "C"}
REGISTRY = Registry.model_validate({"parties": ROLES})


def put(party: str, stance: str, day: int = 1, **more: Any) -> Placed:
    """A position on the patrols, in its place."""
    entry = Entry.model_validate({stance: CLAIMS["patrols"], **more})
    position = Position.of_entry(entry, article=f"day-{day}", party=party)
    side = Side.AGAINST if stance == "reject" else Side.FOR
    return Placed(position=position, side=side, current=False, when=dt.date(2031, 6, day))


def row_of(placed: Sequence[Placed]) -> Row:
    placed = mark_current(placed)
    found = standing(placed, [], [], Snapshot(registry=REGISTRY), Blocs(REGISTRY))
    return Row(issue="patrols", proposition="Patrols leave", status=found.status, positions=tuple(placed))


@given(st.dictionaries(st.sampled_from([*VOICES, "Mediator"]), st.sampled_from(["demand", "accept", "reject"])))
@settings(deadline=None)
def test_each_step_settles_the_issue(held: dict[str, str]) -> None:
    said = [put(party, stance) for party, stance in held.items()]
    found = closeness(Matrix(parties=(*VOICES, "Mediator"), rows=(row_of(said),)), REGISTRY)
    for step in (step for one in found.one_step for step in one.steps):
        party = step.party or next(party for party in VOICES if VOICES[party] != VOICES[step.placed.position.party])
        moving = {party, *(each for each in held if VOICES.get(each) == party)}  # its members go with a bloc
        if step.act == "accept":
            moved = [put(each, "accept", 2) for each in moving]
        else:
            moved = [put(each, held[each], 2, withdrawn=True) for each in moving if each in held]
        assert row_of([*said, *moved]).status is Status.AGREED
