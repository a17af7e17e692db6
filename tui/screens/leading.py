"""Where the matrix leads to from the place under its cursor: the diff, the history, the closeness."""

from __future__ import annotations

from abc import abstractmethod

from ..places import Place
from .arranging import ArrangingScreen


class LeadingScreen(ArrangingScreen):
    """Opens them, and shows what was chosen there; going to an issue is the subclass's."""

    @abstractmethod
    def go(self, found: Place) -> None:
        """Moves to an issue."""

    def action_history(self) -> None:
        """Opens what the party under the cursor said on the issue over time."""
        from .history import open_history

        view = self.arrangeable()
        if view is not None:
            issue = self.table.row.issue if self.table.row else None
            open_history(self.positions_app, view.content, issue, self.table.party)

    def action_diff(self) -> None:
        """Opens the diff of the last two articles, which waits until they are read."""
        from ..diffs import LATEST, known
        from .diff import TOO_FEW, DiffScreen

        waits = self.view is None or self.view.content.is_glimpse
        sides = LATEST if self.view is None or waits else known(LATEST, self.view.content)
        if sides is None:
            self.positions_app.tell(TOO_FEW)
        else:
            self.app.push_screen(DiffScreen(sides))

    def action_since(self) -> None:
        """Opens the diff of what has come since the last visit."""
        from ..diffs import Kind, Sides
        from .diff import DiffScreen

        self.app.push_screen(DiffScreen(Sides(Kind.VISIT)))

    def action_closeness(self) -> None:
        """Opens how near the parties stand; a pair picked there is shown alone, an issue is gone to."""
        from .closeness import ClosenessScreen, Wanted

        view = self.arrangeable()
        if view is None:
            return

        def chosen(wanted: Wanted | None) -> None:
            if wanted is not None and wanted.pair is not None:
                self._choose(lambda view: view.arranged(pair=wanted.pair))
            elif wanted is not None and wanted.issue is not None:
                self.go(Place("issue", wanted.issue, wanted.issue, 0))

        self.app.push_screen(ClosenessScreen(view.content, self.table.party), chosen)
