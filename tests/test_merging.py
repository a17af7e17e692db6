"""The three-way merge: a person's words always win, and what only the program wrote follows the program."""

from __future__ import annotations

from typing import Any

import pytest
import styles
from hypothesis import given
from hypothesis import strategies as st

from positions import merging
from positions.merging import adopt, merge, pairs, records
from positions.model import Disagreement, MachineFile, PositionFile, Topic

PATROLS = {"demand": "the withdrawal of all patrols", "quote": "Norland insisted on it", "at": [10, 32]}
FISH = {"offer": "fish", "quote": "Sudmark offered fish", "at": [40, 60]}
TALKS = {"demand": "talks", "quote": "wants talks", "at": [70, 81]}


def file(disputed: tuple[Topic, ...] = (), reviewed: object = None, **positions: list[dict[str, Any]]) -> PositionFile:
    return PositionFile.model_validate({"positions": positions, "disputed": disputed, "reviewed": reviewed})


def machine(disagreements: tuple[Disagreement, ...] = (), **positions: list[dict[str, Any]]) -> MachineFile:
    return MachineFile.model_validate({"engine": "rules", "positions": positions, "disagreements": disagreements})


BASE = machine(Norland=[PATROLS], Sudmark=[FISH])
CHANGED = PATROLS | {"demand": "withdrawal of all patrols", "firmness": "red line"}
TABLE: list[tuple[str, PositionFile, MachineFile, PositionFile, list[tuple[str, str | None, str | None]]]] = [
    (
        "only the program changed",
        file(Norland=[PATROLS], Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[CHANGED], Sudmark=[FISH]),
        [],
    ),
    (
        "each changed another field",
        file(Norland=[PATROLS | {"note": "mine", "if": "all agree"}], Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[CHANGED | {"note": "mine", "if": "all agree"}], Sudmark=[FISH]),
        [],
    ),
    (
        "both changed the claim",
        file(Norland=[PATROLS | {"demand": "no patrols"}], Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[CHANGED | {"demand": "no patrols"}], Sudmark=[FISH]),
        [("claim", "no patrols", "withdrawal of all patrols")],
    ),
    (
        "moved to another party by hand",
        file(Norland=[], Sudmark=[PATROLS, FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[], Sudmark=[CHANGED, FISH]),
        [],
    ),
    (
        "moved to another party by the program, where its passage belongs",
        file(Norland=[PATROLS], Sudmark=[FISH]),
        machine(Sudmark=[PATROLS, FISH]),
        file(Sudmark=[PATROLS, FISH]),
        [],
    ),
    (
        "removed by hand",
        file(Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Sudmark=[FISH]),
        [],
    ),
    (
        "no longer read",
        file(Norland=[PATROLS], Sudmark=[FISH]),
        machine(Sudmark=[FISH]),
        file(Sudmark=[FISH]),
        [],
    ),
    (
        "no longer read, and edited",
        file(Norland=[PATROLS | {"note": "see the call"}], Sudmark=[FISH]),
        machine(Sudmark=[FISH]),
        file(Norland=[PATROLS | {"note": "see the call"}], Sudmark=[FISH]),
        [("entry", "the withdrawal of all patrols", None)],
    ),
    (
        "confirmed, and read otherwise",
        file(Norland=[PATROLS | {"review": "confirmed"}], Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[PATROLS | {"review": "confirmed"}], Sudmark=[FISH]),
        [("claim", "the withdrawal of all patrols", "withdrawal of all patrols"), ("firmness", None, "red line")],
    ),
    (
        "dismissed, and read otherwise: nobody asks again",
        file(Norland=[PATROLS | {"review": "dismissed"}], Sudmark=[FISH]),
        machine(Norland=[CHANGED], Sudmark=[FISH]),
        file(Norland=[PATROLS | {"review": "dismissed"}], Sudmark=[FISH]),
        [],
    ),
    (
        "newly read, and typed in by hand meanwhile",
        file(Norland=[PATROLS, {"demand": "talks", "quote": "wants talks"}], Sudmark=[FISH]),
        machine(Norland=[PATROLS, TALKS], Sudmark=[FISH]),
        file(Norland=[PATROLS, {"demand": "talks", "quote": "wants talks"}], Sudmark=[FISH]),
        [],
    ),
    (
        "newly read",
        file(Norland=[PATROLS], Sudmark=[FISH | {"note": "mine"}]),
        machine(Norland=[PATROLS], Sudmark=[TALKS | {"at": [1, 5]}, FISH]),
        file(Norland=[PATROLS], Sudmark=[TALKS | {"at": [1, 5]}, FISH | {"note": "mine"}]),
        [],
    ),
    (
        "the whole file was reviewed",
        file(Norland=[PATROLS], reviewed={"by": "AL"}),
        machine(Norland=[CHANGED, TALKS], Sudmark=[FISH]),
        file(Norland=[PATROLS], reviewed={"by": "AL"}),
        [
            ("claim", "the withdrawal of all patrols", "withdrawal of all patrols"),
            ("firmness", None, "red line"),
            ("entry", None, "talks"),
        ],
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "expected", "said"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE])
def test_a_persons_words_win(
    ours: PositionFile,
    theirs: MachineFile,
    expected: PositionFile,
    said: list[tuple[str, str | None, str | None]],
) -> None:
    merged = adopt(BASE, theirs, ours)
    assert merged.file == expected
    assert [(one.field, one.yours, one.program) for one in merged.disagreements] == said


def test_without_a_base_everything_is_a_persons() -> None:
    ours = file(Norland=[{"demand": "no boats", "at": [12, 20]}, {"reject": "fish"}])
    merged = adopt(None, machine(Norland=[PATROLS, TALKS], Sudmark=[FISH]), ours)
    assert merged.file == file(
        Norland=[{"demand": "no boats", "at": [12, 20]}, {"reject": "fish"}, TALKS], Sudmark=[FISH]
    )
    assert not merged.disagreements


def test_without_a_base_nothing_is_added_to_a_passage_that_a_person_has_an_entry_at() -> None:
    """Whatever the entry there says, and whoever holds it: the person has read the passage."""
    inside = {"reject": "quotas for cod", "at": [15, 20]}
    behind = {"offer": "a ferry", "at": [32, 40]}
    merged = adopt(None, machine(Norland=[PATROLS, TALKS], Sudmark=[FISH]), file(Estmark=[inside, behind]))
    assert merged.file == file(Estmark=[inside, behind], Norland=[TALKS], Sudmark=[FISH])
    beside = adopt(None, machine(Norland=[PATROLS]), file(Estmark=[behind]))
    assert beside.file == file(Estmark=[behind], Norland=[PATROLS])


def test_a_disagreement_stands_until_somebody_settles_it() -> None:
    edited = file(Norland=[PATROLS | {"demand": "no patrols"}], Sudmark=[FISH])
    first = adopt(BASE, machine(Norland=[CHANGED], Sudmark=[FISH]), edited)
    base = machine(first.disagreements, Norland=[CHANGED], Sudmark=[FISH])
    again = adopt(base, machine(Norland=[CHANGED], Sudmark=[FISH]), first.file)
    assert again.disagreements == first.disagreements != ()
    taken = file(Norland=[CHANGED], Sudmark=[FISH])
    assert not adopt(base, machine(Norland=[CHANGED], Sudmark=[FISH]), taken).disagreements


def test_topics_are_merged_too() -> None:
    prisoners, borders = Topic(topic="prisoners", at=(5, 9)), Topic(topic="borders", at=(20, 27))
    ours = file((prisoners.model_copy(update={"note": "mine"}),))
    theirs = file((prisoners.model_copy(update={"topic": "swaps of prisoners"}), borders))
    merged = merge(file((prisoners,)), theirs, ours)
    assert merged.file.disputed == (Topic(topic="swaps of prisoners", at=(5, 9), note="mine"), borders)


def test_of_several_claims_in_one_passage_each_finds_its_own() -> None:
    first, second = (PATROLS | {"demand": words} for words in ("an end to the patrols", "a share of the catch"))
    old = records(file(Norland=[first, second]))
    new = records(
        file(Norland=[second | {"demand": "a fair share of the catch"}, first | {"demand": "end to patrols"}])
    )
    assert pairs(old, new) == {0: 1, 1: 0}


def of(data: st.DataObject, other: PositionFile) -> PositionFile:
    """A file that somebody made of another: some entries changed, moved, removed, and some new."""
    found = data.draw(styles.FILES)
    kept = {
        party: tuple(
            entry.model_copy(
                update=data.draw(st.sampled_from([{}, {}, {"note": "n"}, {"claim": "another"}, {"at": None}]))
            )
            for entry in entries
            if data.draw(st.integers(0, 5))
        )
        for party, entries in other.positions.items()
    }
    return found.model_copy(update={"positions": kept | (found.positions if data.draw(st.booleans()) else {})})


def as_machine(file: PositionFile) -> MachineFile:
    return MachineFile.model_validate({**file.model_dump(by_alias=True), "engine": "rules"})


@given(st.data())
def test_merging_again_changes_nothing(data: st.DataObject) -> None:
    base = data.draw(styles.FILES)
    theirs, ours = as_machine(of(data, base)), of(data, base)
    once = adopt(as_machine(base), theirs, ours)
    again = adopt(theirs.model_copy(update={"disagreements": once.disagreements}), theirs, once.file)
    assert again.file == once.file
    assert again.disagreements == once.disagreements


@given(st.data())
def test_what_a_person_changed_is_there_afterwards(data: st.DataObject) -> None:
    base = data.draw(styles.FILES)
    theirs, ours = of(data, base), of(data, base)
    merged = merge(base, theirs, ours)
    was, mine, now = records(base), records(ours), records(merged.file)
    typed = [record for record in mine if record not in was]
    for record in typed:
        fields = {name: value for name, value in record.value if value not in (None, False)}
        assert any(
            all(getattr(other.value, name) == value or before_had(was, name, value) for name, value in fields.items())
            for other in now
            if type(other.value) is type(record.value)
        ), record


def before_had(was: tuple[merging.Record, ...], name: str, value: object) -> bool:
    return any(getattr(record.value, name, None) == value for record in was)


@given(st.data())
def test_nobody_loses_when_only_one_side_changed(data: st.DataObject) -> None:
    base = data.draw(styles.FILES)
    other = of(data, base)
    assert merge(base, base, other).file == other
    assert not merge(base, base, other).disagreements
    merged = merge(base, other, base).file
    assert sorted(map(repr, records(merged))) == sorted(map(repr, records(other)))


def test_thousands_of_entries_are_told_apart_in_bounded_time() -> None:
    old = [{"demand": f"claim {index}", "at": [index, index + 1]} for index in range(3000)]
    new = [{"demand": f"other {index}", "at": [index, index + 1]} for index in reversed(range(3000))]
    more = [{"demand": f"word {index}"} for index in range(3000)]
    found = pairs(
        records(file(Norland=[*old, *more])), records(file(Norland=new, Ost=[one | {"note": "x"} for one in more]))
    )
    assert found == {index: 2999 - index if index < 3000 else index for index in range(6000)}
