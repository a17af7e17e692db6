"""Whom a noun phrase means: a name, a role, a body of somebody, a group under its own words.

Here the kinds of phrases part: the registry is asked first, then the others answer, each for its own words (names
`identities`, people `offices`, descriptions `salience`, pronouns `pronouns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction.census import Census
from positions.extraction.coreference import SUBJECTS
from positions.extraction.gazetteer import Body
from positions.extraction.identities import Identities
from positions.extraction.mentions import Mentions
from positions.extraction.names import Run
from positions.extraction.nouns import nouns, singular
from positions.extraction.offices import Offices
from positions.extraction.pairs import Pairs
from positions.extraction.people import Title, read_title
from positions.extraction.phrases import Phrase, complement_end, group_like, phrase_of, role_noun
from positions.extraction.pronouns import Pronouns
from positions.extraction.salience import Salience
from positions.extraction.standing import KNOWN_BY_NAME, NOBODY, Found, Party, Standing
from positions.extraction.story import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKING_FOR = (
    ("speaking", "on", "behalf", "of"),
    ("spoke", "on", "behalf", "of"),
    ("speaking", "for"),
    ("spoke", "for"),
    ("on", "behalf", "of"),
    ("for",),
)
"""What stands between a speaker and the party spoken for; the last two in an aside only."""


class Resolution:
    """From tokens to parties, in one article; each answer is kept."""

    def __init__(self, census: Census, mentions: Mentions, identities: Identities) -> None:
        self._census = census
        self._identities = identities
        self.salience = Salience(census, mentions, identities, self.resolve)
        self.pairs = Pairs(census, mentions, identities, self.resolve)
        self.offices = Offices(census, mentions, identities, self.salience, self.resolve)
        self._pronouns = Pronouns(census.story, mentions, self.resolve)
        self._memo: dict[tuple[int, int], Found] = {}
        self._open: set[tuple[int, int]] = set()

    def resolve(self, number: int, token: Token) -> Found:
        """Whom a token of a passage means, and who speaks; nobody, where that goes round in a circle."""
        place = number, token.i
        if place in self._memo:
            return self._memo[place]
        if place in self._open:
            return NOBODY, None
        self._open.add(place)
        try:
            found = self._resolved(number, token)
        finally:
            self._open.discard(place)
        self._memo[place] = found
        return found

    def _resolved(self, number: int, token: Token) -> Found:
        if token.tag_ in ("WDT", "WP", "WP$") or (
            token.lower_ in ("that", "who", "which") and token.dep_ in SUBJECTS and token.head.dep_ == "relcl"
        ):
            verb = token.head
            while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head.i != verb.i:
                verb = verb.head
            return (
                self.resolve(number, verb.head)
                if verb.dep_ in ("relcl", "acl") and verb.head.i != token.i
                else (NOBODY, None)
            )
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._pronouns.whom(number, token)
        phrase = phrase_of(self._census.names[number], token)
        passage = self._census.story.passages[number]
        run = self._census.names[number].at.get(token.i)
        for_another = run is not None and self._represented(number, run) is not None
        for start, end in () if for_another else self._readings(number, phrase):
            party = self._identities.registered(self._census.text(passage, start, end))
            if party:
                return party, None
        if run is not None:
            return self._name(number, passage, phrase, run)
        return self._common(number, passage, phrase)

    def _readings(self, number: int, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """The stretches of a phrase that the registry may know, longest first."""
        yield phrase.start, phrase.end
        if run := self._census.names[number].at.get(phrase.head.i):
            yield run.start, run.end
        yield phrase.head.i, phrase.head.i + 1

    def _name(self, number: int, passage: Passage, phrase: Phrase, run: Run) -> Found:
        doc, names = passage.doc, self._census.names[number]
        person = self._census.person_at.get((number, run.start))
        if person is None and not (run.end - run.start == 1 and self._census.is_firm(doc, run)):
            person = self._census.person_named(self._census.text(passage, run.start, run.end))
        represented = self._represented(number, run)
        if represented is not None:
            return represented, person.speaker if person else self._census.text(passage, run.start, run.end)
        if person is not None:
            return self.offices.party_of(person), person.speaker
        place = names.places.get(run.end - 1)
        if place and place[0] == run.start:
            return self._identities.place(place[2]), None
        if role_noun(doc[run.end - 1]) or role_noun(phrase.head):
            return self._role(number, passage, phrase)
        words = self._census.text(passage, run.start, run.end)
        general = nouns().data.organisations | nouns().data.states
        if phrase.determiner == "the" and run.end - run.start == 1 and singular(words) in general:
            if singular(words) in nouns().data.states:
                return self.salience.main_state(number, phrase.start), None
            found = self.salience.organisation(number, phrase.start, nouns().kin(singular(words)))
            if found.standing is not Standing.UNKNOWN:
                return found, None
        first = names.places.get(run.start)
        low = singular(doc[run.end - 1].text)
        data = nouns().data
        official = low in data.organs or low in data.documents
        if first and official and first[2].body is Body.STATE and first[1] == run.end - 1:
            return self._identities.place(first[2]), None
        return self._identities.organisation(words), None

    def _represented(self, number: int, run: Run) -> Party | None:
        """*Sudan, for the G-77/China*: the party somebody speaks for."""
        doc, names = self._census.story.passages[number].doc, self._census.names[number]
        i = run.end
        aside = i < len(doc) and doc[i].text in (",", "(")
        i += aside
        words = [token.lower_ for token in doc[i : i + 4]]
        for opening in SPEAKING_FOR if aside else SPEAKING_FOR[:4]:
            if tuple(words[: len(opening)]) == opening:
                j = i + len(opening)
                j += j < len(doc) and doc[j].lower_ == "the"
                other = names.at.get(j)
                if other is None:
                    return None
                place = names.places.get(j)
                if place and place[1] >= other.end:
                    return self._identities.place(place[2])
                return self._identities.organisation(
                    self._census.text(self._census.story.passages[number], other.start, other.end)
                )
        return None

    def _common(self, number: int, passage: Passage, phrase: Phrase) -> Found:
        """A phrase without a name at its head: each kind of noun answers for itself, and the first that can wins."""
        head, data = phrase.head, nouns().data
        low = singular(head.text)
        if (followed := self._followed(number, passage, phrase)) is not None:
            return followed
        if low in data.vague and low != "other":
            return NOBODY, None
        if nouns().is_bystander(low, passage.doc[head.i - 1].text if head.i else ""):
            return self._bystander(number, passage, phrase), None
        named = next((c for c in head.rights if c.dep_ == "appos" and c.i in self._census.names[number].at), None)
        if role_noun(head) and not group_like(head):
            return self._named_role(number, passage, phrase, named)
        if (other := _stands_for(phrase, named)) is not None:
            return self.resolve(number, other)
        if low in data.documents:
            return self._author(number, passage, phrase) or NOBODY, None
        party = self._body(number, passage, phrase) or self._described(number, passage, phrase)
        return party or self._group(number, passage, phrase), None

    def _followed(self, number: int, passage: Passage, phrase: Phrase) -> Found | None:
        """*Negotiator Jo Bell*, *the union Delta Mills*: the name right behind, where the parser takes both for one."""
        doc, names, head = passage.doc, self._census.names[number], phrase.head
        name = names.at.get(phrase.end)
        if name is None or name.start != phrase.end:
            return None
        if doc[name.end - 1].head.i != head.i and head.head.i not in range(name.start, name.end):
            return None
        person = self._census.person_at.get((number, name.start))
        if person is not None:
            return self.offices.party_of(person), person.speaker
        if singular(head.text) in nouns().data.organisations:
            return self._name(number, passage, phrase_of(names, doc[name.end - 1]), name)
        return None

    def _author(self, number: int, passage: Passage, phrase: Phrase) -> Party | None:
        """Whose a document is (*the joint statement*)."""
        data = nouns().data
        party = self._belonging(number, passage, phrase)
        low, one = singular(phrase.head.text), phrase.head.tag_ == "NN"
        if party is None and low in data.authored and phrase.determiner == "the" and one:
            return self.salience.organisation(number, phrase.start, frozenset())
        return party

    def _body(self, number: int, passage: Passage, phrase: Phrase) -> Party | None:
        """Whose body or officials somebody names (*Norland's parliament*)."""
        data, low = nouns().data, singular(phrase.head.text)
        if not any(low in words for words in (data.organs, data.states, data.officials, data.bloc_organs)):
            return None
        party = self._belonging(number, passage, phrase)
        if party is None:
            return None
        official = low in data.officials or (low in data.states and phrase.head.tag_ == "NN")
        speaks = low in data.organs or (party.standing in KNOWN_BY_NAME and official)
        return party if speaks or (low in data.bloc_organs and self._identities.is_bloc(party)) else None

    def _described(self, number: int, passage: Passage, phrase: Phrase) -> Party | None:
        """The state or organisation of the article that a description goes back to (*the government*, *the union*)."""
        data, head = nouns().data, phrase.head
        low = singular(head.text)
        if head.tag_ in ("NNS", "NNPS"):
            return None
        definite = phrase.determiner in ("the", "this", "that") and head.i - phrase.start <= 0
        if low in data.states and (definite or low == "government") and phrase.owner is None:
            return self.salience.main_state(number, phrase.start)
        if low in data.organisations:
            if definite and phrase.owner is None:
                wanted = frozenset() if low in data.generic else nouns().kin(low)
                party = self.salience.organisation(number, phrase.start, nouns().kin(low), strict=bool(wanted))
                if party.standing is not Standing.UNKNOWN:
                    return party
            elif low in data.organs and (owner := self._belonging(number, passage, phrase)) is not None:
                return owner
        if low in data.organs and phrase.owner is None and head.i == phrase.start:
            party = self.salience.organisation(number, phrase.start, frozenset())
            if party.standing is not Standing.UNKNOWN:
                return party
        return None

    def _bystander(self, number: int, passage: Passage, phrase: Phrase) -> Party:
        words = self._census.text(passage, phrase.start, phrase.end)
        if singular(phrase.head.text) == "source":
            party = self._belonging(number, passage, phrase)
            if party is not None:
                return party
        return Party(words, Standing.BYSTANDER)

    def _belonging(self, number: int, passage: Passage, phrase: Phrase) -> Party | None:
        """The party a body belongs to: by a possessor, an adjective or name before it, or *of* behind it."""
        names = self._census.names[number]
        if phrase.owner is not None:
            party = self.resolve(number, phrase.owner)[0]
            return party if party.standing not in (Standing.UNKNOWN, Standing.BYSTANDER) else None
        for i in range(phrase.head.i - 1, phrase.start - 1, -1):
            if i in names.places:
                return self._identities.place(names.places[i][2])
            if i in names.at:
                run = names.at[i]
                person = self._census.person_at.get((number, run.start))
                if person is not None:
                    return self.offices.party_of(person)
                words = self._census.text(passage, run.start, min(run.end, phrase.head.i))
                if phrase.head.lower_ in ("administration", "government", "cabinet") and run.end - run.start == 1:
                    # *the Arrant government*: named after its head
                    state = self.salience.main_state(number, phrase.start)
                    return state if state.standing is not Standing.UNKNOWN else self._identities.organisation(words)
                return self._identities.organisation(words)
        for child in phrase.head.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj" and (pobj.i in names.at or pobj.tag_ in ("NN",)):
                        party = self.resolve(number, pobj)[0]
                        if party.standing in KNOWN_BY_NAME:
                            return party
        return None

    def _role(self, number: int, passage: Passage, phrase: Phrase) -> Found:
        doc = passage.doc
        start = phrase.owner.left_edge.i if phrase.owner is not None else phrase.start
        end = phrase.end
        for child in phrase.head.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from", "with"):
                end = max(end, min(child.right_edge.i + 1, child.i + 9))
        title = read_title(doc, self._census.names[number], min(start, phrase.start), end)
        speaker = self._census.text(passage, phrase.start, phrase.end)
        if title is None:
            return NOBODY, None
        if phrase.determiner in ("the", "") or phrase.owner is not None:
            person = self.offices.person_with(number, phrase.head.i, singular(phrase.head.text), title)
            if person is not None:
                return self.offices.party_of(person), person.speaker
        if _of_old(phrase, title):
            return Party(speaker, Standing.BYSTANDER), None
        if title.own or _is_anyone(phrase, title):
            return self._group(number, passage, phrase), speaker
        party = self.offices.office(number, title)
        if party.standing is Standing.UNKNOWN:
            return self._group(number, passage, phrase), speaker
        return party, speaker

    def _named_role(self, number: int, passage: Passage, phrase: Phrase, named: Token | None) -> Found:
        """An office, maybe with a name behind it: whom the office is of, else the name (*its rival, Delta Mills*)."""
        role = self._role(number, passage, phrase)
        if named is None:
            return role
        person = self._census.person_at.get((number, self._census.names[number].at[named.i].start))
        if person is not None and role[0].standing in KNOWN_BY_NAME:
            return role[0], person.speaker
        found = self.resolve(number, named)
        return found if found[0].standing is not Standing.UNKNOWN else role

    def _group(self, number: int, passage: Passage, phrase: Phrase) -> Party:
        """A group under its own words, without determiner and quantifier."""
        doc, names, data = passage.doc, self._census.names[number], nouns().data
        head = phrase.head
        low = singular(head.text)
        start = phrase.start
        while start < head.i and (
            doc[start].lower_ in data.quantifiers or doc[start].pos_ in ("NUM", "ADV") or doc[start].tag_ == "POS"
        ):
            start += 1
        people = (
            low in data.groups
            or low in nouns().all_roles
            or low in data.organisations
            or low in data.organs
            or low in data.states
        )
        if head.lower_ in data.vague or (low in ("people", "person", "other") and start == head.i):
            return Party(self._census.text(passage, start, phrase.end), Standing.UNKNOWN)
        if not people and not re.search(r"(er|or|ist|ian|ant|man|wright|eer)$", low):
            return Party(self._census.text(passage, start, phrase.end), Standing.UNKNOWN)
        if phrase.owner is not None and phrase.owner.i in names.at:
            start = names.at[phrase.owner.i].start  # *Norland's teachers* are not Sudmark's
        end = complement_end(head, phrase.end, bare=start == head.i)
        return Party(self._census.text(passage, start, end), Standing.GROUP)


def _stands_for(phrase: Phrase, named: Token | None) -> Token | None:
    """The token that means whom a phrase means: *half of the members*, *the union, Delta Mills*, *our side*."""
    head, data = phrase.head, nouns().data
    low = singular(head.text)
    if low in data.partitives:
        of = [c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"]
        parts = [grandchild for c in of for grandchild in c.children if grandchild.dep_ == "pobj"]
        if parts:
            return parts[0]
    if named is not None and head.tag_ in ("NN", "NNP"):
        return named
    owner = phrase.owner
    return owner if owner is not None and owner.tag_ == "PRP$" and low in data.own_sides else None


def _is_anyone(phrase: Phrase, title: Title) -> bool:
    """Does an office say so little that its holder is nobody's in particular (*ministers*, *a chief constable*)?"""
    if title.of is not None:
        return False
    several = phrase.head.tag_ in ("NNS", "NNPS")
    return several or (
        phrase.determiner in ("a", "an") and not title.roles & nouns().data.spokesmen and not title.state
    )


def _of_old(phrase: Phrase, title: Title) -> bool:
    """Is it somebody unnamed who has held an office of nobody's: *a former inspector*?"""
    words = {token.lower_ for token in phrase.head.doc[phrase.start : phrase.head.i]}
    unnamed = phrase.determiner != "the" and phrase.owner is None and phrase.head.dep_ != "conj"
    return title.of is None and unnamed and bool(words & nouns().data.past)
