"""What the terminal is shown: nothing obeyed, nothing misaligned, nothing cut without a sign."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from positions.display import (
    _is_plain,
    changed_words,
    fold,
    gist,
    json_text,
    one_line,
    pad,
    quantity,
    shorten,
    status_text,
    visible,
    width,
)
from positions.model import Basis, Row, Status


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\nlines", "plain\nlines"),
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("bell\a and \x7f", "bell␇ and ␡"),
        ("c1 \x9b31m", "c1 �31m"),
        ("a\tb", "a b"),
        ("ends\r\nhere", "ends \nhere"),
        ("over\rwritten", "over␍written"),
        ("evil \u202egnp.exe", "evil �gnp.exe"),
        ("lone \ud800 surrogate", "lone � surrogate"),
        ("two\u2028lines", "two�lines"),
        ("[bold]not obeyed[/]", "[bold]not obeyed[/]"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_keeps_every_offset_and_lets_no_control_through(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in shown if c != "\n")
    shown.encode("utf-8")


@given(st.text(), st.integers(0, 40))
def test_shortened_and_padded_texts_fit(text: str, columns: int) -> None:
    assert width(shorten(text, columns)) <= columns
    assert width(pad(text, columns)) == columns


@given(st.text(), st.integers(2, 30), st.integers(1, 4))
def test_folded_lines_fit(text: str, columns: int, lines: int) -> None:
    folded = fold(text, columns, lines)
    assert 1 <= len(folded) <= lines
    assert all(width(line) <= columns for line in folded)


@given(st.text(st.characters(max_codepoint=0x2600), min_size=1))
def test_a_width_is_what_terminals_give(text: str) -> None:
    assert width(visible(text)) == max(0, wcswidth(visible(text)))


def test_whatever_is_counted_without_asking_is_a_grapheme_of_one_column() -> None:
    plain = "".join(sign for sign in map(chr, range(0x10000)) if _is_plain(sign))
    assert "…“”→│é" in "".join(sign for sign in "…“”→│é" if sign in plain)
    assert (len(list(iter_graphemes(plain))), wcswidth(plain), visible(plain)) == (len(plain), len(plain), plain)


def test_shorten_cuts_between_words_and_says_so() -> None:
    assert shorten("the withdrawal of all patrols", 20) == "the withdrawal of…"
    assert shorten("short", 20) == "short"
    assert shorten("撤退する全ての部隊", 9) == "撤退する…"


def test_fold_wraps_before_it_cuts() -> None:
    assert fold("withdrawal of all patrols from the strait", 14, 2) == ["withdrawal of", "all patrols…"]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("a pay rise of 8 percent", "8 percent"),
        ("a rise of 4.5%", "4.5%"),
        ("compensation of 25 million crowns for lost catches", "25 million crowns"),
        ("a loan of 3 billion over ten years", "3 billion"),
        ("a fund of $1.3 trillion a year", "$1.3 trillion"),
        ("a 40-day truce", "40-day"),
        ("pay $5m now", "$5m"),
        ("a loan of £20m", "£20m"),
        ("US$5bn in aid", "US$5bn"),
        ("$5 more", "$5"),
        ("5m tonnes of grain", "5m tonnes"),
        ("the release of 30 hostages", None),
        ("all of it", None),
    ],
)
def test_quantity(claim: str, found: str | None) -> None:
    assert quantity(claim) == found


def test_gist_saves_the_amount_from_being_cut() -> None:
    assert gist("the withdrawal of troops", 30) == ["withdrawal of troops"]
    assert gist("a general increase of all wages by 8 percent", 20)[0].startswith("8 percent")


def test_status_is_glyph_and_word() -> None:
    row = Row(issue="x", proposition="x", status=Status.AGREED, provisional=True)
    assert status_text(row) == "● agreed?"
    assert status_text(row.model_copy(update={"basis": Basis.IN_PRINCIPLE, "provisional": False})) == "◐ agreed"


def test_changed_words_marks_what_only_one_side_has() -> None:
    before, after = changed_words("a rise of 8 percent", "a rise of 6 percent")
    assert [p.text for p in before if p.changed] == ["8"]
    assert [p.text for p in after if p.changed] == ["6"]


@given(st.text(), st.text())
def test_changed_words_loses_no_word(before: str, after: str) -> None:
    left, right = changed_words(before, after)
    assert " ".join(p.text for p in left) == one_line(before)
    assert " ".join(p.text for p in right) == one_line(after)


@given(st.text())
def test_json_is_one_line_that_no_terminal_obeys_and_reads_back(text: str) -> None:
    told = json_text({"text": text})
    assert json.loads(told) == {"text": text}
    assert len(told.splitlines()) == 1
    told.encode("utf-8")
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in told)
    assert json_text({"text": text}, ascii_only=True).isascii()
