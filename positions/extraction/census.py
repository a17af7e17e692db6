"""Everybody whom an article names: its people with their offices, its organisations, its places and states.

One reading of all passages, before anything is resolved: what stands late (an acronym's brackets, a fuller name)
counts for what stands early. It tells who occurs and what they are called; whom a word means is for `resolution`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from positions.extraction.coreference import SUBJECTS
from positions.extraction.gazetteer import Body, Form, Place, gazetteer
from positions.extraction.knowledge import reading_rules
from positions.extraction.names import Names, Run, names_in, proper_words
from positions.extraction.nouns import nouns, singular
from positions.extraction.organisations import Organisations
from positions.extraction.people import Person, Title, introductions
from positions.extraction.story import Kind, Passage, Story

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INERT = frozenset(("GPE", "LOC", "FAC", "LAW", "EVENT", "DATE", "WORK_OF_ART", "LANGUAGE"))

CURRENCIES = frozenset("dollar dlr franc mark pound crown peso yen".split())

ACTING, NAMED, SCENE = 5, 2, 1
"""What one mention makes an article more about a state: as who acts, otherwise, and as where something happens."""
HEADED, SENT_FROM = 6, 8
"""... and a mention in the headline or the dateline."""


class Census:
    """Who occurs in an article, and under which names."""

    def __init__(self, story: Story) -> None:
        self.story = story
        proper = proper_words(passage.doc for passage in story.passages if passage.kind is Kind.BODY)
        self.names = [names_in(passage.doc, proper) for passage in story.passages]
        """The names of each passage."""
        self.organisations = Organisations()
        self.people: dict[str, list[Person]] = defaultdict(list)
        """Surname, folded → those who bear it."""
        self.person_at: dict[tuple[int, int], Person] = {}
        """Number of a passage and first token of a name → whose name it is."""
        self.states: Counter[str] = Counter()
        """Entry of the gazetteer → how much the article is about that state."""
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        """Entry of the gazetteer → the names that the article uses."""
        self._named: Counter[str] = Counter()
        """Name of a person or entry of the gazetteer → how often it stands."""
        self._states_act = False
        """Does any state do anything under its own name or that of its seat?"""
        self._labels: dict[str, Counter[bool]] = defaultdict(Counter)
        """Key of an organisation → how often it looks like a town, a law or an event, and how often not."""
        self._companies = self._with_suffix()
        for number, passage in enumerate(story.passages):
            self._meet(number, passage)
        for number, passage in enumerate(story.passages):
            self._collect(number, passage)
        self._enter_dateline()

    def text(self, passage: Passage, start: int, end: int) -> str:
        """Tokens `[start, end)` on one line, as the stored text spells them."""
        doc = passage.doc
        words = [self._spelled(passage, i) + doc[i].whitespace_ for i in range(start, end)]
        return " ".join("".join(words).split())

    def everybody(self) -> Iterator[Person]:
        """Each person once, in the order of first mention of the surname."""
        seen = set()
        for people in self.people.values():
            for person in people:
                if id(person) not in seen:
                    seen.add(id(person))
                    yield person

    def person_named(self, words: str) -> Person | None:
        """The first person met whose name has all these words."""
        parts = re.split(r"[\s-]+", words.strip(" -"))
        for person in self.people.get(parts[-1].casefold(), ()):
            low = [word.casefold() for word in person.words]
            if all(part.casefold() in low for part in parts):
                return person
        return None

    def organisation_key(self, number: int, passage: Passage, run: Run) -> str:
        """The organisation that a name means here; empty where it names none."""
        span = _organisation_span(passage.doc, self.names[number], run)
        return self.organisations.key(self.text(passage, span.start, span.end)) if span else ""

    def count(self, key: str) -> int:
        """How often an organisation or a state is named."""
        return self.organisations.count[key] or self._named[key]

    @cached_property
    def at_home(self) -> str | None:
        """The state whose government is a party, and not the state: the one that an article is about which says *the
        government*, as those do who live under it, and in which no state does anything under its name."""
        if self._states_act or not self.states:
            return None
        docs = (passage.doc for passage in self.story.passages)
        bare = any(t.lower_ == "government" and t.i and t.nbor(-1).lower_ == "the" for doc in docs for t in doc)
        return max(self.states, key=lambda key: (self.states[key], key)) if bare else None

    def wants_nothing(self, key: str) -> bool:
        """Is a name rather that of a town, a law or an event than of an organisation?"""
        labels = self._labels[key]
        return labels[True] > labels[False]

    def is_firm(self, doc: Doc, run: Run) -> bool:
        """Does a bare surname begin the name of a company that the article names in full (*Arlen Air Inc*)?"""
        surname = doc[run.start].lower_
        firms = [company.split() for company in self._companies]
        return any(len(words) > 1 and words[0] == surname and words[1] not in ("and", "&") for words in firms)

    def _spelled(self, passage: Passage, i: int) -> str:
        """A token as the stored text spells it, if that is the same word."""
        token = passage.doc[i]
        stored = self.story.text(passage.span(token))
        return stored if stored.casefold() == token.text.casefold() else token.text

    def _with_suffix(self) -> frozenset[str]:
        """The names that stand before *Inc* or *Corp* or behind *firm* or *company* anywhere, in lower case: companies,
        whatever else they look like."""
        found = set()
        for passage, names in zip(self.story.passages, self.names, strict=True):
            for run in names.runs:
                words = [token.lower_ for token in passage.doc[run.start : run.end]]
                if len(words) > 1 and words[-1] in nouns().data.suffixes:
                    found.add(" ".join(words[:-1]))
                elif run.start and _is_body(passage.doc[run.start - 1]):
                    found.add(" ".join(words))
        return frozenset(found)

    def _meet(self, number: int, passage: Passage) -> None:
        """Enter the people of a passage."""
        names = self.names[number]
        for name, title, start, gender, sure, noble, outsider in introductions(passage.doc, names):
            words = tuple(self._spelled(passage, i) for i in range(name.start, name.end))
            acronym = len(words) == 1 and words[0].isupper() and passage.kind is Kind.BODY
            if acronym or " ".join(words).casefold() in self._companies:
                continue
            person = self._same_person(words)
            if person is None:
                person = Person(words, "")
                self.people[words[-1].casefold()].append(person)
            if len(words) > len(person.words):
                person.words = words
            speaker = self.text(passage, start, name.end)
            person.speaker = max(person.speaker, speaker, key=len)
            person.gender = person.gender or gender
            person.sure = person.sure or sure
            person.noble = person.noble or noble
            person.outsider = person.outsider or outsider
            title = title or _of_somewhere(passage.doc, names, name)
            if title is not None:
                person.roles |= title.roles
                if _better(title, person.title):
                    person.title, person.passage = title, number
            run = names.at[name.start]
            self.person_at[number, run.start] = person

    def _same_person(self, words: tuple[str, ...]) -> Person | None:
        """The person already met whom these words may mean: same surname, no other given name."""
        for person in self.people.get(words[-1].casefold(), ()):
            short, long = sorted((words, person.words), key=len)
            low = [word.casefold() for word in long]
            if all(word.casefold() in low for word in short) or (
                len(short) > 1 and low[0] == short[0].casefold() and low[-1] == short[-1].casefold()
            ):
                return person
        return None

    def _collect(self, number: int, passage: Passage) -> None:
        """Enter the organisations and places of a passage."""
        doc, names = passage.doc, self.names[number]
        for i, (start, end, place) in names.places.items():
            if i != start:
                continue
            self._named[place.key] += 1
            if place.body is Body.STATE:
                self._states_act |= place.form is not Form.PEOPLE and doc[end - 1].dep_ in SUBJECTS
            if place.body is Body.STATE and not is_money(doc, end):
                weight = HEADED if passage.kind is Kind.HEADLINE else _weight(doc[end - 1])
                self.states[gazetteer().within.get(place.key, place.key)] += weight
            if _names(doc, end, place):
                self.spellings[place.key][place.spelling] += 1
        for run in names.runs:
            bearers = self.people.get(doc[run.start].lower_) if run.end - run.start == 1 else None
            if bearers and not self.is_firm(doc, run):
                self.person_at.setdefault((number, run.start), bearers[0])
            if (person := self.person_at.get((number, run.start))) is not None:
                self._named[person.name] += 1
                person.candidate = person.candidate or _campaigns(doc, run.end)
                continue
            span = _organisation_span(doc, names, run)
            if span is None:
                continue
            name = self.text(passage, span.start, span.end)
            self.organisations.add(name, weight=1)
            self._labels[self.organisations.key(name)][_inert(doc, span)] += 1
            self._kinds(doc, span, name)
            self._acronym(passage, doc, span, name)

    def _kinds(self, doc: Doc, run: Run, name: str) -> None:
        """Remember the common nouns that stand beside a name (*the engineers union IG Metall*; *…, a union*)."""
        kinds = self.organisations.kinds[self.organisations.key(name)]
        if (
            run.start
            and doc[run.start - 1].pos_ == "NOUN"
            and doc[run.start - 1].head.i in range(run.start - 1, run.end)
        ):
            kinds.add(singular(doc[run.start - 1].text))
        for child in doc[run.end - 1].rights:
            if child.dep_ == "appos":
                kinds.add(singular(child.text))
        if (
            run.end < len(doc)
            and doc[run.end].pos_ == "NOUN"
            and doc[run.end].i not in (t.i for t in doc[run.end - 1].children)
        ):
            kinds.add(singular(doc[run.end].text))

    def _acronym(self, passage: Passage, doc: Doc, run: Run, name: str) -> None:
        """*Trade Workers Federation (TWF)*, *TWF (Trade Workers Federation)*."""
        if run.end + 1 >= len(doc) or doc[run.end].text != "(":
            return
        close = run.end + 1
        while close < len(doc) and close - run.end < 10 and doc[close].text != ")":
            close += 1
        if close >= len(doc) or doc[close].text != ")":
            return
        inner = self.text(passage, run.end + 1, close)
        long, short = sorted((name, inner), key=len, reverse=True)
        initials = "".join(word[0] for word in re.findall(r"\w+", long)).casefold()
        letters = re.sub(r"\W", "", short).casefold()
        if len(letters) < 2 or len(short.split()) > 2:
            return
        one_name = close - run.end == 2 and doc[run.end + 1].pos_ == "PROPN"
        kind = singular(doc[run.end - 1].text) in nouns().data.organisations | {"organisation"}
        shortened = _in_order(letters, initials) or (short.isupper() and letters[0] in initials)
        if shortened or (one_name and kind):
            self.organisations.add_acronym(short, long, own=not shortened)

    def _enter_dateline(self) -> None:
        """The state that an article is sent from is whose *government* it means, unless it names another more."""
        for line in (self.story.article.text or "")[:1500].splitlines():
            sent = reading_rules().dateline.match(line)
            place = gazetteer().named(re.split(r",| [-–—]", sent.group())[0].strip().title()) if sent else None
            if place is not None and place.body is Body.STATE:
                self.states[place.key] += SENT_FROM
                return


def _organisation_span(doc: Doc, names: Names, run: Run) -> Run | None:
    """The part of a run that names an organisation: without a role behind it; None where a place or an office is
    all there is."""
    start, end = run.start, run.end
    while (
        end > start
        and singular(doc[end - 1].text) in nouns().all_roles
        and end - start > 1
        and not doc[end - 1].text.endswith("s")
    ):
        end -= 1
    place = names.places.get(end - 1)
    if place and place[0] == start:
        return None
    opens = doc[start].lower_
    if opens in nouns().all_roles and end - start > 1 and doc[start + 1].lower_ == "of":
        start += 2  # *Chairman of the Delta Union*: what the office is of
        start += start < end and doc[start].lower_ == "the"
        return _organisation_span(doc, names, Run(start, end)) if start < end else None
    return None if end - start == 1 and opens in nouns().title_words else Run(start, end)


def _is_body(token: Token) -> bool:
    """Is a word the noun for what the name behind it is: *the water firm Agua Norte*?"""
    return token.tag_ == "NN" and singular(token.text) in nouns().data.generic


def _campaigns(doc: Doc, end: int) -> bool:
    """Does a name end there that has a campaign of its own: *the Bell campaign*, and not *Bell's campaign against*?"""
    i = end + (end < len(doc) and doc[end].tag_ == "POS")
    words = [token.lower_ for token in doc[i : i + 2]]
    return words[:1] == ["campaign"] and words[1:] not in (["against"], ["for"], ["to"], ["of"])


def _names(doc: Doc, end: int, place: Place) -> bool:
    """Is a place called here by what an article may call a party: a name, or an abbreviation that stands as a noun
    (*the US rejected it*, not *US exports* and not *the U.S.*, which newswire writes of whatever it names in full)?"""
    if place.form is Form.NAME or place.body is not Body.STATE:
        return place.form in (Form.NAME, Form.SHORT)
    noun = doc[end - 1].dep_ not in ("compound", "amod", "nmod", "det")
    return place.form is Form.SHORT and noun and place.spelling.isupper() and "." not in place.spelling


def _weight(name: Token) -> int:
    """How much a mention makes an article about a state."""
    if name.dep_ == "nsubj":
        return ACTING
    return SCENE if name.dep_ == "pobj" and name.head.lower_ in ("in", "to", "from", "at", "near", "into") else NAMED


def is_money(doc: Doc, end: int) -> bool:
    """Does a currency follow the name of a state that ends there (*U.S. dollars*)?"""
    return end < len(doc) and singular(doc[end].text) in CURRENCIES


def _inert(doc: Doc, run: Run) -> bool:
    """Does a name look, here, like that of something that wants nothing?"""
    last = doc[run.end - 1]
    if singular(last.text) in nouns().data.organisations or last.lower_ in nouns().data.suffixes:
        return False
    if singular(last.text) in nouns().data.things or last.ent_type_ in INERT:
        return True
    return last.dep_ == "pobj" and last.head.lower_ in ("in", "at", "near", "under")


def _of_somewhere(doc: Doc, names: Names, name: Run) -> Title | None:
    """*Peter Moor of Tuvalu*, *Ann Holt of the Delta Union*: whom somebody without a title stands for."""
    place = name.end + 1
    if name.end >= len(doc) or doc[name.end].lower_ not in ("of", "from"):
        return None
    if place < len(doc) and doc[place].lower_ == "the":
        place += 1
    if place in names.places:
        found = names.places[place][2]
        return (
            None if found.form is Form.SEAT else Title(name.end, place + 1, frozenset(), found, own=False, state=False)
        )
    run = names.at.get(place)
    return Title(name.end, run.end, frozenset(), run, own=False, state=False) if run is not None else None


def _better(new: Title, old: Title | None) -> bool:
    if old is None:
        return True
    return (new.of is not None and not isinstance(new.of, int), new.own, bool(new.roles)) > (
        old.of is not None and not isinstance(old.of, int),
        old.own,
        bool(old.roles),
    )


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)
