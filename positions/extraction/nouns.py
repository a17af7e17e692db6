"""The nouns that speak of those who hold positions: offices, bodies, groups, bystanders.

Owns holders.yaml and answers what kind of noun a word is, whatever its number. It reads no sentence.
"""

from __future__ import annotations

from functools import cache

from pydantic import Field

from positions.extraction.knowledge import Knowledge, read


class HolderData(Knowledge):
    """holders.yaml."""

    state_roles: frozenset[str]
    roles: frozenset[str]
    spokesmen: frozenset[str]
    serving: frozenset[str]
    own_roles: frozenset[str]
    honorifics: frozenset[str]
    noble: frozenset[str]
    portfolios: frozenset[str]
    ranks: frozenset[str]
    past: frozenset[str]
    legislatures: frozenset[str]
    own_unless: dict[str, frozenset[str]]
    organs: frozenset[str]
    officials: frozenset[str]
    bloc_organs: frozenset[str]
    organisations: frozenset[str]
    local: frozenset[str]
    generic: frozenset[str]
    kin: tuple[frozenset[str], ...]
    states: frozenset[str]
    several: frozenset[str]
    bystanders: frozenset[str]
    bystanders_by: dict[str, frozenset[str]]
    callings: frozenset[str]
    groups: frozenset[str]
    vague: frozenset[str]
    documents: frozenset[str]
    authored: frozenset[str]
    things: frozenset[str]
    partitives: frozenset[str]
    own_sides: frozenset[str]
    suffixes: frozenset[str]
    quantifiers: frozenset[str]
    given: dict[str, frozenset[str]] = Field(description="given names by gender, m and f")


class Nouns:
    """holders.yaml, asked by word."""

    def __init__(self, data: HolderData) -> None:
        self.data = data
        self.all_roles = data.state_roles | data.roles | data.own_roles
        self.outsiders = data.bystanders | data.callings
        self.title_words = self.all_roles | data.portfolios | data.ranks | data.honorifics
        self._kin = {
            word: frozenset().union(*(kin for kin in data.kin if word in kin)) for kin in data.kin for word in kin
        }

    def kin(self, noun: str) -> frozenset[str]:
        """The words by which an antecedent of *the `noun`* may show its kind, the noun among them."""
        return self._kin.get(noun, frozenset()) | {noun, plural(noun)}

    def is_bystander(self, noun: str, before: str) -> bool:
        """Does a noun, with the word before it, speak of somebody outside: *trader*, *fund manager*?"""
        return noun in self.data.bystanders or before.lower() in self.data.bystanders_by.get(noun, ())

    def gender(self, given_name: str) -> str | None:
        """m or f, for a given name that is only the one or the other."""
        genders = [gender for gender, names in self.data.given.items() if given_name.casefold() in names]
        return genders[0] if len(genders) == 1 else None

    def is_given(self, name: str) -> bool:
        """Is it a common given name?"""
        return any(name.casefold() in names for names in self.data.given.values())


def singular(word: str) -> str:
    """The singular of an English noun by its ending, good enough to look it up; lower case."""
    low = word.lower()
    if low.endswith("men"):
        return low[:-3] + "man"
    if low.endswith("people") and len(low) > 6:
        return low[:-6] + "person"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "ches", "shes", "xes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def plural(word: str) -> str:
    """The plural of a regular noun."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


@cache
def nouns() -> Nouns:
    """The packaged nouns."""
    return Nouns(read("holders", HolderData))
