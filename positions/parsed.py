"""What YAML files held when they were last parsed, so that the next start parses only what changed since.

Owned here: what is kept of a file, for which of its bytes, and when that is worth writing. What is kept is the plain
data that a model was made of, and the model judges them anew, since a cache may come from whoever the folder comes
from. Where the cache lies, and whether it can be written at all, is for `folder` to say.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from typing import Any, TypeVar

from positions import storage
from positions.model import Model

M = TypeVar("M", bound=Model)

_HEAD = b"parsed files 1\n"
"""The first line. Its number is raised when the same bytes are parsed as something else."""
_WORTH_WRITING = 0.1
"""The part that must be new. The cache is written whole, and a few files are parsed in less time than that takes."""
_MOST = 50_000
"""Rows that are read. No negotiation has so many files, and what is no cache of ours must not fill the memory."""
_NAMES = {"encoding": "utf-8", "errors": "surrogateescape"}


class Parsed:
    """For each file and model, the digest of its bytes and the data that they hold, as JSON."""

    def __init__(self, cache: bytes | None) -> None:
        """`cache` is what `dump` returned once, or whatever stands in its place."""
        self._rows: dict[tuple[str, str], tuple[str, bytes]] = {}
        self._fresh: set[tuple[str, str]] = set()
        lines = BytesIO(cache or b"")
        genuine = lines.readline() == _HEAD
        for line in islice(lines, _MOST) if genuine else ():
            name, model, digest, data = (*line.split(b"\t", 3), b"", b"", b"")[:4]
            self._rows[str(name, **_NAMES), str(model, **_NAMES)] = str(digest, **_NAMES), data.rstrip(b"\n")

    def get(self, name: str, data: bytes, model: type[M]) -> M | None:
        """The model of a file that has these bytes, where that is known."""
        digest, plain = self._rows.get((name, model.__name__), ("", b""))
        if digest != storage.digest(data):
            return None
        try:
            return model.model_validate_json(plain, by_alias=True, by_name=False)
        except ValueError:
            return None

    def put(self, name: str, data: bytes, model: type[Model], plain: dict[str, Any]) -> None:
        """Keep the plain data that the bytes of a file hold."""
        key = name, model.__name__
        if "\t" not in name and "\n" not in name:
            self._rows[key] = storage.digest(data), json.dumps(plain).encode("ascii")
            self._fresh.add(key)

    def dump(self, is_there: Callable[[str], bool]) -> bytes | None:
        """The cache for the next start, without the files that are gone; None when it is not worth writing."""
        if len(self._fresh) <= _WORTH_WRITING * len(self._rows):
            return None
        self._fresh.clear()
        rows = [
            b"%b\t%b\n" % (f"{name}\t{model}\t{digest}".encode(**_NAMES), data)
            for (name, model), (digest, data) in list(self._rows.items())  # another thread may be reading files
            if is_there(name)
        ]
        return b"".join((_HEAD, *rows))
