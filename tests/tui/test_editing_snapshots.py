"""Pictures of the screens that edit, at the smallest and at a usual size; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from folders import screens, talks
from strait import settle
from textual.pilot import Pilot

from positions.model import Explanation
from tui.app import PositionsApp
from tui.explaining import Explainer, Why

__all__ = ["screens", "talks"]

SCENES: dict[str, list[str]] = {
    "review": ["r"],
    "review-cut": ["r", "c", "t", "left", "left", "left", "L"],
    "review-party": ["r", "p", *"nor"],
    "review-stance": ["r", "s"],
    "parties": ["P", "down"],
    "parties-split": ["P", "s", "space"],
    "parties-merge": ["P", "space", "down", "down", "m", "enter"],
    "issues": ["I"],
    "issues-status": ["I", "t"],
}
WHY = Explanation(cue="reject", kind="verb", at=(8, 15), kept=False, why="nobody is named who says it")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
@pytest.mark.parametrize("scene", SCENES)
def test_screen(
    scene: str,
    size: tuple[int, int],
    screens: PositionsApp,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Explainer, "ask", lambda _, sentence: Why(sentence, (WHY,)))

    async def arrange(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in SCENES[scene]:
            await pilot.press(key)
            await settle(pilot)
        for field in pilot.app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(screens, terminal_size=size, run_before=arrange)
