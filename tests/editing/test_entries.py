"""One entry added, changed or removed: the file says so, and all else in it stays as it was typed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import yamledit, yamlfiles
from positions.editing.entries import added, changed, entry_at, place_of, removed
from positions.errors import ConflictError
from positions.model import Entry, Firmness, PositionFile, Stance

PATH = Path("positions/a.yaml")
TEXT = """\
# who wants what
article:
  title: Ministers meet   # the first time
positions:
  Norland:
    # about the patrols
    - demand: the withdrawal of all patrols   # mine
      at: [5,  10]
    - {reject: talks, at: [30,40]}
  Sudmark:
    - accept: >-
        the ceasefire
        plan
      at: [50, 60]
"""


def parse(text: str = TEXT) -> PositionFile:
    return yamlfiles.parse(text, PositionFile, PATH)


def demand(claim: str, **more: object) -> Entry:
    return Entry.model_validate({"demand": claim, **more})


def test_an_entry_comes_where_its_passage_belongs_and_the_rest_stays_byte_for_byte() -> None:
    file = added(parse(), "Norland", demand("a toll", at=(20, 25), quote="a toll"))
    text = yamledit.rewrite(TEXT, file, PATH)
    assert [entry.claim for entry in file.positions["Norland"]] == ["the withdrawal of all patrols", "a toll", "talks"]
    new = "    - demand: a toll\n      quote: a toll\n      at: [20, 25]\n"
    assert text == TEXT.replace("    - {reject", f"{new}    - {{reject")


def test_a_new_party_gets_a_heading_and_an_emptied_one_goes() -> None:
    file = added(parse(), "Ostreich", demand("a seat"))
    assert list(file.positions) == ["Norland", "Sudmark", "Ostreich"]
    assert list(removed(file, ("Sudmark", 0)).positions) == ["Norland", "Ostreich"]


def test_a_changed_field_changes_its_line_alone() -> None:
    first = entry_at(parse(), ("Norland", 0))
    harder = first.model_copy(update={"firmness": Firmness.RED_LINE})
    text = yamledit.rewrite(TEXT, changed(parse(), ("Norland", 0), "Norland", harder), PATH)
    assert set(text.splitlines()) - set(TEXT.splitlines()) == {"      firmness: red line"}
    assert set(TEXT.splitlines()) < set(text.splitlines())


def test_an_entry_that_changes_its_party_takes_its_comments_along() -> None:
    file = changed(parse(), ("Norland", 0), "Sudmark", entry_at(parse(), ("Norland", 0)))
    text = yamledit.rewrite(TEXT, file, PATH)
    assert place_of(file, "Norland", demand("the withdrawal of all patrols", at=(5, 10))) == ("Sudmark", 0)
    assert text.index("Sudmark") < text.index("# about the patrols") < text.index("# mine")


def test_an_entry_that_is_gone_is_a_conflict_and_one_that_was_annotated_is_found() -> None:
    with pytest.raises(ConflictError, match="not in the file"):
        entry_at(parse(), ("Norland", 7))
    with pytest.raises(ConflictError):
        removed(parse(), ("Nobody", 0))
    again = Entry(stance=Stance.REJECT, claim="talks", at=(30, 40), note="?")
    noted = changed(parse(), ("Norland", 1), "Norland", again)
    assert place_of(noted, "norland", entry_at(parse(), ("Norland", 1))) == ("Norland", 1)
    assert place_of(parse(), "Norland", demand("fish")) is None


def test_of_two_equal_entries_the_one_meant_is_changed() -> None:
    file = added(added(PositionFile(), "Norland", demand("fish")), "Norland", demand("fish"))
    again = changed(file, ("Norland", 1), "Norland", demand("more fish"))
    assert [entry.claim for entry in again.positions["Norland"]] == ["fish", "more fish"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(st.data())
def test_whatever_is_changed_no_comment_and_no_other_entry_changes(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TEXT, TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n")]))
    file = parse(text)
    places = [(party, number) for party, found in file.positions.items() for number in range(len(found))]
    place = data.draw(st.sampled_from(places))
    entry = data.draw(
        st.builds(
            Entry,
            stance=st.sampled_from(list(Stance)),
            claim=words,
            note=st.none() | words,
            issue=st.none() | words,
            firmness=st.sampled_from(list(Firmness)),
        )
    )
    party = data.draw(st.sampled_from([*file.positions, "Ostreich"]) | words)
    for new in (changed(file, place, party, entry), added(file, party, entry), removed(file, place)):
        edited = yamledit.rewrite(text, new, PATH)
        assert parse(edited) == new
        assert Counter(yamledit.comments(edited, PATH)) == Counter(yamledit.comments(text, PATH))
        others = {(one, other) for one, other in file.entries() if other != entry_at(file, place)}
        assert others <= set(new.entries())
