"""A word before seconds of silence: comparing loads a language model, unless the negotiation was compared before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.cli.printing import narrate

if TYPE_CHECKING:
    from positions.negotiation import Negotiation


def announce_comparing(negotiation: Negotiation) -> None:
    """Say that it will take a moment, when it will."""
    from positions.workflow import is_compared

    if not is_compared(negotiation):
        narrate("comparing…")
