"""Going through disagreements one after the other: what comes next, what was decided, and what is taken back.

Owned here: the place in the queue, and that only this session's own decisions are taken back by it. Both the command
line and the screens go by it.
"""

from __future__ import annotations

from collections.abc import Mapping

from positions import review
from positions.reliability.coding import Field, Unit
from positions.reliability.settling import Target
from positions.trail import Trail


class Session:
    """The disagreements that nobody had decided when it began."""

    def __init__(self, target: Target) -> None:
        """Raises FileFaults."""
        self.target = target
        self.queue = target.pending()
        self.at = 0
        self._trail: Trail[int] = Trail(target.negotiation)
        """The places in the queue where something was decided."""

    @property
    def current(self) -> Unit | None:
        """What is to be decided now; None at the end."""
        return self.queue[self.at] if self.at < len(self.queue) else None

    @property
    def decided(self) -> int:
        """Decisions of this session."""
        return len(self._trail)

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
        self.at = self._trail.back()

    def _record(self) -> None:
        self._trail.add(self.at)
        self.at += 1
