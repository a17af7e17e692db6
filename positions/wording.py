"""Positions and changes in the words of a sentence, and in the shapes that `--json` prints.

Commands, exports and the library share it, so that a position reads the same in all of them.
"""

from __future__ import annotations

from typing import Any

from positions.model import (
    Cause,
    Change,
    Closeness,
    Entry,
    Extent,
    Firmness,
    Matrix,
    Nearness,
    OneStep,
    Origin,
    Placed,
    Position,
    Row,
    RowGap,
    Stance,
    Step,
    When,
)

STANCE_VERBS = {Stance.DEMAND: "demands", Stance.OFFER: "offers", Stance.ACCEPT: "accepts", Stance.REJECT: "rejects"}
"""What a party does with a claim, in a sentence."""
_FIRMNESS = {Firmness.WISH: "a wish", Firmness.CALL: "a call", Firmness.RED_LINE: "a red line"}

_ORIGINS = {Origin.RECODED: "recoded", Origin.LEARNT: "learnt later"}


def says(entry: Entry) -> str:
    """What is stated, without who states it: `demands: the withdrawal, if the truce holds (a red line)`."""
    found = remarks(entry)
    return statement(entry) + (f" ({'; '.join(found)})" if found else "")


def statement(entry: Entry) -> str:
    """Stance, claim and conditions."""
    verb = STANCE_VERBS[entry.stance] + ("" if entry.extent is Extent.FULL else f" {entry.extent.value}")
    return f"{verb}: {entry.claim}" + "".join(f", {word} {what}" for word, what in entry.conditions.items())


def remarks(entry: Entry) -> tuple[str, ...]:
    """What stands in brackets behind a statement: of whom, how firmly, who reports it, whether it still holds."""
    possible = (
        f"of {entry.of}" if entry.of else "",
        _FIRMNESS.get(entry.firmness, ""),
        f"according to {entry.according_to}" if entry.according_to else "",
        "withdrawn" if entry.withdrawn else "",
    )
    return tuple(remark for remark in possible if remark)


def holds(row: Row, party: str) -> tuple[str, ...]:
    """What a party holds on an issue now, a statement each; a person's words for it win over the machine's.

    Where it says nothing itself, its bloc's word holds for it. Where nothing holds any more, it says what was
    withdrawn last; empty for a party that never spoke of the issue.
    """
    if party in row.cells:
        return (row.cells[party],)
    held = [placed for placed in row.positions if placed.position.party == party]
    leaves = f" (dissents within {row.dissents[party]})" if party in row.dissents else ""
    current = [says(placed.position) + leaves for placed in held if placed.current]
    if not current and party in row.inherited:
        bloc = row.inherited[party]
        said = [each.position for each in row.positions if each.current and each.position.party == bloc]
        return tuple(dict.fromkeys(f"as {bloc}: {says(position)}" for position in said))
    if held and not current:
        last = next((placed.position for placed in held if placed.position.withdrawn), held[0].position)
        return (f"no longer: {says(last.model_copy(update={'withdrawn': False}))}",)
    return tuple(dict.fromkeys(current))


def day(when: When | None) -> str:
    """A date as it is written in the files; `undated` without one."""
    return "undated" if when is None else when.isoformat()[:10]


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `3 articles`; `2 parties`, where the plural is given."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def matrix_json(matrix: Matrix) -> dict[str, Any]:
    """The shape of `matrix --json`: every issue with every position, each once. Other programs rely on it: only add."""
    return {"parties": list(matrix.parties), "issues": [issue_json(row) for row in matrix.rows]}


def issue_json(row: Row) -> dict[str, Any]:
    """One issue of `matrix --json`."""
    return {
        "issue": row.issue,
        "proposition": row.proposition,
        "status": row.status.value,
        "basis": row.basis and row.basis.value,
        "provisional": row.provisional,
        "reason": row.reason,
        "disputed": list(row.disputed),
        "settled": list(row.settled),
        "theme": row.theme,
        "overridden": row.overridden_by and {"by": row.overridden_by, "newer": list(row.newer)},
        "gap": row.gap and _gap_json(row.gap),
        "inherited": dict(row.inherited),
        "dissents": dict(row.dissents),
        "both_sides": {party: list(articles) for party, articles in row.both_sides.items()},
        "parts": list(row.parts),
        "part_of": list(row.part_of),
        "positions": [_placed_json(placed) for placed in row.positions],
    }


def _gap_json(gap: RowGap) -> dict[str, Any]:
    return {
        "value": gap.value,
        "unit": gap.unit,
        "words": gap.words,
        "parties": list(gap.parties),
        "first": {"value": gap.first_value, "words": gap.first_words},
        "since": gap.since and gap.since.isoformat(),
        "trend": gap.trend.value,
    }


def position_json(position: Position) -> dict[str, Any]:
    """What identifies a position and says how sure it is."""
    return {
        "article": position.article,
        "party": position.party,
        "stance": position.stance.value,
        "claim": position.claim,
        "at": position.at and list(position.at),
        "firmness": position.firmness.value,
        "confidence": position.confidence,
        "review": position.review and position.review.value,
    }


def _placed_json(placed: Placed) -> dict[str, Any]:
    return {
        **position_json(placed.position),
        "side": placed.side.value,
        "current": placed.current,
        "stated": placed.when and placed.when.isoformat(),
        "repeats": placed.repeats,
    }


SHADES = {0.75: "█", 0.5: "▓", 0.25: "▒", 0.0: "░"}
"""From which share on, its sign."""
SHADES_TOLD = "█ 75 and more, ▓ 50 and more, ▒ 25 and more, ░ less, · nothing to tell"
STEP_KINDS = {
    "one apart": "one step from agreed",
    "unanswered": "put forward, and no other principal has a word on it",
}
"""What would settle an issue, in the words of a heading: those with a pair apart first."""


def shade(share: float) -> str:
    """The sign of a share from 0 to 1, which says it without colour."""
    return next(sign for least, sign in SHADES.items() if share >= least)


def per_cent(share: float) -> str:
    """A share from 0 to 1 as a whole number of hundredths."""
    return f"{100 * share:.0f}"


def nearness_counts(pair: Nearness) -> dict[str, int]:
    """On how many issues two parties stand how, by the word for it."""
    return {
        "same": len(pair.same),
        "together": len(pair.compatible),
        "opposed": len(pair.opposed),
        "unclear": len(pair.unclear),
    }


def step_words(one: OneStep, step: Step) -> str:
    """*Sudmark accepts what Norland demands: the withdrawal (2031-05-04)*.

    Of what nobody has answered, it is what was put forward.
    """
    position = step.placed.position
    told = f"{says(position)} ({day(step.placed.when)})"
    if one.kind == "unanswered":
        return f"{position.party} {told}" + (f"; {step.party} has not answered" if step.party else "")
    act = f"accepts what {position.party}" if step.act == "accept" else "withdraws what it"
    return f"{step.party} {act} {told}"


def closeness_json(found: Closeness) -> dict[str, Any]:
    """The shape of `closeness --json`. Other programs rely on it: only add."""
    return {
        "parties": list(found.parties),
        "pairs": [_nearness_json(pair) for pair in found.pairs],
        "one_step": [
            {
                "issue": one.issue,
                "kind": one.kind,
                "steps": [
                    {"party": step.party, "act": step.act, "position": position_json(step.placed.position)}
                    for step in one.steps
                ],
            }
            for one in found.one_step
        ],
    }


def _nearness_json(pair: Nearness) -> dict[str, Any]:
    return {
        "parties": [pair.one, pair.other],
        "both": pair.both,
        "share": pair.share,
        "same": list(pair.same),
        "compatible": list(pair.compatible),
        "opposed": list(pair.opposed),
        "unclear": list(pair.unclear),
    }


def kind_of(change: Change) -> str:
    """The kind in a word, and whose doing it is where that is not the party's."""
    kind = "sources disagree" if change.cause is Cause.SOURCES else change.kind.value
    return f"{kind}, {_ORIGINS[change.origin]}" if change.origin in _ORIGINS else kind


def why(change: Change) -> str:
    """What decides the kind: *quantity: 10 pct → 8 pct*."""
    if change.cause in (None, Cause.WORDS, Cause.CONDITION, Cause.SOURCES):
        return change.detail
    return f"{change.cause.value}: {change.detail}"


def change_json(change: Change) -> dict[str, Any]:
    """One change of `diff --json`. Other programs rely on it: only add."""
    return {
        "party": change.party,
        "issue": change.issue,
        "change": change.kind.value,
        "before": change.before and _placed_json(change.before) | {"quote": change.before.position.quote},
        "after": change.after and _placed_json(change.after) | {"quote": change.after.position.quote},
        "detail": change.detail,
        "cause": change.cause and change.cause.value,
        "origin": change.origin.value,
    }
