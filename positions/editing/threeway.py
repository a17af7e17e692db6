"""Three versions of a text made one: what a person typed, what somebody else wrote meanwhile, and what both began with.

Owned here: the merge line by line, with git's marks where both changed the same lines, so that nothing of either is
lost. Where all three are valid files, `gitmerge` looks at what they say, entry by entry and field by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from positions import gitmerge, yamlslips
from positions.errors import FileFaults
from positions.model import Model


@dataclass(frozen=True)
class Merge:
    """What became of two versions of a text."""

    text: str
    clashes: bool
    """Are there lines that both changed, each in another way? They stand one above the other, between git's marks."""


def merged(model: type[Model], base: str, mine: str, theirs: str, path: Path) -> Merge:
    """Both versions in one text, ours first where they clash. `path` is named in faults alone; nothing is read."""
    text, clashes = by_lines(base, mine, theirs)
    try:
        return Merge(*gitmerge.merged_texts(model, (base, mine, theirs), text, path))
    except FileFaults:  # no valid YAML: the lines are all there is to go by
        return Merge(text, clashes)


def by_lines(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """The merge of three texts by their lines (diff3), and whether both changed the same ones."""
    versions = [yamlslips.lines(text) for text in (base, mine, theirs)]
    merged_lines: list[str] = []
    clashes = False
    for was, here, there in _chunks(*versions):
        if here in (was, there):
            merged_lines += there
        elif there == was:
            merged_lines += here
        else:
            clashes = True
            merged_lines += gitmerge.between(here, there)
    return "".join(merged_lines), clashes


class _Same(NamedTuple):
    """Lines that all three versions have: where they begin in each, and how many there are."""

    base: int
    mine: int
    theirs: int
    size: int


def _chunks(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three versions in step: what differs somewhere, then what all have, and so on."""
    at = _Same(0, 0, 0, 0)
    for same in (*_common(base, mine, theirs), _Same(len(base), len(mine), len(theirs), 0)):
        yield list(base[at.base : same.base]), list(mine[at.mine : same.mine]), list(theirs[at.theirs : same.theirs])
        shared = list(base[same.base : same.base + same.size])
        yield shared, shared, shared
        at = _Same(same.base + same.size, same.mine + same.size, same.theirs + same.size, 0)


def _common(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Same]:
    """The lines of the base that neither version changed, in runs."""
    here = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    there = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(here) and j < len(there):
        start = max(here[i].a, there[j].a)
        ends = here[i].a + here[i].size, there[j].a + there[j].size
        if start < min(ends):
            mine_at, theirs_at = here[i].b + start - here[i].a, there[j].b + start - there[j].a
            yield _Same(start, mine_at, theirs_at, min(ends) - start)
        if ends[0] < ends[1]:
            i += 1
        else:
            j += 1
