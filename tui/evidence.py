"""An article as evidence: where its quotes stand, which one is in view, how its lines break. Knows no Textual."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from wcwidth import iter_graphemes

from positions.display import STANCE_GLYPHS, STATUS_GLYPHS, visible, width
from positions.model import Article, Placed, Status, Topic

from .state import Content

MOST_SIGNS = 8
"""Characters a column that are looked at for a line: enough for any script, and no more than that of an article that is
one line."""


@dataclass(frozen=True)
class Passage:
    """A position or a topic, and the range of the article's text that shows it (None where it cannot be found)."""

    glyph: str
    holder: str
    """The party; `disputed` or `settled` for a topic."""
    issue: str
    at: tuple[int, int] | None
    placed: Placed | None = None
    topic: Topic | None = None

    @property
    def stance(self) -> str:
        """The stance in a word; empty for a topic, whose holder says it."""
        return self.placed.position.stance.value if self.placed is not None else ""


@dataclass(frozen=True)
class Reading:
    """An article being read, with one of its passages in view."""

    article: Article
    passages: tuple[Passage, ...]
    """In the order of the text; those that are not in it come last."""
    index: int = 0

    @property
    def passage(self) -> Passage | None:
        """The one in view; None for an article without any."""
        return self.passages[self.index] if self.passages else None

    def stepped(self, step: int) -> Reading:
        """The same with the next (1) or previous (-1) passage in view; the ends join."""
        return replace(self, index=(self.index + step) % len(self.passages)) if self.passages else self

    @cached_property
    def text(self) -> str:
        """The article's text, harmless, every character at its place."""
        return visible(self.article.text or "")


def read(content: Content, article_id: str, wanted: Placed | Topic | None = None) -> Reading:
    """The article of that id with the wanted position or topic in view. Raises KeyError for an unknown id."""
    article = content.articles[article_id]
    text = article.text or ""
    found = [
        Passage(
            STANCE_GLYPHS[placed.position.stance],
            placed.position.party,
            row.issue,
            passage_in(text, placed.position.at, placed.position.quote),
            placed=placed,
        )
        for row in content.matrix.rows
        for placed in row.positions
        if placed.position.article == article_id
    ]
    for word, status, topics in (
        ("disputed", Status.STICKING, content.snapshot.disputed),
        ("settled", Status.AGREED, content.snapshot.settled),
    ):
        found += [
            Passage(STATUS_GLYPHS[status], word, topic.topic, passage_in(text, topic.at, topic.quote), topic=topic)
            for source, topic in topics
            if source == article_id
        ]
    found.sort(key=lambda passage: passage.at or (len(text), len(text)))
    index = next((i for i, p in enumerate(found) if wanted is not None and wanted in (p.placed, p.topic)), 0)
    return Reading(article, tuple(found), index)


def of_cell(content: Content, passage: Passage) -> tuple[Placed, ...]:
    """All that the holder of a passage says on its issue, in whatever article, as the cell of the matrix has it."""
    if passage.placed is None:
        return ()
    cell = content.cells.get((passage.issue, passage.placed.position.party))
    return cell.positions if cell is not None else ()


def along_cell(reading: Reading, content: Content, step: int) -> Reading | None:
    """The reading at the next (1) or previous (-1) quote of the same cell, perhaps in another article; the ends join.

    None where there is no other.
    """
    passage = reading.passage
    placed = of_cell(content, passage) if passage is not None else ()
    if passage is None or passage.placed not in placed or len(placed) < 2:
        return None
    wanted = placed[(placed.index(passage.placed) + step) % len(placed)]
    return read(content, wanted.position.article, wanted) if wanted.position.article in content.articles else None


def passage_in(text: str, at: tuple[int, int] | None, quote: str | None) -> tuple[int, int] | None:
    """Where a quote stands: `at` if it is in the text, else the first place where the quote's words are."""
    if at is not None and at[1] <= len(text) and (quote is None or text[at[0] : at[1]].split() == quote.split()):
        return at
    if quote and (start := text.find(quote)) >= 0:
        return start, start + len(quote)
    return None


def wrap(text: str, columns: int) -> list[tuple[int, int]]:
    """The half-open range of each line of the text when it is set in so many columns (at least 2).

    Lines break between words, inside one only where it is wider than a line; the blanks at a break belong to no line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, start, columns)
        start += len(paragraph) + 1
    return lines


def _wrap_paragraph(paragraph: str, offset: int, columns: int) -> list[tuple[int, int]]:
    lines = []
    start, end = 0, len(paragraph.rstrip())
    while end - start > 0:
        stop = start + _fitting(paragraph[start : min(end, start + columns * MOST_SIGNS)], columns)
        if stop < end and paragraph[stop] != " ":
            blank = paragraph.rfind(" ", start, stop)
            stop = blank if blank > start else stop
        kept = paragraph[start:stop].rstrip()
        lines.append((offset + start, offset + start + len(kept)))
        start = stop
        while start < end and paragraph[start] == " ":
            start += 1
    return lines or [(offset, offset)]


def _fitting(text: str, columns: int) -> int:
    """How many characters from the start fit into so many columns; at least one grapheme."""
    head = text[: columns + 1]
    if head.isascii():
        return min(len(text), columns)
    length = used = 0
    for grapheme in iter_graphemes(text):
        used += width(grapheme)
        if used > columns and length:
            break
        length += len(grapheme)
    return length


def line_of(lines: list[tuple[int, int]], offset: int) -> int:
    """The number of the line, counted from 0, that an offset falls on."""
    return max(0, bisect_right(lines, offset, key=lambda line: line[0]) - 1)


def renewed(reading: Reading, content: Content) -> Reading | None:
    """The same article over newer content, with the same passage in view, or the one at its place; None when gone."""
    if reading.article.id not in content.articles:
        return None
    passage = reading.passage
    fresh = read(content, reading.article.id)
    for index, other in enumerate(fresh.passages):
        if passage is not None and (other.holder, other.at, other.issue) == (passage.holder, passage.at, passage.issue):
            return replace(fresh, index=index)
    return replace(fresh, index=max(0, min(reading.index, len(fresh.passages) - 1)))
