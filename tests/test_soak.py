"""Minutes of work: the largest article there may be, a negotiation of hundreds, a program killed again and again.

`make soak` runs them.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import pytest
from expectations import texts

from benchmarks import loading
from positions import sampling
from positions.extraction import extract
from positions.model import TOO_LONG, Article, Registry, Source
from positions.negotiation import Negotiation
from positions.workflow import compare_negotiation, extract_negotiation

pytestmark = pytest.mark.soak

ARTICLES = 400
MEMORY = 2_500_000
"""Kilobytes that no run may need more than: the models, which both reading and comparing load, take 1.3 million."""


def sample_texts() -> list[str]:
    """The words of all sample articles."""
    return [text for name in sampling.names() for text in texts(name).values()]


def peak() -> int:
    """The most memory this process has held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_largest_article_is_read_whole() -> None:
    whole = "\n\n".join(sample_texts())
    text = "\n\n".join([whole] * (TOO_LONG // len(whole.encode()) - 1))
    assert TOO_LONG * 0.9 < len(text.encode()) < TOO_LONG
    [found] = extract([Article(id="large", text=text)], Registry())
    assert found.fault is None
    entries = [entry for own in found.positions.values() for entry in own]
    assert all(entry.at is not None and text[slice(*entry.at)] == entry.quote for entry in entries)
    assert max(entry.at[1] for entry in entries if entry.at is not None) > len(text) * 0.95
    assert peak() < MEMORY


def test_a_negotiation_of_hundreds_of_articles_is_read_and_compared(tmp_path: Path) -> None:
    negotiation = Negotiation.create(tmp_path / "long")
    for number, text in enumerate(islice(cycle(sample_texts()), ARTICLES)):
        source = Source(published=dt.date(2031, 1, 1) + dt.timedelta(days=number))
        negotiation.add(Article(id=f"day-{number:03}", source=source, text=f"{text}\n\nReport number {number}.\n"))
    assert {progress.outcome for progress in extract_negotiation(negotiation)} == {"written"}
    assert {progress.outcome for progress in extract_negotiation(negotiation)} == {"unchanged"}
    matrix = compare_negotiation(negotiation)
    placed = [one.position.article for row in matrix.rows for one in row.positions]
    assert len(placed) == len(negotiation.snapshot().positions)
    assert len(set(placed)) == ARTICLES
    assert compare_negotiation(negotiation) == matrix
    assert peak() < MEMORY


def test_loading_takes_at_most_half_more_than_the_bare_loader_does() -> None:
    assert loading.measure(runs=1).ratio < 1.5


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_moment_it_ends_with_what_an_undisturbed_run_writes(
    jobs: int, tmp_path: Path, cases: Counter[str]
) -> None:
    dice = random.Random(jobs)
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    for root in (killed, whole):
        negotiation = Negotiation.create(root)
        for number, text in enumerate(sample_texts() * 4):
            source = Source(published=dt.date(2031, 1, 1) + dt.timedelta(days=number))
            negotiation.add(Article(id=f"day-{number:03}", source=source, text=f"{text}\n\nReport {number}.\n"))
    command = [sys.executable, "-m", "positions", "extract", "--jobs", str(jobs)]
    subprocess.run(command, cwd=whole, check=True, capture_output=True)
    done: set[str] = set()
    for _ in range(15):
        with subprocess.Popen(command, cwd=killed, stderr=subprocess.DEVNULL) as process:
            time.sleep(dice.uniform(1.0, 6.0))
            process.kill()
        now = {path.name for path in (killed / "machine" / "positions").glob("*.yaml")}
        assert done <= now
        done = now
        cases["killed by the clock"] += 1
    subprocess.run(command, cwd=killed, check=True, capture_output=True)
    for folder in ("positions", "machine/positions"):
        written = {path.name: path.read_bytes() for path in (whole / folder).iterdir()}
        assert {path.name: path.read_bytes() for path in (killed / folder).iterdir()} == written
    assert not any(path.suffix == ".tmp" for path in killed.rglob("*"))
