"""The history of an issue as it is shown: who said what when, what that changed, amounts and firmness over time.

A `Timeline` is a movement and whose part of it is listed; what is drawn over time is always of all parties, since an
amount says little without the others'. Frozen, and without Textual. What happened, `positions.changes.movement` says;
its words are `positions.changes.narration`'s, signs and scales `plotting`'s.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from positions.display import STANCE_GLYPHS, one_line, pad, shorten, width
from positions.model import ChangeKind, Firmness, Placed, When, day_of
from positions.wording import counted, day, says

from .plotting import BETWEEN, Point, Run, Series, Span, bars, chart, days, strip
from .state import CHANGE_GLYPHS, Content

if TYPE_CHECKING:
    from positions.changes.movement import Moment, Movement

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMES = 22
"""Columns for a name beside what is drawn."""
_NARROW = 24
"""Columns for time itself, from which on drawing is worth it."""

Line = list[Run]


class Entry(NamedTuple):
    """A statement in the list."""

    placed: Placed
    day: str
    party: str
    step: str
    """What it changed, with its sign."""
    kind: str
    """The value of a kind of change: what decides the colour."""
    words: str
    notes: str
    """The gap after it, whom it came nearer to, and where it was read."""


@dataclass(frozen=True)
class Timeline:
    """What there is to show of an issue's history."""

    movement: Movement
    """Of all parties."""
    content: Content
    party: str | None = None
    """Whose history was asked for; None for all."""
    alone: bool = True
    """Is only that party listed?"""

    def toggled(self) -> Timeline:
        """The same with all parties listed, or the one that was asked for alone again."""
        return replace(self, alone=not self.alone)

    @cached_property
    def shown(self) -> Movement:
        """What is listed."""
        return self.movement.of(self.party) if self.party is not None and self.alone else self.movement

    @property
    def title(self) -> str:
        """Whose history it is, and of what."""
        who = self.party if self.party is not None and self.alone else "all parties"
        return f"{one_line(who)} on {one_line(self.movement.row.issue)}"

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The statements, the oldest first."""
        found, before = [], None
        for moment in self.shown.moments:
            found.append(self._entry(moment, before))
            before = moment
        return tuple(found)

    def _entry(self, moment: Moment, before: Moment | None) -> Entry:
        from positions.changes.narration import notes, step

        article = self.content.articles.get(moment.article)
        source = [article.title, article.source.outlet or ""] if article is not None else [moment.article]
        told = [*notes(moment, before.gap if before is not None else None), " · ".join(filter(None, source))]
        return Entry(
            moment.placed,
            day(moment.placed.when),
            one_line(moment.party),
            f"{CHANGE_GLYPHS[moment.judged.kind]} {one_line(step(moment))}",
            moment.judged.kind.value,
            f"{STANCE_GLYPHS[moment.placed.position.stance]} {one_line(says(moment.placed.position))}",
            one_line("; ".join(told)),
        )

    @cached_property
    def sums(self) -> tuple[str, ...]:
        """What it comes to, a line each."""
        from positions.changes.narration import sums

        return tuple(map(one_line, sums(self.shown)))

    # What is drawn

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Whoever said anything that has a date: the one asked for first, then who names amounts, then the others."""
        dated = dict.fromkeys(one.party for one in self.movement.moments if one.placed.when is not None)
        order = {party: number for number, party in enumerate(dated)}
        return tuple(sorted(dated, key=lambda one: (one != self.party, one not in self._amounts, order[one])))

    @cached_property
    def _amounts(self) -> dict[str, tuple[Point, ...]]:
        """Of each party that names any in the unit that most are in, its amounts, and where it has none any more."""
        from positions.comparison.gaps import amount, common_unit

        unit = common_unit(one.placed for one in self.movement.moments)
        found: dict[str, list[Point]] = {}
        for one in self.movement.moments:
            named = amount(one.placed, unit)
            if one.placed.when is None:
                continue
            if one.judged.kind is ChangeKind.DROPPED:
                found.get(one.party, []).append(Point(_at(one.placed.when), None))
            elif named is not None and math.isfinite(named.value):
                found.setdefault(one.party, []).append(Point(_at(one.placed.when), named.value))
        return {party: tuple(points) for party, points in found.items()}

    @cached_property
    def _unit(self) -> str:
        from positions.comparison.gaps import common_unit

        unit = common_unit(one.placed for one in self.movement.moments)
        return unit[1] if unit is not None else ""

    def drawing(self, columns: int, rows: int, most: int) -> list[Line]:
        """Amounts on so many rows, below them the firmness of at most so many parties, on one scale of time.

        No rows leave the amounts out. Where there is too little to draw, one line says so.
        """
        parties = self.parties[: min(most, len(LETTERS))]
        dated = [one for one in self.movement.moments if one.placed.when is not None]
        if not dated:
            return [[Run("Nothing here has a date, so nothing is drawn over time.")]]
        letters = {party: LETTERS[number] for number, party in enumerate(parties)}
        series = [Series(letters[party], self._amounts.get(party, ())) for party in parties]
        values = [point.value for one in series for point in one.points if point.value is not None]
        left = min(max(max(width(one_line(party)) for party in parties) + 3, 10), _NAMES, columns // 4)
        right = min(max([8, *(width(self._amount(value)) + 2 for value in values)]), columns // 4)
        room = columns - left - right - 3
        if room < _NARROW:
            return [[Run("The window is too narrow for what is drawn over time.")]]
        moments = [_at(one.placed.when) for one in dated if one.placed.when is not None]
        span = Span(min(moments), max(moments), room)
        marks = sorted({(_at(one.placed.when), day(one.placed.when)) for one in dated if one.placed.when is not None})
        axis: list[Line] = [[Run(" " * (left + 2) + days(marks, span))]]
        amounts = self._chart(series, letters, span, rows, left, right) if rows else []
        return [*amounts, *axis, *self._strips(letters, span, left, right)]

    def _chart(
        self, series: list[Series], letters: Mapping[str, str], span: Span, rows: int, left: int, right: int
    ) -> list[Line]:
        points = [point for one in series for point in one.points if point.value is not None]
        if not points:
            return [[Run("No amounts are named that could be drawn.")]]
        if len(points) == 1:
            return [[Run(f"One amount only: {self._amount(points[0].value or 0.0)} ({self._unit}).")]]
        gaps = self._gaps(letters)
        drawn = chart(series, [gap[:3] for gap in gaps], span, rows, self._amount)
        lines: list[Line] = [
            [Run(f"{shorten(label, left):>{left}} │"), *runs, Run(f" {shorten(words, right)}")]
            for label, runs, words in drawn
        ]
        told = f"; {BETWEEN} the gap: {' → '.join(gap[3] for gap in gaps)}" if gaps else ""
        heading = shorten(f"amounts ({self._unit}){told}", left + span.columns + right + 3)
        return [[Run(heading)], *lines, [Run(" " * (left + 1) + "└" + "─" * span.columns)]]

    def _gaps(self, letters: Mapping[str, str]) -> list[tuple[float, float, float, str]]:
        """Moments at which the widest gap between parties that are drawn became another one, with the two amounts, and
        in words how far and between whom."""
        latest: dict[str, float] = {}
        found, before = [], None
        for one in self.movement.moments:
            if one.placed.when is None:
                continue
            at = _at(one.placed.when)
            latest.update(
                (one.party, each.value)
                for each in self._amounts.get(one.party, ())
                if each.at == at and each.value is not None
            )
            gap = one.gap
            if gap is not None and gap != before and set(gap.parties) <= latest.keys() & letters.keys():
                low, high = gap.parties
                words = gap.words.removeprefix("a gap of ") or "none"
                found.append((at, latest[low], latest[high], f"{words} ({letters[low]}–{letters[high]})"))
            before = gap
        return found

    def _strips(self, letters: dict[str, str], span: Span, left: int, right: int) -> list[Line]:
        lines: list[Line] = [[Run(pad("firmness", left + 2)), Run(bars(one.value for one in Firmness))]]
        for number, (party, letter) in enumerate(letters.items()):
            points = tuple(
                Point(
                    _at(one.placed.when),
                    None if one.judged.kind is ChangeKind.DROPPED else one.placed.position.firmness.rank,
                    "−" if one.judged.kind is ChangeKind.DROPPED else STANCE_GLYPHS[one.placed.position.stance],
                )
                for one in self.movement.moments
                if one.party == party and one.placed.when is not None
            )
            name = Run(f"{letter} {pad(party, left - 2)}  ", number)
            last = next(one for one in reversed(self.movement.moments) if one.party == party and one.placed.when)
            now = "" if last.judged.kind is ChangeKind.DROPPED else last.placed.position.firmness.value
            lines.append([name, *strip(Series(letter, points), number, span), Run(f" {shorten(now, right)}")])
        left_out = len(self.parties) - len(letters)
        rest = [counted(left_out, "more party", "more parties")] if left_out else []
        undated = sum(one.placed.when is None for one in self.movement.moments)
        rest += [f"{counted(undated, 'statement')} without a date"] if undated else []
        return [*lines, [Run(f"not drawn: {', '.join(rest)}")]] if rest else lines

    def _amount(self, value: float) -> str:
        """An amount as it stands beside the axis."""
        if self._unit in ("date", "day of the year"):
            try:
                when = dt.date.fromordinal(round(value))
            except (ValueError, OverflowError):
                return "?"
            return when.isoformat() if self._unit == "date" else f"{when.day} {when:%b}"
        for least, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
            if abs(value) >= least:
                return f"{value / least:.4g} {word}"
        return f"{value:,.6g}"


def _at(when: When) -> float:
    """A moment in days."""
    clock = (when.hour * 60 + when.minute) / 1440 if isinstance(when, dt.datetime) else 0.0
    return day_of(when).toordinal() + clock
