"""Which changes are told, and in which order."""

from __future__ import annotations

import datetime as dt

from positions.gravity import by_issue, is_kept
from positions.model import Cause, Change, ChangeKind, Entry, Origin, Placed, Position, Side

NOW = Placed(
    position=Position.of_entry(Entry.model_validate({"demand": "it"}), article="a", party="A"),
    side=Side.FOR,
    current=True,
    when=dt.date(2031, 5, 4),
)


def change(issue: str, kind: ChangeKind, *, cause: Cause | None = None, origin: Origin = Origin.PARTY) -> Change:
    return Change(party="A", issue=issue, kind=kind, before=NOW, after=NOW, cause=cause, origin=origin)


def test_a_rewording_is_no_change_and_sources_that_disagree_are_worth_telling() -> None:
    kept = [kind for kind in ChangeKind if is_kept(change("x", kind))]
    assert sorted(kept) == [ChangeKind.KEPT, ChangeKind.REWORDED]
    assert not is_kept(change("x", ChangeKind.KEPT, cause=Cause.SOURCES))


def test_issues_stand_by_their_gravest_change_and_what_parties_did_before_what_was_recoded() -> None:
    found = by_issue(
        [
            change("toll", ChangeKind.NEW),
            change("files", ChangeKind.REVERSED, origin=Origin.RECODED),
            change("patrols", ChangeKind.KEPT, cause=Cause.SOURCES),
            change("toll", ChangeKind.DROPPED),
            change("quota", ChangeKind.SOFTENED),
            change("quota", ChangeKind.HARDENED),
            change("harbour", ChangeKind.REVERSED),
        ]
    )
    assert [(issue, [one.kind.value for one in group]) for issue, group in found] == [
        ("harbour", ["reversed"]),
        ("toll", ["dropped", "new"]),
        ("quota", ["hardened", "softened"]),
        ("patrols", ["kept"]),
        ("files", ["reversed"]),
    ]
