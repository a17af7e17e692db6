"""`closeness`: how near the parties stand, as a table and as a heat map, and which issues one step would settle."""

from __future__ import annotations

from collections.abc import Sequence

import click

from positions.cli.choosing import example, here, narrowing
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.display import pad, shorten, width
from positions.model import Closeness, Nearness, OneStep
from positions.narrowing import Narrowing
from positions.wording import (
    SHADES_TOLD,
    STEP_KINDS,
    closeness_json,
    counted,
    nearness_counts,
    per_cent,
    shade,
    step_words,
)

_COLOURS = {"█": "green", "▓": "green", "▒": "yellow", "░": "red"}
"""Of a shade: they say the same once more."""
_CELL = 5
_NAME = 24
_COUNT, _NAMES = 10, 20
"""Columns of a count, and what the two names need at least for a table."""


@click.command(epilog=example("positions closeness", "positions closeness --party Norland --as-of 2024-08-19"))
@click.option("--json", "as_json", is_flag=True, help="Print pairs, their issues and the steps as JSON.")
@narrowing
def closeness(as_json: bool, narrowing: Narrowing) -> None:
    """Show how near the parties stand, and which issues are one step from agreed.

    Two parties are held against each other over the issues on which both have a word of their own. A share says on how
    many of those they go together, where that is clear. With --party, that party stands against all others; given
    again, those parties stand against each other.
    """
    from positions.comparison.closeness import closeness as near
    from positions.workflow import compare_negotiation

    negotiation = here()
    announce_comparing(negotiation)
    matrix = compare_negotiation(negotiation, as_of=narrowing.as_of)
    found = near(matrix, negotiation.registry, narrowing)
    if as_json:
        print_json(closeness_json(found))
        return
    page = Page()
    if len(found.pairs) > 1:
        _print_map(page, found)
        page.line()
    _print_pairs(page, found.pairs)
    _print_steps(page, found.one_step)
    pairs = counted(len(found.pairs), "pair")
    narrate(f"{pairs} of parties with an issue in common; {counted(len(found.one_step), 'issue')} one step from agreed")


def _print_map(page: Page, found: Closeness) -> None:
    """Parties by parties, in as many pieces as the page needs; a number stands for each party across."""
    share = {(pair.one, pair.other): pair.share for pair in found.pairs}
    share |= {(other, one): value for (one, other), value in share.items()}
    numbered = [f"{number} {page.words(party)}" for number, party in enumerate(found.parties, start=1)]
    column = min(max(width(name) for name in numbered), _NAME, page.columns // 3)
    room = max((page.columns - column - 1) // _CELL, 1)
    for start in range(0, len(found.parties), room):
        across = range(start, min(start + room, len(found.parties)))
        page.line(" " * (column + 1) + "".join(f"{number + 1:>{_CELL}}" for number in across))
        for name, party in zip(numbered, found.parties, strict=True):
            cells = [_cell(page, share, party, found.parties[number]) for number in across]
            page.line(f"{pad(name, column)} {''.join(cells)}")
        page.line()
    page.paragraph(f"per cent: of the issues on which both have a word, on how many they go together. {SHADES_TOLD}")


def _cell(page: Page, share: dict[tuple[str, str], float | None], one: str, other: str) -> str:
    value = share.get((one, other))
    if one == other:
        return f"{'—':>{_CELL}}"
    if value is None:
        return f"{'·':>{_CELL}}"
    sign = shade(value)
    return page.style(f" {sign}{per_cent(value):>{_CELL - 2}}", fg=_COLOURS[sign])


def _print_pairs(page: Page, pairs: Sequence[Nearness]) -> None:
    """The nearest first, with the counts that the share is made of; in words where a table has no room."""
    words = ("share", *nearness_counts(pairs[0])) if pairs else ()
    room = page.columns - _COUNT * len(words)
    if pairs and room >= _NAMES:
        heading = "".join(f"{name:>{_COUNT}}" for name in words)
        page.line(page.style(pad("parties", room) + heading, bold=True))
    for pair in pairs:
        counts = nearness_counts(pair)
        share = "unclear" if pair.share is None else f"{per_cent(pair.share)} %"
        if room < _NAMES:
            told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
            page.paragraph(f"{pair.one} – {pair.other}: {share} ({told})", rest="  ")
            continue
        names = _both_names(page.words(pair.one), page.words(pair.other), room - 1)
        page.line(f"{pad(names, room)}{share:>{_COUNT}}" + "".join(f"{count:>{_COUNT}}" for count in counts.values()))


def _both_names(one: str, other: str, columns: int) -> str:
    """Two names on so many columns, the longer one cut first."""
    room = columns - 3
    if width(one) + width(other) > room:
        half = room // 2
        if width(one) > half:
            one = shorten(one, max(half, room - width(other)))
        other = shorten(other, room - width(one))
    return f"{one} – {other}"


def _print_steps(page: Page, found: Sequence[OneStep]) -> None:
    """What would settle an issue: those with a pair apart first, then those that nobody has answered."""
    for kind, heading in STEP_KINDS.items():
        of_kind = [one for one in found if one.kind == kind]
        if of_kind:
            page.line()
            page.line(page.style(heading, bold=True))
        for one in of_kind:
            page.paragraph(one.issue, first="  ")
            for number, step in enumerate(one.steps):
                first = "    " if kind == "unanswered" else "    or " if number else "    if "
                page.paragraph(step_words(one, step), first=first, rest="       ")
