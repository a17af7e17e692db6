"""How near the parties stand, as it is shown: every two with a share and a shade, and what one step would settle.

The counts are `positions.comparison.closeness`'s. Frozen, and without Textual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from positions.display import STATUS_GLYPHS, one_line
from positions.model import Closeness, Matrix, Nearness, OneStep, Registry, Status
from positions.wording import STEP_KINDS, counted, nearness_counts, per_cent, shade, step_words

TONES = {"█": Status.AGREED, "▓": Status.AGREED, "▒": Status.OPEN, "░": Status.STICKING}
"""The colour of a shade is that of a status."""


class Cell(NamedTuple):
    """What stands where two parties cross."""

    words: str
    tone: Status | None
    """None where there is nothing to tell."""


class Steps(NamedTuple):
    """An issue, and what would settle it."""

    issue: str
    kind: str
    words: tuple[str, ...]
    """A way each."""


@dataclass(frozen=True)
class Near:
    """All pairs, and the one that is looked at: a row and a column, both counted from 0."""

    found: Closeness
    at: tuple[int, int] = (0, 1)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Those that have an issue in common with another, in the order of the matrix."""
        paired = {party for pair in self.found.pairs for party in (pair.one, pair.other)}
        return tuple(party for party in self.found.parties if party in paired)

    @cached_property
    def _pairs(self) -> dict[frozenset[str], Nearness]:
        return {frozenset((pair.one, pair.other)): pair for pair in self.found.pairs}

    def cell(self, row: int, column: int) -> Cell:
        """The share of two parties in hundredths behind its shade."""
        if row == column:
            return Cell("—", None)
        pair = self._pairs.get(frozenset((self.parties[row], self.parties[column])))
        if pair is None or pair.share is None:
            return Cell("·", None)
        sign = shade(pair.share)
        return Cell(f"{sign} {per_cent(pair.share):>3}", TONES[sign])

    @property
    def both(self) -> tuple[str, str] | None:
        """The two parties that are looked at; None where they are one."""
        row, column = self.at
        known = len(self.parties)
        return (self.parties[row], self.parties[column]) if row != column and max(self.at) < known else None

    def moved(self, rows: int, columns: int) -> Near:
        """The same with another pair looked at; it stays inside."""
        last = max(0, len(self.parties) - 1)
        row, column = self.at
        return replace(self, at=(max(0, min(row + rows, last)), max(0, min(column + columns, last))))

    def after(self, before: Near | None) -> Near:
        """The same with the pair looked at that was before, where the parties are those that there were."""
        return replace(self, at=before.at) if before is not None and before.parties == self.parties else self

    def beginning(self, party: str | None) -> Near:
        """The same with the pair of a party and its nearest looked at; the nearest of all, where there is no such."""
        pairs = [pair for pair in self.found.pairs if party in (pair.one, pair.other)] or list(self.found.pairs)
        if not pairs:
            return self
        one, other = self.parties.index(pairs[0].one), self.parties.index(pairs[0].other)
        return replace(self, at=(other, one) if pairs[0].other == party else (one, other))

    @property
    def told(self) -> tuple[str, ...]:
        """The pair in words: the share with its counts, then the issues by how the two stand on them, a line each."""
        if self.both is None:
            return ("These are one party: move to another column.",) if self.parties else ()
        names = " and ".join(map(one_line, self.both))
        pair = self._pairs.get(frozenset(self.both))
        if pair is None:
            return (f"{names} have no issue in common.",)
        counts = ", ".join(f"{count} {word}" for word, count in nearness_counts(pair).items() if count)
        share = "unclear" if pair.share is None else f"{per_cent(pair.share)} % together"
        by = (
            (STATUS_GLYPHS[Status.AGREED], "together", (*pair.same, *pair.compatible)),
            (STATUS_GLYPHS[Status.STICKING], "opposed", pair.opposed),
            (STATUS_GLYPHS[Status.OPEN], "unclear", pair.unclear),
        )
        lines = [f"{sign} {word}: {one_line('; '.join(issues))}" for sign, word, issues in by if issues]
        return (f"{names}: {share} · {counts}, of {counted(pair.both, 'issue')}", *lines)

    @cached_property
    def steps(self) -> tuple[Steps, ...]:
        """The issues that one step would settle; those with an opposed pair first."""
        return tuple(Steps(one.issue, one.kind, _ways(one)) for one in self.found.one_step)

    @cached_property
    def listed(self) -> tuple[str | Steps, ...]:
        """Line by line: a heading, then the issues below it."""
        found: list[str | Steps] = []
        for kind, heading in STEP_KINDS.items():
            steps = [one for one in self.steps if one.kind == kind]
            found += [heading, *steps] if steps else []
        return tuple(found)


def _ways(one: OneStep) -> tuple[str, ...]:
    words = [one_line(step_words(one, step)) for step in one.steps]
    if one.kind == "unanswered":
        return tuple(words)
    return tuple(f"{'or' if number else 'if'} {each}" for number, each in enumerate(words))


def near(matrix: Matrix, registry: Registry, party: str | None = None) -> Near:
    """What there is to show of a matrix, beginning with a party's nearest pair; from any thread."""
    from positions.comparison.closeness import closeness

    return Near(closeness(matrix, registry)).beginning(party)
