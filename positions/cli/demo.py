"""`demo`: a whole negotiation from the packaged sample articles, extracted, compared and opened."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from positions import sampling, storage
from positions.cli.browse import interface, is_interactive
from positions.cli.choosing import example
from positions.cli.extraction import run_extraction
from positions.cli.failures import near_path
from positions.cli.folders import make_folder
from positions.cli.matrix import print_matrix
from positions.cli.printing import narrate
from positions.cli.waiting import announce_comparing
from positions.errors import UsageError
from positions.negotiation import Negotiation

_FOLDER = "positions-demo"
_PARTIES = "parties.yaml"
_FIRST_SAMPLE = "strait-ceasefire"


@click.command(epilog=example("positions demo", "positions demo trade --sample climate-round"))
@click.argument("folder", metavar="[DIR]", default=None, required=False, type=click.Path(path_type=Path))
@click.option("--sample", default=_FIRST_SAMPLE, show_default=True, help="Which of the packaged negotiations.")
def demo(folder: Path | None, sample: str) -> int:
    """Make a negotiation from sample articles and open it.

    DIR is positions-demo without another name; a second run goes on with what is there. On a terminal the interface
    opens, elsewhere the matrix is printed.
    """
    from positions.workflow import compare_negotiation

    folder = folder or Path(_FOLDER)
    negotiation = _negotiation_of(folder, sample)
    narrate(f"the sample '{sample}' in {near_path(negotiation.root)}")
    code = run_extraction(negotiation)
    announce_comparing(negotiation)
    matrix = compare_negotiation(negotiation)
    if is_interactive():
        interface("browse")(negotiation)
    else:
        print_matrix(matrix)
    narrate(f"next: cd {near_path(negotiation.root)}, then positions browse, or positions matrix")
    return code


def _negotiation_of(folder: Path, sample: str) -> Negotiation:
    """The sample's articles in the folder: in the negotiation that an earlier run began there, else in a new one."""
    articles = sampling.articles(sample)
    if (folder / "negotiation.yaml").exists():
        negotiation = Negotiation.find(folder, tell=narrate)
        if set(negotiation.article_ids()) - {Path(article.name).stem for article in articles}:
            raise UsageError(
                f"{folder} is a negotiation about something else",
                hint=f"name another folder: positions demo another-folder --sample {sample}",
            )
    elif folder.is_dir() and not Negotiation.is_begun(folder):
        raise UsageError(f"{folder} is not empty", hint="name a new folder: positions demo another-folder")
    else:
        make_folder(folder)
        # Laid down before the folder becomes a negotiation, which then keeps it as it keeps every file it finds.
        if not (folder / _PARTIES).exists():
            storage.replace(folder / _PARTIES, sampling.registry(sample).read_bytes())
        negotiation = Negotiation.create(folder, name=sample.replace("-", " ").capitalize(), tell=narrate)
    _add_articles(negotiation, articles)
    return negotiation


def _add_articles(negotiation: Negotiation, articles: Iterable[Traversable]) -> None:
    from positions.reading import read

    for resource in articles:
        with as_file(resource) as path:
            for article in read(path):
                negotiation.add(article)
