"""What function words say of two claims with the same words of content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.links import Order, denied, leading, order, set_apart


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("a ballot before the vote", Order(frozenset({"ballot"}), frozenset({"vote"}))),
        ("a vote after the ballot", Order(frozenset({"ballot"}), frozenset({"vote"}))),
        ("after the ballot, a vote", Order(frozenset({"ballot"}), frozenset({"vote"}))),
        ("a ballot followed by a vote", Order(frozenset({"ballot"}), frozenset({"vote"}))),
        ("a ballot, then a vote", Order(frozenset({"ballot"}), frozenset({"vote"}))),
        ("a ballot before the vote and after the harvest", None),
        ("after the ballot", None),
        ("a ballot", None),
    ],
)
def test_what_comes_first(claim: str, expected: Order | None) -> None:
    assert order(claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("a treaty without a veto", {"veto"}),
        ("a treaty without any new harbour tolls", {"toll"}),
        ("no treaty without a veto", set()),
        ("go on working without a contract", set()),
        ("a treaty with a veto", set()),
    ],
)
def test_what_a_claim_wants_something_without(claim: str, expected: set[str]) -> None:
    assert denied(claim) == expected


def test_what_a_claim_names_first() -> None:
    assert leading("introduce the toll on the islands") == {"introduc", "toll"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ferries to Port Ost", "ferries from Port Ost", True),
        ("ferries from Port Ost to Norhaven", "ferries to Norhaven from Port Ost", False),
        ("the release of all captives", "the release of most captives", True),
        ("the release of all 50 captives", "the release of 50 captives", False),
        ("a third of the fleet", "all the fleet", True),
        ("a third round of talks", "all talks", False),
        ("an exit without payment", "payment for an exit", True),
        ("the toll be paid by shippers", "shippers be paid the toll", False),
        ("Norland pay Sudmark", "Sudmark pay Norland", True),
        ("Norland pay Sudmark", "Sudmark be paid by Norland", False),
        ("Norland and Sudmark sign", "Sudmark and Norland sign", False),
    ],
)
def test_the_same_words_of_content_may_mean_another_thing(one: str, other: str, expected: bool) -> None:
    assert set_apart(one, other) is set_apart(other, one) is expected


@given(
    st.text(max_size=40), st.lists(st.sampled_from("from to without all before after 5 half of the Port Ost".split()))
)
def test_any_text_can_be_read(text: str, words: list[str]) -> None:
    for claim in (text, " ".join(words)):
        assert not set_apart(claim, claim)
