"""What a party gives up, and what only looks like it; each ending cue's own example runs in test_cues."""

from __future__ import annotations

from functools import cache

import pytest

from positions.extraction.engine import RulesEngine
from positions.model import Party, Registry


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={"Norland": Party(), "Sudmark": Party()}), version="network 4")


def read(sentence: str) -> list[tuple[str, str, str, bool]]:
    """What is kept of a sentence: party, stance, claim, and whether it is withdrawn."""
    kept = [one.entry for one in engine().explain(sentence) if one.kept and one.entry is not None]
    parties = [one.party or "" for one in engine().explain(sentence) if one.kept]
    return [(party, e.stance.value, e.claim, e.withdrawn) for party, e in zip(parties, kept, strict=True)]


@pytest.mark.parametrize(
    ("sentence", "stance", "claim"),
    [
        ("Norland has given up its demand for a fixed price.", "demand", "a fixed price"),
        ("Norland gave up its demand for a fixed price.", "demand", "a fixed price"),
        ("Norland dropped its demand for a fixed price.", "demand", "a fixed price"),
        ("Norland drops demand for a seat", "demand", "a seat"),
        ("Norland no longer insists on a fixed price.", "demand", "a fixed price"),
        ("Norland is no longer demanding a fixed price.", "demand", "a fixed price"),
        ("Norland does not insist on a fixed price any longer.", "demand", "a fixed price"),
        ('"We no longer insist on a fixed price," the Norland minister said.', "demand", "a fixed price"),
        ("Norland withdrew the offer of a loan.", "offer", "a loan"),
        ("Norland withdrew its offer to pay half of the cost.", "offer", "pay half of the cost"),
        ("Norland abandoned its insistence that the patrols leave.", "demand", "the patrols leave"),
        ("Norland backed down from its demand for a fixed price.", "demand", "a fixed price"),
        ("Norland no longer opposes the bridge.", "reject", "the bridge"),
        ("Norland is no longer opposed to the bridge.", "reject", "the bridge"),
        ("Norland dropped its opposition to the bridge.", "reject", "the bridge"),
        ("Norland has stopped insisting on a fixed price.", "demand", "a fixed price"),
        ("Norland was forced to drop its demand for a fixed price.", "demand", "a fixed price"),
        ("Norland moved closer, dropping its demand for a seat.", "demand", "a seat"),
        ("Norland's demand for a fixed price was dropped.", "demand", "a fixed price"),
        ("Norland's offer of a loan was withdrawn on Monday.", "offer", "a loan"),
        ("Sudmark said Norland had given up its insistence on a vote.", "demand", "a vote"),
    ],
)
def test_what_is_given_up_is_withdrawn(sentence: str, stance: str, claim: str) -> None:
    assert ("Norland", stance, claim, True) in read(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland has not dropped its demand for a fixed price.",
        "Norland refused to drop its demand for a fixed price.",
        "Sudmark urged Norland to drop its demand for a fixed price.",
        "Norland said it would drop its demand for a fixed price if Sudmark paid.",
        "Norland offered to withdraw its demand for a fixed price.",
        "Norland threatened to withdraw its offer of a loan.",
        "Norland accepted the plan without dropping its demand for a seat.",
        "Norland dropped Sudmark's demand for a seat from the draft.",
        "Norland could abandon its demand for a seat.",
        "Norland no longer wants to own the unit.",
        "Norland demands a fixed price.",
    ],
)
def test_what_has_not_come_about_is_not_withdrawn(sentence: str) -> None:
    found = read(sentence)
    assert found
    assert not any(withdrawn for *_, withdrawn in found)


@pytest.mark.parametrize(
    "sentence", ["Norland withdrew its troops.", "Norland ended the talks.", "Norland lifted the ban."]
)
def test_what_is_no_position_is_not_taken_back(sentence: str) -> None:
    assert read(sentence) == []
