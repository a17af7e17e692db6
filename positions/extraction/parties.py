"""Who is it? From the words that hold a position to the party that they stand for.

The registry decides first; then what the article itself says (titles, appositions, acronyms, short forms); then the
gazetteer. What nobody can tell keeps the words of the text, or is told to be unknown. It reads no stances and drops
nothing: the caller sees how a holder stands. The rest of extraction asks here; the steps are `census` (who occurs),
`mentions` (where) and `resolution` (whom a phrase means).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.extraction.census import Census
from positions.extraction.identities import Identities
from positions.extraction.mentions import Mentions
from positions.extraction.phrases import coordinated, phrase_of
from positions.extraction.resolution import Resolution
from positions.extraction.standing import KNOWN_BY_NAME, Holder, Standing
from positions.extraction.story import Passage, Story
from positions.model import Learned, Registry, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Cast", "Holder", "Standing"]

NOTHING_KNOWN = Learned()
"""Before the first article."""


class Cast:
    """Everybody who occurs in an article."""

    def __init__(self, story: Story, registry: Registry, known: Learned = NOTHING_KNOWN) -> None:
        self._number = {id(passage.doc): number for number, passage in enumerate(story.passages)}
        self._census = Census(story)
        self._identities = Identities(self._census, registry, known)
        self._resolution = Resolution(self._census, Mentions(self._census), self._identities)

    def holders(self, passage: Passage, head: Token) -> tuple[Holder, ...]:
        """Who holds what the phrase with this head holds; never empty."""
        number = self._number[id(passage.doc)]
        found: dict[tuple[str, Standing], Holder] = {}
        for token in coordinated(self._census.names[number], head):
            several = self._resolution.pairs.meant(number, token)
            for party, speaker in several or [self._resolution.resolve(number, token)]:
                holder = Holder(party.name, party.standing, speaker, self._mention(passage, number, token))
                found.setdefault((party.name, party.standing), holder)
        known = [holder for holder in found.values() if holder.standing is not Standing.UNKNOWN]
        return tuple(known or found.values())

    def acts_for_nobody(self, holder: Holder) -> bool:
        """Is it a person of whom no party and no office of the person's own is known?"""
        person = self._census.person_named(holder.party) if holder.standing is Standing.NAMED else None
        if person is None or person.name != holder.party or person.candidate:
            return False
        return person.title is None or not person.title.own

    def learned(self) -> Learned:
        """Who acts for whom, and what acronyms mean, as this article says; for the next article of the negotiation."""
        parties = {}
        for person in self._census.everybody():
            if person.title is not None and len(person.words) > 1 and not person.title.own:
                party = self._resolution.offices.party_of(person)
                if party.standing in KNOWN_BY_NAME and party.name != person.name:
                    parties[person.name] = party.name
        return Learned(
            people=parties,
            acronyms=self._census.organisations.acronyms,
            states=self._identities.states,
        )

    def _mention(self, passage: Passage, number: int, token: Token) -> Span:
        run = self._census.names[number].at.get(token.i)
        start, end = (run.start, run.end) if run else (token.i, token.i + 1)
        phrase = phrase_of(self._census.names[number], token)
        first, last = min(start, phrase.start), max(end, phrase.end)
        doc = passage.doc
        return passage.at(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
