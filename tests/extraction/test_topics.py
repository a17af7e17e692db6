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
        ("The islands are still in dispute.", ["The islands"]),
        ("The line is known for its disputes over the night shift.", ["the night shift"]),
        ("The dispute over the night shift goes on.", ["the night shift"]),
        ("Their dispute over the night shift was not resolved.", ["the night shift"]),
        ("The unions hope to settle their dispute over the night shift.", ["the night shift"]),
        ("Differences persist on the length of the truce.", ["the length of the truce"]),
        ("The talks stalled over the night shift.", ["the night shift"]),
        ("The chief hurdle is the night shift.", ["the night shift"]),
        ("No agreement was reached on the night shift.", ["the night shift"]),
        ("The parties could not agree on the night shift.", ["the night shift"]),
        ("The parties failed to agree on the night shift.", ["the night shift"]),
        ("The parties have yet to agree on the night shift.", ["the night shift"]),
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
        ("The parties have reached agreement on common tables.", ["common tables"]),
        ("The two ports settled their dispute over the toll.", ["the toll"]),
        ("The ministers overcame their differences on the quota.", ["the quota"]),
        ("The dispute over the night shift was settled on Monday.", ["the night shift"]),
        ("The row over the bridge has been resolved.", ["the bridge"]),
    ],
)
def test_settled(text: str, topics: list[str]) -> None:
    extraction = read(text)
    assert [topic.topic for topic in extraction.settled] == topics
    assert extraction.disputed == ()


@pytest.mark.parametrize(
    ("text", "settled", "disputed"),
    [
        ("The ports agreed on the length of the lease, but not on its price.", "the length of the lease", "its price"),
        ("The ports agreed on tugs but not on pilots.", "tugs", "pilots"),
    ],
)
def test_what_is_contrasted_stands_on_the_other_side(text: str, settled: str, disputed: str) -> None:
    extraction = read(text)
    assert [topic.topic for topic in extraction.settled] == [settled]
    assert [topic.topic for topic in extraction.disputed] == [disputed]


@pytest.mark.parametrize(
    "text",
    [
        "Talks go on.",
        "They sat in different rooms.",
        "The union settled in for a long night.",
        "The toll is not a sticking point.",
        "The toll is no longer the main obstacle.",
        "The main obstacle is no longer the toll.",
        "The islands are not in dispute.",
        "There is no dispute over the islands.",
        "They could agree on the border by May.",
        "If no agreement is reached on the budget, the talks will end.",
        "The two ports want to agree on the quota.",
        "The night shift may be settled on Monday.",
        "No agreement was reached on Monday.",
    ],
)
def test_neither(text: str) -> None:
    extraction = read(text)
    assert extraction.disputed == extraction.settled == ()


def test_a_topic_is_quoted_where_it_stands() -> None:
    text = "A quiet day.\n\nThe night shift remains unresolved."
    (topic,) = read(text).disputed
    assert topic.at is not None
    assert text[slice(*topic.at)] == topic.quote == "The night shift remains unresolved."
