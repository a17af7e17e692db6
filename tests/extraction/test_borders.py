"""Where what is stated begins and ends, and what belongs to it: one table a construction, with what only looks like it.

As in test_grammar, every reading counts, however sure the scorer is of it.
"""

from __future__ import annotations

from functools import cache

import pytest

from positions.extraction.engine import RulesEngine
from positions.model import MachineEntry, Party, Registry

PARTIES = ("Norland", "Sudmark", "Bresland", "Harbour Union", "Saltgate", "Coast League")


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={name: Party() for name in PARTIES}))


@cache
def entries(text: str) -> list[tuple[str, MachineEntry]]:
    return [(e.party, e.entry) for e in engine().explain(text) if e.entry is not None and e.party in PARTIES]


def stated(text: str) -> set[tuple[str, str, str]]:
    return {(party, entry.stance.value, entry.claim) for party, entry in entries(text)}


@pytest.mark.parametrize(
    ("text", "claim", "conditions"),
    [
        ("Norland is willing to end the strike if Sudmark pays half.", "end the strike", {"if": "Sudmark pays half"}),
        ("Norland is ready to end the strike unless pay falls.", "end the strike", {"unless": "pay falls"}),
        ("Norland agreed to end the strike if pay rises.", "end the strike", {"if": "pay rises"}),
        ("Norland promised to leave as long as Sudmark disarms.", "leave", {"if": "Sudmark disarms"}),
        (
            "Norland offered to lower the toll provided Sudmark opens the lock.",
            "lower the toll",
            {"if": "Sudmark opens the lock"},
        ),
        ("Norland offered to cut the toll provided that Sudmark pays.", "cut the toll", {"if": "Sudmark pays"}),
        ("Norland would lift the ban only when Sudmark disarms.", "lift the ban", {"if": "Sudmark disarms"}),
        ("Norland said it would free the crew if Sudmark paid.", "free the crew", {"if": "Sudmark paid"}),
        (
            "In return for a loan, Norland would be prepared to lower the toll.",
            "lower the toll",
            {"in exchange for": "a loan"},
        ),
        ("If Sudmark disarmed, Norland would leave the bay.", "leave the bay", {"if": "Sudmark disarmed"}),
        ("Norland will accept the toll once Sudmark disarms.", "the toll", {"if": "Sudmark disarms"}),
        ("Norland would agree to the toll should Sudmark disarm.", "the toll", {"if": "Sudmark disarm"}),
        ("Norland agreed to review the toll once a year.", "review the toll once a year", {}),
        ("Norland promised boats provided by Sudmark.", "boats provided by Sudmark", {}),
    ],
)
def test_a_condition_is_found_wherever_it_hangs(text: str, claim: str, conditions: dict[str, str]) -> None:
    assert [(entry.claim, entry.conditions) for _, entry in entries(text)] == [(claim, conditions)]
