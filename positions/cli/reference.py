"""docs/commands.md, written from the program itself: `python -m positions.cli.reference > docs/commands.md`."""

from __future__ import annotations

import sys

import click

from positions.cli import COMMANDS, program

_INTRODUCTION = """# Commands

<!-- Written by `python -m positions.cli.reference > docs/commands.md`; a test says when it is out of date. -->

Data goes to standard output; progress and remarks go to standard error. Colour is used on terminals only, never
alone, and not at all with `NO_COLOR`.

| exit status | |
| --- | --- |
| 0 | done |
| 1 | findings: `check` found errors, `diff --exit-code` changes, `extract` an article that it could not read |
| 2 | wrong usage, configuration or input; everything else was done |
| 70 | a fault of the program: please report it, with what `POSITIONS_TRACEBACK=1` makes it print |
| 130 | interrupted; what was done is kept |
"""


def reference() -> str:
    """The help of every command, as Markdown."""
    context = click.Context(program, info_name="positions", terminal_width=80, **program.context_settings)
    parts = [_INTRODUCTION, _section("positions", program, context)]
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=80)
        parts.append(_section(f"positions {name}", command, inner))
        for below, part in command.commands.items() if isinstance(command, click.Group) else ():
            context_below = click.Context(part, info_name=below, parent=inner, terminal_width=80)
            parts.append(_section(f"positions {name} {below}", part, context_below, level=3))
    return "\n".join(parts)


def _section(title: str, command: click.Command, context: click.Context, level: int = 2) -> str:
    return f"{'#' * level} {title}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
