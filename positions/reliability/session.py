"""Going through disagreements one after the other: what comes next, what was decided, and what is taken back.

Owned here: the place in the queue, and that only this session's own decisions are taken back by it. Both the command
line and the screens go by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from positions import review
from positions.errors import UsageError
from positions.reliability.coding import Field, Unit
from positions.reliability.settling import Target


class Session:
    """The disagreements that nobody had decided when it began."""

    def __init__(self, target: Target) -> None:
        """Raises FileFaults."""
        self.target = target
        self.queue = target.pending()
        self.at = 0
        self._done: list[tuple[int | None, int]] = []
        """Step, where something was written, and place in the queue, for each decision."""
        self._last = target.negotiation.last_step

    @property
    def current(self) -> Unit | None:
        """What is to be decided now; None at the end."""
        return self.queue[self.at] if self.at < len(self.queue) else None

    @property
    def decided(self) -> int:
        """Decisions of this session."""
        return len(self._done)

    @property
    def sentence(self) -> tuple[str, str, str]:
        """Where the statement stands: what is before it in its sentence, its passage, and what is behind."""
        unit = self.queue[self.at]
        text = next((one.text for one in self.target.coding.articles if one.id == unit.article), None)
        if text is None or unit.place[0] < 0:
            return "", unit.first.entry.quote or "no quote", ""
        before, quote, behind = review.sentence_of(text, unit.place)
        return before, quote, behind

    def take(self, coder: int) -> None:
        """This coder's version is right. Raises ConflictError, as all decisions do."""
        self.target.take(self.queue[self.at], coder)
        self._record()

    def mix(self, chosen: Mapping[Field, int]) -> None:
        """These coders are right about these fields."""
        self.target.mix(self.queue[self.at], chosen)
        self._record()

    def drop(self) -> None:
        """Nothing is stated there."""
        self.target.drop(self.queue[self.at])
        self._record()

    def skip(self) -> None:
        """It is left open."""
        self.at += 1

    def undo(self) -> None:
        """Take back this session's last decision, and nobody else's. Raises UsageError, ConflictError."""
        if not self._done:
            raise UsageError("this session has decided nothing yet", hint="positions undo takes back earlier commands")
        number, place = self._done[-1]
        negotiation = self.target.negotiation
        if number is not None:
            last = next(islice(negotiation.steps(), 1), None)
            if last is None or last.number != number:
                raise UsageError("another command has edited files since", hint="positions undo --list shows it")
            negotiation.undo()
        self._done.pop()
        self.at = place

    def _record(self) -> None:
        step = self.target.negotiation.last_step
        self._done.append((step.number if step is not None and step is not self._last else None, self.at))
        self._last = step
        self.at += 1
