from __future__ import annotations

import pytest

from positions.comparison.directions import direction, is_price
from positions.comparison.quantities import quantities
from positions.comparison.quantity import Kind
from positions.comparison.words import Way, lexicon

_ASKED_AND_GIVEN = {"more": (1, 1), "less": (-1, -1), "ceiling": (-1, 0), "unknown": (0, 0)}


def ways(claim: str) -> tuple[int, int]:
    """The way of the claim's last amount, where it is asked for and where it is given."""
    amount = quantities(claim)[-1]
    return direction(claim, amount, asked=True), direction(claim, amount, asked=False)


@pytest.mark.parametrize("way", lexicon().ways, ids=lambda way: f"{way.of} {way.before[0]}")
def test_each_way_holds_for_its_example(way: Way) -> None:
    assert any(phrase in way.example for phrase in way.before)
    assert way.of == "any" or quantities(way.example)[-1].kind is Kind(way.of)
    assert ways(way.example) == _ASKED_AND_GIVEN[way.way]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("60 unarmed observers within sight of the line", (1, 1)),
        ("60 unarmed observers within a day of the truce", (-1, -1)),
        ("fares not above 5 dollars", (-1, 0)),
        ("never to exceed 60 observers", (-1, 0)),
        ("a wage that does not fall below 15 dollars", (1, 1)),
        ("close the mine by mid-2033", (-1, -1)),
        ("a truce until June", (1, 1)),
        ("starting in 2033", (-1, -1)),
        ("a truce of 60 days", (1, 1)),
        ("a four-year deal", (1, 1)),
        ("cut emissions by 30 percent", (1, 1)),
        ("cut the tariff to 5 percent", (-1, -1)),
        ("a reduction in the tariff from 10 percent to 5 percent", (-1, -1)),
        ("raise the wage to 20 dollars", (1, 1)),
        ("raise the cap on fares to 5 dollars", (1, 1)),
        ("a ceiling on fares of 5 dollars", (-1, -1)),
        ("fares must not exceed 5 dollars", (-1, 0)),
        ("no later than 3 March", (-1, -1)),
        ("by the middle of 2031 or 3 March 2032", (0, 0)),
        ("never station 60 observers", (0, 0)),
        ("a withdrawal phased over 10 years", (-1, -1)),
        ("a truce of over 30 days", (1, 1)),
        ("no fewer than 60 observers", (1, 1)),
        ("inspections every two years", (-1, -1)),
        ("no annual inspections", (0, 0)),
    ],
)
def test_which_way_an_amount_counts(claim: str, expected: tuple[int, int]) -> None:
    assert ways(claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("sell the ferry lines for $150 million", True),
        ("sell its gas at $300 a tonne", True),
        ("the sale of the yard for $9 million", True),
        ("buy the ferry lines for $150 million", False),
        ("sell the 40 ships", False),
        ("$150 million to the town", False),
    ],
)
def test_what_something_is_sold_for(claim: str, expected: bool) -> None:
    assert is_price(claim, quantities(claim)[0]) is expected
