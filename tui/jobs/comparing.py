"""A comparison whose models, where it takes any, are loaded by a process beside the screen.

Most comparisons take none: what was embedded before is cached. One that does would hold up the keys for seconds, and
some hundred megabytes for as long as the application lives. Knows no Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions import workflow
from positions.errors import PositionsError
from positions.model import Matrix
from positions.modelcaches import ModelsNeeded

from .messages import Job

if TYPE_CHECKING:
    from positions.negotiation import Negotiation


def compare(negotiation: Negotiation, command: Sequence[str] | None = None) -> Matrix:
    """The negotiation compared, by our own process or another `command`; returns when that has ended.

    Raises what comparing raises, and PositionsError where the process dies.
    """
    try:
        return workflow.compare_negotiation(negotiation, loading=False)
    except ModelsNeeded:
        from .runner import COMMAND, Runner

        run = Runner(negotiation.root, Job(), lambda: None, command or COMMAND).finished()
    if run.ending != "done":
        last = next((line.text for line in reversed(run.log[:-1])), "")
        words = f"comparing failed: {run.fault}" + (f"; its last words: {last}" if last else "")
        raise PositionsError(words, hint="F5 tries again")
    try:
        return workflow.compare_negotiation(negotiation, loading=False)
    except ModelsNeeded:  # a folder that can keep nothing, or a file that changed once more
        return workflow.compare_negotiation(negotiation)
