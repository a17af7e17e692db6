"""Two versions of a text and what both began with: nothing of either is lost, and what does not clash is joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.editing.threeway import by_lines, merged
from positions.model import PositionFile, Registry

PATH = Path("positions/a.yaml")
BASE = """positions:
  Norland:
    - demand: tolls
      note: first
    - reject: talks
"""


@pytest.mark.parametrize(
    ("mine", "theirs", "text"),
    [
        ("a\nB\nc\n", "a\nb\nc\nd\n", "a\nB\nc\nd\n"),
        ("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n"),
        ("a\nB\nc\n", "a\nB\nc\n", "a\nB\nc\n"),
        ("b\nc\n", "a\nb\n", "b\n"),
        ("", "a\nb\nc\n", ""),
    ],
)
def test_lines_that_do_not_clash_are_joined(mine: str, theirs: str, text: str) -> None:
    assert by_lines("a\nb\nc\n", mine, theirs) == (text, False)


def test_lines_that_clash_stand_one_above_the_other() -> None:
    text, clashes = by_lines("a\nb", "a\nB", "a\nbb")
    assert clashes
    assert text == "a\n<<<<<<< ours\nB\n=======\nbb\n>>>>>>> theirs\n"


lines = st.lists(st.sampled_from("abcd"), max_size=7).map(lambda found: "".join(f"{line}\n" for line in found))


@given(lines, lines, lines)
def test_merging_is_fair_and_takes_what_only_one_side_changed(base: str, mine: str, theirs: str) -> None:
    text, clashes = by_lines(base, mine, theirs)
    assert by_lines(base, mine, base) == (mine, False)
    assert by_lines(base, base, theirs) == (theirs, False)
    assert by_lines(base, mine, mine) == (mine, False)
    assert by_lines(base, theirs, mine)[1] == clashes
    assert set(text.splitlines()) >= {
        line for line in {*mine.splitlines()} & {*theirs.splitlines()} if line not in base
    }


def test_fields_of_one_entry_are_joined_though_their_lines_clash() -> None:
    mine = BASE.replace("note: first", "note: first\n      firmness: red line")
    theirs = BASE.replace("note: first", "note: first\n      issue: tolls")
    found = merged(PositionFile, BASE, mine, theirs, PATH)
    assert not found.clashes
    assert "red line" in found.text
    assert "issue: tolls" in found.text


def test_one_field_changed_twice_is_a_clash_with_both_words() -> None:
    found = merged(PositionFile, BASE, BASE.replace("first", "mine"), BASE.replace("first", "theirs"), PATH)
    assert found.clashes
    assert "note: mine" in found.text
    assert "note: theirs" in found.text


def test_what_is_no_yaml_is_merged_by_its_lines() -> None:
    found = merged(Registry, "A:\n\nC:\n", "A: [\n\nC:\n", "A:\n\nC:\nB:\n", PATH)
    assert (found.text, found.clashes) == ("A: [\n\nC:\nB:\n", False)
