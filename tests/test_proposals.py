"""What articles say of the parties that parties.yaml does not: names and speakers, with where they stand."""

from __future__ import annotations

from pathlib import Path

from positions.model import Article, Learned, Party, Registry, Role
from positions.negotiation import Negotiation
from positions.proposals import parties, proposals, proposed
from positions.workflow import extract_negotiation

TAUGHT = [
    ("first", Learned(people={"Ada Lund": "Norland"}, acronyms={"TWF": "Trade Workers Federation"})),
    ("second", Learned(people={"Ada Lund": "Norland", "Jo Bell": "Trade Workers Federation"})),
]


def test_speakers_and_other_names_come_with_the_articles_that_say_so() -> None:
    found = proposed(Registry(), {"Norland": 2, "Trade Workers Federation": 5}, TAUGHT)
    assert [(party.name, party.aliases, party.speakers) for party in found] == [
        ("Trade Workers Federation", {"TWF": ("first",)}, {"Jo Bell": ("second",)}),
        ("Norland", {}, {"Ada Lund": ("first", "second")}),
    ]


def test_what_parties_yaml_says_is_not_proposed() -> None:
    registry = Registry(
        parties={"Norland": Party(speakers=("Ada Lund",)), "Trade Workers Federation": Party(aliases=("twf",))}
    )
    [union] = proposed(registry, {"Norland": 2}, TAUGHT)
    assert (union.name, union.aliases, union.speakers) == ("Trade Workers Federation", {}, {"Jo Bell": ("second",)})


def test_a_person_claimed_by_another_party_is_not_proposed() -> None:
    registry = Registry(parties={"Norland": Party(), "Sudmark": Party(speakers=("ada lund",))})
    assert proposed(registry, {}, TAUGHT) == ()


def test_whoever_holds_nothing_and_is_not_registered_is_left_out() -> None:
    assert proposed(Registry(), {}, TAUGHT) == ()


def test_what_an_extraction_teaches_is_kept_and_proposed(tmp_path: Path) -> None:
    negotiation = Negotiation.create(tmp_path / "docks")
    text = (
        "The Trade Workers Federation (TWF) demanded a raise of 8 percent.\n\nTWF secretary Jo Bell rejected a bonus."
    )
    negotiation.add(Article(id="strike", text=text))
    assert [progress.outcome for progress in extract_negotiation(negotiation)] == ["written"]
    [union] = proposals(negotiation)
    assert union.name == "TWF"
    assert union.aliases == {"Trade Workers Federation": ("strike",)}
    assert union.speakers == {"Jo Bell": ("strike",)}
    [listed] = parties(negotiation)
    assert (listed.name, listed.registered, listed.role, listed.positions) == (union.name, False, Role.PRINCIPAL, 2)
