"""A folder's files as texts and models: read once while they stay the same, written atomically, never outside of it.

Owned here: the path checks, the memory of parsed files, and the caches under `.positions/`. Which file is which, and
who may overwrite it, is for `negotiation` to say.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from positions import storage, yamlfiles
from positions.errors import ConflictError, FileFaults, InputError
from positions.model import Model
from positions.parsed import Parsed

M = TypeVar("M", bound=Model)

CACHE = ".positions"
_PARSED = "parsed"
_LARGEST_CACHE = 100_000_000
"""Bytes; parsed files take some 14,000 an article."""


def encoded(text: str, path: Path) -> bytes:
    """A text as it is written, in UTF-8; one that begins with U+FEFF has a byte order mark before it, which is taken
    off in its place when the file is read. Raises InputError for half a character."""
    try:
        return text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")
    except UnicodeEncodeError as error:
        sign = f"U+{ord(text[error.start]):04X}"
        raise InputError(f"half a character, {sign}, cannot be written", hint="remove it", path=path) from None


class Folder:
    """A folder, and everything in it by way of checked paths."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self._read: dict[tuple[Path, type[Model]], tuple[tuple[int, ...], Model | FileFaults]] = {}

    def text(self, path: Path) -> str:
        """A file's text without its byte order mark. Raises InputError, and FileFaults where it is not UTF-8."""
        return yamlfiles.decode(storage.read(storage.inside(self.root, path)), path)

    def load(self, path: Path, model: type[M]) -> M | None:
        """A YAML file as its model; None when it is not there. Raises InputError, FileFaults."""
        try:
            stat = path.stat()
        except FileNotFoundError:
            if path.is_symlink():
                storage.inside(self.root, path)
            return None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=path) from None
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        kept = self._read.get((path, model))
        if kept is None or kept[0] != seen:
            kept = self._read[path, model] = seen, self._parse(path, model)
        if isinstance(kept[1], FileFaults):  # remembered too: a file that is refused may be as slow to read as any
            raise FileFaults(kept[1].faults)
        assert isinstance(kept[1], model)
        return kept[1]

    def _parse(self, path: Path, model: type[M]) -> M | FileFaults:
        data = storage.read(storage.inside(self.root, path))
        name = path.relative_to(self.root).as_posix()
        kept = self._parsed.get(name, data, model)
        if kept is not None:
            return kept
        try:
            value, plain = yamlfiles.parse_plain(yamlfiles.decode(data, path), model, path)
        except FileFaults as faults:
            return faults
        self._parsed.put(name, data, model, plain)
        return value

    @cached_property
    def _parsed(self) -> Parsed:
        return Parsed(self.read_cache(_PARSED))

    def keep_parsed(self) -> None:
        """Keep what was parsed for the next start, where that is worth it and there is a folder for caches already.

        Reading alone leaves no trace in a folder that this program never wrote to.
        """
        if (self.root / CACHE).is_dir():
            cache = self._parsed.dump(self._is_there)
            if cache is not None:
                self.write_cache(_PARSED, cache)

    def _is_there(self, name: str) -> bool:
        try:
            return (self.root / name).exists()
        except (OSError, ValueError):  # no name that a file could have
            return False

    def write(self, path: Path, text: str) -> None:
        """Replace a file atomically by this text, as UTF-8 and with its line ends as they are. Raises InputError."""
        self.write_bytes(path, encoded(text, path))

    def write_bytes(self, path: Path, data: bytes) -> None:
        """Replace a file atomically. Raises InputError."""
        storage.replace(storage.inside(self.root, path), data)

    def revised(self, path: Path, old: M, new: M) -> tuple[bytes | None, bytes]:
        """A YAML file's bytes before and after what is needed was spliced in to say `new`; a byte order mark stays.

        Of a file that is not there, the model as we write it. Raises ConflictError when it does not say `old` any more,
        FileFaults, and InputError where it cannot be edited so, or where no file could say `new`.
        """
        from positions import yamledit  # whoever only reads needs none

        if not path.exists():
            return None, yamledit.written(new, path).encode()
        data = storage.read(storage.inside(self.root, path))
        text = yamlfiles.decode(data, path)
        if yamlfiles.parse(text, type(old), path) != old:
            hint = "nothing was changed; try again"
            raise ConflictError("somebody changed this file meanwhile", hint=hint, path=path)
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        return data, mark + yamledit.rewrite(text, new, path).encode()

    def files(self, name: str, suffix: str) -> list[Path]:
        """The files of a subfolder that have this suffix and are not hidden; none when there is no such folder."""
        folder = self.root / name
        try:
            storage.inside(self.root, folder)
            return sorted(path for path in folder.iterdir() if path.suffix == suffix and not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=folder) from None

    def fingerprint(self, names: tuple[str, ...]) -> str:
        """A hash over name, size and time of the given files, and of the files in the given subfolders."""
        found = hashlib.sha256()
        for name in names:
            path = self.root / name
            inner: list[os.DirEntry[str]] | list[Path] = self._entries(path) if path.is_dir() else [path]
            for file in inner:
                with contextlib.suppress(OSError):
                    stat = file.stat()
                    line = f"{name}/{file.name}\0{stat.st_mtime_ns}\0{stat.st_size}\0{stat.st_ino}\n"
                    found.update(line.encode("utf-8", "surrogateescape"))
        return found.hexdigest()

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """The texts and YAML files of a subfolder, which are not hidden, by name; a third of what paths would cost."""
        storage.inside(self.root, folder)
        try:
            with os.scandir(folder) as entries:
                wanted = [one for one in entries if one.name.endswith((".txt", ".yaml")) and one.name[0] != "."]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=folder) from None
        return sorted(wanted, key=lambda one: one.name)

    def cache_path(self, name: str) -> Path:
        """Where a cache is; its folder is made, and told to git as one to ignore. Raises InputError."""
        path = storage.inside(self.root, self.root / CACHE / name)
        with storage.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        ignored = self.root / CACHE / ".gitignore"
        if not ignored.exists():
            self.write(ignored, "*\n")
        return path

    def read_cache(self, name: str) -> bytes | None:
        """A cache's bytes; None when there are none that can be read, or too many."""
        try:
            path = storage.inside(self.root, self.root / CACHE / name)
            return path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST_CACHE else None
        except (OSError, InputError):
            return None

    def write_cache(self, name: str, data: bytes) -> None:
        """Keep bytes for later, where that is possible: a folder that cannot be written to goes without."""
        if len(data) <= _LARGEST_CACHE:
            with contextlib.suppress(InputError):
                storage.replace(self.cache_path(name), data)
