"""How comparing grows: `python -m benchmarks.scale 100000 [TEXTS.jsonl.gz …]`.

Positions are made up, or out of texts (see `bulk`), and so are the vectors, which stand in a cache on disk as the
program's do: what is measured is everything but the model. With --model the packaged model makes them, in a process
beside, as it does for the commands; with --vectors FILE they are kept there, and a run that was stopped (the model
takes hours for 100,000 positions) goes on where it was. Seconds are the processor's, so that a busy machine tells
nearly the same; memory is the most that the process ever held, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import bulk
from positions.comparison import Before, compare, remember, texts
from positions.embeddings import Embedder, ahead, cached, packaged
from positions.model import Matrix, Snapshot
from positions.workers import BESIDE

MORE = 20


class Growth(NamedTuple):
    """What it costs to compare so many positions, and 20 more."""

    positions: int
    issues: int
    seconds: float
    seconds_more: float
    """For all of them and 20 more, when the first are remembered, embedded and judged."""
    moved: int
    """Positions that the 20 moved to another issue."""
    megabytes: int
    """The most that was held until all were compared."""
    megabytes_more: int
    """The most until the 20 more were, with both matrices held."""
    texts_embedded: int = 0
    """What the model read in this run, where it is asked."""
    seconds_embedding: float = 0.0
    """What that took."""
    megabytes_embedding: int = 0
    """The most that the process beside held, and ours meanwhile."""


def measure(count: int, texts: Sequence[Path] = ()) -> Growth:
    """In a process of its own, without the model."""
    command = [sys.executable, "-m", "benchmarks.scale", str(count), "--json", *map(str, texts)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    return Growth(**json.loads(done.stdout))


def _measured(count: int, paths: Sequence[Path], *, model: bool, vectors: Path | None) -> Growth:
    whole = bulk.from_texts(paths, count + MORE) if paths else bulk.made_up(count + MORE)
    first = whole.model_copy(update={"positions": whole.positions[:-MORE]})
    with tempfile.TemporaryDirectory() as folder:
        embed = cached(packaged(BESIDE) if model else bulk.HashedWords(), vectors or Path(folder) / "vectors.sqlite")
        start = time.process_time()
        embedding = _embedded(embed, first) if model else _NOT_ASKED
        matrix = compare(first, embed)
        between, held = time.process_time(), _most_held()
        more = _embedded(embed, whole) if model else _NOT_ASKED
        again = compare(whole, embed, remembered=remember(matrix), before=Before(matrix, first.reviewed))
        end = time.process_time()
    was, now = (_issues(one) for one in (matrix, again))
    return Growth(
        positions=len(first.positions),
        issues=len(matrix.rows),
        seconds=round(between - start, 2),
        seconds_more=round(end - between + more.seconds, 2),
        moved=sum(now[key] != issue for key, issue in was.items()),
        megabytes=held,
        megabytes_more=_most_held(),
        texts_embedded=embedding.texts,
        seconds_embedding=embedding.seconds,
        megabytes_embedding=embedding.megabytes,
    )


class _Embedding(NamedTuple):
    """What the model did in a process beside: texts read, seconds, and the megabytes that both processes held."""

    texts: int
    seconds: float
    megabytes: int


_NOT_ASKED = _Embedding(0, 0.0, 0)


def _embedded(embed: Embedder, snapshot: Snapshot) -> _Embedding:
    before = _seconds_beside()
    done = 0
    for done, of in ahead(embed, texts(snapshot)):
        print(f"\rembedding: {done:,} of {of:,} texts", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for child in multiprocessing.active_children():
        child.join()
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024 + _most_held()
    return _Embedding(done, round(_seconds_beside() - before, 2), held)


def _seconds_beside() -> float:
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)
    return beside.ru_utime + beside.ru_stime


def _most_held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _issues(matrix: Matrix) -> dict[str, str]:
    return {one.position.key: row.issue for row in matrix.rows for one in row.positions}


def main() -> None:
    """Print one line, or with --json an object."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("count", type=int)
    given.add_argument("texts", type=Path, nargs="*")
    given.add_argument("--json", action="store_true")
    given.add_argument("--model", action="store_true", help="let the packaged model make the vectors")
    given.add_argument("--vectors", type=Path, metavar="FILE", help="keep the model's vectors there, for the next run")
    asked = given.parse_args()
    if asked.vectors and not asked.model:
        given.error("--vectors keeps the model's vectors: give --model too")
    found = _measured(asked.count, asked.texts, model=asked.model, vectors=asked.vectors)
    if asked.json:
        print(json.dumps(found._asdict()))
        return
    if asked.model:
        print(
            f"embedding: {found.texts_embedded:,} texts, {found.seconds_embedding:,.1f} s of processor time, "
            f"{found.megabytes_embedding:,} MB in both processes; then"
        )
    print(
        f"{found.positions:,} positions, {found.issues:,} issues: {found.seconds:.1f} s of processor time, "
        f"{found.megabytes:,} MB; {MORE} more: {found.seconds_more:.1f} s "
        f"({100 * found.seconds_more / found.seconds:.1f} %), {found.megabytes_more:,} MB, {found.moved} moved"
    )


if __name__ == "__main__":
    main()
