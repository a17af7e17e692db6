"""Who ends up with a statement, and on whose word: texts with the entries that the grammar reads in them."""

from __future__ import annotations

import pytest

from positions.extraction import extract
from positions.model import Article, Registry


def entries(text: str) -> set[tuple[str, str, str]]:
    """Party, stance and claim of each entry."""
    return {(party, stance, claim) for party, stance, claim, *_ in told(text)}


def told(text: str) -> set[tuple[str, str, str, str | None, str | None]]:
    """... with whom it is according to, and the speaker."""
    (found,) = extract([Article(id="a", text=text)], Registry(), engine="rules")
    assert found.fault is None
    return {
        (party, entry.stance.value, entry.claim, entry.according_to, entry.speaker)
        for party, each in found.positions.items()
        for entry in each
    }


@pytest.mark.parametrize(
    ("text", "party", "according_to", "speaker"),
    [
        # an office of nobody's is of the one whose word it reports
        (
            "Norway rejects the quota if Sweden keeps the levy, Foreign Minister Jonas Strand said.",
            "Norway",
            None,
            "Foreign Minister Jonas Strand",
        ),
        (
            "Norway rejects the quota, but only if Sweden keeps the levy, Foreign Minister Jonas Strand told us.",
            "Norway",
            None,
            "Foreign Minister Jonas Strand",
        ),
        ("Delta Lines rejects the raise, chief executive Dag Riise said.", "Delta Lines", None,
         "chief executive Dag Riise"),
        ("Gantry Lines rejects the raise, its spokesman Jan Krag said.", "Gantry Lines", None,
         "its spokesman Jan Krag"),
        # whoever has no party is no reporter
        ("Norway rejects the quota, John Moor said.", "Norway", None, None),
        # a neighbour is no reporter
        ("Norway rejects the quota, Sweden talks of sanctions.", "Norway", None, None),
        ("Norway rejects the quota, while Sweden said the quota was fair.", "Norway", None, None),
        # but another party that reports it is one
        ("Norway rejects the quota, Sweden said.", "Norway", "Sweden", None),
        ("Norway rejects the quota, Swedish Foreign Minister Anna Lind said.", "Norway", "Sweden", None),
        ("Norway rejects the quota, Mayor Mary Bell said.", "Norway", "Mary Bell", None),
        ("Gantry Lines rejects the raise, the Delta Union's president Mette Holt said.", "Gantry Lines", "Delta Union",
         None),
    ],
)  # fmt: skip
def test_who_reports_it(text: str, party: str, according_to: str | None, speaker: str | None) -> None:
    assert {(one[0], one[3], one[4]) for one in told(text) if one[1] == "reject"} == {(party, according_to, speaker)}


def test_an_aside_is_the_writers_own() -> None:
    text = "Norway called on the council to put the quota to a vote, which Sweden rejected."
    assert {(one[0], one[3]) for one in told(text) if one[1] == "reject"} == {("Sweden", None)}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The company opposes a shorter week. The Delta Union supports it.", "company"),
        ("The company opposes a shorter week, while the Delta Union insists on it.", "company"),
        ("The army opposes the truce, but the Northern Front still wants it.", "army"),
        # what stands before it, or in apposition, it may be
        ("Gantry Lines met the Delta Union. The company opposes a shorter week.", "Gantry Lines"),
        ("The dockers union Havn Metall opposes a shorter week.", "Havn Metall"),
    ],
)
def test_a_description_never_goes_on_to_a_name_behind_it(text: str, party: str) -> None:
    assert {one[0] for one in told(text) if one[1] == "reject"} == {party}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway and Sweden met on Monday. Neither side accepted the quota.", "reject"),
        ("Norway and Sweden met on Monday. Both sides accepted the quota.", "accept"),
    ],
)
def test_neither_side_is_two_that_do_not(text: str, stance: str) -> None:
    assert entries(text) == {("Norway", stance, "the quota"), ("Sweden", stance, "the quota")}
