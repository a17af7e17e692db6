"""Which positions are about the same question, and what that question is called.

Owns the grouping: pins and the codebook bind, what was remembered stays, and only the rest is decided by likeness.
Names come from people first, from memory second, from the claims last. Topics that articles name join the issue they
name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from positions.comparison import labels
from positions.comparison.clustering import group
from positions.comparison.likeness import Statement, likeness, statements
from positions.comparison.words import content_stems, is_whole_proposal, meant
from positions.embeddings import Embedder
from positions.model import Codebook, Position, RememberedIssues, Snapshot, Topic, name_key
from positions.phrasing import NounPhrases

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TELLING = 12
"""Claims of an issue whose phrases are looked at for its name: the most central ones."""
_NEAREST = 3
"""How many of an issue's claims a topic is held against: the most alike ones, as a large issue has many sides."""


@dataclass
class Grouped:
    """An issue in the making."""

    members: list[int]
    """Positions by their number, the one most alike to the others first."""
    alike: NDArray[np.float32]
    """The likeness of the members to one another, in their order."""
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
    book = [f"{name}: {issue.proposition}" if issue.proposition else name for name, issue in codebook.issues.items()]
    named = [Statement(text) for text in (*book, *(topic.topic for topic in topics))]
    stated = statements(positions, snapshot)
    alike = likeness([*stated, *named], embed)
    count, grouped = len(positions), len(positions) + len(book)
    given = [*_given(positions, names, remembered), *codebook.issues]
    groups = []
    for numbers in group(alike[:grouped, :grouped], threshold, given):
        members = [number for number in numbers if number < count]
        if members:
            name = next((given[number] for number in numbers if given[number] is not None), None)
            groups.append(_grouped(members, alike, name))
    taken = {labels.key(one.name) for one in groups if one.name is not None}
    _name(groups, stated, taken, phrases)
    _join_topics(topics, alike[grouped:, grouped:], alike[grouped:, :count], groups, names, threshold)
    _name_topics(groups, topics, taken)
    before = {issue.name: issue.proposition for issue in remembered.issues}
    for one in groups:
        issue = codebook.issues.get(one.name or "")
        one.proposition = (issue.proposition if issue else None) or before.get(one.name or "")
    return groups


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


def _grouped(members: list[int], alike: NDArray[np.float32], name: str | None) -> Grouped:
    import numpy as np

    means = alike[np.ix_(members, members)].mean(axis=1).round(6)
    order = [members[index] for index in sorted(range(len(members)), key=lambda index: (-float(means[index]), index))]
    return Grouped(order, alike[np.ix_(order, order)], name)


def _join_topics(
    topics: Sequence[Topic],
    among: NDArray[np.float32],
    to_claims: NDArray[np.float32],
    groups: list[Grouped],
    names: _Names,
    threshold: float,
) -> None:
    """Put each topic to the issue it names, or make an issue of it.

    A pin decides; else the issue whose name the topic says; else the issue whose claims it is most alike, when it is
    alike enough; else topics that are alike share an issue of their own.
    """
    import numpy as np

    by_name = {name_key(one.name): one for one in groups if one.name is not None}

    def called(name: str, number: int) -> None:
        name = names.find(name) or name
        if name_key(name) not in by_name:
            by_name[name_key(name)] = Grouped([], np.zeros((0, 0), dtype=np.float32), name)
            groups.append(by_name[name_key(name)])
        by_name[name_key(name)].topics.append(number)

    with_members = [one for one in groups if one.members]
    words = [frozenset(content_stems(one.name or "")) for one in with_members]
    loose = []
    for number, topic in enumerate(topics):
        named = topic.issue or names.find(topic.topic)
        if named is not None:
            called(named, number)
            continue
        scores = [float(np.sort(to_claims[number, one.members])[-_NEAREST:].mean()) for one in with_members]
        said = frozenset(content_stems(topic.topic))
        for index, name in enumerate(words):
            if (
                name
                and said
                and (name <= said or said <= name)
                and not is_whole_proposal(with_members[index].name or "")
            ):
                scores[index] = max(scores[index], 0) + 1  # it says the issue's name
        best = max(range(len(scores)), key=lambda index: (scores[index], -index), default=None)
        if best is not None and scores[best] >= threshold:
            with_members[best].topics.append(number)
        else:
            loose.append(number)
    for numbers in group(among[np.ix_(loose, loose)], threshold):
        own = [loose[index] for index in numbers]
        groups.append(Grouped([], np.zeros((0, 0), dtype=np.float32), topics=own))


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
