"""`git-install`, and the two commands that git itself then calls: `git-show` and `git-merge`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from positions.cli.printing import narrate
from positions.errors import FileFaults


def _example(*lines: str) -> str:
    """The end of a command's help; what `choosing` has takes the engines along, and git calls this at every file."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.command(epilog=_example("positions git-install"))
@click.option("--uninstall", is_flag=True, help="Take it away again.")
def git_install(uninstall: bool) -> None:
    """Teach git to show and merge positions.

    `git diff`, `git log -p` and `git show` then print a line a position, and `git merge` merges entry by entry and
    field by field. The negotiation's .gitattributes says for which files; which program to run stands in your own
    repository's settings alone, so each person does this once in each copy.
    """
    from positions import gitdrivers
    from positions.cli.choosing import here

    negotiation = here()
    # -P: git calls it in the folder of the negotiation, where no Python is to be looked for.
    program = (sys.executable, "-P", "-m", "positions")
    done = gitdrivers.uninstall(negotiation) if uninstall else gitdrivers.install(negotiation, program)
    for step in done:
        narrate(step)
    if not done:
        narrate("nothing to take away" if uninstall else "git is set up already; nothing changed")


@click.command(epilog=_example("positions git-show positions/2024-08-19-ministers.yaml"))
@click.argument("file", type=click.Path(path_type=Path))
def git_show(file: Path) -> None:
    """Print a position file with a line a position, for `git diff`.

    The lines are the same however the file is written: order of keys, quotation marks and comments don't matter. A file
    with faults is printed as it is.
    """
    from positions import yamlfiles
    from positions.model import TOO_LARGE, MachineFile, PositionFile
    from positions.outline import outline

    data = file.read_bytes()
    for model in (PositionFile, MachineFile) if len(data) < TOO_LARGE else ():
        try:
            lines = outline(yamlfiles.parse(yamlfiles.decode(data, file), model, file))
        except FileFaults:
            continue
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        break
    sys.stdout.buffer.write(data)


@click.command(epilog=_example("positions git-merge base.yaml ours.yaml theirs.yaml"))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["positions", "machine", "parties", "issues"]),
    default="positions",
    help="What the files are (default: positions).",
)
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("name", type=click.Path(path_type=Path), required=False)
def git_merge(kind: str, base: Path, ours: Path, theirs: Path, name: Path | None) -> int:
    """Merge two people's versions of a file, for `git merge`.

    What THEIRS changed since BASE is written into OURS, which keeps its comments and style. Where both changed the same
    field, or one removed an entry that the other edited, both versions stand there between git's marks, and the exit
    status is 1. NAME is what messages call the file.
    """
    from positions import gitmerge

    shown = name or ours
    conflicts = gitmerge.merge_files(kind, base, ours, theirs, shown)
    if conflicts:
        narrate(f"{shown}: both sides changed the same; choose between the marks, then `positions check`")
    return 1 if conflicts else 0
