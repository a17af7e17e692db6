"""Reading and writing files so that nothing is lost: atomic replacement, a lock, limits, and no way out of the folder.

Owned here: the system calls. What the files mean is for `negotiation` to say.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from positions.errors import ConflictError, InputError
from positions.model import TOO_LARGE

_HALF_WRITTEN_S = 10.0
"""A lock file without an owner is one being written, for so many seconds; after that its writer has died."""


def digest(data: str | bytes) -> str:
    """SHA-256 of a text (as UTF-8) or of bytes, in hexadecimal."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def inside(root: Path, path: Path) -> Path:
    """`path` with its links followed, when that stays inside `root`; InputError when it leads outside."""
    try:
        real = path.resolve()
        base = root.resolve()
    except (OSError, RuntimeError, ValueError):
        raise InputError("this path cannot be followed", hint="is it a link to itself? delete it", path=path) from None
    if not real.is_relative_to(base):
        hint = "copy what it points to into the folder"
        raise InputError("this path leads out of the negotiation's folder", hint=hint, path=path)
    return real


def read(path: Path) -> bytes:
    """The bytes of a regular file. Raises InputError when it is none, cannot be read, or is too large."""
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a file" if path.exists() else "does not exist"
            raise InputError(what, path=path)
        with path.open("rb") as file:
            data = file.read(TOO_LARGE)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {_reason(error)}", path=path) from None
    if len(data) >= TOO_LARGE:
        raise InputError(f"is {TOO_LARGE / 1e6:g} MB or larger", hint="split it", path=path)
    return data


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it has either its old content or the new, whatever happens meanwhile. Raises InputError."""
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            with os.fdopen(handle, "wb") as file:
                if path.exists():
                    temporary.chmod(path.stat().st_mode & 0o7777)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a renaming durable, on systems that can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into an InputError about `path`."""
    try:
        yield
    except (OSError, ValueError) as error:
        hint = "is the folder read-only, or the disk full?"
        raise InputError(f"cannot be written: {_reason(error)}", hint=hint, path=path) from None


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class Lock:
    """A lock file that one process at a time holds; the same object may take it again while it has it.

    Its owner stands in it. A lock whose owner no longer runs on this computer is broken.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = threading.RLock()
        self._depth = 0

    @contextlib.contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the lock. Raises ConflictError with the owner and the lock's age when somebody else does."""
        with self._thread:
            if self._depth == 0:
                self._take()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self.path.unlink(missing_ok=True)

    def _take(self) -> None:
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._create(self.path):
            self._break_if_stale()
            if not self._create(self.path):
                raise self._conflict()

    @staticmethod
    def _create(path: Path) -> bool:
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "time": time.time()}
        with writing(path):
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            except FileExistsError:
                return False
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(owner, file)
        return True

    def _break_if_stale(self) -> None:
        """Remove a dead owner's lock. Only one process at a time does so, lest it remove its successor's."""
        guard = self.path.with_name(self.path.name + ".breaking")
        with contextlib.suppress(OSError):
            if time.time() - guard.stat().st_mtime > _HALF_WRITTEN_S:
                guard.unlink()
        if not self._create(guard):
            return
        try:
            if self._is_stale():
                self.path.unlink(missing_ok=True)
        finally:
            guard.unlink(missing_ok=True)

    def _owner(self) -> tuple[int, str, float] | None:
        """Process, host and time as they stand in the file; None when they do not."""
        try:
            owner = json.loads(self.path.read_text(encoding="utf-8"))
            return int(owner["pid"]), str(owner["host"]), float(owner["time"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _age_s(self) -> float:
        try:
            return max(0.0, time.time() - self.path.stat().st_mtime)
        except OSError:
            return 0.0

    def _is_stale(self) -> bool:
        owner = self._owner()
        if owner is None:
            return self._age_s() > _HALF_WRITTEN_S
        pid, host, _ = owner
        return host == socket.gethostname() and not _runs(pid)

    def _conflict(self) -> ConflictError:
        owner, age = self._owner(), self._age_s()
        who = f"process {owner[0]} on {owner[1]}" if owner else "another process"
        since = f"{age:.0f} s" if age < 120 else f"{age / 60:.0f} min" if age < 7200 else f"{age / 3600:.0f} h"
        hint = "wait until it is done; if no such program runs any more, delete the file"
        return ConflictError(f"{who} has been writing to this negotiation for {since}", hint=hint, path=self.path)


def _runs(pid: int) -> bool:
    """Does this process exist on this computer? Where that cannot be asked without harm, it does."""
    if sys.platform == "win32" or pid <= 0:
        return pid > 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
