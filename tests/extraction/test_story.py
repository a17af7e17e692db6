"""From a stored text to passages and back to its offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.extraction.story import Kind, blocks, casing, reading_copy

ARTICLE = """By Our Correspondent
3 shares

# Lock stays shut

PORT OST, May 3 (Courier) — Norland rejected the levy.

It wants 8 pct more.
- a wider channel

Read more: what the levy costs
Leave a comment
Sudmark is great!"""


def test_the_furniture_of_a_web_page_is_left_out() -> None:
    texts = [ARTICLE[block.start : block.end] for block in blocks(ARTICLE)]
    assert texts == ["Lock stays shut", "Norland rejected the levy.", "It wants 8 pct more.", "a wider channel"]


def test_the_first_line_is_the_headline() -> None:
    kinds = [block.kind for block in blocks(ARTICLE)]
    assert kinds[0] is Kind.HEADLINE
    assert Kind.HEADLINE not in kinds[1:]


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("Saltgate <SLT> offered 8 pct, or 2 mln dlrs.", "Saltgate offered 8 percent, or 2 million dollars."),
        ("NORLAND and the EU met.", "Norland and the EU met."),
        ("a 40 dlr per share tender offer", "a 40-dollar-per-share tender offer"),
        ("It paid 40 dlrs a share in cash.", "It paid 40 dollars a share in cash."),
        (
            "the re-settlement of non-members, inter alia, in a mid-term plan",
            "the resettlement of nonmembers in a mid-term plan",
        ),
        ("two  blanks\tand a\nbreak", "two blanks and a break"),
        ("NEW NORLAND left the BAY OF STRAND to the EU.", "New Norland left the BAY of Strand to the EU."),
    ],
)
def test_the_reading_copy_is_plain_prose(text: str, copy: str) -> None:
    (block,) = blocks(text)
    assert reading_copy(text, block, {})[0] == copy


def test_a_headline_in_capitals_is_written_as_the_text_writes_it() -> None:
    text = "NORLAND REJECTS LEVY\n\nThe levy was too much for Norland, which rejects it. Officials said more."
    first = next(iter(blocks(text)))
    assert reading_copy(text, first, casing(text))[0] == "Norland rejects levy"


@given(st.text(max_size=400))
def test_every_character_of_the_copy_knows_its_origin(text: str) -> None:
    for block in blocks(text):
        copy, offsets = reading_copy(text, block, casing(text))
        assert len(copy) == len(offsets)
        assert list(offsets) == sorted(offsets)
        assert all(block.start <= offset < block.end for offset in offsets)


@given(st.text(alphabet="aA .,\n\r#-“”<>X", max_size=300))
def test_blocks_stand_in_order_and_apart(text: str) -> None:
    found = list(blocks(text))
    assert all(block.start < block.end for block in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
