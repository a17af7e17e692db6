"""What a person reads on standard error when a command could not do its work: one line for what, one for what to do.

Imports nothing heavy, since it is loaded with the program itself.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import click

from positions.errors import FileFaults, PositionsError, reason_of

BAD_INPUT, OUR_BUG = 2, 70
"""Exit codes."""
_SHOWN_FAULTS = 50


def explain(error: Exception, about: str = "") -> int:
    """Whatever a command stumbled over, by its kind; the exit code. `about` names the source that it came of."""
    if isinstance(error, PositionsError):
        explain_fault(error)
        return BAD_INPUT
    if isinstance(error, OSError):
        explain_errno(error)
        return BAD_INPUT
    explain_bug(error, about)
    return OUR_BUG


def explain_click(error: click.ClickException) -> None:
    """A command line that click refuses, with the help that would have prevented it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _say(error.format_message())
        return
    _say(f"positions: {error.format_message()}")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        _say(f"  Try '{context.command_path} --help'.")


def explain_fault(error: PositionsError) -> None:
    """A fault with its place and its hint; of a long list of faults the first fifty."""
    faults = error.faults if isinstance(error, FileFaults) else (error,)
    for fault in faults[:_SHOWN_FAULTS]:
        place = place_of(fault)
        _say(f"positions: {place}: {fault.message}" if place else f"positions: {fault.message}")
        if fault.hint:
            _say(f"  {fault.hint}")
    if len(faults) > _SHOWN_FAULTS:
        _say(f"positions: and {len(faults) - _SHOWN_FAULTS} more")


def explain_errno(error: OSError) -> None:
    """The operating system refused: no right, no room, no such file."""
    what = reason_of(error)
    _say(
        f"positions: {near_path(Path(os.fsdecode(error.filename)))}: {what}" if error.filename else f"positions: {what}"
    )


def explain_bug(error: Exception, about: str = "") -> None:
    """Our own mistake: one line, and how to report it; the traceback for who asks for it."""
    if os.environ.get("POSITIONS_TRACEBACK") == "1":
        traceback.print_exception(error)
    of = f"{about}: " if about else ""
    _say(f"positions: {of}a fault of the program, not yours ({type(error).__name__}: {error})")
    _say("  Please report it with the command and what it prints when run again with POSITIONS_TRACEBACK=1.")


def place_of(fault: PositionsError) -> str:
    """`path:line:column` as far as known, the path as seen from the current folder."""
    if fault.path is None:
        return fault.place
    parts = (near_path(fault.path), fault.line, fault.column)
    return ":".join(str(part) for part in parts if part is not None)


def near_path(path: Path) -> str:
    """A path as a person in the current folder would type it: from there, where that is shorter than from the root."""
    try:
        from_here = os.path.relpath(path)
    except (ValueError, OSError):  # another drive; a current folder that is gone
        return str(path)
    return min(from_here, str(path), key=len)


def _say(text: str) -> None:
    """Text from articles and file names may hold terminal commands: they are shown, never obeyed."""
    from positions.display import visible

    click.echo("\n".join(visible(line) for line in text.split("\n")), err=True)
