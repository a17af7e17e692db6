"""Positions and changes in words, and in the shapes other programs rely on."""

from __future__ import annotations

from typing import Any

import pytest

from positions.model import Change, ChangeKind, Entry, Matrix, Placed, Position, Row, Side, Status
from positions.wording import change_json, counted, holds, matrix_json, says


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"demand": "the withdrawal"}, "demands: the withdrawal"),
        ({"accept": "the plan", "extent": "in principle"}, "accepts in principle: the plan"),
        ({"demand": "the withdrawal", "if": "the truce holds"}, "demands: the withdrawal, if the truce holds"),
        ({"demand": "talks", "firmness": "red line"}, "demands: talks (a red line)"),
        ({"offer": "a seat", "of": "Sudmark", "withdrawn": "true"}, "offers: a seat (of Sudmark; withdrawn)"),
        (
            {"reject": "talks", "according to": "Norland", "firmness": "wish"},
            "rejects: talks (a wish; according to Norland)",
        ),
    ],
)
def test_a_position_in_words(entry: dict[str, Any], words: str) -> None:
    assert says(Entry.model_validate(entry)) == words


def _placed() -> Placed:
    entry = Entry.model_validate({"demand": "the withdrawal", "at": [3, 9]})
    position = Position.of_entry(entry, article="one", party="Norland", confidence=0.7)
    return Placed(position=position, side=Side.FOR, current=True)


def test_the_shape_of_the_matrix_is_a_contract() -> None:
    row = Row(
        issue="patrols", proposition="Patrols leave", status=Status.OPEN, reason="one party", positions=(_placed(),)
    )
    told = matrix_json(Matrix(parties=("Norland",), rows=(row,)))
    assert told["parties"] == ["Norland"]
    (issue,) = told["issues"]
    assert {"issue", "proposition", "status", "basis", "provisional", "reason", "disputed", "positions"} <= issue.keys()
    (position,) = issue["positions"]
    expected = {
        "article": "one",
        "party": "Norland",
        "stance": "demand",
        "claim": "the withdrawal",
        "at": [3, 9],
        "side": "for",
        "current": True,
        "firmness": "demand",
        "confidence": 0.7,
        "review": None,
    }
    assert position | expected == position


def test_the_shape_of_a_change_is_a_contract() -> None:
    told = change_json(Change(party="Norland", issue="patrols", kind=ChangeKind.NEW, after=_placed()))
    assert {
        "party": "Norland",
        "issue": "patrols",
        "change": "new",
        "before": None,
        "detail": "",
    }.items() <= told.items()
    assert (told["after"]["article"], told["after"]["claim"]) == ("one", "the withdrawal")


def test_a_cell_has_what_is_held_now_unless_a_person_says_it_in_other_words() -> None:
    def placed(claim: str, *, current: bool) -> Placed:
        position = Position(article="truce", party="Norland", stance="demand", claim=claim)
        return Placed(position=position, side=Side.FOR, current=current)

    row = Row(issue="talks", proposition="Talks", status=Status.OPEN)
    now, past = placed("talks", current=True), placed("a truce", current=False)
    assert holds(row, "Norland") == ()
    assert holds(row.model_copy(update={"positions": (past, now, now)}), "Norland") == ("demands: talks",)
    assert holds(row.model_copy(update={"positions": (past,)}), "Norland") == ("no longer: demands: a truce",)
    said = row.model_copy(update={"positions": (now,), "cells": {"Norland": "soon"}})
    assert holds(said, "Norland") == ("soon",)


def test_a_number_with_its_noun() -> None:
    assert counted(1, "party", "parties") == "1 party"
    assert counted(0, "article") == "0 articles"
    assert counted(3, "party", "parties") == "3 parties"
