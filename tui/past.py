"""The negotiation as of a day: compared again without what came later. Knows no Textual."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from positions.errors import PositionsError
from positions.model import Snapshot, day_of

from .access import Access
from .state import Content
from .watching import explained


@dataclass(frozen=True, eq=False)
class Past:
    """A day that is asked for, and what came of comparing it."""

    day: dt.date
    present: Content
    """What it is the past of."""
    content: Content | None = None
    fault: PositionsError | None = None

    def compared(self, access: Access) -> Past:
        """The same with its content or its fault; may take many seconds, and come from any thread."""
        try:
            matrix = access.compare_as_of(self.day)
        except Exception as fault:
            return replace(self, fault=explained(fault))
        return replace(self, content=Content(matrix, until(self.present.snapshot, self.day), access.stale_after))


def until(snapshot: Snapshot, day: dt.date) -> Snapshot:
    """What was known on a day: articles without a date stay, as they do in a comparison."""
    published = ((article, article.source.published) for article in snapshot.articles)
    articles = tuple(article for article, when in published if when is None or day_of(when) <= day)
    known = {article.id for article in articles}
    return snapshot.model_copy(
        update={
            "articles": articles,
            "positions": tuple(one for one in snapshot.positions if one.article in known),
            "disputed": tuple(found for found in snapshot.disputed if found[0] in known),
            "settled": tuple(found for found in snapshot.settled if found[0] in known),
        }
    )
