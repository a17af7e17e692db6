"""What an edit would change, in words, and that what a person has seen is what is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.editing import carry_out, issues, parties, plan
from positions.editing.book import Book
from positions.editing.selecting import Selection
from positions.errors import ConflictError
from positions.model import Role, Status, StatusOverride
from positions.negotiation import Negotiation

ONE = """positions:
  Norland:
    - demand: the withdrawal of patrols
      of: Sudmark
    - offer: fish   # ours
      issue: catches
  Sudmark:
    - reject: talks
"""
TWO = """positions:
  Sudmark:
    - accept: fish
      issue: catches
    - demand: maps
disputed:
  - topic: fish
    issue: catches
"""


@pytest.fixture
def talks(tmp_path: Path) -> Negotiation:
    negotiation = Negotiation.create(tmp_path)
    for name, words in (("one", ONE), ("two", TWO)):
        (tmp_path / f"positions/{name}.yaml").write_text(words)
        (tmp_path / f"machine/positions/{name}.yaml").write_text(f"engine: rules/2\n{words}")
    (tmp_path / "parties.yaml").write_text("Norland: {aliases: [NL], speakers: Ada Lund}\nSudmark: {bloc: Norland}\n")
    (tmp_path / "issues.yaml").write_text("catches: {theme: fish, parties: {Sudmark: half}}\n")
    return negotiation


def test_a_merge_is_told_file_by_file(talks: Negotiation) -> None:
    made = plan(talks, lambda book: parties.merge(book, ["Sudmark"], "Norland"))
    assert made.lines == (
        "6 files, 4 changes of entries",
        "parties.yaml",
        "  Norland: aliases with Sudmark",
        "  Sudmark: goes",
        "issues.yaml",
        "  catches: parties Sudmark: half → Norland: half",
        "positions/one.yaml",
        "  1 entry: of Sudmark → Norland",
        "  1 entry: party Sudmark → Norland",
        "positions/two.yaml",
        "  2 entries: party Sudmark → Norland",
        "machine/",
        "  the program's own copies follow (2 files)",
    )


def test_edits_of_one_file_are_told_too(talks: Negotiation) -> None:
    told = [
        plan(talks, make).lines
        for make in (
            lambda book: parties.describe(book, "Sudmark", role=Role.OBSERVER, bloc=""),
            lambda book: issues.decide(book, {}, "catches", StatusOverride(is_=Status.AGREED, by="AL")),
            lambda book: parties.unalias(book, "Norland", ["NL"]),
            lambda book: issues.merge(book, {"maps": frozenset()}, ["maps"], "sea"),
            lambda book: parties.alias(book, "Norland", ["NL"]),
            lambda book: issues.rename(book, {}, "catches", "the catch"),
            lambda book: parties.split(book, "Norland", "Fishers", ["NL"], Selection(none=True)),
        )
    ]
    assert told == [
        ("1 file", "parties.yaml", "  Sudmark: role principal → observer; bloc Norland → none"),
        ("1 file", "issues.yaml", "  catches: status none → agreed AL"),
        ("1 file", "parties.yaml", "  Norland: aliases without NL"),
        ("1 file", "all positions on `maps` come to `sea`: 0", "issues.yaml", "  sea: new; also with maps"),
        ("nothing would change",),
        (
            "3 files, 3 changes of entries",
            "issues.yaml",
            "  catches: is called the catch; also with catches",
            "positions/one.yaml",
            "  1 entry: pinned to the catch instead of catches",
            "positions/two.yaml",
            "  2 entries: pinned to the catch instead of catches",
        ),
        ("1 file", "parties.yaml", "  Norland: aliases without NL", "  Fishers: new; aliases with NL"),
    ]


def test_pins_are_told_with_what_they_take_the_place_of(talks: Negotiation) -> None:
    keys = frozenset(position.key for position in talks.snapshot().positions)
    made = plan(talks, lambda book: issues.move(book, {"catches": keys}, "catches", "fish", Selection(words="fish")))
    assert [line for line in made.lines if "pinned" in line] == ["  1 entry: pinned to fish instead of catches"] * 2


def test_what_was_seen_is_what_is_done_or_nothing(talks: Negotiation) -> None:
    def make(book: Book) -> parties.Edit:
        return parties.rename(book, "Sudmark", "South")

    seen = plan(talks, make)
    (talks.root / "positions/three.yaml").write_text("positions: {Sudmark: [{demand: more}]}\n")
    with pytest.raises(ConflictError, match="since this was shown"):
        carry_out(talks, make, seen)
    assert talks.steps() == ()
    carry_out(talks, make, plan(talks, make))
    assert "South" in (talks.root / "positions/three.yaml").read_text()
    assert talks.undo().title == "parties rename Sudmark South"
    assert (talks.root / "positions/one.yaml").read_text() == ONE
