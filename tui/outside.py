"""Other programs that the person is handed over to: the editor and the browser.

Owned here: that they get the terminal where they want it, and the application it back, whatever comes of them. Which
program it is, `editor` and `originals` know.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from positions.errors import PositionsError
from positions.model import Position

from .editor import editor_command
from .originals import path_of, wants_terminal

if TYPE_CHECKING:
    from .app import PositionsApp


def open_editor(app: PositionsApp, article: str | None, position: Position | None) -> None:
    """Opens the editor at a position's entry, or at the fault while there is one; then reads again."""
    try:
        path, line = app.place_to_edit(article, position)
        command = editor_command(path, line, os.environ)
        with app.suspend(), _interrupts_go_to_the_child():
            code = subprocess.run(command, check=False).returncode
    except (PositionsError, OSError) as fault:
        app.tell(f"The editor could not be opened: {fault}", error=True)
        return
    except SuspendNotSupported:
        app.tell("An editor needs a terminal that can be handed over to it; this one cannot.", error=True)
        return
    if code:
        app.tell(f"{Path(command[0]).name} ended with exit code {code}.", error=True)
    app.look(after_edit=True, asked=code == 0)


def open_original(app: PositionsApp, url: str) -> None:
    """Opens an address in the user's browser; one that wants the terminal gets it."""
    if app.is_web:
        path = path_of(url)
        if path is None:
            app.open_url(url)
        else:
            root = app.access.root.resolve()
            name = path.relative_to(root) if path.is_relative_to(root) else path
            app.tell(f"Kept on the server, in the negotiation's folder: {name}")
        return
    try:
        browser = webbrowser.get()
        with app.suspend() if wants_terminal(browser) else contextlib.nullcontext():
            done = browser.open(url)
    except (webbrowser.Error, OSError, SuspendNotSupported):
        done = False
    app.tell(f"Opened: {url}" if done else f"No browser could be started. The address: {url}", error=not done)


@contextmanager
def _interrupts_go_to_the_child() -> Iterator[None]:
    """Ctrl+C in the editor is the editor's; a handler, unlike ignoring, is not inherited by it."""
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
