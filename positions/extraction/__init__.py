"""Articles → positions: the `rules` engine, its grammar of cues as data, quotation, and who is who.

Pure: values in, values out. What is heavy (spaCy) is imported when the first article is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from positions.model import Article, Explanation, Extraction, Learned, Registry

ENGINE_VERSION = "rules 1"
"""Name and version of the engine; a new version makes earlier extractions stale."""

__all__ = ["ENGINE_VERSION", "extract", "why"]


def extract(
    articles: Iterable[Article],
    registry: Registry,
    known: Learned | None = None,
    *,
    jobs: int = 1,
    watch: Callable[[Article, int], None] | None = None,
) -> Iterator[Extraction]:
    """One extraction an article, in order; an article that breaks the engine gives its fault instead.

    `known` is what other articles of the negotiation have taught; `jobs` processes parse, which changes nothing but
    the time it takes; `watch` is told of every portion of an article how many characters lie behind it.
    """
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned()).extract(articles, jobs, watch)


def why(sentence: str, registry: Registry, known: Learned | None = None) -> list[Explanation]:
    """Every cue in a sentence with how it was read, or why it was not."""
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned()).explain(sentence)
