"""An edit as values: the form over the text, what is kept of it, and what becomes of it when the file changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from writing import FILE, at, negotiation_at

from positions.editing.documents import opened
from positions.errors import ConflictError, FileFaults, InputError
from positions.model import Entry
from tui.editing import (
    FORM,
    YAML,
    Editing,
    draft_of,
    in_form,
    in_form_at,
    in_yaml,
    line_of,
    lines_of,
    new_entry,
    taken_up,
)
from tui.forms import FormFault

CLAIM = "any withdrawal of its coast guard"


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    return in_yaml(opened(negotiation_at(tmp_path), "positions/a1.yaml"))


def rejected(editing: Editing, **more: object) -> Editing:
    entry = Entry.model_validate({"reject": CLAIM, "at": at("Sudmark rejected " + CLAIM), **more})
    found = in_form(editing, "Sudmark", entry)
    assert found is not None
    return found


def test_a_form_is_applied_as_a_splice(editing: Editing) -> None:
    form = rejected(editing)
    assert (form.place, form.mode, form.is_touched) == (("Sudmark", 0), FORM, False)
    assert form.applied() == form
    assert form.form is not None
    typed = replace(form, form=form.form.put("note", "really"))
    assert typed.is_touched
    assert typed.text == FILE
    applied = typed.applied()
    assert set(applied.text.splitlines()) - set(FILE.splitlines()) == {"      note: really"}
    assert applied.place == ("Sudmark", 0)
    assert applied.applied() == applied


def test_another_party_takes_the_entry_along(editing: Editing) -> None:
    form = rejected(editing)
    assert form.form is not None
    applied = replace(form, form=form.form.put("party", "Norland")).applied()
    assert applied.place == ("Norland", 1)
    assert line_of(applied) in lines_of(applied)


def test_a_new_entry_is_added_where_its_passage_stands(editing: Editing) -> None:
    new = new_entry(editing, "Ada Lund said", (1, 9))
    assert not new.is_touched
    assert new.what == "a new position"
    assert new.form is not None
    with pytest.raises(FormFault):
        replace(new, form=new.form.put("claim", "talks")).applied()
    applied = replace(new, form=new.form.put("claim", "talks").put("party", "Norland")).applied()
    assert applied.place == ("Norland", 0)
    assert "    - demand: talks\n      quote: Ada Lund said\n      at: [1, 9]\n" in applied.text


def test_the_entry_at_a_line_comes_into_the_form(editing: Editing) -> None:
    lines = FILE.splitlines()
    row = next(number for number, line in enumerate(lines, 1) if "40 million" in line and "quote" in line)
    assert in_form_at(editing, row).place == ("Sudmark", 1)
    assert in_form_at(editing, 1).place == ("Norland", 0)
    assert in_form_at(editing, 999).place == ("Sudmark", 1)
    with pytest.raises(FileFaults):
        in_form_at(replace(editing, text=FILE + "  - ["), 1)
    with pytest.raises(ConflictError, match="no entry"):
        in_form_at(replace(editing, text="article: {}\n"), 1)
    assert lines_of(rejected(editing)) == range(18, 22)


def test_an_edit_that_was_kept_is_taken_up_as_it_was(editing: Editing) -> None:
    form = rejected(editing)
    assert form.form is not None
    for edit in (
        replace(editing, text=FILE + "# \udcff half\n"),
        replace(form, form=form.form.put("claim", "")),
        replace(new_entry(editing, "q", (1, 2)), mode=FORM),
        replace(form, document=replace(form.document, data=None)),
    ):
        assert taken_up(draft_of(edit)) == edit


def test_an_edit_of_an_entry_that_is_gone_comes_back_as_a_text(editing: Editing) -> None:
    draft = draft_of(rejected(editing))
    for broken in (replace(draft, text="positions: {}\n"), replace(draft, text="[")):
        assert taken_up(broken).mode == YAML
        assert taken_up(broken).form is None
    with pytest.raises(InputError):
        taken_up(replace(draft, path="../a1.yaml"))


def test_when_the_file_changed_the_form_stays_over_its_entry(editing: Editing) -> None:
    form = rejected(editing)
    other = FILE.replace(f"reject: {CLAIM}\n", "reject: any withdrawal\n      note: hm\n", 1)
    moved = form.over(form.document, other)
    assert (moved.mode, moved.place) == (FORM, ("Sudmark", 0))
    assert moved.form is not None
    assert moved.form.values["note"] == "hm"
    gone = form.over(form.document, "positions: {}\n")
    assert (gone.mode, gone.text) == (YAML, "positions: {}\n")
    assert editing.over(editing.document, other).text == other


def test_when_the_file_changed_the_form_of_a_new_entry_stays(editing: Editing) -> None:
    new = new_entry(editing, "a quote", (3, 10))
    for text in (FILE.replace(CLAIM, "any withdrawal", 1), "positions: {}\n"):
        moved = new.over(editing.document, text)
        assert (moved.mode, moved.form, moved.place, moved.text) == (FORM, new.form, None, text)
