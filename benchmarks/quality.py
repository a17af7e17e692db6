"""Extraction against what a careful reader finds in the samples (`expected.yaml`): found, held and full.

A position of the program counts as found when its claim shares words of the text with one of the reader's claims; as
held when the party is the same as well; as full when the stance is, too. Each counts once, the best pairs first. What
the reader is unsure of is neither asked for nor held against the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks import SAMPLES
from positions.extraction import extract
from positions.model import Article, Entry, Registry, Span
from positions.reading import read
from positions.yamlfiles import load

LEVELS = ("found", "held", "full")


class Statement(NamedTuple):
    """A position, as far as it is compared; `at` is where its claim stands."""

    party: str
    stance: str
    at: Span
    unsure: bool = False


class Score(NamedTuple):
    """How many the reader gives, the program gives, and both give, at one level."""

    asked: int
    given: int
    both: int

    @property
    def precision(self) -> float:
        """How much of what the program gives is right; 0 where it gives nothing."""
        return self.both / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """How much of what is asked for the program gives; 0 where nothing is asked for."""
        return self.both / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.both / (self.asked + self.given) if self.asked + self.given else 0.0


def measure() -> dict[str, Score]:
    """The score of each level, over all articles of all samples together."""
    pairs = [pair for folder in SAMPLES for pair in _read(folder)]
    return {level: _score(pairs, number) for number, level in enumerate(LEVELS, start=1)}


def _read(folder: Path) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """For each article of a sample, what the reader gives and what the program gives."""
    expected = yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["positions"]
    articles = [article for path in sorted(folder.glob("*.md")) for article in read(path)]
    extractions = extract(articles, load(folder / "parties.yaml", Registry))
    for article, extraction in zip(articles, extractions, strict=True):
        asked = [
            Statement(given["party"], given["stance"], _place(article, given["claim"]), "unsure" in given)
            for given in expected[article.id]
        ]
        yield asked, list(_statements(article, extraction.positions))


def _statements(article: Article, positions: Mapping[str, tuple[Entry, ...]]) -> Iterator[Statement]:
    for party, entries in positions.items():
        for entry in entries:
            yield Statement(party, entry.stance.value, _place(article, entry.claim, entry.at))


def _place(article: Article, claim: str, near: Span | None = None) -> Span:
    """Where a claim stands in its article, looked for in its quote where it has one; the quote, failing that."""
    text = article.text or ""
    start, end = near or (0, len(text))
    found = text.find(claim, start, end)
    return (start, end) if found < 0 else (found, found + len(claim))


def _score(pairs: Iterable[tuple[list[Statement], list[Statement]]], level: int) -> Score:
    """Precision and recall at one level, 1 to 3."""
    asked = given = both = 0
    for wanted, got in pairs:
        matched = _match(wanted, got, level)
        excused = sum(1 for number in matched if wanted[number].unsure)
        asked += sum(1 for one in wanted if not one.unsure)
        given += len(got) - excused
        both += len(matched) - excused
    return Score(asked, given, both)


def _match(asked: list[Statement], given: list[Statement], level: int) -> dict[int, int]:
    """Pairs that reach the level, each side used once: numbers of `given` by numbers of `asked`."""
    graded = sorted(
        ((-_grade(a, g), -_shared(a, g), i, j) for (i, a), (j, g) in product(enumerate(asked), enumerate(given))),
    )
    matched: dict[int, int] = {}
    for grade, _, i, j in graded:
        if -grade >= level and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _grade(asked: Statement, given: Statement) -> int:
    """0 where they share no words, else 1 found, 2 held, 3 full."""
    if _shared(asked, given) <= 0:
        return 0
    if asked.party != given.party:
        return 1
    return 2 if asked.stance != given.stance else 3


def _shared(asked: Statement, given: Statement) -> int:
    """How many characters of the text both claims cover; negative where they are apart."""
    return min(asked.at[1], given.at[1]) - max(asked.at[0], given.at[0])
