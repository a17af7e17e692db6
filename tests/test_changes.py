"""What moved, as a user relies on it: tables of before, after and what is told."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.changes import aligning, changes, phrases, select
from positions.changes.removal import taken_out
from positions.changes.silence import age, silent
from positions.comparison.extents import Said
from positions.errors import UsageError
from positions.model import (
    Article,
    Cause,
    ChangeKind,
    Entry,
    Firmness,
    Matrix,
    Placed,
    Position,
    Row,
    Side,
    Snapshot,
    Source,
    Stance,
    Status,
)

FOR, AGAINST = Side.FOR, Side.AGAINST


def placed(entry: dict[str, Any], *, article: str, side: Side = FOR, party: str = "A") -> Placed:
    position = Position.of_entry(Entry.model_validate(entry), article=article, party=party)
    return Placed(
        position=position,
        side=side,
        current=not position.withdrawn,
        when=Source.model_validate({"published": article}).published,
    )


def matrix(*positions: Placed, issue: str = "pay") -> Matrix:
    parties = tuple(dict.fromkeys(one.position.party for one in positions))
    return Matrix(parties=parties, rows=(Row(issue=issue, proposition="P", status=Status.OPEN, positions=positions),))


OLD, NEW = "2031-06-01", "2031-06-02"
EMPLOYERS = placed({"offer": "4 percent"}, article="2031-05-30", side=AGAINST, party="B")


@pytest.mark.parametrize(
    ("before", "after", "kind", "detail"),
    [
        ({"demand": "a pay rise"}, {"demand": "a pay rise"}, "kept", ""),
        ({"demand": "a pay rise for drivers"}, {"demand": "a rise in pay for all drivers"}, "kept", ""),
        ({"demand": "a pay rise"}, {"demand": "better wages"}, "reworded", ""),
        ({"demand": "abolish the toll"}, {"demand": "the toll to be abolished"}, "kept", ""),
        ({"demand": "flights to Port Ost"}, {"demand": "flights from Port Ost"}, "reworded", ""),
        ({"demand": "a truce before the vote"}, {"demand": "the vote before a truce"}, "reworded", ""),
        ({"demand": "10 pct"}, {"demand": "8 pct"}, "softened", "10 pct → 8 pct"),
        ({"demand": "8 pct"}, {"demand": "9 pct"}, "hardened", "8 pct → 9 pct"),
        ({"offer": "a fund of 60 dollars"}, {"offer": "a fund of 80 dollars"}, "softened", "60 dollars → 80 dollars"),
        (
            {"demand": "a rise", "firmness": "wish"},
            {"demand": "a rise", "firmness": "red line"},
            "hardened",
            "wish → red line",
        ),
        ({"demand": "a rise"}, {"demand": "a rise", "firmness": "call"}, "softened", "demand → call"),
        ({"accept": "a rise"}, {"accept": "a rise", "extent": "in part"}, "hardened", "full → in part"),
        ({"accept": "a rise", "extent": "in principle"}, {"accept": "a rise"}, "softened", "in principle → full"),
        (
            {"offer": "a rise"},
            {"offer": "a rise", "if": "the shift stays"},
            "hardened",
            "condition added: if the shift stays",
        ),
        ({"offer": "a rise", "if": "it rains"}, {"offer": "a rise"}, "softened", "condition lifted: if it rains"),
        (
            {"reject": "a rise"},
            {"reject": "a rise", "unless": "it rains"},
            "softened",
            "condition added: unless it rains",
        ),
        ({"demand": "a rise", "firmness": "wish"}, {"offer": "a rise"}, "reworded", ""),
        ({"demand": "a rise", "firmness": "call"}, {"accept": "a rise"}, "softened", "demand → accept"),
        ({"demand": "a rise", "if": "it rains"}, {"accept": "a rise"}, "softened", "demand → accept"),
        ({"demand": "a rise"}, {"demand": "a rise", "withdrawn": True}, "dropped", "withdrawn"),
        (
            {"demand": "a rise"},
            {"demand": "a rise", "withdrawn": True, "according to": "B"},
            "kept",
            "withdrawn, as only B reports",
        ),
        (
            {"demand": "a rise", "according to": "B"},
            {"demand": "a rise", "withdrawn": True, "according to": "B"},
            "dropped",
            "withdrawn",
        ),
        ({"demand": "a rise", "withdrawn": True}, {"demand": "a rise"}, "new", "raised again after it was withdrawn"),
    ],
)
def test_what_a_change_is(before: dict[str, Any], after: dict[str, Any], kind: str, detail: str) -> None:
    found = changes(matrix(placed(before, article=OLD), placed(after, article=NEW), EMPLOYERS), [OLD], [NEW])
    assert [(one.kind.value, one.detail) for one in found] == [(kind, detail)]


@pytest.mark.parametrize(
    ("before", "after", "kind", "detail"),
    [
        # How often: a longer time from one to the next is less.
        ("demand: inspections every year", "demand: inspections every two years", "softened",
         "every year → every two years"),
        ("offer: a biennial review", "offer: an annual review", "softened", "biennial → annual"),
        # Who offers or accepts gives: more is softer.
        ("offer: a truce of 30 days", "offer: a truce of 60 days", "softened", "30 days → 60 days"),
        ("offer: a truce of 60 days", "offer: a truce of 30 days", "hardened", "60 days → 30 days"),
        ("offer: a truce of 60 days", "accept: a truce of 90 days", "softened", "60 days → 90 days"),
        ("offer: the quota be doubled", "offer: the quota be tripled", "softened", "doubled → tripled"),
        ("demand: emissions be halved", "demand: a 30 percent cut in emissions", "softened", "halved → 30 percent"),
        ("accept: a truce of 60 days", "accept: a truce of 90 days", "softened", "60 days → 90 days"),
        ("accept: 60 inspectors", "offer: 40 inspectors", "hardened", "60 inspectors → 40 inspectors"),
        ("offer: up to 60 berths", "offer: up to 80 berths", "softened", "60 berths → 80 berths"),
        ("offer: free 50 prisoners", "offer: free 20 prisoners", "hardened", "50 prisoners → 20 prisoners"),
        ("offer: cut it by 10 percent", "offer: cut it by 15 percent", "softened", "10 percent → 15 percent"),
        ("offer: cut it to 9 percent", "offer: cut it to 6 percent", "softened", "9 percent → 6 percent"),
        ("offer: a cap of 10 boats", "offer: a cap of 6 boats", "softened", "10 boats → 6 boats"),
        ("offer: withdraw within 90 days", "offer: withdraw within 30 days", "softened", "90 days → 30 days"),
        ("offer: reopen the port by 1 June", "offer: reopen the port by 9 July", "hardened", "1 June → 9 July"),
        ("offer: sell the mill for $9 million", "offer: sell the mill for $7 million", "softened",
         "$9 million → $7 million"),
        ("offer: buy the mill for $7 million", "offer: buy it for $9 million", "softened", "$7 million → $9 million"),
        ("offer: reopen the port by 15 December", "offer: reopen the port by 10 January", "hardened",
         "15 December → 10 January"),
        # Who demands asks: more is harder.
        ("demand: 60 observers", "demand: 120 observers", "hardened", "60 observers → 120 observers"),
        ("demand: 60 unarmed observers", "demand: 40 observers", "softened", "60 unarmed observers → 40 observers"),
        ("demand: at least 9 percent", "demand: at least 7 percent", "softened", "9 percent → 7 percent"),
        ("demand: at most 4 dollars", "demand: at most 3 dollars", "hardened", "4 dollars → 3 dollars"),
        ("demand: no more than 20 boats", "demand: no more than 30 boats", "softened", "20 boats → 30 boats"),
        ("demand: a rent cap of 900 euros", "demand: a rent cap of 800 euros", "hardened", "900 euros → 800 euros"),
        ("demand: cut soot by 40 percent", "demand: cut soot by 30 percent", "softened", "40 percent → 30 percent"),
        ("demand: cut the levy to 2 percent", "demand: cut the levy to 4 percent", "softened", "2 percent → 4 percent"),
        ("demand: answer within 10 days", "demand: answer within 5 days", "hardened", "10 days → 5 days"),
        ("demand: close the mine by 2035", "demand: close the mine by 2032", "hardened", "by 2035 → by 2032"),
        ("demand: a truce until 1 May", "demand: a truce until 1 August", "hardened", "1 May → 1 August"),
        ("demand: backpay from 1 January", "demand: backpay from 1 March", "softened", "1 January → 1 March"),
        ("demand: raise pay from $7 to $15", "demand: raise pay from $7 to $17", "hardened", "$15 → $17"),
        ("demand: 9 percent", "demand: 7 percent instead of 9 percent", "softened", "9 percent → 7 percent"),
        ("demand: reopen the port by 15 December", "demand: reopen the port by 10 January", "softened",
         "15 December → 10 January"),
        ("demand: close it over 10 years", "demand: close it over 5 years", "hardened", "10 years → 5 years"),
        ("demand: 200 trucks a day", "demand: 2,100 trucks a week", "hardened", "200 trucks → 2,100 trucks"),
        ("demand: close the mine by mid-2033", "demand: close the mine by 2033", "softened", "by mid-2033 → by 2033"),
        ("demand: close it no later than 2040", "demand: close it no later than 2030", "hardened",
         "no later than 2040 → no later than 2030"),
        ("demand: reopen the port by June", "demand: reopen the port by December", "softened", "by June → by December"),
        ("demand: backpay from January", "demand: backpay from March", "softened", "from January → from March"),
        ("offer: reopen the port by end of June", "offer: reopen the port by 1 May", "softened",
         "by end of June → 1 May"),
        ("demand: a catch not exceeding 400 tonnes", "demand: a catch not exceeding 300 tonnes", "hardened",
         "400 tonnes → 300 tonnes"),
        ("demand: pay not below 15 dollars", "demand: pay not below 17 dollars", "hardened", "15 dollars → 17 dollars"),
        ("demand: 4 percent in 2026 and 4 percent in 2027", "demand: 4 percent in 2026 and 2 percent in 2027",
         "softened", "4 percent → 2 percent"),
        ("demand: the release of one hostage", "demand: the release of ten hostages", "hardened",
         "one hostage → ten hostages"),
        ("offer: 5m tonnes of grain", "offer: 6m tonnes of grain", "softened", "5m tonnes → 6m tonnes"),
        ("offer: a week-long truce", "offer: a six-week truce", "softened", "week-long → a six-week"),
        ("offer: 10 million US dollars", "offer: 20 million dollars", "softened",
         "10 million US dollars → 20 million dollars"),
        ("demand: half in 2030 and the rest in 2031", "demand: half in 2030 and the rest in 2031", "kept", ""),
        # To accept another amount than one's own is a step toward whoever named it.
        ("demand: a truce of 30 days", "accept: a truce of 90 days", "softened", "30 days → 90 days"),
        ("demand: 9 percent", "offer: settle for 8 percent", "softened", "9 percent → 8 percent"),
        ("accept: a truce of 90 days", "demand: a truce of 30 days", "hardened", "90 days → 30 days"),
        # Where nobody can tell, both amounts are told.
        ("demand: at least 10 boats", "demand: a cap of 12 boats", "reworded", "10 boats → 12 boats"),
        ("reject: a rise of 4 percent", "reject: a rise of 5 percent", "reworded", "4 percent → 5 percent"),
        ("offer: at most 10 boats", "offer: at most 8 boats", "reworded", "10 boats → 8 boats"),
        ("demand: a vote on 3 March", "demand: a vote on 9 March", "reworded", "3 March → 9 March"),
        ("demand: not to hold 60 men", "demand: not to hold 90 men", "reworded", "60 men → 90 men"),
        ("demand: a levy of 5 percent", "demand: a levy of 5 percent", "kept", ""),
    ],
)  # fmt: skip
def test_what_an_amount_that_moved_means(before: str, after: str, kind: str, detail: str) -> None:
    said = [dict([one.split(": ", 1)]) for one in (before, after)]
    forth = changes(matrix(placed(said[0], article=OLD), placed(said[1], article=NEW)), [OLD], [NEW])
    assert [(one.kind.value, one.detail) for one in forth] == [(kind, detail)]


@pytest.mark.parametrize(
    ("before", "after", "kind", "cause"),
    [
        # A deadline, or a figure, makes a demand harder.
        ("demand: the boats leave", "demand: the boats leave within ten days", "hardened", "deadline"),
        ("demand: a reply to our letter", "demand: a reply to our letter by 3 June", "hardened", "deadline"),
        ("demand: the quay reopens by 9 May", "demand: the quay reopens", "softened", "deadline"),
        ("demand: damages for the nets", "demand: 40 million crowns for the nets", "hardened", "quantity"),
        ("demand: close the mine by 2035", "demand: close the mine by 2032", "hardened", "deadline"),
        # What is accepted, in the claim's own words.
        ("accept: the plan as a basis for talks", "accept: the plan", "softened", "extent"),
        ("accept: the principles of a truce", "accept: a truce", "softened", "extent"),
        ("accept: the draft", "accept: parts of the draft", "hardened", "extent"),
        # All of it, or some of it.
        ("demand: the release of all prisoners", "demand: the release of some prisoners", "softened", "scope"),
        ("demand: a partial ban on nets", "demand: a total ban on nets", "hardened", "scope"),
        ("reject: any inspection of the ships", "reject: some inspection of the ships", "softened", "scope"),
        ("offer: a limited opening of the port", "offer: a full and lasting opening of the port", "softened", "scope"),
        ("offer: free every prisoner", "offer: free a few prisoners", "hardened", "scope"),
        ("demand: a full withdrawal", "demand: a partial withdrawal", "softened", "scope"),
        ("demand: all prisoners be freed", "demand: half of the prisoners be freed", "softened", "scope"),
        ("demand: a full-time post", "demand: a part-time post", "reworded", ""),
        ("demand: compensation and the return of the ships", "demand: the return of the ships", "softened", "scope"),
        ("demand: an immediate ceasefire", "demand: a ceasefire by March", "softened", "deadline"),
        ("demand: a ceasefire", "demand: a ceasefire by March", "hardened", "deadline"),
        # What is refused may be more or less; of a plain amount nobody can tell.
        ("reject: an increase of 5 percent", "reject: any increase", "hardened", "scope"),
        ("reject: any increase", "reject: an increase of more than 3 percent", "softened", "scope"),
        ("reject: talks before the vote", "reject: any talks", "hardened", "scope"),
        ("reject: any talks", "reject: any visits", "reworded", ""),
        ("reject: more than 40 inspectors", "reject: more than 60 inspectors", "softened", "quantity"),
        ("reject: less than 4 percent", "reject: less than 5 percent", "hardened", "quantity"),
        ("reject: 5 percent", "reject: 4 percent", "reworded", ""),
        # Whoever wants nothing of it until a day wants the whole time till then.
        ("demand: no layoffs before 2030", "demand: no layoffs before 2032", "hardened", "deadline"),
        ("demand: no layoffs until 2030", "demand: no layoffs until 2029", "softened", "deadline"),
        ("demand: a vote no later than 2030", "demand: a vote no later than 2031", "softened", "deadline"),
        ("offer: free the wounded", "offer: free the wounded and everyone over sixty", "softened", "scope"),
        ("demand: keys to the mill and to the store", "demand: keys to the mill", "softened", "scope"),
        ("demand: the release of some prisoners", "demand: all wages in gold", "reworded", ""),
        # A refusal of one version leaves room for another.
        ("reject: the plan", "reject: the plan in its present form", "softened", "scope"),
        ("reject: the draft as it stands", "reject: the draft", "hardened", "scope"),
        # From asking to accepting, and from refusing to giving.
        ("demand: rules for the fund", "accept: the text on the fund", "softened", "stance"),
        ("offer: a joint patrol", "accept: the mediator's patrol", "softened", "stance"),
        ("accept: the text on the fund", "demand: rules for the fund", "hardened", "stance"),
        ("reject: a joint patrol", "offer: a patrol by neutrals", "softened", "stance"),
        ("offer: a patrol by neutrals", "reject: a joint patrol", "hardened", "stance"),
        ("demand: a joint patrol", "offer: a joint patrol", "reworded", ""),
        ("accept: pilots in the north harbour at night", "demand: cheap ferries to the south islands", "reworded", ""),
        ("demand: the pact to run for two years", "accept: a pact of two years", "reworded", ""),
        # To end what was wanted before is to turn round.
        ("offer: a bid of 9 dollars for the mill", "offer: end its hostile bid for the mill", "reversed", "words"),
        ("demand: withdraw its claim to the mill", "demand: the mill", "reversed", "words"),
        ("demand: the opening of the port", "demand: that Norland end its blockade of the port", "reworded", ""),
        ("demand: respect for the rocks", "demand: Sudmark drop its claim to the rocks", "reworded", ""),
    ],
)
def test_what_decides_a_change(before: str, after: str, kind: str, cause: str) -> None:
    said = [dict([one.split(": ", 1)]) for one in (before, after)]
    found = changes(matrix(placed(said[0], article=OLD), placed(said[1], article=NEW)), [OLD], [NEW])
    assert [(one.kind.value, one.cause and one.cause.value) for one in found] == [(kind, cause or None)]


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Norland softened its demand for a fixed price.", "softened"),
        ("Norland scaled back its call for a fixed price.", "softened"),
        ("Norland is closer than ever to accepting a fixed price.", "softened"),
        ("Norland hardened its demand for a fixed price.", "hardened"),
        ("Norland backed away from a fixed price.", "hardened"),
        ("Norland repeated its demand for a fixed price.", "kept"),
        ("Norland has not softened its demand for a fixed price.", "kept"),
        ("Norland refused to soften its demand for a fixed price.", "kept"),
        ("Norland denied that it had softened its demand for a fixed price.", "kept"),
        ("Norland will never settle for less than a fixed price.", "kept"),
        ("Not a word was said for hours, then Norland softened its demand for a fixed price.", "softened"),
    ],
)
def test_the_newer_sentence_may_say_itself_who_moved(quote: str, kind: str) -> None:
    own = [
        placed({"demand": "a fixed price"}, article=OLD),
        placed({"demand": "a fixed price", "quote": quote}, article=NEW),
    ]
    assert [one.kind.value for one in changes(matrix(*own), [OLD], [NEW])] == [kind]
    opposite = {"softened": "hardened", "hardened": "softened"}.get(kind, kind)
    assert [one.kind.value for one in changes(matrix(*own), [NEW], [OLD])] == [opposite]


@pytest.mark.parametrize("said", [phrase for _, phrase in sorted(phrases.lists()) if not isinstance(phrase, tuple)])
def test_each_list_has_an_example_with_one_of_its_phrases(said: Said | phrases.GivesUp) -> None:
    words = said.verbs if isinstance(said, phrases.GivesUp) else said.said
    assert any(word in said.example.casefold() for word in words)


@pytest.mark.parametrize("said", [*phrases.lists().softer, *phrases.lists().harder])
def test_each_way_of_moving_has_an_example(said: Said) -> None:
    assert any(word in said.example.casefold() for word in said.said)


QUOTED = {"demand": "a fixed price", "quote": "Norland softened its demand for a fixed price."}


def test_a_sentence_that_says_who_moved_says_it_of_no_state_but_its_own() -> None:
    state = matrix(placed({"demand": "a fixed price"}, article=OLD), placed(QUOTED, article=NEW))
    for old, new in (([NEW], [NEW]), ([OLD, NEW], [OLD, NEW]), ([OLD, NEW], [OLD, NEW, "2031-06-09"])):
        assert [one.kind for one in changes(state, old, new)] == [ChangeKind.KEPT]
    assert [one.kind for one in changes(state, [OLD], [OLD, NEW])] == [ChangeKind.SOFTENED]


@pytest.mark.parametrize(
    "again",
    [
        placed({"demand": "8 percent"}, article="2031-06-03").model_copy(
            update={"repeats": "2031-06-01", "when": dt.date(2031, 6, 1)}
        ),
        placed({"demand": "8 percent", "stated": "2031-06-01"}, article="2031-06-03").model_copy(
            update={"when": dt.date(2031, 6, 1)}
        ),
    ],
    ids=["a repetition", "a report of something older"],
)
def test_what_was_said_before_and_is_told_again_changes_nothing(again: Placed) -> None:
    before = [placed({"demand": f"{n} percent"}, article=day) for n, day in ((8, OLD), (6, NEW))]
    state = matrix(*before, again)
    assert changes(state, [OLD, NEW], ["2031-06-03"]) == ()
    assert list(silent(state, lambda one: one.article < "2031-06-03", lambda one: one.article > NEW, ())) == []
    (kept,) = changes(state, [OLD, NEW], [OLD, NEW, "2031-06-03"])
    assert (kept.kind, kept.after and kept.after.position.claim) == (ChangeKind.KEPT, "6 percent")
    more = placed({"demand": "5 percent"}, article="2031-06-03")
    (found,) = changes(matrix(*before, again, more), [OLD, NEW], ["2031-06-03"])
    assert (found.kind, found.detail) == (ChangeKind.SOFTENED, "6 percent → 5 percent")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({"demand": "its claim to the mill"}, {"demand": "withdraw its claim to the mill"}, "reversed"),
        ({"demand": "its claim to the mill"}, {"reject": "withdraw its claim to the mill"}, "reworded"),
        ({"reject": "withdraw its claim to the mill"}, {"offer": "withdraw its claim to the mill"}, "softened"),
        ({"reject": "its claim to the mill"}, {"demand": "withdraw its claim to the mill"}, "reworded"),
        ({"reject": "the blockade of the port"}, {"demand": "end its blockade of the port", "of": "B"}, "reworded"),
        ({"demand": "the blockade of the port"}, {"demand": "end its blockade of the port", "of": "a"}, "reversed"),
    ],
)
def test_who_gives_up_what_it_wants_has_turned_round_and_who_refuses_to_has_not(
    before: dict[str, Any], after: dict[str, Any], kind: str
) -> None:
    found = changes(matrix(placed(before, article=OLD), placed(after, article=NEW)), [OLD], [NEW])
    assert [one.kind.value for one in found] == [kind]


def test_who_refuses_to_give_up_what_it_wants_has_not_turned_round_whatever_the_sides() -> None:
    own = placed({"demand": "its claim to the mill"}, article=OLD)
    refusal = placed({"reject": "withdraw its claim to the mill"}, article=NEW, side=AGAINST)
    assert ChangeKind.REVERSED not in [one.kind for one in changes(matrix(own, refusal), [OLD], [NEW])]


def two_issues(*rows: Sequence[Placed]) -> Matrix:
    """A matrix of several issues, all of party A."""
    issues = [Row(issue=str(n), proposition="P", status=Status.OPEN, positions=tuple(p)) for n, p in enumerate(rows)]
    return Matrix(parties=("A",), rows=tuple(issues))


def test_a_matter_that_grouping_cut_in_two_goes_on() -> None:
    state = two_issues(
        [placed({"demand": "the fleet leaves the strait"}, article=OLD)],
        [placed({"demand": "the fleet leaves the strait for good"}, article=NEW)],
        [placed({"demand": "a school in the north"}, article=NEW)],
    )
    found = {one.issue: (one.kind, one.before) for one in changes(state, [OLD], [NEW])}
    assert found["1"][0] is ChangeKind.REWORDED
    assert found["2"] == (ChangeKind.NEW, None)


def test_what_has_little_in_common_is_another_matter() -> None:
    state = two_issues(
        [placed({"demand": "the north fleet leaves the strait with all boats, nets, crews and pilots"}, article=OLD)],
        [placed({"demand": "a school in the north harbour town for apprentices, clerks and young cooks"}, article=NEW)],
    )
    assert [one.kind for one in changes(state, [OLD], [NEW])] == [ChangeKind.NEW]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [("help of $20 million for crews", ChangeKind.NEW), ("help for crews beside the observers", ChangeKind.REWORDED)],
)
def test_what_goes_to_an_issue_that_others_spoke_of_goes_on_in_a_word_of_its_own(claim: str, kind: ChangeKind) -> None:
    state = two_issues(
        [placed({"demand": "observers on every boat"}, article=OLD)],
        [placed({"demand": "help for idle crews"}, article=OLD, party="B"), placed({"offer": claim}, article=NEW)],
    )
    found = changes(state, [OLD], [NEW], lambda said: np.full((len(said), len(said)), 0.4, dtype=np.float32))
    assert [one.kind for one in found] == [kind]


def test_a_statement_that_went_on_on_its_own_issue_goes_on_nowhere_else() -> None:
    words = {"demand": "the fleet leaves the strait"}
    state = two_issues([placed(words, article=OLD), placed(words, article=NEW)], [placed(words, article=NEW)])
    found = {one.issue: one.kind for one in changes(state, [OLD], [NEW])}
    assert found == {"0": ChangeKind.KEPT, "1": ChangeKind.NEW}


def test_sides_of_two_issues_are_no_reversal() -> None:
    state = two_issues(
        [placed({"demand": "the fleet leaves the strait"}, article=OLD)],
        [placed({"offer": "the fleet keeps half of the strait"}, article=NEW, side=AGAINST)],
    )
    assert ChangeKind.REVERSED not in [one.kind for one in changes(state, [OLD], [NEW])]
    assert [one.before is not None for one in changes(state, [OLD], [NEW])] == [True]


def test_issues_that_a_person_pinned_are_two_matters() -> None:
    state = two_issues(
        [placed({"demand": "the fleet leaves", "issue": "north"}, article=OLD)],
        [placed({"demand": "the fleet leaves", "issue": "south"}, article=NEW)],
    )
    assert [one.kind for one in changes(state, [OLD], [NEW])] == [ChangeKind.NEW]


def test_no_earlier_statement_goes_to_two_and_all_pairs_together_are_the_likest() -> None:
    alike = by_name({("p", "r"): 0.9, ("p", "s"): 0.8, ("q", "r"): 0.8, ("q", "s"): 0.1})
    rows = [[placed({"demand": claim}, article=day)] for claim, day in (("p", OLD), ("q", OLD), ("r", NEW), ("s", NEW))]
    found = changes(two_issues(*rows), [OLD], [NEW], alike)
    paired = {one.after.position.claim: one.before.position.claim for one in found if one.before and one.after}
    assert paired == {"r": "q", "s": "p"}


def test_of_several_statements_the_two_most_alike_are_compared() -> None:
    old = [placed({"demand": claim}, article=OLD) for claim in ("a school in the north", "9 percent more pay")]
    new = placed({"demand": "8 percent more pay"}, article=NEW)
    (found,) = changes(matrix(*old, new), [OLD], [NEW])
    assert (found.kind, found.detail) == (ChangeKind.SOFTENED, "9 percent → 8 percent")


def test_what_moved_beside_what_was_repeated_is_told() -> None:
    own = [
        placed({"demand": claim}, article=day)
        for day, first in ((OLD, "9 percent more pay for drivers"), (NEW, "8 percent more pay for drivers"))
        for claim in (first, "a school in the north")
    ]
    (found,) = changes(matrix(*own), [OLD], [NEW])
    assert (found.kind, found.detail) == (ChangeKind.SOFTENED, "9 percent → 8 percent")


def test_what_moved_only_in_the_reading_of_words_beside_what_was_repeated_is_not_told() -> None:
    """It may be about something else: *some prisoners* here and *all prisoners* there."""
    own = [
        placed({"demand": claim}, article=day)
        for day, first in ((OLD, "the release of some prisoners"), (NEW, "the release of all prisoners"))
        for claim in (first, "a school in the north")
    ]
    assert [one.kind for one in changes(matrix(*own), [OLD], [NEW], _alike)] == [ChangeKind.KEPT]


def _alike(positions: Sequence[Position]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Clearly on one thing where the last word is the same, and surely where all are."""
    said = [one.claim.split() for one in positions]
    shares = [[1.0 if a == b else 0.7 * (a[-1] == b[-1]) for b in said] for a in said]
    return np.array(shares, np.float32)


def by_name(likeness: dict[tuple[str, str], float]) -> aligning.Likeness:
    """As alike as a table says of two claims, in whatever order."""

    def alike(positions: Sequence[Position]) -> np.ndarray[Any, np.dtype[np.float32]]:
        names = [one.claim for one in positions]
        return np.array([[likeness.get((a, b), likeness.get((b, a), 0.0)) for b in names] for a in names], np.float32)

    return alike


def several(*claims: str) -> Matrix:
    """What A says on one issue: p and q before, r and s now, as firmly as their order in the alphabet has it."""
    firm = dict(zip("pqrs", ("wish", "red line", "demand", "call"), strict=True))
    said = [placed({"demand": one, "firmness": firm[one]}, article=OLD if one in "pq" else NEW) for one in claims]
    return matrix(*said)


def test_the_two_most_alike_stay_together_whatever_the_others_would_rather_have() -> None:
    alike = by_name({("p", "r"): 1.0, ("p", "s"): 0.9, ("q", "r"): 0.9, ("q", "s"): 0.1})
    (pair,) = aligning.pairs(
        several("p", "q", "r", "s"), lambda one: one.article == OLD, lambda one: one.article == NEW, alike
    )
    assert pair.before is not None
    assert (pair.before.position.claim, pair.after.position.claim, pair.besides) == ("p", "r", ())


def test_of_pairs_that_are_equally_alike_the_same_one_decides_forth_and_back() -> None:
    alike = by_name({("p", "r"): 1.0, ("q", "s"): 1.0, ("p", "s"): 0.5, ("q", "r"): 0.5})
    state = several("p", "q", "r", "s")
    (forth,), (back,) = changes(state, [OLD], [NEW], alike), changes(state, [NEW], [OLD], alike)
    assert (forth.before, forth.after) == (back.after, back.before)


def test_what_was_withdrawn_before_is_not_dropped_again() -> None:
    gone = [placed({"demand": "a rise", "withdrawn": True}, article=day) for day in (OLD, NEW)]
    assert changes(matrix(*gone), [OLD], [NEW]) == ()


def test_the_same_words_put_on_the_other_side_are_no_reversal() -> None:
    said = [placed({"demand": "the pay rise"}, article=day, side=side) for day, side in ((OLD, FOR), (NEW, AGAINST))]
    assert [one.kind for one in changes(matrix(*said), [OLD], [NEW])] == [ChangeKind.KEPT]


def test_two_articles_of_one_day_that_contradict_each_other_are_a_conflict_of_sources() -> None:
    morning = placed({"demand": "it"}, article=OLD)
    other = morning.position.model_copy(update={"article": "2031-06-01-other", "stance": Stance.REJECT})
    paper = Placed(position=other, side=AGAINST, current=True, when=morning.when)
    (found,) = changes(matrix(morning, paper), [OLD], ["2031-06-01-other"])
    assert (found.kind, found.cause) == (ChangeKind.KEPT, Cause.SOURCES)
    assert found.detail == "sources disagree: for in 2031-06-01, against in 2031-06-01-other"
    times = [dt.datetime(2031, 6, 1, hour) for hour in (9, 18)]
    told = matrix(morning.model_copy(update={"when": times[0]}), paper.model_copy(update={"when": times[1]}))
    assert [one.kind for one in changes(told, [OLD], ["2031-06-01-other"])] == [ChangeKind.REVERSED]


def test_from_asking_to_refusing_is_harder_unless_it_is_the_same_in_other_words() -> None:
    own = placed({"demand": "time to think"}, article=OLD, side=Side.OTHER)
    refusal = placed({"reject": "the bid"}, article=NEW, side=AGAINST)
    (found,) = changes(matrix(own, refusal), [OLD], [NEW])
    assert (found.kind, found.cause) == (ChangeKind.HARDENED, Cause.STANCE)
    own = placed({"demand": "an end of the bid"}, article=OLD, side=AGAINST)
    assert [one.kind for one in changes(matrix(own, refusal), [OLD], [NEW])] == [ChangeKind.REWORDED]


def test_who_is_on_both_sides_has_not_turned_round() -> None:
    own = [placed({"demand": "it"}, article=OLD), placed({"reject": "it now"}, article=NEW, side=AGAINST)]
    again = placed({"demand": "it later"}, article=NEW)
    assert ChangeKind.REVERSED not in [one.kind for one in changes(matrix(*own, again), [OLD], [NEW])]


def test_silence_has_an_age_and_what_was_withdrawn_is_over() -> None:
    said = [placed({"demand": "it"}, article="2031-06-01"), placed({"demand": "it"}, article="2031-06-05", party="B")]
    gone = placed({"demand": "it", "withdrawn": True}, article="2031-06-01", party="C")
    state = matrix(*said, gone)
    (quiet,) = silent(state, lambda one: one.article < "2031-06-03", lambda one: one.article > "2031-06-03", ())
    assert (quiet.party, quiet.last) == ("A", said[0])
    days = {f"2031-06-0{day}": dt.date(2031, 6, day) for day in (1, 3, 5)}
    assert age(said[0], days) == (2, 4)


def test_what_goes_on_on_another_issue_is_not_silent() -> None:
    state = two_issues(
        [placed({"demand": "the fleet leaves the strait"}, article=OLD)],
        [placed({"demand": "the fleet leaves the strait for good"}, article=NEW)],
    )
    old, new = (lambda one: one.article == OLD), (lambda one: one.article == NEW)
    assert list(silent(state, old, new, changes(state, [OLD], [NEW]))) == []
    assert [one.issue for one in silent(state, old, new, ())] == ["0"]


def test_an_article_of_the_same_day_makes_nothing_older() -> None:
    (said,) = matrix(placed({"demand": "it"}, article=OLD)).rows[0].positions
    days = {OLD: dt.date(2031, 6, 1), "same-day": dt.date(2031, 6, 1), NEW: dt.date(2031, 6, 2)}
    assert age(said, days) == (1, 1)
    assert age(said.model_copy(update={"when": None}), days) == (0, None)


def test_the_article_that_tells_of_an_older_statement_does_not_make_it_older() -> None:
    said = placed({"demand": "it"}, article="2031-06-01").model_copy(update={"when": dt.date(2031, 5, 1)})
    days = {"2031-06-01": dt.date(2031, 6, 1)}
    assert age(said, days) == (0, 31)
    assert age(said, {**days, "between": dt.date(2031, 5, 20)}) == (1, 31)


def entry(claim: str, *, stance: str = "demand", at: tuple[int, int] | None = None, party: str = "A") -> Position:
    return Position.of_entry(Entry.model_validate({stance: claim, "at": at}), article="a", party=party)


@pytest.mark.parametrize(
    ("after", "out"),
    [
        ([entry("all boats leave")], []),
        ([entry("all boats leave"), entry("a vote")], []),
        ([], ["all boats leave"]),
        ([entry("a vote")], ["all boats leave"]),
        ([entry("the boats leave at once")], []),  # cut, or put otherwise
        ([entry("all boats leave", stance="reject")], []),
        ([entry("all boats leave", party="B")], []),
        ([entry("a vote", at=(5, 20))], []),  # in its place
    ],
)
def test_what_goes_on_in_another_form_was_not_taken_out(after: list[Position], out: list[str]) -> None:
    assert [one.claim for one in taken_out([entry("all boats leave", at=(0, 15))], after)] == out


def test_one_entry_goes_on_for_one() -> None:
    twice = [entry("all boats leave", at=(0, 15)), entry("all boats leave", at=(40, 55))]
    assert taken_out(twice, twice[:1]) == twice[1:]
    assert taken_out(twice, twice) == []
    assert taken_out([entry("it")], [entry("it")]) == []  # no word in it says that it is the same


def test_what_the_others_name_tells_where_the_words_do_not() -> None:
    theirs = placed({"demand": "a vote on 20 March"}, article="2031-05-30", side=AGAINST, party="B")
    own = [placed({"offer": f"a vote on {day} March"}, article=when) for day, when in ((3, OLD), (9, NEW))]
    assert [one.kind for one in changes(matrix(*own, theirs), [OLD], [NEW])] == [ChangeKind.SOFTENED]


def test_asking_for_more_while_nearing_an_offer_is_no_step_either_way() -> None:
    theirs = placed({"offer": "9 percent"}, article="2031-05-30", side=AGAINST, party="B")
    own = [placed({"demand": f"{n} percent"}, article=when) for n, when in ((3, OLD), (5, NEW))]
    assert [one.kind for one in changes(matrix(*own, theirs), [OLD], [NEW])] == [ChangeKind.REWORDED]


def test_taking_less_of_what_is_offered_is_softer() -> None:
    theirs = placed({"offer": "4 percent"}, article="2031-05-30", side=AGAINST, party="B")
    own = [placed({"accept": f"{n} percent"}, article=when) for n, when in ((6, OLD), (5, NEW))]
    assert [one.kind for one in changes(matrix(*own, theirs), [OLD], [NEW])] == [ChangeKind.SOFTENED]


def test_from_for_to_against_is_a_reversal() -> None:
    found = changes(
        matrix(placed({"reject": "it"}, article=OLD, side=AGAINST), placed({"accept": "it"}, article=NEW)), [OLD], [NEW]
    )
    assert [(one.kind, one.detail) for one in found] == [(ChangeKind.REVERSED, "against → for")]


def test_accepting_the_other_sides_amount_is_a_step_toward_it() -> None:
    own = [placed({"demand": "8 percent"}, article=OLD), placed({"accept": "4 percent"}, article=NEW, side=AGAINST)]
    assert [(one.kind, one.detail) for one in changes(matrix(*own, EMPLOYERS), [OLD], [NEW])] == [
        (ChangeKind.SOFTENED, "8 percent → 4 percent")
    ]


def test_silence_is_no_change_and_a_first_word_is_new() -> None:
    both = matrix(placed({"demand": "a rise"}, article=OLD), placed({"demand": "a rise"}, article=NEW, party="B"))
    assert [(one.party, one.kind, one.before) for one in changes(both, [OLD], [NEW])] == [("B", ChangeKind.NEW, None)]


def test_the_newest_of_each_side_is_compared_and_told_once() -> None:
    said = [placed({"demand": f"{n} percent"}, article=f"2031-06-0{n}") for n in (9, 8, 7, 6)]
    found = changes(matrix(*said), ["2031-06-06", "2031-06-07"], ["2031-06-08", "2031-06-09"])
    assert [(one.before.position.claim, one.after.position.claim) for one in found if one.before and one.after] == [
        ("7 percent", "9 percent")
    ]


def test_an_opponents_report_yields_to_the_partys_own_words() -> None:
    own, told = (
        placed({"demand": "a rise"}, article=OLD),
        placed({"reject": "a rise", "according to": "B"}, article=NEW, side=AGAINST),
    )
    again = placed({"demand": "a rise"}, article=NEW)
    assert [one.kind for one in changes(matrix(own, told, again), [OLD], [NEW])] == [ChangeKind.KEPT]


_ENTRIES = st.builds(
    lambda stance, claim, firmness, condition, extent, withdrawn, quote: {
        stance: claim,
        "quote": quote,
        "firmness": firmness,
        "extent": extent,
        "withdrawn": withdrawn,
        **({"if": condition} if condition else {}),
    },
    st.sampled_from([stance.value for stance in Stance]),
    st.sampled_from(
        [
            "a rise",
            "8 percent",
            "6 percent",
            "at least 6 percent",
            "5 dollars",
            "nothing by 2032",
            "half of it",
            "all boats leave",
            "some boats leave within ten days",
            "boats leave and nets stay",
            "the plan as it stands",
            "the plan as a basis for talks",
            "end its bid for the boats",
        ]
    ),
    st.sampled_from([firmness.value for firmness in Firmness]),
    st.sampled_from(["", "it rains", "the shift stays"]),
    st.sampled_from(["full", "in part", "in principle"]),
    st.just(False),
    st.sampled_from([None, "A softened its demand.", "A hardened its demand.", "It also wants a rise."]),
)
_PLACED = st.builds(
    lambda entry, day, side, party: placed(entry, article=f"2031-06-0{day}", side=side, party=party),
    _ENTRIES, st.integers(1, 4), st.sampled_from(list(Side)), st.sampled_from(["A", "B", "C"]),
)  # fmt: skip
_MATRICES = st.lists(_PLACED, max_size=8).map(lambda positions: matrix(*positions))
_OPPOSITE = {ChangeKind.HARDENED: ChangeKind.SOFTENED, ChangeKind.SOFTENED: ChangeKind.HARDENED}


_RETOLD = _PLACED.map(lambda one: one.model_copy(update={"repeats": "2031-05-01", "when": dt.date(2031, 5, 1)}))


@given(st.lists(_PLACED | _RETOLD, max_size=8).map(lambda positions: matrix(*positions)))
def test_a_state_against_itself_is_kept(state: Matrix) -> None:
    every = [f"2031-06-0{day}" for day in (1, 2, 3, 4)]
    assert {one.kind for one in changes(state, every, every)} <= {ChangeKind.KEPT}


@given(_MATRICES)
def test_forth_and_back_mirror_each_other(state: Matrix) -> None:
    first, second = ["2031-06-01", "2031-06-02"], ["2031-06-03", "2031-06-04"]
    forth = {one.party: one.kind for one in changes(state, first, second) if one.before}
    back = {one.party: one.kind for one in changes(state, second, first) if one.before}
    assert forth == {party: _OPPOSITE.get(kind, kind) for party, kind in back.items()}


@given(_MATRICES)
def test_one_change_a_party_and_issue(state: Matrix) -> None:
    found = [(one.party, one.issue) for one in changes(state, ["2031-06-01", "2031-06-02"], ["2031-06-03"])]
    assert len(found) == len(set(found))


def test_two_thousand_against_two_thousand_take_under_a_second() -> None:
    def row(issue: int) -> Row:
        own = tuple(
            placed({"demand": f"{party} percent"}, article=day, party=f"Party {party}")
            for day in (OLD, NEW)
            for party in range(20)
        )
        return Row(issue=f"issue {issue}", proposition="P", status=Status.OPEN, positions=own)

    state = Matrix(
        parties=tuple(f"Party {party}" for party in range(20)), rows=tuple(row(issue) for issue in range(100))
    )
    start = time.process_time()
    assert len(changes(state, {OLD}, {NEW})) == 2000
    assert time.process_time() - start < 1


SNAPSHOT = Snapshot(
    articles=(
        Article(id="first-round", source=Source.model_validate({"published": "2031-06-01"})),
        Article(id="second-round", source=Source.model_validate({"published": "2031-06-02 14:30"})),
        Article(id="a-call"),
    )
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("second-round", ("second-round",)),
        ("a-call", ("a-call",)),
        ("2031-06-01", ("first-round",)),
        ("2031-06-02", ("first-round", "second-round")),
        ("2031-05-01", ()),
    ],
)
def test_select(name: str, expected: tuple[str, ...]) -> None:
    assert select(SNAPSHOT, name) == expected


@pytest.mark.parametrize(
    ("name", "hint"), [("frist-round", "did you mean first-round?"), ("xyzzy", "name an article by its id")]
)
def test_select_says_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(SNAPSHOT, name)
    assert hint in (caught.value.hint or "")
