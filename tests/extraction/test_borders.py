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


LISTS = [
    (
        "Norland demands an apology, compensation and the release of the crew.",
        "demand",
        {"an apology", "compensation", "the release of the crew"},
    ),
    (
        "Norland proposed a buffer zone, joint patrols and a hotline.",
        "demand",
        {"a buffer zone", "joint patrols", "a hotline"},
    ),
    (
        "Norland asked Sudmark to open the port, to free the crew and to pay compensation.",
        "demand",
        {"Sudmark to open the port", "free the crew", "pay compensation"},
    ),
    (
        "Norland insists on a lower levy, on a longer transition and on a review.",
        "demand",
        {"a lower levy", "a longer transition", "a review"},
    ),
    ("Norland insists on a lower levy and on a review.", "demand", {"a lower levy", "a review"}),
    (
        "Norland offered to cut tariffs on tea, open its ports and pay for the road.",
        "offer",
        {"cut tariffs on tea", "open its ports", "pay for the road"},
    ),
    (
        "The Harbour Union wants a raise of 5 percent, more staff and longer breaks.",
        "demand",
        {"a raise of 5 percent", "more staff", "longer breaks"},
    ),
    (
        "Norland called for a halt to the fighting, the return of all prisoners, and access for aid workers.",
        "demand",
        {"a halt to the fighting", "the return of all prisoners", "access for aid workers"},
    ),
    (
        "Norland proposed cutting the toll, opening the lock and dredging the bay.",
        "demand",
        {"cutting the toll", "opening the lock", "dredging the bay"},
    ),
    ("Norland wants higher pay and pensions, and more staff.", "demand", {"higher pay and pensions", "more staff"}),
    ("Norland wants peace and security.", "demand", {"peace and security"}),
    ("Norland rejects quotas and levies.", "reject", {"quotas and levies"}),
    (
        "Norland wants lower tariffs on steel, aluminium and copper.",
        "demand",
        {"lower tariffs on steel, aluminium and copper"},
    ),
    (
        "Norland wants a tax on three goods, tea, coffee and sugar.",
        "demand",
        {"a tax on three goods, tea, coffee and sugar"},
    ),
    ("Norland backed Sudmark, Bresland and Saltgate.", "demand", {"Sudmark, Bresland and Saltgate"}),
    ("Norland called for more money, particularly for the dams.", "demand", {"more money"}),
    ("Norland offered to pay, opened the lock and left.", "offer", {"pay"}),
]


@pytest.mark.parametrize(("text", "stance", "claims"), LISTS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_member_of_a_list_is_a_claim(text: str, stance: str, claims: set[str]) -> None:
    assert {(told, claim) for _, told, claim in stated(text)} == {(stance, claim) for claim in claims}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Norland demands a review in 2030.", "a review in 2030"),
        ("The Harbour Union demanded a raise by July.", "a raise by July"),
        ("Norland called for a cut in emissions of 40 percent by 2035.", "a cut in emissions of 40 percent by 2035"),
        ("Norland calls for a moratorium for ten years.", "a moratorium for ten years"),
        ("Norland offered a raise of 3 percent from January.", "a raise of 3 percent from January"),
        ("Norland repeated its demand for a review by July.", "a review by July"),
        ("Norland rejected any relief before inspectors return.", "any relief before inspectors return"),
        ("Norland rejects a withdrawal before prisoners are freed.", "a withdrawal before prisoners are freed"),
        ("Norland demanded a vote next year.", "a vote next year"),
        ("Norland wants a decision this year.", "a decision this year"),
        # and what says when it was said
        ("Norland rejected the levy on Monday.", "the levy"),
        ("Norland rejected the levy last week.", "the levy"),
        ("Norland accepted the levy this week.", "the levy"),
        ("Norland rejected the levy in March.", "the levy"),
        ("Norland had rejected the levy by Friday.", "the levy"),
        ("Norland rejected the levy over the weekend.", "the levy"),
        ("Norland rejected the levy after two days of talks.", "the levy"),
        ("Norland rejected the levy before the talks began.", "the levy"),
        ("Norland called for talks after the attack.", "talks"),
    ],
)
def test_a_claim_holds_the_time_of_what_is_asked(text: str, claim: str) -> None:
    assert {claim for *_, claim in stated(text)} == {claim}


IN_PASSING = [
    (
        "Norland suggested deleting the reference to subsidies, with Sudmark and the Coast League disagreeing.",
        {("Norland", "demand"), ("Sudmark", "reject"), ("Coast League", "reject")},
    ),
    ("Norland proposed a levy, with Sudmark opposing.", {("Norland", "demand"), ("Sudmark", "reject")}),
    (
        "Norland called for a vote, with Bresland, Sudmark, and the Coast League against.",
        {("Norland", "demand"), ("Bresland", "reject"), ("Sudmark", "reject"), ("Coast League", "reject")},
    ),
    ("NORLAND, with SUDMARK objecting, urged a vote.", {("Norland", "demand"), ("Sudmark", "reject")}),
    ("With Sudmark opposed, Norland proposed a levy.", {("Norland", "demand"), ("Sudmark", "reject")}),
    ("Norland proposed a levy, with Sudmark in favour.", {("Norland", "demand"), ("Sudmark", "accept")}),
    ("Norland proposed a levy, with Sudmark supporting the idea.", {("Norland", "demand"), ("Sudmark", "accept")}),
    ("Norland opposed a levy, with Sudmark disagreeing.", {("Norland", "reject"), ("Sudmark", "accept")}),
    ("Norland rejected the levy, with Sudmark also opposed.", {("Norland", "reject"), ("Sudmark", "reject")}),
    # who joins, and what only stands behind such a *with*
    ("Norland proposed a levy, with Sudmark.", {("Norland", "demand"), ("Sudmark", "demand")}),
    ("Norland proposed a levy, with half of it going to Sudmark.", {("Norland", "demand")}),
]


@pytest.mark.parametrize(("text", "expected"), IN_PASSING, ids=lambda value: value if isinstance(value, str) else "")
def test_what_others_think_is_told_in_passing(text: str, expected: set[tuple[str, str]]) -> None:
    found = stated(text)
    assert {(party, stance) for party, stance, _ in found} == expected
    assert not any("with" in claim for *_, claim in found)


def test_whom_an_aside_names_with_a_demand_of_their_own_joins_nobody() -> None:
    found = stated("Norland called for a review, with Sudmark opposing the date.")
    assert found == {("Norland", "demand", "a review"), ("Sudmark", "reject", "the date")}


def test_an_aside_that_tells_what_is_asked_for_stays_in_the_claim() -> None:
    found = stated("Norland proposed talks, with Sudmark hosting them.")
    assert found == {("Norland", "demand", "talks, with Sudmark hosting them")}


COMMENTS = [
    (
        "Norland asked for 20 million crowns, a request Sudmark turned down.",
        {("Norland", "demand", "20 million crowns"), ("Sudmark", "reject", "20 million crowns")},
    ),
    (
        "Norland proposed a carbon tax, something Sudmark opposes.",
        {("Norland", "demand", "a carbon tax"), ("Sudmark", "reject", "a carbon tax")},
    ),
    (
        "Norland called for a toll, an idea supported by Sudmark.",
        {("Norland", "demand", "a toll"), ("Sudmark", "accept", "a toll")},
    ),
    (
        "Norland insists on a veto, a condition that Sudmark says it cannot accept.",
        {("Norland", "demand", "a veto"), ("Sudmark", "reject", "a veto")},
    ),
    (
        "Norland demanded that Sudmark leave the bay, a demand rejected by Bresland.",
        {("Norland", "demand", "Sudmark leave the bay"), ("Bresland", "reject", "Sudmark leave the bay")},
    ),
    (
        "Norland floated a joint patrol, an idea opposed by Sudmark.",
        {("Sudmark", "reject", "a joint patrol")},
    ),
    # against a rejection is for the thing
    (
        "Norland rejected the levy, a decision Sudmark criticised.",
        {("Norland", "reject", "the levy"), ("Sudmark", "accept", "the levy")},
    ),
    # no comment: a tax is what is proposed
    (
        "Norland proposed a levy, a tax that hurts Sudmark.",
        {("Norland", "demand", "a levy, a tax that hurts Sudmark")},
    ),
]

POINTING = [
    (
        "Norland proposed a toll. Sudmark supported this.",
        {("Norland", "demand", "a toll"), ("Sudmark", "accept", "a toll")},
    ),
    (
        "Norland opposes the toll. Sudmark supports this.",
        {("Norland", "reject", "the toll"), ("Sudmark", "reject", "the toll")},
    ),
    (
        "Norland opposes the toll. Sudmark backed this position.",
        {("Norland", "reject", "the toll"), ("Sudmark", "reject", "the toll")},
    ),
    (
        "Norland opposed the levy. Sudmark supports it.",
        {("Norland", "reject", "the levy"), ("Sudmark", "accept", "the levy")},
    ),
    (
        "Norland proposed a levy. Sudmark opposed this. Bresland supported this.",
        {("Norland", "demand", "a levy"), ("Sudmark", "reject", "a levy"), ("Bresland", "accept", "a levy")},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*COMMENTS, *POINTING], ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_points_back_is_about_the_statement_before_it(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Sudmark backed this position.", set()),
        ("Norland proposed a toll. Sudmark supported this.", {"Norland", "Sudmark"}),
        ("Norland dropped its insistence on a lower tax, a move that Sudmark welcomed.", {"Norland"}),
    ],
)
def test_words_that_only_point_are_no_claim_of_their_own(text: str, holders: set[str]) -> None:
    kept = [e for e in engine().explain(text) if e.kept and e.entry is not None]
    assert {e.party for e in kept} == holders
    assert len(kept) == len(holders)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norland voiced its readiness to share data and its opposition to arbitration.",
            {("Norland", "offer", "share data"), ("Norland", "reject", "arbitration")},
        ),
        (
            "Norland voiced its support for the fund and its opposition to the levy.",
            {("Norland", "demand", "the fund"), ("Norland", "reject", "the levy")},
        ),
        (
            "Norland demanded a share of the toll and its fleet's return.",
            {("Norland", "demand", "a share of the toll"), ("Norland", "demand", "its fleet's return")},
        ),
        ("Norland rejected the levy and its proposal.", {("Norland", "reject", "the levy and its proposal")}),
        ("Norland asked for the lock to stay open.", {("Norland", "demand", "the lock to stay open")}),
        ("Norland asked for a review of the toll.", {("Norland", "demand", "a review of the toll")}),
        ("Norland wants quotas back in the new pact.", {("Norland", "demand", "quotas back in the new pact")}),
        ("Norland turned the levy down.", {("Norland", "reject", "the levy")}),
        ("Norland rejects the levy, its minister, Jan Holt, said.", {("Norland", "reject", "the levy")}),
        (
            "Norland said it would no longer stand in the way of the loan.",
            {("Norland", "reject", "stand in the way of the loan")},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_claim_holds_its_own_words_and_no_others(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert stated(text) == expected
