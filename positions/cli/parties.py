"""`parties`: who takes part, and what the articles say of them that parties.yaml does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, counted, narrate, print_json
from positions.model import Role

if TYPE_CHECKING:
    from positions.proposals import ListedParty, ProposedParty


@click.command(epilog=example("positions parties", "positions parties --proposed"))
@click.option("--proposed", is_flag=True, help="What articles say of the parties that parties.yaml does not.")
@click.option("--json", "as_json", is_flag=True, help="Print the parties as JSON.")
def parties(proposed: bool, as_json: bool) -> None:
    """List the parties, with their names and speakers.

    With --proposed: other names of the parties and people who speak for them, as the articles introduce them. The
    program uses these already; those that you write into parties.yaml count before anything else, and whatever
    parties.yaml says otherwise is right.
    """
    from positions import proposals

    negotiation = here()
    if proposed:
        found = proposals.proposals(negotiation)
        if as_json:
            print_json({"proposed": [asdict(party) for party in found]})
            return
        _print_proposed(found)
        narrate(counted(len(found), "party", "parties") + " to add to parties.yaml" if found else "nothing to propose")
        return
    listed = proposals.parties(negotiation)
    if as_json:
        print_json({"parties": [asdict(party) for party in listed]})
        return
    _print_listed(listed)
    narrate(counted(len(listed), "party", "parties") if listed else "no parties yet: positions extract finds them")


def _print_listed(listed: Iterable[ListedParty]) -> None:
    page = Page()
    for party in listed:
        remarks = [counted(party.positions, "position")]
        remarks += [party.role.value] if party.role is not Role.PRINCIPAL else []
        remarks += [] if party.registered else ["not in parties.yaml"]
        page.paragraph(f"{party.name} ({', '.join(remarks)})", rest="  ")
        for label, names in (("also", party.aliases), ("speakers", party.speakers)):
            if names:
                page.paragraph(", ".join(names), first=f"  {label}: ", rest="    ")


def _print_proposed(found: Iterable[ProposedParty]) -> None:
    page = Page()
    for party in found:
        page.paragraph(party.name if party.registered else f"{party.name} (not in parties.yaml)", rest="  ")
        for label, names in (("aliases", party.aliases), ("speakers", party.speakers)):
            if names:
                page.paragraph(_with_articles(names), first=f"  {label}: ", rest="    ")


def _with_articles(names: Mapping[str, tuple[str, ...]]) -> str:
    """`Ada Lund (2024-08-19-ministers, 2024-08-21-talks), Bo Holm (…)`."""
    return ", ".join(f"{name} ({', '.join(articles)})" for name, articles in names.items())
