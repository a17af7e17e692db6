"""Reading and writing files so that nothing is lost: atomic replacement, a lock, limits, and no way out of the folder.

Owned here: the system calls. What the files mean is for `negotiation` to say.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from positions.errors import ConflictError, InputError, WriteError, reason_of
from positions.model import TOO_LARGE

if TYPE_CHECKING:
    from filelock import FileLock

PATIENCE_S = 10.0
"""How long a writer waits for another: extraction writes an article in milliseconds, a large negotiation's start takes
seconds."""
_SILENT_S = 1.0
"""A wait that is over within this is not worth a word."""
_POLL_S = 0.01
_TEMPORARY = ".positions-{}.tmp"


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


def below(root: Path, folder: str, path: Path) -> Path:
    """`path` with its links followed, when that lies in this folder of `root`; InputError when it lies elsewhere.

    For paths that stand in a file: one that came from a stranger may name what nobody would show, `.git/config` say.
    """
    real = inside(root, path)
    if not real.is_relative_to(root.resolve() / folder):
        raise InputError(f"this path leads out of {folder}/", hint=f"move what it names into {folder}/", path=path)
    return real


def read(path: Path, *, longest: int = TOO_LARGE) -> bytes:
    """The bytes of a regular file. Raises InputError when it is none, cannot be read, or is too large."""
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a file" if path.exists() else "does not exist"
            raise InputError(what, path=path)
        with path.open("rb") as file:
            data = file.read(longest)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {reason_of(error)}", path=path) from None
    if len(data) >= longest:
        raise InputError(f"is {longest / 1e6:g} MB or larger", hint="split it", path=path)
    return data


def written(path: Path) -> dt.datetime:
    """When a file was last written, in local time. Raises InputError where that cannot be told."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).astimezone()
    except (OSError, ValueError, OverflowError) as error:
        raise InputError(f"cannot be read: {error}", path=path) from None


def remove(path: Path) -> None:
    """Delete a file, if it is there. Raises WriteError."""
    with writing(path):
        path.unlink(missing_ok=True)


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it has either its old content or the new, whatever happens meanwhile. Raises WriteError."""
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes `path`'s place when all is written, and else is gone. Raises WriteError."""
    temporary = path.with_name(_TEMPORARY.format(secrets.token_hex(6)))
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            with os.fdopen(handle, "wb") as file:
                if path.exists():
                    temporary.chmod(path.stat().st_mode & 0o7777)
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def is_half_written(path: Path) -> bool:
    """Is this, by its name, a copy that a writer was about to put in a file's place?"""
    return path.match(_TEMPORARY.format("*"))


def sweep(folder: Path, *, older_than_s: float = 0.0) -> None:
    """Delete what writers that were killed left in a folder: their half-written copies, never a file itself.

    Only for who holds the lock, as far as files are written under it; the age spares those that are being written
    without.
    """
    with contextlib.suppress(OSError):
        for path in folder.glob(_TEMPORARY.format("*")):
            if time.time() - path.lstat().st_mtime >= older_than_s:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a renaming durable, on systems and in folders that let us."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a WriteError about `path`."""
    try:
        yield
    except (OSError, ValueError) as error:
        hint = "is the folder read-only, or the disk full?"
        raise WriteError(f"cannot be written: {reason_of(error)}", hint=hint, path=path) from None


class Lock:
    """A lock that one process at a time holds; the same object may take it again while it has it.

    It is the system's own lock on a file (`flock`, by way of filelock): it ends with its holder, however that dies, so
    no lock is ever stale and nobody has to delete one. Who holds it stands in a second file, only for others to read.
    """

    def __init__(self, path: Path, *, tell: Callable[[str], None]) -> None:
        """`tell` gets a sentence for the person, when others keep us waiting."""
        self.path = path
        self._tell = tell
        self._holder_path = path.with_name(f"{path.name}.holder")
        self._thread = threading.RLock()
        self._depth = 0
        self._held: FileLock | None = None

    @contextlib.contextmanager
    def __call__(self, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
        """Hold the lock, for which it waits so many seconds while another has it.

        Raises ConflictError, with who has it and since when, after that; WriteError where no lock can be had.
        """
        with self._thread:
            if self._depth == 0:
                self._take(patience_s)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._let_go()

    def _take(self, patience_s: float) -> None:
        from filelock import FileLock  # whoever only reads needs none

        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path, thread_local=False)
        silently_s = min(_SILENT_S, patience_s)
        if not self._waited_for(lock, silently_s):
            if patience_s > silently_s:
                self._tell(f"waiting: {self._holder()}")
            if patience_s <= silently_s or not self._waited_for(lock, patience_s - silently_s):
                hint = "wait until that is done, then try again"
                raise ConflictError(self._holder(), hint=hint, path=self.path)
        self._held = lock
        self._sign()

    def _waited_for(self, lock: FileLock, seconds: float) -> bool:
        from filelock import Timeout

        with writing(self.path):
            try:
                lock.acquire(timeout=seconds, poll_interval=_POLL_S)
            except Timeout:
                return False
        return True

    def _let_go(self) -> None:
        with contextlib.suppress(OSError):
            self._holder_path.unlink(missing_ok=True)
        if self._held is not None:
            self._held.release()
            self._held = None

    def _sign(self) -> None:
        """Write down who holds the lock. Without room for that, it is held all the same."""
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "time": time.time()}
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        with (
            contextlib.suppress(OSError),
            os.fdopen(os.open(self._holder_path, flags, 0o666), "w", encoding="utf-8") as file,
        ):
            json.dump(holder, file)

    def _holder(self) -> str:
        """Who has been writing, and for how long, as far as the holder's file tells."""
        try:
            holder = json.loads(read(self._holder_path))
            who = f"process {int(holder['pid'])} on {holder['host']}"
            age = max(0.0, time.time() - float(holder["time"]))
        except (InputError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return "another process is writing to this negotiation"
        since = f"{age:.0f} s" if age < 120 else f"{age / 60:.0f} min" if age < 7200 else f"{age / 3600:.0f} h"
        return f"{who} has been writing to this negotiation for {since}"
