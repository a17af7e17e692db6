"""`serve`: the terminal interface in a browser, found by its entry point as `browse` is."""

from __future__ import annotations

from contextlib import suppress

import click

from positions.cli.browse import interface
from positions.cli.choosing import example, here
from positions.cli.printing import narrate

_PORT = 8765


@click.command(epilog=example("positions serve", "positions serve --port 0"))
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine's loopback.")
def serve(port: int, host: str) -> None:
    """Open the negotiation in a browser.

    Prints the address to open, with the key that lets one in; Ctrl+C ends it. Only this machine can reach it, and the
    page loads nothing from elsewhere.
    """
    negotiation = here()

    def announce(address: str) -> None:
        click.echo(address)
        narrate("open this address in a browser on this machine; Ctrl+C ends")

    with suppress(KeyboardInterrupt):  # the way out, also before the server takes it
        interface("serve")(negotiation, host, port, announce, narrate)
