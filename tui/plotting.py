"""Amounts and degrees over time, drawn with the signs of a terminal: every party has a letter, so no colour is needed.

What plots in Textual otherwise (textual-plot, textual-plotext) tells series apart by colour alone, has no axis of days,
and brings keys of its own. Values in, lines of runs out: which run belongs to which series decides its colour, and that
is the widget's. Knows no Textual.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from positions.display import width

_LINES = "─╌═┄"
"""Of the series one after the other, so that two lines differ without colour."""
BETWEEN = "┊"
"""Stands between the two amounts of a gap."""
BARS = "▁▃▅█"
"""Of the degrees, the lowest first."""
_NICE = (1.0, 2.0, 5.0, 10.0)


class Point(NamedTuple):
    """From a moment on, a series has a value, until its next point."""

    at: float
    """A moment on any scale that all series share."""
    value: float | None
    """None: it has none any more."""
    sign: str = ""
    """One column, for `strip`."""


class Series(NamedTuple):
    """What is drawn of a party."""

    letter: str
    points: tuple[Point, ...]
    """By their moments."""


class Run(NamedTuple):
    """Some signs of a line."""

    text: str
    series: int | None = None
    """The number of the series it belongs to; None for the axes."""


class Span(NamedTuple):
    """The moments from the left edge to the right one, and how many columns there are for them."""

    first: float
    last: float
    columns: int

    def column(self, at: float) -> int:
        """Where a moment is drawn."""
        if self.last <= self.first:
            return 0
        return round((at - self.first) / (self.last - self.first) * (self.columns - 1))


@dataclass
class _Canvas:
    """Signs by row and column."""

    columns: int
    rows: int
    cells: dict[tuple[int, int], Run] = field(default_factory=dict)

    def put(self, row: int, column: int, sign: str, series: int | None = None) -> None:
        if 0 <= column < self.columns and 0 <= row < self.rows:
            self.cells[row, column] = Run(sign, series)

    def line(self, row: int) -> list[Run]:
        signs = (self.cells.get((row, column), Run(" ")) for column in range(self.columns))
        return [Run("".join(sign.text for sign in run), series) for series, run in groupby(signs, lambda s: s.series)]


class Scale(NamedTuple):
    """The values from the bottom row to the top one, and those that are written at the side."""

    low: float
    high: float
    step: float

    def row(self, value: float, rows: int) -> int:
        """Where a value is drawn; 0 is on top."""
        return round((self.high - value) / (self.high - self.low) * (rows - 1))

    def ticks(self) -> list[float]:
        """From the lowest on."""
        return [self.low + number * self.step for number in range(round((self.high - self.low) / self.step) + 1)]


def scale(values: Iterable[float], rows: int) -> Scale:
    """Round numbers around all values, no more of them than every other row can have."""
    known = list(values)
    low, high = min(known), max(known)
    largest = max(abs(low), abs(high), 1e-3)
    spread = high - low if high - low > 1e-9 * largest else largest
    most = max(rows // 2, 2)
    magnitude = 10.0 ** math.floor(math.log10(spread / most))
    for factor in (*_NICE, 20.0, 50.0):
        step = factor * magnitude
        bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
        if top <= bottom:
            top = bottom + step
        if round((top - bottom) / step) <= most:
            break
    return Scale(bottom, top, step)


def chart(
    series: Sequence[Series],
    gaps: Iterable[tuple[float, float, float]],
    span: Span,
    rows: int,
    words: Callable[[float], str],
) -> list[tuple[str, list[Run], str]]:
    """Each line as what is written left of it (`words` of a value), its runs, and what is written right of it.

    A value stands until the next one; at the right stands what each series ends with. `gaps` are moments with the lower
    and the higher of two values, between which a dotted line is drawn. Raises ValueError where no series has a value.
    """
    measure = scale((point.value for one in series for point in one.points if point.value is not None), rows)
    canvas = _Canvas(span.columns, rows)
    for at, low, high in gaps:
        for row in range(measure.row(high, rows) + 1, measure.row(low, rows)):
            canvas.put(row, span.column(at), BETWEEN)
    for number, one in enumerate(series):
        _draw_line(canvas, number, one, span, measure)
    for number, one in enumerate(series):
        _draw_letters(canvas, number, one, span, measure)
    left = {measure.row(tick, rows): words(tick) for tick in measure.ticks()}
    right: dict[int, dict[str, str]] = {}
    for one in series:
        value = one.points[-1].value if one.points else None
        if value is not None:
            ends = right.setdefault(measure.row(value, rows), {})
            ends[words(value)] = ends.get(words(value), "") + one.letter
    return [
        (left.get(row, ""), canvas.line(row), ", ".join(f"{who} {what}" for what, who in right.get(row, {}).items()))
        for row in range(rows)
    ]


def _followed(points: Sequence[Point]) -> Iterator[tuple[Point, Point | None]]:
    """Each with the one after it."""
    following: list[Point | None] = [*points[1:], None]
    return zip(points, following, strict=False)  # no points: nothing, and not the None behind them


def _draw_line(canvas: _Canvas, number: int, one: Series, span: Span, measure: Scale) -> None:
    """Steps: along to the next point, then up or down to it."""
    along = _LINES[number % len(_LINES)]
    for point, following in _followed(one.points):
        if point.value is None:
            continue
        row = measure.row(point.value, canvas.rows)
        end = span.column(following.at) if following is not None else canvas.columns
        for column in range(span.column(point.at), end):
            canvas.put(row, column, along, number)
        if following is not None and following.value is not None:
            to = measure.row(following.value, canvas.rows)
            for between in range(min(row, to) + 1, max(row, to)):
                canvas.put(between, end, "│", number)
            if to != row:
                canvas.put(row, end, "┐" if to > row else "┘", number)


def _draw_letters(canvas: _Canvas, number: int, one: Series, span: Span, measure: Scale) -> None:
    """A letter where something was said; beside it where another letter stands already."""
    for point in one.points:
        if point.value is None:
            continue
        row, column = measure.row(point.value, canvas.rows), span.column(point.at)
        free = [near for near in (column, column + 1, column - 1, column + 2) if _is_free(canvas, row, near, number)]
        canvas.put(row, free[0] if free else column, one.letter, number)


def _is_free(canvas: _Canvas, row: int, column: int, number: int) -> bool:
    there = canvas.cells.get((row, column))
    taken = there is not None and there.text.isalpha() and there.series != number
    return 0 <= column < canvas.columns and not taken


def strip(one: Series, number: int, span: Span) -> list[Run]:
    """A series of degrees, 0 to 3, in one line: the sign of each point where it stands, behind it bars as high."""
    canvas = _Canvas(span.columns, 1)
    for point, following in _followed(one.points):
        end = span.column(following.at) if following is not None else canvas.columns
        start = span.column(point.at)
        if point.value is not None:
            for column in range(start, end):
                canvas.put(0, column, BARS[min(max(round(point.value), 0), len(BARS) - 1)], number)
        canvas.put(0, start, point.sign, number)
    return canvas.line(0)


def bars(names: Iterable[str]) -> str:
    """What the bars of `strip` mean, the lowest first."""
    return "  ".join(f"{bar} {name}" for bar, name in zip(BARS, names, strict=True))


def days(marks: Sequence[tuple[float, str]], span: Span) -> str:
    """As many of the labels as fit under their moments, the first and the last above all."""
    taken: list[tuple[int, int]] = []
    line = [" "] * span.columns
    for at, label in dict.fromkeys([*marks[:1], *marks[-1:], *marks]):
        room = width(label)
        start = max(0, min(span.column(at) - room // 2, span.columns - room))
        if room <= span.columns and all(start >= end + 2 or start + room + 2 <= begin for begin, end in taken):
            taken.append((start, start + room))
            line[start : start + room] = label
    return "".join(line).rstrip()
