"""How positions found are counted against annotated ones, and what folds and resampling promise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitting.agreement import COUNTS, LEVELS, Counts, Stated, annotated, counts, f1, gain, hits, total
from fitting.corpus import FOLDS, fold_of, likeness

TEXT = "Norland demanded a wider channel. It rejected the levy. The Harbour Union may want a pay rise."


def line(party: str, holder: str, stance: str, claim: str, confidence: str = "sure") -> dict[str, Any]:
    start = TEXT.index(claim)
    around = [TEXT.rfind(". ", 0, start) + 1, TEXT.index(".", start) + 1]
    at = [start, start + len(claim)]
    return {
        "party": party,
        "holder": holder,
        "stance": stance,
        "claim_at": at,
        "sentence_at": around,
        "confidence": confidence,
    }


GOLD = annotated(
    TEXT,
    [
        line("Norland", "Norland", "demand", "a wider channel"),
        line("Norland", "It", "reject", "the levy"),
        line("the port workers", "The Harbour Union", "demand", "a pay rise", "unsure"),
    ],
)


def told(*found: Stated) -> dict[str, float]:
    return dict(zip(COUNTS, counts(GOLD, found), strict=True))


def at(claim: str) -> tuple[int, int]:
    start = TEXT.index(claim)
    return start, start + len(claim)


CHANNEL = Stated("Norland", "demand", "a wider channel", at("a wider channel"))


@pytest.mark.parametrize(
    ("found", "levels"),
    [
        (CHANNEL, (1, 1, 1)),
        (CHANNEL._replace(party="the NORLAND's"), (1, 1, 1)),
        (CHANNEL._replace(stance="offer"), (1, 1, 0)),
        (CHANNEL._replace(party="Sudmark"), (1, 0, 0)),
        (CHANNEL._replace(party="It", claim="the levy", stance="reject", at=at("the levy")), (1, 0, 0)),
        (CHANNEL._replace(claim="a channel that ships of any size can use"), (0, 0, 0)),
        (CHANNEL._replace(at=at("the levy")), (0, 0, 0)),
    ],
)
def test_each_level_asks_for_one_thing_more(found: Stated, levels: tuple[int, int, int]) -> None:
    count = told(found)
    assert tuple(count[level] for level in LEVELS) == levels
    assert (count["asked"], count["given"], count["neutral"]) == (2, 1, 0)


def test_what_the_annotator_was_unsure_of_counts_for_nothing() -> None:
    rise = Stated("Harbour Union", "demand", "a pay rise", at("a pay rise"))
    count = told(rise)
    assert (count["given"], count["neutral"], count["found"]) == (1, 1, 0)
    assert f1(counts(GOLD, [CHANNEL, rise]), "full") == f1(counts(GOLD, [CHANNEL]), "full")


def test_a_hit_is_what_an_annotator_was_sure_of() -> None:
    rise = Stated("Harbour Union", "demand", "a pay rise", at("a pay rise"))
    extra = CHANNEL._replace(claim="a channel that ships of any size can use")
    assert hits(GOLD, [CHANNEL, rise, extra]) == [(CHANNEL, True), (extra, False)]


def test_a_claim_given_to_two_parties_is_found_once_and_by_the_right_one() -> None:
    count = told(CHANNEL._replace(party="Sudmark"), CHANNEL)
    assert (count["given"], count["found"], count["full"]) == (2, 1, 1)


def test_nothing_found_is_no_fault_where_nothing_is_asked() -> None:
    assert not counts([], []).any()
    assert float(total(counts([], [CHANNEL]), "given")) == 1


def test_a_gain_is_sure_when_every_text_shows_it_and_nought_against_itself() -> None:
    def texts(full: int) -> Counts:
        row = {"asked": 4, "given": 4, "found": 4, "held": 4, "full": full}
        return np.array([[row.get(name, 0) for name in COUNTS]] * 20, dtype=float)

    assert gain(texts(2), texts(2), "full") == (0, 0, 0)
    assert gain(texts(2), texts(3), "full") == pytest.approx((0.25, 0.25, 0.25))


def test_texts_on_one_affair_share_a_fold() -> None:
    same = {fold_of(f"text-{number}", f"SALTGATE BIDS AGAIN, DAY {number}\nSaltgate said.") for number in range(20)}
    others = {fold_of(f"text-{number}", "Saltgate bids again\n") for number in range(40)}
    assert len(same) == 1
    assert others == set(range(FOLDS))


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
