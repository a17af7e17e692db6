"""How far coders mark the same passages: Krippendorff's alpha for unitising, over texts of which each marks pieces.

Owned here: the coefficient. It is pure; which pieces count is for `coding` to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One text, and what each coder marked in it."""

    length: int
    """Characters of the text."""
    ranges: tuple[tuple[Range, ...], ...]
    """By coder; half-open, in code points."""


@dataclass(frozen=True, slots=True)
class Unitising:
    """Agreement on which characters of the texts state something."""

    alpha: float | None
    """1 for the same ranges, 0 for what chance would give; None where all or none of the texts is marked."""
    percent: float | None
    """Share of the characters, averaged over pairs of coders, that both marked or both left; None without texts."""


def unitising(texts: Iterable[Marked]) -> Unitising:
    """Alpha for units of one kind against the gaps between them, and the share of equal characters.

    Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual continua", Quality & Quantity
    50 (2016), the binary |u-alpha: observed coincidences are lengths of intersections between coders; expected ones
    pair all that was marked and left with each other, but no unit with itself. Ranges of one coder that overlap count
    as one unit. Two or more coders, the same for each text. Raises ValueError for fewer.
    """
    same, total, marked, itself, coders = 0.0, 0, 0, 0, 0
    for text in texts:
        coders = len(text.ranges)
        if coders < 2:
            raise ValueError("agreement takes two coders")
        units = [joined(ranges) for ranges in text.ranges]
        total += coders * text.length
        marked += sum(end - start for own in units for start, end in own)
        itself += sum((end - start) ** 2 for own in units for start, end in own)
        for length, inside in _pieces(text.length, units):
            same += length * (inside * (inside - 1) + (coders - inside) * (coders - inside - 1)) / (coders - 1)
    if total == 0:
        return Unitising(None, None)
    left = total - marked
    pairs = total**2 - itself - left
    expected = 2 * marked * left * total / pairs if pairs else 0.0
    alpha = 1 - (total - same) / expected if expected else None
    return Unitising(alpha, same / total)


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that overlap made one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _pieces(length: int, units: Sequence[Sequence[Range]]) -> Iterator[tuple[int, int]]:
    """The stretches of a text between all borders: how long each is, and how many coders marked it."""
    steps: Counter[int] = Counter()
    for own in units:
        for start, end in own:
            steps[start] += 1
            steps[end] -= 1
    place, inside = 0, 0
    for border in sorted(steps):
        if border > place:
            yield border - place, inside
        place, inside = border, inside + steps[border]
    if length > place:
        yield length - place, inside
