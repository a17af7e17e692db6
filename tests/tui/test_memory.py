"""What the screens remember: where it is kept, that nonsense does no harm, that one finds everything as one left it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seeing import opened, press, shown, table, view
from strait import Desk

from tui.app import PositionsApp
from tui.memory import Habits, Memory, Place
from tui.view import Arrangement, Blocs, Sort


def test_what_is_kept_comes_back_and_each_negotiation_has_its_own(tmp_path: Path) -> None:
    chosen = Arrangement(needle="party:x", sort=Sort.NAME, hidden=frozenset({"x"}), blocs=Blocs.BESIDE, pair=("a", "b"))
    place = Place(arrangement=chosen, issue="patrols", column="Norland")
    first, second = Memory(tmp_path, Path("/one")), Memory(tmp_path, Path("/two"))
    first.keep(place)
    first.keep(Habits(theme="light", welcomed=True))
    assert first.place == place
    assert second.place == Place()
    assert second.habits == Habits(theme="light", welcomed=True)


def test_what_cannot_be_understood_is_left_out_field_by_field(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Path("/one"))
    memory.keep(Place())
    (file,) = (tmp_path / "places").iterdir()
    arrangement = {"sort": "sideways", "needle": "fish", "hidden": 7, "blocs": None, "new": 1}
    file.write_text(json.dumps({"issue": ["x"], "column": "Norland", "arrangement": arrangement}))
    assert memory.place == Place(column="Norland", arrangement=Arrangement(needle="fish"))


@given(st.binary(max_size=60))
def test_nonsense_is_as_good_as_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "habits.json").write_bytes(data)
    assert isinstance(Memory(folder, Path("/one")).habits, Habits)


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    memory = Memory(tmp_path / "state", Path("/one"))
    memory.keep(Habits(theme="light"))
    assert memory.habits == Habits()


def with_memory(desk: Desk, tmp_path: Path) -> PositionsApp:
    return PositionsApp(desk.access(), poll_seconds=3600, memory=Memory(tmp_path / "state", desk.root))


async def test_one_finds_everything_as_one_left_it(desk: Desk, tmp_path: Path) -> None:
    async with opened(with_memory(desk, tmp_path)) as pilot:
        await press(pilot, "f", "s", "down", "right", "right", "x", "T", "q")
    app = with_memory(desk, tmp_path)
    async with opened(app):
        left = view(app).arrangement
        assert (left.unfolded, left.sort, left.hidden) == (True, Sort.NEWEST, {"Sudmark"})
        assert (table(app).cursor, table(app).column) == ((1, 2), "Union")
        assert app.theme == "positions-light"


async def test_the_first_run_explains_itself_once(desk: Desk, tmp_path: Path) -> None:
    app = with_memory(desk, tmp_path)
    async with opened(app) as pilot:
        assert "Esc closes these lines" in shown(app)
        await press(pilot, "escape")
        assert "Esc closes these lines" not in shown(app)
    app = with_memory(desk, tmp_path)
    async with opened(app):
        assert "Esc closes these lines" not in shown(app)


def test_what_was_skipped_is_kept_with_the_user(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Path("/one"))
    assert memory.skipped == frozenset()
    memory.keep_skipped({"a", "b"})
    assert memory.skipped == {"a", "b"}
    assert Memory(tmp_path, Path("/two")).skipped == frozenset()
    (path,) = tmp_path.rglob("*.json")
    for broken in (b"\xff", b"[]", b'{"skipped": 3}'):
        path.write_bytes(broken)
        assert memory.skipped == frozenset()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("no folder")
    memory.keep_skipped({"a"})
    assert memory.skipped == frozenset()
