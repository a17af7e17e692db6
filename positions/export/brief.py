"""Markdown: a brief to be pasted and sent. State of play, what moved, the issues with their quotes and sources, what is
provisional, and the four-column document.

Owns what a brief tells and in which order. Every word from a file passes through `markup`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from positions.display import STATUS_WORDS
from positions.export.content import Content, by_status, full_status
from positions.export.fourcolumn import four_columns
from positions.export.markup import link, plain, table
from positions.gravity import by_issue, is_kept
from positions.model import STATUS_ORDER, Change, Placed, Row
from positions.wording import counted, day, kind_of, says, step_words


def to_markdown(content: Content) -> str:
    """The whole brief, one line a paragraph."""
    parts = (
        _head(content),
        _state_of_play(content),
        _moves(content),
        _closeness(content),
        _issues(content),
        _provisional(content),
        four_columns(content),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(content: Content) -> Iterator[str]:
    yield f"# {plain(content.name)}: where the talks stand"
    yield ""
    read = {placed.position.article for row in content.matrix.rows for placed in row.positions}
    parts = [f"State of {content.day.isoformat()}"] if content.day else []
    parts += [counted(len(read), "article"), counted(len(content.matrix.parties), "party", "parties")]
    yield "; ".join(parts) + "."
    if content.narrowed:
        yield ""
        yield f"Only {plain('; '.join(content.narrowed))}."
    yield ""


def _state_of_play(content: Content) -> Iterator[str]:
    """How many issues stand where, and one line an issue."""
    rows = content.matrix.rows
    yield "## State of play"
    yield ""
    if not rows:
        yield "No issue to tell of."
        yield ""
        return
    statuses = Counter(row.status for row in rows)
    parts = [f"{statuses[status]} {STATUS_WORDS[status]}" for status in STATUS_ORDER if statuses[status]]
    provisional = sum(row.provisional for row in rows)
    told = f"; {provisional} provisional, marked with a question mark" if provisional else ""
    yield f"{counted(len(rows), 'issue')}: {', '.join(parts)}{told}."
    yield ""
    lines = [
        (plain(full_status(row)), plain(row.issue), plain(row.reason)) for _, found in by_status(rows) for row in found
    ]
    yield from table(("Status", "Issue", "Why"), lines)
    yield ""


def _moves(content: Content) -> Iterator[str]:
    """This period's moves, issue by issue, what matters most first; what was only reworded is not among them."""
    if content.since is None:
        yield "## Moves"
        yield ""
        yield "No article has a date, so nobody can tell what moved."
        yield ""
        return
    yield f"## Moves since {content.since.isoformat()}"
    yield ""
    moved = [change for _, group in by_issue(content.changes) for change in group if not is_kept(change)]
    for change in moved:
        yield from _move(content, change)
    if not moved:
        yield "Nothing moved."
    yield ""


def _move(content: Content, change: Change) -> Iterator[str]:
    detail = f" ({plain(change.detail)})" if change.detail else ""
    yield f"- **{plain(change.party)}** on {plain(change.issue)}: **{kind_of(change)}**{detail}"
    for word, placed in (("before", change.before), ("now", change.after)):
        if placed is not None:
            yield f"    - {word}: {plain(says(placed.position))} — {_origin(content, placed)}"


def _closeness(content: Content) -> Iterator[str]:
    """Every two parties with an issue in common, the nearest first, and what one step would settle."""
    found = content.closeness
    if not found.pairs:
        return
    yield "## How near the parties stand"
    yield ""
    yield "Of the issues on which both have a word of their own, the share on which they go together."
    yield ""
    lines = [
        (
            f"{plain(pair.one)} – {plain(pair.other)}",
            "unclear" if pair.share is None else f"{100 * pair.share:.0f} %",
            str(len(pair.same) + len(pair.compatible)),
            str(len(pair.opposed)),
            str(len(pair.unclear)),
        )
        for pair in found.pairs
    ]
    yield from table(("Parties", "Share", "Together", "Opposed", "Unclear"), lines)
    yield ""
    apart = [one for one in found.one_step if one.kind == "one apart"]
    if apart:
        yield "One step from agreed:"
        yield ""
    for one in apart:
        yield f"- **{plain(one.issue)}**: if {plain('; or if '.join(step_words(one, step) for step in one.steps))}"
    if apart:
        yield ""


def _issues(content: Content) -> Iterator[str]:
    """Every issue with what each party holds on it, its quote and its source."""
    yield "## Issues"
    yield ""
    for status, rows in by_status(content.matrix.rows):
        word = STATUS_WORDS[status]
        yield f"### {word[0].upper()}{word[1:]}"
        yield ""
        for row in rows:
            yield from _issue(content, row)


def _issue(content: Content, row: Row) -> Iterator[str]:
    yield f"#### {plain(row.issue)}"
    yield ""
    yield f"{plain(full_status(row))}. In question: {plain(row.proposition)}."
    yield ""
    if row.reason:
        yield f"Why: {plain(row.reason)}."
        yield ""
    for party in content.matrix.parties:
        if party in row.cells:
            yield f"- **{plain(party)}**, in our words: {plain(row.cells[party])}"
        for placed in row.positions:
            if placed.position.party == party and placed.current:
                yield from _position(content, placed)
        if party in row.inherited:
            yield f"- **{plain(party)}** says nothing itself: {plain(row.inherited[party])} speaks for it"
    for words, issues in (("Its parts", row.parts), ("Part of", row.part_of)):
        if issues:
            yield f"- {words}: {plain('; '.join(issues))}"
    for words, articles in (("unresolved", row.disputed), ("resolved", row.settled)):
        for article in articles:
            yield f"- named as {words} by {_article(content, article)}"
    yield ""


def _position(content: Content, placed: Placed) -> Iterator[str]:
    position = placed.position
    speaker = f", by {plain(position.speaker)}" if position.speaker else ""
    doubt = "" if content.is_reviewed(position) else " *(not reviewed)*"
    yield f"- **{plain(position.party)}** {plain(says(position))}{speaker}{doubt}"
    yield ""
    if position.quote:
        yield f"    > “{plain(position.quote)}”"
        yield "    >"
    yield f"    > — {_origin(content, placed)}"
    yield ""


def _provisional(content: Content) -> Iterator[str]:
    """The statuses that may fall, each with the statements that nobody has reviewed."""
    yield "## Provisional"
    yield ""
    rows = [row for row in content.matrix.rows if row.provisional]
    if not rows:
        yield "Nothing: a person has reviewed every statement that a status rests on."
        yield ""
        return
    yield "These statuses rest on statements that nobody has reviewed:"
    yield ""
    for row in rows:
        yield f"- {plain(full_status(row))}: **{plain(row.issue)}**"
        for placed in row.positions:
            if _decides(placed, row) and not content.is_reviewed(placed.position):
                told = f"{plain(placed.position.party)} {plain(says(placed.position))}"
                yield f"    - {told} — {_origin(content, placed)}"
    yield ""


def _decides(placed: Placed, row: Row) -> bool:
    return placed.current and placed.position.key in row.deciding


def _origin(content: Content, placed: Placed) -> str:
    """Where a statement was read, and when it was said."""
    return f"{_article(content, placed.position.article)}, {day(placed.when)}"


def _article(content: Content, article_id: str) -> str:
    article = content.articles.get(article_id)
    if article is None:
        return plain(article_id)
    outlet = f", {plain(article.source.outlet)}" if article.source.outlet else ""
    return link(article.title, article.source.url) + outlet
