from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.verdicts import sides
from positions.comparison.words import content_stems, is_whole_proposal, lexicon, meant, polarity, stem
from positions.model import Entry, Position, Side


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("the withdrawal of all patrols from the strait", ["withdrawal", "patrol", "strait"]),
        ("to call for a permanent ceasefire", ["permanent", "ceasefire"]),
        ("it", []),
        ("Norland's islands", ["norland", "island"]),
    ],
)
def test_content_words_are_what_a_claim_is_about(claim: str, expected: list[str]) -> None:
    assert list(content_stems(claim)) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("a permanent ceasefire", 1),
        ("workshops should not replace negotiations", -1),
        ("prevent the company from closing the yard", -1),
        ("the levy could not be removed", 1),
        ("a shared vision rather than a binding text that is not agreed", 1),
        ("open the crossing if the shelling does not stop", 1),
        ("If the shelling does not stop, a new round of talks", 1),
        ("a rise of no more than 3 percent", 1),
        ("the minister won’t resign", -1),
        ("the toll be abolished", -1),
        ("ceases its patrols", -1),
        ("a cease-fire", 1),
        ("the patrols stay until the end of the harvest", 1),
        ("the passing of the law without a ban on crab pots", 1),
        ("a catch not exceeding 400 tonnes", 1),
        ("a wage that does not fall below fifteen dollars", 1),
        ("workers should not live below the poverty line", -1),
        ("a vote by end of 2033", 1),
    ],
)
def test_words_turn_a_claim_round(claim: str, expected: int) -> None:
    assert polarity(claim) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("taxes", "tax"), ("searches", "search"), ("pushes", "push"), ("notes", "note")]
)
def test_plurals_in_es(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_not_of_a_rejected_claim_repeats_the_rejection() -> None:
    assert polarity("the method should not be addressed now", rejected=True) == 1


@pytest.mark.parametrize(
    ("claim", "expected"), [("his latest offer", True), ("the plan", True), ("a plan for the port", False), ("", False)]
)
def test_a_proposal_as_a_whole(claim: str, expected: bool) -> None:
    assert is_whole_proposal(claim) is expected


def test_what_a_claim_sets_itself_against_is_left_out() -> None:
    assert meant("a permanent truce rather than a pause") == "a permanent truce "
    assert meant("rather than a pause") == "rather than a pause"
    assert meant("it would not only keep the toll but raise it") == "it would not only keep the toll but raise it"
    assert meant("all prisoners, not only the sick") == "all prisoners, "


@pytest.mark.parametrize("pair", lexicon().opposites, ids=lambda pair: f"{pair.one[0]}/{pair.other[0]}")
def test_each_pair_of_opposites_sets_its_example_apart(pair: object) -> None:
    one, other = pair.example  # type: ignore[attr-defined]
    demands = [
        Position.of_entry(Entry.model_validate({"demand": claim}), article="a", party=party)
        for party, claim in (("A", one), ("B", other))
    ]
    assert sides(demands, one) == [Side.FOR, Side.AGAINST]
    assert sides(demands, other) == [Side.AGAINST, Side.FOR]


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    content_stems(text)
    assert polarity(text) in (1, -1)
    assert stem(text) == stem(text)
