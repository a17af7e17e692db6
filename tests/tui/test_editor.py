"""Which editor is started, and with which arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.errors import UsageError
from tui.editor import editor_command

FILE = Path("/n/positions/a1.yaml")


@pytest.mark.parametrize(
    ("value", "command"),
    [
        ("vim", ["vim", "+7", "/n/positions/a1.yaml"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "/n/positions/a1.yaml"]),
        ("hx", ["hx", "/n/positions/a1.yaml:7"]),
        ("code", ["code", "--wait", "--goto", "/n/positions/a1.yaml:7"]),
        ("code -w", ["code", "-w", "--goto", "/n/positions/a1.yaml:7"]),
        ("'my editor' --flag", ["my editor", "--flag", "/n/positions/a1.yaml"]),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(value: str, command: list[str]) -> None:
    assert editor_command(FILE, 7, {"EDITOR": value}, which=lambda name: name) == command


def test_visual_beats_editor() -> None:
    assert editor_command(FILE, 1, {"VISUAL": "nano", "EDITOR": "ed"}, which=lambda name: name)[0] == "nano"


def test_without_a_wish_a_usual_editor_is_found() -> None:
    found = editor_command(FILE, 3, {}, which=lambda name: name if name == "vi" else None)
    assert found == ["vi", "+3", "/n/positions/a1.yaml"]


@pytest.mark.parametrize(
    ("environment", "words"),
    [({"EDITOR": "no-such"}, "no-such"), ({"VISUAL": "vim '"}, r"\$VISUAL"), ({}, "no editor is set")],
)
def test_an_editor_that_cannot_be_started_is_explained(environment: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        editor_command(FILE, 1, environment, which=lambda _: None)
