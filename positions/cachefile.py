"""A cache in an SQLite file: opened for one transaction, made anew when it is no database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(path: Path, table: str) -> Iterator[sqlite3.Connection]:
    """The file with its table, which the statement `table` makes if need be; what is done inside is one transaction.

    Raises sqlite3.Error and OSError, for whoever can do without.
    """
    try:
        base = _connect(path, table)
    except sqlite3.OperationalError:  # locked, read-only, no such folder: work without a cache, and leave it be
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        base = _connect(path, table)
    try:
        with base:
            yield base
    finally:
        base.close()


def _connect(path: Path, table: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=5)
    try:
        base.execute(table)
    except sqlite3.Error:
        base.close()
        raise
    return base
