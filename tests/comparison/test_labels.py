from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison import labels
from positions.comparison.words import content_stems
from positions.phrasing import noun_phrases


def _label(
    claims: list[str], others: list[str] | None = None, taken: set[str] | None = None, owner: str | None = None
) -> str:
    spread = Counter(word for claim in [*claims, *(others or [])] for word in set(content_stems(claim)))
    phrases = noun_phrases([labels.source(claim) for claim in claims])
    return labels.label(claims, phrases, spread, taken or set(), owner)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (["the withdrawal of all patrols from the strait"], "withdrawal of all patrols"),
        (["an 8 percent pay rise from April", "5 percent from July"], "pay rise from April"),
        (["a permanent ceasefire rather than a temporary halt"], "permanent ceasefire"),
        (["WITHDRAW THE OFFER FOR THE PORT"], "offer for the port"),
        (["League observers", "League observers", "foreign officers on its coast"], "League observers"),
        (["the strait be emptied of patrols", "no patrols"], "patrols"),
        (["any payment for boats that, it says, carried rockets"], "payment for boats"),
        (["the guns must fall silent", "the guns fall silent"], "guns"),
        (["send its fishery officers aboard", "fishery officers"], "fishery officers"),
        (["a 92.50 dollars a share bid for the ferry line"], "bid for the ferry line"),
        (["Standard fees would be fixed for each harbour"], "standard fees"),
        (["a review as the basis for a vote next week"], "review"),
        (["links between the fund and the levy on fuel"], "links between the fund and the levy"),
        (["it"], "it"),
        (["respond"], "respond"),
    ],
)
def test_a_label_is_a_short_noun_phrase(claims: list[str], expected: str) -> None:
    assert _label(claims) == expected


def test_a_proposal_as_a_whole_is_called_after_its_owner() -> None:
    assert _label(["the latest offer", "its offer"], owner="Norland") == "Norland’s latest offer"
    assert _label(["the offer of a truce"], owner="Norland") == "offer of a truce"
    assert _label(["its offer"], owner="the joint council of all the harbour unions") == "offer"


def test_labels_are_distinct() -> None:
    assert _label(["the pay rise"], taken={labels.key("pay rise")}) == "pay rise (2)"
    assert labels.topic("The pay rise", {labels.key("pay rise")}) == "pay rise (2)"


def test_a_proposition_is_a_sentence_without_its_stop() -> None:
    assert labels.proposition("to  withdraw all\npatrols.") == "Withdraw all patrols"


@given(st.lists(st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())), min_size=1, max_size=4))
def test_any_claims_get_a_label_that_is_short_and_free(claims: list[str]) -> None:
    first = _label(claims)
    assert first.strip()
    assert len(first.split()) <= 7
    assert labels.key(_label(claims, taken={labels.key(first)})) != labels.key(first)
