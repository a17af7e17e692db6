"""Which side a position takes: tables of what is said against the proposition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from positions.comparison.verdicts import Verdict, anchor, judge, sides, verdict
from positions.model import Placed, Position, Side

FOR, AGAINST, OTHER = Side.FOR, Side.AGAINST, Side.OTHER


@pytest.mark.parametrize(
    ("reference", "stance", "claim", "expected"),
    [
        ("the withdrawal of all patrols", "accept", "the withdrawal of all patrols", FOR),
        ("the withdrawal of all patrols", "offer", "the withdrawal of half its patrols", AGAINST),
        ("the withdrawal of all patrols", "offer", "the withdrawal of its patrols", FOR),
        ("the withdrawal of all patrols", "reject", "any withdrawal", AGAINST),
        ("a permanent ceasefire", "demand", "a temporary ceasefire", AGAINST),
        ("raise the quota", "demand", "cut the quota", AGAINST),
        ("raise the quota", "reject", "cut the quota", FOR),
        ("a vote on the levy", "demand", "no vote on the levy", AGAINST),
        ("a vote on the levy", "demand", "a charter that bars no one", FOR),
        ("no vote on the levy", "demand", "block a vote on the levy", FOR),
        ("a ban on new mines", "reject", "any promise about jobs", AGAINST),
        ("a ban on new mines", "reject", "such a ban", AGAINST),
        ("an 8 percent rise", "offer", "4 percent", AGAINST),
        ("an 8 percent rise", "accept", "8 pct", FOR),
        ("an 8 percent rise", "reject", "more than 5 percent", AGAINST),
        ("continue the subsidy", "demand", "end the subsidy", AGAINST),
    ],
)
def test_side(say: Callable[..., Position], reference: str, stance: str, claim: str, expected: Side) -> None:
    assert sides([say("B", stance, claim)], reference, holder="A") == [expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", 0), ("Lorrenian flag", 2), ("patrols", 1), ("armies", 0)],
)
def test_the_proposition_is_about_what_the_issue_is_called(
    say: Callable[..., Position], name: str, expected: int
) -> None:
    own = [
        say("A", "demand", "both armies cease fire"),
        say("A", "demand", "the patrols leave"),
        say("A", "demand", "the ferry sails under the Lorrenian flag"),
        say("B", "reject", "the flag"),
    ]
    assert anchor(own, [0.5, 0.4, 0.45, 0.5], name) == expected


def test_a_party_that_lowers_its_own_demand_stays_on_its_side(say: Callable[..., Position]) -> None:
    own = [
        say("Union", "demand", "an 8 percent rise"),
        say("Union", "demand", "a 6 percent rise"),
        say("Employers", "offer", "4 percent"),
    ]
    assert sides(own, "an 8 percent rise", holder="Union") == [FOR, FOR, AGAINST]


def test_what_is_hardly_alike_and_shares_no_word_is_on_neither_side(say: Callable[..., Position]) -> None:
    own = [say("A", "demand", "a toll on trawlers"), say("C", "demand", "free schools"), say("B", "reject", "any toll")]
    assert sides(own, "a toll on trawlers", alike=[1.0, 0.05, 0.05], compatible=0.1) == [FOR, OTHER, AGAINST]
    assert sides(own, "a toll on trawlers", alike=[1.0, 0.3, 0.3], compatible=0.1) == [FOR, FOR, AGAINST]


def test_who_accepts_the_other_amount_goes_over_to_it(say: Callable[..., Position]) -> None:
    own = [
        say("Union", "demand", "an 8 percent rise"),
        say("Union", "accept", "4 percent"),
        say("Employers", "offer", "4 percent"),
    ]
    assert sides(own, "an 8 percent rise", holder="Union") == [FOR, AGAINST, AGAINST]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (FOR, FOR, Verdict.COMPATIBLE),
        (AGAINST, AGAINST, Verdict.COMPATIBLE),
        (FOR, AGAINST, Verdict.OPPOSED),
        (FOR, OTHER, Verdict.UNCLEAR),
        (OTHER, OTHER, Verdict.UNCLEAR),
    ],
)
def test_verdict(say: Callable[..., Position], one: Side, other: Side, expected: Verdict) -> None:
    first = Placed(position=say("Union", "demand", "an 8 percent rise"), side=one, current=True)
    second = Placed(position=say("Employers", "demand", "a longer week"), side=other, current=True)
    assert verdict(first, second) is expected
    assert verdict(second, first) is expected


@pytest.mark.parametrize(
    ("stance", "expected"), [("accept", Verdict.COMPATIBLE), ("reject", Verdict.OPPOSED)], ids=["accepts", "rejects"]
)
def test_what_is_said_of_the_very_same_words_decides_whatever_the_sides(
    say: Callable[..., Position], stance: str, expected: Verdict
) -> None:
    demanded = Placed(position=say("Union", "demand", "a truce of 90 days"), side=FOR, current=True)
    answered = Placed(position=say("Employers", stance, "a truce of 90 days"), side=AGAINST, current=True)
    alike = answered.model_copy(update={"side": FOR})
    assert verdict(demanded, answered) is verdict(demanded, alike) is expected


def test_rivals_who_want_one_thing_for_themselves_are_opposed(say: Callable[..., Position]) -> None:
    one, other = (
        Placed(position=say(party, "demand", "recognition of its claim to the rocks"), side=FOR, current=True)
        for party in ("Norland", "Sudmark")
    )
    assert verdict(one, other) is Verdict.OPPOSED
    assert verdict(one, one) is Verdict.COMPATIBLE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("talks in Port Ost", "talks in Norhaven", Verdict.UNCLEAR),
        ("Norland sovereignty over the rocks", "Sudmark sovereignty over the rocks", Verdict.UNCLEAR),
        ("the deletion of Article 5", "the deletion of Article 7", Verdict.UNCLEAR),
        ("the 2030 target", "the 2035 target", Verdict.UNCLEAR),
        ("talks in Port Ost", "talks in Port Ost", Verdict.COMPATIBLE),
        ("talks in Port Ost in June", "talks in Port Ost", Verdict.COMPATIBLE),
    ],
)
def test_claims_that_differ_in_a_name_alone_need_not_go_together(
    say: Callable[..., Position], one: str, other: str, expected: Verdict
) -> None:
    pair = [
        Placed(position=say(party, "demand", claim), side=FOR, current=True)
        for party, claim in (("Westmark", one), ("Estria", other))
    ]
    assert verdict(pair[0], pair[1]) is expected
    assert verdict(pair[1], pair[0]) is expected


def test_the_same_asked_of_each_other_is_no_agreement(say: Callable[..., Position]) -> None:
    one, other = (
        Placed(position=say(party, "demand", "an apology", of=of), side=FOR, current=True)
        for party, of in (("Norland", "Sudmark"), ("Sudmark", "Norland"))
    )
    assert verdict(one, other) is Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("accept: a 90-day truce", "accept: a parliament for the islands", Verdict.UNCLEAR),
        ("reject: a 90-day truce", "reject: a parliament for the islands", Verdict.UNCLEAR),
        ("accept: a 90-day truce", "accept: the deal", Verdict.COMPATIBLE),
        ("accept: a 90-day truce", "accept: the truce of 90 days", Verdict.COMPATIBLE),
        ("demand: a pause in the fighting", "accept: a 90-day truce", Verdict.COMPATIBLE),
    ],
)
def test_two_answers_without_a_word_in_common_agree_on_nothing(
    say: Callable[..., Position], one: str, other: str, expected: Verdict
) -> None:
    pair = [
        Placed(position=say(party, *told.split(": ")), side=FOR, current=True)
        for party, told in (("Norland", one), ("Islanders", other))
    ]
    assert [judge(*pair).verdict, judge(*pair[::-1]).verdict] == [expected] * 2
