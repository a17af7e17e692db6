"""Fitted weights: what signs add to the log-odds of what they are signs of."""

from __future__ import annotations

import functools
from importlib.resources import files

import yaml

from positions.model import Model


class Weights(Model):
    """weights.yaml and likeness.yaml."""

    bias: float
    signs: dict[str, float]


@functools.cache
def packaged(name: str) -> Weights:
    """The packaged weights in that file, validated. Raises pydantic's ValidationError when the package is damaged."""
    text = files("positions.comparison").joinpath(name).read_text(encoding="utf-8")
    return Weights.model_validate(yaml.load(text, Loader=yaml.BaseLoader))
