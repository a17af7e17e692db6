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

        content = self.view.content if self.view is not None else None
        open_history(self.positions_app, content, self.table.row.issue if self.table.row else None, self.table.party)

    def action_diff(self) -> None:
        """Opens the diff of the last two articles."""
        from ..diffs import Kind, Sides
        from ..moves import latest_pair
        from .diff import DiffScreen

        pair = latest_pair(self.view.content) if self.view else None
        if pair is None:
            self.positions_app.tell("A diff takes two articles: A adds another.")
            return
        self.app.push_screen(DiffScreen(Sides(Kind.ARTICLES, *pair)))

    def action_since(self) -> None:
        """Opens the diff of what has come since the last visit."""
        from ..diffs import Kind, Sides
        from .diff import DiffScreen

        self.app.push_screen(DiffScreen(Sides(Kind.VISIT)))

    def action_closeness(self) -> None:
        """Opens how near the parties stand; a pair picked there is shown alone, an issue is gone to."""
        from .closeness import ClosenessScreen, Wanted

        view = self.view
        if view is None or view.content.advice is not None:
            return

        def chosen(wanted: Wanted | None) -> None:
            if wanted is not None and wanted.pair is not None:
                self._choose(lambda view: view.arranged(pair=wanted.pair))
            elif wanted is not None and wanted.issue is not None:
                self.go(Place("issue", wanted.issue, wanted.issue, 0))

        self.app.push_screen(ClosenessScreen(view.content, self.table.party), chosen)
