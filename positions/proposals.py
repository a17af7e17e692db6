"""The parties of a negotiation: what parties.yaml says of them, and what the articles say besides.

What articles teach (who speaks for whom, what names mean) helps the program at once, but enters parties.yaml only by a
person's hand; here it is gathered as proposals. Nothing is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from positions.model import Learned, Registry, Role, Snapshot, name_key
from positions.negotiation import Negotiation


@dataclass(frozen=True)
class ListedParty:
    """A party with its registered names and the number of its statements."""

    name: str
    registered: bool
    role: Role
    aliases: tuple[str, ...]
    speakers: tuple[str, ...]
    positions: int
    bloc: str | None = None


@dataclass(frozen=True)
class ProposedParty:
    """What articles say of a party that parties.yaml does not."""

    name: str
    registered: bool
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Another name of it → the articles that use it."""
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who speaks for it → the articles that say so."""


def parties(negotiation: Negotiation) -> tuple[ListedParty, ...]:
    """Every party that is registered or holds a position, the one with most statements first. Raises FileFaults."""
    return listed(negotiation.snapshot())


def listed(snapshot: Snapshot) -> tuple[ListedParty, ...]:
    """The same, of what was read before."""
    registry = snapshot.registry
    counts = Counter(position.party for position in snapshot.positions)
    known = {name: registry.parties.get(name) for name in (*registry.parties, *counts)}
    found = [
        ListedParty(
            name,
            registered=entry is not None,
            role=registry.role_of(name),
            aliases=entry.aliases if entry else (),
            speakers=entry.speakers if entry else (),
            positions=counts[name],
            bloc=entry.bloc if entry else None,
        )
        for name, entry in known.items()
    ]
    return tuple(sorted(found, key=lambda party: (-party.positions, party.name)))


def proposals(negotiation: Negotiation) -> tuple[ProposedParty, ...]:
    """What could be added to parties.yaml, for parties that are registered or hold a position. Raises FileFaults."""
    taught = []
    for article_id in negotiation.article_ids():
        machine = negotiation.machine_file(article_id)
        if machine is not None:
            taught.append((article_id, machine.learned))
    return proposed(negotiation.registry, _counts(negotiation), taught)


def proposed(
    registry: Registry, counts: Mapping[str, int], taught: Iterable[tuple[str, Learned]]
) -> tuple[ProposedParty, ...]:
    """What articles teach of the parties that have `counts` statements, or are registered, and parties.yaml lacks."""
    known = registry.names_of()
    speaking = {name_key(speaker) for party in registry.parties.values() for speaker in party.speakers}
    aliases: dict[str, dict[str, list[str]]] = defaultdict(dict)
    speakers: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for article_id, learned in taught:
        for name, party in (learned.acronyms | learned.states).items():
            if name_key(name) not in known and name_key(name) != name_key(party):
                _enter(aliases[party], name, article_id)
        for person, party in learned.people.items():
            if name_key(person) not in known and name_key(person) not in speaking:
                _enter(speakers[party], person, article_id)
    names = sorted({*registry.parties, *counts}, key=lambda name: (-counts.get(name, 0), name))
    found = [
        ProposedParty(name, name in registry.parties, _settled(aliases[name]), _settled(speakers[name]))
        for name in names
    ]
    return tuple(party for party in found if not party.registered or party.aliases or party.speakers)


def _counts(negotiation: Negotiation) -> Counter[str]:
    """How many statements each party has made."""
    return Counter(position.party for position in negotiation.snapshot().positions)


def _enter(names: dict[str, list[str]], name: str, article_id: str) -> None:
    """One more article for a name, whatever case it is written in."""
    spelled = next((known for known in names if name_key(known) == name_key(name)), name)
    names.setdefault(spelled, []).append(article_id)


def _settled(names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The names in the order in which they were met, each article once."""
    return {name: tuple(dict.fromkeys(articles)) for name, articles in names.items()}
