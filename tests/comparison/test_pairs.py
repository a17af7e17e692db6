"""What two parties say on one issue: a table for each construction of English; no name and no sentence is real."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.pairs import known, log_odds, proposition, weights
from positions.comparison.verdicts import Verdict, judge, sides
from positions.comparison.words import lexicon, shows
from positions.model import Placed, Position, Stance

_TABLES = {
    "the same words": """
        demand the withdrawal of all patrols | accept the withdrawal of all patrols | +
        demand the withdrawal of all patrols | reject the withdrawal of all patrols | -
        offer a ferry subsidy | accept a ferry subsidy | +
        reject a toll on trawlers | reject a toll on trawlers | +
        offer a joint survey of the shoals | reject a joint survey of the shoals | -
    """,
    "stance": """
        demand a toll on trawlers | reject any toll | -
        demand a toll on all trawlers | accept a trawler toll | +
        offer a pension for the pilots | accept the pilots' pension | +
        offer a pension for the pilots | reject the pension | -
        reject a pension for the pilots | reject any new pension for pilots | +
        demand more buses on Sundays | offer two more Sunday buses | +
        accept the audit of the harbour fund | reject an audit of the fund | -
        demand the release of the archive | accept releasing the archive | +
        demand the release of the archive | reject releasing the archive | -
        offer extending the lease | accept an extension of the lease | +
        offer extending the lease | reject an extension of the lease | -
    """,
    "a proposal as a whole": """
        offer a new plan | reject the plan | -
        offer a new plan | accept the plan | +
        offer a bid of 40 crowns a share | reject the bid | -
        reject the latest offer | reject the proposal | +
        demand the offer be withdrawn | reject the offer | +
        demand shareholders reject the bid | offer a bid for the yard | -
        demand shareholders reject the bid | reject the bid | +
    """,
    "negation": """
        demand a vote on the levy | demand no vote on the levy | -
        demand the guards must not carry arms | demand the guards carry arms | -
        demand the dam should not be built | accept the building of the dam | -
        demand the dam should not be built | reject the dam | +
        demand no fees for students | offer students pay no fees | +
        reject the levy should not be raised | reject raising the levy | +
        demand never to reopen the pit | demand the pit to reopen | -
        demand neither tolls nor quotas on herring | demand quotas on herring | -
        demand trawlers cannot enter the bay | demand trawlers may enter the bay | -
        demand an anti-dumping clause on salmon | accept dumping of salmon | -
    """,
    "words that turn a claim round": """
        demand a ban on new mines | demand new mines | -
        demand a ban on new mines | accept a ban on new mines | +
        demand end the subsidy for barley | offer a subsidy for barley | -
        demand end the subsidy for barley | reject the barley subsidy | +
        demand the removal of the barrier | demand the barrier | -
        demand the removal of the barrier | offer to remove the barrier | +
        demand halt the drilling in the bay | offer drilling in the bay | -
        demand the deletion of paragraph nine | reject paragraph nine | +
        demand the deletion of paragraph nine | accept paragraph nine | -
        demand prevent Sudmark from closing the strait | demand closing the strait | -
        demand block the merger of the two yards | accept the merger of the yards | -
        demand delay the vote on the charter | demand a vote on the charter | -
        demand postpone the vote on the charter | reject a vote on the charter | +
        demand scrap the toll | demand abolish the toll | +
        demand rescind or waive the fees | accept the fees | -
        demand rescind or waive the fees | reject the fees | +
        demand lift the embargo on grain | demand the embargo on grain | -
        demand lift the embargo on grain | offer end the grain embargo | +
        reject lift the embargo on grain | demand lift the embargo on grain | -
        reject remove the blockade | reject lifting the blockade | +
        demand vote down the harbour levy | accept the harbour levy | -
        demand explain why the merger is good for growers | accept the merger | -
        demand redeem the poison pill | accept the poison pill | -
        demand withdraw its complaint about the quota | accept the quota complaint | -
        demand abandon the dam | demand go on with the dam | -
    """,
    "what is left as it is": """
        reject go beyond the treaty of Port Ost | demand the treaty of Port Ost | +
        reject change its bid | offer a bid for the yard | +
        demand replacing the charter | accept the charter | -
        demand amend the charter | reject amend the charter | -
        reject renegotiate the lease | demand renegotiate the lease | -
    """,
    "phrases that turn nothing round": """
        demand veto power over loans | accept veto power over loans | +
        demand not only a truce but also a court | accept a truce and a court | +
        demand a truce by the end of May | accept a truce | +
        demand no doubt a truce | offer a truce | +
        demand open the crossing if the shelling does not stop | accept open the crossing | +
        demand a permanent truce rather than a pause | offer a permanent truce | +
        demand a permanent truce rather than a pause | demand a temporary truce | -
    """,
    "nouns that turn a claim round": """
        demand the abolition of the toll | demand the toll | -
        demand the termination of the lease | reject the lease | +
        demand a moratorium on drilling in the bay | demand drilling in the bay | -
        offer no objection to the charter | demand the charter | +
        demand the end of the blockade | accept the blockade | -
        accept June as the end of the jobs guarantee | reject any guarantee of jobs | -
        demand the end of the blockade by the end of June | reject the blockade | +
        demand an end to the strike | offer to call off the strike | +
    """,
    "turning words that turn nothing": """
        demand no deal without security guarantees | offer security guarantees | +
        demand a vote under Resolution No. 242 | accept a vote under Resolution 242 | +
        demand lift wages by 5 percent | offer raise wages by 5 percent | +
    """,
    "function words": """
        demand talks with preconditions | demand talks without preconditions | -
        reject talks with preconditions | demand talks without preconditions | +
        demand a truce with Westmark | accept a truce without delay | +
        demand more aid for the islands | offer less aid for the islands | -
        demand the release of all prisoners | offer the release of some prisoners | -
        demand the release of all prisoners | accept the release of the prisoners | +
        demand all sanctions be lifted | reject some sanctions be lifted | -
    """,
    "conditions": """
        accept a truce only if the prisoners are freed | offer a truce | +
        offer sell the yard only if no jobs are lost | demand the sale of the yard | +
        demand no talks unless the patrols leave | demand talks | -
        demand no talks unless the patrols leave | reject talks | +
        offer pay the fee provided the port is not closed | reject paying the fee | -
        accept lower tolls once the dredging is not blocked | demand lower tolls | +
    """,
    "asides": """
        offer a loan to a state that needs no grain | demand a loan for the state | +
        demand a charter that bars no one | accept the charter | +
        demand a clause that no port be closed | demand the port be closed | -
    """,
    "opposites": """
        demand a permanent ceasefire | demand a temporary ceasefire | -
        demand a permanent ceasefire | reject a temporary ceasefire | +
        demand raise the quota | demand cut the quota | -
        demand a higher levy | demand a lower levy | -
        demand a higher levy | reject a lower levy | +
        offer expand the herring fleet | demand limit the herring fleet | -
        demand the crossing opens | demand close the crossing | -
        demand binding targets for soot | demand voluntary targets for soot | -
        demand an early election | demand a later election | -
        demand continue the subsidy | demand end the subsidy | -
        demand maintain the garrison | demand abolish the garrison | -
        demand a full withdrawal | demand a partial withdrawal | -
        demand the headquarters stay in Norhaven | offer move the headquarters to Port Ost | -
        demand the garrison remain on the island | demand the garrison withdraw from the island | -
        offer retain the tyre business | demand a sale of the tyre business | -
        demand keep the ferry lines | demand sell the ferry lines | -
        demand keep its troops in the strait | demand withdraw its troops from the strait | -
        demand public hearings | demand secret hearings | -
        demand a short and focused review | demand a thorough review | -
        demand unilateral steps | demand mutual steps | -
        offer release the prisoners | demand hold the prisoners | -
        demand impose the tariff | demand lift the tariff | -
        demand a bottom-up approach to the goal | demand a top-down approach to the goal | -
        demand ratify the treaty | demand repeal the treaty | -
        demand deploy forces in the valley | demand disarmament of the forces | -
        demand recognise the election | demand deny the election | -
        demand hire two hundred drivers | demand dismiss two hundred drivers | -
        demand bilateral talks on grain | demand multilateral talks on grain | -
    """,
    "limits": """
        demand at most 60 observers | demand more than 60 observers | -
        demand foreign timber not exceed 10 percent | demand buy more than 10 percent foreign timber | -
        demand foreign timber not exceed 10 percent | demand a limit to foreign timber | +
        demand a limit to foreign timber | demand a larger allowance for foreign timber | -
        demand a limit to foreign timber | demand foreign timber | -
        demand a limit to foreign timber | reject foreign timber | +
        demand a cap on fares | reject a cap on fares | -
        demand a cap on fares | demand no cap on fares | -
        demand a minimum of 60 observers | demand no more than 60 observers | -
        demand the catch cannot exceed 400 tonnes | demand a catch of at least 500 tonnes | -
        demand unlimited catches | demand a ceiling on catches | -
        demand a maximum of two terms | demand at most two terms | +
        accept at least 60 observers | demand no fewer than 60 observers | +
    """,
    "amounts": """
        demand an 8 percent rise | offer a 4 percent rise | -
        demand an 8 percent rise | accept 8 pct | +
        demand a rise of 8 percent | offer 8 pct | +
        demand 40 crowns a share | offer 35 crowns a share | -
        demand a truce of 90 days | offer a truce of six weeks | -
        demand a four-year lease | offer a lease of two years | -
        demand a lease of 24 months | accept a two-year lease | +
        demand 300 hectares of pasture | offer 100 hectares of pasture | -
        demand a fleet of 40 ships | offer a fleet of 40 ships | +
        demand the patrols leave by 1 June | offer the patrols leave by 1 August | -
        demand an 8 percent rise | reject an 8 percent rise | -
        demand 2 tonnes of grain a head | accept 2,000 kg of grain a head | +
    """,
    "rivals": """
        demand recognition of its claim to the rocks | demand recognition of its claim to the rocks | -
        demand acquire the ferry lines | demand acquire the ferry lines | -
        offer acquire the ferry lines | offer to buy the ferry lines | -
        demand host the regatta | demand host the next regatta | -
        demand the chair for itself | demand the chair for itself | -
        demand its own right to the wreck | demand its right to the wreck | -
        offer acquire the ferry lines | reject acquire the ferry lines | -
        offer acquire the ferry lines | accept the sale of the ferry lines | +
    """,
    "giving up": """
        offer a bid for the ferry lines | offer drop its bid for the ferry lines | -
        offer end its offer for the yard | offer an offer for the yard | -
    """,
}
"""+ where the two go together, - where they are opposed; the first is Norland's, the second Sudmark's."""


def _rows() -> list[tuple[str, str, str, str]]:
    return [
        (name, *(part.strip() for part in line.split("|")))  # type: ignore[misc]
        for name, table in _TABLES.items()
        for line in table.strip().splitlines()
    ]


PARTNERS = ("Norland", "Sudmark")


@pytest.mark.parametrize(("construction", "one", "other", "expected"), _rows())
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_a_pair(
    say: Callable[..., Position], construction: str, one: str, other: str, expected: str, swapped: bool
) -> None:
    positions = [say(party, *told.split(" ", 1)) for party, told in (("Norland", one), ("Sudmark", other))]
    if swapped:
        positions.reverse()
    found = sides(positions, positions[0].claim, positions[0].party)
    pair = [Placed(position=it, side=side, current=True) for it, side in zip(positions, found, strict=True)]
    opposed = judge(pair[0], pair[1]).verdict is Verdict.OPPOSED
    assert opposed == (expected == "-")


def test_what_two_say_together_is_of_one_mind(say: Callable[..., Position]) -> None:
    asked = "Ostreich said the council could change the court's rulings."
    refused = (
        f"{asked} Norland, with Sudmark, said this would do harm and that legal questions should be left to judges."
    )
    answer = "Norland, with Sudmark, said this would do harm and that legal questions should be left to judges."
    positions = [
        say("Ostreich", "demand", "the council could change the court's rulings", quote=asked),
        *(say(who, "reject", "the council could change the court's rulings", quote=refused) for who in PARTNERS),
        *(say(who, "demand", "legal questions should be left to judges", quote=answer) for who in PARTNERS),
    ]
    found = sides(positions, positions[0].claim, positions[0].party)
    assert [side.value for side in found] == ["for", *["against"] * 4]


def test_the_tables_are_of_a_size_that_means_something() -> None:
    assert len(_rows()) >= 120


@pytest.mark.parametrize("construction", lexicon().constructions, ids=lambda one: f"{one.shows}: {one.example}")
def test_each_construction_is_found_in_its_example(construction: object) -> None:
    assert shows(construction.shows, construction.example)  # type: ignore[attr-defined]


_TOLD = st.tuples(st.sampled_from(list(Stance)), st.text(alphabet="abc dnotx810%.'", min_size=1, max_size=30))


@given(_TOLD)
def test_a_pair_is_the_same_both_ways(told: tuple[Stance, str]) -> None:
    one = proposition("no toll of 8% on boats", "Norland")
    other = proposition(told[1], "Sudmark")._replace(stance=told[0])
    assert log_odds(one, other) == pytest.approx(log_odds(other, one))
    assert known(one, other) == known(other, one)


def test_what_one_party_rejects_and_another_offers_weighs_against_them() -> None:
    found = weights().signs
    assert found["two offer/reject"] == max(value for sign, value in found.items() if sign.startswith("two "))
    assert found["two reject/reject"] < 0
