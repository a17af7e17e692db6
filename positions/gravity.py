"""Which changes matter, and which of them most: the order in which commands, screens and the brief tell them."""

from __future__ import annotations

from collections.abc import Iterable

from positions.model import Cause, Change, ChangeKind, Origin

_WEIGHT = (
    ChangeKind.REVERSED,
    ChangeKind.DROPPED,
    ChangeKind.HARDENED,
    ChangeKind.SOFTENED,
    ChangeKind.NEW,
    ChangeKind.REWORDED,
    ChangeKind.KEPT,
)
"""What matters most first."""


def is_kept(change: Change) -> bool:
    """Has nothing moved? A rewording is no change of mind; sources that contradict each other are worth telling."""
    return change.kind in (ChangeKind.KEPT, ChangeKind.REWORDED) and change.cause is not Cause.SOURCES


def by_issue(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """The changes of each issue, the gravest first; issues by their gravest change, then as they came."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.issue, []).append(change)
    groups = [(issue, sorted(group, key=_weight)) for issue, group in found.items()]
    return sorted(groups, key=lambda group: _weight(group[1][0]))


def _weight(change: Change) -> tuple[bool, int, bool]:
    """What parties changed comes before what was recoded or learnt; sources that disagree before what was kept."""
    conflict = change.cause is Cause.SOURCES
    kind = ChangeKind.REWORDED if conflict else change.kind
    return change.origin is not Origin.PARTY, _WEIGHT.index(kind), not conflict
