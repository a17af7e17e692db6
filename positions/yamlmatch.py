"""Which part of an old value is which part of the new one, when only the two values are known.

Owned here: the pairing of list items, by the edit distance between them, and of keys, by what stands under them. It
knows neither texts nor files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from positions.model import Entry, Topic

_MOST_PAIRS = 40_000
"""Old items by new ones that are held against each other; longer runs of differences are paired in order."""
_ALIKE, _UNLIKE = 0.5, 1.9
"""Either is less than 2, so that an item that alone changed is changed in its place, whatever it says now."""


def kin(one: object, other: object) -> bool:
    """Are they, by their words or place in the article, one entry or topic in two versions?"""
    if not isinstance(one, (Entry, Topic)) or type(one) is not type(other):
        return False
    return any(
        getattr(one, name, None) is not None and getattr(one, name, None) == getattr(other, name, None)
        for name in ("claim", "topic", "quote", "at")
    )


def renamed(old: Mapping[str, object], new: Mapping[str, object], written: list[str]) -> dict[str, str]:
    """What each written key is called afterwards: a key that goes and one that comes with the same content are one."""
    coming = [name for name in new if name not in written]
    found = {name: name for name in written}
    for name in written:
        if name not in old or name in new:
            continue
        stances = name in Entry.STANCE_KEYS
        heir = next((one for one in coming if _same_content(old[name], new[one])), None)
        heir = heir or next((one for one in coming if stances and one in Entry.STANCE_KEYS), None)
        if heir is not None:
            coming.remove(heir)
            found[name] = heir
    return found


def _same_content(old: object, new: object) -> bool:
    """Is it the same, or are half of a heading's entries?"""
    if not isinstance(old, tuple) or not isinstance(new, tuple) or not old:
        return old == new
    return 2 * len(set(old) & set(new)) > max(len(old), len(new))


def aligned(old: tuple[object, ...], new: tuple[object, ...]) -> Iterator[tuple[int | None, int | None]]:
    """Which item became which, in order: (old, None) is gone, (None, new) has come."""
    same = range(min(len(old), len(new)))
    head = next((index for index in same if old[index] != new[index]), len(same))
    tail = next((index for index in same[: len(same) - head] if old[-1 - index] != new[-1 - index]), len(same) - head)
    i2, j2 = len(old) - tail, len(new) - tail
    yield from zip(range(head), range(head), strict=True)
    if (i2 - head) * (j2 - head) > _MOST_PAIRS:
        yield from zip_longest(range(head, i2), range(head, j2))
    else:
        yield from _paired(old[head:i2], new[head:j2], head, head)
    yield from zip(range(i2, len(old)), range(j2, len(new)), strict=True)


def _distance(old: object, new: object) -> float:
    """What it costs to turn one item into another; 2 is as much as to remove it and insert the other."""
    return 0.0 if old == new else _ALIKE if kin(old, new) else _UNLIKE


def _paired(
    old: tuple[object, ...], new: tuple[object, ...], i0: int, j0: int
) -> Iterator[tuple[int | None, int | None]]:
    """The cheapest way from one run of items to another, by the edit distance between them."""
    rows, columns = len(old) + 1, len(new) + 1
    cost = [[float(i + j) for j in range(columns)] for i in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            turned = cost[i - 1][j - 1] + _distance(old[i - 1], new[j - 1])
            cost[i][j] = min(turned, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    steps: list[tuple[int | None, int | None]] = []
    i, j = len(old), len(new)
    while i or j:
        if i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            steps.append((i0 + i, None))
        elif j and cost[i][j] == cost[i][j - 1] + 1:
            j -= 1
            steps.append((None, j0 + j))
        else:
            i, j = i - 1, j - 1
            steps.append((i0 + i, j0 + j))
    return reversed(steps)
