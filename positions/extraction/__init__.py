"""Articles → positions: the `rules` engine, its grammar of cues as data, quotation, and who is who.

Pure: values in, values out. What is heavy (spaCy) is imported when the first article is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from positions.model import Article, Explanation, Extraction, Registry

ENGINE_VERSION = "rules 1"
"""Name and version of the engine; a new version makes earlier extractions stale."""

__all__ = ["ENGINE_VERSION", "extract", "why"]


def extract(articles: Iterable[Article], registry: Registry) -> Iterator[Extraction]:
    """One extraction an article, in order; an article that breaks the engine gives its fault instead."""
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry).extract(articles)


def why(sentence: str, registry: Registry) -> list[Explanation]:
    """Every cue in a sentence with how it was read, or why it was not."""
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry).explain(sentence)
