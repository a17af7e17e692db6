"""Which words of two claims are opposites, by what they are said of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.opposites import described, opposites, poles, undone


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("raise the harbour toll", "a toll cut", True),
        ("raise the level of the toll", "cut the toll", True),
        ("a rise of 5 percent in fares", "cut fares next year", True),
        ("Norland raise fees", "Norland cut tolls", False),
        ("cut the working week", "a package of wage rises and shorter hours", False),
        ("raise and cut the toll", "cut the toll", False),
        ("keep the toll low", "cut the toll", False),
        ("keep the toll", "cut the toll", True),
        ("a permanent truce", "a truce for 60 days", True),
        ("a permanent truce within 60 days", "a truce within 60 days", False),
        ("free elections", "hold elections", False),
        ("free the crew", "hold the crew", True),
        ("last week's permanent truce", "a permanent truce", False),
    ],
)
def test_opposites_are_of_one_thing(one: str, other: str, expected: bool) -> None:
    assert bool(opposites(poles(one), poles(other))) is bool(opposites(poles(other), poles(one))) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("formal talks", "informal talks", True),
        ("a legal status", "an illegal status", True),
        ("conditional aid", "unconditional aid", True),
        ("nuclear patrols", "non-nuclear patrols", True),
        ("prove the dam", "improve the dam", False),
        ("formal talks", "an informal note", False),
        ("Annex parties", "non-Annex parties", False),
    ],
)
def test_a_prefix_denies(one: str, other: str, expected: bool) -> None:
    assert bool(undone(other) & described(one)) is expected
    assert not undone(one)


@given(
    st.text(max_size=40),
    st.lists(st.sampled_from("raise cut 5 percent and the level of toll, next year Norland".split())),
)
def test_nothing_is_opposed_to_itself(text: str, words: list[str]) -> None:
    for claim in (text, " ".join(words)):
        assert opposites(poles(claim), poles(claim)) is None
