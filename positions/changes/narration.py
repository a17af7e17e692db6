"""What of changes and movements is worth telling, in which order, and in which words.

Commands and screens share it, so that the same diff and the same history read alike in both. Colours, columns and
escapes are theirs; what a change is, `kinds` and `movement` say.
"""

from __future__ import annotations

from collections.abc import Iterable

from positions.changes.movement import Moment, Movement
from positions.changes.silence import Silence
from positions.comparison.gaps import Gap
from positions.model import Cause, Change, ChangeKind, Origin
from positions.wording import day

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
_ORIGINS = {Origin.RECODED: "recoded", Origin.LEARNT: "learnt later"}
_SOURCES = "sources disagree"


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


def kind_of(change: Change) -> str:
    """The kind in words, and whose doing it is where that is not the party's."""
    kind = _SOURCES if change.cause is Cause.SOURCES else change.kind.value
    return f"{kind}, {_ORIGINS[change.origin]}" if change.origin in _ORIGINS else kind


def why(change: Change) -> str:
    """What decides the kind: *quantity: 10 pct → 8 pct*."""
    if change.cause in (None, Cause.WORDS, Cause.CONDITION, Cause.SOURCES):
        return change.detail
    return f"{change.cause.value}: {change.detail}"


def step(one: Moment) -> str:
    """What a statement made of what its party had said before: *hardened (8 percent → 10 percent)*."""
    judged = one.judged
    kind = _SOURCES if judged.cause is Cause.SOURCES else judged.kind.value
    return f"{kind} ({judged.detail})" if judged.detail else kind


def notes(one: Moment, before: Gap | None) -> tuple[str, ...]:
    """The gap after a statement, where it is another one than `before`, and whom an amount came nearer to."""
    found = [f"{one.gap.words or 'no gap'} between {' and '.join(one.gap.parties)}"] if one.gap else []
    found = found if one.gap != before else []
    found += [f"toward {', '.join(one.toward)}"] if one.toward else []
    return (*found, *([f"away from {', '.join(one.away)}"] if one.away else []))


def sums(found: Movement) -> list[str]:
    """What the statements come to: who moved how far and toward whom, since when nothing has, who is silent."""
    lines = []
    for one in found.net:
        toward = f", toward {', '.join(one.toward)}" if one.toward else ""
        lines.append(f"in all: {one.party} {one.first.text} → {one.last.text}{toward}")
    gaps = [one.gap.words or "none" for one in found.moments if one.gap]
    steps = [gap for number, gap in enumerate(gaps) if number == 0 or gap != gaps[number - 1]]
    if len(steps) > 1:
        lines.append(f"the gap: {' → '.join(step.removeprefix('a gap of ') for step in steps)}")
    if found.unmoved_since is not None:
        lines.append(f"nothing has moved since {day(found.unmoved_since)}")
    return lines + [_silence(one) for one in found.silences]


def _silence(one: Silence) -> str:
    articles = f"{one.age.articles} {'article' if one.age.articles == 1 else 'articles'}"
    return f"{one.silent.party} last spoke of it {articles} ago{' (stale)' if one.stale else ''}"
