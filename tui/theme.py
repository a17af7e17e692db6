"""The colours: few, quiet, and never the only sign of anything."""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str, *, ink: str, paper: str, sheet: str, panel: str, quiet: str, blue: str, gold: str, good: str, bad: str
) -> Theme:
    """A theme of these colours: text, three grounds, what is secondary, and four that say something."""
    return Theme(
        name=name,
        primary=blue,
        secondary=quiet,
        accent=gold,
        foreground=ink,
        background=paper,
        surface=sheet,
        panel=panel,
        success=good,
        warning=gold,
        error=bad,
        dark=ink > paper,
        variables={
            "footer-key-foreground": gold,
            "footer-background": sheet,
            "block-cursor-foreground": paper,
            "block-cursor-background": blue,
            **({} if ink > paper else {"panel-lighten-2": "#aaa598"}),  # lines: lighter than paper they are none
        },
    )


THEME = _theme(
    "positions",
    ink="#d5dae0",
    paper="#14171b",
    sheet="#191d22",
    panel="#242a31",
    quiet="#9aa5b1",
    blue="#7fa7c9",
    gold="#e3b565",
    good="#86b886",
    bad="#dd8078",
)

THEMES: dict[str, Theme] = {
    "dark": THEME,
    "light": _theme(
        "positions-light",
        ink="#22262b",
        paper="#fbfaf7",
        sheet="#f2f0ea",
        panel="#e3e0d7",
        quiet="#5a626b",
        blue="#225a8c",
        gold="#7d5200",
        good="#256029",
        bad="#a3271f",
    ),
    "high contrast": _theme(
        "positions-contrast",
        ink="#ffffff",
        paper="#000000",
        sheet="#000000",
        panel="#303030",
        quiet="#e0e0e0",
        blue="#80d4ff",
        gold="#ffd700",
        good="#66ff66",
        bad="#ff9090",
    ),
    "colour-blind safe": _theme(
        "positions-colourblind",
        ink="#e4e6e8",
        paper="#14171b",
        sheet="#191d22",
        panel="#2a3037",
        quiet="#a8b0b8",
        blue="#56b4e9",
        gold="#f0e442",
        good="#009e9e",
        bad="#e69f00",
    ),
}
"""By the name that a person reads. The last takes its colours from Okabe and Ito's set, which has no red beside green:
blue and orange stand for agreed and sticking."""
