"""Which entries a person left for later: kept in the user's own state folder, never in the negotiation.

It is a comfort: what cannot be read or written counts as nothing, and nobody is troubled. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_state_path

_MOST = 100_000
"""Entries that are remembered."""
_LARGEST = 20_000_000
"""Bytes; a file that is larger is none of ours."""


def skipped(root: Path) -> frozenset[str]:
    """The keys of what was left for later in the negotiation of that folder."""
    path = _path(root)
    with contextlib.suppress(OSError, ValueError):
        if path.stat().st_size <= _LARGEST:
            found = json.loads(path.read_bytes())
            return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list) else frozenset()
    return frozenset()


def keep_skipped(root: Path, keys: Iterable[str]) -> None:
    """Remember these, in place of what was."""
    path = _path(root)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(sorted(keys)[:_MOST]))
        temporary.replace(path)


def _path(root: Path) -> Path:
    named = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return user_state_path("positions", appauthor=False) / "skipped" / f"{named}.json"
