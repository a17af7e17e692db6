"""`diff`: what changed between two articles or dates, side by side with the changed words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.display import Piece, changed_words, fold, pad, shorten, width
from positions.model import Change, ChangeKind, Placed, Position
from positions.wording import change_json, remarks, says, statement

_COLOURS = {
    ChangeKind.HARDENED: "red",
    ChangeKind.SOFTENED: "green",
    ChangeKind.REVERSED: "magenta",
    ChangeKind.NEW: "cyan",
    ChangeKind.DROPPED: "yellow",
}
_GONE, _CAME = ("[-", "-]"), ("{+", "+}")
"""What marks changed words on either side; signs, so that it needs no colour."""


@click.command(
    epilog=example("positions diff 2024-08-19-ministers 2024-09-02-round-two", "positions diff 2024-08-19 2024-09-02")
)
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print all changes, kept positions too, as JSON.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when there is any change; kept positions are none.")
@click.option("--kept", is_flag=True, help="Show the positions that were kept as well.")
def diff(old: str, new: str, as_json: bool, exit_code: bool, kept: bool) -> int:
    """Show what changed between two articles or dates.

    OLD and NEW are articles, or dates as YYYY-MM-DD that stand for everything up to and including that day. Words
    that went are marked [-so-], words that came {+so+}. What a party did not mention again is no change.
    """
    from positions.changes import is_backwards
    from positions.workflow import diff_negotiation

    negotiation = here()
    announce_comparing(negotiation)
    changes = diff_negotiation(negotiation, old, new)
    if is_backwards(negotiation.snapshot(), old, new):
        narrate(f"{old} is newer than {new}: the changes are told backwards")
    moved = [change for change in changes if change.kind is not ChangeKind.KEPT]
    if as_json:
        print_json({"changes": [change_json(change) for change in changes]})
    else:
        _print_changes(Page(), old, new, changes if kept else moved)
        _narrate_summary(changes)
    return 1 if exit_code and moved else 0


def _narrate_summary(changes: Sequence[Change]) -> None:
    kinds = Counter(change.kind for change in changes)
    parts = [f"{kinds[kind]} {kind.value}" for kind in ChangeKind if kinds[kind]]
    narrate(", ".join(parts) if parts else "no party holds a position on both sides, and none is new")


def _print_changes(page: Page, old: str, new: str, changes: Sequence[Change]) -> None:
    if not changes:
        return
    room = (page.columns - 3) // 2
    page.line(" │ ".join(pad(page.words(name), room) for name in (old, new)))
    for change in changes:
        page.line("─" * page.columns)
        kind = change.kind.value
        subject = shorten(page.words(f"{change.party} · {change.issue}"), page.columns - width(kind) - 2)
        gap = " " * (page.columns - width(subject) - width(kind))
        page.line(page.style(subject, bold=True) + gap + page.style(kind, fg=_COLOURS.get(change.kind), bold=True))
        if change.detail:
            page.paragraph(change.detail, first="  ")
        _print_sides(page, change, (old, new), room)


def _print_sides(page: Page, change: Change, sides: tuple[str, str], room: int) -> None:
    """Before and after beside each other, and below them where each was read, if that is not what was asked for."""
    before, after = _words_of(change.before), _words_of(change.after)
    if change.before and change.after:
        before, after = _marked(change.before.position, change.after.position)
    left = _coloured(page, fold(page.words(before), room, 20), _GONE, "red", room)
    right = _coloured(page, fold(page.words(after), room, 20), _CAME, "green", room)
    origins = [placed.position.article if placed else "" for placed in (change.before, change.after)]
    if any(origin not in ("", named) for origin, named in zip(origins, sides, strict=True)):
        blank = " " * room
        left += [blank] * (len(right) - len(left))
        right += [blank] * (len(left) - len(right))
        left.append(pad(f"  {page.words(origins[0])}", room))
        right.append(pad(f"  {page.words(origins[1])}", room))
    for one, other in zip_longest(left, right, fillvalue=" " * room):
        page.line(f"{one} │ {other}")


def _words_of(placed: Placed | None) -> str:
    return "—" if placed is None else says(placed.position)


def _marked(before: Position, after: Position) -> tuple[str, str]:
    """Both positions in words, with what the other does not say marked.

    Where the statements have no word in common, marks would tell nothing, and there are none.
    """
    left, right = changed_words(statement(before), statement(after))
    if all(piece.changed for piece in left):
        return says(before), says(after)
    return (
        _with_marks(left, remarks(before), remarks(after), _GONE),
        _with_marks(right, remarks(after), remarks(before), _CAME),
    )


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
