"""How one comes to the editor: from an entry, a fault, marked words, or an edit that was left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from positions.errors import ConflictError, FileFaults, InputError, PositionsError
from positions.model import Placed, Position

from ..editing import Editing, in_form, in_yaml, new_entry, taken_up
from .drafts import DraftsScreen
from .editor import EditorScreen

if TYPE_CHECKING:
    from ..app import PositionsApp
    from ..drafts import Kept


def edit_entry(app: PositionsApp, article: str | None, placed: Placed | None) -> None:
    """Opens the form of an entry; a faulty file at its fault; an article's file, where no entry is meant."""
    position = placed.position if placed is not None else None
    try:
        path, line = app.place_to_edit(article, position)
        name = _name(path, app.access.root)
    except PositionsError as fault:
        app.tell(f"There is nothing to edit: {fault}", error=True)
        return
    _open(app, name, line, position if app.fault is None else None)


def add_entry(app: PositionsApp, article: str, quote: str | None, at: tuple[int, int] | None) -> None:
    """Opens the form of a new position of an article, for a passage of it."""
    try:
        editing = new_entry(in_yaml(app.access.files.open(f"positions/{article}.yaml")), quote, at)
    except PositionsError as fault:
        app.tell(str(fault), error=True)
        return
    app.push_screen(EditorScreen(editing))


def offer(app: PositionsApp, waiting: tuple[Kept, ...]) -> None:
    """Lists edits that were not saved, and opens the one that is picked."""

    def chosen(kept: Kept | None) -> None:
        if kept is None:
            return
        try:
            app.push_screen(EditorScreen(taken_up(kept.draft), draft=kept.name))
        except PositionsError as fault:
            app.tell(str(fault), error=True)

    app.push_screen(DraftsScreen(app.access.files.drafts, waiting), chosen)


def _name(path: Path, root: Path) -> str:
    if path.is_absolute() and not path.is_relative_to(root):
        raise InputError("this file is not of the negotiation", path=path)
    return (path.relative_to(root) if path.is_absolute() else path).as_posix()


def _open(app: PositionsApp, name: str, line: int, position: Position | None) -> None:
    files = app.access.files
    try:
        waiting = files.drafts.waiting(name)
    except OSError:
        waiting = ()
    if waiting:
        app.tell("This file has edits that were not saved.")
        offer(app, waiting)
        return
    try:
        editing: Editing = in_yaml(files.open(name))
    except (InputError, ConflictError, FileFaults) as fault:
        app.tell(f"{fault}; E opens it in an editor of your own", error=True)
        return
    form = in_form(editing, position.party, position) if position is not None else None
    app.push_screen(EditorScreen(form or editing, line=line))
