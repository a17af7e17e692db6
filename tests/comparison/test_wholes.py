"""What is said of a proposal as a whole is an issue of its own, and knows its parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from positions.comparison.wholes import name_stems, names_whole
from positions.model import Matrix, Position, Registry, Snapshot

Say = Callable[..., Position]
Run = Callable[..., Matrix]

PAY, SHIFT, SCHOOL = "a 4 percent pay rise", "longer night shifts", "the harbour school"


def links(matrix: Matrix) -> dict[str, tuple[str, ...]]:
    assert {row.issue: set(row.part_of) for row in matrix.rows if row.part_of} == {
        part: {row.issue for row in matrix.rows if part in row.parts} for row in matrix.rows for part in row.parts
    }
    return {row.issue: row.parts for row in matrix.rows if row.parts}


def terms(say: Say, article: str = "day-1") -> list[Position]:
    return [
        say("Board", "offer", PAY, issue="pay", article=article),
        say("Board", "demand", SHIFT, issue="shifts", article=article, quote="Its offer also has longer night shifts."),
        say("Board", "demand", SCHOOL, issue="school", article=article, quote="The Board wants the harbour school."),
        say("Union", "demand", "the return of the canteen", issue="canteen", article=article),
    ]


@pytest.mark.parametrize(
    "whole",
    [
        ("Union", "reject", "the Board's offer", {}),
        ("Union", "reject", "its latest offer", {"quote": "The Union rejected the latest offer of the Board."}),
        ("Union", "accept", "the offer", {}),
        ("Board", "demand", "the wage package", {}),
    ],
)
def test_the_parts_are_what_its_owner_put_forward_in_the_same_article(
    run: Run, say: Say, whole: tuple[str, str, str, dict[str, str]]
) -> None:
    party, stance, claim, more = whole
    matrix = run([*terms(say), say(party, stance, claim, issue="the whole", **more)])
    assert links(matrix) == {"the whole": ("pay", "shifts")}


def test_an_answer_on_a_later_day_is_to_the_last_terms(run: Run, say: Say) -> None:
    said = [
        *terms(say),
        say("Board", "offer", "free ferries", issue="ferries", article="day-2"),
        say("Union", "reject", "the Board's offer", issue="the whole", article="day-3"),
    ]
    assert links(run(said)) == {"the whole": ("ferries",)}


def test_where_nobody_says_what_is_in_it_all_terms_of_the_day_are(run: Run, say: Say) -> None:
    said = [
        say("Board", "demand", SHIFT, issue="shifts"),
        say("Board", "demand", SCHOOL, issue="school"),
        say("Union", "reject", "the Board's offer", issue="the whole"),
    ]
    assert links(run(said)) == {"the whole": ("school", "shifts")}


def test_terms_that_came_later_and_those_of_others_are_no_parts(run: Run, say: Say) -> None:
    said = [*terms(say, "day-3"), say("Union", "reject", "the Board's offer", issue="the whole")]
    assert links(run(said)) == {}


def test_an_issue_that_mostly_is_about_a_detail_is_no_whole(run: Run, say: Say) -> None:
    said = [
        *terms(say),
        say("Union", "reject", "the offer", issue="canteen"),
        say("Union", "demand", "the canteen of old", issue="canteen"),
    ]
    assert links(run(said)) == {}


def test_a_persons_name_for_an_issue_makes_it_a_whole(run: Run, say: Say) -> None:
    said = [*terms(say), say("Union", "reject", "what the Board has put on the table", issue="the Board's package")]
    assert links(run(said, book={"the Board's package": {}})) == {"the Board's package": ("pay", "shifts")}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the offer", True),
        ("the package", True),
        ("Norland's latest offer", True),
        ("the ceasefire plan", True),
        ("the bridging proposal of the mediator", True),
        ("an offer of 4 percent", False),
        ("a plan to withdraw the patrols", False),
        ("the expectation that Norland would accept a deal", False),
        ("the matter", False),
        ("patrols", False),
        ("the very long and many times amended joint coastal fisheries plan", False),
        ("", False),
    ],
)
def test_what_names_a_whole(text: str, whole: bool) -> None:
    registry = Registry.model_validate({"parties": {"Norland": {}, "Pellany": {"aliases": ["the mediator"]}}})
    assert names_whole(text, name_stems(Snapshot(registry=registry))) is whole
