"""`positions diff` on two articles of 2,000 positions each, as a process of its own, against reading the files bare.

What was compared and looked at before is kept, as after any `matrix` or `diff`; only the vectors are made up. The bare
thing is a Python program that reads the two position files with PyYAML's C loader, and nothing else.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from benchmarks import bulk
from benchmarks.loading import WORDS
from benchmarks.timing import Comparison, compare
from positions import workflow, yamlfiles
from positions.model import Entry, Firmness, PositionFile, Source, Stance
from positions.negotiation import Negotiation

PARTIES = 25
ISSUES = 80
OLD, NEW = "2031-05-04-first", "2031-05-11-second"
_BARE = "import sys, yaml\nfor path in sys.argv[1:]:\n    yaml.load(open(path, 'rb'), Loader=yaml.CSafeLoader)\n"


def measure(runs: int = 5) -> Comparison:
    """Wall time from start to exit."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        files = write(root)
        with mock.patch.object(workflow, "embedder", return_value=bulk.HashedWords()):
            workflow.compare_negotiation(Negotiation.find(root))
        return compare(
            lambda: _run(root, "-m", "positions", "diff", OLD, NEW), lambda: _run(root, "-c", _BARE, *files), runs
        )


def write(root: Path) -> tuple[Path, ...]:
    """A negotiation of the two articles: each party speaks once on each issue, which a person has put there.

    Half of the issues are about amounts. In the second article four in ten have moved, as in annotated series.
    """
    negotiation = Negotiation.create(root, name="Two rounds")
    dice = random.Random(0)
    about = [_said(dice, 6) for _ in range(ISSUES)]
    first = [[_entry(dice, issue, words) for issue, words in enumerate(about)] for _ in range(PARTIES)]
    second = [[_next(dice, entry) for entry in own] for own in first]
    files = []
    for article, day, said in ((OLD, "2031-05-04", first), (NEW, "2031-05-11", second)):
        entries = {f"Party {party:02}": tuple(map(Entry.model_validate, own)) for party, own in enumerate(said)}
        source = Source.model_validate({"published": day, "title": _said(dice, 6)})
        path = negotiation.position_path(article)
        path.write_text(yamlfiles.dump(PositionFile(article=source, positions=entries)), encoding="utf-8")
        files.append(path)
    return tuple(files)


def _entry(dice: random.Random, issue: int, about: str) -> dict[str, str]:
    amount = f"{dice.randrange(5, 95)} berths for " if issue % 2 else ""
    claim = f"{amount}{about} {_said(dice, 3)}"
    return {
        "stance": dice.choice(list(Stance)).value,
        "claim": claim,
        "issue": f"berths at pier {issue}",
        "quote": f"The minister said: {_said(dice, 8)} {claim}",
        "firmness": dice.choice(list(Firmness)).value,
    }


def _next(dice: random.Random, entry: dict[str, str]) -> dict[str, str]:
    """The same again, or with something in it that moved."""
    chance = dice.random()
    if chance < 0.6:
        return entry
    if chance < 0.7:
        return entry | {"if": _said(dice, 5)}
    if chance < 0.8:
        return entry | {"firmness": dice.choice(list(Firmness)).value}
    if chance < 0.9:
        return entry | {"claim": f"{dice.randrange(5, 95)} berths for {_said(dice, 6)}"}
    return entry | {"stance": dice.choice(list(Stance)).value}


def _said(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words))


def _run(root: Path, *words: str | Path) -> None:
    subprocess.run([sys.executable, *words], cwd=root, check=True, capture_output=True)
