"""The diff, the history and the closeness on the screen."""

from __future__ import annotations

import datetime as dt

import pytest
from seeing import opened, press, shown, table, view
from strait import Desk, settle, strait_talks
from textual.pilot import Pilot
from textual.widgets import Input

from positions.errors import InputError
from positions.model import Matrix, Placed, Position, Row, Stance, Status
from tui.app import PositionsApp
from tui.screens.ask import AskScreen
from tui.screens.closeness import ClosenessScreen
from tui.screens.diff import DiffScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.history import HistoryScreen
from tui.screens.matrix import MatrixScreen
from tui.state import Content
from tui.widgets.entries import EntryList


async def go(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys between which nothing has to be waited for."""
    await pilot.press(*keys)
    await settle(pilot)


async def answer(pilot: Pilot[None], words: str) -> None:
    """Types some words and takes what is offered first."""
    pilot.app.screen.query_one(Input).value = words
    await settle(pilot)
    await press(pilot, "enter")


async def test_the_diff_opens_on_the_last_two_and_others_are_chosen_by_their_words(
    app: PositionsApp, desk: Desk
) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, DiffScreen)
        assert desk.asked == [(("a1",), ("a2",))]
        assert "reversed" in shown(app)
        await press(pilot, "x")
        assert desk.asked[-1] == (("a2",), ("a1",))
        await press(pilot, "o")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "escape", "o")
        await answer(pilot, "minis")
        assert desk.asked[-1] == (("a1",), ("a1",))
        assert "Nothing moved" in shown(app)
        await press(pilot, "w")
        await answer(pilot, "port ost")
        assert desk.asked[-1] == (("a1",), ("a2",))
        await press(pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)


async def test_two_days_are_typed_and_a_day_without_an_article_is_one_too(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d", "at")
        assert "2024-04-01" in shown(app)
        await answer(pilot, "2024-4-2")
        await answer(pilot, "04-05")
        assert desk.asked[-1] == (("a1",), ("a1", "a2"))
        assert "up to 2024-04-02 · 1 article" in shown(app)
        assert "2024-04-01 · Ministers meet" in shown(app)  # below the statement: where it was said
        await press(pilot, "o")
        await answer(pilot, "2020-01-01")
        assert desk.asked[-1] == ((), ("a1", "a2"))
        await press(pilot, "w")
        await answer(pilot, "tuesday")
        assert "“tuesday” is no day" in shown(app)
        assert len(desk.asked) == 3


async def test_what_moved_since_the_last_visit_is_said_once_and_shown(desk: Desk) -> None:
    desk.visits = 1
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app) as pilot:
        while not app.moved:
            await pilot.pause(0.01)
        await settle(pilot)
        assert "3 positions moved since your last visit: D shows what" in shown(app)
        await press(pilot, "D")
        assert "seen at the last visit" in shown(app)
        assert "⇄ reversed  Sudmark" in shown(app)
        await press(pilot, "o")
        assert "a compares two articles, @ two days." in shown(app)
        await press(pilot, "x", "escape")
        app.tell("something else")
        desk.content = strait_talks()
        app.look()
        await settle(pilot)
        assert "since your last visit" not in shown(app)


async def test_a_first_visit_has_nothing_to_compare_with(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        assert "since your last visit" not in shown(app)
        await press(pilot, "D")
        assert "A first visit has nothing to compare with." in shown(app)


async def test_issues_stand_by_their_gravest_change_and_what_was_kept_is_folded(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d")
        before = shown(app)
        places = [before.index(words) for words in ("patrols in the strait", "compensation for", "seat at the table")]
        assert places == sorted(places)
        assert "1 position kept or only reworded: f shows more" in before
        await go(pilot, "f", "G")
        assert "sharing of catch figures" in shown(app)


async def test_a_change_stays_under_the_cursor_when_the_files_change(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d")
        await go(pilot, "j")
        assert isinstance(app.screen, DiffScreen)
        here = app.screen.change
        assert here is not None
        assert here.issue == "compensation for lost catches"
        desk.content = strait_talks()
        app.look()
        await settle(pilot)
        await press(pilot, "f")
        assert app.screen.change == here


async def test_changed_words_are_marked_without_a_colour(app: PositionsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(PositionsApp(app.access, poll_seconds=3600)) as pilot:
        await press(pilot, "d")
        body = pilot.app.screen.query_one(EntryList)
        segments = [segment for number in range(body.size.height) for segment in body.render_line(number)]
        marked = {each.text.strip() for each in segments if each.style and each.style.underline and each.style.bold}
        assert {"40", "25"} <= marked


async def test_both_quotes_of_a_change_and_its_history_are_a_key_away(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d", "down", "enter")
        assert isinstance(app.screen, EvidenceScreen)
        assert app.screen.reading.article.id == "a2"
        await go(pilot, "escape", "b")
        assert isinstance(app.screen, EvidenceScreen)
        assert app.screen.reading.article.id == "a1"
        await go(pilot, "escape", "H")
        assert "Sudmark on compensation for lost catches" in shown(app)
        await go(pilot, "escape", "G", "b")
        assert "Nothing was said there before." in shown(app)


async def test_a_fault_is_told_and_the_screen_stays(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "d")
        desk.compare_fault = InputError("the cache is gone", hint="try again")
        await press(pilot, "x")
        assert "These cannot be compared: the cache is gone" in shown(app)
        await go(pilot, "escape", "H")
        assert "The history cannot be told: the cache is gone" in shown(app)


async def test_the_history_of_a_party_then_of_all_and_the_quote(app: PositionsApp) -> None:
    async with opened(app, (80, 30)) as pilot:
        await go(pilot, "down", "right", "right", "H")
        assert isinstance(app.screen, HistoryScreen)
        seen = shown(app)
        assert "↓ softened" in seen
        assert "▲ demands: compensation of 40 million crowns for lost catches" in seen
        assert "Norland rejects" not in seen
        await press(pilot, "p")
        assert "3 statements" in shown(app)
        await go(pilot, "p", "down", "enter")
        assert isinstance(app.screen, EvidenceScreen)
        passage = app.screen.reading.passage
        assert passage is not None
        assert passage.placed is not None
        assert passage.placed.position.claim.startswith("compensation of 25")
        await press(pilot, "H")
        assert isinstance(app.screen, HistoryScreen)


async def test_an_issue_has_the_history_of_all_and_silence_is_said(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "H")
        assert "all parties on patrols in the strait" in shown(app)
        await press(pilot, "p")
        assert "All parties are shown" in shown(app)
        await go(pilot, "escape", "f", "right", "right", "right", "down", "down", "H")
        assert "on the terms of prisoner swaps" in shown(app)
        assert "Nobody has said anything on this." in shown(app)
        await go(pilot, "down", "enter")
        assert "There is no article behind this." in shown(app)
        await go(pilot, "escape", "k", "H")
        assert "p shows what all parties have said." in shown(app)


async def test_the_history_follows_the_files_and_goes_with_its_issue(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "H")
        rows = desk.content.matrix.rows
        matrix = Matrix(parties=desk.content.matrix.parties, rows=rows[:1])
        desk.content = Content(matrix, desk.content.snapshot)
        app.look()
        await settle(pilot)
        assert isinstance(app.screen, MatrixScreen)


async def test_as_of_a_day_the_history_ends_and_the_closeness_is_that_days(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "left_square_bracket", "H")
        assert "2024-04-01" in shown(app)
        assert "2024-04-05" not in shown(app)
        await press(pilot, "escape", "C")
        assert "of 3 issues" not in shown(app)


async def test_another_theme_draws_the_lists_and_the_plot_anew(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "H")
        before = app.export_screenshot()
        await press(pilot, "T")
        seen = shown(app)
        assert "firmness" in seen
        assert "Norland" in seen
        assert app.export_screenshot() != before


def wide() -> Content:
    """Parties whose names are wide, from right to left, or no names at all, on one amount each day."""
    talks = strait_talks()
    names = ("北方聯邦代表団事務局", "حكومة الجنوب", "\x1b[31mred[/b]\u202e")
    placed = tuple(
        Placed(
            position=Position(article="a1", party=party, stance=Stance.OFFER, claim=f"a toll of {4 + number} percent"),
            side="other",
            current=True,
            when=dt.date(2024, 4, 1 + number),
        )
        for number, party in enumerate(names)
    )
    row = Row(issue="the toll", proposition="A toll", status=Status.STICKING, positions=placed)
    return Content(Matrix(parties=names, rows=(row,)), talks.snapshot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (30, 10)])
async def test_names_of_any_script_keep_the_lines_straight(desk: Desk, size: tuple[int, int]) -> None:
    desk.content = wide()
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app, size) as pilot:
        await press(pilot, "H")
        seen = shown(app)
        assert "\x1b" not in seen
        if size[0] < 60:
            assert "too narrow" in seen
            return
        lines = [line for line in seen.splitlines() if line.startswith((" A ", " B ", " C "))]
        assert len(lines) == 3
        assert all(line.endswith(" demand") for line in lines)
        assert any(line.rstrip().endswith("C 6") for line in seen.splitlines())


async def test_a_pair_is_shown_alone_in_the_matrix_and_a_step_leads_to_its_issue(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "C", "left", "enter")
        assert isinstance(app.screen, MatrixScreen)
        assert view(app).arrangement.pair == ("Norland", "Sudmark")
        await go(pilot, "2", "right", "C")
        assert isinstance(app.screen, ClosenessScreen)
        await go(pilot, "left", "left", "enter")
        assert "These are one party" in shown(app)
        await go(pilot, "tab", "down", "enter")
        assert isinstance(app.screen, MatrixScreen)
        row = table(app).row
        assert row is not None
        assert row.issue == "seat at the table"  # folded before


async def test_the_mouse_picks_a_pair(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "C")
        await pilot.click("#map", offset=(14 + 6 * 1, 1))
        await settle(pilot)
        assert "Norland and Sudmark" in shown(app)
        await pilot.click("#map", offset=(14 + 6 * 1, 1), times=2)
        await settle(pilot)
        assert view(app).arrangement.pair == ("Norland", "Sudmark")


@pytest.mark.parametrize("keys", [("d",), ("H",), ("C", "tab")], ids=["diff", "history", "closeness"])
async def test_keys_that_come_before_anything_is_there_do_nothing(app: PositionsApp, keys: tuple[str, ...]) -> None:
    async with opened(app) as pilot:
        for key in (*keys, "j", "k", "pagedown", "pageup", "G", "g"):
            app.simulate_key(key)
        await settle(pilot)
        assert app.is_running
        assert app.return_code in (None, 0)


async def test_where_nobody_shares_an_issue_it_says_so(desk: Desk) -> None:
    rows = [row for row in desk.content.matrix.rows if row.issue == "seat at the table"]
    desk.content = Content(Matrix(parties=("Norland", "harbour workers"), rows=tuple(rows)), desk.content.snapshot)
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app) as pilot:
        await press(pilot, "C")
        assert "nobody is near or far" in shown(app)
        assert "seat at the table" in shown(app)
