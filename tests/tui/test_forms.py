"""The form of a position: what its fields make, and what is taken back."""

from __future__ import annotations

import pytest

from positions.model import Entry, Firmness, Stance
from tui.forms import FIELDS, Form, FormFault, History

ENTRY = Entry.model_validate(
    {
        "demand": "the withdrawal\nof all  patrols",
        "if": "the ceasefire holds",
        "quote": "all patrols",
        "at": (3, 14),
        "according to": "Sudmark",
        "firmness": "red line",
    }
)


def test_a_form_that_nobody_touched_makes_the_very_entry() -> None:
    form = Form.of("Nor\x1bland", ENTRY)
    assert not form.is_touched
    assert form.made() == ("Nor\x1bland", ENTRY)
    assert "\x1b" not in form.values["party"]


def test_a_changed_field_changes_that_field_alone() -> None:
    party, entry = Form.of("Norland", ENTRY).put("firmness", "wish").put("note", "  a  remark ").made()
    assert party == "Norland"
    assert entry == ENTRY.model_copy(update={"firmness": Firmness.WISH, "note": "a remark"})


def test_an_emptied_field_is_absent_and_another_stance_keeps_the_claim() -> None:
    _, entry = Form.of("Norland", ENTRY).put("if", " ").put("stance", "offer").made()
    assert entry.if_ is None
    assert (entry.stance, entry.claim) == (Stance.OFFER, ENTRY.claim)


@pytest.mark.parametrize("name", ["party", "claim"])
def test_a_field_that_must_not_be_empty_is_named(name: str) -> None:
    with pytest.raises(FormFault) as caught:
        Form.of("Norland", ENTRY).put(name, " ").made()
    assert caught.value.name == name


def test_a_new_one_has_its_passage_and_is_touched_by_words_alone() -> None:
    form = Form.new("any payment", (2, 13))
    assert not form.is_touched
    assert not form.put("stance", "reject").is_touched
    with pytest.raises(FormFault, match="party"):
        form.put("claim", "payment").made()
    form = form.put("stance", "reject").put("claim", "any payment").put("party", "Sudmark")
    assert form.is_touched
    made = Entry(stance=Stance.REJECT, claim="any payment", quote="any payment", at=(2, 13))
    assert form.made() == ("Sudmark", made)


def test_every_field_is_one_of_the_model() -> None:
    names = {info.alias or name for name, info in Entry.model_fields.items()} | {"party"}
    assert {field.name for field in FIELDS} <= names


def test_undo_goes_word_by_word_and_redo_comes_back() -> None:
    history = History("")
    for text in ("a", "ab", "ab ", "ab c"):
        history = history.put(text, "claim", apart=text.endswith(" "))
    history = history.put("ab c!", "note", apart=False)
    undone = [history.now]
    while history.past:
        history = history.undone()
        undone.append(history.now)
    assert undone == ["ab c!", "ab c", "ab", ""]
    assert history.undone() == history
    assert history.redone().redone().now == "ab c"
    assert history.redone().put("x", "claim", apart=False).redone().now == "x"
