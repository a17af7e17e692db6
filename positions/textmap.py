"""Two versions of one text: where the places of the older one are in the newer.

Owns what counts as a word and the comparison of two texts word by word. Texts are hostile input, so the comparison
takes time in proportion to their length whatever they hold. It looks for no passage that was moved: `anchoring` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"\w+|[^\w\s]")

_SERIES = (8, 3, 1)
"""Words in a row that must stand once in both texts to tie them together; what lies between two ties is tied by fewer.
Unique series in a growing order are Bram Cohen's patience diff, with series of words in place of lines."""

_MOST_SPARE = 12
"""Words put in beside changed ones up to which it is tried where a range may begin or end."""


def flat(text: str) -> str:
    """The text on one line, with single blanks: the form in which a quote and the article are compared."""
    return " ".join(text.split())


def pattern(words: str) -> re.Pattern[str]:
    """Finds the words wherever they stand in a row, however lines are broken between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())))


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its words (letters and digits in a row, or one other sign), each with its half-open range."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, in order."""
        found = list(_WORD.finditer(text))
        return cls(
            text,
            tuple(match[0] for match in found),
            tuple(match.start() for match in found),
            tuple(match.end() for match in found),
        )

    def between(self, at: tuple[int, int]) -> tuple[int, int]:
        """The first and the last word that a range touches; the last comes before the first where it touches none."""
        return bisect_right(self.ends, at[0]), bisect_left(self.starts, at[1]) - 1


class _Run(NamedTuple):
    """Words that are the same in both texts: `size` of them from word `old` on in the one, from `new` on in the
    other."""

    old: int
    new: int
    size: int


class _Gap(NamedTuple):
    """Between two runs: words `old` to `old_end` of the one text, `new` to `new_end` of the other."""

    old: int
    old_end: int
    new: int
    new_end: int


class TextMap:
    """From places of the old text to those of the new one."""

    def __init__(self, old: Words, new: Words) -> None:
        self._old, self._new = old, new
        self._runs = _common(old.words, new.words)
        self._firsts = [run.old for run in self._runs]

    def near(self, offset: int) -> int:
        """About where in the new text that is what stood at an offset of the old one: exactly, if the word is still
        there, else as far behind what comes before it as it was."""
        word = bisect_right(self._old.ends, offset)
        run = self._run(word)
        if word < run.old + run.size:
            return self._new.starts[run.new + word - run.old] + offset - self._old.starts[word]
        gap = self._gap(word)
        before = (self._old.ends[gap.old - 1], self._new.ends[gap.new - 1]) if run.size else (0, 0)
        behind = self._new.starts[gap.new_end] if gap.new_end < len(self._new.starts) else len(self._new.text)
        return min(before[1] + offset - before[0], behind)

    def edges(self, at: tuple[int, int]) -> tuple[list[int], list[int]] | None:
        """Where in the new text a range may begin and where it may end, the widest range first.

        There is one place each where the word at the edge is still there. Where it is not, the words around tell: as
        many of the words that replaced some belong to the range as it had of those, and the others may. None where
        nothing tells an edge.
        """
        first, last = self._old.between(at)
        if not first <= last:
            return None
        starts, ends = self._starts(first, at[0]), self._ends(last, at[1])
        return (starts, ends) if starts and ends and starts[0] < ends[0] else None

    def _run(self, word: int) -> _Run:
        """The last run that begins at or before a word of the old text; an empty one before all of them."""
        index = bisect_right(self._firsts, word) - 1
        return self._runs[index] if index >= 0 else _Run(0, 0, 0)

    def _gap(self, word: int) -> _Gap:
        """Around a word of the old text that is in no run."""
        index = bisect_right(self._firsts, word)
        before = self._run(word)
        behind = self._runs[index] if index < len(self._runs) else _Run(len(self._old.words), len(self._new.words), 0)
        return _Gap(before.old + before.size, behind.old, before.new + before.size, behind.new)

    def _starts(self, word: int, offset: int) -> list[int]:
        run = self._run(word)
        if word < run.old + run.size:
            return [max(self._new.starts[run.new + word - run.old] + offset - self._old.starts[word], 0)]
        gap = self._gap(word)
        spare = _spare(gap)
        if word > gap.old or spare is None:
            return []
        return list(self._new.starts[gap.new : gap.new + spare + 1])

    def _ends(self, word: int, offset: int) -> list[int]:
        run = self._run(word)
        if word < run.old + run.size:
            end = self._new.ends[run.new + word - run.old] + offset - self._old.ends[word]
            return [min(end, len(self._new.text))]
        gap = self._gap(word)
        spare = _spare(gap)
        if word < gap.old_end - 1 or spare is None:
            return []
        return [self._new.ends[index - 1] for index in range(gap.new_end, gap.new_end - spare - 1, -1) if index]


def _spare(gap: _Gap) -> int | None:
    """How many words the new text has more than the old one in a gap; None where it has too many to try each."""
    more = max(gap.new_end - gap.new - (gap.old_end - gap.old), 0)
    return more if more <= _MOST_SPARE else None


def _common(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """What two sequences of words have in common, rising in both."""
    gaps, runs = [_Gap(0, len(old), 0, len(new))], []
    for size in _SERIES:
        left = []
        for gap in gaps:
            found = _runs(old, new, gap, size)
            runs += found
            left += _between(gap, found)
        gaps = left
    return sorted(runs)


def _runs(old: Sequence[str], new: Sequence[str], gap: _Gap, size: int) -> list[_Run]:
    """The runs of a gap that begin or end it, or that a series of `size` words ties, in order; each as long as it can
    be."""
    head = _stretched(old, new, gap, gap.old, gap.new)
    rest = _Gap(head.old + head.size, gap.old_end, head.new + head.size, gap.new_end)
    tail = _stretched(old, new, rest, gap.old_end, gap.new_end)
    rest = _Gap(rest.old, tail.old, rest.new, tail.new)
    runs = [head]
    for i, j in _rising(_ties(old, new, rest, size)):
        if i >= rest.old and j >= rest.new:
            run = _stretched(old, new, rest, i, j)
            runs.append(run)
            rest = _Gap(run.old + run.size, rest.old_end, run.new + run.size, rest.new_end)
    return [run for run in (*runs, tail) if run.size]


def _stretched(old: Sequence[str], new: Sequence[str], gap: _Gap, i: int, j: int) -> _Run:
    """The run through words `i` and `j` as far as it goes both ways within a gap; empty where there is none."""
    first, second = i, j
    while first > gap.old and second > gap.new and old[first - 1] == new[second - 1]:
        first, second = first - 1, second - 1
    while i < gap.old_end and j < gap.new_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    return _Run(first, second, i - first)


def _between(gap: _Gap, runs: Sequence[_Run]) -> list[_Gap]:
    """What the runs leave of a gap, where both texts have words left."""
    gaps = []
    i, j = gap.old, gap.new
    for run in [*runs, _Run(gap.old_end, gap.new_end, 0)]:
        if run.old > i and run.new > j:
            gaps.append(_Gap(i, run.old, j, run.new))
        i, j = run.old + run.size, run.new + run.size
    return gaps


def _ties(old: Sequence[str], new: Sequence[str], gap: _Gap, size: int) -> list[tuple[int, int]]:
    """Where each series of words stands that stands once in both sides of a gap, in the order of the old text."""
    ours = _once(old[gap.old : gap.old_end], size)
    theirs = _once(new[gap.new : gap.new_end], size)
    common = ((p, theirs.get(series, -1)) for series, p in ours.items())
    return [(gap.old + p, gap.new + q) for p, q in common if p >= 0 and q >= 0]


def _once(words: Sequence[str], size: int) -> dict[int, int]:
    """The place of each series of `size` words, by its hash; -1 for one that stands several times.

    Two series of one hash do no harm: what is tied is compared word for word. The series themselves would take near
    twice the time and memory.
    """
    found: dict[int, int] = {}
    for place, series in enumerate(map(hash, zip(*(words[skipped:] for skipped in range(size)), strict=False))):
        found[series] = -1 if series in found else place
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs, sorted by their first number, whose second number rises as well."""
    lowest: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(lowest, number)
        before.append(chains[length - 1] if length else -1)
        lowest[length : length + 1] = [number]
        chains[length : length + 1] = [index]
    found = []
    index = chains[-1] if chains else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
