"""`check` and `schema`: whether the files are as they must be, and what that is, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example, here, nearest
from positions.cli.failures import near_path
from positions.cli.printing import Page, counted, narrate, print_json
from positions.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from positions.checking import Finding


@click.command(epilog=example("positions check"))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(as_json: bool) -> int:
    """Check every file, and every quote against its article.

    Each finding comes with file, line and column, and with what to do. The exit status is 1 when there is an error;
    notes, on what may have been meant otherwise, leave it 0.
    """
    from positions import checking

    negotiation = here()
    findings = checking.check(negotiation)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        print_json({"findings": [_finding_json(finding, negotiation.root) for finding in findings]})
    else:
        _print_findings(findings)
        articles = counted(len(negotiation.article_ids()), "article")
        narrate(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'note')} in {articles}")
    return 1 if errors else 0


def _print_findings(findings: tuple[Finding, ...]) -> None:
    page = Page()
    for finding in findings:
        path = None if finding.path is None else near_path(finding.path)
        place = ":".join(str(part) for part in (path, finding.line, finding.column) if part is not None)
        colour = "red" if finding.severity == "error" else "yellow"
        page.line(f"{page.words(place)}: {page.style(finding.severity, fg=colour)}: {page.words(finding.message)}")
        if finding.hint:
            page.line(f"    {page.words(finding.hint)}")


def _finding_json(finding: Finding, root: Path) -> dict[str, Any]:
    path = finding.path
    if path is not None and path.is_relative_to(root):
        path = path.relative_to(root)
    return {
        "severity": finding.severity,
        "path": path and path.as_posix(),
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
