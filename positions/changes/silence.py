"""Who has not been heard of again: how old a position is, in articles and days. Silence is never a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from positions.changes.aligning import Selection, held
from positions.comparison.recency import Newer
from positions.model import Change, Matrix, Placed, When, day_of


class Age(NamedTuple):
    """How long ago something was stated."""

    articles: int
    """Dated articles that are newer than it."""
    days: int | None
    """From its day to that of the newest article; None where it has no date."""


def age(placed: Placed, published: Mapping[str, When | None]) -> Age:
    """How old a statement is. `published` are the dates of all articles that count, by id."""
    dates = {article: when for article, when in published.items() if when is not None}
    when = placed.when
    if when is None or not dates:
        return Age(0, None)
    newest = max(day_of(date) for date in dates.values())
    return Age(Newer(dates).than(placed), max((newest - day_of(when)).days, 0))


class Silent(NamedTuple):
    """A party that held something in the one state and does not speak of it in the other."""

    party: str
    issue: str
    last: Placed


def silent(matrix: Matrix, old: Selection, new: Selection, told: Iterable[Change]) -> Iterator[Silent]:
    """Whoever held something in `old` that `new` has no word on. `told` are the changes between the two.

    What was withdrawn is over, and what goes on under another issue is not silent.
    """
    going_on = {id(change.before) for change in told}
    speaking = held(matrix, new)
    for key, one in held(matrix, old).items():
        last = one.placed[0]
        if key not in speaking and not last.position.withdrawn and not going_on & {id(each) for each in one.placed}:
            yield Silent(one.party, one.row.issue, last)


class Silence(NamedTuple):
    """A party that held something before and has not spoken of it since."""

    silent: Silent
    age: Age
    stale: bool
    """Have as many articles passed it over as negotiation.yaml has under `stale_after`?"""
