"""An article read as evidence, and how its lines break."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.display import visible, width
from positions.model import Snapshot
from tui.evidence import line_of, read, renewed, wrap
from tui.state import Content


def test_passages_stand_in_the_order_of_the_text_and_the_wanted_one_is_in_view(content: Content) -> None:
    wanted = content.cells["compensation for lost catches", "Sudmark"].positions[1]
    reading = read(content, "a1", wanted)
    starts = [passage.at[0] for passage in reading.passages if passage.at]
    assert starts == sorted(starts)
    assert len(starts) == 7
    assert reading.passage is not None
    assert reading.passage.placed == wanted
    start, end = reading.passage.at or (0, 0)
    assert reading.text[start:end] == "compensation of 40"


def test_topics_are_passages_too(content: Content) -> None:
    last = read(content, "a1").passages[-1]
    assert (last.holder, last.issue) == ("disputed", "the terms of prisoner swaps")


def test_next_and_previous_go_round(content: Content) -> None:
    reading = read(content, "a1")
    assert reading.stepped(-1).index == 6
    assert reading.stepped(-1).stepped(1).index == 0


def test_offsets_that_no_longer_fit_are_looked_up_or_given_up(content: Content) -> None:
    first = content.snapshot.articles[0]
    moved = first.model_copy(update={"text": "A new first line.\n" + (first.text or "")})
    articles = (moved, *content.snapshot.articles[1:])
    reading = read(Content(content.matrix, content.snapshot.model_copy(update={"articles": articles})), "a1")
    for passage in reading.passages:
        assert passage.at is not None
    bare = first.model_copy(update={"text": None})
    snapshot = content.snapshot.model_copy(update={"articles": (bare,)})
    assert all(passage.at is None for passage in read(Content(content.matrix, snapshot), "a1").passages)


def test_a_renewed_reading_keeps_its_passage(content: Content) -> None:
    reading = read(content, "a1").stepped(3)
    again = renewed(reading, content)
    assert again is not None
    assert again.index == 3
    assert renewed(reading, Content(content.matrix, Snapshot())) is None


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("停戦と撤退 を求める", 6, ["停戦と", "撤退", "を求め", "る"]),
        ("", 5, [""]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, columns)] == lines


@given(st.text(), st.integers(2, 40))
def test_wrapping_loses_only_blanks_and_fits(text: str, columns: int) -> None:
    text = visible(text)
    lines = wrap(text, columns)
    assert "".join("".join(text[s:e].split()) for s, e in lines) == "".join(text.split())
    assert all(width(text[s:e]) <= columns for s, e in lines)
    assert lines == sorted(lines)


@pytest.mark.parametrize("word", ["word ", "wörd "])
def test_an_article_on_one_long_line_is_wrapped_at_once(word: str) -> None:
    text = word * 300_000
    began = time.process_time()
    lines = wrap(text, 80)
    assert time.process_time() - began < 5
    assert len(lines) == 300_000 * 5 // 80


def test_line_of() -> None:
    lines = wrap("one two three", 7)
    assert [line_of(lines, offset) for offset in (0, 6, 8, 12)] == [0, 0, 1, 1]
