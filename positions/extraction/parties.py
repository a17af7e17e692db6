"""Who is it? From the words that hold a position to the party that they stand for.

The registry decides first; then what the article itself says (titles, appositions, acronyms, short forms); then the
gazetteer. What nobody can tell keeps the words of the text, or is told to be unknown. It reads no stances and drops
nothing: the caller sees how a holder stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction import coreference
from positions.extraction.coreference import SUBJECTS, Mention, Sort, Wanted
from positions.extraction.gazetteer import Body, Form, Place, gazetteer
from positions.extraction.knowledge import reading_rules
from positions.extraction.names import CALENDAR, Names, Run, names_in, proper_words
from positions.extraction.nouns import nouns, singular
from positions.extraction.organisations import Organisations
from positions.extraction.people import Person, Title, introductions, read_title
from positions.extraction.story import Kind, Passage, Story
from positions.model import Registry, Span, name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Standing(StrEnum):
    """How a holder is known."""

    REGISTERED = "registered"
    PLACE = "place"
    NAMED = "named"
    GROUP = "group"
    BYSTANDER = "bystander"
    UNKNOWN = "unknown"


class Holder(NamedTuple):
    """A party that holds something, and the words that say so."""

    party: str
    standing: Standing
    speaker: str | None
    mention: Span


@dataclass(frozen=True)
class People:
    """What earlier articles of a negotiation introduced."""

    parties: Mapping[str, str] = field(default_factory=dict)
    """Full name of a person → party."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """Acronym → name, as introduced in brackets."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Entry of the gazetteer → the name that the negotiation's articles use."""

    def merged(self, other: People) -> People:
        """Both; what was known first stays."""
        return People(
            {**other.parties, **self.parties}, {**other.acronyms, **self.acronyms}, {**other.states, **self.states}
        )


class Party(NamedTuple):
    """A party without its words."""

    name: str
    standing: Standing


NOBODY = Party("", Standing.UNKNOWN)


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: tokens `[start, end)`, determiner and possessor left out."""

    head: Token
    start: int
    end: int
    determiner: str
    owner: Token | None


class Cast:
    """Everybody who occurs in an article."""

    def __init__(self, story: Story, registry: Registry, known: People = People()) -> None:
        self._story = story
        self._known = known
        self._registered = registry.names_of()
        self._speakers = {
            name_key(speaker): party for party, entry in registry.parties.items() for speaker in entry.speakers
        }
        proper = proper_words(passage.doc for passage in story.passages if passage.kind is Kind.BODY)
        self._names = [names_in(passage.doc, proper) for passage in story.passages]
        self._number = {id(passage.doc): number for number, passage in enumerate(story.passages)}
        self._organisations = Organisations()
        self._people: dict[str, list[Person]] = defaultdict(list)
        self._person_at: dict[tuple[int, int], Person] = {}
        self._states: Counter[str] = Counter()
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self._first_sentence: list[int] = []
        self._memo: dict[tuple[int, int], tuple[Party, str | None]] = {}
        self._open: set[tuple[int, int]] = set()
        self._asked: set[int] = set()
        self._companies = self._with_suffix()
        for number, passage in enumerate(story.passages):
            self._meet(number, passage)
        for number, passage in enumerate(story.passages):
            self._collect(number, passage)
        self._enter_dateline()
        self._mentions = list(self._all_mentions())
        self._starts = [(mention.passage, mention.token.i) for mention in self._mentions]

    # ---- what the caller asks

    def holders(self, passage: Passage, head: Token) -> tuple[Holder, ...]:
        """Who holds what the phrase with this head holds; never empty."""
        number = self._number[id(passage.doc)]
        found: dict[tuple[str, Standing], Holder] = {}
        for token in self._coordinated(number, head):
            for party, speaker in self._several(number, token) or [self._resolve(number, token)]:
                holder = Holder(party.name, party.standing, speaker, self._mention(passage, number, token))
                found.setdefault((party.name, party.standing), holder)
        known = [holder for holder in found.values() if holder.standing is not Standing.UNKNOWN]
        return tuple(known or found.values())

    def learned(self) -> People:
        """Who acts for whom, and what acronyms mean, as this article says; for the next article of the negotiation."""
        parties = {}
        for person in self._everybody():
            if person.title is not None and len(person.words) > 1 and not person.title.own:
                party = self._party_of(person)
                if (
                    party.standing in (Standing.PLACE, Standing.NAMED, Standing.REGISTERED)
                    and party.name != person.name
                ):
                    parties[person.name] = party.name
        states = {key: self._state_name(key) for key in self._spellings}
        return People(parties, self._organisations.acronyms, {key: name for key, name in states.items() if key != name})

    # ---- reading the article once

    def _everybody(self) -> Iterator[Person]:
        seen = set()
        for people in self._people.values():
            for person in people:
                if id(person) not in seen:
                    seen.add(id(person))
                    yield person

    def _with_suffix(self) -> frozenset[str]:
        """The names that stand before *Inc* or *Corp* anywhere, in lower case: companies, whatever else they look
        like."""
        found = set()
        for passage, names in zip(self._story.passages, self._names, strict=True):
            for run in names.runs:
                words = [token.lower_ for token in passage.doc[run.start : run.end]]
                if len(words) > 1 and words[-1] in nouns().data.suffixes:
                    found.add(" ".join(words[:-1]))
        return frozenset(found)

    def _meet(self, number: int, passage: Passage) -> None:
        """Enter the people of a passage."""
        names = self._names[number]
        for name, title, start, gender in introductions(passage.doc, names):
            words = tuple(self._spelled(passage, i) for i in range(name.start, name.end))
            acronym = len(words) == 1 and words[0].isupper() and passage.kind is Kind.BODY
            if acronym or " ".join(words).casefold() in self._companies:
                continue
            person = self._same_person(words)
            if person is None:
                person = Person(words, "")
                self._people[words[-1].casefold()].append(person)
            if len(words) > len(person.words):
                person.words = words
            speaker = self._text(passage, start, name.end)
            person.speaker = max(person.speaker, speaker, key=len)
            person.gender = person.gender or gender
            title = title or _of_somewhere(passage.doc, names, name)
            if title is not None:
                person.roles |= title.roles
                if _better(title, person.title):
                    person.title, person.passage = title, number
            run = names.at[name.start]
            self._person_at[number, run.start] = person

    def _same_person(self, words: tuple[str, ...]) -> Person | None:
        """The person already met whom these words may mean: same surname, no other given name."""
        for person in self._people.get(words[-1].casefold(), ()):
            short, long = sorted((words, person.words), key=len)
            low = [word.casefold() for word in long]
            if all(word.casefold() in low for word in short) or (
                len(short) > 1 and low[0] == short[0].casefold() and low[-1] == short[-1].casefold()
            ):
                return person
        return None

    def _collect(self, number: int, passage: Passage) -> None:
        """Enter the organisations and places of a passage."""
        doc, names = passage.doc, self._names[number]
        for i, (start, _, place) in names.places.items():
            if i != start:
                continue
            if place.body is Body.STATE:
                self._states[place.key] += 3 if passage.kind is Kind.HEADLINE else 1
            if place.form is Form.NAME:
                self._spellings[place.key][place.spelling] += 1
        for run in names.runs:
            if (number, run.start) in self._person_at:
                continue
            if run.end - run.start == 1 and self._people.get(doc[run.start].lower_):
                self._person_at[number, run.start] = self._people[doc[run.start].lower_][0]
                continue
            span = self._organisation_span(doc, names, run)
            if span is None:
                continue
            name = self._text(passage, span.start, span.end)
            self._organisations.add(name, weight=1)
            self._kinds(doc, span, name)
            self._acronym(passage, doc, span, name)

    def _organisation_span(self, doc: Doc, names: Names, run: Run) -> Run | None:
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
        if end - start == 1 and doc[start].lower_ in nouns().title_words:
            return None
        return Run(start, end)

    def _kinds(self, doc: Doc, run: Run, name: str) -> None:
        """Remember the common nouns that stand beside a name (*the engineers union IG Metall*; *…, a union*)."""
        kinds = self._organisations.kinds[self._organisations.key(name)]
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
        inner = self._text(passage, run.end + 1, close)
        long, short = sorted((name, inner), key=len, reverse=True)
        initials = "".join(word[0] for word in re.findall(r"\w+", long)).casefold()
        letters = re.sub(r"\W", "", short).casefold()
        if len(letters) < 2 or len(short.split()) > 2:
            return
        one_name = close - run.end == 2 and doc[run.end + 1].pos_ == "PROPN"
        kind = singular(doc[run.end - 1].text) in nouns().data.organisations | {"organisation"}
        shortened = _in_order(letters, initials) or (short.isupper() and letters[0] in initials)
        if shortened or (one_name and kind):
            self._organisations.add_acronym(short, long)

    def _all_mentions(self) -> Iterator[Mention]:
        order = sentence = 0
        for number, passage in enumerate(self._story.passages):
            self._first_sentence.append(sentence)
            for token in passage.doc:
                if token.is_sent_start and token.i:
                    sentence += 1
                mention = self._as_mention(order, number, sentence, passage, token)
                if mention:
                    yield mention
                    order += 1
            sentence += 1

    def _as_mention(self, order: int, number: int, sentence: int, passage: Passage, token: Token) -> Mention | None:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or token.dep_ in ("compound", "amod", "nmod", "det"):
            return None
        names = self._names[number]
        subject = token.dep_ in SUBJECTS
        run = names.at.get(token.i)
        plural = token.tag_ in ("NNS", "NNPS")
        gender = None
        key = ""
        if run is not None:
            person = self._person_at.get((number, run.start))
            place = names.places.get(token.i)
            if person is not None:
                sort, key, gender, plural = Sort.PERSON, person.name, person.gender, False
            elif place is not None and (place[0], place[1]) == (run.start, run.end):
                sort = Sort.STATE if place[2].body is Body.STATE else Sort.ORGANISATION
                key, plural = place[2].key, place[2].plural
                if plural:
                    sort = Sort.GROUP
            elif _role_noun(token):
                sort = Sort.PERSON
            else:
                sort, key = Sort.ORGANISATION, self._organisation_key(number, passage, run)
                plural = False
        else:
            if token.pos_ == "ADJ":
                return None
            data = nouns().data
            low = singular(token.text)
            if low in nouns().all_roles or low in data.bystanders:
                sort = Sort.GROUP if plural else Sort.PERSON
                gender = "m" if token.lower_.endswith("man") else "f" if token.lower_.endswith("woman") else None
            elif low in data.groups and plural:
                sort = Sort.GROUP
            elif low in data.organisations or low in data.organs or low in data.states:
                sort = Sort.GROUP if plural else Sort.ORGANISATION
            else:
                return None
        return Mention(
            order,
            number,
            sentence,
            token,
            sort,
            plural or _coordinated(token),
            subject,
            key,
            gender,
            passage.kind is Kind.HEADLINE,
        )

    def _organisation_key(self, number: int, passage: Passage, run: Run) -> str:
        span = self._organisation_span(passage.doc, self._names[number], run)
        return self._organisations.key(self._text(passage, span.start, span.end)) if span else ""

    # ---- words

    def _spelled(self, passage: Passage, i: int) -> str:
        """A token as the stored text spells it, if that is the same word."""
        token = passage.doc[i]
        stored = self._story.text(passage.span(token))
        return stored if stored.casefold() == token.text.casefold() else token.text

    def _text(self, passage: Passage, start: int, end: int) -> str:
        doc = passage.doc
        words = [self._spelled(passage, i) + doc[i].whitespace_ for i in range(start, end)]
        return " ".join("".join(words).split())

    def _mention(self, passage: Passage, number: int, token: Token) -> Span:
        run = self._names[number].at.get(token.i)
        start, end = (run.start, run.end) if run else (token.i, token.i + 1)
        phrase = self._phrase(number, token)
        first, last = min(start, phrase.start), max(end, phrase.end)
        doc = passage.doc
        return passage.at(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))

    # ---- phrases

    def _phrase(self, number: int, head: Token) -> Phrase:
        doc, names = head.doc, self._names[number]
        run = names.at.get(head.i)
        start, end = (run.start, run.end) if run else (head.i, head.i + 1)
        determiner, owner = "", None
        while start > 0:
            token = doc[start - 1]
            if token.lower_ in CALENDAR or not _within(token, start, end, head):
                break
            if (before := names.at.get(token.i)) is not None and before.end == start:
                start = before.start  # a name stands before it as a whole: *the Bank of England governor*
                continue
            if token.dep_ == "det" or token.lower_ in ("the", "a", "an"):
                determiner = token.lower_
                break
            if token.tag_ == "PRP$":
                owner = token
                break
            if token.tag_ == "POS":
                owner = token.head
                break
            if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "VERB", "ADV", "PUNCT", "SYM") or token.text in (
                ",",
                '"',
                "“",
                "”",
                "(",
                ")",
                ":",
                ";",
            ):
                break
            start -= 1
        return Phrase(head, start, end, determiner, owner)

    def _coordinated(self, number: int, head: Token) -> list[Token]:
        """The head and whatever is coordinated with it, in order."""
        found = [head]
        for token in found:
            found.extend(
                child
                for child in token.children
                if child.dep_ == "conj"
                and child.i > token.i
                and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
                and child not in found
            )
        for token in list(found):
            found.extend(
                other
                for other in self._listed(number, token)
                if not any(self._same_run(number, other, token) for token in found)
            )
        return found

    def _same_run(self, number: int, one: Token, other: Token) -> bool:
        at = self._names[number].at
        return one.i == other.i or (one.i in at and at.get(other.i) is at[one.i])

    def _listed(self, number: int, token: Token) -> list[Token]:
        """Places in a list that the parser may have torn: *Norland, Sudmark and the EU*; also behind *with*."""
        doc, names = token.doc, self._names[number]
        run = names.at.get(token.i)
        if run is None or not self._whole_place(number, run):
            return []
        found: list[Token] = []
        closed = False
        end = run.end
        while end + 1 < len(doc):
            i, joined = end, False
            if doc[i].text == ",":
                i += 1
            word = doc[i].lower_ if i < len(doc) else ""
            if word in ("and", "&") or (not found and i > end and word == "with"):
                joined = True
                i += 1
            if i == end:
                break
            if i < len(doc) and doc[i].lower_ == "the":
                i += 1
            other = names.at.get(i)
            if (
                other is None
                or other.start != i
                or not self._whole_place(number, other)
                or (other.end < len(doc) and doc[other.end].tag_ == "POS")
            ):
                break
            found.append(doc[other.end - 1])
            closed = closed or joined
            end = other.end
        return found if closed else []

    def _whole_place(self, number: int, run: Run) -> bool:
        place = self._names[number].places.get(run.end - 1)
        return place is not None and place[0] == run.start and place[2].form in (Form.NAME, Form.SHORT)

    # ---- resolution

    def _resolve(self, number: int, token: Token) -> tuple[Party, str | None]:
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

    def _resolved(self, number: int, token: Token) -> tuple[Party, str | None]:
        if token.tag_ in ("WDT", "WP", "WP$") or (
            token.lower_ in ("that", "who", "which") and token.dep_ in SUBJECTS and token.head.dep_ == "relcl"
        ):
            verb = token.head
            while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head.i != verb.i:
                verb = verb.head
            return (
                self._resolve(number, verb.head)
                if verb.dep_ in ("relcl", "acl") and verb.head.i != token.i
                else (NOBODY, None)
            )
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._pronoun(number, token)
        phrase = self._phrase(number, token)
        passage = self._story.passages[number]
        for start, end in self._readings(number, phrase):
            party = self._registry_entry(self._text(passage, start, end))
            if party:
                return party, None
        if run := self._names[number].at.get(token.i):
            return self._name(number, passage, phrase, run)
        return self._common(number, passage, phrase)

    def _readings(self, number: int, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """The stretches of a phrase that the registry may know, longest first."""
        yield phrase.start, phrase.end
        if run := self._names[number].at.get(phrase.head.i):
            yield run.start, run.end
        yield phrase.head.i, phrase.head.i + 1

    def _registry_entry(self, words: str) -> Party | None:
        key = name_key(words)
        names = self._registered.get(key)
        if names:
            return Party(names[0], Standing.REGISTERED)
        if key in self._speakers:
            return Party(self._speakers[key], Standing.REGISTERED)
        return None

    def _place(self, place: Place) -> Party:
        """The party of a place; a registered name for it wins."""
        for name in (place.spelling, place.key):
            if party := self._registry_entry(name):
                return party
        for key in self._registered:
            known = gazetteer().named(key)
            if known and known.key == place.key:
                return Party(self._registered[key][0], Standing.REGISTERED)
        older = gazetteer().predecessors.get(place.key)
        if older is not None and self._states[older] and not self._spellings.get(place.key):
            return Party(self._state_name(older), Standing.PLACE)
        return Party(self._state_name(place.key), Standing.PLACE)

    def _state_name(self, key: str) -> str:
        if key in self._known.states:
            return self._known.states[key]
        used = self._spellings.get(key)
        if not used or key in used:
            return key
        return max(used, key=lambda name: (used[name], name)).removeprefix("The ")

    def _organisation(self, words: str) -> Party:
        key = self._organisations.key(words)
        name = self._organisations.shown(key) if self._organisations.words(key) else words
        if party := self._registry_entry(name) or self._registry_entry(words):
            return party
        acronym = {name_key(k): v for k, v in self._known.acronyms.items()}.get(name_key(words))
        if acronym:
            return self._registry_entry(acronym) or Party(acronym, Standing.NAMED)
        known = gazetteer().named(name)
        return self._place(known) if known else Party(name, Standing.NAMED)

    def _party_of(self, person: Person) -> Party:
        """Whom a person acts for."""
        for words in (person.name, person.words[-1], person.speaker):
            if party := self._registry_entry(words):
                return party
        title = person.title
        own = Party(person.name, Standing.NAMED)
        if title is None or (title.of is None and not title.state):
            if person.name in self._known.parties:
                name = self._known.parties[person.name]
                return self._registry_entry(name) or Party(
                    name, Standing.PLACE if gazetteer().named(name) else Standing.NAMED
                )
            surname = [party for name, party in self._known.parties.items() if name.split()[-1] == person.words[-1]]
            if len(person.words) == 1 and len(set(surname)) == 1:
                return self._registry_entry(surname[0]) or Party(surname[0], Standing.NAMED)
        if title is None or title.own:
            return own
        if id(person) in self._asked:
            return own
        self._asked.add(id(person))
        party = self._office(person.passage, title)
        self._asked.discard(id(person))
        return own if party.standing is Standing.UNKNOWN else party

    def _office(self, number: int, title: Title) -> Party:
        """The party that an office is of."""
        passage = self._story.passages[number]
        of = title.of
        if isinstance(of, Place):
            return self._place(of)
        if isinstance(of, Run):
            person = self._person_named(self._text(passage, of.start, of.end))
            if person:
                return self._party_of(person)
            return self._organisation(self._text(passage, of.start, of.end))
        if isinstance(of, int):
            return self._resolve(number, passage.doc[of])[0]
        if title.state:
            return self._main_state(number, title.start)
        if title.roles:
            return self._salient_organisation(number, title.start, frozenset())
        return NOBODY

    def _person_named(self, words: str) -> Person | None:
        parts = words.split()
        for person in self._people.get(parts[-1].casefold(), ()):
            low = [word.casefold() for word in person.words]
            if all(part.casefold() in low for part in parts):
                return person
        return None

    def _main_state(self, number: int, i: int) -> Party:
        """The state an article is about, as far as the place near by doesn't say otherwise."""
        near: Counter[str] = Counter()
        for key, n in self._states.items():
            near[key] += n
        names = self._names[number]
        for j, (start, _, place) in names.places.items():
            if j == start and place.body is Body.STATE:
                near[place.key] += 1 + (j < i)
        if not near:
            return NOBODY
        key = max(near, key=lambda key: (near[key], key))
        main = gazetteer().named(key)
        return self._place(main) if main else NOBODY

    # ---- pronouns and descriptions

    def _pronoun(self, number: int, token: Token) -> tuple[Party, str | None]:
        low = token.lower_
        if low in ("we", "our", "us", "i", "my", "me", "ours", "mine", "ourselves"):
            return self._quoted_speaker(number, token)
        wanted = coreference.wanted_by(low)
        if wanted is None:
            return NOBODY, None
        bound = self._bound(number, token, wanted)
        if bound is not None:
            return bound
        unnamed: tuple[Party, str | None] = (NOBODY, None)
        for mention in self._antecedents(number, token, wanted)[:4]:
            party, speaker = self._of_mention(mention)
            if party.standing is Standing.UNKNOWN:
                continue
            if wanted.gender is None or party.standing is not Standing.GROUP:
                return party, speaker
            if unnamed[0] is NOBODY:  # *the eventual nominee*: rather somebody with a name, if there is one
                unnamed = party, speaker
        return unnamed

    def _bound(self, number: int, token: Token, wanted: Wanted) -> tuple[Party, str | None] | None:
        """Whom grammar alone binds a pronoun to: a possessive to the subject of its clause (also of the clause that a
        fronted phrase opens), a subject to that of the verb that reports its clause."""
        for subject in _binders(token):
            if subject.i == token.i or token.i in {t.i for t in subject.subtree}:
                continue
            if subject.pos_ == "PRON":
                if coreference.wanted_by(subject.lower_) == wanted:
                    return self._resolve(number, subject)
                continue
            mention = self._mention_at(number, subject)
            if mention is not None and coreference.fits(mention, wanted):
                party, speaker = self._of_mention(mention)
                if party.standing not in (Standing.UNKNOWN, Standing.BYSTANDER):
                    return party, speaker
        return None

    def _mention_at(self, number: int, token: Token) -> Mention | None:
        place = bisect_left(self._starts, (number, token.i))
        if place < len(self._starts) and self._starts[place] == (number, token.i):
            return self._mentions[place]
        return None

    def _antecedents(self, number: int, token: Token, wanted: Wanted) -> list[Mention]:
        before = bisect_left(self._starts, (number, token.i))
        sentence = self._sentence(number, token)
        return coreference.antecedents(self._mentions, token, sentence, before, wanted, self._count)

    def _sentence(self, number: int, token: Token) -> int:
        return self._first_sentence[number] + sum(1 for t in token.doc[1 : token.i + 1] if t.is_sent_start)

    def _count(self, key: str) -> int:
        return self._organisations.count[key] or self._states[key]

    def _of_mention(self, mention: Mention) -> tuple[Party, str | None]:
        return self._resolve(mention.passage, mention.token)

    def _quoted_speaker(self, number: int, token: Token) -> tuple[Party, str | None]:
        """Whoever is said to speak in the same paragraph, outside the quotation, or else last before it."""
        for passage_number in (number, number - 1, number - 2):
            if passage_number < 0:
                break
            doc = self._story.passages[passage_number].doc
            speakers = [
                t for t in doc if t.dep_ == "nsubj" and t.head.lemma_ in SPEECH and t.lower_ not in ("we", "i", "it")
            ]
            if passage_number == number:
                speakers.sort(key=lambda t: abs(t.i - token.i))
            else:
                speakers.reverse()
            for speaker in speakers:
                party, name = self._resolve(passage_number, speaker)
                if party.standing is not Standing.UNKNOWN:
                    return party, name
        return NOBODY, None

    def _name(self, number: int, passage: Passage, phrase: Phrase, run: Run) -> tuple[Party, str | None]:
        doc, names = passage.doc, self._names[number]
        person = self._person_at.get((number, run.start))
        if person is None:
            person = self._person_named(self._text(passage, run.start, run.end))
        represented = self._represented(number, run)
        if represented is not None:
            return represented, person.speaker if person else self._text(passage, run.start, run.end)
        if person is not None:
            return self._party_of(person), person.speaker
        place = names.places.get(run.end - 1)
        if place and place[0] == run.start:
            return self._place(place[2]), None
        if _role_noun(doc[run.end - 1]) or _role_noun(phrase.head):
            return self._role(number, passage, phrase)
        words = self._text(passage, run.start, run.end)
        if phrase.determiner == "the" and run.end - run.start == 1 and singular(words) in nouns().data.organisations:
            if singular(words) in nouns().data.states:
                return self._main_state(number, phrase.start), None
            found = self._salient_organisation(number, phrase.start, nouns().kin(singular(words)))
            if found.standing is not Standing.UNKNOWN:
                return found, None
        first = names.places.get(run.start)
        low = singular(doc[run.end - 1].text)
        data = nouns().data
        official = low in data.organs or low in data.documents
        if first and official and first[2].body is Body.STATE and first[1] == run.end - 1:
            return self._place(first[2]), None
        return self._organisation(words), None

    def _represented(self, number: int, run: Run) -> Party | None:
        """*Sudan, for the G-77/China*: the party somebody speaks for."""
        doc, names = self._story.passages[number].doc, self._names[number]
        i = run.end
        if i + 2 >= len(doc) or doc[i].text not in (",", "("):
            return None
        words = [token.lower_ for token in doc[i + 1 : i + 5]]
        for opening in (("speaking", "on", "behalf", "of"), ("on", "behalf", "of"), ("speaking", "for"), ("for",)):
            if tuple(words[: len(opening)]) == opening:
                j = i + 1 + len(opening)
                j += j < len(doc) and doc[j].lower_ == "the"
                other = names.at.get(j)
                if other is None:
                    return None
                place = names.places.get(j)
                if place and place[1] >= other.end:
                    return self._place(place[2])
                return self._organisation(self._text(self._story.passages[number], other.start, other.end))
        return None

    def _common(self, number: int, passage: Passage, phrase: Phrase) -> tuple[Party, str | None]:
        doc, names, data = passage.doc, self._names[number], nouns().data
        head = phrase.head
        low = singular(head.text)
        following = names.at.get(phrase.end)
        if (
            following is not None
            and following.start == phrase.end
            and (doc[following.end - 1].head.i == head.i or head.head.i in range(following.start, following.end))
        ):
            person = self._person_at.get((number, following.start))
            if person is not None:
                return self._party_of(person), person.speaker
            if low in data.organisations:
                return self._name(number, passage, self._phrase(number, doc[following.end - 1]), following)
        if low in data.vague and low not in ("other",):
            return NOBODY, None
        if low in data.bystanders:
            return self._bystander(number, passage, phrase), None
        if _role_noun(head) and not _group_like(head):
            return self._role(number, passage, phrase)
        if low in data.partitives:
            of = [c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"]
            parts = [grandchild for c in of for grandchild in c.children if grandchild.dep_ == "pobj"]
            if parts:
                return self._resolve(number, parts[0])
        named = next((c for c in head.rights if c.dep_ == "appos" and c.i in names.at), None)
        if named is not None and head.tag_ in ("NN", "NNP"):
            return self._resolve(number, named)
        own = phrase.owner is not None and phrase.owner.tag_ == "PRP$"
        if own and low in data.own_sides and phrase.owner is not None:
            return self._resolve(number, phrase.owner)
        if low in data.documents:
            return self._belonging(number, passage, phrase) or NOBODY, None
        if low in data.organs or low in data.states or low in data.bloc_organs:
            party = self._belonging(number, passage, phrase)
            if party is not None and (low in data.organs or party.standing is Standing.PLACE):
                return party, None
        singular_head = head.tag_ not in ("NNS", "NNPS")
        definite = phrase.determiner in ("the", "this", "that") and head.i - phrase.start <= 0
        if low in data.states and singular_head and (definite or low == "government") and phrase.owner is None:
            return self._main_state(number, phrase.start), None
        if low in data.organisations and singular_head:
            if definite and phrase.owner is None:
                wanted = frozenset() if low in data.generic else nouns().kin(low)
                party = self._salient_organisation(number, phrase.start, nouns().kin(low), strict=bool(wanted))
                if party.standing is not Standing.UNKNOWN:
                    return party, None
            elif (party := self._belonging(number, passage, phrase)) is not None and low in data.organs:
                return party, None
        if low in data.organs and singular_head and phrase.owner is None and head.i == phrase.start:
            party = self._salient_organisation(number, phrase.start, frozenset())
            if party.standing is not Standing.UNKNOWN:
                return party, None
        return self._group(passage, phrase), None

    def _bystander(self, number: int, passage: Passage, phrase: Phrase) -> Party:
        words = self._text(passage, phrase.start, phrase.end)
        if singular(phrase.head.text) == "source":
            party = self._belonging(number, passage, phrase)
            if party is not None:
                return party
        return Party(words, Standing.BYSTANDER)

    def _belonging(self, number: int, passage: Passage, phrase: Phrase) -> Party | None:
        """The party a body belongs to: by a possessor, an adjective or name before it, or *of* behind it."""
        names = self._names[number]
        if phrase.owner is not None:
            party = self._resolve(number, phrase.owner)[0]
            return party if party.standing not in (Standing.UNKNOWN, Standing.BYSTANDER) else None
        for i in range(phrase.head.i - 1, phrase.start - 1, -1):
            if i in names.places:
                return self._place(names.places[i][2])
            if i in names.at:
                run = names.at[i]
                person = self._person_at.get((number, run.start))
                if person is not None:
                    return self._party_of(person)
                words = self._text(passage, run.start, min(run.end, phrase.head.i))
                if phrase.head.lower_ in ("administration", "government", "cabinet") and run.end - run.start == 1:
                    state = self._main_state(number, phrase.start)  # *the Arrant government*: named after its head
                    return state if state.standing is not Standing.UNKNOWN else self._organisation(words)
                return self._organisation(words)
        for child in phrase.head.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj" and (pobj.i in names.at or pobj.tag_ in ("NN",)):
                        party = self._resolve(number, pobj)[0]
                        if party.standing in (Standing.PLACE, Standing.NAMED, Standing.REGISTERED):
                            return party
        return None

    def _role(self, number: int, passage: Passage, phrase: Phrase) -> tuple[Party, str | None]:
        doc = passage.doc
        start = phrase.owner.left_edge.i if phrase.owner is not None else phrase.start
        end = phrase.end
        for child in phrase.head.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from", "with"):
                end = max(end, min(child.right_edge.i + 1, child.i + 9))
        title = read_title(doc, self._names[number], min(start, phrase.start), end)
        speaker = self._text(passage, phrase.start, phrase.end)
        if title is None:
            return NOBODY, None
        if phrase.determiner in ("the", "") or phrase.owner is not None:
            person = self._person_with(number, phrase.head.i, singular(phrase.head.text), title)
            if person is not None:
                return self._party_of(person), person.speaker
        if title.own:
            return self._group(passage, phrase), speaker
        party = self._office(number, title)
        if party.standing is Standing.UNKNOWN:
            return self._group(passage, phrase), speaker
        return party, speaker

    def _person_with(self, number: int, i: int, role: str, title: Title) -> Person | None:
        """The last person before this place who holds such an office."""
        if title.of is not None and not isinstance(title.of, int):
            return None
        before = bisect_left(self._starts, (number, i))
        for mention in reversed(self._mentions[:before]):
            if mention.sort is Sort.PERSON and mention.key:
                run = self._names[mention.passage].at[mention.token.i]
                person = self._person_at.get((mention.passage, run.start))
                if person is not None and role in person.roles:
                    return person
        return None

    def _salient_organisation(self, number: int, i: int, kin: frozenset[str], *, strict: bool = False) -> Party:
        """The organisation named before that fits a description best: of the kind, near, often named."""
        before = bisect_left(self._starts, (number, i))
        here = self._sentence(number, self._story.passages[number].doc[i])
        best: tuple[float, int] | None = None
        chosen: Mention | None = None
        seen: set[str] = set()
        for mention in reversed(self._mentions[:before] or self._mentions):
            if mention.sort is not Sort.ORGANISATION or not mention.key or mention.key in seen:
                continue
            seen.add(mention.key)
            fits = bool(kin & (set(self._organisations.words(mention.key)) | self._organisations.kinds[mention.key]))
            if strict and not fits:
                continue
            near = max(0, here - mention.sentence)
            score = 3.0 * fits - 0.4 * min(near, 8) + 0.3 * min(self._count(mention.key), 8) + 0.6 * mention.subject
            if best is None or (score, mention.order) > best:
                best, chosen = (score, mention.order), mention
        return self._of_mention(chosen)[0] if chosen else NOBODY

    def _enter_dateline(self) -> None:
        """The state that an article is sent from is whose *government* it means, unless it names another more."""
        for line in (self._story.article.text or "")[:1500].splitlines():
            sent = reading_rules().dateline.match(line)
            place = gazetteer().named(re.split(r",| [-–—]", sent.group())[0].strip().title()) if sent else None
            if place is not None and place.body is Body.STATE:
                self._states[place.key] += 4
                return

    def _several(self, number: int, token: Token) -> list[tuple[Party, str | None]]:
        """*both sides*, *the two countries*: the two most salient parties before."""
        low = singular(token.text)
        phrase = self._phrase(number, token)
        words = {t.lower_ for t in token.doc[max(0, phrase.start - 1) : phrase.end]}
        if not (words & {"both", "two"} and token.tag_ == "NNS" and low in nouns().data.several) and not (
            token.lower_ == "both" and token.pos_ in ("PRON", "DET")
        ):
            return []
        if any(i in self._names[number].places or i in self._names[number].at for i in range(phrase.start, phrase.end)):
            return []
        if self._registry_entry(self._text(self._story.passages[number], phrase.start, phrase.end)):
            return []
        sorts = (
            {Sort.STATE}
            if low in ("country", "nation", "government", "state", "superpower")
            else {Sort.STATE, Sort.ORGANISATION}
        )
        before = bisect_left(self._starts, (number, token.i))
        found: dict[str, tuple[Party, str | None]] = {}
        for mention in reversed(self._mentions[:before]):
            if mention.sort in sorts and mention.key:
                party, speaker = self._of_mention(mention)
                if party.standing in (Standing.PLACE, Standing.NAMED, Standing.REGISTERED):
                    found.setdefault(party.name, (party, speaker))
            if len(found) == 2:
                return list(found.values())
        return []

    def _group(self, passage: Passage, phrase: Phrase) -> Party:
        """A group under its own words, without determiner and quantifier."""
        doc, data = passage.doc, nouns().data
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
            return Party(self._text(passage, start, phrase.end), Standing.UNKNOWN)
        if not people and not re.search(r"(er|or|ist|ian|ant|man|wright|eer)$", low):
            return Party(self._text(passage, start, phrase.end), Standing.UNKNOWN)
        end = phrase.end
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in ("in", "of", "from", "with", "for") and child.i == end:
                last = child.right_edge.i + 1
                if last - end <= 6 and not any(t.dep_ in ("relcl", "acl", "punct") for t in doc[end:last]):
                    end = last
                    break
        return Party(self._text(passage, start, end), Standing.GROUP)


SPEECH = frozenset(
    "say tell add note argue declare state insist warn write comment explain announce reply respond claim "
    "stress urge".split()
)


def _binders(token: Token) -> Iterator[Token]:
    """The subjects that may bind a pronoun, nearest first."""
    possessive = token.tag_ == "PRP$"
    clause = token
    while clause.head.i != clause.i:
        below, clause = clause, clause.head
        if clause.pos_ not in ("VERB", "AUX"):
            continue
        reported = below.dep_ in ("ccomp", "xcomp", "advcl") and (below.pos_ in ("VERB", "AUX"))
        if possessive or reported:
            yield from (child for child in clause.children if child.dep_ in SUBJECTS)
        if clause.dep_ in ("relcl",) and possessive:
            yield clause.head
        if not possessive and not reported:
            continue
        if reported and not possessive:
            return


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


def _role_noun(token: Token) -> bool:
    return singular(token.text) in nouns().all_roles or token.lower_ in nouns().all_roles


def _group_like(token: Token) -> bool:
    """Plural holders of offices that speak for themselves: *shareholders*, *senators*."""
    return token.tag_ in ("NNS", "NNPS") and singular(token.text) in nouns().data.own_roles | {
        "member",
        "delegate",
        "lawyer",
        "leader",
        "chief",
        "cleric",
        "partner",
    }


def _coordinated(token: Token) -> bool:
    return any(child.dep_ == "conj" for child in token.children)


def _within(token: Token, start: int, end: int, head: Token) -> bool:
    """Does a token before a phrase belong to it?"""
    climb = token
    for _ in range(6):
        if start <= climb.head.i < end or climb.head.i == head.i:
            return (
                climb.dep_ not in ("advcl", "relcl", "ccomp", "mark", "cc", "preconj", "prep", "advmod")
                or climb.lower_ in nouns().data.quantifiers
            )
        if climb.head.i == climb.i:
            return False
        climb = climb.head
    return False
