"""The colours: enough contrast in every theme, and none at all where a person wants none."""

from __future__ import annotations

import re

import pytest
from seeing import SMALL, opened, press
from strait import Desk
from textual.color import Color
from textual.theme import Theme

from tui.app import PositionsApp
from tui.theme import THEMES

DRAWN = re.compile(r"#[0-9a-fA-F]{6}")
OF_THE_WINDOW = {"#ff5f57", "#febc2e", "#28c840", "#c5c8c6"}
"""The three buttons and the title that a picture of a terminal has."""


def luminance(colour: str) -> float:
    """Relative luminance: Web Content Accessibility Guidelines 2.2, definition of contrast ratio."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grounds(theme: Theme) -> list[str]:
    return [each for each in (theme.background, theme.surface, theme.panel) if each is not None]


@pytest.mark.parametrize("name", THEMES)
def test_words_and_signs_stand_out_from_every_ground(name: str) -> None:
    theme = THEMES[name]
    least = 7.0 if name == "high contrast" else 4.5
    for ground in grounds(theme):
        assert theme.foreground is not None
        assert contrast(theme.foreground, ground) >= 7
        for colour in (theme.primary, theme.secondary, theme.accent, theme.success, theme.error):
            assert colour is not None
            wanted = least if ground != theme.panel else min(least, 4.0)
            assert contrast(colour, ground) >= wanted, (colour, ground)


@pytest.mark.parametrize("keys", [("right",), ("right", "enter"), ("d",), ("C",), ("question_mark",)])
async def test_without_colours_there_are_greys_alone(
    keys: tuple[str, ...], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app, SMALL) as pilot:
        await press(pilot, *keys)
        for drawn in set(DRAWN.findall(app.export_screenshot())) - OF_THE_WINDOW:
            red, green, blue = Color.parse(drawn).rgb
            assert max(red, green, blue) - min(red, green, blue) <= 1, drawn
