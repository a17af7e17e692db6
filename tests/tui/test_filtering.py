"""What the filter finds, and what it leaves out."""

from __future__ import annotations

import pytest

from positions.model import Placed, Position, Row, Side, Stance, Status
from tui.filtering import has, haystacks, key
from tui.state import Content


def found(content: Content, text: str) -> list[str]:
    words = key(text).split()
    return [row.issue for row in content.matrix.rows if has(words, haystacks(row))]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("patrols strait", ["patrols in the strait"]),  # the name
        ("leave the strait", ["patrols in the strait"]),  # the proposition
        ("fisheries", ["sharing of catch figures"]),  # the theme
        ("union", ["sharing of catch figures"]),  # a party
        ("25 million", ["compensation for lost catches"]),  # a current claim
        ("norland lend", ["compensation for lost catches"]),  # a party and a person's words for it
        ("sudmark lend", []),  # the words are another party's
        ("40 million", []),  # an earlier claim
        ("lund", []),  # a speaker
        ("courier", []),  # an outlet
        ("insisted", []),  # a quote
        ("prisoner", ["the terms of prisoner swaps"]),  # an issue that nobody holds a position on
    ],
)
def test_the_filter_finds_what_the_row_shows(content: Content, text: str, issues: list[str]) -> None:
    assert found(content, text) == issues


@pytest.mark.parametrize("text", ["CRÉDIT", "credit", "l'été", "L’ÉTÉ", "e\N{COMBINING ACUTE ACCENT}te", "Ｃrédit"])
def test_case_accents_and_apostrophes_do_not_matter(text: str) -> None:
    position = Position.model_validate({"article": "a", "party": "x", "stance": Stance.DEMAND, "claim": "le crédit"})
    row = Row(
        issue="crédit de l’été",
        proposition="",
        status=Status.OPEN,
        positions=(Placed(position=position, side=Side.FOR, current=True),),
    )
    assert has(key(text).split(), haystacks(row))
