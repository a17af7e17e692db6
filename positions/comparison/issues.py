"""Which positions are about the same question, and what that question is called.

Owns the grouping: pins and the codebook bind, what was remembered stays, and only the rest is decided by likeness.
Names come from people first, from memory second, from the claims last. Topics that articles name join the issue they
name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from positions.comparison import labels
from positions.comparison.blocks import together
from positions.comparison.likeness import Likeness
from positions.comparison.nearest import REFUSAL, join_refusals, linked, nearness
from positions.comparison.neighbours import Links, links
from positions.comparison.statements import Statement, statements
from positions.comparison.words import content_stems, is_whole_proposal, meant
from positions.embeddings import Embedder
from positions.model import Codebook, Position, RememberedIssues, Snapshot, Stance, Topic, name_key
from positions.phrasing import NounPhrases

_TELLING = 12
"""Claims of an issue whose phrases are looked at for its name: the most central ones."""


class _Alike(NamedTuple):
    """The likeness of all statements, and where they are very many, the links between them."""

    of: Likeness
    links: Links | None

    @classmethod
    def made(cls, stated: Sequence[Statement], free: Sequence[int], embed: Embedder) -> _Alike:
        """`free` are the statements whose issue is to be found."""
        import numpy as np

        of = Likeness(stated, embed)
        if of.at_once:
            return cls(of, None)
        return cls(of, links(of.signs.vectors.claims, of.signs.words.own.unit, np.array(free, dtype=np.intp)))


@dataclass
class Grouped:
    """An issue in the making."""

    members: list[int]
    """Positions by their number, the one most alike to the others first."""
    central: Sequence[float] = ()
    """How alike each member is to the members on average."""
    alike: Callable[[int], list[float]] = lambda _: []
    """How alike the members are to one of them, by its place among them."""
    name: str | None = None
    """What a person or memory calls it; every issue has one in the end."""
    proposition: str | None = None
    """What a person or memory wrote; None where the claims are to give it."""
    topics: list[int] = field(default_factory=list)
    """The topics of articles that name it, by their number."""


def form(
    positions: Sequence[Position],
    topics: Sequence[Topic],
    snapshot: Snapshot,
    embed: Embedder,
    threshold: float,
    remembered: RememberedIssues,
    phrases: NounPhrases,
) -> list[Grouped]:
    """The positions and topics as issues, every one with a name and none with another's.

    `snapshot` is what they are from: its texts, its parties' names and its codebook tell more of them.

    An issue of the codebook takes part with its name and proposition, so that claims alike to it join it without a pin.
    """
    codebook = snapshot.codebook
    names = _Names(codebook)
    stated = all_stated(positions, topics, snapshot)
    if not stated:
        return []
    count, grouped = len(positions), len(positions) + len(codebook.issues)
    given = [*_given(positions, names, remembered), *codebook.issues]
    free = [number for number, name in enumerate(given) if name is None]
    alike = _Alike.made(stated, [*free, *range(grouped, len(stated))], embed)
    found = together(alike.of, range(grouped), alike.links, threshold, given)
    refusals = {number for number in free if positions[number].stance is Stance.REJECT}
    groups = []
    for numbers in join_refusals(found, refusals, alike.of, alike.links, REFUSAL * threshold):
        members = [number for number in numbers if number < count]
        if members:
            name = next((given[number] for number in numbers if given[number] is not None), None)
            groups.append(_grouped(members, alike.of, name))
    taken = {labels.key(one.name) for one in groups if one.name is not None}
    _name(groups, stated[:count], taken, phrases)
    _join_topics(topics, alike, grouped, groups, names, threshold)
    _name_topics(groups, topics, taken)
    before = {issue.name: issue.proposition for issue in remembered.issues}
    for one in groups:
        issue = codebook.issues.get(one.name or "")
        one.proposition = (issue.proposition if issue else None) or before.get(one.name or "")
    return groups


def all_stated(positions: Sequence[Position], topics: Sequence[Topic], snapshot: Snapshot) -> list[Statement]:
    """What is held against each other: the positions, then the codebook's issues, then the topics."""
    book = snapshot.codebook.issues.items()
    named = [f"{name}: {issue.proposition}" if issue.proposition else name for name, issue in book]
    return [*statements(positions, snapshot), *map(Statement, [*named, *(topic.topic for topic in topics)])]


class _Names:
    """The names of the codebook, merged ones included."""

    def __init__(self, codebook: Codebook) -> None:
        merged = {name_key(also): name for name, issue in codebook.issues.items() for also in issue.also}
        self._known = merged | {name_key(name): name for name in codebook.issues}

    def find(self, name: str) -> str | None:
        """The issue of the codebook that goes by this name."""
        return self._known.get(name_key(name))

    def resolver(self) -> Callable[[str], str]:
        """A function from a name to the issue's: the codebook's, else as it was first written."""
        seen: dict[str, str] = {}
        return lambda name: self.find(name) or seen.setdefault(name_key(name), name)


def _given(positions: Sequence[Position], names: _Names, remembered: RememberedIssues) -> list[str | None]:
    """For each position the name of the issue that a pin or else memory puts it into."""
    resolve = names.resolver()
    memory = {member: resolve(issue.name) for issue in remembered.issues for member in issue.members}
    return [resolve(one.issue) if one.issue is not None else memory.get(one.key) for one in positions]


def _grouped(members: Sequence[int], alike: Likeness, name: str | None) -> Grouped:
    """The issue of these members.

    Where all likenesses are known, they say which are central. In a large negotiation the claims' own cosines do: no
    square is made of a large issue, and what is read elsewhere turns nothing round in an issue that stays as it is.
    """

    if alike.at_once:
        means = alike(members, members).mean(axis=1).round(6)
    else:
        vectors = alike.signs.vectors.claims[members]
        means = (vectors @ vectors.mean(axis=0)).round(4)
    found = sorted(range(len(members)), key=lambda index: (-float(means[index]), index))
    order = [members[index] for index in found]

    def to(place: int) -> list[float]:
        if alike.at_once:
            return [float(value) for value in alike([order[place]], order)[0]]
        ours = alike.signs.vectors.claims
        return [float(value) for value in ours[order] @ ours[order[place]]]

    return Grouped(order, [float(means[index]) for index in found], to, name)


def _join_topics(
    topics: Sequence[Topic], alike: _Alike, first: int, groups: list[Grouped], names: _Names, threshold: float
) -> None:
    """Put each topic to the issue it names, or make an issue of it. The statement `first` is the first topic's.

    A pin decides; else the issue whose name the topic says; else the issue whose claims it is most alike, when it is
    alike enough; else topics that are alike share an issue of their own.
    """
    by_name = {name_key(one.name): one for one in groups if one.name is not None}

    def called(name: str, number: int) -> None:
        name = names.find(name) or name
        if name_key(name) not in by_name:
            by_name[name_key(name)] = Grouped([], name=name)
            groups.append(by_name[name_key(name)])
        by_name[name_key(name)].topics.append(number)

    with_members = [one for one in groups if one.members]
    unpinned = []
    for number, topic in enumerate(topics):
        named = topic.issue or names.find(topic.topic)
        if named is not None:
            called(named, number)
        else:
            unpinned.append(number)
    loose = []
    for number, scores in _scored(topics, unpinned, alike, first, with_members):
        best = max(scores, key=lambda index: (scores[index], -index), default=None)
        if best is not None and scores[best] >= threshold:
            with_members[best].topics.append(number)
        else:
            loose.append(number)
    left = [first + number for number in loose]
    for numbers in together(alike.of, left, alike.links, threshold, [None] * len(left)):
        groups.append(Grouped([], topics=[number - first for number in numbers]))


def _scored(
    topics: Sequence[Topic], numbers: Sequence[int], alike: _Alike, first: int, groups: Sequence[Grouped]
) -> Iterator[tuple[int, dict[int, float]]]:
    """For each topic how alike the issues are that come into question, by their number; more where it says the name."""
    said_by = _Said(groups)
    saying = {first + number: said_by.named(topics[number].topic) for number in numbers}
    claims = [one.members for one in groups]
    if alike.links is None:
        asked: Mapping[int, Collection[int]] = dict.fromkeys(saying, range(len(groups)))
    else:
        near = linked(alike.links, set(saying), claims)
        asked = {number: near[number] | said for number, said in saying.items()}
    for number, scores in nearness(list(saying), asked, claims, alike.of, sampled=alike.links is not None):
        yield number - first, scores | {i: max(scores[i], 0) + 1 for i in saying[number]}  # it says the issue's name


class _Said:
    """The issues whose name a topic says, or is a part of."""

    def __init__(self, groups: Iterable[Grouped]) -> None:
        self._words = [
            frozenset() if is_whole_proposal(one.name or "") else frozenset(content_stems(one.name or ""))
            for one in groups
        ]
        self._with: dict[str, set[int]] = defaultdict(set)
        for index, words in enumerate(self._words):
            for word in words:
                self._with[word].add(index)

    def named(self, topic: str) -> set[int]:
        said = frozenset(content_stems(topic))
        some = {index for word in said for index in self._with.get(word, ())}
        return {index for index in some if self._words[index] <= said or said <= self._words[index]}


def _name(groups: Sequence[Grouped], stated: Sequence[Statement], taken: set[str], phrases: NounPhrases) -> None:
    """Give each issue without a name a label out of its claims."""
    spread = Counter(word for one in stated for word in set(content_stems(meant(one.claim))))
    nameless = [one for one in groups if one.name is None]
    told = [[stated[number].claim for number in one.members] for one in nameless]
    found = iter(phrases([labels.source(claim) for claims in told for claim in claims[:_TELLING]]))
    for one, claims in zip(nameless, told, strict=True):
        own = [next(found) for _ in claims[:_TELLING]]
        one.name = labels.label(claims, own, spread, taken, _owner([stated[number] for number in one.members]))
        taken.add(labels.key(one.name))


def _owner(stated: Sequence[Statement]) -> str | None:
    """Whose proposal most of the statements speak of."""
    owners = Counter(one.owner for one in stated if one.owner is not None)
    return max(owners, key=lambda owner: (owners[owner], owner), default=None)


def _name_topics(groups: Sequence[Grouped], topics: Sequence[Topic], taken: set[str]) -> None:
    """An issue that only articles name is called what the first of them calls it."""
    for one in groups:
        if one.name is None:
            one.name = labels.topic(topics[one.topics[0]].topic, taken)
            taken.add(labels.key(one.name))
