"""What is found out: the matrix with its issues, how near parties stand, changes, and what an extraction yields."""

from __future__ import annotations

from typing import Literal

from positions.model.articles import Article, Learned
from positions.model.base import Model, Span, When
from positions.model.entries import MachineEntry, Position, Topic
from positions.model.registers import Codebook, Registry
from positions.model.terms import Basis, Cause, ChangeKind, Origin, Side, Status, Trend


class Snapshot(Model):
    """Everything a negotiation's files say at one moment: what comparison and changes are computed from."""

    articles: tuple[Article, ...] = ()
    positions: tuple[Position, ...] = ()
    hidden: tuple[Position, ...] = ()
    """Confidential entries that a person has dismissed: they count nowhere, and their words are kept back all the
    same."""
    disputed: tuple[tuple[str, Topic], ...] = ()
    settled: tuple[tuple[str, Topic], ...] = ()
    reviewed: frozenset[str] = frozenset()
    registry: Registry = Registry()
    codebook: Codebook = Codebook()

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises KeyError."""
        for article in self.articles:
            if article.id == article_id:
                return article
        raise KeyError(article_id)


class Placed(Model):
    """A position on its issue."""

    position: Position
    side: Side
    current: bool
    """Is it its party's current position on the issue?"""
    when: When | None = None
    """`stated`, else the article's `published`; of what only repeats another article, that one's."""
    repeats: str | None = None
    """The article that it was read in before: a wire copy's entry, or the same passage once more. It counts once."""


class RowGap(Model):
    """How far the principals' amounts on an issue are apart, and how far they were at first."""

    value: float
    """The widest gap between what two of them named last, in `unit`; 0 where it has closed."""
    unit: str
    words: str
    """*4 points*; *none* where it has closed."""
    parties: tuple[str, str]
    """The lower amount's first."""
    first_value: float
    first_words: str
    since: When | None = None
    """When there first were two amounts."""
    trend: Trend


class Row(Model):
    """An issue in the matrix."""

    issue: str
    proposition: str
    status: Status
    basis: Basis | None = None
    provisional: bool = False
    reason: str = ""
    deciding: tuple[str, ...] = ()
    """The keys of the positions that the status rests on."""
    disputed: tuple[str, ...] = ()
    """The articles that name it as unresolved."""
    settled: tuple[str, ...] = ()
    theme: str | None = None
    cells: dict[str, str] = {}
    """A person's words for a party's cell."""
    overridden_by: str | None = None
    newer: tuple[str, ...] = ()
    """The articles that say something newer than a person's status is."""
    gap: RowGap | None = None
    """None where no two principals name amounts that can be compared."""
    inherited: dict[str, str] = {}
    """Each party that says nothing itself → the bloc whose current position counts for it."""
    dissents: dict[str, str] = {}
    """Each party that opposes its bloc, or, where that says nothing, another member → the bloc."""
    both_sides: dict[str, tuple[str, ...]] = {}
    """Each party that speaks for and against in one article → those articles."""
    parts: tuple[str, ...] = ()
    """Where it is about a proposal as a whole: the issues that the proposal is made of."""
    part_of: tuple[str, ...] = ()
    """The issues about a proposal as a whole that it is part of."""
    positions: tuple[Placed, ...] = ()


class Matrix(Model):
    """Issues by parties, with every position once."""

    parties: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Nearness(Model):
    """Two parties, and the issues on which both hold a position of their own, by how these stand to each other."""

    one: str
    other: str
    same: tuple[str, ...] = ()
    """The very same words."""
    compatible: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def both(self) -> int:
        """On how many issues both have a word."""
        return len(self.same) + len(self.compatible) + len(self.opposed) + len(self.unclear)

    @property
    def share(self) -> float | None:
        """0 to 1: of the issues on which it is clear, on how many they go together; None where it is on none."""
        together = len(self.same) + len(self.compatible)
        return together / (together + len(self.opposed)) if together or self.opposed else None


class Step(Model):
    """What one party would have to do for an issue to be agreed."""

    party: str | None
    """None: any other principal."""
    act: Literal["accept", "withdraw"]
    placed: Placed
    """What it would accept, or what of its own it would withdraw."""


class OneStep(Model):
    """An issue that is one step from agreed."""

    issue: str
    kind: Literal["one apart", "unanswered"]
    """One party is in every pair that is opposed; or one has put something forward, and no other principal has a word
    on it."""
    steps: tuple[Step, ...]
    """Each would do by itself."""


class Closeness(Model):
    """How near the parties stand."""

    parties: tuple[str, ...] = ()
    """Those that hold a position of their own, in the order of the matrix."""
    pairs: tuple[Nearness, ...] = ()
    """The nearest first; of two as near, the one over more issues. Pairs without an issue in common are not there."""
    one_step: tuple[OneStep, ...] = ()
    """In the order of the matrix; those with an opposed pair first."""


class Change(Model):
    """What became of one party's position on one issue."""

    party: str
    issue: str
    kind: ChangeKind
    before: Placed | None = None
    after: Placed | None = None
    detail: str = ""
    cause: Cause | None = None
    """What decides the kind; None where nothing moved, or nothing was there to move. `sources`: two articles on one
    occasion contradict each other, which is no change."""
    origin: Origin = Origin.PARTY


class Dropped(Model):
    """Something that looked like a position and was left out, and why."""

    claim: str
    at: Span
    rule: str
    why: str


class Explanation(Model):
    """What became of one cue in a sentence."""

    cue: str
    kind: str
    at: Span
    """Where the cue stands."""
    kept: bool
    why: str | None = None
    """Why nothing was made of it; None when it was kept."""
    party: str | None = None
    entry: MachineEntry | None = None
    """How it was read, kept or not; None when it was not read at all."""


class Extraction(Model):
    """What an engine made of one article, or the fault that stopped it."""

    article: str
    engine: str
    positions: dict[str, tuple[MachineEntry, ...]] = {}
    disputed: tuple[Topic, ...] = ()
    settled: tuple[Topic, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left_out: dict[str, int] = {}
    """How many statements of a language model are not in the article, or nobody's, by reason."""
    learned: Learned = Learned()
    fault: str | None = None


Outcome = Literal["written", "merged", "unchanged", "failed", "no text", "skipped"]
"""What became of an article in an extraction run."""
