"""What a model answered before, kept by model, prompt version and text, so that an interrupted or repeated run asks for
nothing twice.

A cache is as little trusted as a server: what it holds is validated again when it is read, and grounded like all else.
Losing it costs time and tokens only.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from pydantic import ValidationError

from positions.cachefile import opened
from positions.extraction.llm.schema import Reply

_TABLE = "CREATE TABLE IF NOT EXISTS answers (digest BLOB PRIMARY KEY, reply TEXT) WITHOUT ROWID"


class Answers:
    """Answers of one model to one prompt, in an SQLite file; without a path, nothing is kept."""

    def __init__(self, path: Path | None, name: str) -> None:
        """`name` tells everything besides the text that shaped an answer."""
        self._path = path
        self._name = name

    def get(self, text: str) -> Reply | None:
        """What was answered to this text."""
        with contextlib.suppress(sqlite3.Error, OSError, ValidationError), self._open() as base:
            row = base.execute("SELECT reply FROM answers WHERE digest = ?", (self._digest(text),)).fetchone()
            if row is not None and isinstance(row[0], str):
                return Reply.model_validate_json(row[0])
        return None

    def put(self, text: str, reply: Reply) -> None:
        """Keep an answer, where that is possible."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as base:
            base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (self._digest(text), reply.model_dump_json()))

    def _digest(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._name}\0{text}".encode("utf-8", "surrogatepass")).digest()

    def _open(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        if self._path is None:
            raise OSError("nothing is kept")
        return opened(self._path, _TABLE)
