"""Whose doing a change between two states is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from positions.model import Article, Change, ChangeKind, Entry, Origin, Placed, Position, Side, Snapshot, Source
from positions.negotiation import Negotiation
from positions.states import State, looked, origin, since_last_look


def placed(article: str, day: int, **entry: Any) -> Placed:
    position = Position.of_entry(Entry.model_validate(entry or {"demand": "it"}), article=article, party="A")
    return Placed(position=position, side=Side.FOR, current=True, when=dt.date(2031, 5, day))


KNOWN = State(
    Snapshot(
        articles=(
            Article(id="first", source=Source(published=dt.date(2031, 5, 4))),
            Article(id="undated"),
        )
    ),
    frozenset({"first", "undated"}),
    present=False,
)


@pytest.mark.parametrize(
    ("before", "after", "whose"),
    [
        (placed("first", 4), placed("second", 9, reject="it"), Origin.PARTY),
        (placed("first", 4), placed("found-late", 2, reject="it"), Origin.LEARNT),
        (placed("first", 4), placed("same-day", 4, reject="it"), Origin.LEARNT),
        (placed("first", 4), placed("first", 4, reject="it"), Origin.RECODED),
        (None, placed("first", 4), Origin.RECODED),
        (placed("first", 4), placed("first", 4), Origin.PARTY),
        (None, placed("second", 9), Origin.PARTY),
    ],
)
def test_whose_doing_a_change_is(before: Placed | None, after: Placed, whose: Origin) -> None:
    change = Change(party="A", issue="x", kind=ChangeKind.NEW, before=before, after=after)
    assert origin(change, KNOWN) is whose


def test_a_review_or_a_note_makes_no_other_entry() -> None:
    seen = placed("first", 4, demand="it", review="confirmed", note="so it is")
    change = Change(party="A", issue="x", kind=ChangeKind.KEPT, before=placed("first", 4), after=seen)
    assert origin(change, KNOWN) is Origin.PARTY


@pytest.mark.parametrize(
    "damage", [b"{broken", b"[" * 10**5, b"3", b'[["a"]]'], ids=["broken", "deep", "number", "list"]
)
def test_where_the_last_look_is_damaged_nobody_has_looked(tmp_path: Path, damage: bytes) -> None:
    negotiation = Negotiation.create(tmp_path)
    seen, come = since_last_look(negotiation, KNOWN.snapshot)
    negotiation.write_cache("look.json", damage)
    assert since_last_look(negotiation, KNOWN.snapshot) == (seen, come)
    looked(negotiation, KNOWN.snapshot)
    assert since_last_look(negotiation, KNOWN.snapshot)[0].articles == KNOWN.articles
