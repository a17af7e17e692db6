"""What the screens remember of a person from one visit to the next: in the user's state folder, never in a negotiation.

Owned here: where that is, and that whatever stands there can do no harm: what cannot be read is as good as absent, and
what cannot be written is not kept. One file for a negotiation, named after its path. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from positions import storage
from positions.errors import PositionsError
from positions.model import Model

from .view import Arrangement

M = TypeVar("M", bound=Model)

_LARGEST = 1_000_000
"""Bytes; the names of a few thousand parties."""


class Place(Model):
    """Where one was in a negotiation, and what one had chosen to see of it."""

    arrangement: Arrangement = Arrangement()
    issue: str | None = None
    column: str | None = None


class Habits(Model):
    """What holds in all negotiations."""

    theme: str | None = None
    welcomed: bool = False
    """Has the first screen explained itself?"""


class Memory:
    """The files of one user about one negotiation."""

    def __init__(self, folder: Path, root: Path) -> None:
        """`folder` is where state is kept, `root` the negotiation's."""
        name = hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:24]
        self._folder = folder
        self._place = folder / "places" / f"{name}.json"
        self._habits = folder / "habits.json"

    @property
    def place(self) -> Place:
        """Where one was; at the start, where that is not known."""
        told = _read(self._place)
        arrangement = _tolerant(Arrangement, told.get("arrangement"))
        return _tolerant(Place, told).model_copy(update={"arrangement": arrangement})

    @property
    def habits(self) -> Habits:
        """What holds in all negotiations."""
        return _tolerant(Habits, _read(self._habits))

    def keep(self, value: Place | Habits) -> None:
        """Remembers it, where that is possible."""
        path = self._place if isinstance(value, Place) else self._habits
        with contextlib.suppress(OSError, PositionsError, ValueError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            storage.replace(path, json.dumps(value.model_dump(mode="json")).encode("ascii"))


def state_folder(environment: Mapping[str, str], home: Path, platform: str = sys.platform) -> Path:
    """Where programs keep the state of their user, by the rules of the platform (XDG base directories, elsewhere the
    system's own); a relative $XDG_STATE_HOME does not count, as they say."""
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "positions"
    named = Path(environment.get("XDG_STATE_HOME") or ".")
    if named.is_absolute():
        return named / "positions"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "positions"
    return home / ".local" / "state" / "positions"


def memory_of(root: Path) -> Memory | None:
    """The memory of whoever runs the program; None where there is no home to keep it in."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return Memory(state_folder(os.environ, home), root)


def _read(path: Path) -> dict[str, Any]:
    """What stands in a file; nothing where that is no JSON of ours."""
    try:
        told = json.loads(storage.read(path, longest=_LARGEST))
    except (PositionsError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _tolerant(model: type[M], told: object) -> M:
    """The model with every field that can be understood; the others are as if they had not been told."""
    kept: dict[str, Any] = {}
    for name, value in told.items() if isinstance(told, dict) else ():
        with contextlib.suppress(ValidationError):
            kept[name] = getattr(model.model_validate({name: value}), name)
    return model().model_copy(update=kept)
