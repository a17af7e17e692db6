"""A notice says all it has to say, for as long as it is to the point."""

from __future__ import annotations

import pytest
from seeing import SMALL, opened, press, shown
from strait import settle

from tui.app import PositionsApp
from tui.memory import Habits
from tui.query import HELP
from tui.screens.matrix import WELCOME
from tui.screens.pick import PickScreen
from tui.widgets.bars import NoticeLine
from tui.widgets.filterline import FilterLine

HINT = "There is nothing to edit: there is no entry behind this cell (move to a cell that says something)"
MARKING = "Arrows move the caret"


def words(app: PositionsApp) -> str:
    return " ".join(shown(app).split())


@pytest.mark.parametrize("size", [SMALL, (40, 12)])
async def test_what_does_not_fit_on_a_line_takes_more_of_them(app: PositionsApp, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        app.tell(HINT, error=True)
        await settle(pilot)
        assert f"✗ {HINT}" in words(app)


async def test_what_is_longer_than_some_lines_ends_in_an_ellipsis(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        app.tell("longer " * 200)
        await settle(pilot)
        lines = shown(app).splitlines()
        assert [line.strip()[:6] for line in lines].count("longer") == NoticeLine.LINES
        assert lines[-1].rstrip().endswith("…")


async def test_a_notice_goes_with_its_screen(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        app.tell("told on the matrix")
        await press(pilot, "D")
        assert "told on the matrix" not in shown(app)
        app.tell("told on the comparison")
        await settle(pilot)
        assert "told on the comparison" in shown(app)
        await press(pilot, "escape")
        assert "told on the comparison" not in shown(app)


async def test_how_one_marks_is_not_said_any_more_when_one_no_longer_does(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "right", "enter", "v")
        assert f"{MARKING}, Shift marks, s takes the sentence, a makes a position of it." in words(app)
        await press(pilot, "escape")
        assert MARKING not in shown(app)


async def test_what_a_closing_screen_tells_is_read_on_the_one_below(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "D")
        app.tell("Saved.")
        app.screen.dismiss(None)
        await settle(pilot)
        assert "Saved." in shown(app)


@pytest.mark.parametrize("key", ["slash", "question_mark"])
async def test_the_welcome_goes_when_anything_opens(app: PositionsApp, key: str) -> None:
    app.habits = Habits(welcomed=False)
    async with opened(app) as pilot:
        first = WELCOME.splitlines()[0]
        assert first in shown(app)
        await press(pilot, key)
        assert first not in shown(app)
        await press(pilot, "escape")
        assert first not in shown(app)
        assert not app.screen.query_one(FilterLine).display


async def test_the_filters_help_is_there_in_full(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "slash")
        assert HELP in shown(app)
        await press(pilot, *"is:nothing")
        assert "is: conditional, in principle," in words(app)
        assert "provisional, reviewed" in words(app)


async def test_a_list_says_what_escape_does(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        app.push_screen(PickScreen("What becomes of it?", [("save", "Save it")], "save", escape="goes back to it"))
        await settle(pilot)
        assert "Enter takes it, Esc goes back to it" in shown(app)
