"""The issues: what is negotiated, under which names and theme, and what being for it means."""

from __future__ import annotations

import datetime as dt

from positions.editing import issues
from positions.editing.selecting import Selection, members
from positions.errors import PositionsError
from positions.model import Issue, Status, StatusOverride
from positions.reviewing import reviewer

from ..commands import bindings
from ..registry import ISSUE_COLUMNS, Line, issue_facts, issue_lines, issue_positions, row_of, statement_of, themes
from ..state import Content
from .ask import AskScreen
from .choose import ChooseScreen
from .pick import PickScreen
from .registry import RegistryScreen

AS_THE_POSITIONS = "none"


class IssuesScreen(RegistryScreen):
    """Merges, renames, splits and describes issues."""

    where = "issues"
    BINDINGS = bindings("issues")
    columns = ISSUE_COLUMNS
    words = ("issue", "issues")

    def lines(self, content: Content) -> tuple[Line, ...]:
        """Every issue."""
        return issue_lines(content)

    def facts(self, content: Content, name: str) -> list[tuple[str, str]]:
        """What is known of an issue."""
        return issue_facts(content, name)

    @property
    def issue(self) -> Issue:
        """What issues.yaml says of the one under the cursor."""
        book = self.content.snapshot.codebook.issues if self.content else {}
        return book.get(self.name_here or "", Issue())

    @property
    def members(self) -> issues.Members:
        """The issues that there are, with their positions."""
        return members(self.content.matrix) if self.content else {}

    def merge(self, names: tuple[str, ...], into: str) -> None:
        """Makes one issue of several."""
        there = self.members
        self.propose(lambda book: issues.merge(book, there, names, into), into)

    def action_rename(self) -> None:
        """Calls the issue otherwise, in every file."""
        name, there = self.name_here, self.members
        if name is not None:
            self.ask(
                AskScreen("The issue is called", value=name),
                lambda new: self.propose(lambda book: issues.rename(book, there, name, new), new),
            )

    def action_split(self) -> None:
        """Makes an issue of its own of some of its positions."""
        name, there, content = self.name_here, self.members, self.content
        if name is None or content is None:
            return
        positions = [placed.position for placed in issue_positions(row_of(content, name))]
        if len(positions) < 2:
            self.positions_app.tell("An issue is split where it has two positions or more.")
            return

        def chosen(keys: tuple[str, ...] | None) -> None:
            if keys is not None:
                selection = Selection(keys=frozenset(keys))
                self.ask(
                    AskScreen("What is the new issue called?"),
                    lambda new: self.propose(lambda book: issues.split(book, there, name, new, selection), new),
                )

        choices = [(one.key, f"{one.party} {statement_of(one)}") for one in positions]
        self.app.push_screen(ChooseScreen(f"What leaves “{name}”?", "goes to the new issue", choices), chosen)

    def action_alias(self) -> None:
        """Gives it another name: what goes by it belongs to it."""
        name, there = self.name_here, self.members
        if name is not None:
            self.ask(
                AskScreen(f"“{name}” is also called"),
                lambda new: self.propose(lambda book: issues.alias(book, there, name, [new]), name),
            )

    def action_unalias(self) -> None:
        """Takes another name away from it."""
        name, there, also = self.name_here, self.members, self.issue.also
        if name is None or not also:
            self.positions_app.tell("There is no other name to take away.")
            return
        self.ask(
            PickScreen(f"“{name}” is not called", [(one, one) for one in also], also[0], escape="keeps them all"),
            lambda gone: self.propose(lambda book: issues.unalias(book, there, name, [gone]), name),
        )

    def action_theme(self) -> None:
        """Says what it belongs to."""
        name, there, content = self.name_here, self.members, self.content
        if name is None or content is None:
            return
        asked = AskScreen(
            f"“{name}” belongs to the theme",
            themes(content),
            value=self.issue.theme or "",
            new="a new theme",
            may_be_empty=True,
        )
        self.ask(asked, lambda theme: self.propose(lambda book: issues.describe(book, there, name, theme=theme), name))

    def action_proposition(self) -> None:
        """Says what being for it means."""
        name, there, content = self.name_here, self.members, self.content
        row = row_of(content, name) if content is not None and name is not None else None
        if name is None:
            return
        value = self.issue.proposition or (row.proposition if row else "")
        self.ask(
            AskScreen(f"Being for “{name}” means", value=value, may_be_empty=True),
            lambda words: self.propose(lambda book: issues.describe(book, there, name, proposition=words), name),
        )

    def action_status(self) -> None:
        """Says where it stands, whatever the positions tell."""
        name, negotiation = self.name_here, self.positions_app.access.negotiation
        if name is None or negotiation is None:
            return
        try:
            by = reviewer(negotiation)
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
            return
        choices = [(status.value, f"{status.value}, says {by}") for status in Status]
        choices.append((AS_THE_POSITIONS, "as the positions tell"))
        now = self.issue.status.is_.value if self.issue.status else AS_THE_POSITIONS
        self.ask(PickScreen(f"“{name}” is", choices, now), lambda word: self._decide(name, word, by))

    def _decide(self, name: str, word: str, by: str) -> None:
        there = self.members
        status = None if word == AS_THE_POSITIONS else StatusOverride(is_=Status(word), by=by, on=dt.date.today())
        self.propose(lambda book: issues.decide(book, there, name, status), name)
