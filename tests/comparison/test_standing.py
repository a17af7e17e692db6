"""Which statements decide where an issue stands: what is withdrawn, reported, conditional, older or newer.

All statements are pinned to one issue, on which Norland and Sudmark, or Union and Employers, are principals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

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
    ("as_of", "by"), [(dt.date(2031, 6, 1), None), (dt.date(2031, 6, 3), "AL"), (dt.date(2031, 6, 4), "AL"), (None, "AL")]
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
