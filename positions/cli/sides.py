"""Changes for people: side by side with the changed words marked, or as Markdown for a brief."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from positions.changes.silence import Silence
from positions.cli.printing import Page
from positions.diffing import Diff, Removed
from positions.display import Piece, changed_words, fold, one_line, pad, shorten, visible, width
from positions.gravity import by_issue
from positions.model import Change, ChangeKind, Placed, Position
from positions.wording import counted, day, kind_of, remarks, says, statement, why

_COLOURS = {
    ChangeKind.HARDENED: "red",
    ChangeKind.SOFTENED: "green",
    ChangeKind.REVERSED: "magenta",
    ChangeKind.NEW: "cyan",
    ChangeKind.DROPPED: "yellow",
}
_GONE, _CAME = ("[-", "-]"), ("{+", "+}")
"""What marks changed words on either side; signs, so that it needs no colour."""
_LINES = 20
_QUOTE_LINES = 3


def print_changes(page: Page, sides: tuple[str, str], changes: Sequence[Change]) -> None:
    """One block an issue, one heading a change, before and after beside each other."""
    if not changes:
        return
    room = (page.columns - 3) // 2
    page.line(" │ ".join(pad(page.words(name), room) for name in sides))
    for issue, group in by_issue(changes):
        page.line("─" * page.columns)
        page.line(page.style(shorten(page.words(issue), page.columns), bold=True))
        for change in group:
            kind = kind_of(change)
            party = shorten(page.words(change.party), page.columns - width(kind) - 4)
            gap = " " * (page.columns - width(party) - width(kind) - 2)
            page.line("  " + party + gap + page.style(kind, fg=_COLOURS.get(change.kind), bold=True))
            if change.detail:
                page.paragraph(why(change), first="    ")
            _print_sides(page, change, sides, room)


def print_removed(page: Page, removed: Sequence[Removed]) -> None:
    """What a person took out of the files, which no party changed."""
    if not removed:
        return
    page.line("─" * page.columns)
    page.line(page.style("recoded: removed or dismissed, and so no change of mind", bold=True))
    for one in removed:
        page.paragraph(_removal(one), first="  ", rest="    ")


def _removal(one: Removed) -> str:
    position = one.last.position
    return f"{position.party} · {one.issue}: {says(position)}, {position.article}"


def print_silences(page: Page, silences: Sequence[Silence]) -> None:
    """Who held something before and has no word on it now, with how long ago that was."""
    if not silences:
        return
    page.line("─" * page.columns)
    page.line(page.style("no word on it, and so no change", bold=True))
    for one in sorted(silences, key=lambda one: -one.age.articles):
        page.paragraph(_silence(one), first="  ", rest="    ")


def _silence(one: Silence) -> str:
    last = one.silent.last
    ago = f", {counted(one.age.articles, 'article')} ago" if one.age.articles else ""
    stale = " (stale)" if one.stale else ""
    return f"{one.silent.party} · {one.silent.issue}: {says(last.position)}, {day(last.when)}{ago}{stale}"


def _print_sides(page: Page, change: Change, sides: tuple[str, str], room: int) -> None:
    """Before and after beside each other; below them the sentences, and where each was read, if not as asked for."""
    before, after = marked(change)
    columns = [
        _coloured(page, fold(page.words(before), room, _LINES), _GONE, "red", room),
        _coloured(page, fold(page.words(after), room, _LINES), _CAME, "green", room),
    ]
    _level(columns, room)
    for column, placed in zip(columns, (change.before, change.after), strict=True):
        if placed and placed.position.quote:
            column += [pad(line, room) for line in fold(page.words(f"“{placed.position.quote}”"), room, _QUOTE_LINES)]
    origins = [placed.position.article if placed else "" for placed in (change.before, change.after)]
    if any(origin not in ("", named) for origin, named in zip(origins, sides, strict=True)):
        _level(columns, room)
        for column, origin in zip(columns, origins, strict=True):
            column.append(pad(f"  {page.words(origin)}", room))
    for one, other in zip_longest(*columns, fillvalue=" " * room):
        page.line(f"{one} │ {other}")


def _level(columns: Sequence[list[str]], room: int) -> None:
    longest = max(map(len, columns))
    for column in columns:
        column += [" " * room] * (longest - len(column))


def marked(change: Change) -> tuple[str, str]:
    """Both positions in words, with what the other does not say marked.

    Where the statements have no word in common, marks would tell nothing, and there are none.
    """
    if change.before is None or change.after is None:
        return _words_of(change.before), _words_of(change.after)
    before, after = change.before.position, change.after.position
    left, right = changed_words(statement(before), statement(after))
    if all(piece.changed for piece in left):
        return says(before), says(after)
    return (
        _with_marks(left, remarks(before), remarks(after), _GONE),
        _with_marks(right, remarks(after), remarks(before), _CAME),
    )


def _words_of(placed: Placed | None) -> str:
    return "—" if placed is None else says(placed.position)


def _with_marks(pieces: Iterable[Piece], own: Sequence[str], other: Collection[str], marks: tuple[str, str]) -> str:
    start, end = marks
    words = " ".join(f"{start}{piece.text}{end}" if piece.changed else piece.text for piece in pieces)
    found = [remark if remark in other else f"{start}{remark}{end}" for remark in own]
    return words + (f" ({'; '.join(found)})" if found else "")


def _coloured(page: Page, lines: Sequence[str], marks: tuple[str, str], colour: str, room: int) -> list[str]:
    """Padded lines, with what stands between marks in colour; a marked run may go on from one line to the next."""
    out, inside = [], False
    for line in lines:
        blanks = " " * (room - width(line))
        parts = []
        while line:
            end = marks[1] if inside else marks[0]
            before, found, line = line.partition(end)
            if not inside:
                parts.append(before)
                line = found + line
            else:
                parts.append(page.style(before + found, fg=colour))
            inside = not inside if found else inside
        out.append("".join(parts) + blanks)
    return out


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def plain(text: str) -> str:
    """Words of a file as they may stand in Markdown: on one line, with nothing in them that it would obey."""
    return _MARKUP.sub(r"\\\1", one_line(visible(text)))


def print_markdown(page: Page, sides: tuple[str, str], changes: Sequence[Change], found: Diff) -> None:
    """The same for a brief: a heading an issue, an item a change, changed words in bold, the two quotes below."""
    page.line(f"# {plain(sides[0])} → {plain(sides[1])}")
    for issue, group in by_issue(changes):
        page.line()
        page.line(f"## {plain(issue)}")
        page.line()
        for change in group:
            _print_item(page, change)
    _print_list(page, "Removed or dismissed (recoded)", map(_removal, found.removed))
    _print_list(page, "No word on it", map(_silence, found.silences))


def _print_list(page: Page, heading: str, items: Iterable[str]) -> None:
    """A section of single lines; none where there are no items."""
    for number, item in enumerate(items):
        if not number:
            page.line()
            page.line(f"## {heading}")
            page.line()
        page.line(f"- {plain(item)}")


def _print_item(page: Page, change: Change) -> None:
    detail = f" ({plain(why(change))})" if change.detail else ""
    page.line(f"- **{plain(change.party)}: {kind_of(change)}**{detail}")
    for name, placed in (("before", change.before), ("after", change.after)):
        if placed is not None:
            position: Position = placed.position
            quote = f" “{plain(position.quote)}”" if position.quote else ""
            page.line(f"  - {name}: {plain(says(position))}.{quote} ({plain(position.article)}, {day(placed.when)})")
