"""Settling on the screen: disagreements of two coders on disk, decided by key, saved, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from strait import Desk, settle
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from positions.errors import UsageError
from positions.model import Entry, Review, Stance
from positions.negotiation import Negotiation
from positions.reliability import Session, Target
from tui.access import access_to
from tui.app import PositionsApp
from tui.screens.matrix import MatrixScreen
from tui.screens.pick import PickScreen
from tui.screens.settle import SettleScreen
from tui.settling import sentence, version_words


def entries(session: Session) -> list[tuple[str, Entry]]:
    file = session.target.negotiation.position_file("talks")
    assert file is not None
    return list(file.entries())


def words(app: PositionsApp) -> str:
    return str(app.screen.query_one("#sentence", Static).render())


async def begin(pilot: Pilot[None]) -> SettleScreen:
    await press(pilot, "c")
    field = pilot.app.screen.query_one(Input)
    field.value = " ../mark "
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, SettleScreen)
    return pilot.app.screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_a_version_is_chosen_saved_and_taken_back(app: PositionsApp, desk: Desk, session: Session) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = await begin(pilot)
        assert desk.folders == ["../mark"]
        assert "[Sudmark rejects any" in words(app)
        assert "\x1b" not in words(app)
        versions = screen.query_one(OptionList)
        assert [str(versions.get_option_at_index(n).prompt) for n in (0, 1)] == [
            "lena: Sudmark ✗ reject: any patrol · patrols",
            "mark: Ostreich ▲ demand: any patrol · ships",
        ]
        await press(pilot, "down", "up", "j", "k", "down", "enter")
        assert [party for party, _ in entries(session)] == ["Norland", "Norland", "Ostreich"]
        await press(pilot, "u")
        assert [party for party, _ in entries(session)] == ["Norland", "Norland", "Sudmark"]
        await press(pilot, "s", "x")
        assert "Nothing more to settle" in words(app)
        assert [entry.review for _, entry in entries(session)] == [None, Review.DISMISSED, None]
        await press(pilot, "enter", "x", "m", "s", "escape")
        assert isinstance(app.screen, MatrixScreen)


async def test_fields_are_mixed_one_by_one(app: PositionsApp, session: Session) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await begin(pilot)
        await press(pilot, "m")
        assert isinstance(app.screen, PickScreen)
        await press(pilot, "escape")
        assert session.decided == 0
        await press(pilot, "m", "down", "enter", "enter", "down", "enter")
        party, entry = entries(session)[-1]
        assert (party, entry.stance, entry.issue, entry.review) == (
            "Ostreich",
            Stance.REJECT,
            "ships",
            Review.CONFIRMED,
        )


async def test_folders_that_cannot_be_read_are_told_and_an_edit_meanwhile_too(
    app: PositionsApp, desk: Desk, session: Session, coders: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await begin(pilot)
        path = coders / "lena/positions/talks.yaml"
        path.write_text(path.read_text().replace("any patrol", "all patrols"))
        await press(pilot, "enter")
        assert "changed meanwhile" in (app.notice.message if app.notice else "")
        assert isinstance(app.screen, SettleScreen)
        await press(pilot, "u")
        assert "decided nothing yet" in (app.notice.message if app.notice else "")
        await press(pilot, "escape", "c", "escape")
        assert isinstance(app.screen, MatrixScreen)
        await press(pilot, "c", "enter")
        assert isinstance(app.screen, MatrixScreen)

        def refuse(folders: str) -> Session:
            raise UsageError("there is no such folder")

        app.access = replace(desk.access(), settle=refuse)
        await press(pilot, "c", "x", "enter")
        assert isinstance(app.screen, MatrixScreen)
        assert "no such folder" in (app.notice.message if app.notice else "")


def test_folders_are_typed_as_in_a_shell(coders: Path) -> None:
    access = access_to(Negotiation(coders / "lena"))
    both = access.settle(f"'{coders}/lena' {coders}/mark")
    assert [coder.name for coder in both.target.coding.coders] == ["lena", "mark"]
    assert both.target.coder == 0
    third = access_to(Target.open(coders / "agreed", both.target.coding).negotiation)
    session = third.settle(f"{coders}/lena {coders}/mark")
    assert (session.target.coder, len(session.queue)) == (None, 2)
    with pytest.raises(UsageError, match="no folders"):
        access.settle("'open")


def test_words_of_a_disagreement() -> None:
    assert sentence("He said ", "this\nand that", " at last.").plain == "He said [this and that] at last."
    assert sentence("", "no quote", "").plain == "[no quote]"
    assert version_words(None) == "nothing"


async def test_while_another_process_writes_nothing_is_decided_twice(app: PositionsApp, session: Session) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await begin(pilot)
        await press(pilot, "s")
        with Negotiation(session.target.negotiation.root).lock():
            await pilot.press("x")
            for key in ("x", "enter", "s", "u"):
                app.notice = None
                await pilot.press(key)
                assert "still being written" in (app.notice.message if app.notice else ""), key
        await settle(pilot)
        assert (session.decided, session.at) == (1, 2)
