"""Two things timed against each other: alternately, after one run of each that does not count; medians decide."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Comparison(NamedTuple):
    """Median wall times in seconds over the same number of runs."""

    ours: float
    bare: float
    runs: int

    @property
    def ratio(self) -> float:
        """How many times the bare thing ours takes."""
        return self.ours / self.bare


def compare(ours: Callable[[], object], bare: Callable[[], object], runs: int) -> Comparison:
    """Time both, turn and turn about, so that a machine that gets busy meanwhile slows them alike."""
    ours()
    bare()
    seconds = [(_seconds(ours), _seconds(bare)) for _ in range(runs)]
    return Comparison(statistics.median(a for a, _ in seconds), statistics.median(b for _, b in seconds), runs)


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
