"""How far coders say the same of the same things: percent, Cohen's kappa and Krippendorff's nominal alpha.

Owned here: which library computes what, and when there is nothing to compute. It is pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Values = Sequence[str | None]
"""What each coder says of one thing; None from who says nothing of it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on the values of some things."""

    units: int
    """Things of which two coders or more say something."""
    alpha: float | None
    """Krippendorff's, nominal; None where all say the same one thing throughout, or nobody can be compared."""
    kappa: float | None
    """Cohen's; of more than two coders the mean over pairs (Light's). None as above."""
    percent: float | None
    """Share of equal values among all pairs of values given to one thing; None where there are none."""


def agreement(table: Sequence[Values]) -> Agreement:
    """How far the coders agree: a row for each thing, a value for each coder, the same coders in each row."""
    rows = [row for row in table if len(_given(row)) > 1]
    pairs = [(a, b) for row in rows for a, b in combinations(_given(row), 2)]
    percent = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return Agreement(len(rows), _alpha(rows), _kappa(rows), percent)


def specific(table: Sequence[Values], value: str) -> Agreement:
    """How far the coders agree on one value against all others.

    `units` and `percent` are of the things to which somebody gives it: the share of pairs that both do among those
    where either does.
    """
    rows = [row for row in table if len(_given(row)) > 1]
    pairs = [(a, b) for row in rows for a, b in combinations(_given(row), 2) if value in (a, b)]
    percent = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    binary = [[None if one is None else str(one == value) for one in row] for row in rows]
    return Agreement(sum(value in row for row in rows), _alpha(binary), _kappa(binary), percent)


def _given(row: Values) -> list[str]:
    return [value for value in row if value is not None]


def _alpha(rows: Sequence[Values]) -> float | None:
    domain = sorted({value for row in rows for value in _given(row)})
    if len(domain) < 2:
        return None
    import krippendorff

    counts = [Counter(_given(row)) for row in rows]
    table = [[count[value] for value in domain] for count in counts]
    return float(krippendorff.alpha(value_counts=table, level_of_measurement="nominal"))


def _kappa(rows: Sequence[Values]) -> float | None:
    coders = len(rows[0]) if rows else 0
    found = [_kappa_of_two(rows, one, other) for one, other in combinations(range(coders), 2)]
    defined = [kappa for kappa in found if kappa is not None]
    return sum(defined) / len(defined) if defined else None


def _kappa_of_two(rows: Sequence[Values], one: int, other: int) -> float | None:
    both = [(a, b) for row in rows if (a := row[one]) is not None and (b := row[other]) is not None]
    if len({value for pair in both for value in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score([a for a, _ in both], [b for _, b in both]))
