"""The program `positions`: its table of commands, and what becomes of whatever they raise.

This module imports nothing but click, so that `positions --help` costs little more than click does; each command's
module is imported when the command is called. Exit codes: 0 done, 1 findings, 2 usage, configuration or bad input,
70 a bug of ours, 130 interrupted.
"""

from __future__ import annotations

import gc
import importlib
import keyword
import os
import signal
import sys
from collections.abc import Sequence

import click

from positions.cli.failures import BAD_INPUT, explain, explain_click
from positions.interrupts import CODE, SAID

DONE, FINDINGS = 0, 1

_GARBAGE = 10_000
"""New objects after which unreachable ones are looked for. At Python's 700, a command that reads thousands of positions
and ends spends a tenth of its time on that."""

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("project", "Start a negotiation in a folder."),
    "demo": ("demo", "Make a negotiation from sample articles and open it."),
    "add": ("project", "Take articles into the negotiation."),
    "extract": ("extraction", "Read positions out of new or changed articles."),
    "matrix": ("matrix", "Show issues by parties, with status and reason."),
    "compare": ("matrix", "Show two parties issue by issue."),
    "closeness": ("closeness", "Show how near the parties stand, and which issues are one step from agreed."),
    "diff": ("diff", "Show what changed between two articles, dates or revisions."),
    "log": ("log", "Show how a party or an issue moved over time."),
    "parties": ("parties", "List the parties; rename, merge and split them."),
    "issues": ("issues", "List the issues; rename, merge and split them."),
    "undo": ("edits", "Take back the last command that edited files."),
    "find": ("find", "Find every position that says something."),
    "llm": ("llm", "Try the language model that `extract --engine llm` asks."),
    "why": ("extraction", "Explain what is read out of a sentence, and why."),
    "review": ("review", "Go through what was extracted, the most consequential first."),
    "reliability": ("reliability", "Tell how far two or more coders of the same articles agree."),
    "import": ("importing", "Take in what another program wrote."),
    "check": ("check", "Check every file, and every quote against its article."),
    "blame": ("blame", "Show who wrote what of an article's positions, and when."),
    "export": ("export", "Write the negotiation as a file for others."),
    "browse": ("browse", "Open the negotiation in the terminal."),
    "serve": ("serve", "Open the negotiation in a browser."),
    "schema": ("check", "Print the JSON Schema of a file, for editors."),
    "git-install": ("git", "Teach git to show and merge positions."),
    "git-show": ("git", "Print a position file with a line a position, for `git diff`."),
    "git-merge": ("git", "Merge two people's versions of a file, for `git merge`."),
}
"""Each command with the module here that holds it and its line in `--help`, which is also its help's first sentence."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is run, or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"positions.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_") + "_" * keyword.iskeyword(cmd_name))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown command is answered with the nearest one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"There are {', '.join(COMMANDS)}."
        raise click.UsageError(f"There is no command '{name}'. {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    epilog="\b\nExample:\n  positions demo",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="positions", message="%(prog)s %(version)s")
def program() -> None:
    """Who demands, offers, accepts and rejects what in a negotiation, side by side.

    A negotiation is a folder of articles and of YAML files that you can read and correct. Data goes to standard
    output, progress and remarks to standard error. Exit status: 0 done, 1 findings, 2 wrong usage or input, 70 a
    fault of the program.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    _prepare_streams()
    gc.set_threshold(_GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for any reads every installed package
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough. What is still buffered goes nowhere, without a complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


def _run(args: Sequence[str] | None) -> int:
    """The exit code of the command, every error explained on standard error."""
    out = sys.stdout
    try:
        result = program.main(args, prog_name="positions", standalone_mode=False)
    except click.ClickException as error:
        explain_click(error)
        return BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once more while processes beside end: it is known
        click.echo(SAID, err=True)
        return CODE
    except SystemExit:
        if sys.stdout is not out:  # click met a closed pipe: it swaps the streams, and would leave with 1
            sys.stdout = out
            raise BrokenPipeError from None
        raise
    except BrokenPipeError:
        raise
    except Exception as error:
        return explain(error)
    return result if isinstance(result, int) else DONE


def _prepare_streams() -> None:
    """Make sure that there are streams, and that what they cannot encode is spelt out instead of raising."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # started with the stream closed
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
