"""Pictures of the editor and of marking words at two sizes; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from strait import settle
from textual.pilot import Pilot
from textual.widgets import Input
from writing import FILE, app_over, negotiation_at, press, type_in

from tui.app import PositionsApp
from tui.screens import drafts as drafts_screen

CLAIM = "any withdrawal of its coast guard"


async def in_form(pilot: Pilot[None]) -> None:
    await press(pilot, "right", "right", "e", "down", "end")


async def form(pilot: Pilot[None]) -> None:
    await in_form(pilot)
    await type_in(pilot, " ever")


async def new(pilot: Pilot[None]) -> None:
    await press(pilot, "right", "enter", "s", "a")
    await type_in(pilot, "a seat")


async def yaml(pilot: Pilot[None]) -> None:
    await in_form(pilot)
    await press(pilot, "ctrl+t", "end", "enter")
    await type_in(pilot, "firmnes: wi")


async def conflict(pilot: Pilot[None]) -> None:
    await form(pilot)
    app = pilot.app
    assert isinstance(app, PositionsApp)
    path = app.access.root / "positions" / "a1.yaml"
    path.write_text(FILE.replace(f"- reject: {CLAIM}", "- reject: any withdrawal"), encoding="utf-8")
    await press(pilot, "ctrl+s")


async def drafts(pilot: Pilot[None]) -> None:
    await form(pilot)
    await press(pilot, "escape", "down", "enter", "U")


async def marked(pilot: Pilot[None]) -> None:
    await press(pilot, "right", "enter", "s")


SCENES: dict[str, Callable[[Pilot[None]], Awaitable[None]]] = {
    one.__name__: one for one in (form, new, yaml, conflict, drafts, marked)
}


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
@pytest.mark.parametrize("scene", SCENES)
def test_screen(
    scene: str,
    size: tuple[int, int],
    tmp_path: Path,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafts_screen, "WHEN", "today")

    async def arrange(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await SCENES[scene](pilot)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        app = pilot.app
        assert isinstance(app, PositionsApp)
        app.notice = None
        await settle(pilot)

    assert snap_compare(app_over(negotiation_at(tmp_path)), terminal_size=size, run_before=arrange)
