"""Pictures of adding and reading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from folders import talks
from seeing import press
from strait import settle
from textual.pilot import Pilot
from textual.widgets import Input
from working import app_with, command, telling

from positions.negotiation import Negotiation
from tui.app import PositionsApp
from tui.jobs.messages import Added, Began, Done, Fetched, Reading, Refused, Through

__all__ = ["talks"]

ADDING = (
    Began(stage="adding"),
    Added(source="a", article="2031-05-11-ministers-meet", new=True),
    Added(source="b", article="bulletin-7", new=True, remarks=("it has no date: write `published:` into its file",)),
    Added(source="c", article="wire", new=False, same_as="2031-05-11-ministers-meet"),
    Refused(
        source="http://10.0.0.7/a",
        fault="10.0.0.7: its address is not a public one",
        hint="if you trust it, `positions add --allow-private` fetches it all the same",
    ),
    Fetched(done=3, total=4),
)
READING = (
    Began(stage="reading"),
    Through(done=1, total=4, article="call", outcome="no text", detail="its positions are typed in by hand"),
    Through(done=2, total=4, article="round", outcome="merged", detail="3 positions"),
    Through(done=3, total=4, article="torn", outcome="failed", detail="the engine broke on it: ValueError: \x1b[2J"),
    Reading(article="2031-05-11-ministers-meet", share=0.4),
)
HANGS = "until_interrupted()"


async def heard(pilot: Pilot[None], what: Callable[[PositionsApp], bool]) -> None:
    app = pilot.app
    assert isinstance(app, PositionsApp)
    while not what(app):
        await pilot.pause(0.01)
    await settle(pilot)


async def text(pilot: Pilot[None]) -> None:
    await press(pilot, "A")
    await pilot.press(*"Norland insists.")


async def files(pilot: Pilot[None]) -> None:
    await press(pilot, "A", "ctrl+t", "down", "down", "space")


async def pages(pilot: Pilot[None]) -> None:
    await press(pilot, "A", "ctrl+t", "ctrl+t")
    await pilot.press(*"https://b.example/a", "ctrl+s")
    await heard(pilot, lambda app: app.job is not None and app.job.done == 3)


async def reading(pilot: Pilot[None]) -> None:
    await press(pilot, "R")
    await heard(pilot, lambda app: app.job is not None and app.job.share > 0)


async def browsing(pilot: Pilot[None]) -> None:
    await reading(pilot)
    await press(pilot, "escape")


async def failed(pilot: Pilot[None]) -> None:
    await press(pilot, "R")
    await heard(pilot, lambda app: app.job is not None and not app.job.is_active)


async def done(pilot: Pilot[None]) -> None:
    await failed(pilot)


Scene = tuple[Callable[[Pilot[None]], Awaitable[None]], str]
SCENES: dict[str, Scene] = {
    "text": (text, ""),
    "files": (files, ""),
    "pages": (pages, telling(*ADDING) + HANGS),
    "reading": (reading, telling(*READING) + HANGS),
    "browsing": (browsing, telling(*READING) + HANGS),
    "failed": (failed, telling(*READING) + "os.kill(os.getpid(), signal.SIGKILL)"),
    "done": (done, telling(*READING, Began(stage="comparing"), Done())),
}
LARGE = ("files", "reading", "failed")


@pytest.mark.parametrize(
    ("scene", "size"),
    [
        pytest.param(scene, size, id=f"{scene}-{size[0]}x{size[1]}")
        for scene in SCENES
        for size in ((80, 24), (160, 45))
        if size[0] == 80 or scene in LARGE
    ],
)
def test_screen(
    scene: str,
    size: tuple[int, int],
    talks: Negotiation,
    tmp_path: Path,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "older").mkdir(parents=True)
    for name in ("2031-05-11-ministers-meet.html", "bulletin \x1b[31m7.pdf", "call.txt"):
        (inbox / name).write_text("x" * 4000, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(inbox)
    keys, script = SCENES[scene]
    app = app_with(talks, command(tmp_path, script))

    async def arrange(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await keys(pilot)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        app.notice = None
        await settle(pilot)

    try:
        assert snap_compare(app, terminal_size=size, run_before=arrange)
    finally:
        app.jobs.close()
