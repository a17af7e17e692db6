"""What moved in the sample negotiations, against what a reader of them wrote down: every change, of every kind."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from expectations import Expected, front_matter, load, texts

from positions import sampling
from positions.changes import changes
from positions.model import ChangeKind, Matrix, Placed, Position, Row, Source

FOLDED = {ChangeKind.REWORDED: ChangeKind.KEPT}


def matrix_of(name: str) -> tuple[Expected, Matrix]:
    """The reader's account as a matrix: his positions, on his issues and sides, each with the sentence it is from."""
    expected, heads = load(name), front_matter(name)
    rows: dict[str, list[Placed]] = {issue: [] for issue in expected.issues}
    for article, text in texts(name).items():
        sentences = re.split(r"(?<=[.!?”])\s+", text)
        for stated in expected.positions[article]:
            quote = next((sentence for sentence in sentences if stated.claim in sentence), None)
            start = text.find(stated.claim)
            position = Position.of_entry(stated, article=article, party=stated.party).model_copy(
                update={"quote": quote, "at": (start, start + len(stated.claim)) if start >= 0 else None}
            )
            when = stated.stated or Source.model_validate({"published": heads[article]["date"]}).published
            rows[stated.issue].append(Placed(position=position, side=stated.side, current=False, when=when))
    found = tuple(
        Row(issue=issue, proposition=said.proposition, status=said.status, positions=tuple(rows[issue]))
        for issue, said in expected.issues.items()
    )
    return expected, Matrix(parties=tuple(expected.parties), rows=found)


@pytest.mark.parametrize("name", sampling.names())
def test_every_change_that_a_reader_saw(name: str) -> None:
    expected, matrix = matrix_of(name)
    articles = list(expected.positions)
    wrong = []
    for wanted in expected.changes:
        old = [wanted.before] if wanted.before else articles[: articles.index(wanted.after)]
        found = {(one.party, one.issue): one.kind for one in changes(matrix, old, [wanted.after])}
        told = found.get((wanted.party, wanted.issue))
        if told is None or FOLDED.get(told, told) is not FOLDED.get(wanted.change, wanted.change):
            wrong.append((wanted.party, wanted.issue, wanted.after, wanted.change, told))
    assert wrong == []


@pytest.mark.parametrize("name", sampling.names())
def test_every_statement_after_the_first_article_is_one_change_and_silence_is_none(name: str) -> None:
    expected, matrix = matrix_of(name)
    articles = list(expected.positions)
    for number, article in enumerate(articles[1:], start=1):
        found = changes(matrix, articles[:number], [article])
        own = [one for one in found if one.after is None or one.after.position.according_to is None]
        wanted = [one for one in expected.changes if one.after == article]
        assert Counter((one.party, one.issue) for one in own) == Counter((one.party, one.issue) for one in wanted)


def test_there_are_five_of_each_kind_at_least() -> None:
    kinds = Counter(change.change for name in sampling.names() for change in load(name).changes)
    assert all(kinds[kind] >= 5 for kind in ChangeKind), kinds
