"""From a name to the party that bears it.

The registry decides first; then what the article and those before it made known of the name; then the gazetteer. It is
asked for names alone: descriptions, people and pronouns are for `resolution`.
"""

from __future__ import annotations

from positions.extraction.census import Census
from positions.extraction.gazetteer import Body, Place, gazetteer
from positions.extraction.standing import Party, Standing
from positions.model import Learned, Registry, name_key

GOVERNMENT = "government"
"""What a state is called by its adjective where it is not the state that acts but those who govern it."""


class Identities:
    """The parties behind names, in one article."""

    def __init__(self, census: Census, registry: Registry, known: Learned) -> None:
        self._census = census
        self.known = known
        self.states: dict[str, str] = {}
        """Entry of the gazetteer → the name under which it has been a party in this article."""
        self._registered = registry.names_of()
        self._speakers = {
            name_key(speaker): party for party, entry in registry.parties.items() for speaker in entry.speakers
        }

    def registered(self, words: str) -> Party | None:
        """The party that the registry knows by these words, as its own name, an alias or a speaker."""
        key = name_key(words)
        names = self._registered.get(key)
        if names:
            return Party(names[0], Standing.REGISTERED)
        if key in self._speakers:
            return Party(self._speakers[key], Standing.REGISTERED)
        return None

    def place(self, place: Place) -> Party:
        """The party of a place; a registered name for it wins."""
        for name in (place.spelling, place.key):
            if party := self.registered(name):
                return party
        for key in self._registered:
            known = gazetteer().named(key.removesuffix(f" {GOVERNMENT}"))
            if known and known.key == place.key:
                return Party(self._registered[key][0], Standing.REGISTERED)
        older = gazetteer().predecessors.get(place.key)
        if older is not None and self._census.states[older] and not self._census.spellings.get(place.key):
            return Party(self.state_name(older), Standing.PLACE)
        name = self.states[place.key] = self.state_name(place.key)
        return Party(name, Standing.PLACE)

    def is_bloc(self, party: Party) -> bool:
        """Is a party a bloc of states, under its usual name?"""
        known = gazetteer().named(party.name)
        return known is not None and known.body is Body.BLOC

    def state_name(self, key: str) -> str:
        """What an entry of the gazetteer is called: as earlier articles called it, else as this one does."""
        if key in self.known.states:
            return self.known.states[key]
        if key == self._census.at_home:
            return f"{gazetteer().adjective(key)} {GOVERNMENT}"
        used = self._census.spellings.get(key)
        if not used or key in used:
            return key
        return max(used, key=lambda name: (used[name], name)).removeprefix("The ")

    def organisation(self, words: str) -> Party:
        """The party of an organisation under any of its names."""
        key = self._census.organisations.key(words)
        name = self._census.organisations.shown(key) if self._census.organisations.words(key) else words
        if party := self.registered(name) or self.registered(words):
            return party
        acronym = {name_key(k): v for k, v in self.known.acronyms.items()}.get(name_key(words))
        if acronym:
            return self.registered(acronym) or Party(acronym, Standing.NAMED)
        known = gazetteer().named(name)
        return self.place(known) if known else Party(name, Standing.NAMED)
