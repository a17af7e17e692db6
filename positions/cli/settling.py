"""The disagreements of coders one by one on a terminal, each decision saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import click

from positions import review
from positions.cli.printing import Page, counted, narrate
from positions.cli.reliability import print_unit
from positions.errors import PositionsError, UsageError
from positions.reliability import FIELDS, Field, Target, Unit

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
    """One or more people at one terminal, and what they have decided since it began."""

    def __init__(self, target: Target, pending: Sequence[Unit]) -> None:
        self._target, self._queue = target, pending
        self._at = 0
        self._done: list[tuple[int | None, int]] = []
        """Step, where something was written, and place in the queue, for each decision."""
        self._last = self._last_number()
        self._page = Page()

    def run(self) -> None:
        """Ask until nothing is left or the people leave."""
        try:
            while self._at < len(self._queue):
                self._show()
                if not self._ask():
                    break
        except (EOFError, KeyboardInterrupt, click.Abort):
            self._page.line()
        left = len(self._queue) - len(self._done)
        root = self._target.negotiation.root
        narrate(f"{counted(len(self._done), 'decision')} saved in {root}; {left} left")

    def _show(self) -> None:
        page, unit = self._page, self._queue[self._at]
        page.line()
        page.line(page.style(f"{self._at + 1} of {len(self._queue)}", bold=True))
        print_unit(page, self._target.coding.coders, unit)
        page.paragraph(self._sentence(unit), first="  ")
        mix = "" if None in unit.versions else " · m mix"
        page.line(f"1 to {len(unit.versions)} that coder's version{mix} · x nothing · k skip · ? help · q quit")

    def _sentence(self, unit: Unit) -> str:
        text = next((one.text for one in self._target.coding.articles if one.id == unit.article), None)
        if text is None or unit.place[0] < 0:
            return unit.first.entry.quote or "no quote"
        before, quote, behind = review.sentence_of(text, unit.place)
        return " ".join(f"{before}[{quote}]{behind}".split())

    def _ask(self) -> bool:
        """One key; False when they leave. A fault is told, and the same disagreement shown again."""
        key = click.getchar()
        if key == "q":
            return False
        if key in ("", "\x03", "\x04"):
            raise EOFError
        try:
            self._obey(key, self._queue[self._at])
        except PositionsError as error:
            narrate(str(error))
        return True

    def _obey(self, key: str, unit: Unit) -> None:
        if key in (" ", "k"):
            self._at += 1
        elif key == "u":
            self._undo()
        elif key == "x":
            self._target.drop(unit)
            self._record()
        elif key == "m" and None not in unit.versions:
            self._target.mix(unit, {field: self._chosen(field, unit) for field in FIELDS if field in unit.differences})
            self._record()
        elif key.isdecimal() and 1 <= int(key) <= len(unit.versions):
            self._target.take(unit, int(key) - 1)
            self._record()
        else:
            for name, words in _KEYS.items():
                self._page.line(f"  {name}  {words}")

    def _chosen(self, field: Field, unit: Unit) -> int:
        """The number of the coder who is right about a field."""
        for number, value in enumerate(unit.values(field), 1):
            self._page.paragraph(value or "nothing", first=f"  {number} ")
        choice = click.IntRange(1, len(unit.versions))
        return int(click.prompt(f"  whose {field}", type=choice)) - 1

    def _last_number(self) -> int | None:
        step = self._target.negotiation.last_step
        return step.number if step is not None else None

    def _record(self) -> None:
        number = self._last_number()
        self._done.append((number if number != self._last else None, self._at))
        self._last = number
        self._at += 1

    def _undo(self) -> None:
        """Take back this session's last decision, and nobody else's."""
        if not self._done:
            raise UsageError("this session has decided nothing yet", hint="positions undo takes back earlier commands")
        number, place = self._done[-1]
        if number is not None:
            last = next(islice(self._target.negotiation.steps(), 1), None)
            if last is None or last.number != number:
                raise UsageError("another command has edited files since", hint="positions undo --list shows it")
            self._target.negotiation.undo()
        self._done.pop()
        self._at = place
