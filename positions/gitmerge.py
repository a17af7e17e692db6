"""The merge driver: three versions of one of our files as texts, one text out, with git's marks where people disagree.

Owned here: what becomes of the words of the file. git's own merge of lines is taken where it says what `joining` says,
since it has both sides' comments and style. Else ours is edited to say it. Without valid YAML, git's merge is all.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from positions import gitrepo, joining, storage, yamledit, yamlfiles, yamlslips
from positions.errors import FileFaults, InputError
from positions.joining import KINDS, Joined
from positions.model import MachineFile, Model

_LONGEST = 1_000_000_000
"""Bytes; git has each version in memory as well."""
_OURS, _BETWEEN, _THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


def merge_files(kind: str, base: Path, ours: Path, theirs: Path, shown: Path) -> bool:
    """Merge into `ours`; `shown` is the name of the file in messages. Returns whether there are conflicts.

    A file that git itself cannot merge, since it has bytes of no text, conflicts as a whole. Raises InputError when a
    file cannot be read or written.
    """
    try:
        conflicts, by_git = gitrepo.merged_lines(base, ours, theirs)
    except InputError:
        data = (storage.read(path, longest=_LONGEST) for path in (ours, theirs))
        mine, other = (one.decode("utf-8", "surrogateescape") for one in data)
        storage.replace(ours, "".join(between([mine], [other])).encode("utf-8", "surrogateescape"))
        return True
    try:
        found = _merged(kind, [storage.read(path) for path in (base, ours, theirs)], by_git, shown)
    except (FileFaults, InputError):  # no valid YAML, or more of it than is read
        found = by_git, conflicts > 0
    storage.replace(ours, found[0])
    return found[1]


def _merged(kind: str, versions: list[bytes], by_git: bytes, shown: Path) -> tuple[bytes, bool]:
    base, ours, theirs = (yamlfiles.decode(data, shown) for data in versions)
    if kind == "machine":
        return _copies(base, ours, theirs, shown).encode(), False
    text, conflicts = merged_texts(KINDS[kind], (base, ours, theirs), yamlfiles.decode(by_git, shown), shown)
    mark = codecs.BOM_UTF8 if versions[1].startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode(), conflicts


def merged_texts(model: type[Model], versions: tuple[str, str, str], by_lines: str, shown: Path) -> tuple[str, bool]:
    """Base, ours and theirs as one text, and whether it has conflicts; `by_lines` is what merging their lines gave.

    Raises FileFaults when one of the three is no valid file of that model.
    """
    base, ours, theirs = versions
    made = joining.joined(*(yamlfiles.parse(text, model, shown) for text in versions))
    if made.ours == made.theirs and _says(by_lines, made.ours, shown):
        return by_lines, False
    try:
        text = _conflicted(ours, made, shown)
    except InputError:  # written in a way that cannot be edited: a person must choose between the files
        return "".join(between(yamlslips.lines(ours), yamlslips.lines(theirs))), True
    lost = _comments(theirs, shown) - _comments(base, shown) - _comments(ours, shown)
    if lost:
        newline = "\r\n" if "\r\n" in text else "\n"
        text += "" if text.endswith("\n") else newline
        text += "".join(f"{comment}{newline}" for comment in lost.elements())
    return text, made.ours != made.theirs


def _copies(base: str, ours: str, theirs: str, shown: Path) -> str:
    """The program's copies, written anew: no person writes there. The base is empty where both sides added the file."""
    before = yamlfiles.parse(base, MachineFile, shown) if base.strip() else None
    sides = [yamlfiles.parse(text, MachineFile, shown) for text in (ours, theirs)]
    return yamlfiles.dump(joining.joined_copy(before, sides[0], sides[1]))


def _says(text: str, file: Model, shown: Path) -> bool:
    try:
        return yamlfiles.parse(text, type(file), shown) == file
    except FileFaults:
        return False


def _conflicted(text: str, made: Joined[Model], shown: Path) -> str:
    """Our text edited to say what both say, with marks around the lines in which the two versions differ."""
    mine = yamledit.rewrite(text, made.ours, shown)
    if made.ours == made.theirs:
        return mine
    return "".join(_marked(mine, yamledit.rewrite(mine, made.theirs, shown)))


def _marked(mine: str, other: str) -> Iterator[str]:
    ours, theirs = (yamlslips.lines(text) for text in (mine, other))
    for kind, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ours[start:end]
        else:
            yield from between(ours[start:end], theirs[other_start:other_end])


def between(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Two versions of some lines, with git's marks around them."""
    newline = "\r\n" if any(line.endswith("\r\n") for line in (*ours, *theirs)) else "\n"
    yield f"{_OURS}{newline}"
    yield from _whole(ours, newline)
    yield f"{_BETWEEN}{newline}"
    yield from _whole(theirs, newline)
    yield f"{_THEIRS}{newline}"


def _whole(lines: Sequence[str], newline: str) -> Iterator[str]:
    """Lines that all end, as a mark must stand on a line of its own."""
    for line in lines:
        yield line if line.endswith("\n") else line + newline


def _comments(text: str, shown: Path) -> Counter[str]:
    return Counter(yamledit.comments(text, shown))
