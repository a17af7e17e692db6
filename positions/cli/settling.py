"""The disagreements of coders one by one on a terminal, each decision saved at once."""

from __future__ import annotations

import click

from positions.cli.disagreements import print_unit
from positions.cli.keys import pressed
from positions.cli.printing import Page, narrate
from positions.errors import PositionsError
from positions.reliability import FIELDS, Field, Session, Target, Unit
from positions.wording import counted

_KEYS = {
    "1 to 9": "this coder's version is right; where that is nothing, nothing is stated there",
    "m": "mix: choose party, stance and issue one by one",
    "x": "nobody's version is right: nothing is stated there",
    "k": "skip (or the space bar)",
    "u": "take back the last decision of this session",
    "?": "these keys",
    "q": "leave; everything done is kept",
}


class SettlingSession:
    """One or more people at one terminal."""

    def __init__(self, target: Target) -> None:
        self._session = Session(target)
        self._coders = target.coding.coders
        self._root = target.negotiation.root
        self._page = Page()

    def run(self) -> None:
        """Ask until nothing is left or the people leave."""
        session = self._session
        try:
            while session.current is not None:
                self._show(session.current)
                if not self._ask(session.current):
                    break
        except (EOFError, KeyboardInterrupt, click.Abort):
            self._page.line()
        left = len(session.queue) - session.decided
        narrate(f"{counted(session.decided, 'decision')} saved in {self._root}; {left} left")

    def _show(self, unit: Unit) -> None:
        page = self._page
        page.line()
        page.line(page.style(f"{self._session.at + 1} of {len(self._session.queue)}", bold=True))
        print_unit(page, self._coders, unit)
        before, quote, behind = self._session.sentence
        page.paragraph(" ".join(f"{before}[{quote}]{behind}".split()), first="  ")
        mix = "" if None in unit.versions else " · m mix"
        page.line(f"1 to {len(unit.versions)} that coder's version{mix} · x nothing · k skip · ? help · q quit")

    def _ask(self, unit: Unit) -> bool:
        """One key; False when they leave. A fault is told, and the same disagreement shown again."""
        key = pressed()
        if key is None:
            return False
        try:
            self._obey(key, unit)
        except PositionsError as error:
            narrate(str(error))
        return True

    def _obey(self, key: str, unit: Unit) -> None:
        session = self._session
        simple = {" ": session.skip, "k": session.skip, "u": session.undo, "x": session.drop}
        if key in simple:
            simple[key]()
        elif key == "m" and None not in unit.versions:
            session.mix({field: self._chosen(field, unit) for field in FIELDS if field in unit.differences})
        elif key.isdecimal() and 1 <= int(key) <= len(unit.versions):
            session.take(int(key) - 1)
        else:
            for name, words in _KEYS.items():
                self._page.line(f"  {name}  {words}")

    def _chosen(self, field: Field, unit: Unit) -> int:
        """The number of the coder who is right about a field."""
        for number, value in enumerate(unit.values(field), 1):
            self._page.paragraph(value or "nothing", first=f"  {number} ")
        choice = click.IntRange(1, len(unit.versions))
        return int(click.prompt(f"  whose {field}", type=choice)) - 1
