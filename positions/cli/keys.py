"""One key at a time, for the commands that ask one thing after the other."""

from __future__ import annotations

import click

_ENDS = ("", "\x03", "\x04")
"""Nothing more can be read; Ctrl+C; Ctrl+D."""


def pressed() -> str | None:
    """The key that is pressed next; None for `q`, which leaves. Raises EOFError where it ends."""
    key = click.getchar()
    if key in _ENDS:
        raise EOFError
    return None if key == "q" else key
