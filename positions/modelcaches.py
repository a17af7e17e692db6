"""The models that a comparison takes, each behind the cache of one negotiation.

Owned here: that a cache stands in front where the folder can have one, and that whoever must not load a model is told
where one is needed. What a model is and how its cache works, `embeddings` and `phrasing` say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from positions import userconfig
from positions.errors import InputError, PositionsError
from positions.workers import HERE, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from positions.contradiction import Contradicts
    from positions.embeddings import Embedder
    from positions.negotiation import Negotiation
    from positions.phrasing import NounPhrases


class ModelsNeeded(PositionsError):
    """A comparison would have to load a language model, which whoever asked for it does not want here."""


def phraser(negotiation: Negotiation, *, loading: bool = True) -> NounPhrases:
    """What finds noun phrases, behind the negotiation's cache, where the folder can have one."""
    from positions.phrasing import cached, noun_phrases

    inner: NounPhrases = noun_phrases if loading else _nothing_new
    try:
        return cached(inner, negotiation.vector_cache)
    except InputError:
        return inner


def _nothing_new(asked: Sequence[object]) -> list[Any]:
    """Stands for a model that must not be loaded. Raises ModelsNeeded unless it is asked nothing."""
    if asked:
        raise ModelsNeeded("its words are new")
    return []


def embedder(negotiation: Negotiation, where: Place = HERE, *, loading: bool = True) -> Embedder:
    """The embedding model, the packaged one unless the user's own configuration names another, behind the negotiation's
    cache of vectors, where the folder can have one; only that cache without `loading`."""
    from positions import embeddings

    source = userconfig.load().embedding
    inner = embeddings.packaged(where) if source is None else embeddings.named(source, where)
    inner = inner if loading else _Unloaded(inner)
    try:
        return embeddings.cached(inner, negotiation.vector_cache)
    except InputError:
        return inner


class _Unloaded:
    """A model, as long as nobody asks it anything."""

    def __init__(self, inner: Embedder) -> None:
        self.name = inner.name
        self._inner = inner

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """No vectors. Raises ModelsNeeded unless there are no texts."""
        return self._inner(_nothing_new(texts))


def contradicts(negotiation: Negotiation, *, loading: bool = True) -> Contradicts | None:
    """The language-inference model of the user's own configuration, behind the negotiation's cache; only that cache
    without `loading`."""
    from positions import contradiction

    source = userconfig.load().contradiction
    if source is None:
        return None
    inner: Contradicts = contradiction.named(source) if loading else _nothing_new
    return contradiction.cached(inner, source, negotiation.vector_cache)
