"""Which statements decide where an issue stands: what is withdrawn, reported, conditional, older or newer.

All statements are pinned to one issue, on which Norland and Sudmark, or Union and Employers, are principals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from positions.comparison.extents import Said as Phrases
from positions.comparison.extents import extents
from positions.comparison.recency import order
from positions.model import Basis, Matrix, Position, Row, Status, Topic
from positions.wording import holds

Run = Callable[..., Matrix]
Judge = Callable[..., Row]
Said = tuple[str, int, dict[str, Any]]
"""A party, the day on which it speaks, and an entry."""

SUMMARY = {
    "open": (Status.OPEN, None),
    "sticking": (Status.STICKING, None),
    "moot": (Status.AGREED, Basis.MOOT),
    "accepted": (Status.AGREED, Basis.ACCEPTED),
    "in principle": (Status.AGREED, Basis.IN_PRINCIPLE),
    "settled": (Status.AGREED, Basis.SETTLED),
}


@pytest.fixture
def judge(run: Run, say: Callable[..., Position]) -> Judge:
    """The row of the one issue of which all that is said is about."""

    def make(*said: Said, **more: Any) -> Row:
        positions = []
        for party, day, entry in said:
            rest = {key: value for key, value in entry.items() if key not in ("demand", "offer", "accept", "reject")}
            stance, claim = next((key, value) for key, value in entry.items() if key not in rest)
            positions.append(say(party, stance, claim, article=f"day-{day}", issue="tolls", **rest))
        topics = {
            word: tuple((f"day-{day}", Topic(topic="tolls", issue="tolls")) for day in more.pop(word, ()))
            for word in ("settled", "disputed")
        }
        matrix = run(positions, **topics, **more)
        assert len(matrix.rows) == 1
        return matrix.rows[0]

    return make


def test_of_what_no_longer_holds_the_newest_is_told(judge: Judge) -> None:
    row = judge(
        ("Union", 1, {"demand": "8 percent"}),
        ("Union", 2, {"demand": "6 percent"}),
        ("Union", 3, {"demand": "6 percent", "withdrawn": True}),
        ("Employers", 1, {"offer": "4 percent"}),
    )
    assert holds(row, "Union") == ("no longer: demands: 6 percent",)


@pytest.mark.parametrize(
    ("as_of", "by"),
    [(dt.date(2031, 6, 1), None), (dt.date(2031, 6, 3), "AL"), (dt.date(2031, 6, 4), "AL"), (None, "AL")],
)
def test_a_day_before_a_person_decided_knows_nothing_of_it(judge: Judge, as_of: dt.date | None, by: str | None) -> None:
    row = judge(
        ("Norland", 1, {"demand": "tolls"}),
        ("Sudmark", 1, {"reject": "tolls"}),
        book={"tolls": {"status": {"is": "agreed", "by": "AL", "on": "2031-06-03"}}},
        as_of=as_of,
    )
    assert (row.status, row.overridden_by) == (Status.AGREED if by else Status.STICKING, by)


def test_times_with_a_zone_are_ordered_as_they_passed() -> None:
    times = [
        "2031-06-01T23:00:00-05:00",
        "2031-06-02T01:00:00+00:00",
        "2031-06-02T02:30:00",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:00:00-05:00",
    ]
    ordered = sorted(times, key=lambda text: order(dt.datetime.fromisoformat(text)))
    assert [times.index(text) for text in ordered] == [3, 1, 2, 0, 4]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # What is taken back settles what others ask for only if it was asked for, or refused.
        ([("Union", 1, {"demand": "8 percent"}), ("Employers", 1, {"offer": "4 percent"}),
          ("Employers", 3, {"offer": "4 percent", "withdrawn": True})], "open"),
        ([("Norland", 1, {"offer": "the plan"}), ("Sudmark", 1, {"accept": "the plan"}),
          ("Sudmark", 3, {"accept": "the plan", "withdrawn": True})], "open"),
        ([("Norland", 1, {"offer": "tolls"}), ("Sudmark", 1, {"reject": "tolls"}),
          ("Norland", 3, {"offer": "tolls", "withdrawn": True})], "moot"),
        ([("Norland", 1, {"demand": "tolls"}), ("Sudmark", 1, {"reject": "tolls"}),
          ("Norland", 3, {"demand": "tolls", "withdrawn": True})], "moot"),
        ([("Norland", 1, {"demand": "tolls"}), ("Sudmark", 1, {"reject": "tolls"}),
          ("Sudmark", 3, {"reject": "tolls", "withdrawn": True})], "moot"),
        # What an opponent reports of a withdrawal decides nothing, and ends only what was reported itself.
        ([("Norland", 1, {"demand": "tolls"}), ("Sudmark", 1, {"reject": "tolls"}),
          ("Norland", 2, {"demand": "tolls", "withdrawn": True, "according to": "Sudmark"})], "sticking"),
        ([("Sudmark", 1, {"reject": "tolls"}),
          ("Norland", 2, {"demand": "tolls", "withdrawn": True, "according to": "Sudmark"})], "open"),
        # An article that tells of something older and of its withdrawal.
        ([("Norland", 2, {"demand": "tolls", "stated": "2031-06-01"}), ("Sudmark", 1, {"reject": "tolls"}),
          ("Norland", 2, {"demand": "tolls", "withdrawn": True})], "moot"),
        ([("Norland", 2, {"demand": "tolls on ferries"}), ("Sudmark", 1, {"reject": "tolls on ferries"}),
          ("Norland", 2, {"demand": "tolls", "withdrawn": True})], "sticking"),
        # Everybody's word ends what was said before it.
        ([("Norland", 1, {"reject": "tolls"}), ("Sudmark", 1, {"demand": "tolls"}),
          ("both sides", 3, {"accept": "tolls"})], "accepted"),
        ([("Sudmark", 1, {"demand": "tolls"}), ("both sides", 2, {"accept": "tolls"}),
          ("Norland", 3, {"reject": "tolls"})], "sticking"),
        ([("both sides", 1, {"accept": "tolls"}),
          ("Norland", 2, {"accept": "tolls", "withdrawn": True})], "open"),
        # Amounts.
        ([("Employers", 1, {"offer": "6 percent"}), ("Union", 2, {"accept": "6 percent"})], "accepted"),
        ([("Employers", 1, {"offer": "6 percent"}), ("Union", 2, {"accept": "6 percent"}),
          ("Employers", 3, {"offer": "5 percent"})], "sticking"),
        ([("Union", 1, {"reject": "4 percent"}), ("Employers", 2, {"offer": "6 percent"})], "open"),
        ([("Union", 1, {"reject": "4 percent"}), ("Employers", 2, {"offer": "4 percent"})], "sticking"),
        ([("Union", 1, {"reject": "a pay rise of 4 percent"}), ("Employers", 2, {"offer": "a pay rise of 6 percent"}),
          ("Union", 3, {"accept": "a pay rise of 6 percent"})], "accepted"),
        ([("Union", 1, {"reject": "more than 60 observers"}), ("Employers", 2, {"offer": "90 observers"})], "sticking"),
        ([("Employers", 1, {"reject": "4 percent"}), ("Union", 2, {"demand": "6 percent"})], "sticking"),
    ],
)  # fmt: skip
def test_what_decides(judge: Judge, said: list[Said], expected: str) -> None:
    row = judge(*said)
    assert (row.status, row.basis) == SUMMARY[expected], row.reason


@pytest.mark.parametrize(
    ("accept", "expected", "told"),
    [
        ({"accept": "the ceasefire plan"}, "accepted", "“the ceasefire plan” ("),
        ({"accept": "the ceasefire plan", "if": "all prisoners are released"}, "in principle",
         "Sudmark accepts “the ceasefire plan”, if all prisoners are released ("),
        ({"accept": "the ceasefire plan", "unless": "fighting goes on", "in exchange for": "aid"}, "in principle",
         "“the ceasefire plan”, unless fighting goes on, in exchange for aid ("),
        ({"accept": "the ceasefire plan", "extent": "in part"}, "in principle", ""),
        ({"accept": "the ceasefire plan in principle"}, "in principle", ""),
        ({"accept": "the ceasefire plan as a basis for talks"}, "in principle", ""),
        ({"accept": "most of the ceasefire plan"}, "in principle", ""),
    ],
)  # fmt: skip
def test_an_acceptance_is_as_full_as_its_words(judge: Judge, accept: dict[str, Any], expected: str, told: str) -> None:
    row = judge(("Norland", 1, {"offer": "the ceasefire plan"}), ("Sudmark", 1, accept))
    assert (row.status, row.basis) == SUMMARY[expected]
    assert told in row.reason


def test_part_of_what_was_offered_as_a_part_is_accepted_in_full(judge: Judge) -> None:
    row = judge(("Norland", 1, {"offer": "part of the islands"}), ("Sudmark", 2, {"accept": "part of the islands"}))
    assert row.basis is Basis.ACCEPTED


DEMANDED = ("Norland", 1, {"demand": "tolls"})
REFUSED = ("Sudmark", 1, {"reject": "tolls"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([DEMANDED, REFUSED], "settled"),
        ([DEMANDED, REFUSED, ("Norland", 3, {"demand": "tolls"})], "settled"),
        ([DEMANDED, REFUSED, ("Norland", 3, {"demand": "tolls", "withdrawn": True})], "settled"),
        ([DEMANDED, REFUSED, ("Sudmark", 3, {"reject": "tolls"})], "sticking"),
        ([("Norland", 3, {"reject": "the deal"})], "open"),
        ([("Norland", 3, {"reject": "the deal"}), ("Sudmark", 1, {"reject": "the deal"})], "moot"),
        ([("Norland", 3, {"reject": "the deal"}), ("Sudmark", 1, {"offer": "the deal"})], "sticking"),
        ([("Norland", 3, {"reject": "the deal", "according to": "Sudmark"}), ("Sudmark", 1, {"offer": "the deal"})],
         "settled"),
        ([("Norland", 1, {"accept": "the deal"}), ("Sudmark", 1, {"offer": "the deal"}),
          ("Norland", 3, {"accept": "the deal", "withdrawn": True})], "open"),
        ([("Union", 1, {"demand": "8 percent"}), ("Employers", 1, {"offer": "4 percent"}),
          ("Union", 3, {"demand": "8 percent"})], "settled"),
        ([("Union", 1, {"demand": "8 percent"}), ("Employers", 1, {"offer": "4 percent"}),
          ("Union", 3, {"demand": "9 percent"})], "sticking"),
        ([REFUSED, ("Norland", 3, {"demand": "tolls"})], "sticking"),
    ],
)  # fmt: skip
def test_settled_on_the_second_day_unless_something_newer_contradicts(
    judge: Judge, said: list[Said], expected: str
) -> None:
    row = judge(*said, settled=(2,))
    assert (row.status, row.basis) == SUMMARY[expected], row.reason


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([DEMANDED], "sticking"),
        ([DEMANDED, ("Sudmark", 1, {"accept": "tolls"})], "sticking"),
        ([DEMANDED, ("Sudmark", 3, {"accept": "tolls"})], "accepted"),
        ([("both sides", 1, {"accept": "tolls"})], "sticking"),
        ([("both sides", 3, {"accept": "tolls"})], "accepted"),
        ([DEMANDED, REFUSED, ("both sides", 3, {"accept": "tolls"})], "accepted"),
        ([DEMANDED, REFUSED, ("Norland", 3, {"demand": "tolls", "withdrawn": True})], "moot"),
        ([("Norland", 1, {"demand": "tolls", "withdrawn": True}), ("Sudmark", 3, {"reject": "tolls"})], "sticking"),
    ],
)
def test_disputed_on_the_second_day_until_something_newer_settles_it(
    judge: Judge, said: list[Said], expected: str
) -> None:
    row = judge(*said, disputed=(2,))
    assert (row.status, row.basis) == SUMMARY[expected], row.reason


@pytest.mark.parametrize("other", [{"offer": "6 percent"}, {"demand": "6 percent"}])
def test_no_gap_to_what_somebody_rejects(judge: Judge, other: dict[str, Any]) -> None:
    row = judge(("Union", 1, {"reject": "4 percent"}), ("Employers", 2, other))
    assert "gap" not in row.reason


@pytest.mark.parametrize("extent", [extents().principle, extents().partly])
def test_each_list_of_extents_has_an_example(extent: Phrases) -> None:
    assert any(phrase in extent.example.casefold() for phrase in extent.said)


def test_who_accepts_a_better_offer_is_on_the_side_of_who_made_it(judge: Judge) -> None:
    row = judge(
        ("Employers", 1, {"offer": "a pay rise of 4 percent"}),
        ("Union", 1, {"reject": "a pay rise of 4 percent"}),
        ("Employers", 2, {"offer": "a pay rise of 6 percent"}),
        ("Union", 3, {"accept": "a pay rise of 6 percent"}),
    )
    assert len({one.side for one in row.positions if one.current}) == 1
