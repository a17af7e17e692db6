"""What is read twice counts once: wire copies, and the same words quoted in several articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from positions.comparison.repeats import originals
from positions.model import Article, Matrix, Position, Row, Source, Status, Topic
from positions.networks import statements

Say = Callable[..., Position]
Run = Callable[..., Matrix]

LEVY = "a levy of 8 percent on fish"
LONG = "Norland told reporters that it would accept nothing below a levy of 8 percent on fish"


def only(matrix: Matrix) -> Row:
    (row,) = matrix.rows
    return row


def repeated(row: Row) -> dict[str, str | None]:
    return {one.position.article: one.repeats for one in row.positions}


def test_a_wire_copy_counts_once_and_has_the_originals_date(run: Run, say: Say) -> None:
    said = [say("Norland", "demand", LEVY), say("Norland", "demand", f"{LEVY}.", article="day-3")]
    matrix = run(said, copies={"day-3": "day-1"})
    row = only(matrix)
    assert repeated(row) == {"day-1": None, "day-3": "day-1"}
    assert {str(one.when) for one in row.positions} == {"2031-06-01"}
    assert [one.position.article for one in row.positions if one.current] == ["day-1"]
    assert len(statements(matrix)) == 1


def test_what_a_late_copy_calls_unresolved_was_so_when_it_was_first_printed(run: Run, say: Say) -> None:
    said = [say("Norland", "demand", LEVY, article="day-2"), say("Sudmark", "accept", LEVY, article="day-2")]
    named = {"disputed": (("day-1", Topic(topic=LEVY)), ("day-3", Topic(topic=LEVY)))}
    assert only(run(said, **named)).status is Status.STICKING
    row = only(run(said, **named, copies={"day-3": "day-1"}))
    assert (row.status, row.disputed) == (Status.AGREED, ("day-1", "day-3"))


def test_what_only_the_copy_says_is_a_statement_of_its_own(run: Run, say: Say) -> None:
    said = [say("Norland", "demand", LEVY), say("Norland", "accept", "a levy of 6 percent on fish", article="day-3")]
    row = only(run(said, copies={"day-3": "day-1"}))
    assert repeated(row) == {"day-1": None, "day-3": None}
    assert [one.position.article for one in row.positions if one.current] == ["day-3"]


def test_a_late_copy_does_not_bring_back_what_was_given_up(run: Run, say: Say) -> None:
    said = [
        say("Sudmark", "demand", LEVY),
        say("Norland", "reject", LEVY),
        say("Norland", "accept", LEVY, article="day-2"),
        say("Norland", "reject", LEVY, article="day-3"),
    ]
    assert only(run(said)).status is Status.STICKING
    assert only(run(said, copies={"day-3": "day-1"})).status is Status.AGREED


@pytest.mark.parametrize(
    ("more", "other", "repeats"),
    [
        ({"quote": LONG}, {"quote": f"“{LONG.upper()}.”"}, True),
        ({"quote": "Norland demanded a levy"}, {"quote": "Norland demanded a levy"}, False),
        ({"quote": LONG}, {"quote": LONG, "stated": "2031-06-02"}, False),
        ({"quote": LONG}, {"quote": LONG, "withdrawn": True}, False),
        ({"quote": LONG}, {"quote": LONG, "according to": "Sudmark"}, False),
    ],
)
def test_the_same_passage_in_two_articles_counts_once(
    run: Run, say: Say, more: dict[str, object], other: dict[str, object], repeats: bool
) -> None:
    said = [say("Norland", "demand", LEVY, **more), say("Norland", "demand", LEVY, article="day-3", **other)]
    assert repeated(only(run(said)))["day-3"] == ("day-1" if repeats else None)


def test_two_parties_in_one_sentence_are_two(run: Run, say: Say) -> None:
    said = [say("Norland", "demand", LEVY, quote=LONG), say("Sudmark", "demand", LEVY, quote=LONG, article="day-2")]
    row = only(run(said))
    assert repeated(row) == {"day-1": None, "day-2": None}
    assert row.status is Status.AGREED


def test_one_article_may_say_it_twice(run: Run, say: Say) -> None:
    said = [
        say("Norland", "demand", LEVY, quote=LONG, at=[0, 9]),
        say("Norland", "demand", LEVY, quote=LONG, at=[9, 18]),
    ]
    assert [one.repeats for one in only(run(said)).positions] == [None, None]


def test_copies_of_copies_go_back_to_the_first_be_it_there_or_not() -> None:
    def article(name: str, of: str | None) -> Article:
        return Article(id=name, source=Source.model_validate({"copy of": of} if of else {}))

    assert originals([article("a", None), article("b", "a"), article("c", "b"), article("d", "gone")]) == {
        "b": "a",
        "c": "a",
        "d": "gone",
    }
    assert originals([article("a", "b"), article("b", "a")]) == {"a": "a", "b": "a"}
