"""What may be typed next, at a cursor that stands at the bar."""

from __future__ import annotations

import pytest

from positions.model import Codebook, Entry, Model, PositionFile, Registry
from tui.completing import Names, complete
from tui.naming import candidates
from tui.state import Content

NAMES = Names(("Norland", "Sudmark", "the League: East"), ("tolls", "patrols in the strait"), ("Ada Lund",), ("sea",))
FILE = """article:
  title: Ministers meet
positions:
  Norland:
    - demand: tolls
      firmness: red line
    # a remark
    - reject: talks
      {}
  Sudmark:
    - accept: tolls
disputed:
  - topic: swaps
"""


def offered(model: type[Model], text: str) -> tuple[str, ...]:
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if "|" in line)
    column = lines[row].index("|")
    lines[row] = lines[row].replace("|", "")
    found = complete(model, lines, row, column, NAMES)
    return () if found is None else tuple(found.written(one) for one in found.candidates)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fir|", "firmness: "),
        ("firmness: |", "wish"),
        ("firmness: r|", "red line"),
        ("extent: in p|", "in principle"),
        ("review: d|", "dismissed"),
        ("withdrawn: |", "true"),
        ("issue: |", "tolls"),
        ("issue: strait|", "patrols in the strait"),
        ("of: n|", "Norland"),
        ("according to: leag|", '"the League: East"'),
        ("in|", "in exchange for: "),
        ("speaker: |", "Ada Lund"),
        ("claim: |", None),
        ("note: |", None),
        ("zzz|", None),
    ],
)
def test_keys_and_values_of_an_entry(typed: str, first: str | None) -> None:
    assert (offered(PositionFile, FILE.format(typed)) or (None,))[0] == first


def test_keys_that_an_entry_has_are_not_offered_again() -> None:
    found = offered(PositionFile, FILE.replace("red line", "red line\n      |", 1))
    assert "firmness: " not in found
    assert "issue: " in found


@pytest.mark.parametrize(
    ("model", "text", "first"),
    [
        (PositionFile, "|", "article: "),
        (PositionFile, "article:\n  |", "title: "),
        (PositionFile, "article:\n  confidential: t|", "true"),
        (PositionFile, "positions:\n  S|", "Sudmark: "),
        (PositionFile, "positions:\n  Norland:\n    - |", "demand: "),
        (PositionFile, "positions:\n  Norland:\n  - of|", "offer: "),
        (PositionFile, "positions:\n  Norland:\n  - demand: x\n    ex|", "extent: "),
        (PositionFile, "disputed:\n  - topic: x\n    qu|", "quote: "),
        (PositionFile, "reviewed:\n  b|", "by: "),
        (Registry, "Norland:\n  r|", "role: "),
        (Registry, "Norland:\n  role: m|", "mediator"),
        (Codebook, "tolls:\n  theme: |", "sea"),
        (Codebook, "tolls:\n  parties:\n    n|", "Norland: "),
        (Codebook, "tolls:\n  status:\n    is: |", "agreed"),
        (Codebook, "tolls:\n  status: {is: |", None),
    ],
)
def test_every_file_has_its_keys(model: type[Model], text: str, first: str | None) -> None:
    assert (offered(model, text) or (None,))[0] == first


def test_every_key_of_an_entry_is_offered_and_none_besides() -> None:
    found = offered(PositionFile, "positions:\n  Norland:\n    - |")
    known = {info.alias or name for name, info in Entry.model_fields.items()} - {"stance", "claim"}
    assert {one.removesuffix(": ") for one in found} == known | set(Entry.STANCE_KEYS)


@pytest.mark.parametrize("text", ["|", "a: b: |", "- - - |", "\t|", "{|", "'|", "positions: |", "# a|", "x|: y"])
def test_what_is_no_yaml_is_no_fault(text: str) -> None:
    offered(PositionFile, text)


def test_what_is_typed_finds_beginnings_first_then_words_without_accents() -> None:
    assert candidates("to", ["Port Ost", "tolls", "a tower"]) == ("tolls", "a tower")
    assert candidates("pres le", ["le Président", "the press"]) == ("le Président",)
    assert candidates("PRÉS", ["le président"]) == ("le président",)
    assert candidates("", ["b", "a", "b", ""]) == ("b", "a")


def test_the_rest_of_the_first_is_offered_in_place() -> None:
    def rest(line: str) -> str:
        entry = ["positions:", "  Norland:", "    - demand: x", f"      {line}"]
        found = complete(PositionFile, entry, 3, len(entry[3]), NAMES)
        return found.rest if found else ""

    assert rest("firm") == "ness: "
    assert rest("of: nor") == "land"
    assert rest("of: the League") == ""
    assert rest("of: ") == ""


def test_names_come_from_the_article_first(content: Content) -> None:
    names = Names.of(content.matrix, content.snapshot, "a2")
    assert set(names.parties[:3]) == {"Norland", "Sudmark", "harbour workers"}
    assert "Union" in names.parties
    assert names.issues.index("seat at the table") < names.issues.index("the terms of prisoner swaps")
    assert names.themes == ("fisheries", "security")
