"""The part of a matrix that somebody asks for, and the answer to a name that means nothing."""

from __future__ import annotations

import pytest

from positions.errors import UsageError
from positions.model import Matrix, Party, Placed, Position, Registry, Row, Side, Status
from positions.narrowing import Narrowing, rows_named

REGISTRY = Registry(parties={"Sudmark": Party(aliases=("the South", "Port"))})


def row(issue: str, status: Status, *parties: str, theme: str | None = None) -> Row:
    positions = (Position(article="truce", party=party, stance="demand", claim=issue) for party in parties)
    placed = tuple(Placed(position=position, side=Side.FOR, current=True) for position in positions)
    return Row(issue=issue, proposition=f"On {issue}", status=status, theme=theme, positions=placed)


MATRIX = Matrix(
    parties=("Norland", "Sudmark"),
    rows=(
        row("patrols in the strait", Status.STICKING, "Norland", "Sudmark", theme="security"),
        row("prisoners", Status.AGREED, "Norland"),
        row("fish", Status.OPEN, "Sudmark", theme="Money"),
    ),
)


def test_a_name_beats_its_words_in_a_name_and_those_beat_a_proposition() -> None:
    rows = [row(issue, Status.OPEN, "Norland") for issue in ("pay", "pay rise", "berth fees")]
    rows[2] = rows[2].model_copy(update={"proposition": "Pay half of the berth fees"})
    assert [one.issue for one in rows_named("pay", rows)] == ["pay"]
    assert [one.issue for one in rows_named("pay", rows[1:])] == ["pay rise"]
    assert [one.issue for one in rows_named("half of", rows)] == ["berth fees"]


def test_nothing_asked_for_leaves_nothing_out() -> None:
    assert Narrowing().of(MATRIX, REGISTRY) == MATRIX
    assert Narrowing().words() == ()


@pytest.mark.parametrize(
    ("asked", "issues"),
    [
        (Narrowing(parties=("the south",)), ["patrols in the strait", "fish"]),
        (Narrowing(parties=("NORLAND", "port")), ["patrols in the strait", "prisoners", "fish"]),
        (Narrowing(issues=("strait", "fish")), ["patrols in the strait", "fish"]),
        (Narrowing(status=Status.AGREED), ["prisoners"]),
        (Narrowing(theme="money"), ["fish"]),
        (Narrowing(parties=("Sudmark",), status=Status.AGREED), []),
    ],
)
def test_each_filter_keeps_what_it_says(asked: Narrowing, issues: list[str]) -> None:
    assert [each.issue for each in asked.of(MATRIX, REGISTRY).rows] == issues
    assert asked.words()


def test_of_a_party_only_its_positions_stay() -> None:
    shown = Narrowing(parties=("Sudmark",)).of(MATRIX, REGISTRY)
    assert shown.parties == ("Sudmark",)
    assert {one.position.party for each in shown.rows for one in each.positions} == {"Sudmark"}


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (Narrowing(parties=("Norlnd",)), "Norland"),
        (Narrowing(issues=("prisonrs",)), "prisoners"),
        (Narrowing(theme="securty"), "security"),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_the_nearest(asked: Narrowing, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        asked.of(MATRIX, REGISTRY)
    assert caught.value.hint == f"did you mean '{hint}'?"
