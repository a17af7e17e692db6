"""Every command of the table is pressed, and shows what it is for. A command without a line in `tried` fails here."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

import pytest
from seeing import opened, press, text_of
from tried import Tried

from tui.app import PositionsApp
from tui.commands import COMMANDS

TRIED: list[Tried] = [
    line
    for path in sorted(Path(__file__).parent.glob("tried*.py"))
    for line in importlib.import_module(path.stem).TRIED
]
KEYS = {(command.where, command.action): command.keys.split(",")[0] for command in COMMANDS}
LEAVES = ("app", "quit")
"""What is seen after it is the shell; `test_app` has it."""


ELSEWHERE = {
    "matrix": ("test_add_screen", "test_app", "test_editor_screen", "test_registry_screens", "test_review_screen"),
    "evidence": ("test_adding_positions", "test_app", "test_review_screen"),
    "editor": ("test_editor_screen",),
    "conflict": ("test_editor_screen",),
    "drafts": ("test_editor_screen",),
    "review": ("test_review_screen",),
    "cut": ("test_review_screen",),
    "ask": ("test_review_screen", "test_registry_screens"),
    "confirm": ("test_registry_screens",),
    "parties": ("test_registry_screens",),
    "issues": ("test_registry_screens",),
    "choose": ("test_registry_screens",),
    "add": ("test_add_screen",),
    "paths": ("test_add_screen",),
    "picker": ("test_add_screen",),
    "job": ("test_add_screen",),
}
"""Screens with tests of their own, which press what has no line here."""


def test_every_command_is_tried_and_every_line_tries_one() -> None:
    tried = {(line.where, line.action) for line in TRIED} | {LEAVES}
    assert tried <= KEYS.keys()
    texts = {
        name: (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        for names in ELSEWHERE.values()
        for name in names
    }
    for command in COMMANDS:
        pressed = any(
            f'"{key}"' in texts[name] for name in ELSEWHERE.get(command.where, ()) for key in command.keys.split(",")
        )
        assert (command.where, command.action) in tried or pressed, command
    assert Counter((line.where, line.action) for line in TRIED).most_common(1)[0][1] == 1


@pytest.mark.parametrize("line", TRIED, ids=[f"{line.where}-{line.action}" for line in TRIED])
async def test_it_shows_what_it_is_for(
    line: Tried, app: PositionsApp, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if line.where == "settle":
        request.getfixturevalue("session")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert line.seen or line.gone or line.redrawn
    async with opened(app, line.size) as pilot:
        await press(pilot, *line.to)
        picture = app.export_screenshot()
        before = text_of(picture)
        assert line.seen not in before or not line.seen
        assert line.gone in before
        await press(pilot, KEYS[line.where, line.action])
        drawn = app.export_screenshot()
        after = text_of(drawn)
        assert line.seen in after
        assert line.gone not in after or not line.gone
        assert drawn != picture
