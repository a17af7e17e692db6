"""Units: every word of the data stands for something that converts, and nothing is loaded before it must."""

from __future__ import annotations

import subprocess
import sys

import pytest

from positions.comparison.quantities import comparable, distance, gap, quantities
from positions.comparison.quantity import Kind
from positions.comparison.units import _factor, _known, _registry, find, units


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("3 dollars a bushel", "250 cents a bushel", "a gap of 50 USD cents a bushel"),
        ("100 hectares", "50 acres", "a gap of 79.77 hectares"),
        ("2 tonnes of grain", "1,500 kg of grain", "a gap of 0.5 tonnes"),
        ("a zone of 10 nautical miles", "a zone of 5 miles", "a gap of 10.47 kilometers"),
        ("a 2 GW link", "a 500 MW link", "a gap of 1,500 megawatts"),
        ("40 square kilometres", "1,000 hectares", "a gap of 3,000 hectares"),
        ("48 hours", "one day", "a gap of 1 day"),
        ("one decade", "a four-year term", "a gap of 6 years"),
        ("one full percentage point", "1/2 point", "a gap of 0.5 points"),
    ],
)
def test_amounts_meet_in_one_unit(one: str, other: str, expected: str) -> None:
    assert gap(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40 dollars", "40 euros"),
        ("3 months", "90 days"),
        ("5 tonnes", "5 barrels"),
        ("10 miles", "10 square miles"),
        ("8 percent", "8 dollars"),
    ],
)
def test_what_has_no_common_unit_is_not_compared(one: str, other: str) -> None:
    assert not comparable(one, other)
    assert distance(one, other) is None


def test_a_gap_has_its_number_and_unit() -> None:
    found = distance("an 8 percent rise", "4 pct")
    assert found is not None
    assert (found.kind, found.value, found.unit, found.words) == (Kind.PERCENT, 4, "percent", "a gap of 4 points")


def test_every_word_of_the_data_converts() -> None:
    data = units()
    for groups in (data.money, data.durations, data.measures):
        for members in groups.values():
            for word in (word for words in members.values() for word in words):
                unit = find(word)
                assert unit is not None
                assert unit.factor > 0


def test_what_needs_no_conversion_loads_no_library() -> None:
    code = (
        "import sys; from positions.comparison.quantities import gap;"
        "assert gap('an 8 percent rise', '4 pct') and gap('40 dollars', '35 dollars') and gap('60 guns', '50 guns');"
        "sys.exit('pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_measure_is_told_from_what_is_counted() -> None:
    assert [one.kind for one in quantities("40 ships with 300 tonnes of fish")] == [Kind.COUNT, Kind.MEASURE]


@pytest.mark.parametrize("own", [*(own for own in units().plain if not own.startswith("/")), "USD/100"])
def test_what_needs_no_library_is_what_the_library_says(own: str) -> None:
    base = next(unit.base for unit in _known().values() if unit.own == own)
    assert _factor(own, base) == pytest.approx(float(_registry().Quantity(own).to(base).magnitude))
