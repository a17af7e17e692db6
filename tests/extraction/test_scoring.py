"""What is kept and how sure that is."""

from __future__ import annotations

import pytest

from positions.extraction import extract
from positions.extraction.engine import RulesEngine
from positions.extraction.scoring import weights
from positions.model import Article, Party, Registry

REGISTRY = Registry(parties={"Norland": Party(), "Sudmark": Party()})

CLEAR = "Ada Lund said Norland rejected the proposal for a border levy and called for a new round of talks."
"""Two statements that nobody would doubt."""


def test_every_weight_is_a_number_that_does_not_decide_alone() -> None:
    fitted = weights()
    assert 0.2 <= fitted.keep <= 0.6
    assert len(fitted.signs) > 1000
    assert max(map(abs, fitted.signs.values())) < 5


def test_what_is_clear_is_kept_and_surer_than_the_threshold() -> None:
    (extraction,) = extract([Article(id="a", text=CLEAR)], REGISTRY)
    entries = extraction.positions["Norland"]
    assert {(entry.stance.value, entry.claim) for entry in entries} == {
        ("reject", "the proposal for a border levy"),
        ("demand", "a new round of talks"),
    }
    assert all(entry.confidence is not None and entry.confidence >= weights().keep for entry in entries)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Analysts demanded a new round of talks.", "bystander"),
        ("Norland declined it.", "says nothing"),
        ("The newspaper Norland Post said the weather may need a coat.", "sure"),
    ],
)
def test_what_is_left_out_has_its_reason(sentence: str, reason: str) -> None:
    explained = RulesEngine(REGISTRY).explain(sentence)
    whys = [e.why for e in explained if e.entry is not None and not e.kept]
    assert any(reason in (why or "") for why in whys), explained


def test_the_same_text_is_judged_the_same_twice() -> None:
    first, second = (list(extract([Article(id="a", text=CLEAR)], REGISTRY)) for _ in range(2))
    assert first == second
