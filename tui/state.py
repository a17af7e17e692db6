"""What the screens show of a compared negotiation: its rows and cells, details, what an edit did.

All values are frozen. Nothing here knows Textual, colours or the disk, so that every decision about what is shown can
be tested as plain values. Which of it a person wants to see, and in what order, is `view`'s.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from positions.comparison.recency import Newer, order
from positions.display import CONDITION_MARK, STANCE_GLYPHS, fold, gist, one_line, shorten, width
from positions.model import (
    STATUS_ORDER,
    Article,
    ChangeKind,
    Extent,
    Firmness,
    Matrix,
    Placed,
    Role,
    Row,
    Settings,
    Side,
    Snapshot,
    Status,
    Topic,
    day_of,
)
from positions.wording import counted

from .filtering import everywhere, haystacks

BOTH_SIDES_GLYPH = "⇄"
WORDS_GLYPH = "✎"
PARTLY_GLYPH = "◐"
"""An acceptance in principle or in part."""
SILENT = "·"
STALE = "⋯"
"""Stands before the number of articles that have passed a position over."""

CHANGE_GLYPHS: dict[ChangeKind, str] = {
    ChangeKind.REVERSED: "⇄",
    ChangeKind.DROPPED: "−",
    ChangeKind.HARDENED: "↑",
    ChangeKind.SOFTENED: "↓",
    ChangeKind.NEW: "+",
    ChangeKind.REWORDED: "~",
    ChangeKind.KEPT: "=",
}
"""In the order in which changes are shown: what matters most first."""


@dataclass(frozen=True)
class Cell:
    """What one party holds on one issue."""

    words: str | None = None
    """A person's words for it, from issues.yaml."""
    positions: tuple[Placed, ...] = ()
    """Current ones first, then the newest."""
    bloc: str | None = None
    """The bloc whose the current ones are, where the party says nothing itself."""
    moved: ChangeKind | None = None
    """What became of it since the last visit."""
    silent_for: int = 0
    """Articles that have passed the current position over; 0 while they are too few to be worth a word."""
    named: bool = False
    """Several parties share the cell: each is named."""

    @property
    def current(self) -> tuple[Placed, ...]:
        """More than one where the party says several things on the same occasion."""
        return tuple(placed for placed in self.positions if placed.current)

    @property
    def is_on_both_sides(self) -> bool:
        """Does it speak for and against, on the same occasion?"""
        return {Side.FOR, Side.AGAINST} <= {placed.side for placed in self.current}

    @property
    def glyph(self) -> str:
        """One column that tells the stance without colour."""
        if self.words is not None:
            return WORDS_GLYPH
        if self.is_on_both_sides:
            return BOTH_SIDES_GLYPH
        if not self.current:
            return SILENT
        position = self.current[0].position
        return PARTLY_GLYPH if position.extent is not Extent.FULL else STANCE_GLYPHS[position.stance]

    @property
    def kind(self) -> str:
        """What decides its colour: the stance, `words`, `both`, or `silent`."""
        if self.words is not None:
            return "words"
        if self.glyph == BOTH_SIDES_GLYPH:
            return "both"
        return self.current[0].position.stance.value if self.current else "silent"

    @property
    def marks(self) -> str:
        """What follows the gist: a dagger for a condition, ×n for n statements, what moved, how long it is silent."""
        conditional = any(placed.position.conditions for placed in self.current)
        said = sum(placed.repeats is None for placed in self.positions)
        repeated = f"×{said}" if said > 1 else ""
        moved = CHANGE_GLYPHS[self.moved] if self.moved is not None else ""
        stale = f"{STALE}{self.silent_for}" if self.silent_for else ""
        return (CONDITION_MARK if conditional else "") + repeated + moved + stale

    def lines(self, columns: int, height: int = 2) -> list[str]:
        """What stands behind the glyph: at most `height` lines of at most so many columns."""
        if not self.positions and self.words is None:
            return []
        if self.words is not None:
            text = fold(self.words, columns, height)
        else:
            text = gist(self._claim(), columns, height) if self.current else ["withdrawn"]
        if not self.marks:
            return text
        if len(text) < height and width(text[-1]) + 1 + len(self.marks) > columns:
            return [*text, self.marks]
        return [*text[:-1], f"{shorten(text[-1], columns - len(self.marks) - 1)} {self.marks}"]

    def _claim(self) -> str:
        position = self.current[0].position
        claim = f"reported: {position.claim}" if position.according_to else position.claim
        if self.bloc:
            return f"as {self.bloc}: {claim}"
        return f"{position.party}: {claim}" if self.named else claim


@dataclass(frozen=True)
class Content:
    """A negotiation as it was last read and compared."""

    matrix: Matrix
    snapshot: Snapshot
    stale_after: int = Settings().stale_after
    """Articles without a word after which a position is stale."""
    is_glimpse: bool = False
    """Is the snapshot still to be read?"""

    @cached_property
    def articles(self) -> dict[str, Article]:
        """By id, oldest first, undated last."""
        dated = sorted(self.snapshot.articles, key=lambda a: (day_key(a), a.id))
        return {article.id: article for article in dated}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All issues: sticking ones first, otherwise as the comparison ordered them."""
        return tuple(sorted(self.matrix.rows, key=lambda row: STATUS_ORDER.index(row.status)))

    @cached_property
    def counts(self) -> dict[Status, int]:
        """How many issues there are of each status."""
        found = Counter(row.status for row in self.matrix.rows)
        return {status: found[status] for status in STATUS_ORDER}

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """By issue and party; only those that hold something."""
        return {(row.issue, party): cell for row in self.matrix.rows for party, cell in self.cells_of(row).items()}

    @cached_property
    def _cells(self) -> dict[str, dict[str, Cell]]:
        return {}

    def cells_of(self, row: Row) -> dict[str, Cell]:
        """By party; worked out when an issue is first seen, as a large negotiation has more than anybody sees."""
        if row.issue not in self._cells:
            grouped: dict[str, list[Placed]] = {}
            for placed in row.positions:
                grouped.setdefault(placed.position.party, []).append(placed)
            for party, bloc in row.inherited.items():
                holds = [placed for placed in grouped.get(bloc, ()) if placed.current]
                grouped[party] = [*grouped.get(party, ()), *holds]
            self._cells[row.issue] = {
                party: Cell(
                    row.cells.get(party),
                    tuple(sorted(grouped.get(party, ()), key=recency, reverse=True)),
                    row.inherited.get(party),
                )
                for party in grouped.keys() | row.cells.keys()
            }
        return self._cells[row.issue]

    @cached_property
    def single_parties(self) -> frozenset[str]:
        """The parties with one statement only, which decides nothing, and no words of a person about them."""
        said = Counter(placed.position.party for row in self.matrix.rows for placed in row.positions)
        named = {party for row in self.matrix.rows for party in row.cells}
        single = {party for party in self.matrix.parties if said[party] <= 1 and party not in named}
        return frozenset(single - self._deciders(single))

    def _deciders(self, parties: set[str]) -> set[str]:
        """Those on whom a status between parties rests: without them it could not be understood."""
        return {
            placed.position.party
            for row in self.matrix.rows
            if row.status is not Status.OPEN
            for placed in row.positions
            if placed.position.party in parties and placed.position.key in row.deciding
        }

    @cached_property
    def haystacks(self) -> dict[str, tuple[str, ...]]:
        """By issue, the texts that the filter looks through."""
        return {row.issue: haystacks(row) for row in self.matrix.rows}

    @cached_property
    def everywhere(self) -> dict[str, str]:
        """By issue, all that was ever said on it, with quotes, speakers and sources: where a filter looks last."""
        return {row.issue: everywhere(row, self.articles) for row in self.matrix.rows}

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """The days of the articles, each once, oldest first."""
        published = (article.source.published for article in self.snapshot.articles)
        return tuple(sorted({day_of(when) for when in published if when is not None}))

    @cached_property
    def _newer(self) -> Newer:
        return Newer({article.id: article.source.published for article in self.snapshot.articles})

    def newer(self, placed: Placed) -> int:
        """How many articles are newer than a statement, as `log` counts them; 0 where it has no date."""
        return self._newer.than(placed)

    def silence(self, cell: Cell) -> int:
        """For how many articles a party has been silent on what it holds; 0 while that is not long."""
        newer = min((self.newer(placed) for placed in cell.current), default=0)
        return newer if newer >= self.stale_after else 0

    def is_reviewed(self, placed: Placed) -> bool:
        """Has a person seen the entry, or gone through the whole article?"""
        return placed.position.review is not None or placed.position.article in self.snapshot.reviewed

    @property
    def advice(self) -> str | None:
        """What to do when there is nothing to show yet; None when there is."""
        if not self.snapshot.articles and not self.is_glimpse:
            return "No articles yet.\n\nA adds some: a text, files or pages\nR reads them"
        if not self.matrix.rows:
            return (
                f"{counted(len(self.snapshot.articles), 'article')}, and no positions yet.\n\n"
                "R reads what is new\nor write an entry by hand in a file under positions/"
            )
        return None


def is_minor(row: Row) -> bool:
    """Is it a row that folds away: one side only, which no article and no person has remarked on?"""
    remarked = row.disputed or row.settled or row.cells or row.overridden_by
    parties = {placed.position.party for placed in row.positions}
    return row.status is Status.OPEN and len(parties) <= 1 and not remarked


def day_key(article: Article) -> tuple[object, ...]:
    """Sorts articles by date, undated ones last."""
    return article.source.published is None, *order(article.source.published)


def recency(placed: Placed) -> tuple[object, ...]:
    """Sorts the positions of a cell: what is current above all, else the newest, is the greatest."""
    return placed.current, *order(placed.when), placed.position.article


def facts(placed: Placed, content: Content) -> list[tuple[str, str]]:
    """What else is known about a position, as label and words, each harmless and on one line."""
    position = placed.position
    named = [*position.conditions.items(), ("asked of", position.of), ("reported by", position.according_to)]
    article = content.articles.get(position.article)
    source = [article.title, article.source.outlet] if article else [position.article]
    when = [day_of(placed.when).isoformat() if placed.when else "undated"]
    named += [
        ("said by", position.speaker),
        ("in", " · ".join(part for part in source + when if part)),
        ("quote", position.quote and f"“{position.quote}”"),
        ("note", position.note),
    ]
    return [(label, one_line(words)) for label, words in named if words]


def qualities(placed: Placed) -> list[str]:
    """The adjectives of a position that differ from the usual, and its side."""
    position = placed.position
    found = [placed.side.value] if placed.side is not Side.OTHER else []
    found += [position.firmness.value] if position.firmness is not Firmness.DEMAND else []
    found += [position.extent.value] if position.extent is not Extent.FULL else []
    found += ["withdrawn"] if position.withdrawn else []
    found += [f"repeats {one_line(placed.repeats)}"] if placed.repeats else []
    found += [position.review.value] if position.review else []
    return [*found, "confidential"] if position.confidential else found


def role_note(content: Content, party: str) -> str:
    """`mediator` or `observer`; empty for a principal."""
    role = content.snapshot.registry.role_of(party)
    return "" if role is Role.PRINCIPAL else role.value


def difference(old: Snapshot, new: Snapshot) -> list[str]:
    """What an edit did to the negotiation, one line each; empty when nothing that counts has changed."""
    gone, come = Counter(old.positions), Counter(new.positions)
    lost, won = list((gone - come).elements()), list((come - gone).elements())
    lines = []
    for before in lost:
        after = next((p for p in won if (p.article, p.party) == (before.article, before.party)), None)
        if after is None:
            lines.append(f"removed: {before.party}: {before.stance.value} {one_line(before.claim)}")
            continue
        won.remove(after)
        if (before.stance, before.claim) != (after.stance, after.claim):
            new_words = f"{after.stance.value} {one_line(after.claim)}"
            lines.append(f"changed: {after.party}: {before.stance.value} {one_line(before.claim)} → {new_words}")
        else:
            fields = [f for f in type(after).model_fields if getattr(before, f) != getattr(after, f)]
            lines.append(f"changed: {after.party}: {', '.join(fields)} of {one_line(after.claim)}")
    lines += [f"added: {p.party}: {p.stance.value} {one_line(p.claim)}" for p in won]
    lines += ["parties.yaml changed"] if old.registry != new.registry else []
    lines += ["issues.yaml changed"] if old.codebook != new.codebook else []
    topics_changed = (old.disputed, old.settled) != (new.disputed, new.settled)
    return [*lines, "disputed or settled topics changed"] if topics_changed else lines


@dataclass(frozen=True)
class Target:
    """Where Enter and `e` lead from a place in the matrix."""

    article: str
    placed: Placed | None = None
    topic: Topic | None = None


def target(content: Content, row: Row, party: str | None) -> Target | None:
    """The evidence for a cell, or for a whole issue when `party` is None: the position that counts, else the topic."""
    if party is not None:
        return behind(content.cells_of(row).get(party, Cell()))
    if row.positions:
        newest = max(row.positions, key=recency)
        return Target(newest.position.article, newest)
    sources = {*row.disputed, *row.settled}
    for article, topic in (*content.snapshot.disputed, *content.snapshot.settled):
        if article in sources and row.issue in (topic.issue, topic.topic):
            return Target(article, topic=topic)
    return Target(min(sources)) if sources else None


def behind(cell: Cell) -> Target | None:
    """The evidence for a cell: the position that counts; None where there is none."""
    return Target(cell.positions[0].position.article, cell.positions[0]) if cell.positions else None
