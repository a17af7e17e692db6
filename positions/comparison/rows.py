"""An issue with its positions → a row of the matrix.

Owns who stands where: the proposition, the sides, what is current, and a person's words, which win. The status itself
is `status`'s.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from positions.comparison import labels
from positions.comparison.blocs import Blocs
from positions.comparison.gaps import over_time
from positions.comparison.issues import Grouped
from positions.comparison.recency import order, recency
from positions.comparison.remarks import remarks, torn
from positions.comparison.repeats import marked
from positions.comparison.status import Named, mark_current, named_as, says, spoken, standing
from positions.comparison.verdicts import anchor, sides
from positions.contradiction import Contradicts
from positions.model import Issue, Placed, Position, Role, Row, Snapshot, Stance, StatusOverride, When, day_of


class Setting(NamedTuple):
    """What all issues of a negotiation are seen against."""

    snapshot: Snapshot
    blocs: Blocs
    parties: Sequence[str]
    """All that hold a position on anything."""
    whens: Mapping[str, When | None]
    """When each article was published."""
    copies: Mapping[str, str]
    """See `repeats.originals`."""
    compatible: float
    """The likeness from which on a position is for or against the proposition; see `verdicts.sides`."""
    contradicts: Contradicts | None = None
    as_of: dt.date | None = None
    """The last day that is looked at; what a person decided later was not known then."""


def row_of(
    issue: Grouped,
    own: Sequence[Position],
    named: Sequence[tuple[Named, bool]],
    setting: Setting,
    known: Sequence[Placed] | None = None,
) -> Row:
    """The row of an issue, whose members are its `own`.

    `named` are the topics that name it, each with whether the article calls it settled; `known` are the members with
    their sides, where they are known on the issue's proposition.
    """
    name, snapshot = issue.name or "", setting.snapshot
    placed, proposition = _place(issue, own, setting) if known is None else (list(known), issue.proposition)
    disputed = [topic for topic, settled in named if not settled]
    settled = [topic for topic, done in named if done]
    found = standing(placed, disputed, settled, snapshot, setting.blocs)
    book = snapshot.codebook.issues.get(name, Issue())
    gap = over_time(_of_principals(placed, snapshot), setting.blocs.one_voice)
    dissents = setting.blocs.dissents(spoken(placed, snapshot.registry))
    on_both = torn(placed)
    row = Row(
        issue=name,
        proposition=proposition or labels.proposition(name),
        status=found.status,
        basis=found.basis,
        provisional=found.provisional,
        deciding=tuple(one.position.key for one in found.deciding),
        reason="; ".join((found.reason, *remarks(found.reason, placed, on_both, dissents, gap))),
        disputed=tuple(sorted({topic.article for topic in disputed})),
        settled=tuple(sorted({topic.article for topic in settled})),
        theme=book.theme,
        cells=dict(book.parties),
        gap=gap,
        inherited=setting.blocs.inherited(placed, setting.parties),
        dissents=dissents,
        both_sides=on_both,
        positions=tuple(placed),
    )
    word = book.status
    unknown = word is None or (setting.as_of is not None and word.on is not None and day_of(word.on) > setting.as_of)
    return row if word is None or unknown else _overridden(row, word, named)


def _of_principals(placed: Sequence[Placed], snapshot: Snapshot) -> list[Placed]:
    """What principals say in their own words, each thing once."""
    return [
        one
        for one in placed
        if one.repeats is None
        and one.position.according_to is None
        and snapshot.registry.role_of(one.position.party) is Role.PRINCIPAL
    ]


def _place(issue: Grouped, own: Sequence[Position], setting: Setting) -> tuple[list[Placed], str | None]:
    """The positions with their sides, each party's newest first, and the proposition they are for or against."""
    if not own:
        return [], issue.proposition
    place = next((n for n, one in enumerate(own) if labels.proposition(one.claim) == issue.proposition), None)
    if place is None and issue.proposition is None:
        place = anchor(own, issue.central, issue.name or "")
    chosen = None if place is None else own[place]
    alike = None if place is None else issue.alike(place)
    proposition = issue.proposition or labels.proposition(own[0].claim if chosen is None else chosen.claim)
    holder = chosen.party if chosen and chosen.stance is not Stance.ACCEPT else None
    found = sides(own, proposition, holder, alike, setting.compatible, setting.contradicts)
    placed = [
        Placed(position=position, side=side, current=False, when=position.stated or setting.whens.get(position.article))
        for position, side in zip(own, found, strict=True)
    ]
    return sorted(mark_current(marked(placed, setting.copies)), key=recency, reverse=True), proposition


def _overridden(row: Row, word: StatusOverride, named: Sequence[tuple[Named, bool]]) -> Row:
    """A person's status wins; what was found stays in the reason, and what is newer than the person's word is told."""
    by = word.by or "a person"
    day = f" on {day_of(word.on).isoformat()}" if word.on else ""
    newer = _newer(row, word, named)
    told = f"; newer: {newer[-1].words}" if newer else ""
    return row.model_copy(
        update={
            "status": word.is_,
            "basis": row.basis if word.is_ is row.status else None,
            "provisional": False,
            "deciding": (),
            "reason": f"set by {by}{day}{told}; found: {row.status.value}, {row.reason}",
            "overridden_by": by,
            "newer": tuple(dict.fromkeys(one.article for one in newer)),
        }
    )


class _Evidence(NamedTuple):
    """Something said on an issue, by when it was said."""

    when: tuple[bool, dt.date, dt.time]
    article: str
    words: str


def _newer(row: Row, word: StatusOverride, named: Sequence[tuple[Named, bool]]) -> list[_Evidence]:
    """What was said after the day of a person's status, the oldest first."""
    if word.on is None:
        return []
    said = [(one.when, one.position.article, says(one)) for one in row.positions if one.repeats is None]
    said += [(one.when, one.article, named_as("settled" if settled else "unresolved", one)) for one, settled in named]
    day = day_of(word.on)
    return sorted(_Evidence(order(when), article, told) for when, article, told in said if when and day_of(when) > day)
