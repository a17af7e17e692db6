"""While the articles are still being read, every key that needs them says so, or opens and waits for them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from folders import screens, talks
from seeing import SMALL, opened, press, shown
from strait import Desk, settle
from textual.pilot import Pilot

from positions.errors import InputError
from positions.model import Change, Matrix, Snapshot
from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp
from tui.commands import commands_of
from tui.screens.matrix import MatrixScreen
from tui.state import Content

__all__ = ["screens", "talks"]

STILL = "still being read"
OPENS = frozenset("drafts filter clear parties issues review since diff coders add read job".split())
"""What does not tell it: these open, and what they cannot show yet comes when it is there."""
NEED_ARTICLES = frozenset({"open", "as_of", "step_day(-1)", "step_day(1)"})
"""What has to tell it even where the matrix of the last time is there."""


@pytest.fixture
def reading(desk: Desk) -> Iterator[Desk]:
    """Files that are being read for as long as the test wants."""
    desk.may_read.clear()
    yield desk
    desk.may_read.set()


@asynccontextmanager
async def waiting(desk: Desk) -> AsyncIterator[tuple[PositionsApp, Pilot[None]]]:
    """The application before the files are read."""
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with app.run_test(size=SMALL) as pilot:
        while desk.compared and app.glimpse is None:
            await pilot.pause(0.01)
        await pilot.pause()
        assert app.content is None
        yield app, pilot
        desk.may_read.set()


async def read(desk: Desk, app: PositionsApp, pilot: Pilot[None]) -> None:
    desk.may_read.set()
    while app.content is None:
        await pilot.pause(0.01)
    await settle(pilot)


async def test_every_key_that_needs_the_matrix_says_that_it_is_still_being_read(reading: Desk) -> None:
    async with waiting(reading) as (app, pilot):
        for command in commands_of("matrix"):
            if command.action in OPENS or not command.palette:
                continue
            app.notice = None
            await pilot.press(command.keys.split(",")[0])
            await pilot.pause()
            assert isinstance(app.screen, MatrixScreen), command
            assert app.notice is not None, command
            assert STILL in app.notice.message, command


async def test_of_the_matrix_of_the_last_time_only_what_needs_the_articles_waits(reading: Desk) -> None:
    reading.compared = True
    async with waiting(reading) as (app, pilot):
        for command in commands_of("matrix"):
            if command.action in NEED_ARTICLES:
                app.notice = None
                await pilot.press(command.keys.split(",")[0])
                await pilot.pause()
                assert app.notice is not None, command
                assert STILL in app.notice.message, command
        await read(reading, app, pilot)
        assert STILL not in shown(app)


async def test_the_matrix_of_the_last_time_can_be_arranged_meanwhile(reading: Desk) -> None:
    reading.compared = True
    async with waiting(reading) as (app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert "by newest movement" in shown(app)


@pytest.mark.parametrize(
    ("key", "waits", "comes"),
    [
        ("d", "shown as soon as they are", "1 reversed"),
        ("D", "shown as soon as they are", "since your last visit"),
        ("H", "shown as soon as they are", "1 statement"),
        ("P", "Parties  ·  reading…", "4 parties"),
        ("I", "Issues  ·  reading…", "5 issues"),
    ],
)
async def test_what_opens_before_the_articles_are_read_fills_when_they_are(
    key: str, waits: str, comes: str, reading: Desk
) -> None:
    reading.compared, reading.visits = True, 1
    async with waiting(reading) as (app, pilot):
        await pilot.press("right", key)
        await pilot.pause()
        assert waits in shown(app)
        assert not isinstance(app.screen, MatrixScreen)
        await read(reading, app, pilot)
        assert comes in shown(app)
        assert waits not in shown(app)


async def test_a_diff_that_waits_tells_what_it_cannot_do_yet(reading: Desk) -> None:
    async with waiting(reading) as (app, pilot):
        await pilot.press("d")
        for key in ("o", "w", "at", "a", "f", "enter", "b", "H"):
            app.notice = None
            await pilot.press(key)
            await pilot.pause()
            assert app.notice is not None, key
            assert STILL in app.notice.message, key


async def test_a_diff_that_no_longer_waits_for_the_articles_says_that_it_compares(reading: Desk) -> None:
    may_compare = threading.Event()
    access = reading.access()

    def slowly(matrix: Matrix, old: Collection[str], new: Collection[str]) -> tuple[Change, ...]:
        may_compare.wait(10)
        return access.diff(matrix, old, new)

    app = PositionsApp(replace(access, diff=slowly), poll_seconds=3600)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("d")
        reading.may_read.set()
        while app.content is None:
            await pilot.pause(0.01)
        await pilot.pause()
        assert "Comparing…" in shown(app)
        assert "shown as soon as" not in shown(app)
        may_compare.set()
        await settle(pilot)
        assert "1 reversed" in shown(app)


async def test_a_diff_of_what_turns_out_to_be_one_article_goes_back_and_says_why(reading: Desk) -> None:
    only = reading.content.snapshot.articles[:1]
    reading.content = Content(reading.content.matrix, reading.content.snapshot.model_copy(update={"articles": only}))
    async with waiting(reading) as (app, pilot):
        await pilot.press("d")
        await read(reading, app, pilot)
        assert isinstance(app.screen, MatrixScreen)
        assert "takes two articles" in shown(app)


async def test_the_review_waits_too(talks: Negotiation) -> None:
    may_read = threading.Event()
    access = access_to(talks)

    def slowly(read: Callable[[], Snapshot] = access.read) -> Snapshot:
        may_read.wait(10)
        return read()

    app = PositionsApp(replace(access, read=slowly), poll_seconds=3600)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("r")
        await pilot.pause()
        assert "shown as soon as they are" in shown(app)
        may_read.set()
        while app.content is None:
            await pilot.pause(0.01)
        await settle(pilot)
        await settle(pilot)
        assert "1 of 5" in shown(app)


async def test_with_a_fault_and_nothing_read_a_key_points_at_the_fault(app: PositionsApp, desk: Desk) -> None:
    desk.fault = InputError("the colon is missing", hint="add it", path=desk.root / "positions/a1.yaml", line=4)
    async with opened(app) as pilot:
        await press(pilot, "s")
        assert "until the fault above is put right" in shown(app)


async def test_without_positions_a_key_says_what_there_is_none_of(app: PositionsApp, desk: Desk) -> None:
    desk.content = Content(Matrix(), Snapshot())
    async with opened(app) as pilot:
        for key in ("s", "f", "x", "2", "H", "C", "b"):
            app.notice = None
            await press(pilot, key)
            assert app.notice is not None, key
            assert app.notice.message == "No articles yet.", key
        await press(pilot, "left_square_bracket")
        assert "No article has a date" in shown(app)


async def test_a_day_further_than_there_are_articles_is_told(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "right_square_bracket")
        assert "This is now" in shown(app)
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert "No article is older" in shown(app)
