"""Fits the weights in `positions/comparison/weights.yaml` on annotated series, and says how well they judge others.

    .venv/bin/python -m fitting.fit_pairs GOLD_DIR TEXT_DIR [--out WEIGHTS.yaml]

GOLD_DIR holds a YAML file for each series: `parties` with their names, and `positions`, each with `article`, `party`,
`stance`, `claim` and `sentence` (or `claim_at` and `sentence_at`, offsets in the text), `issue` and `side`. TEXT_DIR
holds the articles, NAME.txt. Every series is judged by weights that have not seen it. What is written holds a number
for each sign and nothing else. README.md has the data statement and the figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from fitting.weights import asked, write
from positions.comparison.pairs import known, log_odds, signs
from positions.comparison.readings import Reading, read
from positions.comparison.weights import Weights
from positions.model import Entry, Position

STRENGTH = 0.2
"""Inverse strength of the L2 penalty; 0.2 to 2 judge the same share of pairs right within 0.015."""


@dataclass(frozen=True)
class Pair:
    """Two statements on one issue, with what the annotation says of them."""

    series: str
    one: Reading
    other: Reading
    opposed: bool
    weight: float
    """So that a large issue does not count by its square."""


def pairs(gold: Path, texts: Path) -> list[Pair]:
    """Every pair of positions on one issue of which both take a side."""
    found: list[Pair] = []
    for path in sorted(gold.glob("*.yaml")):
        series = yaml.safe_load(path.read_text(encoding="utf-8"))
        by_issue: dict[str, list[tuple[Reading, str]]] = defaultdict(list)
        for entry, reading in _readings(series, texts):
            if entry["side"] != "other":
                by_issue[entry["issue"]].append((reading, entry["side"]))
        for own in by_issue.values():
            weight = 1 / max(1, len(own) - 1) ** 0.5
            found += [Pair(path.stem, a, b, x != y, weight) for (a, x), (b, y) in combinations(own, 2)]
    return found


def _readings(series: dict[str, Any], texts: Path) -> Iterator[tuple[dict[str, Any], Reading]]:
    known_texts: dict[str, str] = {}
    for entry in series["positions"]:
        name = entry["article"]
        if name not in known_texts:
            known_texts[name] = next(texts.rglob(f"{name}.txt")).read_text(encoding="utf-8")
        text = known_texts[name]
        claim = text[slice(*entry["claim_at"])] if "claim_at" in entry else entry["claim"]
        quote = text[slice(*entry["sentence_at"])] if "sentence_at" in entry else entry["sentence"]
        told = Entry.model_validate({entry["stance"]: claim, "quote": quote})
        party = series["parties"][entry["party"]]["name"]
        yield entry, read(Position.of_entry(told, article=name, party=party))


def fit(train: Sequence[Pair]) -> Weights:
    """A logistic regression over the signs of the pairs that no construction settles."""
    open_pairs = [pair for pair in train if known(pair.one, pair.other) is None]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(signs(pair.one, pair.other), 1.0) for pair in open_pairs])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(matrix, [pair.opposed for pair in open_pairs], sample_weight=[pair.weight for pair in open_pairs])
    named = sorted(zip(map(str, vectorizer.get_feature_names_out()), model.coef_[0], strict=True))
    weighty = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= 0.005}
    return Weights(bias=round(float(model.intercept_[0]), 3), signs=weighty)


def report(found: Sequence[Pair]) -> None:
    """Prints how well the pairs of two parties are judged, one by one, by weights fitted on the other series."""
    told: list[tuple[bool, bool, bool]] = []
    for series in sorted({pair.series for pair in found}):
        weighed = fit([pair for pair in found if pair.series != series])
        for pair in found:
            if pair.series == series and pair.one.party != pair.other.party:
                opposed = log_odds(pair.one, pair.other, weighed) > 0
                told.append((known(pair.one, pair.other) is not None, pair.opposed, opposed))
    for name, settled in (("settled by a construction", True), ("weighed by their signs", False)):
        right = np.array([gold == guess for by, gold, guess in told if by == settled])
        print(f"{len(right):5} pairs {name}: {right.mean():.3f} right")


def main() -> None:
    """Fit, judge, write."""
    given = asked(__doc__, Path("positions/comparison/weights.yaml"))
    found = pairs(given.gold, given.texts)
    report(found)
    write(given.out, fit(found), "pairs")


if __name__ == "__main__":
    main()
