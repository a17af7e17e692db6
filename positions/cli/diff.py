"""`diff`: what changed between two states, or since somebody last looked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import Day, example, here
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.gravity import is_kept
from positions.model import Change, ChangeKind, Origin, Snapshot
from positions.wording import change_json, kind_of, position_json

if TYPE_CHECKING:
    from positions.changes.silence import Silence
    from positions.diffing import Diff, Removed
    from positions.negotiation import Negotiation
    from positions.states import State


@click.command(
    epilog=example(
        "positions diff 2024-08-19-ministers 2024-09-02-round-two",
        "positions diff 2024-08-19 2024-09-02 --markdown",
        "positions diff HEAD~1 HEAD",
        "positions diff --since 2024-08-19",
    )
)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--since", type=Day(), help="What articles of that day and later say, against all that are older.")
@click.option("--json", "as_json", is_flag=True, help="Print all changes, kept positions too, as JSON.")
@click.option("--markdown", is_flag=True, help="Print Markdown, for a brief.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when there is any change; kept positions are none.")
@click.option("--kept", is_flag=True, help="Show the positions that were kept or only reworded as well.")
def diff(
    old: str | None,
    new: str | None,
    since: dt.date | None,
    as_json: bool,
    markdown: bool,
    exit_code: bool,
    kept: bool,
) -> int:
    """Show what changed between two articles, dates or revisions.

    OLD and NEW are articles; dates as YYYY-MM-DD, which stand for everything up to and including that day; position
    files; or git revisions. Without them, the articles that have come since the last `diff` of this kind are set
    against all that were there. Words that went are marked [-so-], words that came {+so+}. What a party did not mention
    again is no change; it is listed with its age. An entry that a person took out or dismissed between two revisions is
    listed as recoded.
    """
    from positions.diffing import diff_states
    from positions.states import looked

    if old is not None and since is not None:
        raise click.UsageError("'--since' stands by itself; leave out OLD and NEW.")
    if old is not None and new is None:
        raise click.UsageError("Missing argument 'NEW'.")
    negotiation = here()
    snapshot = negotiation.snapshot()
    sides, states = _states(negotiation, snapshot, old, new, since)
    announce_comparing(negotiation)
    found = diff_states(negotiation, *states)
    moved = [change for change in found.changes if not is_kept(change)]
    if as_json:
        silent = [_silence_json(one) for one in found.silences]
        removed = [_removed_json(one) for one in found.removed]
        print_json({"changes": [change_json(change) for change in found.changes], "silent": silent, "removed": removed})
    else:
        _print(sides, found, list(found.changes) if kept else moved, markdown)
    if old is None and since is None:
        looked(negotiation, snapshot)
    return 1 if exit_code and any(change.kind is not ChangeKind.KEPT for change in moved) else 0


def _states(
    negotiation: Negotiation, snapshot: Snapshot, old: str | None, new: str | None, since: dt.date | None
) -> tuple[tuple[str, str], tuple[State, State]]:
    """What the two sides are called, and what they are."""
    from positions import states
    from positions.changes import is_backwards

    if since is not None:
        day = since.isoformat()
        return (f"before {day}", f"since {day}"), states.since(snapshot, since)
    if old is None:
        return ("seen before", "new since the last look"), states.since_last_look(negotiation, snapshot)
    assert new is not None
    chosen = states.state_of(negotiation, snapshot, old), states.state_of(negotiation, snapshot, new)
    if all(state.present for state in chosen) and is_backwards(snapshot, old, new):
        narrate(f"{old} is newer than {new}: the changes are told backwards")
    return (old, new), chosen


def _print(sides: tuple[str, str], found: Diff, shown: Sequence[Change], markdown: bool) -> None:
    from positions.cli.sides import print_changes, print_markdown, print_removed, print_silences

    page = Page()
    if markdown:
        print_markdown(page, sides, shown, found)
        return
    print_changes(page, sides, shown)
    print_removed(page, found.removed)
    print_silences(page, found.silences)
    kinds = Counter("kept" if is_kept(change) else kind_of(change) for change in found.changes)
    parts = [f"{number} {kind}" for kind, number in kinds.most_common()]
    parts += [f"{len(found.removed)} removed, recoded"] if found.removed else []
    narrate(", ".join(parts) if parts else "no party holds a position on both sides, and none is new")


def _removed_json(one: Removed) -> dict[str, Any]:
    return {
        "party": one.last.position.party,
        "issue": one.issue,
        "last": position_json(one.last.position),
        "origin": Origin.RECODED.value,
    }


def _silence_json(one: Silence) -> dict[str, Any]:
    last = one.silent.last
    return {
        "party": one.silent.party,
        "issue": one.silent.issue,
        "last": position_json(last.position) | {"stated": last.when and last.when.isoformat()},
        "articles": one.age.articles,
        "days": one.age.days,
        "stale": one.stale,
    }
