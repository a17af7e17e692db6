"""Positions → issues → sides → status: the matrix.

What makes it is in `comparing`, which is loaded when it is first asked for: whoever shows or tells apart what was
compared before needs a few of the words and numbers here, and nothing else.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from positions.comparison.comparing import Before, compare, remember, texts

__all__ = ["Before", "compare", "remember", "texts"]


def __getattr__(name: str) -> Any:
    """A public name, from the module that has it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module("positions.comparison.comparing"), name)
    globals()[name] = value
    return value
