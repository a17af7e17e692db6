"""What the screens of parties and of issues share: a list, what is known of the line in view, and edits that are shown
before they are done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from positions.editing import Make, Plan, carry_out, plan
from positions.errors import ConflictError, PositionsError
from positions.journal import Step
from positions.negotiation import Negotiation
from positions.wording import counted

from ..registry import Column, Line, Listing, summary
from ..state import Content
from ..widgets.bars import TitleBar
from ..widgets.listing import ListTable
from .ask import AskScreen, ConfirmScreen
from .base import HEIGHTS, BaseScreen
from .pick import PickScreen

OTHER = "another name…"


class RegistryScreen(BaseScreen[None]):
    """A list of what people have named; each edit is a call of the library, as the command's is."""

    AUTO_FOCUS = "#body"
    tells_changes = False
    VERTICAL_BREAKPOINTS = HEIGHTS
    columns: ClassVar[tuple[Column, ...]]
    words: ClassVar[tuple[str, str]]
    """What one of them is called, and several."""

    @dataclass
    class Planned(Message):
        """What an edit would change is known, or why it cannot be."""

        make: Make
        plan: Plan | PositionsError
        at: str | None

    @dataclass
    class Done(Message):
        """An edit was carried out, or was not."""

        told: str
        fault: PositionsError | None
        at: str | None

    @dataclass
    class Found(Message):
        """What could be taken back."""

        step: Step | None
        fault: PositionsError | None = None

    def __init__(self, at: str | None = None) -> None:
        """`at` is the name that the cursor first stands on."""
        super().__init__()
        self._at = at

    def compose_body(self) -> Iterable[Widget]:
        yield ListTable(id="body")
        with VerticalScroll(id="facts", can_focus=False):
            yield Static(id="facts-words")
        yield Input(placeholder="words in any column; Enter keeps, Esc clears", id="filter", compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self._show(Listing(self.columns, ()))
        self.watch(self.app, "content", self._renew)

    @property
    def table(self) -> ListTable:
        """The list."""
        return self.query_one(ListTable)

    @property
    def listing(self) -> Listing:
        """What it shows."""
        return self.table.listing or Listing(self.columns, ())

    @property
    def content(self) -> Content | None:
        """What was read last."""
        return self.positions_app.content

    @property
    def name_here(self) -> str | None:
        """The name that the cursor stands on."""
        return self.table.line.name if self.table.line else None

    @abstractmethod
    def lines(self, content: Content) -> tuple[Line, ...]:
        """What is listed."""

    @abstractmethod
    def facts(self, content: Content, name: str) -> list[tuple[str, str]]:
        """What is known of one of them."""

    def _renew(self, content: Content | None) -> None:
        if content is not None:
            self._show(self.listing.renewed(self.lines(content)), self._at)

    def _show(self, listing: Listing, at: str | None = None) -> None:
        self.table.show(listing, at)
        if at is not None and at == self.name_here:
            self._at = None
        place, counts = ("", summary(listing, *self.words)) if self.content is not None else ("reading…", "")
        self.query_one(TitleBar).show(self.words[1].capitalize(), place, counts)

    @on(ListTable.Moved)
    def _show_facts(self, moved: ListTable.Moved) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=12, no_wrap=True)
        grid.add_column(ratio=1)
        if moved.name is not None and self.content is not None:
            for label, words in self.facts(self.content, moved.name):
                grid.add_row(Text(label, style="dim"), Text(words))
        self.query_one("#facts-words", Static).update(grid)
        self.query_one("#facts").scroll_home(animate=False)

    # Moving about

    def action_move(self, by: int) -> None:
        """Moves the cursor."""
        self.table.move(by)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by a screenful."""
        self.table.move(pages * self.table.page)

    def action_edge(self, where: int) -> None:
        """To the first (-1) or the last (1)."""
        self.table.move(where * len(self.listing.lines))

    def action_scroll_facts(self, lines: int) -> None:
        """Scrolls what is known."""
        self.query_one("#facts").scroll_relative(y=lines, animate=False)

    @on(ListTable.Opened)
    def action_mark(self) -> None:
        """Marks what the cursor stands on, or takes its mark away."""
        if self.name_here is not None:
            self._show(self.listing.toggled(self.name_here))
            self.table.move(1)

    def action_filter(self) -> None:
        """Opens the filter."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    @on(Input.Changed)
    def _narrow(self, changed: Input.Changed) -> None:
        self._show(replace(self.listing, needle=changed.value))

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.query_one(Input).display = bool(self.query_one(Input).value)
        self.table.focus()

    def action_back(self) -> None:
        """Clears the filter, else the marks, else goes back."""
        field = self.query_one(Input)
        if field.display:
            field.value = ""
            field.display = False
            self.table.focus()
        elif self.listing.marked:
            self._show(replace(self.listing, marked=()))
        else:
            super().action_back()

    # Asking

    def ask(self, screen: AskScreen | PickScreen, then: Callable[[str], None]) -> None:
        """Goes on with what is answered, if anything is."""
        self.app.push_screen(screen, lambda words: then(words) if words is not None else None)

    def pick_name(self, names: tuple[str, ...], then: Callable[[str], None]) -> None:
        """Asks which of several names stays, or for another."""

        def picked(name: str) -> None:
            if name:
                then(name)
            else:
                self.ask(AskScreen("What are they called together?"), then)

        choices = [*((name, name) for name in names), ("", OTHER)]
        self.ask(PickScreen("They become one. Which name stays?", choices, names[0], escape="merges nothing"), picked)

    def action_merge(self) -> None:
        """Makes one of several."""
        names = self.listing.with_cursor(self.name_here if len(self.listing.marked) < 2 else None)
        if len(names) < 2:
            self.positions_app.tell(f"Mark another {self.words[0]} with Space, then m makes one of the two.")
            return
        self.pick_name(names, lambda into: self.merge(names, into))

    @abstractmethod
    def merge(self, names: tuple[str, ...], into: str) -> None:
        """Makes one of several, under that name."""

    # Editing

    def propose(self, make: Make, at: str | None = None) -> None:
        """Shows what an edit would change, and does it when the person says so; then the cursor is on `at`."""
        negotiation = self.positions_app.access.negotiation
        if negotiation is not None:
            self.query_one(TitleBar).show_activity("working out what would change…")
            self._plan(negotiation, make, at)

    @work(thread=True, group="registry", description="plan")
    def _plan(self, negotiation: Negotiation, make: Make, at: str | None) -> None:
        try:
            self.post_message(self.Planned(make, plan(negotiation, make), at))
        except PositionsError as fault:
            self.post_message(self.Planned(make, fault, at))

    def on_registry_screen_planned(self, planned: Planned) -> None:
        """Shows it."""
        self.query_one(TitleBar).show_activity(self.positions_app.activity)
        found = planned.plan
        if isinstance(found, PositionsError):
            self.positions_app.tell(str(found), error=True)
        elif not found.writes:
            self.positions_app.tell("There is nothing to change: it is so already.")
        else:

            def answered(yes: bool | None) -> None:
                negotiation = self.positions_app.access.negotiation
                if yes and negotiation is not None:
                    self.query_one(TitleBar).show_activity("writing…")
                    self._carry_out(negotiation, planned.make, found, planned.at)

            self.app.push_screen(ConfirmScreen(found.edit.title, found.lines), answered)

    @work(thread=True, group="registry", description="carry out")
    def _carry_out(self, negotiation: Negotiation, make: Make, planned: Plan, at: str | None) -> None:
        told = f"{planned.edit.title}: {counted(len(planned.writes), 'file')} changed; u takes it back"
        try:
            carry_out(negotiation, make, planned)
            self.post_message(self.Done(told, None, at))
        except PositionsError as fault:
            self.post_message(self.Done("", fault, None))

    def on_registry_screen_done(self, done: Done) -> None:
        """Says so, and reads the files again."""
        self.query_one(TitleBar).show_activity(self.positions_app.activity)
        if done.fault is not None:
            self.positions_app.tell(str(done.fault), error=True)
        else:
            self._at = done.at
            self._show(replace(self.listing, marked=()))
            self.positions_app.tell(done.told)
        self.positions_app.look(after_edit=True)

    # Taking back

    def action_undo(self) -> None:
        """Takes back the last edit, if it is one of these, after showing which."""
        negotiation = self.positions_app.access.negotiation
        if negotiation is not None:
            self._find_last(negotiation)

    @work(thread=True, group="registry", description="find the last step")
    def _find_last(self, negotiation: Negotiation) -> None:
        try:
            self.post_message(self.Found(next(iter(negotiation.steps()), None)))
        except PositionsError as fault:
            self.post_message(self.Found(None, fault))

    def on_registry_screen_found(self, found: Found) -> None:
        """Asks, or says why there is nothing to ask."""
        step = found.step
        if found.fault is not None:
            self.positions_app.tell(str(found.fault), error=True)
        elif step is None or not step.title.startswith(("parties ", "issues ")):
            last = f"the last edit was: {step.title}" if step is not None else "there is no edit"
            self.positions_app.tell(f"Nothing of parties or issues to take back: {last}.")
        else:

            def answered(yes: bool | None) -> None:
                negotiation = self.positions_app.access.negotiation
                if yes and negotiation is not None:
                    self._undo(negotiation, step)

            when = f"{step.when:%Y-%m-%d %H:%M}, {counted(len(step.writes), 'file')}"
            lines = [when, *(f"  {write.path}" for write in step.writes)]
            self.app.push_screen(ConfirmScreen(f"Take back: {step.title}", lines), answered)

    @work(thread=True, group="registry", description="undo")
    def _undo(self, negotiation: Negotiation, wanted: Step) -> None:
        try:
            last = next(iter(negotiation.steps()), None)
            if last is None or (last.number, last.when) != (wanted.number, wanted.when):
                raise ConflictError("something else was edited since", hint="look at it again")
            negotiation.undo()
            self.post_message(self.Done(f"taken back: {wanted.title}", None, None))
        except PositionsError as fault:
            self.post_message(self.Done("", fault, None))
