"""Articles → positions: the `rules` engine, its grammar of cues as data, quotation, and who is who.

Pure: values in, values out. What is heavy (spaCy) is imported when the first article is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from positions.model import Article, Explanation, Extraction, Learned, Registry
from positions.workers import HERE, Place

ENGINE_VERSION = "network 3"
"""Name and version of the engine that reads where nothing else is asked for: the grammar, with the fitted network
beside it. A new version makes earlier extractions stale."""

RULES_VERSION = "rules 3"
"""The grammar without the network: what `engine: rules` asks for, and what is left where the weights are missing."""

ENGINES = ("network", "rules")
"""What may be wished for; the first reads where nothing is, or what is not known here."""

__all__ = ["ENGINES", "ENGINE_VERSION", "RULES_VERSION", "engine_version", "extract", "why"]


def engine_version(wish: str | None) -> str:
    """The engine that reads when this is wished for, with its version."""
    from positions.extraction.knowledge import has_weights

    return ENGINE_VERSION if wish != "rules" and has_weights() else RULES_VERSION


def extract(
    articles: Iterable[Article],
    registry: Registry,
    known: Learned | None = None,
    *,
    where: Place = HERE,
    watch: Callable[[Article, int], None] | None = None,
    engine: str | None = None,
) -> Iterator[Extraction]:
    """One extraction an article, in order; an article that breaks the engine gives its fault instead.

    `known` is what other articles of the negotiation have taught; texts are parsed `where` that says, which changes
    nothing but the time it takes; `watch` is told of every portion of an article how many characters lie behind it;
    `engine` is "rules" for the grammar without the network.
    """
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned(), engine_version(engine)).extract(articles, where, watch)


def why(
    sentence: str, registry: Registry, known: Learned | None = None, *, engine: str | None = None
) -> list[Explanation]:
    """Every cue in a sentence with how it was read, or why it was not, and what is claimed without a cue."""
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned(), engine_version(engine)).explain(sentence)
