"""What a sentence does not state though a cue stands in it: what is expected, denied or called untrue."""

from __future__ import annotations

from functools import cache

import pytest

from positions.extraction import ENGINE_VERSION
from positions.extraction.assertion import Assertion, Governor
from positions.extraction.engine import RulesEngine
from positions.model import Party, Registry

DATA = Assertion().data


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={"Norland": Party(), "Sudmark": Party()}), version=ENGINE_VERSION)


def kept(sentence: str) -> set[tuple[str | None, str, str]]:
    """Party, stance and claim of what is kept of a sentence."""
    told = engine().explain(sentence)
    return {(one.party, one.entry.stance.value, one.entry.claim) for one in told if one.kept and one.entry is not None}


@pytest.mark.parametrize("governor", [*DATA.pending, *DATA.untrue], ids=lambda governor: governor.word)
def test_nothing_is_read_of_the_words_own_example(governor: Governor) -> None:
    assert kept(governor.example) == set()


def test_every_word_stands_once() -> None:
    words = [governor.word for governor in (*DATA.pending, *DATA.untrue)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    "sentence",
    [
        "Sudmark has yet to reply, and Norland has yet to endorse the levy.",
        "Norland would have accepted the plan.",
        "Norland could have rejected the levy.",
        "Norland is said to be considering accepting the quota.",
        "Norland will probably reject the plan.",
        "It is unlikely that Norland will accept the plan.",
        "Sudmark expects Norland to reject the plan.",
        "Norland is not expected to accept the plan.",
        "Norland is unlikely to accept the plan or to endorse the levy.",
    ],
)
def test_what_may_come_is_not_stated(sentence: str) -> None:
    assert kept(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland denied it was seeking the islands.",
        "Norland has denied reports that it wants the islands.",
        "Norland denied any wish to join the pact.",
        "Norland rejected suggestions that it wanted the islands.",
        "Norland dismissed reports that it was ready to lift the ban.",
        "Norland rejected claims that it was blocking the treaty.",
        "Norland was wrongly said to reject the treaty.",
        "The paper wrongly reported that Norland rejects the treaty.",
        "It is false to say that Norland opposes the treaty.",
        "Sudmark denied that Norland had rejected the plan.",
        "Norland rejected accusations of bad faith.",
    ],
)
def test_what_is_denied_or_untrue_is_not_stated(sentence: str) -> None:
    assert kept(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland never called for a boycott.",
        "Norland has not proposed a new border.",
        "Norland is not asking for the moon.",
        "Norland did not seek a seat on the board.",
        "Norland did not insist on a fixed price.",
        "Norland made no demand for a seat.",
        "Norland has not proposed that Sudmark accept the plan.",
        '"We are not asking for a raise," Norland said.',
    ],
)
def test_not_asking_is_no_stance(sentence: str) -> None:
    assert kept(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland does not want a boycott.", {("Norland", "reject", "a boycott")}),
        ("Norland does not need a new border.", {("Norland", "reject", "a new border")}),
        ("Norland does not support a boycott.", {("Norland", "reject", "a boycott")}),
        ("Norland urged Sudmark not to leave.", {("Norland", "reject", "leave")}),
        ("Norland did not demand a veto; it wants a vote.", {("Norland", "demand", "a vote")}),
    ],
)
def test_not_wanting_is_rejecting(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert kept(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland did not hesitate to reject the plan.", {("Norland", "reject", "the plan")}),
        ("Norland did not deny that it wants the islands.", {("Norland", "demand", "the islands")}),
        ("Norland is said to oppose the fund.", {("Norland", "reject", "the fund")}),
        ("Norland is believed to want a lower toll.", {("Norland", "demand", "a lower toll")}),
        ("Norland would accept the plan if the toll fell.", {("Norland", "accept", "the plan")}),
        ("Norland would have preferred a longer truce.", {("Norland", "demand", "a longer truce")}),
        ("Norland has accepted the plan.", {("Norland", "accept", "the plan")}),
        ("Norland, which opposes the levy, is expected to leave.", {("Norland", "reject", "the levy")}),
        ("Norland is likely to repeat its demand for a lower toll.", {("Norland", "demand", "a lower toll")}),
        ("Norland, which opposes the levy, denied the charge.", {("Norland", "reject", "the levy")}),
        ("Norland denied blame but agreed to a fund.", {("Norland", "accept", "a fund")}),
        ("Norland denied the reports, but Sudmark demanded a probe.", {("Sudmark", "demand", "a probe")}),
        ("Norland denied breaking the truce and insisted on a new map.", {("Norland", "demand", "a new map")}),
        ("Norland denies Sudmark's request for a loan.", {("Sudmark", "demand", "a loan")}),
        ("Norland rejected the suggestion that it should pay.", {("Norland", "reject", "pay")}),
        ("Norland did not agree with officers of Sudmark who opposed the levy.", {("Sudmark", "reject", "the levy")}),
        ("Norland rejected calls for a joint patrol.", {("Norland", "reject", "calls for a joint patrol")}),
    ],
)
def test_what_is_stated_beside_such_words_is_read(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert kept(sentence) == expected
