from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from positions import embeddings
from positions.embeddings import ahead, cached, packaged
from positions.workers import BESIDE, HERE, Place


class Counting:
    """Vectors out of the texts' lengths, and what it was asked for."""

    def __init__(self, name: str = "counting", width: int = 2) -> None:
        self.name = name
        self.width = width
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = np.array([[len(text) + 1, *range(1, self.width)] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.sqlite"


def test_a_text_is_asked_for_once(path: Path) -> None:
    inner = Counting()
    first = cached(inner, path)(["one", "three", "one", "NO ☃"])
    assert first.shape == (4, 2)
    assert inner.asked == ["one", "three", "NO ☃"]
    again = Counting()
    np.testing.assert_array_equal(cached(again, path)(["NO ☃", "one"]), first[[3, 0]])
    assert again.asked == []


def test_vectors_are_made_ahead_and_kept_as_they_are_made(path: Path) -> None:
    texts = [f"text {number}" for number in range(1200)]
    cached(Counting(), path)(texts[:100])
    stopped = ahead(cached(inner := Counting(), path), [*texts, *texts])
    assert [next(stopped), next(stopped)] == [(0, 1100), (512, 1100)]
    stopped.close()
    assert list(ahead(cached(Counting(), path), texts)) == [(0, 588), (512, 588), (588, 588)]
    assert inner.asked == texts[100:612]
    assert list(ahead(cached(Counting(), path), texts)) == []
    assert list(ahead(Counting(), texts)) == []


def test_many_texts_and_a_few_new_ones_of_many_are_made_in_a_process_beside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[Place] = []

    @contextmanager
    def workers(where: Place, _prepare: Callable[[], object]) -> Iterator[None]:
        places.append(where)
        yield

    monkeypatch.setattr(embeddings, "workers", workers)
    monkeypatch.setattr(embeddings, "_encoded", lambda _source, texts: Counting()(texts))
    embed = cached(packaged(BESIDE), path)
    texts = [f"text {number}" for number in range(embeddings._LARGE)]
    for known in (20, 540, embeddings._LARGE - 5, embeddings._LARGE, embeddings._LARGE):
        list(ahead(embed, texts[:known]))
    embed(["asked for by a search"])
    assert places == [HERE, BESIDE, BESIDE, BESIDE, HERE]


def test_no_texts_give_no_rows(path: Path) -> None:
    assert len(cached(Counting(), path)([])) == 0
    assert len(packaged()([])) == 0


def test_models_do_not_share_vectors(path: Path) -> None:
    cached(Counting("a"), path)(["one"])
    other = Counting("b")
    cached(other, path)(["one"])
    assert other.asked == ["one"]


def test_more_texts_than_fit_one_query(path: Path) -> None:
    texts = [f"text {number}" for number in range(1500)]
    first = cached(Counting(), path)(texts)
    again = Counting()
    np.testing.assert_array_equal(cached(again, path)(texts), first)
    assert again.asked == []


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 50, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_cache_costs_time_only(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    inner = Counting()
    assert cached(inner, path)(["one"]).shape == (1, 2)
    again = Counting()
    cached(again, path)(["one"])
    assert again.asked == []


def test_a_damaged_vector_is_made_again(path: Path) -> None:
    cached(Counting(), path)(["one", "two"])
    with sqlite3.connect(path) as base:
        base.execute("UPDATE vectors SET vector = x'0102'")
    base.close()
    inner = Counting()
    cached(inner, path)(["one", "two"])
    assert inner.asked == ["one", "two"]


def test_another_width_under_the_same_name_is_not_mixed(path: Path) -> None:
    cached(Counting(width=2), path)(["one"])
    assert cached(Counting(width=3), path)(["one", "two"]).shape == (2, 3)


def test_without_a_place_for_the_cache_it_still_works(tmp_path: Path) -> None:
    assert cached(Counting(), tmp_path / "missing" / "vectors.sqlite")(["one"]).shape == (1, 2)
    assert cached(Counting(), tmp_path)(["one"]).shape == (1, 2)


def test_the_packaged_model_knows_meaning(path: Path) -> None:
    vectors = cached(packaged(), path)(["a ceasefire", "an end to the fighting", "the price of cocoa"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@pytest.mark.soak
def test_vectors_are_the_same_wherever_they_are_made() -> None:
    texts = [f"a ceasefire of {number} days" + " on the strait" * (number % 7) for number in range(600)]
    np.testing.assert_array_equal(packaged(Place("processes", 2))(texts), packaged()(texts))


def test_a_warm_cache_loads_no_model(path: Path) -> None:
    cached(Counting("all-MiniLM-L6-v2"), path)(["one"])
    code = (
        "import sys; from pathlib import Path; from positions.embeddings import cached, packaged;"
        f"cached(packaged(), Path({str(path)!r}))(['one']); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
