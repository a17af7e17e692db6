from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.quantities import comparable, differing, gap, quantities, without_amounts
from positions.comparison.quantity import Kind


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
        ("no later than 2030", Kind.DATE, dt.date(2030, 12, 31).toordinal(), "date"),
        ("by the year 2030", Kind.DATE, dt.date(2030, 12, 31).toordinal(), "date"),
        ("by end of 2030", Kind.DATE, dt.date(2030, 12, 31).toordinal(), "date"),
        ("by early 2030", Kind.DATE, dt.date(2030, 4, 30).toordinal(), "date"),
        ("by mid-2030", Kind.DATE, dt.date(2030, 6, 30).toordinal(), "date"),
        ("by the second half of 2030", Kind.DATE, dt.date(2030, 12, 31).toordinal(), "date"),
        ("by the start of 2031", Kind.DATE, dt.date(2031, 1, 1).toordinal(), "date"),
        ("starting in 2030", Kind.DATE, dt.date(2030, 1, 1).toordinal(), "date"),
        ("by the end of June 2030", Kind.DATE, dt.date(2030, 6, 30).toordinal(), "date"),
        ("by June", Kind.DATE, dt.date(2000, 6, 30).toordinal(), "day of the year"),
        ("before May", Kind.DATE, dt.date(2000, 5, 1).toordinal(), "day of the year"),
        ("by mid-February", Kind.DATE, dt.date(2000, 2, 15).toordinal(), "day of the year"),
        ("10 million US dollars", Kind.MONEY, 1e7, "USD"),
        ("5 billion U.S. dollars", Kind.MONEY, 5e9, "USD"),
        ("ten Canadian dollars", Kind.MONEY, 10, "CAD"),
        ("5 million Australian dollars", Kind.MONEY, 5e6, "AUD"),
        ("40 New Zealand dollars", Kind.MONEY, 40, "NZD"),
        ("40 Jamaican dollars", Kind.MONEY, 40, "jamaican dollar"),
        ("50 Canadian cents", Kind.MONEY, 0.5, "CAD"),
        ("5 million new shekels", Kind.MONEY, 5e6, "ILS"),
        ("40 million extra dollars", Kind.MONEY, 4e7, "USD"),
        ("3 million Swiss francs", Kind.MONEY, 3e6, "franc"),
        ("5m tonnes of grain", Kind.MEASURE, 5e6, "tonne"),
        ("20k troops", Kind.COUNT, 20_000, "troop"),
        ("100m people", Kind.COUNT, 1e8, "people"),
        ("one hostage", Kind.COUNT, 1, "hostage"),
        ("a week-long truce", Kind.DURATION, 7, "days"),
        ("a truce of a month", Kind.DURATION, 1, "months"),
        ("a year of talks", Kind.DURATION, 12, "months"),
        ("a quarter of a million dollars", Kind.MONEY, 250_000, "USD"),
        ("two and a half years", Kind.DURATION, 30, "months"),
        ("five and a half percent", Kind.PERCENT, 5.5, "percent"),
        ("a three-and-a-half-year term", Kind.DURATION, 42, "months"),
        ("a truce of a year and a half", Kind.DURATION, 18, "months"),
        ("a two-thirds majority", Kind.PERCENT, 200 / 3, "percent"),
        ("50 square km", Kind.MEASURE, 5000, "hectare"),
        ("50 sq. km", Kind.MEASURE, 5000, "hectare"),
        ("50 km2", Kind.MEASURE, 5000, "hectare"),
        ("the voting age stay at 18", Kind.COUNT, 18, "age"),
        ("lowering the voting age to 16", Kind.COUNT, 16, "age"),
        ("a council of at least 12", Kind.COUNT, 12, "council"),
        ("ministers be cut to 12", Kind.COUNT, 12, "minister"),
        ("a ratio of 1:4", Kind.COUNT, 4, "ratio"),
        ("12,000t of grain", Kind.MEASURE, 12_000, "tonne"),
        ("95g of CO2", Kind.MEASURE, 95e-6, "tonne"),
        ("1.5C", Kind.MEASURE, 1.5, "degree"),
        ("1.5 °C of warming", Kind.MEASURE, 1.5, "degree"),
        ("5G masts", Kind.COUNT, 5, "mast"),
        ("4½ percent", Kind.PERCENT, 4.5, "percent"),
        ("150 basis points", Kind.PERCENT, 1.5, "percent"),
        ("annual inspections", Kind.INTERVAL, 365.25, "days"),
        ("a review every five years", Kind.INTERVAL, 5 * 365.25, "days"),
        ("a vote every other year", Kind.INTERVAL, 2 * 365.25, "days"),
        ("inspections twice a year", Kind.INTERVAL, 365.25 / 2, "days"),
        ("once a week", Kind.INTERVAL, 7, "days"),
    ],
)
def test_one_quantity(text: str, kind: Kind, value: float, unit: str) -> None:
    found = quantities(text)[0]
    assert (found.kind, found.value, found.unit) == (kind, pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Article 9",
        "COP/MOP 4",
        "one-sided concessions",
        "half-hearted",
        "the second round",
        "31 February",
        "",
        "the 2030 target",
        "the 1967 borders",
        "back to 1990 levels",
        "cuts from 1990 levels",
        "an F-16",
        "a two-state solution",
        "the 400 m race",
        "a 10k run",
        "one side",
        "the one demand",
        "one-off",
        "no one country",
        "the Daily Herald",
        "the treaty of 1967",
        "the Group of 77",
        "a vote of 12 to 3",
        "ceasefire at 18:00",
        "one of 12",
        "support to 60 of them",
        "a non-annual review",
        "daily life on the island",
        "a year ago",
        "a year-end review",
        "a day care centre",
        "several million dollars",
        "several hundred million dollars",
        "hundreds of troops",
        "at 5 pm",
        "support for a year group",
        "a plan by May's cabinet",
        "one plan",
        "may march to the border",
        "the first half of the year",
    ],
)
def test_not_a_quantity(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("raise the minimum wage from $7.25 to $15", 15, "USD"),
        ("raise the levy to 8 percent from 4 percent", 8, "percent"),
        ("a levy raised from its present 4 percent to 8 percent", 8, "percent"),
        ("cut the force from 60 to 40 observers", 40, "observer"),
        ("8 percent instead of the 4 percent offered", 8, "percent"),
        ("8 percent rather than a rise of 4 percent", 8, "percent"),
        ("8 percent, up from 4 percent", 8, "percent"),
        ("a truce of 60 days, not 30 days", 60, "days"),
        ("8 percent compared with 4 percent last year", 8, "percent"),
        ("extend the truce from 30 days to 60 days", 60, "days"),
        ("move the vote from 3 May 2031 to 5 June 2031", dt.date(2031, 6, 5).toordinal(), "date"),
        ("move the vote from June 2031 to August 2031", dt.date(2031, 8, 31).toordinal(), "date"),
        ("postpone the ban from 2030 to 2035", dt.date(2035, 12, 31).toordinal(), "date"),
    ],
)
def test_what_an_amount_is_held_against_is_not_meant(text: str, value: float, unit: str) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == [(value, unit)]


def test_what_comes_from_somewhere_is_meant() -> None:
    assert [one.value for one in quantities("12 observers from 4 countries")] == [12, 4]
    assert [one.text for one in quantities("a truce from 1 June to 1 August")] == ["1 June", "1 August"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8 to 10 percent", 8, 10),
        ("8-10 percent", 8, 10),
        ("between 8 and 10 percent", 8, 10),
        ("between 8 percent and 10 percent", 8, 10),
        ("$5-7 million", 5e6, 7e6),
        ("$5 to $7 million", 5e6, 7e6),
        ("six to eight weeks", 42, 56),
        ("a two- to three-year deal", 24, 36),
        ("8 percent, not less than that", 8, 8),
        ("at least 8 percent", 8, math.inf),
        ("at least an 8 percent rise", 8, math.inf),
        ("8 percent or more", 8, math.inf),
        ("a truce of over 30 days", 30, math.inf),
        ("no more than 60 observers", -math.inf, 60),
        ("any rise below 8 percent", -math.inf, 8),
        ("within 30 days", -math.inf, 30),
        ("by 2030", -math.inf, dt.date(2030, 12, 31).toordinal()),
        ("from 3 May 2031", dt.date(2031, 5, 3).toordinal(), math.inf),
        ("a withdrawal phased over 10 years", 120, 120),
        ("a catch not exceeding 400 tonnes", -math.inf, 400),
        ("a catch not to exceed 400 tonnes", -math.inf, 400),
        ("a catch that should never exceed 400 tonnes", -math.inf, 400),
        ("never more than 400 tonnes", -math.inf, 400),
        ("fish without going over 400 tonnes", -math.inf, 400),
        ("not above 8 percent", -math.inf, 8),
        ("no rise of more than 8 percent", -math.inf, 8),
        ("a wage not below 15 dollars", 15, math.inf),
        ("a wage that does not fall under 15 dollars", 15, math.inf),
        ("a wage that must not be allowed to be set at below about 15 dollars", 15, math.inf),
        ("not settle for less than 15 dollars", 15, math.inf),
        ("nothing below 8 percent", 8, math.inf),
        ("no smaller than 40 tonnes", 40, math.inf),
        ("at least one hostage", 1, math.inf),
        ("a cap of 60 observers", -math.inf, 60),
        ("a ceiling on fares of 5 dollars", -math.inf, 5),
        ("an upper limit of 60 observers", -math.inf, 60),
        ("a 60 percent cap", -math.inf, 60),
        ("raise the cap of 60 observers", 60, 60),
        ("lift the ceiling to 60 observers", 60, 60),
        ("a floor of 8 percent", 8, math.inf),
        ("a floor price of 70 dollars", 70, math.inf),
        ("a speed limit of 30 km per hour", -math.inf, 30),
        ("a lower limit of 5 dollars", 5, math.inf),
        ("a minimum wage of 10 dollars", 10, 10),
        ("a 10 dollar minimum wage", 10, 10),
        ("an 8 percent minimum", 8, math.inf),
        ("a limit of 12 km", 12, 12),
        ("a 12-km limit", 12, 12),
        ("no later than 2030", -math.inf, dt.date(2030, 12, 31).toordinal()),
        ("by March 25, 2031", -math.inf, dt.date(2031, 3, 25).toordinal()),
        ("by June 2030", -math.inf, dt.date(2030, 6, 30).toordinal()),
        ("by 3 May 2031 at the latest", -math.inf, dt.date(2031, 5, 3).toordinal()),
        ("on 3 May 2031 at the latest", -math.inf, dt.date(2031, 5, 3).toordinal()),
        ("until at least 2030", dt.date(2030, 12, 31).toordinal(), math.inf),
        ("not before 3 May 2031", dt.date(2031, 5, 3).toordinal(), math.inf),
        ("a vote in June 2031", dt.date(2031, 6, 1).toordinal(), dt.date(2031, 6, 30).toordinal()),
        ("a 10-8 percent split", 8, 8),
    ],
)
def test_what_an_amount_stands_for(text: str, low: float, high: float) -> None:
    (found,) = quantities(text)
    assert found.ends == (low, high)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$5 million", "USD"),
        ("US$5 million", "USD"),
        ("A$5 million", "AUD"),
        ("C$5 million", "CAD"),
        ("ZX$5 million", "ZX$"),
        ("R$5 million", "BRL"),
        ("three real concessions", "concession"),
        ("40 F-16 jets", "jet"),
        ("40 Leopard-2 tanks", "tank"),
        ("2000 troops", "troop"),
        ("a 12-member panel", "member"),
    ],
)
def test_the_unit(text: str, unit: str) -> None:
    assert [one.unit for one in quantities(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("200 trucks a day", "day"),
        ("5 percent per annum", "year"),
        ("5 percent annually", "year"),
        ("5 percent over three years", "over 36 months"),
        ("2 tonnes per head", "head"),
        ("20 cents a kilo", "kilogram"),
        ("95g of CO2", None),
        ("50 kph", "hour"),
        ("50 km/h", "hour"),
        ("$5/kg", "kilogram"),
        ("a monthly rent of no more than 900 euros", "month"),
        ("an annual quota of 200 boats", "year"),
        ("annual talks of 12 ministers", None),
        ("annual spending of 5 percent of income", None),
        ("an annual holiday of 25 days", None),
        ("a daily meal and a grant of $5", None),
        ("60 observers a day after the truce", None),
        ("60 guards a minister may choose", None),
    ],
)
def test_what_it_is_for(text: str, per: str | None) -> None:
    assert quantities(text)[0].per == per


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
        ("200 trucks a day", "1,400 trucks a week", None),
        ("200 trucks a day", "2,100 trucks a week", "a gap of 100 trucks a day"),
        ("three flights a week", "one flight a day", "a gap of 4 flights a week"),
        ("one flight a day", "three flights a week", "a gap of 4 flights a week"),
        ("a limit of 50g of CO2", "a limit of 95g of CO2", "a gap of 45 grams"),
        ("no more than 1.5C", "no more than 2C", "a gap of 0.5 degrees"),
        ("20 cents a kilo", "$0.20 a kilogram", None),
        ("$200 a tonne", "10 cents a kilo", "a gap of 10 USD cents a kilogram"),
        ("30 km per hour", "50 kph", "a gap of 20 kilometers an hour"),
        # What a bare number counts, the noun before it says.
        ("a class size of 20", "a class size of 25", "a gap of 5"),
        ("ministers be cut to 12", "15 ministers", "a gap of 3"),
        ("a ratio of 1:4", "a 1:6 ratio", "a gap of 2"),
        ("a retirement age of 65", "a council of 12", None),
        # How often is the time from one to the next.
        ("annual inspections", "inspections every two years", "a gap of 1 year"),
        ("weekly flights", "monthly flights", "a gap of 23 days"),
        ("a quarterly review", "a review every year", "a gap of 9 months"),
        ("inspections twice a year", "inspections every six months", None),
        ("annual inspections", "inspections of 12 ships", None),
        # Of what an amount is, an adjective may say; where only one says it, nobody can tell.
        ("a rent of 1,200 euros a month", "an annual rent of 14,400 euros", None),
        ("monthly payments of $100", "yearly payments of $1,800", "a gap of 50 USD a month"),
        ("$15 an hour", "an hourly wage of $13", "a gap of 2 USD an hour"),
        ("$15 an hour", "a wage of $13", None),
        ("60 daily flights", "400 weekly flights", "a gap of 20 flights a week"),
        (
            "raise the annual budget to at least $12 million",
            "a $10 million yearly budget",
            "a gap of 2 million USD a year",
        ),
        ("2 percent a year", "6 percent over three years", None),
        ("400 tonnes a year", "400 tonnes a day", "a gap of 145,600 tonnes a year"),
        ("25 dollars an hour", "30,000 dollars a year", None),
        ("by 15 December", "by 10 January", "a gap of 26 days"),
        ("by 15 January 2032", "by 20 January", "a gap of 5 days"),
        ("by 2030", "by 31 December 2030", None),
        ("by February 2032", "by 29 February 2032", None),
        ("40 F-16 jets", "24 F-16 jets", "a gap of 16 jets"),
        ("a force of 10 countries", "4 countries", "a gap of 6 countries"),
        ("a 10-country force", "a 4-country force", "a gap of 6 countries"),
        ("5 countries", "4 countries", "a gap of 1 country"),
        ("the release of 100 people", "60 people", "a gap of 40 people"),
        ("at least 8 percent", "9 percent", None),
        ("at least 8 percent", "6 percent", "a gap of 2 points"),
        ("at least 8 percent", "at least 6 percent", "a gap of 2 points"),
        ("8 to 10 percent", "9 percent", None),
        ("8 to 10 percent", "6 percent", "a gap of 2 points"),
        ("8 percent", "8 dollars", None),
        ("8 percent", "more money", None),
        ("more than 10 percent", "at most 10 percent", None),
        ("no later than 2030", "no later than 2031", "a gap of 1 year"),
        ("by mid-2030", "by the end of June 2030", None),
        ("by October", "by February", "a gap of 121 days"),
        ("by June", "by December", "a gap of 184 days"),
        ("a vote in June 2031", "a vote on 15 June 2031", None),
        ("a vote in 2031", "a vote in 2033", "a gap of 2 years"),
        ("one hostage", "ten hostages", "a gap of 9 hostages"),
        ("a week-long truce", "a six-week truce", "a gap of 5 weeks"),
        ("50 sq km", "30 square kilometres", "a gap of 20 square kilometers"),
        ("4 percent in 2026 and 4 percent in 2027", "4 percent in 2026 and 2 percent in 2027", "a gap of 2 points"),
        ("4 percent in 2026 and 5 percent in 2027", "5 percent in 2027 and 4 percent in 2026", None),
        ("4 percent", "4 percent now or 6 percent later", None),
        ("5 percent in 2031 and 3 percent in 2032", "3 percent in 2031 and 5 percent in 2032", "a gap of 2 points"),
        # Where both claims have one unit, the gap has it too; a small one of two units has the finer one.
        ("breaks of 15 minutes", "breaks of 10 minutes", "a gap of 5 minutes"),
        ("a 35-hour week", "a 38-hour week", "a gap of 3 hours"),
        ("a 12-mile zone", "a 6-mile zone", "a gap of 6 miles"),
        ("500 cubic metres per second", "480 cubic metres per second", "a gap of 20 cubic meters a second"),
        ("a truce of 18 months", "a truce of 12 months", "a gap of 6 months"),
        ("breaks of 90 minutes", "breaks of one hour", "a gap of 30 minutes"),
        ("shifts of 20 hours", "shifts of two days", "a gap of 1.17 days"),
        ("0.001 percent", "0.003 percent", "a gap of 0.002 points"),
        ("150 basis points", "200 basis points", "a gap of 50 basis points"),
        ("150 basis points", "1.5 percent", None),
        ("by 2040", "by 2035", "a gap of 5 years"),
        ("by June 2031", "by June 2033", "a gap of 2 years"),
        ("by 2031", "by June 2033", "a gap of 547 days"),
        ("$400 billion a year", "$350 billion a year", "a gap of 50 billion USD a year"),
        ("$1.2 billion", "$900 million", "a gap of 300 million USD"),
        ("2 million tonnes", "400,000 tonnes", "a gap of 1,600,000 tonnes"),
        ("15 euros an hour", "13 euros an hour", "a gap of 2 EUR an hour"),
        ("3 million pesos", "2 million pesos", "a gap of 1 million pesos"),
        ("5 cents", "4 cents", "a gap of 1 USD cent"),
        ("4 percent now and 6 percent later", "5 percent now and 6 percent later", "a gap of 1 point"),
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
    assert without_amounts("raise the wage from $7.25 to $15") == "raise the wage from to"
    assert without_amounts("one nurse for every four patients") == "nurse for every patient"
    assert without_amounts("a mesh size of 90 mm") == "a mesh size of"
    assert without_amounts("a 92.50 dollars a share bid") == "a bid"


@pytest.mark.parametrize(
    "text", ["hundred " * 4000 + "dollars", "9" * 400 + " dollars", "9" * 300 + ".5 trillion dollars " * 2, "1/0 point"]
)
def test_a_number_too_large_for_one_is_none(text: str) -> None:
    assert all(math.isfinite(one.value) for one in quantities(text))


@given(st.text(alphabet="0123456789.,/- %$£amnkpctbilonhdrey", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for found in quantities(text):
        assert found.text in text
        assert differing(text, text) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("FİVE WEEKS", "five weeks"),
        ("sıx weeks", "six weeks"),
        ("a thırd of the seats", "a third of the seats"),
        ("half a mıllion euros", "half a million euros"),
        ("FİVE MİLLİON dollars", "five million dollars"),
        ("50 dollars daıly", "50 dollars daily"),
        ("by 3 Aprıl", "by 3 April"),
        ("by 3 APRİL 2031", "by 3 April 2031"),
        ("by the mİddle of June 2031", "by the middle of June 2031"),
    ],
)
def test_a_turkish_i_is_an_i_as_any_capital_is_a_small_letter(text: str, plain: str) -> None:
    found = [one._replace(text="") for one in quantities(text)]
    assert found
    assert found == [one._replace(text="") for one in quantities(plain)]


@given(
    st.floats(0.1, 99, allow_nan=False).map(lambda value: round(value, 1)),
    st.floats(0.1, 99).map(lambda value: round(value, 1)),
)
def test_a_gap_is_the_same_both_ways(one: float, other: float) -> None:
    assert gap(f"{one} percent", f"{other} percent") == gap(f"{other} percent", f"{one} percent")
