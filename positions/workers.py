"""Where heavy work runs: in this process, in processes beside it, on Dask on this machine, on a Dask cluster.

Owns the choice and the executors; whoever has work sees `concurrent.futures` alone, sends it in order and takes it back
in order, so that what comes out is the same wherever it ran. It knows no articles and no vectors.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from positions.errors import ServerError, UsageError, extra

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection

AHEAD = 2
"""Pieces of work that wait for each worker beside the one it does."""
_PATIENCE = 30
"""Seconds in which a Dask cluster has to answer."""

T = TypeVar("T")
R = TypeVar("R")


class Place(NamedTuple):
    """Where to work, and with how many workers."""

    kind: str = "here"
    """*here*, *processes* or *dask*."""
    workers: int = 1
    address: str | None = None
    """Of a Dask scheduler (*tcp://host:8786*); None for Dask on this machine."""


HERE = Place()
BESIDE = Place("processes")
"""One process, which gives its memory back when its work is done."""


def place(on: str | None, jobs: int) -> Place:
    """What `--on` and `--jobs` ask for: nothing, *dask*, or *dask=ADDRESS*. Raises UsageError for anything else."""
    if on is None:
        return HERE if jobs == 1 else Place("processes", jobs)
    name, _, address = on.partition("=")
    if name.casefold() != "dask" or on.endswith("="):
        raise UsageError(f"there is nowhere called {on!r} to work on", hint="dask, or dask=tcp://HOST:PORT")
    return Place("dask", jobs, address or None)


@contextmanager
def workers(where: Place, prepare: Callable[[], object]) -> Iterator[Executor | None]:
    """An executor for a place; None stands for this process. `prepare` is called first in each process beside this one.

    Leaving early abandons what waits. Raises ServerError where Dask is not installed or its cluster does not answer.
    """
    if where.kind == "here":
        yield None
        return
    if where.kind == "processes":
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        context = get_context("spawn")
        line, held = context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(where.workers, context, initializer=_start, initargs=(prepare, line))
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            held.close()  # else what they are at, or torch that takes itself down, would hold up the program's end
        return
    with _dask(where) as client:
        yield client.get_executor(pure=False, retries=1)


@contextmanager
def _dask(where: Place) -> Iterator[Any]:
    """A client of a cluster; the cluster itself is closed with it where it is ours."""
    try:
        import distributed
    except ImportError as error:
        raise ServerError("Dask is not installed", hint=extra("dask")) from error
    with ExitStack() as stack:
        cluster = where.address or stack.enter_context(
            distributed.LocalCluster(
                n_workers=where.workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
            )
        )
        try:
            client = stack.enter_context(distributed.Client(cluster, timeout=_PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE)  # without one, work would wait for ever
        except (OSError, ValueError) as error:
            hint = "are its scheduler and a worker running, and does every worker have positions installed?"
            raise ServerError(f"no Dask cluster answers at {where.address}: {error}", hint=hint) from error
        yield client


def in_order(pool: Executor | None, count: int, task: Callable[[T], R], work: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Each piece of work with what `task` makes of it, in order; no more than some pieces for each worker at a time.

    A piece whose worker dies is done again, once, in this process. What `task` itself raises is raised here.
    """
    if pool is None:
        for piece in work:
            yield piece, task(piece)
        return
    waiting: deque[tuple[T, Callable[[], R]]] = deque()
    for piece in work:
        waiting.append((piece, _sent(pool, task, piece)))
        if len(waiting) > AHEAD * count:
            yield _received(task, *waiting.popleft())
    while waiting:
        yield _received(task, *waiting.popleft())


def _sent(pool: Executor, task: Callable[[T], R], piece: T) -> Callable[[], R]:
    """What waits for the result."""
    from concurrent.futures import BrokenExecutor

    try:
        future: Future[R] = pool.submit(task, piece)
    except (BrokenExecutor, RuntimeError):  # the pool is gone; what follows is done here
        return partial(task, piece)
    return future.result


def _received(task: Callable[[T], R], piece: T, answer: Callable[[], R]) -> tuple[T, R]:
    try:
        return piece, answer()
    except _lost():
        return piece, task(piece)


def _lost() -> tuple[type[BaseException], ...]:
    """How an executor says that a worker took its work with it."""
    from concurrent.futures import BrokenExecutor, CancelledError

    if "distributed" not in sys.modules:
        return BrokenExecutor, CancelledError
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    return BrokenExecutor, CancelledError, KilledWorker, FutureCancelledError


def _start(prepare: Callable[[], object], line: Connection) -> None:
    """A process beside leaves Ctrl+C to the one that started it, and ends when that one does, however it ends, or when
    it lets go of the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if "fork" in multiprocessing.get_all_start_methods():
        # Semaphores of libraries (tqdm's) then have no name that outlives the process, of which stderr would be told.
        multiprocessing.set_start_method("fork", force=True)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    prepare()


def _end_with(line: Connection) -> None:
    with suppress(OSError):  # how some systems say that the other end is gone
        line.poll(None)
    os._exit(1)
