"""What an export is made of: a narrowed matrix with its articles and the period's moves, and one row a statement.

Owns the columns that spreadsheets and the Discourse Network Analyzer take, and where a statement's words are to be
found. It leaves out nothing by itself: what may be shown was settled before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from positions.display import status_note, status_text
from positions.model import (
    STATUS_ORDER,
    Article,
    Change,
    Closeness,
    Matrix,
    Placed,
    Position,
    Review,
    Row,
    Side,
    Source,
    Status,
    day_of,
)

AGREEMENT = {Side.FOR: 1, Side.AGAINST: 0, Side.OTHER: None}
"""For the issue's proposition, against it, or neither: then the Discourse Network Analyzer's variable has no value."""


@dataclass(frozen=True)
class Content:
    """Everything a format may show, with what may not be shown left out already."""

    name: str
    """The negotiation's."""
    matrix: Matrix
    articles: Mapping[str, Article] = field(default_factory=dict)
    """Every article by its id."""
    reviewed: frozenset[str] = frozenset()
    """The articles that a person went through."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """A person's notes on issues, by the issue's name."""
    day: dt.date | None = None
    """The day whose state this is: the one asked for, else that of the newest article."""
    since: dt.date | None = None
    """The day from whose end on `changes` tells what moved; None where no article has a date."""
    changes: tuple[Change, ...] = ()
    """What moved or was reworded, and where sources disagree; what was kept is not among it."""
    closeness: Closeness = field(default_factory=Closeness)
    """How near the parties stand on what is shown."""
    narrowed: tuple[str, ...] = ()
    """What was asked for, in words; empty where nothing was left out."""
    withheld: int = 0
    """Statements that were left out as confidential. For whoever exports: no format tells of it."""
    masked: tuple[str, ...] = ()
    """Articles whose whole text is masked, since a confidential quote is not found in it. For whoever exports, too."""

    def source(self, position: Position) -> Source:
        """What is known of the article that a position was read in."""
        article = self.articles.get(position.article)
        return Source() if article is None else article.source

    def title(self, article_id: str) -> str:
        """What an article is called."""
        article = self.articles.get(article_id)
        return article_id if article is None else article.title

    def is_reviewed(self, position: Position) -> bool:
        """Has a person confirmed it, or gone through its article?"""
        return position.review is Review.CONFIRMED or position.article in self.reviewed


class Statement(NamedTuple):
    """One statement as a row. The first nine columns are those of the Discourse Network Analyzer."""

    document: str
    """The article's id."""
    date: dt.date | None
    person: str | None
    """Who voiced it."""
    organisation: str
    """The party."""
    concept: str
    """The issue."""
    agreement: int | None
    """1 for the issue's proposition, 0 against it, None where it is neither."""
    start: int | None
    end: int | None
    """The quote's half-open range of characters in the article's text."""
    text: str
    """The quote; of an entry without one, its claim."""
    stance: str
    claim: str
    conditions: str
    firmness: str
    extent: str
    asked_of: str | None
    according_to: str | None
    current: bool
    """Is it what its party holds now?"""
    withdrawn: bool
    reviewed: bool
    confidence: float | None
    proposition: str
    status: str
    """Of the issue."""
    theme: str | None
    title: str
    outlet: str | None
    url: str | None


def statements(content: Content) -> tuple[Statement, ...]:
    """Every statement of the matrix, each once: by date, then by document and place; undated ones last."""
    rows = [_statement(content, row, placed) for row in content.matrix.rows for placed in row.positions]
    return tuple(
        sorted(
            rows, key=lambda row: (row.date or dt.date.max, row.document, row.start or 0, row.organisation, row.text)
        )
    )


def _statement(content: Content, row: Row, placed: Placed) -> Statement:
    position = placed.position
    source = content.source(position)
    start, end = position.at or (None, None)
    return Statement(
        document=position.article,
        date=None if placed.when is None else day_of(placed.when),
        person=position.speaker,
        organisation=position.party,
        concept=row.issue,
        agreement=AGREEMENT[placed.side],
        start=start,
        end=end,
        text=position.quote or position.claim,
        stance=position.stance.value,
        claim=position.claim,
        conditions="; ".join(f"{word} {what}" for word, what in position.conditions.items()),
        firmness=position.firmness.value,
        extent=position.extent.value,
        asked_of=position.of,
        according_to=position.according_to,
        current=placed.current,
        withdrawn=position.withdrawn,
        reviewed=content.is_reviewed(position),
        confidence=position.confidence,
        proposition=row.proposition,
        status=row.status.value,
        theme=row.theme,
        title=content.title(position.article),
        outlet=source.outlet,
        url=web_address(source.url),
    )


def web_address(url: str | None) -> str | None:
    """An address that may stand in a link: http or https, with nothing in it that could end the link; else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe="/:?#[]@!$&'*+,;=%~", errors="replace")


def by_status(rows: Sequence[Row]) -> Iterator[tuple[Status, list[Row]]]:
    """The rows of each status that there are any of."""
    for status in STATUS_ORDER:
        found = [row for row in rows if row.status is status]
        if found:
            yield status, found


def full_status(row: Row) -> str:
    """Glyph, word, question mark and basis of an issue's status."""
    note = status_note(row)
    return status_text(row) + (f", {note}" if note else "")
