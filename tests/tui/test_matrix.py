"""The matrix under keys and mouse: headings, another day, what was compared before, the palette's places."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

import pytest
from seeing import opened, press, shown, table, view
from strait import Desk, settle
from textual.command import CommandPalette
from textual.widgets import Input

from positions.errors import InputError
from positions.model import Matrix
from tui.app import PositionsApp
from tui.places import Place
from tui.screens.evidence import EvidenceScreen
from tui.screens.matrix import MatrixScreen
from tui.state import Content, Target
from tui.theme import THEMES
from tui.view import Sort
from tui.widgets.filterline import FilterLine
from tui.widgets.matrix import MatrixTable


async def test_a_click_on_a_heading_sorts_and_the_wheel_scrolls(app: PositionsApp) -> None:
    async with opened(app, (80, 12)) as pilot:
        await pilot.click(MatrixTable, offset=(18, 0))
        await settle(pilot)
        assert view(app).arrangement.sort is Sort.NAME
        await pilot.click(MatrixTable, offset=(60, 0))
        await settle(pilot)
        assert view(app).arrangement.first == "Sudmark"
        await pilot.click(MatrixTable, offset=(60, 1))
        assert table(app).column == "Sudmark"
        cursor = table(app).cursor
        table(app).action_scroll_down()
        await settle(pilot)
        assert table(app).cursor == cursor  # scrolling alone moves no cursor


async def test_the_matrix_as_of_a_day_and_back(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "left_square_bracket")
        assert "as of 2024-04-01" in shown(app)
        assert view(app).content.days == (dt.date(2024, 4, 1),)
        await press(pilot, "left_square_bracket")  # nothing is older
        assert "as of 2024-04-01" in shown(app)
        await press(pilot, "escape")
        assert "as of" not in shown(app)
        await press(pilot, "at", "down", "down", "enter")
        assert "as of 2024-04-01" in shown(app)
        await press(pilot, "at", "home", "enter")
        assert "as of" not in shown(app)


async def test_a_day_that_nobody_waits_for_any_more_is_not_announced(app: PositionsApp, desk: Desk) -> None:
    may_end = threading.Event()

    def compare_as_of(day: dt.date) -> Matrix:
        may_end.wait(10)
        return desk.compare_as_of(day)

    async with opened(app) as pilot:
        app.access = replace(app.access, compare_as_of=compare_as_of)
        await pilot.press("left_square_bracket")
        assert app.activity == "comparing as of 2024-04-01…"
        await pilot.press("right_square_bracket")
        may_end.set()
        await settle(pilot)
        assert "as of" not in shown(app)


async def test_topics_without_parties_break_no_key(app: PositionsApp, desk: Desk) -> None:
    rows = tuple(row for row in desk.content.matrix.rows if not row.positions)
    snapshot = desk.content.snapshot.model_copy(update={"positions": ()})
    desk.content = Content(Matrix(rows=rows), snapshot)
    async with opened(app) as pilot:
        await press(pilot, "2")
        assert "There is no party yet." in shown(app)
        for key in ("x", "less_than_sign", "b", "right", "H", "escape", "C", "escape"):
            await press(pilot, key)
        assert isinstance(app.screen, MatrixScreen)


async def test_a_day_that_cannot_be_compared_is_told(app: PositionsApp, desk: Desk) -> None:
    async with opened(app, (120, 24)) as pilot:
        desk.compare_fault = InputError("no vectors")
        await press(pilot, "left_square_bracket")
        assert "cannot be compared: no vectors" in shown(app)
        assert "as of 2024" not in shown(app)


async def test_two_parties_are_compared_and_all_come_back(app: PositionsApp) -> None:
    async with opened(app, (120, 24)) as pilot:
        await press(pilot, "right", "2", "enter")
        assert view(app).columns == ("Norland", "Sudmark")
        assert "opposed" in shown(app) or "together" in shown(app) or "unclear" in shown(app)
        await press(pilot, "escape")
        assert view(app).arrangement.pair is None


async def test_what_was_compared_before_is_seen_before_the_files_are_read(app: PositionsApp, desk: Desk) -> None:
    desk.compared = True
    desk.may_read.clear()
    async with app.run_test(size=(80, 24)) as pilot:
        while app.glimpse is None:
            await pilot.pause(0.01)
        await pilot.pause()
        assert app.content is None
        assert "patrols in the" in shown(app)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert "being read" in shown(app)
        desk.may_read.set()
        while app.content is None:
            await pilot.pause(0.01)
        await settle(pilot)
        assert table(app).cursor == (0, 1)
        await press(pilot, "enter")
        assert isinstance(app.screen, EvidenceScreen)


async def test_the_palette_finds_issues_parties_and_articles(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "ctrl+p", *"seat at")
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, "enter")
        row = table(app).row
        assert row is not None
        assert row.issue == "seat at the table"
        await press(pilot, "ctrl+p", *"sudm", "enter")
        assert table(app).column == "Sudmark"
        await press(pilot, "ctrl+p", *"second round", "enter")
        assert isinstance(app.screen, EvidenceScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)


async def test_every_theme_can_be_chosen(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        seen = {app.theme}
        for _ in range(len(THEMES) - 1):
            await press(pilot, "T")
            seen.add(app.theme)
        assert seen == {theme.name for theme in THEMES.values()}
        await press(pilot, "T")
        assert app.theme == "positions"


async def test_what_moved_since_the_last_visit_is_marked_in_the_present(desk: Desk) -> None:
    async with opened(PositionsApp(desk.access(), poll_seconds=3600)) as pilot:
        assert not view(pilot.app).moved  # type: ignore[arg-type]  # nobody was here before
        await press(pilot, "q")
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app, (120, 24)) as pilot:
        while not app.moved:
            await pilot.pause(0.01)
        await settle(pilot)
        assert "×2⇄" in shown(app)
        await press(pilot, "right", "right")
        assert "reversed since the last visit" in shown(app)
        await press(pilot, "slash", *"is:moved", "enter")
        assert {row.issue for row in view(app).rows} >= {"patrols in the strait", "seat at the table"}
        await press(pilot, "escape", "left_square_bracket")
        assert not view(app).moved


async def test_what_is_shown_late_changes_nothing_of_what_is_being_typed(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        screen.action_filter()
        field = screen.query_one("#filter", Input)
        assert app.focused is field  # at once, so that no letter goes astray
        await press(pilot, *"catch")
        screen.show(view(app).filtered("ca"))
        assert (field.value, field.cursor_position) == ("catch", 5)
        await press(pilot, "escape")
        assert (field.value, view(app).arrangement.needle) == ("", "")


async def test_a_place_picked_while_one_types_ends_a_filter_that_hides_it(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        issue = view(app).rows[0].issue
        await press(pilot, "slash", *"nothing of that sort")
        assert not view(app).rows
        screen.go(Place("issue", issue, issue, 0))
        await settle(pilot)
        assert screen.query_one("#filter", Input).value == ""
        row = table(app).row
        assert row is not None
        assert row.issue == issue


async def test_a_filter_longer_than_its_line_is_seen(app: PositionsApp) -> None:
    async with opened(app, (80, 24)) as pilot:
        await press(pilot, "slash")
        app.screen.query_one(FilterLine).take("catch " * 16 + "figures")
        await press(pilot, "home", "end")
        assert "catch figures" in shown(app).splitlines()[-2]


async def test_a_browser_is_told_where_a_kept_page_lies(
    app: PositionsApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.root / "sources").mkdir()
    (desk.root / "sources/a 1.html").write_text("x")
    first, *others = desk.content.snapshot.articles
    kept = first.model_copy(update={"source": first.source.model_copy(update={"original": "sources/a 1.html"})})
    snapshot = desk.content.snapshot.model_copy(update={"articles": (kept, *others)})
    desk.content = Content(desk.content.matrix, snapshot)
    monkeypatch.setattr(PositionsApp, "is_web", True)
    async with opened(app) as pilot:
        app.push_screen(EvidenceScreen(desk.content, Target("a1")))
        await settle(pilot)
        await press(pilot, "o")
        assert "in the negotiation's folder: sources/a 1.html" in shown(app)
