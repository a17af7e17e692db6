"""Which of two statements is newer: the order that status, changes and movement share."""

from __future__ import annotations

import contextlib
import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping

from positions.model import Placed, When, day_of


def order(when: When | None) -> tuple[bool, dt.date, dt.time]:
    """A sorting key: newer is greater, a day counts as its start; what has no date is the least of all.

    A time with a zone is compared as what it is in UTC, one without as it stands.
    """
    if when is None:
        return (False, dt.date.min, dt.time.min)
    if isinstance(when, dt.datetime) and when.tzinfo is not None:
        with contextlib.suppress(OverflowError):  # at the ends of the calendar there is no other hour
            when = when.astimezone(dt.UTC)
    return (True, day_of(when), when.time() if isinstance(when, dt.datetime) else dt.time.min)


def recency(placed: Placed) -> tuple[object, ...]:
    """A sorting key over one party's positions on an issue: the greatest is its newest.

    By date, then by article, undated ones before all others. Within one article what stands first counts as newest, as
    news is told, unless it is softer than what follows.
    """
    position = placed.position
    start = position.at[0] if position.at else 0
    return (*order(placed.when), position.article, position.firmness.rank, -start, position.stance, position.claim)


class Newer:
    """Counts the articles that are newer than a statement; their dates are put in order once for all statements."""

    def __init__(self, published: Mapping[str, When | None]) -> None:
        """`published` are the dates of all articles that count, by id."""
        self._orders = {article: order(when) for article, when in published.items() if when is not None}
        self._sorted = sorted(self._orders.values())

    def than(self, placed: Placed) -> int:
        """How many are; 0 where it has no date. Its own article is never newer than it, however it is dated."""
        if placed.when is None:
            return 0
        when = order(placed.when)
        later = len(self._sorted) - bisect_right(self._sorted, when)
        return later - (self._orders.get(placed.position.article, when) > when)
