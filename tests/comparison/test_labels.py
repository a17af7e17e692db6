from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison import labels
from positions.comparison.words import content_stems


def _label(claims: list[str], others: list[str] | None = None, taken: set[str] | None = None) -> str:
    spread = Counter(word for claim in [*claims, *(others or [])] for word in set(content_stems(claim)))
    return labels.label(claims, spread, taken or set())


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (["the withdrawal of all patrols from the strait"], "withdrawal of all patrols"),
        (["an 8 percent pay rise from April", "5 percent from July"], "pay rise"),
        (["a permanent ceasefire rather than a temporary halt"], "permanent ceasefire"),
        (["WITHDRAW THE OFFER FOR THE PORT"], "withdraw the offer for the port"),
        (["League observers", "League observers", "foreign officers on its coast"], "League observers"),
        (["it"], "it"),
        (["the strait be emptied of patrols"], "strait emptied of patrols"),
        (["any payment for boats that, it says, carried rockets"], "payment for boats"),
        (["both governments to clear the mines together"], "governments to clear the mines together"),
    ],
)
def test_a_label_is_a_short_noun_phrase(claims: list[str], expected: str) -> None:
    assert _label(claims) == expected


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
