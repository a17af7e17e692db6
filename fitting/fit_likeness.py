"""Fits the weights in `positions/comparison/likeness.yaml` on annotated series, and says how well they group others.

    .venv/bin/python -m fitting.fit_likeness GOLD_DIR TEXT_DIR [--out WEIGHTS.yaml]

GOLD_DIR and TEXT_DIR are as in `fitting.fit_pairs`, with the `aliases` of parties where they have some. Every series is
grouped by weights that have not seen it; the figure is B-cubed F1 over all positions (A. Bagga and B. Baldwin, "Entity-
based cross-document coreferencing using the vector space model", COLING 1998). What is written holds a number for each
sign and nothing else. README.md has the data statement and the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from fitting.weights import asked, write
from positions.comparison.clustering import group
from positions.comparison.signs import Signs
from positions.comparison.statements import Statement, statements
from positions.comparison.weights import Weights
from positions.embeddings import packaged
from positions.model import Article, Entry, Party, Position, Registry, Snapshot, Source

STRENGTH = 0.05
"""Inverse strength of the L2 penalty on standardised signs; 0.02 to 0.5 group equally well."""
THRESHOLDS = (0.3, 0.32, 0.35, 0.38, 0.42, 0.46, 0.5)


@dataclass(frozen=True)
class Series:
    """The positions of one affair, with the issue that people put each into."""

    name: str
    issues: tuple[str, ...]
    stated: list[Statement]
    signs: dict[str, NDArray[np.float32]]
    """For each sign a square matrix over the positions."""

    def pairs(self) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The signs of every pair, a row each, and whether the two are on one issue."""
        first, second = np.triu_indices(len(self.issues), 1)
        same = np.array([self.issues[a] == self.issues[b] for a, b in zip(first, second, strict=True)])
        return np.stack([sign[first, second] for sign in self.signs.values()], axis=1), same


def load(gold: Path, texts: Path) -> list[Series]:
    """Every series, its positions in the order of the texts."""
    embed, found = packaged(), []
    for path in sorted(gold.glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = {key: party["name"] for key, party in told["parties"].items()}
        registry = {
            party["name"]: Party(aliases=tuple(party.get("aliases") or ())) for party in told["parties"].values()
        }
        read = {name: next(texts.rglob(f"{name}.txt")).read_text(encoding="utf-8") for name in _articles(told)}
        placed = sorted(
            ((_position(entry, read, names), str(entry["issue"])) for entry in told["positions"]),
            key=lambda pair: (pair[0].article, pair[0].at or (0, 0), pair[0].party, pair[0].stance, pair[0].claim),
        )
        articles = tuple(Article(id=name, source=Source(), text=text) for name, text in read.items())
        snapshot = Snapshot(articles=articles, registry=Registry(parties=registry))
        stated = statements([position for position, _ in placed], snapshot)
        found.append(Series(path.stem, tuple(issue for _, issue in placed), stated, dict(Signs(stated, embed).every())))
    return found


def _articles(told: dict[str, list[dict[str, str]]]) -> list[str]:
    return sorted({entry["article"] for entry in told["positions"]})


def _position(entry: dict[str, Any], read: dict[str, str], names: dict[str, str]) -> Position:
    text = read[str(entry["article"])]
    claim = text[slice(*entry["claim_at"])] if "claim_at" in entry else entry["claim"]
    if "sentence_at" in entry:
        start, end = entry["sentence_at"]
    else:
        start = text.index(str(entry["sentence"]))
        end = start + len(str(entry["sentence"]))
    told = Entry.model_validate({str(entry["stance"]): claim, "quote": text[start:end], "at": [start, end]})
    return Position.of_entry(told, article=str(entry["article"]), party=names[str(entry["party"])])


def fit(train: Sequence[Series]) -> Weights:
    """A logistic regression over the signs of all pairs; a large series counts for less than its square."""
    made = [series.pairs() for series in train]
    rows, same = np.concatenate([row for row, _ in made]), np.concatenate([one for _, one in made])
    weight = np.concatenate([np.full(len(row), 1000 / len(row) ** 0.75) for row, _ in made])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(scaler.transform(rows), same, sample_weight=weight)
    per_sign = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (per_sign * scaler.mean_).sum())
    named = zip(train[0].signs, per_sign, strict=True)
    return Weights(bias=round(bias, 3), signs={name: round(float(value), 3) for name, value in named})


def grouped(series: Series, weighed: Weights, threshold: float) -> tuple[float, float]:
    """B-cubed precision and recall, each summed over the positions."""
    found = group(likely(series.signs, weighed), threshold)
    label = {number: index for index, members in enumerate(found) for number in members}
    made = [(issue, label[number]) for number, issue in enumerate(series.issues)]
    both, gold, told = Counter(made), Counter(series.issues), Counter(label.values())
    precision = sum(both[pair] / told[pair[1]] for pair in made)
    return precision, sum(both[pair] / gold[pair[0]] for pair in made)


def likely(signs: dict[str, NDArray[np.float32]], weighed: Weights) -> NDArray[np.float32]:
    """How likely every two are about one question by these weights, from each sign's square matrix."""
    odds = weighed.bias + sum(weighed.signs[name] * sign for name, sign in signs.items())
    found = np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)
    np.fill_diagonal(found, 1)
    return found


def report(found: Sequence[Series]) -> None:
    """Prints for some thresholds how well each series is grouped by weights fitted on the others."""
    weighed = {series.name: fit([other for other in found if other is not series]) for series in found}
    count = sum(len(series.issues) for series in found)
    for threshold in THRESHOLDS:
        sums = np.array([grouped(series, weighed[series.name], threshold) for series in found]).sum(axis=0) / count
        precision, recall = (float(value) for value in sums)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"threshold {threshold:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def main() -> None:
    """Fit, judge, write."""
    given = asked(__doc__, Path("positions/comparison/likeness.yaml"))
    found = load(given.gold, given.texts)
    report(found)
    write(given.out, fit(found), "likeness")


if __name__ == "__main__":
    main()
