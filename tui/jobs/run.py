"""How a job is coming along, as the screens show it: how far it is, what became of each article, its log, its end.

Values only: a run takes a message and is another run. Every word in it may come from an article, a file name or a
program that is dying, so all of them are made harmless here, where they come in. Knows no Textual.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from positions.display import one_line, shorten

from .messages import (
    Added,
    Began,
    Done,
    Embedded,
    Fault,
    Fetched,
    Job,
    Message,
    Note,
    Reading,
    Refused,
    Settled,
    Through,
)

KEPT = 1000
"""Lines of the log that are remembered, and articles that are told of one by one."""
LONGEST = 600
"""Columns of a line."""
SIGNS = {"good": "✓", "bad": "✗", "note": "?", "plain": "·"}

Tone = Literal["good", "bad", "note", "plain"]
Ending = Literal["done", "stopped", "failed"]


@dataclass(frozen=True)
class Line:
    """A line of the log; its sign says what its colour says."""

    number: int
    """Counted from 1 in the whole run."""
    text: str
    tone: Tone = "plain"

    @property
    def sign(self) -> str:
        """What stands in front."""
        return SIGNS[self.tone]


@dataclass(frozen=True)
class Run:
    """A job under way, or at its end."""

    job: Job
    stage: str = "starting"
    done: int = 0
    total: int = 0
    article: str = ""
    """The one being read."""
    share: float = 0.0
    """How much of it is read, 0 to 1."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many articles there are of each outcome."""
    added: int = 0
    refused: int = 0
    log: tuple[Line, ...] = ()
    taken: tuple[Line, ...] = ()
    """What became of each thing that was to be added; those lines are in the log as well."""
    settled: frozenset[str] = frozenset()
    """The lines, as typed, of which all is added; an empty one stands for the pasted text."""
    stopping: bool = False
    """Has a person told it to stop?"""
    fault: str | None = None
    hint: str | None = None
    is_complete: bool = False
    """Has it said that all is done?"""
    ending: Ending | None = None
    """None while it is under way."""

    @property
    def is_active(self) -> bool:
        """Is it under way?"""
        return self.ending is None

    @property
    def words(self) -> str:
        """Where it is, in a few words: `reading 3 of 12`; empty at its end, if that was good."""
        if self.ending is not None:
            return f"✗ {self._doing} failed (L)" if self.ending == "failed" else ""
        if self.stopping:
            return "stopping…"
        if self.stage == "adding" and not self.total and self.added + self.refused:
            return f"adding, {self.added + self.refused} so far"
        if not self.total:
            return f"{self.stage}…"
        return f"{self.stage} {self.done} of {self.total}{' texts' if self.stage == 'comparing' else ''}"

    @property
    def headline(self) -> str:
        """The same in a sentence, also of its end."""
        if self.ending is None:
            detail = f" · {self.article}" if self.article and self.stage == "reading" else ""
            share = f" {self.share:.0%}" if detail and 0 < self.share < 1 else ""
            return f"{self.words[:1].upper()}{self.words[1:]}{detail}{share}"
        if self.ending == "failed":
            return f"{self._doing.capitalize()} failed."
        return "All is done." if self.ending == "done" else "Stopped. What was done is kept; R goes on from there."

    @property
    def _doing(self) -> str:
        return self.stage if self.stage in ("adding", "reading", "comparing") else "starting"

    @property
    def summary(self) -> str:
        """`2 added · 3 written, 1 failed`: what has come of it so far."""
        parts = [f"{self.added} added"] if self.added else []
        parts += [f"{self.refused} refused"] if self.refused else []
        found = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        return " · ".join([", ".join(parts)] * bool(parts) + [found] * bool(found))

    def bar(self, columns: int) -> str:
        """How far it is, as so many columns of blocks; empty where nobody knows."""
        if not self.total or not self.is_active:
            return ""
        filled = min(columns, int(columns * (self.done + self.share) / self.total))
        return "█" * filled + "░" * (columns - filled)

    def heard(self, message: Message) -> Run:
        """The run after a message."""
        match message:
            case Began():
                return replace(self, stage=message.stage, done=0, total=0, article="", share=0.0)
            case Fetched() | Embedded():
                return replace(self, done=message.done, total=message.total)
            case Reading():
                return replace(self, article=one_line(message.article), share=min(max(message.share, 0.0), 1.0))
            case Through():
                return self._through(message)
            case Added() | Refused():
                return self._taken(message)
            case Settled():
                return replace(self, settled=self.settled | {message.line})
            case Note():
                return self.logged(message.text, "note")
            case Fault():
                told = self.logged(message.fault + (f" — {message.hint}" if message.hint else ""), "bad")
                hint = None if message.hint is None else one_line(message.hint)
                return replace(told, fault=one_line(message.fault), hint=hint)
            case Done():
                return replace(self, is_complete=True)

    def _through(self, message: Through) -> Run:
        counts = {**self.counts, message.outcome: self.counts.get(message.outcome, 0) + 1}
        run = replace(self, done=message.done, total=message.total, article="", share=0.0, counts=counts)
        if message.outcome == "unchanged":  # nobody wants thousands of these
            return run
        text = f"{message.article}: {message.outcome}" + (f", {message.detail}" if message.detail else "")
        tones: dict[str, Tone] = {"failed": "bad", "written": "good", "merged": "good"}
        return run.logged(text, tones.get(message.outcome, "note"))

    def _taken(self, message: Added | Refused) -> Run:
        if isinstance(message, Refused):
            what = message.fault if not message.source or message.source in message.fault else ""
            what = what or f"{message.source}: {message.fault}"
            run = self._told(f"refused {what}" + (f" — {message.hint}" if message.hint else ""), "bad")
            return replace(run, refused=self.refused + 1)
        if not message.new:
            same = f": the same text as {message.same_as}" if message.same_as else ": it is there already"
            return self._told(f"known {message.article}{same}", "plain")
        words = "; ".join((f"added {message.article}", *message.remarks))
        return replace(self._told(words, "note" if message.remarks else "good"), added=self.added + 1)

    def _told(self, text: str, tone: Tone) -> Run:
        run = self.logged(text, tone)
        return replace(run, taken=(*self.taken, run.log[-1])[-KEPT:])

    def logged(self, text: str, tone: Tone = "plain") -> Run:
        """The run with one more line in its log."""
        number = self.log[-1].number + 1 if self.log else 1
        line = Line(number, shorten(one_line(text), LONGEST), tone)
        return replace(self, log=(*self.log, line)[-KEPT:])

    def ended(self, code: int, garbage: str | None = None) -> Run:
        """The run whose process has ended with a code, as `subprocess` gives it; `garbage` is a line that was none of
        its messages, for which it was ended."""
        if self.is_complete and code == 0 and self.fault is None and garbage is None:
            return replace(self, ending="done")
        if self.stopping:
            return replace(self, ending="stopped", fault=None, hint=None)
        if self.fault is not None:
            return replace(self, ending="failed")
        fault, hint = _death(code, garbage)
        told = self.logged(f"{fault} — {hint}", "bad")
        return replace(told, ending="failed", fault=fault, hint=hint)

    def broken(self, why: str) -> Run:
        """The run whose process could not be started, or talked to."""
        return replace(self.logged(why, "bad"), ending="failed", fault=one_line(why), hint=AGAIN)


AGAIN = "what was done is kept; R goes on from there"


def _death(code: int, garbage: str | None) -> tuple[str, str]:
    """Why a process ended that did not say, and what to do."""
    if garbage is not None:
        fault = f"its process said what is no message: {shorten(one_line(garbage), 60)!r}"
        return fault, f"this is a fault of the program: please report it; {AGAIN}"
    if code >= 0:
        return f"its process ended with exit code {code}", f"its last words stand in the log; {AGAIN}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    memory = "the machine may be short of memory: close what you can; " if name in ("SIGKILL", "SIGBUS") else ""
    return f"its process was killed ({name})", f"{memory}{AGAIN}"
