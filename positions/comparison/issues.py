"""Which positions are about the same question, and what that question is called.

Owns the grouping: pins and the codebook bind, what was remembered stays, and only the rest is decided by likeness.
Names come from people first, from memory second, from the claims last. Topics that articles name join the issue they
name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from positions.comparison import labels
from positions.comparison.clustering import group
from positions.comparison.likeness import likeness
from positions.comparison.words import content_stems, meant
from positions.embeddings import Embedder
from positions.model import Codebook, Position, RememberedIssues, name_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass
class Grouped:
    """An issue in the making: its name, if anybody gave it one, and its members by their number."""

    members: list[int]
    name: str | None = None
    proposition: str | None = None
    topics: list[int] = field(default_factory=list)


def member_key(position: Position) -> str:
    """What tells a position from others across comparisons: article, party, stance and claim, hashed to 12
    characters."""
    parts = (position.article, position.party, position.stance.value, " ".join(position.claim.split()))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:12]


def names_in(codebook: Codebook) -> dict[str, str]:
    """The name of the issue that each name or merged name of the codebook stands for, by its compared form."""
    merged = {name_key(also): name for name, issue in codebook.issues.items() for also in issue.also}
    return merged | {name_key(name): name for name in codebook.issues}


def form(
    positions: Sequence[Position],
    alike: NDArray[np.float32],
    threshold: float,
    codebook: Codebook,
    remembered: RememberedIssues,
) -> list[Grouped]:
    """The positions in groups, each named where a pin, the codebook or memory has a name for it."""
    known = names_in(codebook)
    given = _given(positions, known, remembered)
    groups = [Grouped(members) for members in group(alike, threshold, given)]
    before = {issue.name: issue for issue in remembered.issues}
    for one in groups:
        one.name = next((given[number] for number in one.members if given[number] is not None), None)
        if one.name is not None:
            book = codebook.issues.get(one.name)
            old = before.get(one.name)
            one.proposition = (book.proposition if book else None) or (old.proposition if old else None)
    return groups


def _given(positions: Sequence[Position], known: dict[str, str], remembered: RememberedIssues) -> list[str | None]:
    """For each position the name of the issue that a pin or memory puts it into; a pin wins."""
    memory = {
        member: known.get(name_key(issue.name), issue.name) for issue in remembered.issues for member in issue.members
    }
    given = []
    pins: dict[str, str] = {}
    for position in positions:
        if position.issue is None:
            given.append(memory.get(member_key(position)))
        else:
            form_of = name_key(position.issue)
            given.append(known.get(form_of) or pins.setdefault(form_of, position.issue))
    return given


def name_all(
    groups: Sequence[Grouped], positions: Sequence[Position], order: Sequence[Sequence[int]], codebook: Codebook
) -> None:
    """Give every group a name and nobody the same.

    `order` has each group's members, the most telling first. A label that the codebook knows takes the codebook's name.
    """
    known = names_in(codebook)
    taken = {labels.key(one.name) for one in groups if one.name is not None}
    used = {one.name for one in groups}
    spread = Counter(word for position in positions for word in set(content_stems(meant(position.claim))))
    for one, members in zip(groups, order, strict=True):
        if one.name is None:
            found = labels.label([positions[number].claim for number in members], spread, taken)
            named = known.get(name_key(found), found)
            one.name = found if named in used else named
            if named in codebook.issues and one.name == named:
                one.proposition = codebook.issues[named].proposition
            taken.add(labels.key(one.name))
            used.add(one.name)


def join_topics(
    topics: Sequence[str], pins: Sequence[str | None], groups: list[Grouped], claims: Sequence[str], embed: Embedder,
    threshold: float, codebook: Codebook,
) -> None:  # fmt: skip
    """Put each topic (by its number) to the issue it names, or make a group without members for it.

    A pin decides; else the claims that the topic is most alike, when they are alike enough; else topics that are alike
    share a group of their own.
    """
    import numpy as np

    if not topics:
        return
    known = names_in(codebook)
    by_name = {name_key(one.name): one for one in groups if one.name is not None}
    texts = [*topics, *claims]
    alike = likeness(texts, [None] * len(texts), embed)
    loose: list[int] = []
    for number, pin in enumerate(pins):
        if pin is not None:
            name = known.get(name_key(pin), pin)
            if name_key(name) not in by_name:
                by_name[name_key(name)] = Grouped([], name)
                groups.append(by_name[name_key(name)])
            by_name[name_key(name)].topics.append(number)
            continue
        scores = [
            float(np.sort(alike[number, len(topics) + np.array(one.members)])[-3:].mean()) if one.members else -1.0
            for one in groups
        ]
        best = max(range(len(groups)), key=lambda index: (scores[index], -index), default=None)
        if best is not None and scores[best] >= threshold:
            groups[best].topics.append(number)
        else:
            loose.append(number)
    for members in group(alike[np.ix_(loose, loose)], threshold):
        own = [loose[index] for index in members]
        called = known.get(name_key(topics[own[0]]))
        if called is not None and name_key(called) in by_name:
            by_name[name_key(called)].topics.extend(own)
        else:
            groups.append(Grouped([], called, topics=own))


def central(alike: NDArray[np.float32], members: Sequence[int]) -> list[int]:
    """The members, the one most alike to the others first."""
    import numpy as np

    means = alike[np.ix_(members, members)].mean(axis=1)
    return [members[index] for index in sorted(range(len(members)), key=lambda index: (-float(means[index]), index))]
