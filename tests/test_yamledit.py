"""Edits that splice a person's YAML: what changes says the new thing, and everything else stays as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import styles
from hypothesis import given
from hypothesis import strategies as st

from positions import yamledit, yamlfiles, yamltree
from positions.errors import FileFaults, InputError
from positions.model import Codebook, Entry, Issue, Model, Party, PositionFile, Registry, Reviewed, Stance, Topic

PATH = Path("positions/a.yaml")
TEXT = """\
# yaml-language-server: $schema=../.positions/schema/positions.json
article:
  title: Ministers meet again   # the title
  text: articles/a.txt
# what they want
positions:
  Norland:   # the north
    # about the patrols
    - demand: the withdrawal of all patrols   # mine
      firmness: demand

      quote: "Norland insisted on it"
      at: [5,  10]
    - {reject: talks, at: [3,4]}
  Sudmark:
  # odd
  - accept: >-
      the ceasefire
      plan
    # inner
    note: hi   # there
  - offer: fish
"""


def entry(data: dict[str, Any], **more: Any) -> Entry:
    return Entry.model_validate({**data, **more})


def parse(text: str = TEXT) -> PositionFile:
    return yamlfiles.parse(text, PositionFile, PATH)


def with_entry(party: str, index: int, **update: object) -> PositionFile:
    file = parse()
    entries = list(file.positions[party])
    entries[index] = entries[index].model_copy(update=update)
    return file.model_copy(update={"positions": {**file.positions, party: tuple(entries)}})


def with_positions(**positions: tuple[Entry, ...]) -> PositionFile:
    return parse().model_copy(update={"positions": positions})


def changed_lines(new: str, old: str = TEXT) -> tuple[list[str], list[str]]:
    """The lines that only the old text has, and those that only the new one has."""
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    return sorted((before - after).elements()), sorted((after - before).elements())


NORLAND, SUDMARK = parse().positions["Norland"], parse().positions["Sudmark"]
CASES: list[tuple[str, PositionFile, list[str], list[str]]] = [
    (
        "a claim and its stance; a default that was typed out stays",
        with_entry("Norland", 0, claim="less: one", stance=Stance.OFFER),
        ["    - demand: the withdrawal of all patrols   # mine"],
        ['    - offer: "less: one"   # mine'],
    ),
    (
        "a field comes behind the one it follows",
        with_entry("Norland", 0, issue="patrols"),
        [],
        ["      issue: patrols"],
    ),
    (
        "inside braces",
        with_entry("Norland", 1, issue="patrols, all", at=None),
        ["    - {reject: talks, at: [3,4]}"],
        ['    - {reject: talks, issue: "patrols, all"}'],
    ),
    (
        "a number in a list",
        with_entry("Norland", 0, at=(5, 12)),
        ["      at: [5,  10]"],
        ["      at: [5,  12]"],
    ),
    (
        "a folded text; a comment outlives its key",
        with_entry("Sudmark", 0, claim="peace now", note=None),
        ["      plan", "      the ceasefire", "    note: hi   # there", "  - accept: >-"],
        ["    # there", "  - accept: peace now"],
    ),
    (
        "an entry moves with its comments, into the columns of its new place",
        with_positions(Norland=(*NORLAND, SUDMARK[0]), Sudmark=SUDMARK[1:]),
        [
            "      plan",
            "      the ceasefire",
            "    # inner",
            "    note: hi   # there",
            "  # odd",
            "  - accept: >-",
        ],
        [
            "        plan",
            "        the ceasefire",
            "      # inner",
            "      note: hi   # there",
            "    # odd",
            "    - accept: >-",
        ],
    ),
    (
        "a heading is renamed",
        with_positions(Nordland=NORLAND, Sudmark=SUDMARK),
        ["  Norland:   # the north"],
        ["  Nordland:   # the north"],
    ),
    (
        "an entry comes to a heading of its own",
        with_positions(Norland=NORLAND, Sudmark=SUDMARK, League=(entry({"demand": "peace"}, note="NO"),)),
        [],
        ["    - demand: peace", '      note: "NO"', "  League:"],
    ),
    (
        "a section in its place",
        parse().model_copy(update={"reviewed": Reviewed(by="AL"), "disputed": (Topic(topic="fish"),)}),
        [],
        ["  - topic: fish", "disputed:", "reviewed: {by: AL}"],
    ),
]


@pytest.mark.parametrize(("new", "gone", "come"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_edit_changes_the_lines_that_it_must(new: PositionFile, gone: list[str], come: list[str]) -> None:
    edited = yamledit.rewrite(TEXT, new, PATH)
    assert changed_lines(edited) == (sorted(gone), sorted(come))
    assert parse(edited) == new


@pytest.mark.parametrize("end", ["\r\n", *yamltree.BREAKS], ids=ascii)
def test_whatever_ends_the_lines_for_yaml_ends_them_here(end: str) -> None:
    one_line = TEXT.replace(">-\n      the ceasefire\n      plan", "the ceasefire plan")  # some are no blank in a text
    text = one_line.replace("\n", end)
    assert yamledit.comments(text, PATH) == yamledit.comments(TEXT, PATH)
    assert yamledit.remarked(text, PATH) == yamledit.remarked(TEXT, PATH)
    edited = yamledit.rewrite(text, with_entry("Norland", 0, claim="less"), PATH)
    assert edited == text.replace("the withdrawal of all patrols   #", "less   #")
    moved = yamledit.rewrite(text, with_positions(Norland=(*NORLAND, SUDMARK[0]), Sudmark=SUDMARK[1:]), PATH)
    assert f"    # odd{end}    - accept: the ceasefire plan{end}      # inner{end}      note: hi" in moved


def test_what_stays_of_a_heading_is_no_part_of_the_text_above_it() -> None:
    above = "positions:\n  A:\n    - offer: x\n      note: |\n        a note\n"
    text = f"{above}  C:\n        # to be looked at\n        - reject: y\n"
    file = yamlfiles.parse(text, PositionFile, PATH)
    without = file.model_copy(update={"positions": {"A": file.positions["A"]}})
    assert yamledit.rewrite(text, without, PATH) == f"{above}  # to be looked at\n"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("", Registry(parties={"Norland": Party(aliases=("NO",))})),
        ("# nobody yet\n", Registry(parties={"Norland": Party()})),
        ("Norland:\n  aliases: Norlandia # one\n", Registry(parties={"Norland": Party(aliases=("Norlandia", "NO"))})),
        ("Norland: {aliases: [A]}", Registry(parties={"Norland": Party()})),
        ("Norland:\nSudmark:\n", Registry(parties={"Norland": Party(bloc="League"), "Sudmark": Party()})),
        ("patrols:\n  also: [boats]\n", Codebook(issues={"patrols": Issue(also=("boats", "ships"), theme="security")})),
        ("patrols:\n  also: [boats]\n", Codebook(issues={"boats": Issue(also=("patrols",))})),
        ("a: {}\n", Codebook(issues={})),
        ("a:\n  note: >\n    x\n    y\n\n\nb: {}", Codebook(issues={"a": Issue(note="x y", theme="t"), "b": Issue()})),
    ],
)
def test_registries_and_codebooks_follow_too(text: str, new: Model) -> None:
    edited = yamledit.rewrite(text, new, PATH)
    assert yamlfiles.parse(edited, type(new), PATH) == new
    assert set(re.findall("#.*", text)) <= set(re.findall("#.*", edited))
    assert not edited or edited.endswith("\n") == (text.endswith("\n") or not text)


ANCHORED = """\
positions:
  Norland:
    - demand: &it the plan   # anchored
      quote: &said "it was said"
  Sudmark:
    - reject: *it   # the same
      quote: *said
""".replace("      *n : 1\n", "")


@pytest.mark.parametrize(
    ("party", "update", "stays"),
    [
        ("Sudmark", {"note": "new"}, ["demand: &it the plan   # anchored", "reject: *it   # the same"]),
        (
            "Sudmark",
            {"claim": "talks"},
            ["demand: &it the plan   # anchored", "reject: talks   # the same", "quote: *said"],
        ),
        ("Norland", {"note": "new"}, ["demand: &it the plan   # anchored", "reject: *it   # the same"]),
        ("Norland", {"claim": "talks"}, ["demand: &it talks   # anchored", "reject: the plan   # the same"]),
    ],
)
def test_anchors_and_aliases_stay_unless_what_they_say_changes(
    party: str, update: dict[str, Any], stays: list[str]
) -> None:
    file = parse(ANCHORED)
    (own,) = file.positions[party]
    new = file.model_copy(update={"positions": {**file.positions, party: (own.model_copy(update=update),)}})
    edited = yamledit.rewrite(ANCHORED, new, PATH)
    assert parse(edited) == new
    assert [line for line in stays if line not in edited] == []


BARE = [
    ("article: {}\nreviewed: {by: AL, on}\n", "article: {}\nreviewed: {by: AL, on: 2031-05-04}\n"),
    ("reviewed: {by: AL, on}\narticle: {title: x}\n", "reviewed: {by: AL, on: 2031-05-04}\narticle: {title: x}\n"),
    ("reviewed: {on , by: AL}  # by: me\n", "reviewed: {on: 2031-05-04 , by: AL}  # by: me\n"),
    ("reviewed: {by: AL, on # it: x\n  }\n", "reviewed: {by: AL, on: 2031-05-04 # it: x\n  }\n"),
    ("reviewed: {by: AL, on: }\n", "reviewed: {by: AL, on: 2031-05-04 }\n"),
    ("reviewed:\n  ? on\n  # a colon: below\n  : 2030-01-01\n  by: AL\n",) * 2,
]


@pytest.mark.parametrize(("text", "edited"), BARE, ids=[text for text, _ in BARE])
def test_a_key_without_a_colon_gets_one(text: str, edited: str) -> None:
    new = parse(text).model_copy(update={"reviewed": Reviewed(by="AL", on=dt.date(2031, 5, 4))})
    assert yamledit.rewrite(text, new, PATH) == edited.replace("2030-01-01", "2031-05-04")


def test_what_no_file_can_say_is_not_the_files_fault() -> None:
    strange = Issue().model_copy(update={"theme": "\udcff"})
    for text in ("", "patrols:\n"):
        with pytest.raises(InputError, match="what is to be written here cannot stand in a YAML file"):
            yamledit.rewrite(text, Codebook().model_copy(update={"issues": {"patrols": strange}}), PATH)


def test_what_is_not_valid_is_not_edited() -> None:
    with pytest.raises(FileFaults, match="no stance"):
        yamledit.rewrite("positions:\n  Norland:\n    - note: x\n", PositionFile(), PATH)


BESIDE_NUMBERS = """\
positions:
  Norland:
    - demand: "boats # 5"   # from the leak
      note: 'no # 6'  # "7 # 8"
    - {reject: "fish # 9"}  # mine
    - offer: |  # a text
        bread # 10
"""


def test_a_comment_behind_a_value_with_a_number_sign_is_one() -> None:
    assert yamledit.comments(BESIDE_NUMBERS, PATH) == ("# from the leak", '# "7 # 8"', "# mine", "# a text")
    assert yamledit.remarked(BESIDE_NUMBERS, PATH) == {("Norland", False, at) for at in range(3)}
    edited = yamledit.rewrite(BESIDE_NUMBERS, PositionFile(), PATH)
    assert [one for one in ("# from the leak", '# "7 # 8"', "# mine", "# a text") if one not in edited] == []


def comments(text: str) -> Counter[str]:
    kinds = "a person|mine|see|about|-"
    return Counter(re.findall(rf"(?:\A|(?<=[ \t\r\n\x85]))(# (?:{kinds}).*?)[ \t]*(?:[\r\n\x85]|\Z)", text))


@given(st.data())
def test_any_text_can_say_anything_else(data: st.DataObject) -> None:
    old, new = data.draw(styles.FILES), data.draw(styles.FILES)
    text = data.draw(styles.written(old))
    assert parse(text) == old
    edited = yamledit.rewrite(text, new, PATH)
    assert parse(edited) == new
    assert comments(text) <= comments(edited)
    assert ("\r\n" in edited) == ("\r\n" in text) or "\n" not in edited
    assert not re.search(r"(?<!\r)\n", edited) or "\r\n" not in text


@given(st.data())
def test_what_an_edit_does_not_concern_stays_byte_for_byte(data: st.DataObject) -> None:
    old = data.draw(styles.FILES.filter(lambda file: any(file.positions.values())))
    text = data.draw(styles.written(old))
    party = data.draw(st.sampled_from([name for name, entries in old.positions.items() if entries]))
    index = data.draw(st.integers(0, len(old.positions[party]) - 1))
    entries = list(old.positions[party])
    entries[index] = entries[index].model_copy(update={"note": "entirely new", "claim": "what is new"})
    new = old.model_copy(update={"positions": {**old.positions, party: tuple(entries)}})
    edited = yamledit.rewrite(text, new, PATH)
    assert parse(edited) == new
    first = yamlfiles.entry_line(text, party, index) - 1
    assert edited.splitlines(keepends=True)[:first] == text.splitlines(keepends=True)[:first]
    after = entry_end(text, party, index)
    assert edited.endswith(text[after:])


def entry_end(text: str, party: str, index: int) -> int:
    """Where the line after an entry's last begins, as its last words tell."""
    from positions import yamltree
    from positions.yamllayout import Layout

    root = yamltree.compose(text, PATH)[0].root
    assert isinstance(root, yamltree.Mapping)
    headings = root.get("positions")
    assert isinstance(headings, yamltree.Mapping)
    node = headings.get(party)
    assert isinstance(node, yamltree.Sequence)
    layout = Layout(text, root)
    inside = layout.is_flow(node)
    return layout.next_line(node.end if inside else layout.item_end(node, index))


@given(st.data())
def test_what_is_added_leaves_every_line_as_it_was(data: st.DataObject) -> None:
    old = data.draw(styles.FILES)
    text = data.draw(styles.written(old))
    added = {"Westmark": (entry({"demand": "a seat"}, note="new"),)}
    edited = yamledit.rewrite(text, old.model_copy(update={"positions": {**old.positions, **added}}), PATH)
    rest = iter(edited.splitlines())
    assert all(any(line == other for other in rest) for line in text.splitlines())


@given(st.data())
def test_the_order_of_independent_edits_does_not_matter(data: st.DataObject) -> None:
    old = data.draw(styles.FILES.filter(lambda file: sum(map(len, file.positions.values())) > 1))
    text = data.draw(styles.written(old))
    places = [(party, index) for party, entries in old.positions.items() for index in range(len(entries))]
    first, second = data.draw(st.permutations(places))[:2]
    one, other = {"note": "of one", "issue": None}, {"claim": "of the other", "review": "dismissed"}
    texts = []
    for edits in (((first, one), (second, other)), ((second, other), (first, one))):
        edited = text
        for (party, index), update in edits:
            file = parse(edited)
            entries = list(file.positions[party])
            entries[index] = entries[index].model_copy(update=update)
            new = file.model_copy(update={"positions": {**file.positions, party: tuple(entries)}})
            edited = yamledit.rewrite(edited, new, PATH)
        texts.append(edited)
    assert texts[0] == texts[1]
