"""What a diff sets against what, and what of the changes is shown in which order. Knows no Textual.

The two sides are articles, days (everything up to and including each), or what there was at the last visit and what has
come since. What became of a position between them, `positions.changes` says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Literal

from positions.display import Piece, changed_words, one_line
from positions.gravity import by_issue, is_kept
from positions.model import Change, Placed, day_of
from positions.wording import counted, day, says

from .moves import label, latest_pair
from .state import Content, Target

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Kind(StrEnum):
    """What the sides are."""

    ARTICLES = "two articles"
    DAYS = "two days"
    VISIT = "since your last visit"


Side = Literal["old", "new"]


@dataclass(frozen=True)
class Sides:
    """An earlier side and a later one."""

    kind: Kind
    old: str = ""
    """An article's id, or a day as 2024-04-05; nothing for the last visit."""
    new: str = ""

    def swapped(self) -> Sides:
        """Earlier and later exchanged."""
        return replace(self, old=self.new, new=self.old)

    def having(self, side: Side, value: str) -> Sides:
        """The same with another article or day on a side."""
        return replace(self, old=value) if side == "old" else replace(self, new=value)

    def is_there(self, content: Content) -> bool:
        """Are both articles among those of the negotiation?"""
        return self.kind is not Kind.ARTICLES or {self.old, self.new} <= content.articles.keys()

    def labels(self, content: Content) -> tuple[str, str]:
        """What stands over the two columns. Raises KeyError where `is_there` is not."""
        if self.kind is Kind.ARTICLES:
            return label(content, self.old), label(content, self.new)
        if self.kind is Kind.VISIT:
            return "seen at the last visit", "come since"
        counts = [counted(len(until(content, one)), "article") for one in (self.old, self.new)]
        return f"up to {self.old} · {counts[0]}", f"up to {self.new} · {counts[1]}"

    def articles(self, content: Content) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the articles on each side; none for the last visit, which is known elsewhere."""
        if self.kind is Kind.ARTICLES:
            return (self.old,), (self.new,)
        if self.kind is Kind.DAYS:
            return until(content, self.old), until(content, self.new)
        return (), ()


LATEST = Sides(Kind.ARTICLES)
"""The last two articles, whichever they are once they are read."""


def known(sides: Sides, content: Content) -> Sides | None:
    """The sides by name; None where the last two articles are meant and there are not two."""
    if sides != LATEST:
        return sides
    pair = latest_pair(content)
    return Sides(Kind.ARTICLES, *pair) if pair is not None else None


def until(content: Content, last: str) -> tuple[str, ...]:
    """The ids of the dated articles up to and including a day."""
    final = dt.date.fromisoformat(last)
    published = ((one.id, one.source.published) for one in content.articles.values())
    return tuple(id_ for id_, when in published if when is not None and day_of(when) <= final)


def day_typed(words: str) -> str | None:
    """A day as it was typed, in the form 2024-04-05; None for what is no day."""
    found = _DAY.fullmatch(words.strip())
    try:
        return dt.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def days_for(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """The days that may be meant: one that was typed in full, then those that begin so, else those that have it."""
    words = typed.strip()
    whole = day_typed(words)
    begins = [name for name in names if name.startswith(words)]
    found = begins or [name for name in names if words in name]
    return tuple(dict.fromkeys([*([whole] if whole else []), *found]))


def articles_by_label(content: Content) -> dict[str, str]:
    """The ids of the articles by what a person reads of each, the newest first; each label once."""
    found: dict[str, str] = {}
    for id_ in reversed(content.articles):
        words = one_line(label(content, id_))
        found[f"{words} · {id_}" if words in found else words] = id_
    return found


@dataclass(frozen=True)
class Shown:
    """The changes that are shown, by issue, and how many are not."""

    groups: tuple[tuple[str, tuple[Change, ...]], ...] = ()
    """What matters most first, issues as well as their changes."""
    kept: int = 0
    """How many positions were kept or only reworded, which a person may want to see as well."""
    are_shown: bool = False
    """Are these?"""

    @property
    def folded(self) -> str:
        """What is not shown, in words; empty when everything is."""
        hidden = self.kept and not self.are_shown
        return f"{counted(self.kept, 'position')} kept or only reworded: f shows more" if hidden else ""

    @cached_property
    def listed(self) -> tuple[str | Change, ...]:
        """Line by line: the name of an issue, then its changes."""
        found: list[str | Change] = []
        for issue, group in self.groups:
            found += [issue, *group]
        return tuple(found)

    def change(self, number: int | None) -> Change | None:
        """The change in a line of `listed`; None where there is none."""
        item = self.listed[number] if number is not None and number < len(self.listed) else None
        return item if isinstance(item, Change) else None

    def line(self, like: Change | None) -> int | None:
        """The line with a change of the same party on the same issue; None where there is none."""
        if like is None:
            return None
        keys = [(one.issue, one.party) if isinstance(one, Change) else None for one in self.listed]
        wanted = (like.issue, like.party)
        return keys.index(wanted) if wanted in keys else None


def shown(changes: Sequence[Change], *, kept: bool) -> Shown:
    """What is to be shown of the changes; what was kept only where it is wanted."""
    wanted = [change for change in changes if kept or not is_kept(change)]
    groups = tuple((issue, tuple(group)) for issue, group in by_issue(wanted))
    return Shown(groups, sum(map(is_kept, changes)), kept)


def halves(change: Change) -> tuple[list[Piece], list[Piece]]:
    """Before and after in words, with what the other does not have marked; empty for a side that there is not.

    Where they have no word in common, marks would tell nothing, and there are none.
    """
    before, after = _words(change.before), _words(change.after)
    if change.before is None or change.after is None:
        return [Piece(before, False)] if before else [], [Piece(after, False)] if after else []
    left, right = changed_words(before, after)
    if all(piece.changed for piece in left):
        return [Piece(before, False)], [Piece(after, False)]
    return left, right


def _words(placed: Placed | None) -> str:
    return "" if placed is None else one_line(says(placed.position))


def source(content: Content, placed: Placed | None) -> str:
    """Where and when a side was said; empty where there is none."""
    if placed is None:
        return ""
    article = content.articles.get(placed.position.article)
    return one_line(f"{day(placed.when)} · {article.title if article else placed.position.article}")


def target(change: Change, side: Side) -> Target | None:
    """The evidence of a side; of the newer one, where there is none, that of the older."""
    placed = change.before if side == "old" else change.after or change.before
    return Target(placed.position.article, placed) if placed is not None else None


def nothing(sides: Sides, found: Shown) -> str:
    """What is said where no change is shown."""
    kept = f"\n\n{found.folded}." if found.folded else ""
    if sides.kind is Kind.VISIT:
        return f"Nothing has moved since your last visit.\n\nA first visit has nothing to compare with.{kept}"
    if kept:
        return f"Nothing moved between these two.{kept}"
    return "Nothing moved between these two: no party speaks in both, or to anything new."
