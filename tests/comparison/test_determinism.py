"""The same positions give the same matrix, in whatever order Python's sets happen to be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMPARE = """
import hashlib
from benchmarks import bulk
from positions.comparison import compare
from positions.model import Stance

said = bulk.made_up(160)
names = ("Union", "the Union", "UNION", "League", "the League")
told = [
    one.model_copy(update={"party": names[n % 5], "stance": Stance.ACCEPT, "claim": f"{one.claim} of the union"})
    if n % 3 == 0
    else one
    for n, one in enumerate(said.positions)
]
matrix = compare(said.model_copy(update={"positions": tuple(told)}), bulk.HashedWords())
print(hashlib.sha256(matrix.model_dump_json().encode()).hexdigest())
"""


def _compared(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", COMPARE], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def first() -> str:
    return _compared("0")


@pytest.mark.parametrize("seed", ["1", *(pytest.param(seed, marks=pytest.mark.soak) for seed in "23")])
def test_the_order_of_sets_changes_nothing(seed: str, first: str) -> None:
    assert _compared(seed) == first
