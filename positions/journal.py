"""Several files changed in one step, all or none; and taken back, command by command.

Owned here: the write-ahead record of what a command is about to write, and the records of what commands wrote. A
command that dies half-way is finished at the next start, or rolled back where somebody has changed one of its files
since. Records are kept among the caches: without them, all that is lost is `undo`. What is written is for others to
say.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from pathlib import Path
from types import MappingProxyType

from positions import storage
from positions.errors import ConflictError, PositionsError, UsageError
from positions.folder import CACHE, Folder

_BEGUN = f"{CACHE}/begun.json"
_DONE = f"{CACHE}/done"
_KEPT = 50
"""So many commands can be taken back."""
_LONGEST = 500_000_000
"""Bytes of a record: a command that edits every file of a large negotiation holds all of them twice."""
_LAST = 10**12
"""More steps than anybody takes: a larger number makes no file's name."""
_OURS = re.compile(
    r"(?:articles|sources|positions|machine|machine/positions)/(?!\.\.?\Z)[^/\\\0]+|(?:parties|issues|negotiation)\.yaml"
)
"""The files that a command may write. A folder, and the records in it, may come from a stranger."""


@dataclass(frozen=True, slots=True)
class Write:
    """A file's content before and after; None where there is no file."""

    path: str
    """Relative to the folder, with slashes."""
    old: bytes | None
    new: bytes | None


Follower = Callable[[Write, bytes | None], bytes | None]
"""What a file that moved on since it was written becomes when that is taken back, of what is in it now."""
NO_FOLLOWERS: Mapping[str, Follower] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """What one command wrote."""

    number: int
    title: str
    """The command in words."""
    when: dt.datetime
    writes: tuple[Write, ...]
    kept: bool
    """Is it kept for `undo`?"""


class Journal:
    """The steps taken in one folder. Every method that writes is called under the folder's lock."""

    def __init__(self, folder: Folder, followers: Mapping[str, Follower] = NO_FOLLOWERS) -> None:
        """`followers` know what to make of files of the program's own, which may move on after a step."""
        self._folder = folder
        self._followers = followers
        self._root = folder.root

    @property
    def is_begun(self) -> bool:
        """Has a command begun to write, and not come to its end?"""
        return (self._root / _BEGUN).exists()

    def commit(self, title: str, writes: Sequence[Write], *, keep: bool = True) -> Step | None:
        """Write all files, or none; `keep` the step for `undo`. Returns the step; None when nothing was to be written.

        Raises ConflictError where a file is not as it was read; WriteError, with everything as it was, where the
        system refuses.
        """
        writes = tuple(write for write in writes if write.old != write.new)
        for write in writes:
            if self._now(write) != write.old:
                hint = "nothing was changed; try again"
                raise ConflictError("somebody changed this file meanwhile", hint=hint, path=self._path(write))
        if not writes:
            return None
        step = Step(self._last_number() + 1, title, dt.datetime.now().astimezone(), writes, keep)
        try:
            self._folder.write_bytes(self._folder.cache_path("begun.json"), _dumped(step))
            for write in writes:
                self._put(write, write.new)
        except (PositionsError, OSError):
            self._roll_back(writes)
            raise
        self._close(step)
        return step

    def recover(self) -> str | None:
        """Finish what a command that died has begun, or take it back; what was done, in words, if anything was."""
        if not self.is_begun:
            return None
        step = _loaded(storage.read(self._root / _BEGUN, longest=_LONGEST))
        if step is None:  # it died while it wrote the record down, and so before it wrote anything else
            storage.remove(self._root / _BEGUN)
            return None
        foreign = [write.path for write in step.writes if not self._is(write, write.old, write.new)]
        for write in step.writes:
            if write.path not in foreign:
                self._put(write, write.old if foreign else write.new)
        self._close(step if not foreign else replace(step, kept=False))
        if foreign:
            return f"taken back, since {', '.join(foreign)} was changed after it was interrupted: {step.title}"
        return f"finished, after it was interrupted: {step.title}"

    def steps(self) -> tuple[Step, ...]:
        """The steps that can be taken back, the last one first."""
        return tuple(dropwhile(self._is_back, self._steps()))

    def next_undo(self) -> Step:
        """The step that `undo` would take back. Nothing is written. Raises as it does."""
        step = next(dropwhile(self._is_back, self._steps()), None)
        if step is None:
            raise UsageError("there is nothing to take back", hint="only edits by commands can be; for others, see git")
        own = [write for write in step.writes if write.path not in self._followers]
        changed = [write.path for write in own if not self._is(write, write.new)]
        if changed:
            hint = "what was written since would be lost: take it back by hand, or with git"
            raise ConflictError(f"{', '.join(changed)} was changed after: {step.title}", hint=hint)
        return step

    def undo(self) -> Step:
        """Take back the last step. Of a file of the program's own that moved on, its follower says what it becomes.

        Raises UsageError when there is none; ConflictError, and changes nothing, when one of its other files was
        changed since.
        """
        for step in tuple(takewhile(self._is_back, self._steps())):
            storage.remove(self._record(step.number))
        step = self.next_undo()
        back = [Write(write.path, now := self._now(write), self._before(write, now)) for write in step.writes]
        self.commit(f"undo: {step.title}", back, keep=False)
        storage.remove(self._record(step.number))
        return step

    def _before(self, write: Write, now: bytes | None) -> bytes | None:
        """What a file becomes when what was written is taken back."""
        return write.old if now == write.new else self._followers[write.path](write, now)

    def _is_back(self, step: Step) -> bool:
        """Was it taken back already, by an undo that died before it could say so?"""
        own = [write for write in step.writes if write.path not in self._followers]
        return all(self._is(write, write.old) for write in own or step.writes)

    # Files

    def _path(self, write: Write) -> Path:
        return self._root / write.path

    def _now(self, write: Write) -> bytes | None:
        path = self._path(write)
        return storage.read(storage.inside(self._root, path)) if path.exists() else None

    def _is(self, write: Write, *contents: bytes | None) -> bool:
        """Has the file one of these contents? What stands in its place and is no file has none of them."""
        path = self._path(write)
        return (path.is_file() or not path.exists()) and self._now(write) in contents

    def _put(self, write: Write, content: bytes | None) -> None:
        if self._now(write) == content:
            return
        path = self._path(write)
        if content is not None:
            self._folder.write_bytes(path, content)
        else:
            storage.remove(storage.inside(self._root, path))

    def _roll_back(self, writes: Sequence[Write]) -> None:
        """Undo what was written of a step; where that fails too, the next start finds the record and goes on."""
        for write in writes:
            self._put(write, write.old)
        storage.remove(self._root / _BEGUN)

    # Records

    def _records(self) -> dict[int, Path]:
        """What is there of records, by their numbers and in their order."""
        found = {int(path.stem): path for path in self._folder.files(_DONE, ".json") if path.stem.isdecimal()}
        return {number: found[number] for number in sorted(found) if number < _LAST}

    def _record(self, number: int) -> Path:
        """Where the record of a step is, or would be."""
        return self._records().get(number, self._root / _DONE / f"{number:06}.json")

    def _last_number(self) -> int:
        return max(self._records(), default=0)

    def _steps(self) -> Iterator[Step]:
        for number, path in reversed(self._records().items()):
            step = _loaded(storage.read(path, longest=_LONGEST)) if path.is_file() else None
            if step is not None and step.number == number:
                yield step

    def _close(self, step: Step) -> None:
        """The step is done: its record is kept as one that can be taken back, or goes."""
        begun = self._root / _BEGUN
        if not step.kept:
            storage.remove(begun)
            return
        with storage.writing(begun):
            begun.replace(self._folder.cache_path(f"done/{step.number:06}.json"))
        for path in [path for path in self._records().values() if path.is_file()][:-_KEPT]:
            storage.remove(path)


def _dumped(step: Step) -> bytes:
    """A step as JSON; bytes that are no UTF-8 come back as they were."""
    files = [{"path": write.path, "old": _text(write.old), "new": _text(write.new)} for write in step.writes]
    head = {"number": step.number, "title": step.title, "when": step.when.isoformat(), "kept": step.kept}
    return json.dumps(head | {"files": files}).encode()


def _loaded(data: bytes) -> Step | None:
    """The step of a record; None where it is damaged."""
    try:
        head = json.loads(data)
        writes = tuple(Write(str(one["path"]), _bytes(one["old"]), _bytes(one["new"])) for one in head["files"])
        if not all(_OURS.fullmatch(write.path) for write in writes):
            return None
        number, when = int(head["number"]), dt.datetime.fromisoformat(head["when"])
        return Step(number, str(head["title"]), when, writes, bool(head["kept"])) if 0 < number < _LAST else None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "surrogateescape")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")
