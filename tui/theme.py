"""The colours: few, quiet, and never the only sign of anything."""

from __future__ import annotations

from textual.theme import Theme

THEME = Theme(
    name="positions",
    primary="#7fa7c9",
    secondary="#9aa5b1",
    accent="#e3b565",
    foreground="#d5dae0",
    background="#14171b",
    surface="#191d22",
    panel="#242a31",
    success="#86b886",
    warning="#e3b565",
    error="#dd8078",
    dark=True,
    variables={
        "footer-key-foreground": "#e3b565",
        "footer-background": "#191d22",
        "block-cursor-foreground": "#14171b",
        "block-cursor-background": "#7fa7c9",
    },
)
