"""What one sitting has written, step by step, so that taking back undoes its own work and nobody else's."""

from __future__ import annotations

from typing import Generic, TypeVar

from positions.errors import UsageError
from positions.journal import Step
from positions.negotiation import Negotiation

P = TypeVar("P")


class Trail(Generic[P]):
    """The decisions of one sitting, each with the place where it was made."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._last = negotiation.last_step
        self._done: list[tuple[Step | None, P]] = []

    def __len__(self) -> int:
        return len(self._done)

    @property
    def places(self) -> tuple[P, ...]:
        """Where something was decided and not taken back, in the order of the decisions."""
        return tuple(place for _, place in self._done)

    def add(self, place: P) -> None:
        """Something was decided there; what it has written, if anything, is what was committed since the last."""
        step = self._negotiation.last_step
        self._done.append((step if step is not self._last else None, place))
        self._last = step

    def back(self) -> P:
        """Take back the last decision; its place.

        Raises UsageError where there is none, or where something else was edited since; ConflictError where a file was.
        """
        if not self._done:
            raise UsageError("this session has decided nothing yet", hint="positions undo takes back earlier commands")
        step, place = self._done[-1]
        if step is not None:
            last = next(iter(self._negotiation.steps()), None)
            if last is None or (last.number, last.when) != (step.number, step.when):
                raise UsageError("another command has edited files since", hint="positions undo --list shows it")
            self._negotiation.undo()
        self._done.pop()
        return place
