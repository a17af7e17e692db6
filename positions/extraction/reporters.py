"""On whose word a statement of somebody else stands: who counts as its reporter, and who only speaks for its holder.

It is handed a holder and whoever says the sentence; where those stand, `sources` finds.
"""

from __future__ import annotations

from collections.abc import Sequence

from positions.extraction.parties import Cast, Holder


def reported(holder: Holder, reporters: Sequence[Holder], cast: Cast) -> tuple[Holder, Holder | None]:
    """The holder, with whoever speaks for it where that is said, and who reports it where somebody else does.

    Somebody of whom the article says no party is no reporter: *Norland is ready to pay, Jo Bell said*.
    """
    if not reporters:
        return holder, None
    own = next((reporter for reporter in reporters if reporter.party == holder.party), None)
    if own is not None:
        named = own.speaker if own.speaker != holder.party else None
        return holder._replace(speaker=holder.speaker or named), None
    return holder, None if cast.acts_for_nobody(reporters[0]) else reporters[0]
