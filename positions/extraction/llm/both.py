"""Both engines over the same articles: the union of what they read, with where they agree and where they differ.

Agreement makes an entry surer, difference less sure, so that the review queue shows it early; neither engine overrules
the other. How each of them reads is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import tee
from typing import NamedTuple

from positions.extraction import Engine, engine_version, extract
from positions.model import Article, Extraction, Learned, MachineEntry, Registry, Topic
from positions.wording import says
from positions.workers import HERE, Place

ALIKE = 0.5
"""Share of the shorter claim's words from which two claims of overlapping quotes are one."""
DOUBT = 0.5
"""What is left of the confidence of an entry that the other engine reads otherwise."""
_SMALL = frozenset("the a an of to for in on by and or its their his her any all that be is".split())


class _Read(NamedTuple):
    party: str
    entry: MachineEntry


class BothEngine:
    """Reads each article by a language model and by an engine of this package."""

    def __init__(self, llm: Engine, offline: str | None = None) -> None:
        """`offline` is `network`, the default, or `rules`."""
        self._llm = llm
        self._offline = offline
        self.version = f"{llm.version} and {engine_version(offline)}"

    def refuses(self, article: Article) -> str | None:
        """Why an article may not be read: the language model's reason."""
        return self._llm.refuses(article)

    def report(self) -> str:
        """What the language model cost, and what of it was left out."""
        return self._llm.report()

    def extract(
        self,
        articles: Iterable[Article],
        registry: Registry,
        known: Learned,
        *,
        where: Place = HERE,
        watch: Callable[[Article, int], None] | None = None,
    ) -> Iterator[Extraction]:
        """One extraction an article, in order; what either engine fails at is the article's fault."""
        ours, theirs = tee(articles)
        asked = self._llm.extract(theirs, registry, known, watch=watch)
        read = extract(ours, registry, known, where=where, engine=self._offline)
        for by_model, by_rules in zip(asked, read, strict=True):
            yield joined(by_rules, by_model, self.version)


def joined(ours: Extraction, theirs: Extraction, version: str) -> Extraction:
    """What the package's engine (`ours`) and the language model say of one article together."""
    fault = theirs.fault or ours.fault
    if fault is not None:
        return Extraction(article=ours.article, engine=version, fault=fault)
    positions: dict[str, list[MachineEntry]] = {}
    for party, entry in sorted(_union(_all(ours), _all(theirs)), key=lambda read: read.entry.at or (0, 0)):
        positions.setdefault(party, []).append(entry)
    return theirs.model_copy(
        update={
            "engine": version,
            "positions": {party: tuple(entries) for party, entries in positions.items()},
            "disputed": _topics(ours.disputed, theirs.disputed),
            "settled": _topics(ours.settled, theirs.settled),
            "dropped": ours.dropped,
            "learned": ours.learned.merged(theirs.learned),
        }
    )


def _all(extraction: Extraction) -> list[_Read]:
    return [_Read(party, entry) for party, entries in extraction.positions.items() for entry in entries]


def _union(ours: Sequence[_Read], theirs: Sequence[_Read]) -> Iterator[_Read]:
    """Each statement once: agreed ones as our engine words them, the others as they are or with how they differ."""
    agreed: dict[int, int] = {}
    for number, other in enumerate(theirs):
        same = [place for place, own in enumerate(ours) if place not in agreed and _agree(own, other)]
        if same:
            agreed[max(same, key=lambda place: _shared(ours[place].entry, other.entry))] = number
    for place, own in enumerate(ours):
        yield _surer(own, theirs[agreed[place]]) if place in agreed else _against(own, _alone(theirs, agreed.values()))
    for number, other in enumerate(theirs):
        if number not in agreed.values():
            yield _against(other, _alone(ours, agreed))


def _alone(reads: Sequence[_Read], agreed: Iterable[int]) -> list[_Read]:
    taken = set(agreed)
    return [read for place, read in enumerate(reads) if place not in taken]


def _agree(one: _Read, other: _Read) -> bool:
    return one.party == other.party and one.entry.stance is other.entry.stance and _about_one(one.entry, other.entry)


def _about_one(one: MachineEntry, other: MachineEntry) -> bool:
    """Are two entries readings of one stretch of text?"""
    if one.at is None or other.at is None or one.at[1] <= other.at[0] or other.at[1] <= one.at[0]:
        return False
    return _shared(one, other) >= ALIKE


def _shared(one: MachineEntry, other: MachineEntry) -> float:
    """The share of the shorter claim's words that both claims have; small words do not count."""
    words = [{word.strip(".,;:'\"()") for word in entry.claim.casefold().split()} - _SMALL for entry in (one, other)]
    shorter = min(len(words[0]), len(words[1]))
    return len(words[0] & words[1]) / shorter if shorter else float(one.claim == other.claim)


def _surer(own: _Read, other: _Read) -> _Read:
    """An entry that both read: as sure as two witnesses, and with what else the model says of it."""
    doubt = (1 - (own.entry.confidence or 0.0)) * (1 - (other.entry.confidence or 0.0))
    ours, theirs = says(own.entry), says(other.entry)
    small = _details(own.entry) != _details(other.entry)
    update = {
        "confidence": round(1 - doubt, 2),
        "rule": f"{own.entry.rule} and {other.entry.rule}",
        "aligned": other.entry.aligned,
        "differs": theirs if small and ours != theirs else None,
    }
    return _Read(own.party, own.entry.model_copy(update=update))


def _details(entry: MachineEntry) -> tuple[object, ...]:
    """What two engines that agree on party, stance and claim may still read differently."""
    return entry.firmness, entry.extent, entry.withdrawn, frozenset(entry.conditions), entry.according_to


def _against(read: _Read, others: Sequence[_Read]) -> _Read:
    """An entry that one engine reads; where the other reads the same words otherwise, with what it reads."""
    instead = [other for other in others if _about_one(read.entry, other.entry)]
    if not instead:
        return read
    best = max(instead, key=lambda other: _shared(read.entry, other.entry))
    update = {
        "confidence": round((read.entry.confidence or 0.0) * DOUBT, 2),
        "differs": f"{best.party} {says(best.entry)}",
    }
    return _Read(read.party, read.entry.model_copy(update=update))


def _topics(ours: tuple[Topic, ...], theirs: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics of both, those of overlapping words once."""
    new = [topic for topic in theirs if not any(_overlap(topic, own) for own in ours)]
    return (*ours, *new)


def _overlap(one: Topic, other: Topic) -> bool:
    return bool(one.at and other.at and one.at[0] < other.at[1] and other.at[0] < one.at[1])
