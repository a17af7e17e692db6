"""What the screens remember of a person from one visit to the next: in the user's state folder, never in a negotiation.

Owned here: where that is, and that whatever stands there can do no harm: what cannot be read is as good as absent, and
what cannot be written is not kept. One file for a negotiation, named after its path. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_state_path
from pydantic import ValidationError

from positions import storage
from positions.errors import PositionsError
from positions.model import Model

from .jobs.intake import Intake
from .view import Arrangement

M = TypeVar("M", bound=Model)

_LARGEST = 4_000_000
"""Bytes; the names of a few thousand parties."""
_LONGEST_TYPED = 15_000_000
"""Bytes: the longest text that can be added, as JSON escapes it."""
_MOST = 100_000
"""Entries that are left for later."""


class Place(Model):
    """Where one was in a negotiation, and what one had chosen to see of it."""

    arrangement: Arrangement = Arrangement()
    issue: str | None = None
    column: str | None = None


class Later(Model):
    """What was skipped in the review of a negotiation."""

    skipped: frozenset[str] = frozenset()
    """Keys of entries."""


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
        self._later = folder / "skipped" / f"{name}.json"
        self._typed = folder / "typed" / f"{name}.json"

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

    @property
    def skipped(self) -> frozenset[str]:
        """The keys of the entries that were left for later."""
        return _tolerant(Later, _read(self._later)).skipped

    def keep_skipped(self, keys: Iterable[str]) -> None:
        """Remembers these, in place of what was; the first ones where they are very many."""
        self.keep(Later(skipped=frozenset(sorted(keys)[:_MOST])))

    @property
    def intake(self) -> Intake:
        """What was typed to be added, and was not."""
        return _tolerant(Intake, _read(self._typed, longest=_LONGEST_TYPED))

    def keep_intake(self, intake: Intake) -> None:
        """Remembers what is typed to be added; forgets it once nothing is."""
        if intake.is_empty:
            with contextlib.suppress(OSError):
                self._typed.unlink(missing_ok=True)
        else:
            self.keep(intake)

    def keep(self, value: Place | Habits | Later | Intake) -> None:
        """Remembers it, where that is possible."""
        path = {Place: self._place, Later: self._later, Intake: self._typed}.get(type(value), self._habits)
        with contextlib.suppress(OSError, PositionsError, ValueError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            storage.replace(path, json.dumps(value.model_dump(mode="json")).encode("ascii"))


def state_folder() -> Path:
    """Where this program keeps what is the user's and no negotiation's, by the rules of the platform."""
    return user_state_path("positions", appauthor=False)


def memory_of(root: Path) -> Memory | None:
    """The memory of whoever runs the program; None where there is no home to keep it in."""
    try:
        return Memory(state_folder(), root)
    except RuntimeError:
        return None


def _read(path: Path, *, longest: int = _LARGEST) -> dict[str, Any]:
    """What stands in a file; nothing where that is no JSON of ours."""
    try:
        told = json.loads(storage.read(path, longest=longest))
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
