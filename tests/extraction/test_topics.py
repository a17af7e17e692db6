"""What an article itself calls unresolved or resolved."""

from __future__ import annotations

import pytest

from positions.extraction import extract
from positions.model import Article, Extraction, Registry


def read(text: str) -> Extraction:
    (extraction,) = extract([Article(id="a", text=text)], Registry())
    return extraction


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "Key sticking points include the night shift, restrictions on overtime, and the size of the raise.",
            ["the night shift", "restrictions on overtime", "the size of the raise"],
        ),
        ("The night shift remains unresolved.", ["The night shift"]),
        ("The night shift is the main obstacle.", ["The night shift"]),
        ("The talks are deadlocked over the night shift.", ["the night shift"]),
        ("The paragraph on the levy remains in brackets.", ["The paragraph on the levy"]),
        ("The night shift has not been settled.", ["The night shift"]),
    ],
)
def test_disputed(text: str, topics: list[str]) -> None:
    extraction = read(text)
    assert [topic.topic for topic in extraction.disputed] == topics
    assert extraction.settled == ()


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("The night shift was settled on Monday.", ["The night shift"]),
        ("The envoys regard the prisoner exchange as settled.", ["the prisoner exchange"]),
        ("The parties agreed on common tables.", ["common tables"]),
    ],
)
def test_settled(text: str, topics: list[str]) -> None:
    assert [topic.topic for topic in read(text).settled] == topics


@pytest.mark.parametrize(
    "text", ["Talks go on.", "They sat in different rooms.", "The union settled in for a long night."]
)
def test_neither(text: str) -> None:
    extraction = read(text)
    assert extraction.disputed == extraction.settled == ()


def test_a_topic_is_quoted_where_it_stands() -> None:
    text = "A quiet day.\n\nThe night shift remains unresolved."
    (topic,) = read(text).disputed
    assert topic.at is not None
    assert text[slice(*topic.at)] == topic.quote == "The night shift remains unresolved."
