"""Whom a person acts for: from somebody, or an office without a name, to the party behind it.

What the words of a title say, `people` has read; here they meet the registry, the article and those before it.
"""

from __future__ import annotations

from positions.extraction.census import Census
from positions.extraction.coreference import Sort
from positions.extraction.gazetteer import Place, gazetteer
from positions.extraction.identities import Identities
from positions.extraction.mentions import Mentions
from positions.extraction.names import Run
from positions.extraction.people import Person, Title
from positions.extraction.salience import Salience
from positions.extraction.standing import KNOWN_BY_NAME, NOBODY, Party, Resolve, Standing
from positions.extraction.syntax import subject_reported


class Offices:
    """The parties behind people and their offices."""

    def __init__(
        self, census: Census, mentions: Mentions, identities: Identities, salience: Salience, resolve: Resolve
    ) -> None:
        self._census = census
        self._mentions = mentions
        self._identities = identities
        self._salience = salience
        self._resolve = resolve
        self._asked: set[int] = set()
        """Those whose party is being looked for, so that two who act for each other end the search."""

    def party_of(self, person: Person) -> Party:
        """Whom a person acts for."""
        for words in (person.name, person.words[-1], person.speaker):
            if party := self._identities.registered(words):
                return party
        title = person.title
        own = Party(person.name, Standing.NAMED)
        if title is None or (title.of is None and not title.state):
            if person.name in self._identities.known.people:
                name = self._identities.known.people[person.name]
                return self._identities.registered(name) or Party(
                    name, Standing.PLACE if gazetteer().named(name) else Standing.NAMED
                )
            surname = [
                party for name, party in self._identities.known.people.items() if name.split()[-1] == person.words[-1]
            ]
            if len(person.words) == 1 and len(set(surname)) == 1:
                return self._identities.registered(surname[0]) or Party(surname[0], Standing.NAMED)
        if person.outsider and (title is None or not title.roles):  # *Professor Jo Bell of Delta College*
            return Party(person.name, Standing.BYSTANDER)
        if title is None or title.own or person.candidate:
            return own
        if id(person) in self._asked:
            return own
        self._asked.add(id(person))
        party = self.office(person.passage, title)
        self._asked.discard(id(person))
        return own if party.standing is Standing.UNKNOWN else party

    def office(self, number: int, title: Title) -> Party:
        """The party that an office is of."""
        passage = self._census.story.passages[number]
        of = title.of
        if isinstance(of, Place):
            return self._identities.place(of)
        if isinstance(of, Run):
            person = self._census.person_named(self._census.text(passage, of.start, of.end))
            if person:
                return self.party_of(person)
            return self._identities.organisation(self._census.text(passage, of.start, of.end))
        if isinstance(of, int):
            party = self._resolve(number, passage.doc[of])[0]
            unbound = party.standing is Standing.UNKNOWN and passage.doc[of].tag_ == "PRP$"
            return self._reported(number, title) or party if unbound else party
        if state := self._only_there(number, title):
            return state
        if reported := self._reported(number, title):
            return reported
        if title.state:
            return self._salience.main_state(number, title.start)
        if title.roles:
            return self._salience.organisation(number, title.start, frozenset())
        return NOBODY

    def _reported(self, number: int, title: Title) -> Party | None:
        """*Norland is ready to pay, Prime Minister Jo Bell said*: an office that is not said to be of anybody is of
        the one whose word it reports."""
        subject = subject_reported(self._census.story.passages[number].doc, title.start, title.end)
        party = self._resolve(number, subject)[0] if subject is not None else NOBODY
        if title.state and party.standing is Standing.NAMED:
            named = self._census.person_named(party.name) is not None
            return None if named or self._census.states else party
        return party if party.standing in KNOWN_BY_NAME else None

    def _only_there(self, number: int, title: Title) -> Party | None:
        """The state that alone has such an office, where the article names it."""
        doc = self._census.story.passages[number].doc
        words = doc[title.start : title.end].text.casefold()
        for office, key in gazetteer().offices.items():
            if office in words and self._census.states[key]:
                place = gazetteer().named(key)
                return self._identities.place(place) if place else None
        return None

    def person_with(self, number: int, i: int, role: str, title: Title) -> Person | None:
        """The last person before this place who holds such an office."""
        if title.of is not None and not isinstance(title.of, int):
            return None
        for mention in reversed(self._mentions.before(number, i)):
            if mention.sort is Sort.PERSON and mention.key:
                run = self._census.names[mention.passage].at[mention.token.i]
                person = self._census.person_at.get((mention.passage, run.start))
                if person is not None and role in person.roles:
                    return person
        return None
