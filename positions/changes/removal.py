"""Entries that stood in an older state of an article and stand in the newer one no more, in whatever form.

Somebody took them out, or dismissed them: that says nothing of the party, and is no change of its position. An entry
that goes on in another form (another stance, claim, party or place) is not out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from positions.changes.phrases import content
from positions.model import Position


def taken_out(old: Sequence[Position], new: Sequence[Position]) -> list[Position]:
    """Those of `old` that go on in none of `new`, in their order.

    Compared are the entries of one article with each other, one to one; first those that are equal, then those that
    have most in common.
    """
    gone = _without_equals(old, new)
    came: dict[str, list[Position]] = defaultdict(list)
    for one in _without_equals(new, old):
        came[one.article].append(one)
    pairs = [
        (_common(one, other), number, place)
        for number, one in enumerate(gone)
        for place, other in enumerate(came[one.article])
    ]
    settled: set[int] = set()
    used: set[tuple[str, int]] = set()
    for common, number, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        key = (gone[number].article, place)
        if common and number not in settled and key not in used:
            settled.add(number)
            used.add(key)
    return [one for number, one in enumerate(gone) if number not in settled]


def _without_equals(these: Sequence[Position], those: Sequence[Position]) -> list[Position]:
    """These without as many equals as there are among those."""
    left = Counter(those)
    found = []
    for one in these:
        if left[one]:
            left[one] -= 1
        else:
            found.append(one)
    return found


def _common(one: Position, other: Position) -> float:
    """How much two entries of an article have in common; 0 where nothing says that one became the other."""
    words, others = content(one.claim), content(other.claim)
    shared = len(words & others) / max(1, len(words | others))
    place = one.at is not None and other.at is not None and one.at[0] < other.at[1] and other.at[0] < one.at[1]
    same_place = place or (one.quote is not None and one.quote == other.quote)
    if not shared and not (same_place and one.party == other.party):
        return 0.0
    return 4 * shared + 2 * (one.party == other.party) + (one.stance is other.stance) + same_place
