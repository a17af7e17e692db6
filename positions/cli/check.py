"""`check` and `schema`: whether the files are as they must be, and what that is, for editors."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example
from positions.cli.edits import dry_run, print_diff
from positions.cli.failures import near_path
from positions.cli.printing import Page, narrate, print_json
from positions.errors import UsageError
from positions.narrowing import nearest
from positions.negotiation import Negotiation
from positions.wording import counted

if TYPE_CHECKING:
    from positions.checking import Finding
    from positions.checking.fixing import Fix, Fixed


@click.command(epilog=example("positions check", "positions check strait --fix --dry-run"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--fix", "fixing", is_flag=True, help="Correct what has one right answer; `undo` takes it back.")
@dry_run
def check(folder: Path, as_json: bool, fixing: bool, dry: bool) -> int:
    """Check every file, and every quote against its article.

    Each finding comes with file, line and column, and with what to do. The exit status is 1 when there is an error;
    notes, on what may have been meant otherwise, leave it 0. DIR is the negotiation, where that is not the current
    folder.

    With --fix, a quote whose words stand in one place alone gets that place as its `at`, and an `at` without a quote
    the words there; of entries that are the same in all fields one stays; parties and issues that are spelt otherwise
    only in capitals or blanks are spelt as they are registered. What is left is told, and decides the exit status.
    """
    from positions import checking
    from positions.checking import fixing as corrections

    if dry and not fixing:
        raise UsageError("--dry-run shows what --fix would do", hint="positions check --fix --dry-run")
    negotiation = Negotiation.find(folder, tell=narrate)
    fixed = corrections.fix(negotiation, dry_run=dry) if fixing else None
    findings = checking.check(negotiation)
    errors = sum(finding.severity == "error" for finding in findings)
    if fixed is not None:
        _narrate_fixes(fixed, dry=dry)
    if as_json:
        told = {"fixed": [_fix_json(one, negotiation.root) for one in fixed.fixes]} if fixed is not None else {}
        print_json({"findings": [_finding_json(finding, negotiation.root) for finding in findings]} | told)
    elif fixed is not None and dry:
        print_diff(fixed.writes)
    else:
        _print_findings(findings)
    articles = counted(len(negotiation.article_ids()), "article")
    if not as_json:
        narrate(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'note')} in {articles}")
    return 1 if errors else 0


def _narrate_fixes(fixed: Fixed, *, dry: bool) -> None:
    for one in fixed.fixes:
        narrate(f"{near_path(one.path)}:{one.line}:{one.column}: {'would fix' if dry else 'fixed'}: {one.message}")
    for finding in fixed.refused:
        narrate(f"{_place(finding)}: not fixed: {finding.message}")
    if not fixed.fixes:
        narrate("nothing to fix")


def _place(finding: Finding) -> str:
    path = None if finding.path is None else near_path(finding.path)
    return ":".join(str(part) for part in (path, finding.line, finding.column) if part is not None)


def _print_findings(findings: tuple[Finding, ...]) -> None:
    """One line for each, as editors and pre-commit read it, and one for what to do; on a terminal below their file."""
    page = Page()
    headings = sys.stdout.isatty()
    for number, (path, group) in enumerate(groupby(findings, key=lambda finding: finding.path)):
        if headings:
            page.line("\n" * bool(number) + page.style(page.words(near_path(path) if path else "."), bold=True))
        for finding in group:
            colour = "red" if finding.severity == "error" else "yellow"
            severity = page.style(finding.severity, fg=colour)
            page.line(f"{page.words(_place(finding))}: {severity}: {page.words(finding.message)}")
            if finding.hint:
                page.line(f"    {page.words(finding.hint)}")


def _fix_json(one: Fix, root: Path) -> dict[str, Any]:
    return {"path": _inside(one.path, root), "line": one.line, "column": one.column, "message": one.message}


def _inside(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _finding_json(finding: Finding, root: Path) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "path": finding.path and _inside(finding.path, root),
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "hint": finding.hint,
    }


@click.command(epilog=example("positions schema positions > positions.schema.json"))
@click.argument("name", metavar="[NAME]", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a file, for editors.

    NAME is positions, parties, issues or negotiation; without it, all are printed, each under its name. `init` puts
    them into .positions/schema, where the first line of each file points an editor to them.
    """
    from positions.schemas import schemas

    known = schemas()
    if name is None:
        print_json(known)
    elif name in known:
        print_json(known[name])
    else:
        raise UsageError(f"there is no file called '{name}'", hint=nearest(name, known))
