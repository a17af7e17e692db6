"""`parties`: who takes part, what the articles say of them that parties.yaml does not, and edits of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Name, example, here
from positions.cli.edits import carry_out, chosen, dry_run, selected
from positions.cli.printing import Page, narrate, print_json
from positions.model import Party, Role
from positions.wording import counted

if TYPE_CHECKING:
    from positions.proposals import ListedParty, ProposedParty


@click.group(
    invoke_without_command=True,
    epilog=example("positions parties --proposed", "positions parties rename 'United Norland' Norland"),
)
@click.option("--proposed", is_flag=True, help="What articles say of the parties that parties.yaml does not.")
@click.option("--json", "as_json", is_flag=True, help="Print the parties as JSON.")
@click.pass_context
def parties(ctx: click.Context, proposed: bool, as_json: bool) -> None:
    """List the parties; rename, merge and split them.

    With --proposed: other names of the parties and people who speak for them, as the articles introduce them. The
    program uses these already; those that you write into parties.yaml count before anything else, and whatever
    parties.yaml says otherwise is right.

    The commands below edit every file concerned in one step, and `positions undo` takes it back.
    """
    if ctx.invoked_subcommand is None:
        _list(proposed, as_json)


def _list(proposed: bool, as_json: bool) -> None:
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


@parties.command(epilog=example("positions parties add Norland --alias NL --speaker 'Ada Lund' --bloc League"))
@click.argument("name", type=Name())
@click.option("--alias", "aliases", type=Name(), multiple=True, help="Another name; may be given again.")
@click.option("--speaker", "speakers", type=Name(), multiple=True, help="Who speaks for it; may be given again.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.PRINCIPAL.value, show_default=True
)
@click.option("--bloc", type=Name(), help="The group that it belongs to.")
@dry_run
def add(name: str, aliases: tuple[str, ...], speakers: tuple[str, ...], role: str, bloc: str | None, dry: bool) -> None:
    """Register a party."""
    from positions.editing import parties as editing

    party = Party(aliases=aliases, speakers=speakers, role=Role(role), bloc=bloc)
    carry_out(lambda book: editing.add(book, name, party), dry=dry)


@parties.command(epilog=example("positions parties rename 'United Norland' Norland"))
@click.argument("old", type=Name())
@click.argument("new", type=Name())
@dry_run
def rename(old: str, new: str, dry: bool) -> None:
    """Call a party otherwise, in every file.

    The old name stays as an alias, since articles go on using it.
    """
    from positions.editing import parties as editing

    carry_out(lambda book: editing.rename(book, old, new), dry=dry)


@parties.command(epilog=example("positions parties merge 'the ministry' 'Norlandic government' --into Norland"))
@click.argument("names", type=Name(), metavar="PARTY...", nargs=-1, required=True)
@click.option("--into", type=Name(), required=True, help="The party that they become; it may be one of them, or new.")
@dry_run
def merge(names: tuple[str, ...], into: str, dry: bool) -> None:
    """Make one party of several, in every file.

    Their names stay as aliases. Role, bloc and note of the one that they become win.
    """
    from positions.editing import parties as editing

    carry_out(lambda book: editing.merge(book, names, into), dry=dry)


@parties.command(epilog=example("positions parties split Norland Fishers --name 'the boats' --name 'Jo Bell'"))
@click.argument("party", type=Name())
@click.argument("new", type=Name())
@click.option(
    "--name", "names", type=Name(), multiple=True, help="An alias or speaker that goes along; may be given again."
)
@chosen
@dry_run
def split(party: str, new: str, names: tuple[str, ...], articles: tuple[str, ...], matching: str, dry: bool) -> None:
    """Make a party of its own of a part of another.

    The positions that the named speakers voice go along, and those that --article and --matching choose.
    """
    from positions.editing import parties as editing

    selection = selected(articles, matching, otherwise_none=True)
    carry_out(lambda book: editing.split(book, party, new, names, selection), dry=dry)


@parties.command(epilog=example("positions parties alias Norland 'Port Nor' Norlandish"))
@click.argument("party", type=Name())
@click.argument("names", type=Name(), metavar="NAME...", nargs=-1, required=True)
@dry_run
def alias(party: str, names: tuple[str, ...], dry: bool) -> None:
    """Give a party other names."""
    from positions.editing import parties as editing

    carry_out(lambda book: editing.alias(book, party, names), dry=dry)


@parties.command(epilog=example("positions parties unalias Norland 'Port Nor'"))
@click.argument("party", type=Name())
@click.argument("names", type=Name(), metavar="NAME...", nargs=-1, required=True)
@dry_run
def unalias(party: str, names: tuple[str, ...], dry: bool) -> None:
    """Take other names away from a party."""
    from positions.editing import parties as editing

    carry_out(lambda book: editing.unalias(book, party, names), dry=dry)


@parties.command("set", epilog=example("positions parties set Norland --role mediator --bloc 'Northern League'"))
@click.argument("party", type=Name())
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Only a principal's positions count.")
@click.option("--bloc", type=Name(or_none=True), help="The group that it belongs to; '' takes it out.")
@dry_run
def set_(party: str, role: str | None, bloc: str | None, dry: bool) -> None:
    """Say what part a party plays, and what bloc it belongs to."""
    from positions.editing import parties as editing

    part = None if role is None else Role(role)
    carry_out(lambda book: editing.describe(book, party, role=part, bloc=bloc), dry=dry)


@parties.command(epilog=example("positions parties move Norland --to 'Norland Fishers' --matching catch"))
@click.argument("party", type=Name())
@click.option("--to", type=Name(), required=True, help="Whose they are; may be a new party.")
@chosen
@dry_run
def move(party: str, to: str, articles: tuple[str, ...], matching: str, dry: bool) -> None:
    """Give positions of one party to another: all, or those that --article and --matching choose."""
    from positions.editing import parties as editing

    selection = selected(articles, matching)
    carry_out(lambda book: editing.move(book, party, to, selection), dry=dry)


@parties.command("import", epilog=example("positions parties import parties.txt"))
@click.argument("file", type=click.Path(path_type=Path))
@dry_run
def import_(file: Path, dry: bool) -> None:
    """Register the parties of a list: a line `Party: alias 1, alias 2 [Group]` for each.

    Aliases are added to parties that are there; nothing is taken away. Lines with a name that is another party's are
    refused.
    """
    from positions import storage, yamlfiles
    from positions.editing import aliaslists
    from positions.editing import parties as editing

    listed = aliaslists.parse(yamlfiles.decode(storage.read(file), file), file)
    carry_out(lambda book: editing.enter(book, listed, file), dry=dry)


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
