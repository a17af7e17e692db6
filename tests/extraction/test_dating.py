"""When a position was stated: every way to name a date by its example, and what must not be taken for one."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from positions.extraction.dating import Said, dates
from positions.extraction.engine import RulesEngine
from positions.model import Article, Party, Registry, Source

PUBLISHED = dt.date(2024, 8, 19)


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={"Norland": Party(), "Sudmark": Party()}))


def stated(text: str, published: dt.date | None = PUBLISHED) -> list[dt.date | None]:
    """The dates of what is read in a sentence, in its order."""
    article = Article(id="a", source=Source(published=published), text=text)
    (extraction,) = engine().extract([article])
    assert extraction.fault is None, extraction.fault
    entries = [entry for entries in extraction.positions.values() for entry in entries]
    assert entries, extraction.dropped
    return [entry.stated for entry in sorted(entries, key=lambda entry: entry.at or (0, 0))]  # type: ignore[misc]


@pytest.mark.parametrize("said", dates().dates, ids=lambda said: said.says)
def test_the_example_is_dated_as_it_says(said: Said) -> None:
    assert said.example.stated in stated(said.example.text, said.example.published)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Norland, which in March had insisted on a lower toll, spoke first.", dt.date(2024, 3, 1)),
        ("In December Norland rejected the toll.", dt.date(2023, 12, 1)),
        ("At a summit last month Norland rejected the toll.", dt.date(2024, 7, 1)),
        ("In an interview in March the Norland minister rejected the toll.", dt.date(2024, 3, 1)),
        ("Norland rejected the toll last week.", dt.date(2024, 8, 12)),
        ("Norland rejected the toll in 2022.", dt.date(2022, 1, 1)),
        ("In March the Norland minister said that Norland would never accept the toll.", dt.date(2024, 3, 1)),
        ("Last year Norland dropped its demand for a toll.", dt.date(2023, 1, 1)),
        ("A year ago Norland rejected the toll.", dt.date(2023, 1, 1)),
        ("Two months ago, Norland rejected the toll.", dt.date(2024, 6, 1)),
        ("SİX months ago, Norland rejected the toll.", dt.date(2024, 2, 1)),
        ("The toll was rejected by Norland in late 2022.", dt.date(2022, 1, 1)),
    ],
)
def test_a_date_of_saying(text: str, day: dt.date) -> None:
    assert day in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland had insisted on a lower toll.",
        "Norland demands the release of the crew by March.",
        "Norland called for elections in March.",
        "On 19 August Norland rejected the toll.",
        "In September Norland rejected the toll.",
        "On March four Norland rejected the toll.",
        "Last year and in March 2022 Norland rejected the toll.",
        "Norland called for the withdrawal of the patrols in March 2025.",
        "Norland rejected the agreement of March 2023.",
        "Norland rejected the toll that was agreed last year.",
        "Norland rejected last year's toll.",
        "Norland has called for a lower toll since March.",
        "Norland rejects the toll of 2022.",
        "Norland rejected the toll on Monday.",
        "Norland rejected the toll yesterday.",
        "Norland rejected the toll two days ago.",
        "On 18 August Norland rejected the toll.",
        "In August Norland rejected the toll.",
        "Norland may reject the toll, and in May 2025 it demanded more.",
        "The 2022 agreement failed, and Norland rejected the toll.",
        "On 31 June Norland rejected the toll.",
        "Norland demanded the release of the crew in March.",
    ],
)
def test_what_is_no_date_of_saying(text: str) -> None:
    assert set(stated(text)) == {None}


def test_without_a_day_of_publication_only_a_full_date_counts() -> None:
    assert stated("Norland had insisted in March on a lower toll.", None) == [None]
    assert stated("Last year Norland rejected the toll.", None) == [None]
    assert stated("In a letter of 3 May 2023 Norland rejected the toll.", None) == [dt.date(2023, 5, 3)]


def test_only_the_sentence_that_has_the_date_gets_it() -> None:
    text = "In March, Norland rejected the toll. Sudmark accepted the mediator's plan."
    assert stated(text) == [dt.date(2024, 3, 1), None]
