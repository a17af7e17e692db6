"""Pictures of the screens at the smallest and at a usual size; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seeing import press
from strait import Desk, settle
from textual.pilot import Pilot

from positions.reliability import Session
from tui.app import PositionsApp

SCENES: dict[str, list[str]] = {
    "matrix": ["right"],
    "status": ["down"],
    "filter": ["slash", *"catch"],
    "blocs": ["f", "b", "b"],
    "pair": ["right", "2", "enter"],
    "past": ["left_square_bracket"],
    "light": ["T"],
    "evidence": ["right", "enter"],
    "diff": ["d"],
    "diff-days": ["d", "at", "enter", "enter", "f"],
    "diff-ask": ["d", "o", *"min"],
    "history": ["down", "H", "down"],
    "closeness": ["right", "C"],
    "pick": ["right", "2"],
    "coders": ["c"],
    "settle": ["c", *"mark", "enter"],
    "help": ["question_mark"],
    "contrast": ["T", "T"],
    "colour-blind": ["T", "T", "T"],
    "palette": ["ctrl+p", *"patr"],
}


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
@pytest.mark.parametrize("scene", SCENES)
def test_screen(
    scene: str,
    size: tuple[int, int],
    app: PositionsApp,
    session: Session,
    snap_compare: Callable[..., bool],
) -> None:
    async def arrange(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in SCENES[scene]:
            await pilot.press(key)
            await settle(pilot)
        for field in pilot.app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=arrange)


@pytest.mark.parametrize("scene", ["matrix", "evidence", "diff"])
def test_screen_without_colours(
    scene: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, snap_compare: Callable[..., bool]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def arrange(pilot: Pilot[None]) -> None:
        await press(pilot, *SCENES[scene])

    app = PositionsApp(desk.access(), poll_seconds=3600)
    assert snap_compare(app, terminal_size=(80, 24), run_before=arrange)
