"""No change to a file is lost, whenever it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from positions.errors import InputError, PositionsError
from positions.model import Article, Matrix, Snapshot
from positions.negotiation import Negotiation
from tui.access import Access
from tui.files import files_of
from tui.watching import Comparison, Reading, Watch, compare, look


@dataclass
class Files:
    """Files of which only a number is known: odd ones cannot be read."""

    state: int = 0
    broken: bool = False
    """Is the program itself?"""

    def read(self) -> Snapshot:
        if self.state % 2:
            raise InputError(f"fault {self.state}", path=Path("a.yaml"))
        return Snapshot(articles=(Article(id=str(self.state)),))

    def compare(self) -> Matrix:
        self.read()
        if self.broken:
            raise ZeroDivisionError("oh no")
        return Matrix(parties=(str(self.state),))

    def access(self) -> Access:
        return Access(
            name="",
            root=Path(),
            fingerprint=lambda: str(self.state),
            glance=lambda: None,
            read=self.read,
            compare=self.compare,
            compare_as_of=lambda _: self.compare(),
            diff=lambda *_: (),
            moved=lambda *_: (),
            history=lambda *_: pytest.fail("nobody asked for the history"),
            visited=lambda _: None,
            place=lambda *_: (Path(), 1),
            settle=lambda _: pytest.fail("nobody asked for coders"),
            files=files_of(Negotiation(Path())),
        )


@dataclass
class Screen:
    """Does with a `Watch` what the application does; what it was told last is what it shows."""

    files: Files = field(default_factory=Files)
    watch: Watch = field(default_factory=Watch)
    shown: str = ""
    fault: PositionsError | None = None
    comparison: Reading | None = None
    """Under way."""

    def look(self) -> None:
        self.looked(look(self.files.access(), self.watch.reading))

    def looked(self, reading: Reading) -> None:
        self.watch.reading = reading
        self.fault = self.watch.fault
        self.comparison = self.watch.due() or self.comparison

    def finish(self) -> None:
        if self.comparison is not None:
            self.finished(compare(self.files.access(), self.comparison))

    def finished(self, done: Comparison) -> None:
        self.comparison = None
        self.watch.take(done)
        self.fault = self.watch.fault
        if done.content is not None:
            self.shown = done.content.matrix.parties[0]


class Anything(RuleBasedStateMachine):
    """Files change, are put back, are looked at and compared in any order."""

    @initialize()
    def start(self) -> None:
        self.screen = Screen()
        self.early: Reading | None = None

    @rule()
    def change(self) -> None:
        self.screen.files.state += 1

    @rule()
    def put_back(self) -> None:
        self.screen.files.state = max(0, self.screen.files.state - 1)

    @precondition(lambda self: self.early is None)
    @rule()
    def begin_look(self) -> None:
        self.early = look(self.screen.files.access(), self.screen.watch.reading)

    @precondition(lambda self: self.early is not None)
    @rule()
    def end_look(self) -> None:
        assert self.early is not None
        self.screen.looked(self.early)
        self.early = None

    @rule()
    def finish(self) -> None:
        self.screen.finish()

    @invariant()
    def one_look_tells_a_fault_and_a_comparison_after_it_shows_the_rest(self) -> None:
        if not hasattr(self, "screen") or self.early is not None:
            return
        screen = self.screen
        screen.look()
        assert screen.fault is not None or screen.files.state % 2 == 0

    def teardown(self) -> None:
        if self.early is not None:
            self.screen.looked(self.early)
        for _ in range(2):
            self.screen.finish()
            self.screen.look()
        self.screen.finish()
        faulty = bool(self.screen.files.state % 2)
        assert (self.screen.fault is not None) == faulty
        assert faulty or self.screen.shown == str(self.screen.files.state)


Anything.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestAnything = Anything.TestCase


def test_a_fault_that_comes_while_a_comparison_runs_is_known_at_once() -> None:
    screen = Screen()
    screen.look()
    assert screen.comparison is not None
    screen.files.state = 1
    screen.look()
    assert str(screen.fault) == "a.yaml: fault 1"
    screen.finish()
    assert screen.fault is not None
    screen.files.state = 2
    screen.look()
    screen.finish()
    assert (screen.shown, screen.fault) == ("2", None)


def test_a_file_that_breaks_and_is_put_back_under_a_comparison_is_compared_again() -> None:
    screen = Screen()
    screen.look()
    screen.files.state = 1
    screen.finish()
    screen.files.state = 0
    screen.look()
    screen.finish()
    assert (screen.shown, screen.fault) == ("0", None)


def test_files_that_change_under_a_comparison_and_are_put_back_are_compared_again() -> None:
    screen = Screen()
    screen.look()
    screen.files.state = 2
    screen.finish()
    assert screen.shown == "2"
    screen.files.state = 0
    screen.look()
    screen.finish()
    assert screen.shown == "0"


def test_our_own_fault_is_told_and_not_tried_again_until_asked_or_changed() -> None:
    screen = Screen()
    screen.files.broken = True
    screen.look()
    screen.finish()
    assert "ZeroDivisionError: oh no" in str(screen.fault)
    screen.look()
    assert screen.comparison is None
    screen.files.broken = False
    screen.watch.forget_failure()
    screen.look()
    screen.finish()
    assert (screen.shown, screen.fault) == ("0", None)
