"""How the screens keep up with the files: what was read last, what is shown, what is to be compared next.

Owned here: that no change is lost, whenever it comes. A state of the files goes by the fingerprint that was taken
*before* they were read, so that a change during the reading makes the next look find another one. Reading is cheap
and goes on while a comparison runs: a fault is known at once, however long the comparison takes. `look` and `compare`
may run in any thread; a `Watch` belongs to one. Knows no Textual.
"""

from __future__ import annotations

from dataclasses import dataclass

from positions.errors import PositionsError
from positions.model import Snapshot

from .access import Access
from .moves import marks
from .query import Moved
from .state import Content

NO_STATE = ""
"""No files have this fingerprint."""


@dataclass(frozen=True)
class Reading:
    """What the files said at one moment: a snapshot, or the fault that keeps them from being read."""

    fingerprint: str
    snapshot: Snapshot | None = None
    fault: PositionsError | None = None


@dataclass(frozen=True)
class Comparison:
    """What came of comparing a reading: content, or a fault."""

    fingerprint: str
    """Of the files that were compared; `NO_STATE` where they changed meanwhile."""
    content: Content | None = None
    fault: PositionsError | None = None


def glance(access: Access) -> Content | None:
    """What was compared before, to be shown until the files are read; a fault in them is told by the reading."""
    try:
        found = access.glance()
    except Exception:
        return None
    if found is None:
        return None
    matrix, registry = found
    return Content(matrix, Snapshot(registry=registry), access.stale_after, is_glimpse=True)


def look(access: Access, last: Reading | None) -> Reading:
    """The files as they are now; `last` itself where nothing has changed since.

    Faulty files are read again each time: what was wrong (a permission, a missing disk) can go without a trace.
    """
    fingerprint = NO_STATE
    try:
        fingerprint = access.fingerprint()
        if last is not None and last.fault is None and last.fingerprint == fingerprint:
            return last
        return Reading(fingerprint, access.read())
    except Exception as fault:
        return Reading(fingerprint, fault=explained(fault))


def compare(access: Access, reading: Reading) -> Comparison:
    """Compares the files, which are as in `reading` or newer; where they are newer, the reading stays due."""
    if reading.snapshot is None:
        return Comparison(reading.fingerprint, fault=reading.fault)
    try:
        content = Content(access.compare(), reading.snapshot, access.stale_after)
        unchanged = access.fingerprint() == reading.fingerprint
        return Comparison(reading.fingerprint if unchanged else NO_STATE, content)
    except Exception as fault:
        found = explained(fault)
        return Comparison(NO_STATE if found.path else reading.fingerprint, fault=found)


def moved(access: Access, content: Content) -> Moved | PositionsError:
    """What changed since the last visit, by issue and party; may take seconds."""
    try:
        return marks(access.moved(content.matrix, content.snapshot))
    except Exception as fault:
        return explained(fault)


def explained(fault: Exception) -> PositionsError:
    """A fault in words: a bug of ours must reach the person too, and not take the screen with it."""
    if isinstance(fault, PositionsError):
        return fault
    hint = "this is a fault of the program: please report it"
    return PositionsError(f"reading failed: {type(fault).__name__}: {fault}", hint=hint)


class Watch:
    """What is known of the files, and what is to be done about it."""

    def __init__(self) -> None:
        self.reading: Reading | None = None
        """The last one."""
        self.comparing = False
        self._compared: Comparison | None = None
        """The last one."""

    @property
    def fault(self) -> PositionsError | None:
        """What keeps the files as they are now from being shown."""
        if self.reading is not None and self.reading.fault is not None:
            return self.reading.fault
        return self._compared.fault if self._compared is not None else None

    def due(self) -> Reading | None:
        """The reading to compare now, which `comparing` then stands for; None when there is none, or one runs."""
        reading = self.reading
        if self.comparing or reading is None or reading.snapshot is None:
            return None
        if self._compared is not None and self._compared.fingerprint == reading.fingerprint:
            return None
        self.comparing = True
        return reading

    def take(self, comparison: Comparison) -> None:
        """A comparison has ended."""
        self.comparing = False
        self._compared = comparison

    def forget_failure(self) -> None:
        """What could not be compared is due again."""
        if self._compared is not None and self._compared.fault is not None:
            self._compared = None
