"""HTML: the matrix as one page that needs nothing but itself.

Owns what the page holds: each cell's statements as evidence with the passage around the quote. How it looks and
behaves stands in `templates/`. Jinja2 escapes every word; the page's own policy forbids it to load or send anything,
and to run any script but its own, so that nothing in an article could do either.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from positions.display import STANCE_GLYPHS, STATUS_WORDS, one_line, visible
from positions.export.content import Content, full_status, web_address
from positions.model import STATUS_ORDER, Placed, Row
from positions.wording import day, holds, says

if TYPE_CHECKING:
    from jinja2 import Template

_AROUND = 240
"""Characters of the article shown on each side of a quote."""


class Evidence(NamedTuple):
    """A statement with the passage that shows it."""

    says: str
    speaker: str
    before: str
    quote: str
    after: str
    title: str
    outlet: str
    url: str | None
    day: str
    current: bool
    reviewed: bool


class PageCell(NamedTuple):
    """What a party holds on an issue, and why we say so."""

    party: str
    lines: tuple[str, ...]
    glyph: str
    evidence: tuple[Evidence, ...]


class PageRow(NamedTuple):
    """An issue."""

    issue: str
    proposition: str
    status: str
    status_words: str
    rank: int
    reason: str
    newest: str
    cells: tuple[PageCell, ...]


def to_html(content: Content) -> str:
    """The page, as one document in UTF-8."""
    style, script = _part("page.css"), _part("page.js")
    return _template().render(
        name=one_line(content.name),
        day=content.day,
        narrowed=one_line("; ".join(content.narrowed)),
        parties=[one_line(party) for party in content.matrix.parties],
        rows=[_row(content, row) for row in content.matrix.rows],
        statuses=[(status.value, STATUS_WORDS[status]) for status in STATUS_ORDER],
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("positions.export", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")


@cache
def _part(name: str) -> str:
    """The page's own style or script, as it stands between its tags."""
    return "\n" + files("positions.export").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(part: str) -> str:
    """What the page's policy knows its own script and style by (CSP: the digest of what stands between the tags)."""
    return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _row(content: Content, row: Row) -> PageRow:
    cells = tuple(_cell(content, row, party) for party in content.matrix.parties)
    return PageRow(
        issue=one_line(row.issue),
        proposition=one_line(row.proposition),
        status=row.status.value,
        status_words=full_status(row),
        rank=STATUS_ORDER.index(row.status),
        reason=one_line(row.reason),
        newest=max((day(placed.when) for placed in row.positions if placed.when), default=""),
        cells=cells,
    )


def _cell(content: Content, row: Row, party: str) -> PageCell:
    held = [placed for placed in row.positions if placed.position.party == party]
    current = [placed for placed in held if placed.current]
    return PageCell(
        party=one_line(party),
        lines=tuple(map(one_line, holds(row, party))),
        glyph=STANCE_GLYPHS[current[0].position.stance] if current and party not in row.cells else "",
        evidence=tuple(_evidence(content, held)),
    )


def _evidence(content: Content, held: list[Placed]) -> Iterator[Evidence]:
    """The party's statements, what it holds now first."""
    for placed in sorted(held, key=lambda placed: not placed.current):
        position = placed.position
        source = content.source(position)
        before, after = _around(content, placed)
        yield Evidence(
            says=one_line(says(position)),
            speaker=one_line(position.speaker or ""),
            before=before,
            quote=visible(position.quote or ""),
            after=after,
            title=one_line(content.title(position.article)),
            outlet=one_line(source.outlet or ""),
            url=web_address(source.url),
            day=day(placed.when),
            current=placed.current,
            reviewed=content.is_reviewed(position),
        )


def _around(content: Content, placed: Placed) -> tuple[str, str]:
    """The article's words before and after a quote, where it stands at the place it names; cut between words."""
    position = placed.position
    article = content.articles.get(position.article)
    text, at = (None, None) if article is None else (article.text, position.at)
    if text is None or at is None or text[at[0] : at[1]] != position.quote:
        return "", ""
    before, after = text[max(0, at[0] - _AROUND) : at[0]], text[at[1] : at[1] + _AROUND]
    if at[0] > _AROUND:
        before = "…" + before.partition(" ")[2]
    if len(text) > at[1] + _AROUND:
        after = after.rpartition(" ")[0] + "…"
    return visible(before), visible(after)
