"""The editor, driven by keys over files on disk: form, text, saving, conflicts, and edits that are left."""

from __future__ import annotations

from pathlib import Path

import pytest
from strait import settle
from test_app import shown
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList
from writing import FILE, app_over, negotiation_at, press, type_in

from positions.errors import WriteError
from positions.negotiation import Negotiation
from tui.app import PositionsApp
from tui.editing import FORM, YAML
from tui.screens.conflict import ConflictScreen
from tui.screens.drafts import DraftsScreen
from tui.screens.editor import EditorScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.pick import PickScreen
from tui.widgets.form import Choice

CLAIM = "any withdrawal of its coast guard"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    return negotiation_at(tmp_path)


@pytest.fixture
def app(negotiation: Negotiation) -> PositionsApp:
    return app_over(negotiation)


def text(negotiation: Negotiation) -> str:
    return negotiation.position_path("a1").read_text(encoding="utf-8")


def screen(pilot: Pilot[None]) -> EditorScreen:
    found = pilot.app.screen
    assert isinstance(found, EditorScreen)
    return found


async def in_the_form(pilot: Pilot[None], field: str = "claim") -> EditorScreen:
    """Opens Sudmark's first entry, the cursor at the end of a field."""
    await settle(pilot)
    await press(pilot, "right", "right", "e")
    found = screen(pilot)
    assert found.editing.mode == FORM
    found.form.focus_field(field)
    await settle(pilot)
    focused = found.focused
    if isinstance(focused, Input):
        focused.cursor_position = len(focused.value)
    return found


async def test_an_entry_is_corrected_in_the_form_saved_and_taken_back(
    app: PositionsApp, negotiation: Negotiation
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_form(pilot)
        await type_in(pilot, ", ever")
        assert text(negotiation) == FILE
        assert "not saved" in shown(app)
        await press(pilot, "ctrl+s")
        assert text(negotiation) == FILE.replace(f"reject: {CLAIM}", f"reject: {CLAIM}, ever")
        assert "# what everything hangs on" in text(negotiation)
        assert app.access.files.drafts.waiting() == ()
        await press(pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)
        assert negotiation.undo().title == "edit positions/a1.yaml"
        assert text(negotiation) == FILE


async def test_fields_are_gone_through_and_choices_taken_by_key(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot, "stance")
        await press(pilot, "right")
        assert found.editing.form is not None
        assert found.editing.form.values["stance"] == "demand"
        await press(pilot, "left", "a", "down", "enter", "down")
        assert found.form.field is not None
        assert found.form.field.name == "firmness"
        await press(pilot, "r", "up", "up", "up")
        assert found.form.field.name == "stance"
        await press(pilot, "q", "space", "space", "ctrl+s")
        assert f"- demand: {CLAIM}\n" in text(negotiation)
        assert text(negotiation).count("firmness: red line") == 2


async def test_words_longer_than_their_field_are_seen(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot, "note")
        field = found.focused
        assert isinstance(field, Input)
        field.value = f"at first {'and then ' * 12}at last"
        await press(pilot, "home")
        assert "at first" in shown(app)
        await press(pilot, "end")
        assert "at last" in shown(app)


async def test_a_choice_is_taken_with_the_mouse(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        await pilot.click(Choice)
        await settle(pilot)
        assert found.editing.form is not None
        assert found.editing.form.values["stance"] == "demand"


async def test_the_form_takes_back_word_by_word_and_forth(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot, "note")
        await type_in(pilot, "one two")
        assert found.editing.form is not None

        def note() -> str:
            assert found.editing.form is not None
            return found.editing.form.values["note"]

        await press(pilot, "ctrl+z")
        assert note() == "one"
        await press(pilot, "ctrl+z")
        assert note() == ""
        assert not found.editing.is_touched
        await press(pilot, "ctrl+y", "ctrl+y", "ctrl+y")
        assert note() == "one two"


async def test_names_are_completed_in_the_form(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot, "of")
        await type_in(pilot, "the un")
        await press(pilot, "right")
        assert isinstance(found.focused, Input)
        assert found.focused.value == "the union"
        found.focused.value = "un"
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, PickScreen)
        await press(pilot, "enter")
        assert found.focused.value == "the Union"
        found.form.focus_field("issue")
        await settle(pilot)
        found.focused.value = "comp"
        await press(pilot, "ctrl+@", "enter")
        assert found.focused.value == "compensation for lost catches"
        found.focused.value = "zzz"
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, EditorScreen)
        assert "Nothing is known" in shown(app)


async def test_a_field_that_must_not_be_empty_keeps_it_from_being_saved(
    app: PositionsApp, negotiation: Negotiation
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        assert isinstance(found.focused, Input)
        found.focused.value = ""
        await press(pilot, "ctrl+s")
        assert "claim: is empty" in shown(app)
        await press(pilot, "ctrl+t")
        assert found.editing.mode == FORM
        assert text(negotiation) == FILE


async def test_form_and_text_are_two_views_of_one_thing(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        found = await in_the_form(pilot, "note")
        await type_in(pilot, "hm")
        await press(pilot, "ctrl+t")
        assert found.editing.mode == YAML
        assert "note: hm" in found.area.text
        assert "reject" in found.area.document.get_line(found.area.cursor_location[0])
        await press(pilot, "down", "end", "enter")
        await type_in(pilot, "fir")
        assert found.area.suggestion == "mness: "
        await press(pilot, "tab")
        await type_in(pilot, "w")
        await press(pilot, "right", "ctrl+t")
        assert found.editing.mode == FORM
        assert found.editing.form is not None
        assert (found.editing.form.values["firmness"], found.editing.form.values["note"]) == ("wish", "hm")
        await press(pilot, "ctrl+t", "ctrl+s")
        assert "      firmness: wish\n" in text(negotiation)
        assert negotiation.undo()
        assert text(negotiation) == FILE


async def test_the_text_is_judged_as_one_types_with_the_message_at_its_line(
    app: PositionsApp, negotiation: Negotiation
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        found = await in_the_form(pilot)
        await press(pilot, "ctrl+t", "end", "home", "right", "right")
        await type_in(pilot, "x")
        line = next(line for line in shown(app).splitlines() if "xreject" in line)
        assert "✗ `xreject` is no stance" in line
        assert "line 18: `xreject` is no stance" in shown(app)
        await press(pilot, "ctrl+z", "down")
        await settle(pilot)
        assert "is no stance" not in shown(app)
        await press(pilot, "ctrl+g")
        assert found.area.cursor_location[0] == 22
        assert "issues.yaml has no issue" in shown(app)
        await press(pilot, "ctrl+z")
        await press(pilot, "ctrl+y")
        assert "xreject" in found.area.text


async def test_a_faulty_text_is_saved_only_when_asked_twice(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_form(pilot)
        await press(pilot, "ctrl+t")
        await type_in(pilot, "[")
        await press(pilot, "ctrl+s")
        assert "again saves it" in shown(app)
        assert text(negotiation) == FILE
        await press(pilot, "ctrl+s")
        assert text(negotiation) != FILE
        assert app.fault is not None
        await press(pilot, "escape", "e")
        assert screen(pilot).editing.mode == YAML
        await press(pilot, "ctrl+t")
        assert screen(pilot).editing.mode == YAML


async def test_keys_and_names_are_picked_in_the_text(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        found = await in_the_form(pilot)
        await press(pilot, "ctrl+t", "end", "enter")
        await type_in(pilot, "un")
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, PickScreen)
        options = app.screen.query_one(OptionList)
        assert str(options.get_option_at_index(0).prompt) == "unless"
        await press(pilot, "enter")
        await type_in(pilot, "x")
        assert "      unless: x" in found.area.text
        await press(pilot, "ctrl+n")
        assert "Nothing is known" in shown(app)


async def test_other_files_have_no_form(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        (negotiation.root / "parties.yaml").write_text("Norland:\n  role: king\n")
        app.look()
        await settle(pilot)
        await press(pilot, "e")
        found = screen(pilot)
        assert found.editing.document.path == "parties.yaml"
        assert found.area.cursor_location[0] == 1
        await press(pilot, "ctrl+t")
        assert "Only positions have a form" in shown(app)
        found.area.text = "Norland:\n  role: mediator\n"
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert app.fault is None
        await press(pilot, "ctrl+g", "ctrl+s")
        assert "Nothing has changed" in shown(app)


async def test_a_conflict_shows_both_versions_and_loses_neither(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        await type_in(pilot, ", ever")
        theirs = FILE.replace(f"- reject: {CLAIM}\n", f"- reject: {CLAIM}\n      note: hm\n", 1)
        negotiation.position_path("a1").write_text(theirs, encoding="utf-8")
        app.look()
        await settle(pilot)
        assert "changed by somebody else" in shown(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ConflictScreen)
        assert text(negotiation) == theirs
        assert "what either of you changed" in shown(app)
        assert "note: hm" in shown(app)
        assert ", ever" in shown(app)
        await press(pilot, "tab")
        assert "note: hm" in shown(app)
        assert ", ever" not in shown(app)
        await press(pilot, "right", "l", "left", "h", "shift+tab", "shift+tab")
        assert ", ever" in shown(app)
        assert "note: hm" not in shown(app)
        await press(pilot, "escape")
        assert found.editing.form is not None
        assert found.editing.form.values["claim"].endswith("ever")
        await press(pilot, "ctrl+s", "enter")
        assert found.editing.mode == FORM
        assert found.editing.form.values["note"] == "hm"
        await press(pilot, "ctrl+s")
        assert "note: hm" in text(negotiation)
        assert f"{CLAIM}, ever" in text(negotiation)
        assert negotiation.undo()
        assert text(negotiation) == theirs


async def test_a_clash_stands_in_the_text_until_it_is_settled(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        found = await in_the_form(pilot)
        await type_in(pilot, ", ever")
        theirs = FILE.replace(f"- reject: {CLAIM}\n", "- reject: any withdrawal\n", 1)
        negotiation.position_path("a1").write_text(theirs, encoding="utf-8")
        await press(pilot, "ctrl+s")
        assert "<<<<<<<" in shown(app)
        await press(pilot, "down", "j", "up", "k", "pagedown", "space", "pageup", "enter")
        await settle(pilot)
        assert found.editing.mode == YAML
        assert "git left two versions here" in shown(app)
        assert ", ever" in found.area.text
        assert "reject: any withdrawal\n" in found.area.text
        assert text(negotiation) == theirs


async def test_taking_their_version_leaves_mine_in_the_undo(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        await press(pilot, "ctrl+t", "end")
        await type_in(pilot, " MINE")
        theirs = FILE + "# theirs\n"
        negotiation.position_path("a1").write_text(theirs, encoding="utf-8")
        await press(pilot, "ctrl+s", "tab", "enter")
        assert found.area.text == theirs
        assert not found.editing.is_touched
        await press(pilot, "ctrl+z")
        assert "MINE" in found.area.text


async def test_a_file_that_changed_is_read_again_where_nothing_was_typed(
    app: PositionsApp, negotiation: Negotiation
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        new = FILE.replace(f"- reject: {CLAIM}\n", "- reject: any withdrawal at all\n", 1)
        negotiation.position_path("a1").write_text(new, encoding="utf-8")
        app.look()
        await settle(pilot)
        assert found.editing.form is not None
        assert found.editing.form.values["claim"] == "any withdrawal at all"


async def test_what_cannot_be_written_is_kept_and_said(
    app: PositionsApp, negotiation: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise WriteError("cannot be written: no space left", path="positions/a1.yaml")

    async with app.run_test(size=(100, 24)) as pilot:
        found = await in_the_form(pilot)
        await type_in(pilot, "!")
        monkeypatch.setattr(Negotiation, "commit", refuse)
        await press(pilot, "ctrl+s")
        assert "no space left" in shown(app)
        assert found.editing.is_touched
        await press(pilot, "escape", "down", "enter")
        assert len(app.access.files.drafts.waiting()) == 1


@pytest.mark.parametrize(
    ("keys", "saved", "waiting"), [([], True, 0), (["down"], False, 1), (["down", "down"], False, 0)]
)
async def test_leaving_asks_what_becomes_of_it(
    app: PositionsApp, negotiation: Negotiation, keys: list[str], saved: bool, waiting: int
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_form(pilot)
        await type_in(pilot, "!")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, EditorScreen)
        await press(pilot, "escape", *keys, "enter")
        assert (text(negotiation) != FILE) == saved
        assert isinstance(app.screen, MatrixScreen)
        assert len(app.access.files.drafts.waiting()) == waiting
        await press(pilot, "U")
        assert isinstance(app.screen, DraftsScreen if waiting else MatrixScreen)
        if not waiting:
            assert "Nothing is left" in shown(app)


async def test_an_edit_that_was_killed_is_offered_at_the_next_start(negotiation: Negotiation) -> None:
    first = app_over(negotiation)
    async with first.run_test(size=(80, 24)) as pilot:
        found = await in_the_form(pilot)
        await type_in(pilot, "!")
        assert found._draft is not None
    first.access.files.drafts.release(found._draft)  # as the system does when a process dies

    second = app_over(negotiation)
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(second.screen, DraftsScreen)
        assert "guard!" in shown(second)
        await press(pilot, "escape", "right", "right", "e")
        assert isinstance(second.screen, DraftsScreen)
        await press(pilot, "enter")
        assert screen(pilot).editing.form is not None
        assert screen(pilot).focused is not None
        await press(pilot, "ctrl+s")
        assert f"{CLAIM}!" in text(negotiation)
        assert second.access.files.drafts.waiting() == ()


async def test_an_edit_that_was_left_can_be_thrown_away(negotiation: Negotiation) -> None:
    app = app_over(negotiation)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_form(pilot)
        await type_in(pilot, "!")
        await press(pilot, "escape", "down", "enter", "U", "x")
        assert isinstance(app.screen, MatrixScreen)
        assert app.access.files.drafts.waiting() == ()
        assert text(negotiation) == FILE


async def test_a_draft_over_a_file_that_changed_since_is_a_conflict(negotiation: Negotiation) -> None:
    app = app_over(negotiation)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_form(pilot)
        await type_in(pilot, "!")
        await press(pilot, "escape", "down", "enter")
        negotiation.position_path("a1").write_text(FILE + "# since\n", encoding="utf-8")
        await press(pilot, "U", "enter", "ctrl+s")
        assert isinstance(app.screen, ConflictScreen)
        await press(pilot, "enter", "ctrl+s")
        assert "# since" in text(negotiation)
        assert f"{CLAIM}!" in text(negotiation)


async def test_hostile_characters_never_reach_the_terminal_and_stay_in_the_file(negotiation: Negotiation) -> None:
    hostile = FILE.replace("# check", "# \u202echeck [@click=app.quit]x[/]").replace("\n", "\r\n")
    negotiation.position_path("a1").write_bytes(hostile.encode())
    app = app_over(negotiation)
    async with app.run_test(size=(120, 40)) as pilot:
        await in_the_form(pilot)
        await press(pilot, "ctrl+t")
        assert "\u202e" not in shown(app)
        assert "[@click=app.quit]x[/]" in shown(app)
        await press(pilot, "end")
        await type_in(pilot, "!")
        await press(pilot, "ctrl+s")
    assert negotiation.position_path("a1").read_bytes() == hostile.replace(CLAIM, f"{CLAIM}!", 1).encode()


async def test_what_is_pasted_comes_whole_and_harmless(app: PositionsApp, negotiation: Negotiation) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        found = await in_the_form(pilot, "note")
        assert found.focused is not None
        found.focused.post_message(Paste("one\r\n two\x1b[2J"))
        await settle(pilot)
        assert found.editing.form is not None
        assert found.editing.form.values["note"] == "one two␛[2J"
        await press(pilot, "ctrl+t", "end")
        found.area.post_message(Paste("\r\n      # pasted\u2028\x1b[2J\r      # more"))
        await settle(pilot)
        assert "\x1b" not in shown(app)
        await press(pilot, "ctrl+s")
        assert "      # pasted\ufffd␛[2J\n      # more\n" in text(negotiation)


@pytest.mark.parametrize("size", [(20, 6), (40, 12)])
async def test_a_tiny_terminal_is_no_fault(app: PositionsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await in_the_form(pilot)
        await type_in(pilot, "!")
        await press(pilot, "ctrl+t", "down", "ctrl+n", "escape", "ctrl+g", "ctrl+t")
        await pilot.resize_terminal(160, 45)
        await settle(pilot)
        assert "not saved" in shown(app)
