"""What the matrix screen shows, worked out from a compared negotiation: order, folding, filter, cells, details.

All values are frozen; a key press makes a new `View` out of the old one. Nothing here knows Textual, colours or the
disk, so that every decision about what is shown can be tested as plain values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from positions.display import CONDITION_MARK, STANCE_GLYPHS, fold, gist, one_line, shorten, width
from positions.model import Article, Extent, Firmness, Matrix, Placed, Role, Row, Side, Snapshot, Status, Topic, day_of

from .filtering import has, haystacks, key

STATUS_ORDER = (Status.STICKING, Status.AGREED, Status.OPEN)
"""What needs attention stands first."""

BOTH_SIDES_GLYPH = "⇄"
WORDS_GLYPH = "✎"
PARTLY_GLYPH = "◐"
"""An acceptance in principle or in part."""
SILENT = "·"


@dataclass(frozen=True)
class Cell:
    """What one party holds on one issue."""

    words: str | None = None
    """A person's words for it, from issues.yaml."""
    positions: tuple[Placed, ...] = ()
    """Current ones first, then the newest."""
    bloc: str | None = None
    """The bloc whose the current ones are, where the party says nothing itself."""

    @property
    def current(self) -> tuple[Placed, ...]:
        """More than one where the party says several things on the same occasion."""
        return tuple(placed for placed in self.positions if placed.current)

    @property
    def glyph(self) -> str:
        """One column that tells the stance without colour."""
        if self.words is not None:
            return WORDS_GLYPH
        if {Side.FOR, Side.AGAINST} <= {placed.side for placed in self.current}:
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
        """What follows the gist: a dagger for a condition, ×n for n statements."""
        conditional = any(placed.position.conditions for placed in self.current)
        said = sum(placed.repeats is None for placed in self.positions)
        repeated = f"×{said}" if said > 1 else ""
        return (CONDITION_MARK if conditional else "") + repeated

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
        return f"as {self.bloc}: {claim}" if self.bloc else claim


@dataclass(frozen=True)
class Content:
    """A negotiation as it was last read and compared."""

    matrix: Matrix
    snapshot: Snapshot

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
        grouped: dict[tuple[str, str], list[Placed]] = {}
        for row in self.matrix.rows:
            for placed in row.positions:
                grouped.setdefault((row.issue, placed.position.party), []).append(placed)
        words = {(row.issue, party): said for row in self.matrix.rows for party, said in row.cells.items()}
        blocs = {(row.issue, party): bloc for row in self.matrix.rows for party, bloc in row.inherited.items()}
        for (issue, party), bloc in blocs.items():
            holds = [placed for placed in grouped.get((issue, bloc), ()) if placed.current]
            grouped[issue, party] = [*grouped.get((issue, party), ()), *holds]
        return {
            key: Cell(words.get(key), tuple(sorted(grouped.get(key, ()), key=_recency, reverse=True)), blocs.get(key))
            for key in grouped.keys() | words.keys()
        }

    @cached_property
    def single_parties(self) -> frozenset[str]:
        """The parties with one statement only, and no words of a person about them."""
        said = Counter(placed.position.party for row in self.matrix.rows for placed in row.positions)
        named = {party for row in self.matrix.rows for party in row.cells}
        return frozenset(party for party in self.matrix.parties if said[party] <= 1 and party not in named)

    @cached_property
    def haystacks(self) -> dict[str, tuple[str, ...]]:
        """By issue, the texts that the filter looks through."""
        return {row.issue: haystacks(row) for row in self.matrix.rows}

    @property
    def advice(self) -> str | None:
        """What to do when there is nothing to show yet; None when there is."""
        if not self.snapshot.articles:
            return "No articles yet.\n\nAdd some:      positions add FILE…\nthen read them: positions extract"
        if not self.matrix.rows:
            return (
                f"{plural(len(self.snapshot.articles), 'article')}, and no positions yet.\n\n"
                "Read what is new:  positions extract\nor write an entry by hand in a file under positions/"
            )
        return None


@dataclass(frozen=True)
class View:
    """What of the content is shown: filtered by words, folded or not."""

    content: Content
    needle: str = ""
    unfolded: bool = False

    def filtered(self, needle: str) -> View:
        """The same with another filter."""
        return replace(self, needle=needle)

    def toggled(self) -> View:
        """The same with folding switched."""
        return replace(self, unfolded=not self.unfolded)

    def renewed(self, content: Content) -> View:
        """The same over newer content."""
        return replace(self, content=content)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The issues shown. A filter looks through folded ones too: finding comes before tidiness."""
        words = key(self.needle).split()
        if words:
            return tuple(row for row in self.content.rows if has(words, self.content.haystacks[row.issue]))
        if self.unfolded:
            return self.content.rows
        return tuple(row for row in self.content.rows if not is_minor(row)) or self.content.rows

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties shown, in the order of the comparison."""
        if self.unfolded:
            return self.content.matrix.parties
        single = self.content.single_parties
        wanted = (
            {placed.position.party for row in self.rows for placed in row.positions} if self.needle.split() else set()
        )
        kept = tuple(party for party in self.content.matrix.parties if party not in single or party in wanted)
        return kept or self.content.matrix.parties

    @property
    def folded(self) -> str:
        """What is folded away, in words; empty when nothing is."""
        if self.needle.split():
            return ""
        rows = len(self.content.rows) - len(self.rows)
        parties = len(self.content.matrix.parties) - len(self.parties)
        parts = [plural(rows, "one-party issue")] if rows else []
        parts += [plural(parties, "one-statement party", "one-statement parties")] if parties else []
        return " and ".join(parts)

    def cell(self, row: Row, party: str) -> Cell:
        """What stands where an issue and a party cross."""
        return self.content.cells.get((row.issue, party), Cell())

    def locate(self, issue: str | None, party: str | None, otherwise: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """Row and column (0 is the issue's own) of a place that may have moved or gone; `otherwise` is where it was."""
        issues = [row.issue for row in self.rows]
        row = issues.index(issue) if issue in issues else min(otherwise[0], max(0, len(issues) - 1))
        if party is None:
            return row, 0
        column = self.parties.index(party) + 1 if party in self.parties else min(otherwise[1], len(self.parties))
        return row, column


def is_minor(row: Row) -> bool:
    """Is it a row that folds away: one side only, which no article and no person has remarked on?"""
    remarked = row.disputed or row.settled or row.cells or row.overridden_by
    parties = {placed.position.party for placed in row.positions}
    return row.status is Status.OPEN and len(parties) <= 1 and not remarked


def day_key(article: Article) -> str:
    """Sorts articles by date, undated ones last."""
    return "9999-99-99" if article.source.published is None else article.source.published.isoformat()


def _recency(placed: Placed) -> tuple[bool, str, str]:
    return placed.current, "" if placed.when is None else placed.when.isoformat(), placed.position.article


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 issue`, `2 issues`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


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
        cell = content.cells.get((row.issue, party), Cell())
        return Target(cell.positions[0].position.article, cell.positions[0]) if cell.positions else None
    if row.positions:
        newest = max(row.positions, key=_recency)
        return Target(newest.position.article, newest)
    sources = {*row.disputed, *row.settled}
    for article, topic in (*content.snapshot.disputed, *content.snapshot.settled):
        if article in sources and row.issue in (topic.issue, topic.topic):
            return Target(article, topic=topic)
    return Target(min(sources)) if sources else None
