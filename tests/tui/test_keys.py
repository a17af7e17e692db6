"""The line of keys: whatever the width, the way back and to the help stand there."""

from __future__ import annotations

import pytest
from seeing import SMALL, opened, press, shown

from tui.app import PositionsApp
from tui.commands import SCREENS, commands_of
from tui.widgets.keys import fitting

KEYS = [("c", "c", "Confirm"), ("x", "x", "Dismiss"), ("escape", "Esc", "Back"), ("question_mark", "?", "Help")]
EVERYWHERE = [("ctrl+p", "^P", "Commands"), ("q", "q", "Quit")]


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        (61, "c x escape question_mark ctrl+p q"),
        (53, "c x escape question_mark q"),
        (40, "c x escape question_mark"),
        (30, "c escape question_mark"),
        (18, "escape question_mark"),
        (12, "escape"),
        (0, ""),
    ],
)
def test_what_does_the_same_everywhere_goes_first_and_the_way_back_last(columns: int, left: str) -> None:
    assert " ".join(key for key, _, _ in fitting(KEYS + EVERYWHERE, columns)) == left


@pytest.mark.parametrize("where", [where for where in SCREENS if where != "app"])
def test_at_80_columns_no_screen_loses_its_way_back(where: str) -> None:
    commands = [one for one in (*commands_of(where), *commands_of("app")) if one.footer]
    keys = [(one.keys.split(",")[0], one.key_text, one.title) for one in commands]
    left = fitting(keys, 80)
    assert sum(len(written) + len(does) + 3 for _, written, does in left) <= 80
    assert {key for key, _, _ in left} >= {key for key, _, _ in keys} & {"escape", "question_mark"}


async def test_the_article_shows_the_way_back_in_a_small_terminal(app: PositionsApp) -> None:
    async with opened(app, SMALL) as pilot:
        await press(pilot, "right", "enter")
        line = shown(app).splitlines()[-1]
        assert "Esc Back" in line
        assert "? Help" in line
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert "q Quit" in shown(app).splitlines()[-1]
