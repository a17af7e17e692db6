"""Fitted weights: what signs add to the log-odds of what they are signs of."""

from __future__ import annotations

import functools

from positions.model import Model
from positions.packaged import read


class Weights(Model):
    """weights.yaml and likeness.yaml."""

    bias: float
    signs: dict[str, float]


@functools.cache
def packaged(name: str) -> Weights:
    """The packaged weights in that file, validated. Raises pydantic's ValidationError when the package is damaged."""
    return read("positions.comparison", name, Weights)
