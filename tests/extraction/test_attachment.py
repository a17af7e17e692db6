"""Verbs coordinated with their like, whatever the parser joins them to; and left where they hang well."""

from __future__ import annotations

import pytest

from positions.extraction.parsing import parser
from positions.extraction.syntax import children

MENDED = [
    (
        "She demanded that both armies cease fire within a day, and proposed that the ferry sail.",
        "proposed",
        "demanded",
    ),
    ("The union demanded that the firm withdraw the plan by Monday, and rejected the offer.", "rejected", "demanded"),
    ("He insisted that the troops leave the city within a month and offered to send observers.", "offered", "insisted"),
    ("Norland says it will open the lock by May and rejects the levy.", "rejects", "says"),
    ("He said compromises are possible on all issues, and urged delegates to take them.", "urged", "said"),
]
LEFT = [
    ("Norland wants to quiet the market down and put the fear to bed.", "put"),
    ("They demanded that the port be open and protected.", "protected"),
    ("Voters did not like the plan and found it costly, the minister said.", "found"),
    ("The talks ended in May and began again in June.", "began"),
]


@pytest.mark.parametrize(("text", "verb", "like"), MENDED, ids=[verb + " " + like for _, verb, like in MENDED])
def test_a_verb_goes_on_from_one_in_its_tense(text: str, verb: str, like: str) -> None:
    doc = parser()(text)
    [token] = [token for token in doc if token.text == verb]
    assert token.head.text == like
    assert all(joining.i < token.i for joining in children(token.head, "cc"))
    assert "and" not in [inner.text for child in children(token.head, "ccomp") for inner in child.subtree]


@pytest.mark.parametrize(("text", "verb"), LEFT)
def test_what_hangs_well_is_left_there(text: str, verb: str) -> None:
    nlp = parser()
    mended = nlp(text)
    with nlp.select_pipes(disable=["reattached"]):
        plain = nlp(text)
    assert [token.text for token in mended if token.text == verb] == [verb]
    assert [token.head.i for token in mended] == [token.head.i for token in plain]


def test_to_before_a_noun_is_a_preposition() -> None:
    doc = parser()("India objected to language on phasing out coal.")
    [noun] = [token for token in doc if token.text == "language"]
    assert [(token.text, token.dep_) for token in (noun.head, noun)] == [("to", "prep"), ("language", "pobj")]
