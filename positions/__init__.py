"""Who demands, offers, accepts and rejects what in a negotiation, side by side, and what moved.

In a notebook or a program::

    import positions

    talks = positions.open("strait")                     # the folder of a negotiation
    positions.add(talks, "ministers.txt", published="2031-05-04")
    positions.extract(talks)                             # positions out of what is new
    table = positions.matrix(talks, status="sticking")   # shows itself in a notebook
    positions.diff(talks, "2031-05-04", "2031-05-21")    # what moved
    positions.to_frame(table)                            # a pandas data frame, a row a statement

docs/library.md tells the rest. Importing this costs nothing: a name is loaded when it is first used, and parsers and
models only when one of these functions needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from positions.errors import PositionsError
    from positions.library import Changes, MatrixView, add, closeness, diff, extract, matrix, open, to_frame
    from positions.negotiation import Negotiation

__all__ = [
    "Changes",
    "MatrixView",
    "Negotiation",
    "PositionsError",
    "add",
    "closeness",
    "diff",
    "extract",
    "matrix",
    "open",
    "to_frame",
]

_HOMES = {"Negotiation": "positions.negotiation", "PositionsError": "positions.errors"}


def __getattr__(name: str) -> Any:
    """A public name, from the module that has it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES.get(name, "positions.library")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
