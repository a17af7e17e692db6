"""`blame`: who wrote what of an article's positions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate, print_json
from positions.model import Entry
from positions.wording import counted

if TYPE_CHECKING:
    from positions.provenance import FieldOrigin, Hand, Origin, Provenance


@click.command(epilog=example("positions blame 2024-08-19-ministers"))
@click.argument("article", metavar="ARTICLE")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def blame(article: str, as_json: bool) -> None:
    """Show who wrote what of an article's positions, and when.

    Of each entry: the engine that read it, its rule, and how sure it was, or the person who wrote it. Below it, each
    field that a person wrote, changed or removed. Names and times of people are git's; without git, there is the time
    of the file.
    """
    from positions.provenance import provenance

    found = provenance(here(), article)
    if as_json:
        print_json({"engine": found.engine, "entries": [_origin_json(one) for one in found.origins]})
        return
    page = Page()
    for origin in found.origins:
        _print_origin(page, origin, found)
    edited = sum(bool(one.fields) or one.read is None or one.line is None for one in found.origins)
    narrate(f"{counted(len(found.origins), 'entry', 'entries')}, {edited} with a person's hand in it")


def _print_origin(page: Page, origin: Origin, found: Provenance) -> None:
    place = "-" if origin.line is None else str(origin.line)
    page.paragraph(f"{origin.place}: {_words(origin)}", first=f"{place:>4}  ", rest=" " * 8)
    page.paragraph(_author(origin, found), first=" " * 8)
    for field in origin.fields:
        page.paragraph(_field(field), first=" " * 8, rest=" " * 10)


def _words(origin: Origin) -> str:
    value = origin.value
    return f"{value.stance.value}: {value.claim}" if isinstance(value, Entry) else value.topic


def _author(origin: Origin, found: Provenance) -> str:
    if origin.hand is not None:
        return _by(origin.hand)
    parts = (
        f"program, {found.engine}",
        origin.rule and f"rule “{origin.rule}”",
        None if origin.confidence is None else f"{origin.confidence:.2f}",
        origin.read_on and _moment(origin.read_on),
        "removed by a person" if origin.line is None else None,
    )
    return ", ".join(part for part in parts if part)


def _field(field: FieldOrigin) -> str:
    by = "removed by a person" if field.hand is None else _by(field.hand)
    said = "" if field.value is None else f" {field.value}"
    instead = "" if field.program is None else f"; the program: {field.program}"
    return f"{field.field}:{said} ({by}{instead})"


def _by(hand: Hand) -> str:
    who = hand.name or "a person"
    return f"{who}, {_moment(hand.when) if hand.when else 'not committed yet'}"


def _moment(when: dt.datetime) -> str:
    return when.isoformat(" ", "minutes")[:16]


def _origin_json(origin: Origin) -> dict[str, Any]:
    value = origin.value
    return {
        "place": origin.place,
        "stance": value.stance.value if isinstance(value, Entry) else None,
        "words": value.claim if isinstance(value, Entry) else value.topic,
        "line": origin.line,
        "origin": "person" if origin.read is None else "removed" if origin.line is None else "program",
        "rule": origin.rule,
        "confidence": origin.confidence,
        "read_on": origin.read_on and origin.read_on.isoformat(),
        "by": _hand_json(origin.hand),
        "fields": [
            {"field": one.field, "value": one.value, "program": one.program, "by": _hand_json(one.hand)}
            for one in origin.fields
        ],
    }


def _hand_json(hand: Hand | None) -> dict[str, Any] | None:
    if hand is None:
        return None
    return {"name": hand.name, "when": hand.when and hand.when.isoformat(), "committed": hand.committed}
