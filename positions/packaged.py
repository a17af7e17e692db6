"""Word lists, units and weights that lie in the package as YAML, each read into the model that says what it holds."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import yaml

from positions.model import Model

M = TypeVar("M", bound=Model)

_Loader: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(package: str, name: str, model: type[M]) -> M:
    """A package's file, validated. Raises pydantic's ValidationError when the package is damaged."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return model.model_validate(yaml.load(text, Loader=_Loader))
