"""A movement in words: what each statement made of the one before, and what all of them come to.

Commands and screens share it, so that the same history reads alike in both. Colours, columns and escapes are theirs;
what happened, `movement` says.
"""

from __future__ import annotations

from positions.changes.movement import Moment, Movement
from positions.changes.silence import Silence
from positions.comparison.gaps import Gap
from positions.model import Cause
from positions.wording import counted, day


def step(one: Moment) -> str:
    """What a statement made of what its party had said before: *hardened (8 percent → 10 percent)*."""
    judged = one.judged
    kind = "sources disagree" if judged.cause is Cause.SOURCES else judged.kind.value
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
    ago = f"{counted(one.age.articles, 'article')} ago"
    return f"{one.silent.party} last spoke of it {ago}{' (stale)' if one.stale else ''}"
