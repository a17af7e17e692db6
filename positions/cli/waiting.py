"""What is told before comparing: it takes a language model, and so a while, unless that was done before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from positions.cli.bar import Bar
from positions.cli.printing import narrate
from positions.workers import BESIDE, HERE, Place

if TYPE_CHECKING:
    from positions.negotiation import Negotiation


def announce_comparing(negotiation: Negotiation, *, as_of: dt.date | None = None, where: Place = HERE) -> None:
    """Say that it will take a moment, when it will, and have vectors made of what is new, `where` that says.

    A bar tells how far that is, on a terminal. Of many texts, a process beside makes them even here: it gives the
    model's memory back.
    """
    from positions.workflow import embed_negotiation, is_compared

    if is_compared(negotiation):
        return
    narrate("comparing…")
    bar = Bar()
    try:
        for done, total in embed_negotiation(negotiation, as_of=as_of, where=BESIDE if where == HERE else where):
            bar.draw(done, total, "texts")
    finally:
        bar.erase()
