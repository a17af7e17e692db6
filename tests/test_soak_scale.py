"""Comparing very many positions: memory is bounded, and a few more cost little."""

from __future__ import annotations

import pytest

from benchmarks import scale

pytestmark = pytest.mark.soak

MEMORY = 1500
"""Megabytes at 50,000 positions; the embedding model, which is not measured here, takes 500 more."""


def test_fifty_thousand_positions_fit_and_twenty_more_cost_little() -> None:
    few, many = scale.measure(10_000), scale.measure(50_000)
    assert many.megabytes_more < MEMORY
    assert many.moved == 0
    assert many.seconds < 5 * few.seconds * 1.6  # near-linear
    assert many.seconds_more < 0.2 * many.seconds
