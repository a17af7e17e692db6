"""What was typed and not saved: kept while one types, offered again after the terminal or the program died.

Drafts lie in the user's own state folder, readable by the user alone, never in the negotiation. Each belongs to the
program that writes it as long as that lives: a lock, which ends with its holder, tells. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from .memory import state_folder

_LARGEST = 50_000_000
"""Bytes: a file of a negotiation has at most a tenth of it, and is held twice."""


@dataclass(frozen=True)
class Draft:
    """A file as it was opened, and what has become of it."""

    path: str
    """Of the file in the negotiation."""
    base: str | None
    """Its bytes when it was opened, as text with surrogates for what is no UTF-8; None where there was no file."""
    begun: str
    """The text that the editor began with."""
    text: str
    form: Mapping[str, str] | None = None
    """What stands in the form; None where there is none."""
    place: tuple[str, int] | None = None
    """Which entry the form is about; None for a new one."""
    at: tuple[int, int] | None = None
    quote: str | None = None
    """The passage of a new entry."""
    mode: str = "yaml"
    when: dt.datetime = field(default_factory=lambda: dt.datetime.now().astimezone())


@dataclass(frozen=True)
class Kept:
    """A draft that nobody is at work on."""

    name: str
    draft: Draft


class Drafts:
    """The drafts of one negotiation. Every method may raise OSError."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        """`folder` is the user's state folder."""
        named = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
        self._folder = (folder or state_folder()) / "drafts" / named
        self._held: dict[str, FileLock] = {}

    def keep(self, draft: Draft, name: str | None = None) -> str:
        """Write a draft down, in place of the one of that name; returns its name.

        It outlives the program at once, and the machine as soon as the system writes it out: waiting for that at each
        key would be felt.
        """
        if name is None or not self._hold(name):  # somebody else has taken it up: theirs stays theirs
            name = secrets.token_hex(8)
            self._hold(name)
        path = self._folder / f"{name}.json"
        temporary = path.with_suffix(".tmp")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_dumped(draft))
        temporary.replace(path)
        return name

    def drop(self, name: str) -> None:
        """Forget a draft, which was saved or thrown away."""
        for path in (self._folder / f"{name}.json", self._folder / f"{name}.tmp"):
            path.unlink(missing_ok=True)
        self.release(name)

    def release(self, name: str) -> None:
        """Leave a draft to whoever takes it up next."""
        lock = self._held.pop(name, None)
        if lock is not None:
            lock.release()
            if not (self._folder / f"{name}.json").exists():
                with contextlib.suppress(OSError):
                    (self._folder / f"{name}.lock").unlink(missing_ok=True)

    def waiting(self, path: str | None = None) -> tuple[Kept, ...]:
        """The drafts that nobody is at work on, the newest first; those of one file, where one is named."""
        found = []
        for file in self._folder.glob("*.json") if self._folder.is_dir() else ():
            name = file.stem
            if name in self._held or self._is_held(name):
                continue
            draft = _loaded(file)
            if draft is not None and path in (None, draft.path):
                found.append(Kept(name, draft))
        return tuple(sorted(found, key=lambda kept: kept.draft.when, reverse=True))

    def _lock(self, name: str) -> FileLock:
        return FileLock(self._folder / f"{name}.lock", thread_local=False, mode=0o600)

    def _hold(self, name: str) -> bool:
        """Take a draft for this program; False where another has it."""
        if name in self._held:
            return True
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = self._lock(name)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        self._held[name] = lock
        return True

    def _is_held(self, name: str) -> bool:
        lock = self._lock(name)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False


def _dumped(draft: Draft) -> bytes:
    data = {
        "path": draft.path,
        "base": draft.base,
        "begun": draft.begun,
        "text": draft.text,
        "form": None if draft.form is None else dict(draft.form),
        "place": draft.place,
        "at": draft.at,
        "quote": draft.quote,
        "mode": draft.mode,
        "when": draft.when.isoformat(),
    }
    return json.dumps(data).encode()


def _loaded(path: Path) -> Draft | None:
    """The draft in a file; None where it is damaged, as one that was being written when the machine died may be."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        data = json.loads(path.read_bytes())
        form, place, at = data["form"], data["place"], data["at"]
        return Draft(
            path=str(data["path"]),
            base=None if data["base"] is None else str(data["base"]),
            begun=str(data["begun"]),
            text=str(data["text"]),
            form=None if form is None else {str(key): str(value) for key, value in form.items()},
            place=None if place is None else (str(place[0]), int(place[1])),
            at=None if at is None else (int(at[0]), int(at[1])),
            quote=None if data["quote"] is None else str(data["quote"]),
            mode=str(data["mode"]),
            when=dt.datetime.fromisoformat(data["when"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError):
        return None
