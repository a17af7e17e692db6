"""The least that a click program with a subcommand can be: what `positions --help` is measured against."""

import click


@click.group()
def program() -> None:
    """Do nothing."""


@program.command()
def nothing() -> None:
    """Do nothing at all."""


if __name__ == "__main__":
    program()
