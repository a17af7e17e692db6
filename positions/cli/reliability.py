"""`reliability`: how far two or more coders agree, where they do not, and one word for each disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from positions.cli.browse import is_interactive
from positions.cli.choosing import example
from positions.cli.disagreements import print_unit
from positions.cli.printing import Page, narrate, print_json
from positions.wording import counted

if TYPE_CHECKING:
    from positions.reliability import Agreement, Category, Coded, Coder, Coding, Report, Target, Unit, Unitising

_MOST_PARTIES = 12
"""Parties in the table; `--json` has all."""


@click.command(epilog=example("positions reliability lena/ mark/", "positions reliability lena/ mark/ --into agreed/"))
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--article", "articles", multiple=True, help="Only this article; may be given several times.")
@click.option("--list", "listing", is_flag=True, help="Print the disagreements instead of the numbers.")
@click.option("--into", type=click.Path(path_type=Path), help="Settle the disagreements, into this folder.")
@click.option("--json", "as_json", is_flag=True, help="Print numbers and disagreements as JSON.")
def reliability(
    folders: tuple[Path, ...], articles: tuple[str, ...], listing: bool, into: Path | None, as_json: bool
) -> None:
    """Tell how far two or more coders of the same articles agree.

    Each FOLDER is one coder's copy of a negotiation. Krippendorff's alpha says whether they marked the same passages
    (unitising) and coded them alike (party, stance, and the issue where it is pinned); Cohen's kappa and per cent
    beside it, for each party and stance as well. 1 is full agreement, 0 what chance gives.

    `--into` goes through the disagreements one by one. It takes a coder's own folder, or a new one, which starts with
    what all agree on and can be gone on with later.
    """
    from positions.reliability import Target, measure, read

    coding = read(folders, articles=articles)
    for article_id, why in coding.left_out:
        narrate(f"{article_id} is left out: {why}")
    if as_json:
        print_json(report_json(coding, measure(coding)))
    elif into is not None:
        _settle(Target.open(into, coding))
    elif listing:
        _print_list(coding.coders, coding.disagreements)
    else:
        _print_report(coding, measure(coding))


def _settle(target: Target) -> None:
    if is_interactive():
        from positions.cli.settling import SettlingSession

        SettlingSession(target).run()
    else:
        _print_list(target.coding.coders, target.pending())
        narrate("settling them takes a terminal")


def _print_report(coding: Coding, report: Report) -> None:
    page = Page()
    passages = report.passages
    own = ", ".join(f"{coder.name} {count}" for coder, count in zip(coding.coders, passages.marked, strict=True))
    page.paragraph(f"{counted(len(coding.articles), 'article')} · statements: {own}; {passages.shared} shared by all")
    page.line()
    page.line(_cells("", "n", "alpha", "kappa", "percent"))
    unitising = passages.unitising
    page.line(_cells("passages", str(passages.units), _two(unitising.alpha), "", _cent(unitising.percent)))
    for field, found in report.coding.items():
        page.line(_cells(field, *_numbers(found)))
    for title, categories in (("party", report.parties[:_MOST_PARTIES]), ("stance", report.stances)):
        page.line()
        page.line(_cells(title, "n", "alpha", "kappa", "percent", "passages"))
        for category in categories:
            page.line(_cells(page.words(category.name), *_numbers(category.agreement), _two(category.unitising.alpha)))
    if len(report.parties) > _MOST_PARTIES:
        narrate(f"{len(report.parties) - _MOST_PARTIES} more parties: --json has them")
    number = len(coding.disagreements)
    narrate(f"{counted(number, 'disagreement')}: --list shows them, --into settles them" if number else "all agree")


def _numbers(found: Agreement) -> tuple[str, str, str, str]:
    return str(found.units), _two(found.alpha), _two(found.kappa), _cent(found.percent)


def _cells(name: str, *numbers: str) -> str:
    from positions.display import shorten, width

    short = shorten(name, 28)
    return short + " " * (28 - width(short)) + "".join(f"{number:>9}" for number in numbers)


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _cent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"


def _print_list(coders: Sequence[Coder], units: Sequence[Unit]) -> None:
    page = Page()
    for unit in units:
        print_unit(page, coders, unit)
    narrate(f"{counted(len(units), 'disagreement')}" if units else "nothing is left to settle")


def report_json(coding: Coding, report: Report) -> dict[str, Any]:
    """The shape of `reliability --json`. Other programs rely on it: only add."""
    passages = report.passages
    return {
        "coders": [coder.name for coder in coding.coders],
        "articles": [article.id for article in coding.articles],
        "left_out": [{"article": article_id, "why": why} for article_id, why in coding.left_out],
        "passages": {
            "statements": list(passages.marked),
            "shared": passages.shared,
            "units": passages.units,
            **_unitising_json(passages.unitising),
        },
        "coding": {field: _agreement_json(found) for field, found in report.coding.items()},
        "parties": [_category_json(category) for category in report.parties],
        "stances": [_category_json(category) for category in report.stances],
        "disagreements": [_unit_json(coding.coders, unit) for unit in coding.disagreements],
    }


def _unitising_json(found: Unitising) -> dict[str, Any]:
    return {"alpha": found.alpha, "percent": _hundredths(found.percent)}


def _agreement_json(found: Agreement) -> dict[str, Any]:
    return {"units": found.units, "alpha": found.alpha, "kappa": found.kappa, "percent": _hundredths(found.percent)}


def _hundredths(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _category_json(category: Category) -> dict[str, Any]:
    return {
        "name": category.name,
        "statements": list(category.counts),
        "passages": _unitising_json(category.unitising),
        **_agreement_json(category.agreement),
    }


def _unit_json(coders: Sequence[Coder], unit: Unit) -> dict[str, Any]:
    return {
        "article": unit.article,
        "differences": list(unit.differences),
        "versions": [
            {"coder": coder.name, **_version_json(version)} if version is not None else None
            for coder, version in zip(coders, unit.versions, strict=True)
        ],
    }


def _version_json(version: Coded) -> dict[str, Any]:
    return {
        "party": version.party,
        "stance": version.stance.value,
        "claim": version.entry.claim,
        "issue": version.issue,
        "at": version.at and list(version.at),
        "quote": version.entry.quote,
    }
