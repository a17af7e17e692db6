"""States, blocs and well-known organisations: found in a text by any of their names.

Owns gazetteer.yaml. It finds names and says what they stand for; whether a name is a party there, others decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pydantic import Field

from positions.extraction.knowledge import Knowledge, read


class Body(StrEnum):
    """What the gazetteer knows a name to be."""

    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"


class Form(StrEnum):
    """How a name stands for its bearer."""

    NAME = "name"
    SHORT = "short"
    PEOPLE = "people"
    SEAT = "seat"


class Names(Knowledge):
    """The names of one state, bloc or organisation, beside its key."""

    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class GazetteerData(Knowledge):
    """gazetteer.yaml."""

    states: dict[str, Names] = Field(min_length=1)
    blocs: dict[str, Names] = Field(min_length=1)
    organisations: dict[str, Names] = Field(min_length=1)
    offices: dict[str, tuple[str, ...]]
    """State → offices that are called so nowhere else."""
    within: dict[str, str]
    """Country → the state that its government is of."""
    predecessors: dict[str, str]
    """State → the one that its names stand for in a text that names that one."""


class Place(NamedTuple):
    """An entry of the gazetteer as a text names it."""

    key: str
    body: Body
    form: Form
    spelling: str
    """The name, as the gazetteer writes it."""
    plural: bool = False
    """A demonym in the plural: *the Norwegians*."""


class Found(NamedTuple):
    """A place and the characters `[start, end)` that name it."""

    start: int
    end: int
    place: Place


FIRST_WORD = re.compile(r"\b[A-ZÀ-Þ][\w.]*")
"""Every name begins with a capital; what it is followed by is compared whole."""


class Gazetteer:
    """Finds the longest name at each place of a text."""

    def __init__(self, data: GazetteerData) -> None:
        self.offices = {office: state for state, offices in data.offices.items() for office in offices}
        """Office → the only state that calls it so."""
        self.within = data.within
        self.predecessors = data.predecessors
        self._adjectives = {key: _adjective(key, names) for key, names in data.states.items()}
        self._by_name: dict[str, Place] = {}
        sections = ((Body.STATE, data.states), (Body.BLOC, data.blocs), (Body.ORGANISATION, data.organisations))
        for body, entries in sections:
            for key, names in entries.items():
                for place in _forms(key, body, names):
                    self._by_name.setdefault(_folded(place.spelling), place)
        self._by_word: dict[str, list[Place]] = defaultdict(list)
        for place in self._by_name.values():
            self._by_word[_first_word(place.spelling)].append(place)
        for places in self._by_word.values():
            places.sort(key=lambda place: -len(place.spelling))

    def named(self, name: str) -> Place | None:
        """What exactly this name stands for, in whatever case."""
        return self._by_name.get(_folded(name))

    def adjective(self, key: str) -> str:
        """What stands before *government* for a state: *Norwegian*, *UK*."""
        return self._adjectives.get(key, key)

    def find(self, text: str) -> Iterator[Found]:
        """All places named in a text, from left to right, none inside another."""
        end = 0
        for match in FIRST_WORD.finditer(text):
            if match.start() < end:
                continue
            for place in self._by_word.get(_first_word(match.group()), ()):
                end = match.start() + len(place.spelling)
                if _same(text[match.start() : end], place.spelling) and not text[end : end + 1].isalnum():
                    yield Found(match.start(), end, place)
                    break
                end = 0


def _forms(key: str, body: Body, names: Names) -> Iterator[Place]:
    yield Place(key, body, Form.NAME, key)
    for form, spellings in ((Form.NAME, names.names), (Form.SHORT, names.short), (Form.SEAT, names.seats)):
        for spelling in spellings:
            yield Place(key, body, form, spelling)
    for spelling in names.people:
        yield Place(key, body, Form.PEOPLE, spelling)
        if several(spelling) != spelling:
            yield Place(key, body, Form.PEOPLE, several(spelling), plural=True)


def several(people: str) -> str:
    """The plural of a demonym; itself where it has none of its own (*Swedish*)."""
    return people if people.endswith(("ese", "ish", "ch", "s", "men")) else people + "s"


def _adjective(key: str, names: Names) -> str:
    letters = [short for short in names.short if short.isupper() and "." not in short]
    return next(iter((*letters, *names.people, key)))


def _folded(name: str) -> str:
    words = name.casefold().replace("’", "'")
    return words.removeprefix("the ")


def _first_word(name: str) -> str:
    match = re.match(r"[\w.]+", name)
    return match.group().rstrip(".").casefold() if match else name.casefold()


def _same(words: str, spelling: str) -> bool:
    """Up to four letters could be a common word (*us*, *who*, *car*): their case counts."""
    if len(spelling) <= 3:
        return words == spelling
    return words.replace("’", "'").casefold() == spelling.casefold()


@cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer."""
    return Gazetteer(read("gazetteer", GazetteerData))
