"""Articles on their way through the parser: in parts when long, beside one another, past what breaks it."""

from __future__ import annotations

from itertools import groupby

import pytest
from expectations import texts

from positions import sampling
from positions.extraction import extract, parsing
from positions.extraction.parsing import TOGETHER, Portion, stories
from positions.extraction.story import Story
from positions.model import Article, Registry
from positions.workers import place

SAMPLES = [
    Article(id=f"{name}-{article}", text=text) for name in sampling.names() for article, text in texts(name).items()
]


def test_an_article_comes_whole_unless_it_is_long() -> None:
    portions = list(stories(SAMPLES))
    assert [portion.article for portion in portions] == SAMPLES
    assert [portion.number for portion in portions] == list(range(len(SAMPLES)))


def test_a_long_article_comes_in_parts_and_loses_nothing() -> None:
    paragraph = SAMPLES[0].text or ""
    article = Article(id="long", text="\n\n".join([paragraph] * (3 * TOGETHER // len(paragraph))))
    parts = list(stories([SAMPLES[1], article, SAMPLES[2]]))
    assert [(number, len(list(found))) for number, found in groupby(parts, lambda part: part.number)] == [
        (0, 1),
        (1, 3),
        (2, 1),
    ]
    for part in parts:
        assert isinstance(part.story, Story)
        assert sum(len(passage.doc.text) for passage in part.story.passages) <= TOGETHER


@pytest.mark.soak
def test_what_parts_say_is_one_extraction() -> None:
    paragraph = SAMPLES[0].text or ""
    times = 2 * TOGETHER // len(paragraph)
    text = "\n\n".join([paragraph] * times)
    [found] = extract([Article(id="long", text=text)], Registry())
    entries = [entry for own in found.positions.values() for entry in own]
    assert all(entry.at is not None and text[slice(*entry.at)] == entry.quote for entry in entries)
    assert max(entry.at[1] for entry in entries if entry.at is not None) > 0.95 * len(text)
    [alone] = extract([SAMPLES[0]], Registry())
    assert len(entries) > 0.9 * times * sum(len(own) for own in alone.positions.values())


def test_an_article_without_words_has_an_empty_story() -> None:
    [portion] = stories([Article(id="empty", text="")])
    assert isinstance(portion.story, Story)
    assert portion.story.passages == ()


def test_two_processes_read_what_one_reads() -> None:
    assert list(extract(SAMPLES, Registry(), where=place(None, 2))) == list(extract(SAMPLES, Registry()))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_breaks_the_parser_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    nlp = parsing.parser()
    monkeypatch.setattr(nlp, "max_length", 200)  # the parser's own limit: it refuses a longer text
    monkeypatch.setattr(parsing, "_parsed", ValueError)  # what another process answers when the batch breaks there
    articles = [
        Article(id="before", text="Norland rejected the plan."),
        Article(id="large", text="Norland rejected the plan, and it did so again and " * 8),
        Article(id="behind", text="Sudmark rejected the plan."),
    ]
    found: list[Portion] = list(stories(articles, place(None, jobs)))
    assert [isinstance(portion.story, Exception) for portion in found] == [False, True, False]
    [before, large, behind] = extract(articles, Registry(), where=place(None, jobs))
    assert before.positions
    assert "max_length" in (large.fault or "")
    assert behind.positions
