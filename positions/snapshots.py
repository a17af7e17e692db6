"""The files of a negotiation as one value: what comparison, changes and screens compute from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from positions.model import (
    Article,
    Codebook,
    MachineFile,
    Position,
    PositionFile,
    Registry,
    Review,
    Snapshot,
    Topic,
)


class Files(NamedTuple):
    """What is on disk about one article."""

    article: Article
    positions: PositionFile | None
    machine: MachineFile | None


def assemble(files: Sequence[Files], registry: Registry, codebook: Codebook) -> Snapshot:
    """The snapshot of these files, in their order.

    Dismissed entries and topics are left out, but for the `hidden` ones. A party that is written by its alias, or in
    other capitals, counts as the registered one, unless two parties share that alias. `confidence` comes from the
    machine's copy of the entry.
    """
    resolved = registry.resolver()
    written = [position for file in files for position in _positions(file, resolved)]
    return Snapshot(
        articles=tuple(file.article for file in files),
        positions=tuple(one for one in written if one.review is not Review.DISMISSED),
        hidden=tuple(one for one in written if one.review is Review.DISMISSED and one.confidential),
        disputed=tuple((file.article.id, topic) for file in files for topic in _topics(file, "disputed")),
        settled=tuple((file.article.id, topic) for file in files for topic in _topics(file, "settled")),
        reviewed=frozenset(file.article.id for file in files if file.positions and file.positions.reviewed),
        registry=registry,
        codebook=codebook,
    )


def _positions(file: Files, resolved: Callable[[str], str]) -> Iterator[Position]:
    if file.positions is None:
        return
    confidence: dict[tuple[str, tuple[int, int] | None, str], float | None] = {}
    for party, written in (file.machine.positions if file.machine else {}).items():
        confidence |= {(party, entry.at, entry.claim): entry.confidence for entry in written}
    for party, entries in file.positions.positions.items():
        holder = resolved(party)
        for entry in entries:
            sure = confidence.get((party, entry.at, entry.claim))
            yield Position.of_entry(entry, article=file.article.id, party=holder, confidence=sure)


def _topics(file: Files, kind: str) -> Iterator[Topic]:
    if file.positions is None:
        return
    for topic in file.positions.disputed if kind == "disputed" else file.positions.settled:
        if topic.review is not Review.DISMISSED:
            yield topic
