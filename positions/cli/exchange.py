"""`export graphml` and `export qdpx`: networks and projects for other programs, to a file or to standard output."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Day, example, here, narrowing
from positions.cli.folders import make_folder
from positions.cli.printing import narrate
from positions.cli.waiting import announce_comparing
from positions.errors import UsageError
from positions.narrowing import Narrowing
from positions.networks import (
    NORMALISATIONS,
    TWO_MODE,
    Duplicates,
    Kind,
    Normalisation,
    Statement,
    between,
    distinct,
    network,
    statements,
    windows,
)
from positions.wording import counted

if TYPE_CHECKING:
    from positions.model import Matrix, Snapshot
    from positions.negotiation import Negotiation

_CONFIDENTIAL = click.option("--confidential", is_flag=True, help="Take in what is marked as confidential.")
_OUT = click.option("--out", type=click.Path(path_type=Path), help="The file to write; standard output without it.")


@click.command(epilog=example("positions export graphml --network conflict --out conflict.graphml"))
@click.option(
    "--network",
    "kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.CONGRUENCE.value,
    show_default=True,
    help="What an edge stands for.",
)
@click.option(
    "--normalise",
    type=click.Choice([one.value for one in Normalisation]),
    default=Normalisation.NO.value,
    show_default=True,
    help="What an edge's weight is divided by.",
)
@click.option(
    "--duplicates",
    type=click.Choice([one.value for one in Duplicates]),
    default=Duplicates.ALL.value,
    show_default=True,
    help="How often a party that says the same again counts.",
)
@click.option("--from", "first", type=Day(), help="Only statements of this day and later.")
@click.option("--to", "last", type=Day(), help="Only statements of this day and earlier.")
@click.option("--window", help="A network for each stretch of so long: 30d, 4w, 3m, 1y. --out is then a folder.")
@click.option("--step", help="How far apart windows begin; without it, one begins where another ends.")
@click.option("--isolates", is_flag=True, help="Every party is a node, also where it says nothing.")
@narrowing
@_CONFIDENTIAL
@_OUT
def graphml(
    kind: str,
    normalise: str,
    duplicates: str,
    first: dt.date | None,
    last: dt.date | None,
    window: str | None,
    step: str | None,
    isolates: bool,
    narrowing: Narrowing,
    confidential: bool,
    out: Path | None,
) -> None:
    """Write a network of parties, or of parties and issues, as GraphML.

    The networks are those of Discourse Network Analyzer: parties on the same side of the same issues (congruence), on
    opposite sides (conflict), the one less the other (subtract), or parties and the issues they speak of (two-mode).
    """
    from positions.export.graphml import graphml as written

    _check(kind, normalise, window, out)
    negotiation = here()
    snapshot, matrix = _state(negotiation, narrowing, confidential)
    said = between(statements(matrix), first, last)
    said = distinct(said, Duplicates(duplicates))
    everybody = matrix.parties if isolates else ()

    def made_of(some: tuple[Statement, ...]) -> bytes:
        how = Kind(kind), Normalisation(normalise)
        return written(network(some, *how, isolates=everybody, registry=snapshot.registry))

    if window is None or out is None:
        _write(made_of(said), out, negotiation)
        narrate(f"{counted(len(said), 'statement')} in the network")
        return
    try:
        stretches = windows(said, window, step)
    except ValueError as error:
        raise UsageError(str(error), hint="a longer --window, or --step") from None
    make_folder(out)
    for start, end in stretches:
        _write(made_of(between(said, start, end)), out / f"{start}--{end}.graphml", negotiation)
    undated = sum(one.when is None for one in said)
    without = f"; {counted(undated, 'undated statement')} in none" if undated else ""
    narrate(f"{counted(len(stretches), 'network')} in {out}{without}")


def _check(kind: str, normalise: str, window: str | None, out: Path | None) -> None:
    """Raises UsageError where options do not go together."""
    fitting = NORMALISATIONS[Kind(kind) in TWO_MODE]
    if normalise not in fitting:
        raise UsageError(f"a {kind} network is not normalised by {normalise}", hint=f"there are {', '.join(fitting)}")
    if window is not None and out is None:
        raise UsageError("windows are several files", hint="name a folder for them: --out networks")


@click.command(epilog=example("positions export qdpx --out talks.qdpx"))
@narrowing
@_CONFIDENTIAL
@_OUT
def qdpx(narrowing: Narrowing, confidential: bool, out: Path | None) -> None:
    """Write articles and positions as a REFI-QDA project.

    QualCoder, MAXQDA, NVivo and ATLAS.ti read it. Each position is a selection in its article, coded with its party,
    its stance and its issue; notes are notes.
    """
    from positions.export.qdpx import Project
    from positions.export.qdpx import qdpx as written

    negotiation = here()
    snapshot, matrix = _state(negotiation, narrowing, confidential)
    name = negotiation.settings.name or negotiation.root.name
    project = written(Project(name, snapshot.articles, matrix, snapshot.registry, snapshot.codebook))
    _write(project.data, out, negotiation)
    without = f"; {counted(len(project.unplaced), 'position')} without a passage left out" if project.unplaced else ""
    narrate(f"{counted(project.selections, 'selection')}{without}")


def _state(negotiation: Negotiation, narrowing: Narrowing, confidential: bool) -> tuple[Snapshot, Matrix]:
    """The articles, and what is asked for of the matrix."""
    from positions.exporting import state_of

    announce_comparing(negotiation)
    snapshot, matrix, masked = state_of(negotiation, narrowing, with_confidential=confidential)
    tell_masked(masked)
    return snapshot, matrix


def tell_masked(articles: Sequence[str]) -> None:
    """Which texts go out masked from end to end, and what to do about it."""
    for article in articles:
        narrate(f"the whole text of {article} is masked: a confidential quote is not found in it; see positions check")


def _write(data: bytes, out: Path | None, negotiation: Negotiation) -> None:
    """To a file, wholly or not at all, or to standard output. Raises UsageError for one of the negotiation's own."""
    from positions.exporting import write_export

    if out is not None and str(out) != "-":
        write_export(negotiation, out, data)
        return
    if sys.stdout.isatty() and b"\0" in data:
        raise UsageError("this is no text for a terminal", hint="name a file: --out talks.qdpx")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
