"""The packaged sample negotiations: which there are, and their files.

It hands out resources of the package `positions.samples`, which is the folder `fixtures/` of the source tree, and
parses nothing: reading an article or a registry is its reader's business. They are reached by name because the package
exists only where the project is installed.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable

from positions.errors import UsageError

_PACKAGE = "positions.samples"
_REGISTRY = "parties.yaml"


def names() -> tuple[str, ...]:
    """The sample negotiations, by the name of their folder, sorted."""
    return tuple(sorted(item.name for item in files(_PACKAGE).iterdir() if item.joinpath(_REGISTRY).is_file()))


def articles(name: str) -> tuple[Traversable, ...]:
    """The articles of a sample: Markdown with front matter, sorted by file name and so by date. Raises UsageError."""
    found = (item for item in _folder(name).iterdir() if item.name.endswith(".md"))
    return tuple(sorted(found, key=lambda item: item.name))


def registry(name: str) -> Traversable:
    """The sample's parties.yaml. Raises UsageError."""
    return _folder(name).joinpath(_REGISTRY)


def expected(name: str) -> Traversable:
    """The hand-made account of every position, issue and change in the sample. Raises UsageError."""
    return _folder(name).joinpath("expected.yaml")


def _folder(name: str) -> Traversable:
    known = names()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        raise UsageError(f"no sample negotiation is called {name!r}", hint=hint)
    return files(_PACKAGE).joinpath(name)
