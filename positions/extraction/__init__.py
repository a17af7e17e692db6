"""Articles → positions: the `rules` engine, its grammar of cues as data, quotation, and who is who.

Pure: values in, values out. What is heavy (spaCy) is imported when the first article is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from positions.model import Article, Explanation, Extraction, Learned, Registry
from positions.workers import HERE, Place

ENGINE_VERSION = "network 4"
"""Name and version of the engine that reads where nothing else is asked for: the grammar, with the fitted network
beside it. A new version makes earlier extractions stale."""

RULES_VERSION = "rules 4"
"""The grammar without the network: what `engine: rules` asks for, and what is left where the weights are missing."""

ENGINES = ("network", "rules")
"""What may be wished for; the first reads where nothing is, or what is not known here."""

ASKING_ENGINES = ("llm", "both")
"""What a user may choose besides: a language model on a server, alone or beside the network. No negotiation's wish
suffices for these (see `engines.choose`)."""

__all__ = ["ASKING_ENGINES", "ENGINES", "ENGINE_VERSION", "RULES_VERSION", "Engine", "engine_version", "extract", "why"]


class Engine(Protocol):
    """Whatever reads articles; those of this package are also known by their names."""

    @property
    def version(self) -> str:
        """Name and version; another makes earlier extractions stale."""
        ...

    def refuses(self, article: Article) -> str | None:
        """Why an article may not be read by it; None where it may."""
        ...

    def report(self) -> str:
        """What reading has cost so far, and what was left out, in words."""
        ...

    def extract(
        self,
        articles: Iterable[Article],
        registry: Registry,
        known: Learned,
        *,
        where: Place = HERE,
        watch: Callable[[Article, int], None] | None = None,
    ) -> Iterator[Extraction]:
        """As `extract` below."""
        ...


def engine_version(wish: str | Engine | None) -> str:
    """The engine that reads when this is wished for, with its version."""
    if wish is not None and not isinstance(wish, str):
        return wish.version
    from positions.extraction.knowledge import has_weights

    return ENGINE_VERSION if wish != "rules" and has_weights() else RULES_VERSION


def extract(
    articles: Iterable[Article],
    registry: Registry,
    known: Learned | None = None,
    *,
    where: Place = HERE,
    watch: Callable[[Article, int], None] | None = None,
    engine: str | Engine | None = None,
) -> Iterator[Extraction]:
    """One extraction an article, in order; an article that breaks the engine gives its fault instead.

    `known` is what other articles of the negotiation have taught; texts are parsed `where` that says, which changes
    nothing but the time it takes; `watch` is told of every portion of an article how many characters lie behind it;
    `engine` is "rules" for the grammar without the network, or an engine of another kind.
    """
    if engine is not None and not isinstance(engine, str):
        return engine.extract(articles, registry, known or Learned(), where=where, watch=watch)
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned(), engine_version(engine)).extract(articles, where, watch)


def why(
    sentence: str, registry: Registry, known: Learned | None = None, *, engine: str | None = None
) -> list[Explanation]:
    """Every cue in a sentence with how it was read, or why it was not, and what is claimed without a cue."""
    from positions.extraction.engine import RulesEngine

    return RulesEngine(registry, known or Learned(), engine_version(engine)).explain(sentence)
