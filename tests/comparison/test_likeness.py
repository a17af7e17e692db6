"""How likely two statements are about one question."""

from __future__ import annotations

import numpy as np
import pytest

from positions.comparison.likeness import likeness, weights
from positions.comparison.signs import Signs
from positions.comparison.statements import Statement, Texts, statements
from positions.embeddings import Embedder
from positions.model import Article, Entry, Party, Position, Registry, Snapshot, Source


def said(party: str, stance: str, claim: str, quote: str | None = None) -> Position:
    return Position.of_entry(Entry.model_validate({stance: claim, "quote": quote}), article="a", party=party)


def test_nothing_is_alike_to_nothing(embed: Embedder) -> None:
    assert likeness([], embed).shape == (0, 0)


def test_every_weight_belongs_to_a_sign_and_every_sign_has_a_weight(embed: Embedder) -> None:
    stated = [Statement("the tolls"), Statement("the patrols")]
    assert [name for name, _ in Signs(stated, embed).every()] == list(weights().signs)


def test_likeness_is_symmetric_between_0_and_1_and_in_any_order_the_same(embed: Embedder) -> None:
    stated = [
        Statement("an end to the tolls", "Norland demands an end to the tolls", None, "Norland", "Norland", "a", 4),
        Statement("tolls stay", "Sudmark says tolls stay", None, "Sudmark", None, "a", 80),
        Statement("the plan", "Sudmark rejects the plan", None, "Sudmark", "Norland", "b", 0),
        Statement("more observers on the islands"),
    ]
    found, turned = likeness(stated, embed), likeness(stated[::-1], embed)
    assert np.allclose(found, found.T, atol=1e-6)
    assert np.allclose(found, turned[::-1, ::-1], atol=1e-5)
    assert ((found > 0) & (found <= 1)).all()
    assert (np.diag(found) == 1).all()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("an 8 percent pay rise", "a 4 percent pay rise", "the release of prisoners"),
        ("the withdrawal of patrols from the strait", "patrols stay in the strait", "a quota for herring"),
        ("lower tolls for trawlers", "keep the tolls for trawlers as they are", "an election within a year"),
    ],
)
def test_one_question_is_likelier_than_another(one: str, other: str, apart: str, embed: Embedder) -> None:
    found = likeness([Statement(one), Statement(other), Statement(apart)], embed)
    assert found[0, 1] > 0.38 > max(found[0, 2], found[1, 2])


@pytest.mark.parametrize(
    ("position", "owner"),
    [
        (said("Norland", "offer", "a truce with Sudmark"), "Norland"),
        (said("Norland", "reject", "Sudmark's plan"), "Sudmark"),
        (said("Norland", "reject", "the plan of Port Ost"), "Sudmark"),
        (said("Norland", "accept", "the plan", "Norland accepted the plan that Sudmark had made"), "Sudmark"),
        (said("Norland", "reject", "its own plan"), None),
    ],
)
def test_whose_proposal_a_statement_speaks_of(position: Position, owner: str | None) -> None:
    registry = Registry(parties={"Sudmark": Party(aliases=("Port Ost",)), "Norland": Party()})
    snapshot = Snapshot(articles=(Article(id="a", source=Source(), text="x"),), registry=registry)
    assert statements([position], snapshot)[0].owner == owner


def test_a_full_stop_behind_a_claim_says_nothing() -> None:
    told = [Texts.of([Statement(claim, "Norland wants a toll")]) for claim in ("a toll", "a toll.", "a toll .")]
    assert told[0] == told[1] == told[2]
