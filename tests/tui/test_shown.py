"""Text that goes to an editor and back: nothing harmful goes, and what nobody touched comes back as it was."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.shown import restored, shown

NASTY = st.text(st.sampled_from("ab \n\r\t\x0b\x0c\x1b\x85\u2028\u202e\ufeff\u200b-:"), max_size=40)


@given(NASTY)
def test_what_is_shown_has_line_feeds_only_and_comes_back(text: str) -> None:
    seen = shown(text)
    assert seen.count("\n") == text.count("\n")
    assert len(seen.splitlines()) <= seen.count("\n") + 1
    assert not set(seen) & set("\r\t\x0b\x0c\x1b\x85\u2028\u202e\ufeff")
    assert restored(text, seen) == text


@given(NASTY, st.integers(0, 40), st.integers(0, 5), st.text("xy\n", max_size=5))
def test_what_is_typed_is_there_and_other_lines_are_untouched(text: str, at: int, cut: int, new: str) -> None:
    seen = shown(text)
    typed = seen[:at] + new + seen[at + cut :]
    back = restored(text, typed)
    assert shown(back) == typed or "\r" in text
    first = typed.split("\n")[0]
    if first == seen.split("\n")[0] and "\n" in typed and "\n" in seen:
        assert back.split("\n")[0] == text.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "typed", "back"),
    [
        ("a\r\nb\r\n", "a\nX\nb\n", "a\r\nX\r\nb\r\n"),
        ("a\r\nb", "a\nb\nc", "a\r\nb\r\nc"),
        ("a\r\nb\r\n", "a\nb", "a\r\nb"),
        ("a\nb\n", "a\nB\n", "a\nB\n"),
        ("k: \x1b[2Jx\nl: y\n", "k: ␛[2Jxz\nl: y\n", "k: \x1b[2Jxz\nl: y\n"),
        ("k: \u202ex\nl: y\n", "k: \ufffdx\nl: Z\n", "k: \u202ex\nl: Z\n"),
    ],
)
def test_line_ends_and_hidden_characters_stay(text: str, typed: str, back: str) -> None:
    assert restored(text, typed) == back


@pytest.mark.parametrize("separator", ["\n", " "], ids=["lines", "one line"])
def test_a_key_in_a_long_text_is_quick(separator: str) -> None:
    text = separator.join(f"word \u200b {n}{separator}" for n in range(10_000))
    seen = shown(text)
    began = time.process_time()
    both_ends = "X" + seen[:30_000] + "Y" + seen[30_000:] + "Z"
    back = restored(text, both_ends)
    assert time.process_time() - began < 3
    assert shown(back) == both_ends
    assert back[1:20_000] == text[:19_999]
