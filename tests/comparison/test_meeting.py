"""What two parties can both have, by the amounts that they name: a table of pairs, and their verdicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.meeting import both_can_have, clash, given_what_is_asked, incomparable, same_amounts
from positions.model import Matrix, Position, Status

Say = Callable[..., Position]
Run = Callable[..., Matrix]

STICKING, AGREED, OPEN = Status.STICKING, Status.AGREED, Status.OPEN


@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A limit is met by whatever it allows.
        ("demand: at least an 8 percent pay rise", "offer: a 9 percent pay rise", AGREED),
        ("demand: at least an 8 percent pay rise", "offer: a 7 percent pay rise", STICKING),
        ("demand: at least 8 percent", "offer: at least 4 percent", STICKING),
        ("demand: no more than 60 observers", "offer: 50 observers", AGREED),
        ("demand: no more than 60 observers", "demand: 50 observers", AGREED),
        ("demand: no more than 60 observers", "offer: 80 observers", STICKING),
        ("demand: at most 60 observers", "offer: at most 80 observers", STICKING),
        ("demand: 50 observers", "offer: up to 60 observers", AGREED),
        ("demand: 80 observers", "offer: up to 60 observers", STICKING),
        ("demand: 8 to 10 percent", "offer: 9 percent", AGREED),
        ("demand: between 8 percent and 10 percent", "offer: 9 percent", AGREED),
        ("demand: between 8 percent and 10 percent", "offer: 6 percent", STICKING),
        # Who gives time may take all of it.
        ("demand: the patrols leave by 1 June", "offer: the patrols leave by 15 May", AGREED),
        ("demand: the patrols leave by 1 June", "offer: the patrols leave by 15 July", STICKING),
        ("demand: the patrols leave within 30 days", "offer: the patrols leave within three weeks", AGREED),
        ("demand: the patrols leave by 15 December", "offer: the patrols leave by 10 January", STICKING),
        # What is refused is all that the limit has.
        ("reject: less than 8 percent", "offer: 6 percent", STICKING),
        ("reject: less than 8 percent", "offer: 8 percent", AGREED),
        ("reject: any rise below 8 percent", "offer: a rise of 6 percent", STICKING),
        ("reject: any rise below 8 percent", "offer: a rise of 9 percent", AGREED),
        ("reject: more than 60 observers", "offer: 50 observers", AGREED),
        ("reject: more than 60 observers", "demand: 90 observers", STICKING),
        # A limit may be said by what is not to be, and cap and floor are limits.
        ("demand: a catch not exceeding 400 tonnes", "offer: a catch of 300 tonnes", AGREED),
        ("demand: a catch not exceeding 400 tonnes", "offer: a catch of 500 tonnes", STICKING),
        ("demand: a wage not below 15 dollars", "offer: a wage of 16 dollars", AGREED),
        ("demand: a wage not below 15 dollars", "offer: a wage of 12 dollars", STICKING),
        ("demand: a catch never more than 400 tonnes", "demand: a catch of at most 400 tonnes", AGREED),
        ("demand: a cap of 60 observers", "offer: 50 observers", AGREED),
        ("demand: a cap of 60 observers", "offer: 80 observers", STICKING),
        ("demand: a floor of 8 percent", "offer: 9 percent", AGREED),
        # So may a date.
        ("demand: close the mine no later than 2030", "offer: close the mine no later than 2040", STICKING),
        ("demand: close the mine by mid-2030", "offer: close the mine by early 2030", AGREED),
        ("demand: the patrols leave by June", "offer: the patrols leave by December", STICKING),
        ("demand: the patrols leave by March 25, 2031", "offer: the patrols leave by March 10, 2031", AGREED),
        # Of several in one unit each goes with its own.
        ("demand: 4 percent in 2026 and 4 percent in 2027", "offer: 4 percent in 2026 and 2 percent in 2027", STICKING),
        ("demand: 5 percent in 2031 and 3 percent in 2032", "offer: 3 percent in 2031 and 5 percent in 2032", STICKING),
        ("demand: 5 percent in 2031 and 3 percent in 2032", "offer: 3 percent in 2032 and 5 percent in 2031", AGREED),
        ("demand: at least 4 percent in 2026 and 4 percent in 2027", "offer: 5 percent in 2026 and 4 percent in 2027",
         AGREED),
        ("demand: the release of ten hostages", "offer: the release of one hostage", STICKING),
        ("demand: a six-week truce", "offer: a week-long truce", STICKING),
        # What an amount is held against is not meant.
        ("demand: raise the wage from $7.25 to $15", "offer: raise the wage from $7.25 to $10", STICKING),
        ("demand: raise the minimum wage from $7.25 to $15", "demand: a minimum wage of $10", STICKING),
        ("demand: 8 percent instead of the 4 percent offered", "offer: 4 percent", STICKING),
        # A rate is one, whatever time it is told for.
        ("demand: 200 trucks a day", "offer: 1,400 trucks a week", AGREED),
        ("demand: 400 tonnes a year", "offer: 400 tonnes a day", STICKING),
        # What a bare number counts, the noun before it says; a zero is one of whatever unit.
        ("demand: the voting age stay at 18", "demand: lowering the voting age to 16", STICKING),
        ("demand: the voting age stay at 18", "offer: a voting age of 18", AGREED),
        ("demand: a tariff of zero", "demand: a tariff of 10 percent", STICKING),
        ("demand: zero tariffs", "offer: a 10 percent tariff", STICKING),
        ("demand: a council of at least 12", "offer: a council of 15", AGREED),
        # So is how often.
        ("demand: annual inspections", "demand: inspections every two years", STICKING),
        ("demand: weekly flights", "offer: monthly flights", STICKING),
        ("demand: annual inspections", "offer: inspections once a year", AGREED),
        ("demand: inspections at least every two years", "offer: annual inspections", AGREED),
        ("demand: inspections at least once a year", "offer: inspections every two years", STICKING),
        ("demand: annual inspections", "offer: inspections", AGREED),
        ("demand: a monthly rent of 900 euros", "offer: an annual rent of 10,800 euros", AGREED),
        ("demand: 5 percent a year", "offer: 5 percent over three years", STICKING),
        # Of what nobody can compare nobody can tell, unless it can never be the same.
        ("demand: a $5 raise", "offer: a 5% raise", OPEN),
        ("demand: a grant of $5 million", "offer: a grant of €5 million", OPEN),
        ("demand: a 10 percent pay rise", "offer: a $1 an hour pay rise", OPEN),
        ("demand: A$5 billion in aid", "offer: US$5 billion in aid", OPEN),
        ("demand: a truce of 60 days", "offer: a truce of six months", STICKING),
        ("demand: a truce of 90 days", "offer: a truce of three months", AGREED),
        ("demand: a grant of $5 million", "accept: a grant", AGREED),
    ],
)  # fmt: skip
def test_the_status_of_two(run: Run, say: Say, one: str, other: str, expected: Status, swapped: bool) -> None:
    said = [say(party, *told.split(": ", 1), issue="x") for party, told in (("Norland", one), ("Sudmark", other))]
    (row,) = run(said[::-1] if swapped else said).rows
    assert row.status is expected


def test_a_gap_is_told_between_what_is_asked_and_what_is_given(run: Run, say: Say) -> None:
    asked = say("Norland", "demand", "the patrols leave by 1 June", issue="x")
    sooner, later = (say("Sudmark", "offer", f"the patrols leave by {day}", issue="x") for day in ("15 May", "9 June"))
    assert run([asked, sooner]).rows[0].gap is None
    gap = run([asked, later]).rows[0].gap
    assert gap is not None
    assert gap.words == "8 days"


def test_two_limits_that_only_touch_are_not_both_wanted() -> None:
    assert both_can_have("at least 50 men", "at most 60 men")
    assert not both_can_have("at least 60 men", "at most 60 men")
    assert given_what_is_asked("at least 60 men", "up to 60 men")
    assert given_what_is_asked("more than 60 men", "up to 60 men") is False


_AMOUNT = st.builds(
    lambda before, number, unit: f"{before} {number} {unit}",
    st.sampled_from(["", "at least", "more than", "no more than", "up to", "below", "not below", "5 to", "within"]),
    st.integers(1, 20),
    st.sampled_from(["percent", "dollars", "men", "days", "months", "men a day", "men a week", "June 2031"]),
)
_AMOUNTS = st.lists(_AMOUNT, min_size=1, max_size=3).map(" and ".join)


@given(_AMOUNTS, _AMOUNTS)
def test_what_two_amounts_come_to_is_the_same_both_ways(one: str, other: str) -> None:
    for of in (clash, incomparable, same_amounts, both_can_have):
        assert of(one, other) == of(other, one)
    assert not (clash(one, other) and both_can_have(one, other))
    assert same_amounts(one, one)
    assert not clash(one, one)
