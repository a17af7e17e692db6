"""Whether two claims contradict each other, as a language-inference model sees it: an option of the user's own.

Owns how such a model (a `CrossEncoder` of sentence-transformers whose labels are those of natural language inference:
S. Bowman et al., "A large annotated corpus for learning natural language inference", EMNLP 2015) is asked, and the
cache of its answers. No such model is packaged; comparison stands on its own without. Every heavy import happens inside
a function.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from positions.cachefile import opened
from positions.embeddings import offline, stamped, told_of

Pair = tuple[str, str]
"""Two claims; which is the first does not matter."""

_TABLE = "CREATE TABLE IF NOT EXISTS contradictions (model TEXT, digest BLOB, odds REAL, PRIMARY KEY (model, digest))"
_MOST = 4.0
"""The surest answer that is believed, in log-odds: such models are often sure, and wrong."""


class Contradicts(Protocol):
    """Whatever tells how far claims contradict each other."""

    def __call__(self, pairs: Sequence[Pair], /) -> list[float]:
        """For each pair the log-odds of contradiction against entailment: above 0 where they rather contradict."""
        ...


def named(source: str) -> Contradicts:
    """The model `source`: a folder, or a name in this machine's Hugging Face cache. Nothing is fetched.

    Being asked raises InputError where there is no such model, or it is of another kind.
    """
    return functools.partial(_asked, source)


def cached(inner: Contradicts, source: str, path: Path) -> Contradicts:
    """A model in front of which stands a file of what it said before."""
    return functools.partial(_told, inner, stamped(source), path)


def _told(inner: Contradicts, name: str, path: Path, pairs: Sequence[Pair]) -> list[float]:
    asked = [(min(pair), max(pair)) for pair in pairs]
    known = _read(path, name, {_digest(pair): pair for pair in asked})
    left = [pair for pair in dict.fromkeys(asked) if pair not in known]
    if left:
        fresh = dict(zip(left, inner(left), strict=True))
        _write(path, name, fresh)
        known |= fresh
    return [known[pair] for pair in asked]


def _asked(source: str, pairs: Sequence[Pair]) -> list[float]:
    """Each pair is asked both ways round, as inference has a direction and contradiction has none."""
    model, contradicts, entails = _model(source)
    both = [turned for one, other in pairs for turned in ((one, other), (other, one))]
    logits = model.predict(both, show_progress_bar=False, convert_to_numpy=True)
    odds = (logits[:, contradicts] - logits[:, entails]).reshape(-1, 2).mean(axis=1)
    return [float(value) for value in odds.clip(-_MOST, _MOST)]


@functools.cache
def _model(source: str) -> tuple[Any, int, int]:
    """The model, and the places of *contradiction* and *entailment* among its labels."""
    offline()
    from sentence_transformers import CrossEncoder

    with told_of("contradiction", source):
        model = CrossEncoder(str(Path(source).expanduser()), device="cpu", local_files_only=True)
        places = {str(label).casefold(): int(place) for place, label in model.config.id2label.items()}
        if not {"contradiction", "entailment"} <= places.keys():
            raise ValueError(f"its labels are {', '.join(places)}, not contradiction, entailment and neutral")
    return model, places["contradiction"], places["entailment"]


def _digest(pair: Pair) -> bytes:
    return hashlib.sha256("\0".join(pair).encode()).digest()


def _read(cache: Path, name: str, asked: Mapping[bytes, Pair]) -> dict[Pair, float]:
    found: dict[Pair, float] = {}
    with contextlib.suppress(sqlite3.Error, OSError), opened(cache, _TABLE) as base:
        for digest, pair in asked.items():
            row = base.execute("SELECT odds FROM contradictions WHERE model = ? AND digest = ?", (name, digest))
            found.update((pair, odds) for (odds,) in row if isinstance(odds, float))
    return found


def _write(cache: Path, name: str, fresh: Mapping[Pair, float]) -> None:
    rows = [(name, _digest(pair), odds) for pair, odds in fresh.items()]
    with contextlib.suppress(sqlite3.Error, OSError), opened(cache, _TABLE) as base:
        base.executemany("INSERT OR REPLACE INTO contradictions VALUES (?, ?, ?)", rows)
