"""Whose a statement is: the words that a model took for its holder, resolved as the `rules` engine resolves them.

The registry first, then what the article itself tells of who is who, then the gazetteer; so both engines call a party
by one name. What cannot be resolved keeps the words of the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from positions.extraction.parsing import Portion, stories
from positions.extraction.parties import NOTHING_KNOWN, Cast, Holder, Standing
from positions.extraction.story import Passage, Story
from positions.model import Article, Learned, Registry, Span, name_key


class Holders:
    """Everybody in one article."""

    def __init__(self, article: Article, registry: Registry, known: Learned) -> None:
        self._text = article.text or ""
        self._names = registry.names_of()
        self._speakers = {name_key(name) for party in registry.parties.values() for name in party.speakers}
        self._casts = list(_casts(stories([article]), registry, known))

    @property
    def learned(self) -> Learned:
        """What the article tells of who is who."""
        found = NOTHING_KNOWN
        for cast, _ in self._casts:
            found = found.merged(cast.learned())
        return found

    def at(self, at: Span) -> tuple[Holder, ...]:
        """Whom the words at a range mean; nobody where they name nobody, or a bystander."""
        words = " ".join(self._text[slice(*at)].split())
        registered = self._names.get(name_key(words), ())
        if len(registered) == 1:
            return (Holder(registered[0], Standing.REGISTERED, None, at),)
        found = self._resolved(at)
        if any(holder.standing is Standing.BYSTANDER for holder in found):
            return ()
        known = tuple(holder for holder in found if holder.standing is not Standing.UNKNOWN)
        if known:
            speaker = words if name_key(words) in self._speakers else None
            return tuple(holder._replace(speaker=holder.speaker or speaker) for holder in known)
        return (Holder(words, Standing.NAMED, None, at),) if any(char.isupper() for char in words) else ()

    def _resolved(self, at: Span) -> tuple[Holder, ...]:
        for cast, story in self._casts:
            for passage in story.passages:
                if passage.offsets[0] <= at[0] <= passage.offsets[-1]:
                    return _meant(cast, passage, at)
        return ()


def _casts(portions: Iterator[Portion], registry: Registry, known: Learned) -> Iterator[tuple[Cast, Story]]:
    """Who occurs in each part of the article; in a part that breaks the parser, nobody."""
    for _, _, story in portions:
        if isinstance(story, Story):
            cast = Cast(story, registry, known)
            known = known.merged(cast.learned())
            yield cast, story


def _meant(cast: Cast, passage: Passage, at: Span) -> tuple[Holder, ...]:
    start, end = bisect_left(passage.offsets, at[0]), bisect_left(passage.offsets, at[1])
    words = passage.doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return cast.holders(passage, words.root) if words is not None and len(words) else ()
