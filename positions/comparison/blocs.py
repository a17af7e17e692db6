"""Blocs: whom a party speaks with, who inherits what a bloc says, and who dissents.

Owns what `bloc:` in parties.yaml means for a comparison: a bloc and its members are one voice, which counts once. It
settles no status; `status` does, from voices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from positions.comparison.verdicts import Verdict, verdict
from positions.model import Placed, Registry, Role, name_key


class Blocs:
    """The blocs that a registry tells of.

    A bloc may belong to another one. One that is a mediator or an observer negotiates for nobody: its members are
    voices of their own. One that is not registered still makes its members one voice, and is known by its
    name among the `parties` that hold positions.
    """

    def __init__(self, registry: Registry, parties: Iterable[str] = ()) -> None:
        names = registry.names_of()
        spelled = {name_key(party): party for party in parties}
        self._bloc: dict[str, str] = {}
        for party, described in registry.parties.items():
            if described.bloc is None:
                continue
            meant = names.get(name_key(described.bloc), ())
            bloc = meant[0] if len(meant) == 1 else spelled.setdefault(name_key(described.bloc), described.bloc)
            if bloc != party and registry.role_of(bloc) is Role.PRINCIPAL:
                self._bloc[party] = bloc

    def of(self, party: str) -> tuple[str, ...]:
        """The blocs that a party belongs to, the nearest first."""
        found: list[str] = []
        bloc = self._bloc.get(party)
        while bloc is not None and bloc != party and bloc not in found:
            found.append(bloc)
            bloc = self._bloc.get(bloc)
        return tuple(found)

    def voice(self, party: str) -> str:
        """Who counts for a party: the outermost bloc that it belongs to, else the party itself.

        Blocs that are said to belong to each other are one.
        """
        around = self.of(party)
        outermost = around[-1] if around else party
        return min(outermost, *self.of(outermost)) if outermost in self._bloc else outermost

    def one_voice(self, one: str, other: str) -> bool:
        """Do the two speak for one bloc, or one of them for the other?"""
        return self.voice(one) == self.voice(other)

    def inherited(self, placed: Sequence[Placed], parties: Sequence[str]) -> dict[str, str]:
        """Each of the parties that has no current position here → the nearest of its blocs that has one of its own."""
        speaking = {one.position.party for one in placed if one.current}
        own = {one.position.party for one in placed if one.current and one.position.according_to is None}
        found = {
            party: next((bloc for bloc in self.of(party) if bloc in own), None)
            for party in (parties if self._bloc else ())  # most negotiations have no bloc, and all issues ask
            if party in self._bloc and party not in speaking
        }
        return {party: bloc for party, bloc in found.items() if bloc is not None}

    def dissents(self, deciding: Sequence[Placed]) -> dict[str, str]:
        """Each party that opposes its bloc, or, where no bloc of it speaks, another member of it → the bloc.

        `deciding` are current positions, one of each party.
        """
        said = {one.position.party: one for one in deciding}
        return {
            party: bloc
            for party, one in said.items()
            for bloc, others in self._around(party, said)
            if any(verdict(one, other) is Verdict.OPPOSED for other in others)
        }

    def _around(self, party: str, said: Mapping[str, Placed]) -> list[tuple[str, list[Placed]]]:
        """The bloc that a party is held against, with its own word, or else the words of its other members."""
        around = self.of(party)
        speaking = next((bloc for bloc in around if bloc in said), None)
        if speaking is not None:
            return [(speaking, [said[speaking]])]
        if not around or any(party in self.of(other) for other in said):
            return []
        others = [one for other, one in said.items() if other != party and self.one_voice(party, other)]
        return [(around[0], others)]
