from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from positions.errors import InputError, ServerError, UsageError
from positions.model import Article
from positions.negotiation import Negotiation
from positions.workers import HERE, Place, in_order, place, workers
from positions.workflow import extract_negotiation


@pytest.mark.parametrize(
    ("on", "jobs", "expected"),
    [
        (None, 1, HERE),
        (None, 3, Place("processes", 3)),
        ("dask", 2, Place("dask", 2)),
        ("Dask=tcp://10.0.0.7:8786", 1, Place("dask", 1, "tcp://10.0.0.7:8786")),
    ],
)
def test_what_is_asked_for(on: str | None, jobs: int, expected: Place) -> None:
    assert place(on, jobs) == expected


@pytest.mark.parametrize("on", ["ray", "dask=", "", "=tcp://host:1"])
def test_nowhere_is_refused(on: str) -> None:
    with pytest.raises(UsageError):
        place(on, 1)


@pytest.mark.parametrize("where", [HERE, Place("processes", 2), Place("dask", 2)])
def test_results_come_in_the_order_of_the_work(where: Place) -> None:
    with workers(where, os.getpid) as pool:
        found = list(in_order(pool, where.workers, abs, range(-40, 0)))
    assert found == [(number, -number) for number in range(-40, 0)]


def test_no_more_is_taken_than_some_pieces_for_each_worker() -> None:
    taken: list[int] = []

    def work() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with workers(Place("processes", 2), os.getpid) as pool:
        results = in_order(pool, 2, abs, work())
        next(results)
        assert len(taken) < 20


def _once(folder: str) -> int:
    """Kills the process it is in when it is called for the first time."""
    marks = Path(folder)
    (marks / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    if len(list(marks.iterdir())) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(folder)


@pytest.mark.parametrize("where", [Place("processes", 2), Place("dask", 2)])
def test_what_a_killed_worker_had_is_done_again(where: Place, tmp_path: Path) -> None:
    with workers(where, os.getpid) as pool:
        assert list(in_order(pool, where.workers, _once, [str(tmp_path)])) == [(str(tmp_path), len(str(tmp_path)))]
    assert len(list(tmp_path.iterdir())) == 2, "killed once, done once more"


def test_leaving_early_does_not_wait_for_what_is_under_way(tmp_path: Path) -> None:
    def broken_off() -> Generator[Future[None]]:
        with workers(Place("processes", 1), os.getpid) as pool:
            assert pool is not None
            yield pool.submit(_sleep, str(tmp_path / "begun"))

    run = broken_off()
    under_way = next(run)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt())
    with pytest.raises(BrokenExecutor):
        under_way.result(timeout=20)


def test_what_a_library_leaves_in_a_process_beside_is_not_told_of(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import multiprocessing\n"
        "from positions.workers import BESIDE, workers\n"
        "def lock(_):\n    multiprocessing.kept = multiprocessing.RLock()\n"
        "if __name__ == '__main__':\n"
        "    with workers(BESIDE, int) as pool:\n        pool.submit(lock, 0).result()\n"
    )
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _sleep(mark: str) -> None:
    Path(mark).touch()
    time.sleep(60)


def _process(_: int) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A scheduler and two workers that somebody else has started, each a program of its own."""
    card = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(card)]
    programs = (["scheduler", "--port", "0"], *[["worker", "--nthreads", "1", "--no-nanny"]] * 2)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *words, *common],
            env={**os.environ, "PYTHONPATH": path},
            cwd=card.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in programs
    ]
    deadline = time.monotonic() + 60
    while not card.exists():
        assert time.monotonic() < deadline, "the scheduler does not start"
        time.sleep(0.05)
    yield Place("dask", 2, json.loads(card.read_text(encoding="utf-8"))["address"])
    for process in started:
        process.kill()
        process.wait()


def test_a_cluster_is_asked_by_its_address(cluster: Place) -> None:
    with workers(cluster, os.getpid) as pool:
        assert list(in_order(pool, cluster.workers, abs, range(-40, 0))) == [(n, -n) for n in range(-40, 0)]
    with workers(cluster, os.getpid) as pool:  # it is not ours to end
        (found,) = in_order(pool, cluster.workers, _process, [0])
        assert found[1] != os.getpid()


def test_a_cluster_that_loses_a_worker_loses_no_work(cluster: Place, tmp_path: Path) -> None:
    with workers(cluster, os.getpid) as pool:
        assert list(in_order(pool, cluster.workers, _once, [str(tmp_path)])) == [(str(tmp_path), len(str(tmp_path)))]
    assert len(list(tmp_path.iterdir())) == 2, "killed once, done once more"


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("positions.workers._PATIENCE", 1)
    told = pytest.raises(InputError, match=r"no Dask cluster answers at tcp://127\.0\.0\.1:1")
    with told, workers(Place("dask", 1, "tcp://127.0.0.1:1"), os.getpid):
        pass


def test_what_breaks_while_a_cluster_works_is_not_the_clusters_fault(cluster: Place) -> None:
    with pytest.raises(ValueError, match=r"^too long$"), workers(cluster, os.getpid):
        raise ValueError("too long")


def test_articles_are_not_read_elsewhere_than_where_they_were_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("positions.workers._PATIENCE", 1)
    negotiation = Negotiation.create(tmp_path / "talks")
    negotiation.add(Article(id="one", text="Norland demanded talks."))
    with pytest.raises(ServerError, match="no Dask cluster answers"):
        list(extract_negotiation(negotiation, where=Place("dask", 1, "tcp://127.0.0.1:1"), engine="rules"))
    assert not (negotiation.root / "machine" / "positions" / "one.yaml").exists()
