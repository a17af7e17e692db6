"""How far amounts are apart now, and whether they came nearer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from positions.model import Matrix, Position, Status, Trend

Say = Callable[..., Position]
Run = Callable[..., Matrix]

Told = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("later", "words", "trend", "told"),
    [
        ([], "4 points", Trend.UNCHANGED, None),
        (
            [("Board", "offer", "a 6 percent pay rise", "day-2")],
            "2 points",
            Trend.NARROWED,
            "the gap has narrowed from 4 points to 2 points since 2031-06-01",
        ),
        (
            [
                ("Board", "offer", "a 6 percent pay rise", "day-2"),
                ("Union", "demand", "a 12 percent pay rise", "day-3"),
            ],
            "6 points",
            Trend.WIDENED,
            "the gap has widened from 4 points to 6 points since 2031-06-01",
        ),
        (
            [("Union", "accept", "a 4 percent pay rise", "day-3")],
            "none",
            Trend.NARROWED,
            "the gap of 4 points has closed since 2031-06-01",
        ),
        ([("Union", "reject", "a 5 percent pay rise", "day-3")], "4 points", Trend.UNCHANGED, None),
        ([("Mediator", "demand", "a 20 percent pay rise", "day-3")], "4 points", Trend.UNCHANGED, None),
    ],
)
def test_the_gap_now_and_what_became_of_it(
    run: Run, say: Say, later: list[Told], words: str, trend: Trend, told: str | None
) -> None:
    first = [("Union", "demand", "an 8 percent pay rise", "day-1"), ("Board", "offer", "a 4 percent pay rise", "day-1")]
    said = [say(party, stance, claim, article=article, issue="pay") for party, stance, claim, article in first + later]
    (row,) = run(said, parties={"Mediator": {"role": "mediator"}}).rows
    assert row.gap is not None
    assert (row.gap.words, row.gap.trend, row.gap.first_words) == (words, trend, "4 points")
    assert set(row.gap.parties) == {"Board", "Union"}
    assert ("the gap" in row.reason) == (told is not None)
    assert (told or "") in row.reason


def test_two_that_start_with_one_amount_and_part_open_a_gap(run: Run, say: Say) -> None:
    said = [
        say("Union", "demand", "a 4 percent pay rise", issue="pay"),
        say("Board", "offer", "a 4 percent pay rise", issue="pay"),
        say("Union", "demand", "a 5 percent pay rise", issue="pay", article="day-2"),
    ]
    (row,) = run(said).rows
    assert row.status is Status.STICKING
    assert row.reason.endswith(": a gap of 1 point; it has opened since 2031-06-01")


def test_the_gap_is_in_the_unit_that_most_statements_name(run: Run, say: Say) -> None:
    said = [
        say("Union", "demand", "a two-year contract with an 8 percent pay rise", issue="pay"),
        say("Board", "offer", "a three-year contract with a 5 percent pay rise", issue="pay"),
        say("Board", "offer", "a 4 percent pay rise", issue="pay", article="day-2"),
    ]
    gap = run(said).rows[0].gap
    assert gap is not None
    assert (gap.first_words, gap.words, gap.unit, gap.trend) == ("3 points", "4 points", "percent", Trend.WIDENED)


def test_there_is_no_gap_of_one_amount_nor_of_one_that_is_withdrawn(run: Run, say: Say) -> None:
    union = say("Union", "demand", "an 8 percent pay rise", issue="pay")
    board = say("Board", "offer", "a 4 percent pay rise", issue="pay")
    gone = say("Board", "offer", "a 4 percent pay rise", issue="pay", article="day-2", withdrawn=True)
    euros = say("Board", "offer", "a bonus of 300 euros", issue="pay")
    shares = [say("A", "demand", "2 billion dollars", issue="pay"), say("B", "offer", "9 dollars a share", issue="pay")]
    for said in ([union], [union, board, gone], [union, euros], shares):
        assert run(said).rows[0].gap is None


def test_who_withdraws_one_amount_and_names_another_in_an_article_keeps_the_new_one(run: Run, say: Say) -> None:
    said = [
        say("Union", "demand", "an 8 percent pay rise", issue="pay"),
        say("Board", "offer", "a 4 percent pay rise", issue="pay"),
        say(
            "Union",
            "demand",
            "an 8 percent pay rise",
            issue="pay",
            article="day-2",
            withdrawn=True,
            at=(10, 20),
            quote="a" * 10,
        ),
        say("Union", "demand", "a 6 percent pay rise", issue="pay", article="day-2", at=(50, 60), quote="b" * 10),
    ]
    gap = run(said).rows[0].gap
    assert gap is not None
    assert (gap.first_words, gap.words) == ("4 points", "2 points")
    again = say("Union", "demand", "8 percent", issue="pay", article="day-2", at=(50, 60), quote="b" * 10)
    assert run([*said[:3], again]).rows[0].gap is None
