"""The coefficients, against numbers worked out by hand from their definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.reliability.agreement import Agreement, agreement, specific
from positions.reliability.unitising import Marked, joined, unitising

SIX = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a"), ("a", "a"), ("b", "b")]
"""Coincidences: 6 of a with a, 4 of b with b, 1 of a with b either way; 7 a and 5 b of 12."""


def test_two_coders_of_six_things() -> None:
    found = agreement(SIX)
    assert found.units == 6
    assert found.percent == pytest.approx(5 / 6)
    assert found.alpha == pytest.approx(1 - (2 / 12) / (2 * 7 * 5 / (12 * 11)))
    assert found.kappa == pytest.approx((5 / 6 - 1 / 2) / (1 - 1 / 2))


def test_what_one_coder_leaves_out_counts_for_nobody() -> None:
    assert agreement([*SIX, ("c", None), (None, "c"), (None, None)]) == agreement(SIX)


def test_three_coders_are_compared_in_pairs() -> None:
    found = agreement([("a", "a", "b"), ("b", "b", "b"), ("a", "a", None)])
    assert found.percent == pytest.approx(5 / 7)  # 1 of 3, 3 of 3, 1 of 1
    # Coincidences by hand: aa 1 + 2, ab 1, ba 1, bb 3; a 4, b 4 of 8.
    assert found.alpha == pytest.approx(1 - (2 / 8) / (2 * 4 * 4 / (8 * 7)))
    # Kappa is 1 for the first pair and 0 for the two others, who each compare two things and share one.
    assert found.kappa == pytest.approx((1 + 0 + 0) / 3)


def test_one_value_throughout_says_nothing_beyond_the_percentage() -> None:
    assert agreement([("a", "a"), ("a", "a")]) == Agreement(2, None, None, 1.0)
    assert agreement([]) == Agreement(0, None, None, None)


def test_one_value_against_all_others() -> None:
    found = specific([("a", "a"), ("a", "b"), ("b", "c"), ("c", "c")], "a")
    assert (found.units, found.percent) == (2, 0.5)
    # As a and not-a: coincidences aa 2, either way 1, not-not 4; a 3, not 5 of 8.
    assert found.alpha == pytest.approx(1 - (2 / 8) / (2 * 3 * 5 / (8 * 7)))


def test_two_ranges_that_overlap_by_half() -> None:
    """Ten characters; 0 to 4 and 2 to 6 are marked: 4 differ, counted from both sides.

    8 of 20 are marked, and no unit of 4 is paired with itself: 2 · 8 · 12 · 20 / (400 - 2 · 16 - 12) expected.
    """
    found = unitising([Marked(10, (((0, 4),), ((2, 6),)))])
    assert found.percent == pytest.approx(0.6)
    assert found.alpha == pytest.approx(1 - 8 / (2 * 8 * 12 * 20 / (400 - 32 - 12)))


def test_three_coders_of_whom_one_marks_nothing() -> None:
    """Four characters differ, between the third and each of the others: 4 · 4 / 2 of 30."""
    found = unitising([Marked(10, (((0, 4),), ((0, 4),), ()))])
    assert found.alpha == pytest.approx(1 - 8 / (2 * 8 * 22 * 30 / (900 - 32 - 22)))
    assert found.percent == pytest.approx(22 / 30)


def test_texts_are_read_one_after_the_other() -> None:
    apart = unitising([Marked(10, (((0, 4),), ((2, 6),))), Marked(5, (((1, 3),), ((1, 3),)))])
    together = unitising([Marked(15, (((0, 4), (11, 13)), ((2, 6), (11, 13))))])
    assert apart == together


def test_nothing_marked_and_everything_marked_say_nothing() -> None:
    assert unitising([Marked(10, ((), ()))]).alpha is None
    assert unitising([Marked(10, (((0, 10),), ((0, 10),)))]).alpha is None
    assert unitising([]).percent is None
    with pytest.raises(ValueError, match="two coders"):
        unitising([Marked(10, ((),))])


def test_ranges_that_overlap_are_one_unit_and_neighbours_are_two() -> None:
    assert joined([(4, 8), (0, 5), (8, 9)]) == ((0, 8), (8, 9))


RANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=5
).map(tuple)


@given(st.lists(RANGES, min_size=2, max_size=4))
def test_alpha_by_intersections_is_alpha_by_characters(coders: list[tuple[tuple[int, int], ...]]) -> None:
    """The same from the definition: each character by itself, and units paired by their lengths."""
    length, count = 50, len(coders)
    units = [joined(ranges) for ranges in coders]
    inside = [[any(start <= place < end for start, end in own) for own in units] for place in range(length)]
    differing = sum(a != b for row in inside for i, a in enumerate(row) for j, b in enumerate(row) if i != j)
    marked = sum(map(sum, inside))
    itself = sum((end - start) ** 2 for own in units for start, end in own)
    total = length * count
    left = total - marked
    found = unitising([Marked(length, tuple(coders))]).alpha
    if marked and left:
        expected = 2 * marked * left * total / (total**2 - itself - left)
        assert found == pytest.approx(1 - differing / (count - 1) / expected)
    else:
        assert found is None
