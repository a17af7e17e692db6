"""The commands of the table, in Textual's command palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from positions.display import one_line

from .commands import Command, commands_of
from .places import found


class TableProvider(Provider):
    """Offers the commands of the screen below and those that apply everywhere."""

    def _offered(self) -> Iterable[Command]:
        where = getattr(self.screen, "where", "")
        return (command for command in [*commands_of(where), *commands_of("app")] if command.palette)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_words(command), self._run(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = max(matcher.match(command.title), matcher.match(command.help))
            if score > 0:
                yield Hit(score, _words(command), self._run(command), help=command.help)

    def _run(self, command: Command) -> IgnoreReturnCallbackType:
        owner = self.app if command.where == "app" else self.screen
        return partial(self.app.run_action, command.action, default_namespace=owner)


def _words(command: Command) -> str:
    return f"{command.title}  ({command.key_text})"


class PlaceProvider(Provider):
    """Offers issues, parties and articles by their words, where the matrix is shown."""

    async def search(self, query: str) -> Hits:
        """Those that have all the words, in the order in which the matrix has them."""
        from .screens.matrix import MatrixScreen

        screen = self.screen
        if not isinstance(screen, MatrixScreen) or screen.view is None:
            return
        matcher = self.matcher(query)
        for place in found(query, screen.view):
            name = one_line(place.name)
            yield Hit(matcher.match(name) or 1 / (2 + place.rank), name, partial(screen.go, place), help=place.kind)
