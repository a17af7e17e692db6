"""What the review and the settling share: decisions are written beside the screen, one at a time.

Owned here: that what is to be decided is read beside the screen too, that the keys are answered while another process
holds the negotiation, that nothing typed meanwhile falls on what comes next, and that a person hears of what could not
be written, wherever they are by then.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from textual import work
from textual.message import Message
from textual.timer import Timer

from positions.errors import PositionsError

from ..widgets.bars import TitleBar
from .base import BaseScreen

PATIENCE_SECONDS = 0.3
"""What is written sooner, as most is, is not announced."""


class Sitting(Protocol):
    """What is decided on, one after the other."""

    def undo(self) -> object:
        """Takes back the last decision. Raises PositionsError."""
        ...


S = TypeVar("S", bound=Sitting)
Read = TypeVar("Read", bound=Sitting)


class DecidingScreen(BaseScreen[None], Generic[S]):
    """Carries out decisions; what they are, and what is shown after one, is the subclass's."""

    @dataclass
    class Opened(Message, Generic[Read]):
        """What is to be decided has been read, or why it cannot be."""

        session: Read | PositionsError

    def __init__(self) -> None:
        super().__init__()
        self.session: S | None = None
        self.is_deciding = False
        """Is a decision yet to be written?"""
        self._announcing: Timer | None = None

    @abstractmethod
    def show_current(self) -> None:
        """Shows what is to be decided now."""

    @work(thread=True, group="decide", description="read what is to be decided")
    def open(self, read: Callable[[], S]) -> None:
        """Reads what is to be decided, and shows the first of it."""
        found: S | PositionsError
        try:
            found = read()
        except PositionsError as fault:
            found = fault
        self.post_message(self.Opened(found))

    def on_deciding_screen_opened(self, opened: Opened[S]) -> None:
        """Shows the first, or why there is none to show."""
        if isinstance(opened.session, PositionsError):
            self.positions_app.tell(str(opened.session), error=True)
            self.dismiss(None)
            return
        self.session = opened.session
        self.show_current()

    def decided(self, fault: PositionsError | None) -> None:
        """Shows what comes next; what kept the decision from being written is told."""
        if fault is not None:
            self.positions_app.tell(str(fault), error=True)
        self.show_current()

    def may_decide(self) -> bool:
        """Can something be decided now? Where the last decision is still being written, a person is told so."""
        if self.is_deciding:
            self.positions_app.tell("The last decision is still being written; this key did nothing.")
        return not self.is_deciding

    def decide(self, call: Callable[[], object]) -> None:
        """Has a decision written, unless one is being written already."""
        if self.may_decide():
            self.is_deciding = True
            self._announcing = self.set_timer(PATIENCE_SECONDS, self._announce)
            self._carry_out(call)

    def _announce(self) -> None:
        self.query_one(TitleBar).show_activity("writing…")

    @work(thread=True, group="decide", description="write a decision")
    def _carry_out(self, call: Callable[[], object]) -> None:
        app, fault = self.positions_app, None
        try:
            call()
        except PositionsError as error:
            fault = error
        is_told = app.call_later(self._end, fault)  # the application's, since this screen may have been left
        if fault is not None and not is_told:
            print(f"Not written: {fault}", file=sys.stderr)  # and so may the application, which waits for this thread

    def _end(self, fault: PositionsError | None) -> None:
        self.is_deciding = False
        app = self.positions_app
        if self in app.screen_stack:
            if self._announcing is not None:
                self._announcing.stop()
            self.query_one(TitleBar).show_activity(app.activity)
            self.decided(fault)
        elif fault is not None:
            app.tell(f"Not written: {fault}", error=True)
        app.look(after_edit=True)

    def action_undo(self) -> None:
        """Takes back the last decision that was made here."""
        if self.session is not None:
            self.decide(self.session.undo)
