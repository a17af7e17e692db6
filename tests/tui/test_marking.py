"""Words marked in a text, by caret, word and sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.marking import Marking, sentence_at

TEXT = "Talks resume\n\nNorland said no. “Never!” said Sudmark. It left"


def words(marking: Marking) -> str:
    at = marking.at(TEXT)
    return TEXT[slice(*at)] if at else ""


def test_words_are_marked_from_where_marking_began() -> None:
    marking = Marking(TEXT.index("Norland")).toggled().word(1, TEXT).word(1, TEXT)
    assert words(marking) == "Norland said"
    assert words(marking.word(-1, TEXT)) == "Norland"
    assert words(marking.to(TEXT.index("Talks"), TEXT)) == "Talks resume"
    assert words(marking.toggled()) == ""


def test_shift_begins_marking_and_a_move_without_it_goes_on() -> None:
    marking = Marking(0).to(5, TEXT, extend=True)
    assert words(marking) == "Talks"
    assert words(marking.to(99, TEXT)) == TEXT
    assert Marking(3).to(-5, TEXT) == Marking(0)
    assert Marking(3).word(-1, TEXT).word(-1, TEXT) == Marking(0)


def test_a_sentence_and_then_the_next_one_too() -> None:
    first = Marking(TEXT.index("said no")).sentence(TEXT)
    assert words(first) == "Norland said no."
    assert words(first.sentence(TEXT)) == "Norland said no. “Never!”"
    assert words(first.sentence(TEXT).sentence(TEXT)) == "Norland said no. “Never!” said Sudmark."
    last = Marking(len(TEXT)).sentence(TEXT)
    assert words(last) == "It left"
    assert last.sentence(TEXT) == last


@pytest.mark.parametrize(
    ("part", "sentence"), [("Talks", "Talks resume"), ("no.", "Norland said no."), ("left", "It left")]
)
def test_a_blank_line_ends_a_sentence_too(part: str, sentence: str) -> None:
    assert TEXT[slice(*sentence_at(TEXT, TEXT.index(part)))] == sentence


@given(st.text("ab. \n!”", max_size=30), st.integers(-2, 40), st.lists(st.sampled_from("wbshlt"), max_size=6))
def test_whatever_is_pressed_the_marks_stay_inside(text: str, at: int, keys: list[str]) -> None:
    marking = Marking(0).to(at, text)
    for key in keys:
        marking = {
            "w": lambda m: m.word(1, text, extend=True),
            "b": lambda m: m.word(-1, text),
            "s": lambda m: m.sentence(text),
            "h": lambda m: m.to(m.caret - 1, text),
            "l": lambda m: m.to(m.caret + 1, text, extend=True),
            "t": lambda m: m.toggled(),
        }[key](marking)
        assert 0 <= marking.caret <= len(text)
        found = marking.at(text)
        if found is not None:
            assert text[slice(*found)] == text[slice(*found)].strip() != ""
