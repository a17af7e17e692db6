"""The last matrix, kept in the folder's cache: read instead of made anew while nothing changed.

Owns what it is kept under, and what of it is still true when something did change. Losing it costs time only.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from positions import userconfig
from positions.embeddings import stamped
from positions.model import Matrix, Snapshot

if TYPE_CHECKING:
    from positions.comparison import Before
    from positions.negotiation import Negotiation

_CACHE = "matrix.json"


class Kept(NamedTuple):
    """The matrix as it stands in the cache, and what it was made from and by."""

    files: str
    """The fingerprint of all files."""
    program: str
    others: str
    """The fingerprint of what judging looks at besides articles and positions."""
    reviewed: frozenset[str]
    body: bytes

    @classmethod
    def of(cls, kept: bytes) -> Kept | None:
        """From the cache's bytes; damage counts as absence."""
        head, _, body = kept.partition(b"\n")
        try:
            files, program, others, reviewed = json.loads(head)
            return cls(files, program, others, frozenset(reviewed), body)
        except (TypeError, ValueError, RecursionError):
            return None

    def matrix(self) -> Matrix | None:
        """The matrix; None when it is damaged."""
        try:
            return Matrix.model_validate_json(self.body)
        except ValueError:
            return None


def present(negotiation: Negotiation, files: str) -> Kept | None:
    """What was made from exactly these files by exactly this program; None where there is nothing."""
    found = _last(negotiation)
    return found if found is not None and found.files == files else None


def _last(negotiation: Negotiation) -> Kept | None:
    found = Kept.of(negotiation.read_cache(_CACHE) or b"")
    return found if found is not None and found.program == _program() else None


def judged(negotiation: Negotiation, snapshot: Snapshot) -> Before | None:
    """The matrix of before, of which what did not change need not be judged again."""
    from positions.comparison import Before

    last = _last(negotiation)
    if last is None or last.others != _judging(negotiation, snapshot):
        return None
    matrix = last.matrix()
    return None if matrix is None else Before(matrix, last.reviewed)


def keep(negotiation: Negotiation, files: str, matrix: Matrix, snapshot: Snapshot) -> None:
    """Keep the matrix that was made of `snapshot`, under the fingerprint of its files."""
    head = json.dumps((files, _program(), _judging(negotiation, snapshot), sorted(snapshot.reviewed)))
    negotiation.write_cache(_CACHE, f"{head}\n{matrix.model_dump_json()}".encode())


def _judging(negotiation: Negotiation, snapshot: Snapshot) -> str:
    """A fingerprint of all that judging looks at besides articles and positions."""
    parts = (snapshot.registry, snapshot.codebook, negotiation.settings.thresholds)
    return hashlib.sha256("\n".join(part.model_dump_json() for part in parts).encode()).hexdigest()


def _program() -> str:
    """A fingerprint of this program and of the models that the user has chosen: an edited or upgraded program computes
    anew."""
    chosen = userconfig.load()
    models = [source and stamped(source) for source in (chosen.embedding, chosen.contradiction)]
    return hashlib.sha256(repr((_sources(), models)).encode()).hexdigest()[:16]


@functools.cache
def _sources() -> str:
    """This program's own files, which are looked at once; what the user configures may change while it runs."""
    package = Path(__file__).parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".yaml"))
    stamps = ((path.relative_to(package).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in sources)
    return repr(list(stamps))
