"""What two or more people made of the same articles, statement by statement.

Owned here: which articles are compared, which entries count, and which entry of one coder is which of another's. The
passages decide that, since party, stance and claim are what is to be compared; what a coder dismissed does not count.
Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import Indel

from positions.anchoring import anchor
from positions.errors import InputError, UsageError
from positions.model import Article, Codebook, Entry, Review, Stance, name_key
from positions.negotiation import Negotiation

Field = Literal["party", "stance", "issue"]
"""What is coded of a passage."""

_SHARED = 0.5
"""Part of the shorter passage that two entries have in common when they are the same statement."""
_ALIKE = 0.8
"""Likeness of the claims from which entries are the same statement, where one of them has no passage (Indel)."""
_CLAIM, _PARTY, _STANCE = 0.2, 0.02, 0.01
"""What like words, the same party and stance count against an equal passage (1), which several entries may have."""
_MOST_PAIRS = 250_000
"""Entries of one coder by those of others in an article up to which each pair is weighed: a second. No article has
so many, a hostile file may; then the same passage decides alone."""


@dataclass(frozen=True, slots=True)
class Coder:
    """One coder's folder."""

    name: str
    """The folder's name; where two are called alike, its path."""
    negotiation: Negotiation


@dataclass(frozen=True, slots=True)
class Coded:
    """An entry as one coder has it."""

    heading: str
    """What it stands under in the file."""
    entry: Entry
    party: str
    """The party that is meant, by the coder's registry."""
    issue: str | None
    """What the coder pinned it to, by the codebook's name; None where it is not pinned."""
    at: tuple[int, int] | None
    """Its passage: what the entry says, else where its quote stands."""

    @property
    def stance(self) -> Stance:
        """What the party does with the claim."""
        return self.entry.stance


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of an article, as each coder has it."""

    article: str
    versions: tuple[Coded | None, ...]
    """By coder; None for who has no such entry."""

    @property
    def differences(self) -> tuple[str, ...]:
        """What the coders do not agree on: `passage`, or else `party`, `stance` and `issue` as far as each says one."""
        if None in self.versions:
            return ("passage",)
        fields: tuple[Field, ...] = ("party", "stance", "issue")
        return tuple(field for field in fields if len(set(_keys(self.values(field)))) > 1)

    def values(self, field: Field) -> tuple[str | None, ...]:
        """What each coder says in `party`, `stance` or `issue`; None where nothing."""
        found = (version and getattr(version, field) for version in self.versions)
        return tuple(value if value is None else str(value) for value in found)

    @property
    def first(self) -> Coded:
        """The version of the first coder who has one."""
        return next(version for version in self.versions if version is not None)

    @property
    def place(self) -> tuple[int, int]:
        """Where in the article it stands; before everything where nobody says."""
        return min((one.at for one in self.versions if one is not None and one.at is not None), default=(-1, -1))


@dataclass(frozen=True, slots=True)
class Coding:
    """The articles that all have, and every statement in them."""

    coders: tuple[Coder, ...]
    articles: tuple[Article, ...]
    left_out: tuple[tuple[str, str], ...]
    """Articles that cannot be compared, and why."""
    units: tuple[Unit, ...]
    """By article and place."""

    @property
    def disagreements(self) -> tuple[Unit, ...]:
        """The statements on which the coders differ."""
        return tuple(unit for unit in self.units if unit.differences)


def by_article(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """The units of each article that has any."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.article, []).append(unit)
    return found


def read(folders: Sequence[Path], *, articles: Sequence[str] = ()) -> Coding:
    """The codings in two or more folders, of these articles or of all that they share.

    Raises UsageError for fewer than two folders or one named twice, InputError for an article that is not shared or
    where none is, FileFaults.
    """
    coders = _coders(folders)
    shared: list[Article] = []
    left_out: list[tuple[str, str]] = []
    ids = [dict.fromkeys(coder.negotiation.article_ids()) for coder in coders]
    for article_id in _wanted(coders, ids, articles):
        article, why = _shared(coders, ids, article_id)
        if article is not None:
            shared.append(article)
        elif articles:
            raise InputError(f"{article_id} cannot be compared: {why}", hint="leave it out")
        else:
            left_out.append((article_id, why))
    if not shared:
        first = "{}: {}".format(*left_out[0]) if left_out else "the folders are empty"
        raise InputError(
            f"no article can be compared ({first})", hint="each coder works on a copy of the same negotiation"
        )
    vocabularies = [_Vocabulary.of(coder.negotiation) for coder in coders]
    units = [unit for article in shared for unit in _units(article, coders, vocabularies)]
    return Coding(coders, tuple(shared), tuple(left_out), tuple(units))


def _coders(folders: Sequence[Path]) -> tuple[Coder, ...]:
    if len(folders) < 2:
        raise UsageError("agreement takes two folders or more", hint="positions reliability lena/ mark/")
    found = [Negotiation.find(folder) for folder in folders]
    roots = [negotiation.root.resolve() for negotiation in found]
    if len(set(roots)) < len(roots):
        raise UsageError("two of these folders are the same negotiation", hint="name each coder's own folder")
    names = [root.name for root in roots]
    called = [name if names.count(name) == 1 else str(root) for name, root in zip(names, roots, strict=True)]
    return tuple(Coder(name, negotiation) for name, negotiation in zip(called, found, strict=True))


def _wanted(coders: Sequence[Coder], ids: Sequence[Collection[str]], articles: Sequence[str]) -> tuple[str, ...]:
    if articles:
        return tuple(dict.fromkeys(coders[0].negotiation.known(article_id) for article_id in articles))
    return tuple(dict.fromkeys(article_id for own in ids for article_id in own))


def _shared(coders: Sequence[Coder], ids: Sequence[Collection[str]], article_id: str) -> tuple[Article | None, str]:
    """The article, when all have it with the same text; else why it cannot be compared."""
    found: list[Article] = []
    for coder, own in zip(coders, ids, strict=True):
        if article_id not in own:
            return None, f"{coder.name} does not have it"
        if coder.negotiation.position_file(article_id) is None:
            return None, f"{coder.name} has no position file for it"
        found.append(coder.negotiation.article(article_id))
    if len({article.text for article in found}) > 1:
        return None, "its text is not the same in all folders"
    return found[0], ""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What names mean to one coder."""

    parties: Mapping[str, tuple[str, ...]]
    issues: Mapping[str, str]

    @classmethod
    def of(cls, negotiation: Negotiation) -> _Vocabulary:
        return cls(negotiation.registry.names_of(), _issue_names(negotiation.codebook))

    def party(self, heading: str) -> str:
        meant = self.parties.get(name_key(heading), ())
        return meant[0] if len(meant) == 1 else heading

    def issue(self, name: str | None) -> str | None:
        return name and self.issues.get(name_key(name), name)


def _issue_names(codebook: Codebook) -> dict[str, str]:
    """For each compared form of an issue's name, or of one merged into it, the name."""
    merged = {name_key(other): name for name, issue in codebook.issues.items() for other in issue.also}
    return merged | {name_key(name): name for name in codebook.issues}


def _units(article: Article, coders: Sequence[Coder], vocabularies: Sequence[_Vocabulary]) -> Iterator[Unit]:
    units: list[Unit] = []
    for index, (coder, vocabulary) in enumerate(zip(coders, vocabularies, strict=True)):
        own = tuple(_coded(article, coder.negotiation, vocabulary))
        found = match(units, own)
        units = [
            replace(unit, versions=(*unit.versions, own[found[number]] if number in found else None))
            for number, unit in enumerate(units)
        ]
        taken = set(found.values())
        nobody = (None,) * index
        units += [Unit(article.id, (*nobody, one)) for number, one in enumerate(own) if number not in taken]
    yield from sorted(units, key=lambda unit: unit.place)


def _coded(article: Article, negotiation: Negotiation, vocabulary: _Vocabulary) -> Iterator[Coded]:
    file = negotiation.position_file(article.id)
    for heading, entry in file.entries() if file else ():
        if entry.review is not Review.DISMISSED:
            yield Coded(
                heading, entry, vocabulary.party(heading), vocabulary.issue(entry.issue), passage(entry, article.text)
            )


def passage(entry: Entry, text: str | None) -> tuple[int, int] | None:
    """Where an entry stands in its article: what it says, else where its quote is found."""
    if text is None:
        return None
    if entry.at is not None:
        return entry.at if entry.at[1] <= len(text) else None
    found = anchor(entry.quote, text) if entry.quote else None
    return found.at if found is not None else None


def match(units: Sequence[Unit], own: Sequence[Coded]) -> dict[int, int]:
    """Which unit is which of a coder's entries: at most one each, and the likeliest of all such pairings."""
    if not units or not own:
        return {}
    if len(units) * len(own) > _MOST_PAIRS:
        places = {one.at: number for number, one in enumerate(own) if one.at is not None}
        return {number: places.pop(unit.place) for number, unit in enumerate(units) if unit.place in places}
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    scores = np.array([[_likeness(unit, one) for one in own] for unit in units])
    rows, columns = linear_sum_assignment(-scores)
    return {row: column for row, column in zip(rows.tolist(), columns.tolist(), strict=True) if scores[row, column] > 0}


def _likeness(unit: Unit, one: Coded) -> float:
    return max(_alike(other, one) for other in unit.versions if other is not None)


def _alike(one: Coded, other: Coded) -> float:
    """How likely two entries are the same statement; 0 where they are not."""
    a, b = one.at, other.at
    if a is not None and b is not None:
        shared = min(a[1], b[1]) - max(a[0], b[0])
        if shared < _SHARED * min(a[1] - a[0], b[1] - b[0]):
            return 0.0
        place = shared / (max(a[1], b[1]) - min(a[0], b[0]))
        words = _words(one, other)
    else:
        place, words = 0.0, _words(one, other)
        if words < _ALIKE:
            return 0.0
    same_party = name_key(one.party) == name_key(other.party)
    return place + _CLAIM * words + _PARTY * same_party + _STANCE * (one.stance is other.stance)


def _words(one: Coded, other: Coded) -> float:
    return Indel.normalized_similarity(one.entry.claim.casefold(), other.entry.claim.casefold())


def _keys(values: Sequence[str | None]) -> Iterator[str]:
    """What was said, in the form in which names are compared."""
    return (name_key(value) for value in values if value is not None)
