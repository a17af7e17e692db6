"""Two people's files joined: neither's words are lost, whichever of the two is ours."""

from __future__ import annotations

from _collections_abc import dict_values

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import joining, merging
from positions.joining import joined, joined_copy
from positions.merging import merge
from positions.model import Entry, Firmness, MachineEntry, MachineFile, PositionFile, Stance

WORDS = ("patrols leave the strait", "tolls are lowered", "prisoners are freed", "boats are returned")


def entry(number: int, **said: object) -> Entry:
    fields = {"stance": Stance.DEMAND, "claim": WORDS[number], "at": (number * 50, number * 50 + 40), **said}
    return Entry.model_validate(fields)


def file(*entries: Entry) -> PositionFile:
    return PositionFile(positions={"Norland": entries})


entries = st.lists(
    st.builds(
        lambda number, firmness, note: entry(number, firmness=firmness, note=note),
        st.sampled_from(range(len(WORDS))),
        st.sampled_from(list(Firmness)),
        st.sampled_from([None, "one", "two"]),
    ),
    unique_by=lambda one: one.claim,
).map(lambda found: file(*found))


def said(one: PositionFile) -> set[tuple[str, object, object]]:
    return {(value.claim, value.firmness, value.note) for _, value in one.entries()}


@given(entries, entries)
def test_what_one_side_alone_changed_is_taken(base: PositionFile, other: PositionFile) -> None:
    for made in (joined(base, other, base), joined(base, base, other), joined(base, other, other)):
        assert made.ours == made.theirs
        assert said(made.ours) == said(other)


@given(entries, entries, entries)
def test_which_side_is_ours_decides_only_the_order(base: PositionFile, one: PositionFile, two: PositionFile) -> None:
    here, there = joined(base, one, two), joined(base, two, one)
    assert said(here.ours) == said(there.theirs)
    assert said(here.theirs) == said(there.ours)


@given(entries, entries, entries)
def test_every_note_of_either_is_in_one_of_the_versions(
    base: PositionFile, one: PositionFile, two: PositionFile
) -> None:
    made = joined(base, one, two)
    known = {(claim, note) for claim, _, note in said(base)}
    for side in (one, two):
        written = {(claim, note) for claim, _, note in said(side) if note} - known
        assert written <= {(claim, note) for version in (made.ours, made.theirs) for claim, _, note in said(version)}


def test_an_entry_that_both_added_comes_once() -> None:
    made = joined(file(), file(entry(0, note="one")), file(entry(0, firmness="wish")))
    assert made.ours == made.theirs == file(entry(0, note="one", firmness="wish"))


def test_what_one_side_removed_is_gone_unless_the_other_edited_it() -> None:
    base, kept = file(entry(0), entry(1)), entry(1, note="one")
    without, noted = file(entry(1)), file(entry(0), kept)
    for made in (joined(base, without, noted), joined(base, noted, without)):
        assert made.ours == made.theirs == file(kept)
    edited = entry(0, note="two")
    made = joined(base, file(kept), file(edited, entry(1)))
    assert (made.ours, made.theirs) == (file(kept), file(edited, kept))


def copy(*found: Entry, engine: str = "rules 1", file_hash: str | None = None) -> MachineFile:
    machine = tuple(MachineEntry.model_validate({**dict(one), "rule": "insist"}) for one in found)
    return MachineFile(engine=engine, positions={"Norland": machine}, text_hash=engine, file_hash=file_hash)


def test_what_a_person_removed_does_not_come_back_after_a_merge_of_the_copies() -> None:
    """One side's engine found it and a person there removed it; the other side's engine never did."""
    base = joined_copy(copy(entry(0)), copy(entry(0), engine="rules 2"), copy(entry(0), entry(1)))
    again = copy(entry(0), entry(1))
    assert merge(base, again, file(entry(0))).file == file(entry(0))
    without = joined_copy(copy(entry(0), entry(1)), copy(entry(0), engine="rules 2"), copy(entry(0), entry(1)))
    assert merge(without, again, file(entry(0))).file == file(entry(0))


def test_a_field_that_a_person_chose_between_two_copies_stays() -> None:
    wish, call = entry(0, firmness="wish"), entry(0, firmness="call")
    base = joined_copy(copy(entry(0)), copy(wish, engine="rules 2"), copy(call, engine="rules 3"))
    for chosen in (wish, call):
        assert merge(base, copy(entry(0, firmness="red line")), file(chosen)).file == file(chosen)


def test_an_article_whose_copies_were_joined_is_read_again() -> None:
    made = joined_copy(copy(entry(0)), copy(engine="rules 2", file_hash="a"), copy(engine="rules 3", file_hash="a"))
    assert (made.text_hash, made.file_hash) == (None, None)


class Watched(dict[int, int]):
    """Pairs that count how often they are gone through."""

    passes = 0

    def values(self) -> dict_values[int, int]:
        Watched.passes += 1
        return super().values()


def test_the_pairs_of_long_files_are_gone_through_once_and_not_once_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    base = file(*(Entry(stance=Stance.DEMAND, claim=f"claim {number}") for number in range(100)))
    one, two = (file(*base.positions["Norland"][part]) for part in (slice(1, None), slice(None, -1)))
    monkeypatch.setattr(joining, "pairs", lambda *sides: Watched(merging.pairs(*sides)))
    assert len(said(joined(base, one, two).ours)) == 98
    assert 0 < Watched.passes < 10
