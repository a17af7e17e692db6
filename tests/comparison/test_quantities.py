from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.quantities import Kind, comparable, differing, gap, quantities, without_amounts


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("8 percent", Kind.PERCENT, 8, "percent"),
        ("8 pct", Kind.PERCENT, 8, "percent"),
        ("a rise of 4.5 per cent", Kind.PERCENT, 4.5, "percent"),
        ("0.7% of income", Kind.PERCENT, 0.7, "percent"),
        ("7/8 point over the base rate", Kind.PERCENT, 0.875, "percent"),
        ("1-1/8 points", Kind.PERCENT, 1.125, "percent"),
        ("half of the money", Kind.PERCENT, 50, "percent"),
        ("two thirds of the fund", Kind.PERCENT, 200 / 3, "percent"),
        ("2.5 mln dlrs", Kind.MONEY, 2.5e6, "USD"),
        ("one billion dollars", Kind.MONEY, 1e9, "USD"),
        ("£1.3bn", Kind.MONEY, 1.3e9, "GBP"),
        ("half a million euros", Kind.MONEY, 5e5, "EUR"),
        ("400 million crowns", Kind.MONEY, 4e8, "crown"),
        ("300p", Kind.MONEY, 3, "GBP"),
        ("a four-year deal", Kind.DURATION, 48, "months"),
        ("six weeks", Kind.DURATION, 42, "days"),
        ("60 unarmed observers", Kind.COUNT, 60, "observer"),
        ("5,000 tonnes a day", Kind.MEASURE, 5000, "tonne"),
        ("two hundred and fifty drivers", Kind.COUNT, 250, "driver"),
        ("by 25 March 2031", Kind.DATE, dt.date(2031, 3, 25).toordinal(), "date"),
        ("until March 25, 2031", Kind.DATE, dt.date(2031, 3, 25).toordinal(), "date"),
        ("on 2031-03-25", Kind.DATE, dt.date(2031, 3, 25).toordinal(), "date"),
        ("before the end of 2033", Kind.DATE, dt.date(2033, 12, 31).toordinal(), "date"),
    ],
)
def test_one_quantity(text: str, kind: Kind, value: float, unit: str) -> None:
    found = quantities(text)[0]
    assert (found.kind, found.value, found.unit) == (kind, pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text", ["Article 9", "COP/MOP 4", "one-sided concessions", "half-hearted", "the second round", "31 February", ""]
)
def test_not_a_quantity(text: str) -> None:
    assert quantities(text) == ()


def test_several_in_order_with_what_they_are_for() -> None:
    found = quantities("a 40 dlr a share offer for 83 pct of the stock")
    assert [(one.value, one.unit, one.per) for one in found] == [(40, "USD", "share"), (83, "percent", None)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("an 8 percent rise", "4 pct", "a gap of 4 points"),
        ("5 percent", "4 percent", "a gap of 1 point"),
        ("40 dlrs a share", "35 dlr per share", "a gap of 5 USD a share"),
        ("by 25 March", "by 2 April", "a gap of 8 days"),
        ("a four-year deal", "a deal for two years", "a gap of 2 years"),
        ("a truce of 30 days", "a truce of six weeks", "a gap of 12 days"),
        ("200 drivers", "250 drivers", "a gap of 50 drivers"),
        ("8 percent", "8 pct", None),
        ("8 percent", "8 dollars", None),
        ("8 percent", "more money", None),
        ("more than 10 percent", "at most 10 percent", None),
    ],
)
def test_gap(one: str, other: str, expected: str | None) -> None:
    assert gap(one, other) == expected


def test_bounds_that_exclude_each_other_differ() -> None:
    assert differing("more than 10 percent", "a maximum of 10 percent") is not None
    assert differing("at least 10 percent", "10 percent") is None


def test_one_shared_amount_does_not_hide_another_that_differs() -> None:
    pair = differing("a 60 percent cut by 2040", "a 55 percent cut by 2040")
    assert pair is not None
    assert [one.value for one in pair] == [60, 55]


def test_comparable_needs_one_unit() -> None:
    assert comparable("8 percent", "up 4 percent")
    assert not comparable("8 tonnes", "4 ships")


def test_without_amounts() -> None:
    assert without_amounts("an 8 percent pay rise") == "an pay rise"
    assert without_amounts("send 120 observers by Friday") == "send observers by Friday"
    assert without_amounts("a 92.50 dollars a share bid") == "a bid"


@given(st.text(alphabet="0123456789.,/- %$£amnkpctbilonhdrey", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for found in quantities(text):
        assert found.text in text
        assert differing(text, text) is None


@given(
    st.floats(0.1, 99, allow_nan=False).map(lambda value: round(value, 1)),
    st.floats(0.1, 99).map(lambda value: round(value, 1)),
)
def test_a_gap_is_the_same_both_ways(one: float, other: float) -> None:
    assert gap(f"{one} percent", f"{other} percent") == gap(f"{other} percent", f"{one} percent")
