"""`init` and `add`: a new negotiation, and articles taken into it."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli.choosing import example
from positions.cli.failures import near_path
from positions.cli.printing import narrate


@click.command(epilog=example("positions init gaza-ceasefire --name 'Gaza ceasefire'"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", help="The negotiation's name; the folder's without it.")
def init(folder: Path, name: str | None) -> None:
    """Start a negotiation in a folder.

    DIR is made when it does not exist; without it, the negotiation starts in the current folder.
    """
    from positions.negotiation import Negotiation

    negotiation = Negotiation.create(folder, name=name)
    narrate(f"started a negotiation in {near_path(negotiation.root)}")
    narrate("next: positions add ARTICLE…, then positions extract")
