"""Random days of work on a small negotiation: what a person wrote stays, and the rest is as if done at once.

A few days, drawn with a fixed seed, are lived each time; `make soak` lives hundreds.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest
from faulty import engine
from standins import Letters, whole

import positions.embeddings
import positions.extraction
import positions.phrasing
from positions.checking import check
from positions.model import Article, Source
from positions.negotiation import Negotiation
from positions.workflow import compare_negotiation, extract_negotiation

EDITS = (
    "# a remark\n",
    "reviewed: {by: AL, on: 2031-05-30}\n",
    "settled:\n  - topic: fish\n",
    "   \n\n",
)


class Day:
    """A negotiation, with what a person has typed into it."""

    def __init__(self, root: Path, dice: random.Random) -> None:
        self.negotiation = Negotiation.create(root)
        self.dice = dice
        self.texts: dict[str, str] = {}
        self.typed: dict[Path, list[str]] = {}
        """What the person typed into position files."""

    def add(self) -> None:
        name = f"article-{len(self.texts)}"
        party, claim = self.dice.choice(("Norland", "Sudmark")), self.dice.choice(("fish", "patrols", "tolls", "peace"))
        self.texts[name] = f"{party} demands {claim} and nothing else, number {len(self.texts)}.\n"
        self.negotiation.add(_article(name, self.texts[name]))

    def type(self) -> None:
        if self.texts:
            path = self.negotiation.position_path(self.dice.choice(sorted(self.texts)))
            if path.exists():
                words = self.dice.choice(EDITS)
                old = path.read_text(encoding="utf-8")
                if words.split(":")[0] not in old or not words.strip():
                    path.write_text(old + words, encoding="utf-8")
                    self.typed.setdefault(path, []).append(words)

    def retract(self) -> None:
        """The person deletes a position file; the program may write it anew, and its own copy knows the article."""
        read = [name for name in sorted(self.texts) if self.negotiation.machine_path(name).exists()]
        if read:
            path = self.negotiation.position_path(self.dice.choice(read))
            path.unlink(missing_ok=True)
            self.typed.pop(path, None)

    def extract(self) -> None:
        everything = self.dice.random() < 0.3
        ids = self.negotiation.article_ids()
        named = self.dice.sample(ids, self.dice.randint(0, len(ids)))
        outcomes = {p.article: p.outcome for p in extract_negotiation(self.negotiation, named, everything=everything)}
        again = {p.article: p.outcome for p in extract_negotiation(self.negotiation, named)}
        assert set(outcomes.values()) <= {"written", "merged", "unchanged"}
        assert set(again.values()) <= {"unchanged"}

    def stop(self) -> None:
        """An extraction that is given up after its first article."""
        next(iter(extract_negotiation(self.negotiation)), None)

    def compare(self) -> None:
        placed = sum(len(row.positions) for row in compare_negotiation(self.negotiation).rows)
        assert placed == len(self.negotiation.snapshot().positions)

    def forget(self) -> None:
        """Caches may go at any time."""
        for path in (self.negotiation.root / ".positions").glob("*.json"):
            path.unlink()

    def inspect(self) -> None:
        """Whatever was typed stands as it was typed, and the folder is sound."""
        for path, typed in self.typed.items():
            text = path.read_text(encoding="utf-8")
            assert all(words in text for words in typed), path.name
        assert [found for found in check(self.negotiation) if found.severity == "error"] == []
        assert list(self.negotiation.root.rglob("*.tmp")) == []


def _article(name: str, text: str) -> Article:
    number = int(name.rpartition("-")[2])
    return Article(id=name, source=Source(published=dt.date(2031, 5, 1) + dt.timedelta(days=number)), text=text)


def live(root: Path, seed: int, steps: int) -> int:
    """A day of so many steps; how many were taken in all."""
    dice = random.Random(seed)
    day = Day(root / "day", dice)
    acts = [
        day.add,
        day.add,
        day.type,
        day.type,
        day.retract,
        day.extract,
        day.extract,
        day.stop,
        day.compare,
        day.forget,
    ]
    for _ in range(steps):
        dice.choice(acts)()
        day.inspect()
    list(extract_negotiation(day.negotiation))
    day.inspect()
    at_once = Negotiation.create(root / "at once")
    for name, text in reversed(day.texts.items()):
        at_once.add(_article(name, text))
    list(extract_negotiation(at_once))
    for name in day.texts:
        path = day.negotiation.position_path(name)
        if path not in day.typed:
            assert path.read_bytes() == at_once.position_path(name).read_bytes(), name
    return steps


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions.extraction, "extract", engine)
    monkeypatch.setattr(positions.embeddings, "packaged", lambda *_: Letters())
    monkeypatch.setattr(positions.phrasing, "noun_phrases", whole)


@pytest.mark.parametrize("seed", range(4))
def test_a_day_of_work_loses_nothing_that_was_typed(seed: int, tmp_path: Path) -> None:
    live(tmp_path, seed, 12)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 400))
def test_many_long_days_lose_nothing_that_was_typed(seed: int, tmp_path: Path, cases: Counter[str]) -> None:
    cases["steps of work replayed"] += live(tmp_path, seed, 40)
