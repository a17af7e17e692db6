"""Whom an article is about at a place: what *the government* and *the union* go back to.

It weighs what is mentioned; that a phrase is such a description at all, `resolution` has found before it asks.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from positions.extraction.census import NAMED, Census, is_money
from positions.extraction.coreference import Mention, Sort
from positions.extraction.gazetteer import Body, gazetteer
from positions.extraction.identities import Identities
from positions.extraction.mentions import Mentions
from positions.extraction.nouns import nouns
from positions.extraction.standing import NOBODY, Party, Resolve


class Salience:
    """The states and organisations that stand out."""

    def __init__(self, census: Census, mentions: Mentions, identities: Identities, resolve: Resolve) -> None:
        self._census = census
        self._mentions = mentions
        self._identities = identities
        self._resolve = resolve

    def main_state(self, number: int, i: int) -> Party:
        """The state an article is about, as far as the place near by doesn't say otherwise."""
        near: Counter[str] = Counter()
        for key, n in self._census.states.items():
            near[key] += n
        names = self._census.names[number]
        doc = self._census.story.passages[number].doc
        for j, (start, end, place) in names.places.items():
            if j == start and place.body is Body.STATE and not is_money(doc, end):
                near[gazetteer().within.get(place.key, place.key)] += NAMED * (1 + (j < i))
        if not near:
            return self._only_government
        key = max(near, key=lambda key: (near[key], key))
        main = gazetteer().named(key)
        return self._identities.place(main) if main else NOBODY

    @cached_property
    def _only_government(self) -> Party:
        """Whose government it is, where the gazetteer knows no state and the article speaks of the government of one
        alone: *the Freeland government*."""
        named = set()
        for names, passage in zip(self._census.names, self._census.story.passages, strict=True):
            for token in passage.doc:
                if token.lower_ != "government":
                    continue
                behind = token.i + 2 if passage.doc[token.i + 1 : token.i + 2].text == "of" else None
                run = names.at.get(token.i - 1) or names.at.get(behind or -1)
                if run is not None:
                    named.add(self._census.text(passage, run.start, run.end))
        parties = {self._identities.organisation(words) for words in named if not self._census.person_named(words)}
        return parties.pop() if len(parties) == 1 else NOBODY

    def organisation(self, number: int, i: int, kin: frozenset[str], *, strict: bool = False) -> Party:
        """The organisation named before that fits a description best: of the kind, near, often named."""
        organisations = self._census.organisations
        here = self._mentions.sentence(number, self._census.story.passages[number].doc[i])
        best: tuple[float, int] | None = None
        chosen: Mention | None = None
        seen: set[str] = set()
        kindred = 1.0 if kin & nouns().data.generic else 3.0  # any firm may be *the company*, whatever its name
        for mention in reversed(self._mentions.before(number, i)):
            if mention.sort not in (Sort.ORGANISATION, Sort.BLOC) or not mention.key or mention.key in seen:
                continue
            seen.add(mention.key)
            words = organisations.words(mention.key) or mention.key.casefold().split()
            fits = bool(kin & ({*words} | organisations.kinds[mention.key]))
            if strict and not fits:
                continue
            near = max(0, here - mention.sentence)
            score = (
                kindred * fits
                - 0.4 * min(near, 8)
                + 0.3 * min(self._census.count(mention.key), 8)
                + 0.6 * mention.subject
            )
            if best is None or (score, mention.order) > best:
                best, chosen = (score, mention.order), mention
        return self._resolve(chosen.passage, chosen.token)[0] if chosen else NOBODY
