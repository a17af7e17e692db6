"""`export`: the negotiation in other programs' formats, a command a format."""

from __future__ import annotations

import click

from positions.cli.choosing import example
from positions.cli.exchange import graphml, qdpx


@click.group(
    epilog=example(
        "positions export graphml --network conflict --out conflict.graphml", "positions export qdpx --out talks.qdpx"
    )
)
def export() -> None:
    """Write the negotiation in another program's format.

    What is `confidential` is left out.
    """


export.add_command(graphml)
export.add_command(qdpx)
