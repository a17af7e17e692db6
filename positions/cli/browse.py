"""`browse`: the terminal interface, found by its entry point, so that the command line knows no screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import click

from positions.cli.choosing import example, here
from positions.errors import UsageError


@click.command(epilog=example("positions browse"))
def browse() -> None:
    """Open the negotiation in the terminal.

    The matrix comes up first; ? shows the keys, q leaves.
    """
    negotiation = here()
    if not is_interactive():
        raise UsageError("browse needs a terminal", hint="positions matrix prints the matrix anywhere")
    gc.disable()  # what a start makes stays: to look for what may go costs a tenth of it. The screens turn it on again
    interface("browse")(negotiation)


def is_interactive() -> bool:
    """Is somebody there to see a screen and press keys?"""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def interface(name: str) -> Callable[..., Any]:
    """The installed interface of that name. Raises UsageError when none is installed."""
    for entry_point in entry_points(group="positions.interfaces", name=name):
        found: Callable[..., Any] = entry_point.load()
        return found
    raise UsageError(
        f"no interface for “{name}” is installed", hint="install the program again: `make setup` in its folder"
    )
