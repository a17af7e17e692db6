"""Pictures of the screens at the smallest and at a usual size; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from strait import settle
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
