"""Whoever has the mouse in hand need not let go of it: lists, keys, dialogs, the way back."""

from __future__ import annotations

from seeing import SMALL, opened, press, shown
from strait import settle
from textual.pilot import Pilot
from textual.widgets import OptionList

from tui.app import PositionsApp
from tui.screens.diff import DiffScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.history import HistoryScreen
from tui.screens.matrix import MatrixScreen
from tui.widgets.entries import EntryList
from tui.widgets.keys import KeyLine


async def click(pilot: Pilot[None], words: str, times: int = 1) -> None:
    """Clicks on the first place where some words stand."""
    app = pilot.app
    assert isinstance(app, PositionsApp)
    lines = shown(app).splitlines()
    row = next(number for number, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row), times=times)
    await settle(pilot)


async def test_a_click_on_a_key_is_as_good_as_the_key(app: PositionsApp) -> None:
    async with opened(app, SMALL) as pilot:
        await press(pilot, "right")
        for words, screen in (("Enter Article", EvidenceScreen), ("Esc Back", MatrixScreen), ("d Diff", DiffScreen)):
            await click(pilot, words)
            assert isinstance(app.screen, screen), words
        await click(pilot, "? Help")
        assert "keys and signs" in shown(app)


async def test_beside_the_keys_a_click_does_nothing(app: PositionsApp) -> None:
    async with opened(app, (160, 45)) as pilot:
        await pilot.click(KeyLine, offset=(150, 0))
        await settle(pilot)
        assert isinstance(app.screen, MatrixScreen)


async def test_a_change_is_picked_by_a_click_and_opened_by_two(app: PositionsApp) -> None:
    async with opened(app, (100, 40)) as pilot:
        await press(pilot, "d")
        await click(pilot, "↓ softened")
        assert isinstance(app.screen, DiffScreen)
        assert app.screen.change is not None
        assert app.screen.change.kind == "softened"
        await click(pilot, "↓ softened", times=2)
        assert isinstance(app.screen, EvidenceScreen)


async def test_a_statement_of_the_history_is_opened(app: PositionsApp) -> None:
    async with opened(app, (100, 40)) as pilot:
        await press(pilot, "H")
        assert isinstance(app.screen, HistoryScreen)
        await pilot.click(EntryList, offset=(10, 1), times=2)
        await settle(pilot)
        assert isinstance(app.screen, EvidenceScreen)


async def test_a_line_of_a_dialog_is_taken_by_a_click(app: PositionsApp) -> None:
    async with opened(app, (100, 40)) as pilot:
        await press(pilot, "right", "2")
        assert app.screen.query_one(OptionList).option_count
        await click(pilot, "harbour workers")
        assert isinstance(app.screen, MatrixScreen)
        assert app.screen.view is not None
        assert app.screen.view.columns == ("Norland", "harbour workers")
