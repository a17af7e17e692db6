"""The parties: who takes part, under which names, in which bloc and role."""

from __future__ import annotations

from functools import partial

from positions.editing import parties
from positions.editing.selecting import Selection
from positions.model import Party, Role

from ..commands import bindings
from ..registry import (
    PARTY_COLUMNS,
    ROLE_WORDS,
    Line,
    blocs,
    party_facts,
    party_lines,
    party_positions,
    statement_of,
)
from ..state import Content
from .ask import AskScreen
from .choose import ChooseScreen
from .pick import PickScreen
from .registry import RegistryScreen

NAME, STATEMENT = "name ", "said "
"""What the ids of what can be split off begin with."""


class PartiesScreen(RegistryScreen):
    """Merges, renames, splits and describes parties."""

    where = "parties"
    BINDINGS = bindings("parties")
    columns = PARTY_COLUMNS
    words = ("party", "parties")

    def lines(self, content: Content) -> tuple[Line, ...]:
        """Every party."""
        return party_lines(content)

    def facts(self, content: Content, name: str) -> list[tuple[str, str]]:
        """What is known of a party."""
        return party_facts(content, name)

    @property
    def party(self) -> Party:
        """What parties.yaml says of the one under the cursor."""
        registered = self.content.snapshot.registry.parties if self.content else {}
        return registered.get(self.name_here or "", Party())

    def merge(self, names: tuple[str, ...], into: str) -> None:
        """Makes one party of several."""
        self.propose(lambda book: parties.merge(book, names, into), into)

    def action_rename(self) -> None:
        """Calls the party otherwise, in every file."""
        name = self.name_here
        if name is not None:
            self.ask(
                AskScreen(f"{name} is called", value=name),
                lambda new: self.propose(lambda book: parties.rename(book, name, new), new),
            )

    def action_split(self) -> None:
        """Makes a party of its own of some of its names, speakers and statements."""
        name, content = self.name_here, self.content
        if name is None or content is None:
            return
        party = self.party
        choices = [(NAME + one, f"{one}, and what goes by it") for one in party.aliases]
        choices += [(NAME + one, f"{one}, and what that speaker says") for one in party.speakers]
        choices += [(STATEMENT + one.key, statement_of(one)) for one in party_positions(content, name)]
        if not choices:
            self.positions_app.tell(f"{name} has no other name, no speaker and no statement that could go.")
            return

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                self._split_off(name, ids)

        self.app.push_screen(ChooseScreen(f"What leaves {name}?", "goes to the new party", choices), chosen)

    def _split_off(self, name: str, ids: tuple[str, ...]) -> None:
        names = [one.removeprefix(NAME) for one in ids if one.startswith(NAME)]
        keys = frozenset(one.removeprefix(STATEMENT) for one in ids if one.startswith(STATEMENT))
        selection = Selection(keys=keys, none=not keys)
        first = next((one for one in names if one in self.party.aliases), "")
        self.ask(
            AskScreen("What is the new party called?", value=first),
            lambda new: self.propose(lambda book: parties.split(book, name, new, names, selection), new),
        )

    def action_alias(self) -> None:
        """Gives it another name."""
        name = self.name_here
        if name is not None:
            self.ask(
                AskScreen(f"{name} is also called"),
                lambda new: self.propose(lambda book: parties.alias(book, name, [new]), name),
            )

    def action_unalias(self) -> None:
        """Takes another name away from it."""
        name, aliases = self.name_here, self.party.aliases
        if name is None or not aliases:
            self.positions_app.tell("There is no other name to take away.")
            return
        self.ask(
            PickScreen(f"{name} is not called", [(one, one) for one in aliases], aliases[0], escape="keeps them all"),
            lambda gone: self.propose(lambda book: parties.unalias(book, name, [gone]), name),
        )

    def action_bloc(self) -> None:
        """Says which bloc it belongs to."""
        name, content = self.name_here, self.content
        if name is None or content is None:
            return
        names = [one for one in blocs(content) if one != name]
        asked = AskScreen(
            f"{name} belongs to the bloc", names, value=self.party.bloc or "", new="a new bloc", may_be_empty=True
        )
        self.ask(asked, lambda bloc: self.propose(lambda book: parties.describe(book, name, bloc=bloc), name))

    def action_role(self) -> None:
        """Says what part it plays."""
        name = self.name_here
        if name is None:
            return
        choices = [(role.value, words) for role, words in ROLE_WORDS.items()]
        self.ask(
            PickScreen(f"{name} is", choices, self.party.role.value),
            lambda role: self.propose(partial(parties.describe, party=name, role=Role(role)), name),
        )
