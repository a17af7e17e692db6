"""Fits the weights in `positions/extraction/data/weights.yaml` on annotated texts, and says how well they judge others.

    .venv/bin/python -m fitting.fit_signs TEXTS.jsonl.gz POSITIONS.jsonl.gz [--out WEIGHTS.yaml]

corpus.py says what form TEXTS and POSITIONS have. Texts on one affair stay in one fold of five, so that no text is
judged by weights that have seen its affair. What is written holds a number for each sign and nothing else. README.md
has the data statement and the figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from fitting.corpus import FOLDS, SAME, corpus, fold_of, likeness, meets
from positions.extraction.candidates import claim_at
from positions.extraction.engine import RulesEngine
from positions.extraction.parsing import stories
from positions.extraction.parties import Cast, Standing
from positions.extraction.scoring import Weights
from positions.extraction.signs import crowds, signs
from positions.extraction.story import Story
from positions.model import Article, Registry

STRENGTH = 0.2
"""Inverse strength of the L2 penalty; 0.05 to 0.5 give the same F1 in cross-validation within 0.01."""
RARE = 3
"""A sign that fewer candidates show gets no weight of its own."""
UNSURE = 0.4
"""What an example counts whose annotator was unsure."""
FLAT = 0.005


@dataclass(frozen=True)
class Example:
    """A candidate with what the annotation says of it."""

    article: str
    fold: int
    signs: dict[str, float]
    right: bool
    sure: bool


def examples(texts: Mapping[str, str], gold: Mapping[str, Sequence[dict[str, Any]]]) -> list[Example]:
    """Every candidate of the grammar whose holder is somebody, in all texts."""
    engine = RulesEngine(Registry())
    found: list[Example] = []
    articles = [Article(id=name, text=text) for name, text in texts.items()]
    for _, article, story in stories(articles):
        if isinstance(story, Story):
            found += _examples(engine, article, story, gold[article.id])
    return found


def _examples(engine: RulesEngine, article: Article, story: Story, gold: Sequence[dict[str, Any]]) -> Iterator[Example]:
    text = article.text or ""
    for read in engine.read(story, Cast(story, Registry())):
        crowd = crowds(read.candidates)
        for candidate in read.candidates:
            if candidate.holder.standing in (Standing.BYSTANDER, Standing.UNKNOWN):
                continue
            at = claim_at(read.passage, candidate.claim)
            claim = text[slice(*at)]
            hits = [g for g in gold if meets(g["sentence_at"], candidate.quote)]
            hits = [g for g in hits if likeness(text[slice(*g["claim_at"])], claim) >= SAME]
            sure = not hits or any(hit["confidence"] == "sure" for hit in hits)
            found = signs(candidate, read.passage, crowd[candidate.reading.token.sent.start])
            yield Example(article.id, fold_of(article.id, text), found, bool(hits), sure)


def fit(train: Sequence[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """A logistic regression over the signs that are not rare."""
    seen = Counter(name for example in train for name in example.signs)
    kept = [{n: v for n, v in example.signs.items() if seen[n] >= RARE} for example in train]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(matrix, [e.right for e in train], sample_weight=[1.0 if e.sure else UNSURE for e in train])
    return vectorizer, model


def cross_validated(found: Sequence[Example]) -> NDArray[np.float64]:
    """For each example its probability by weights fitted on the other folds."""
    out = np.zeros(len(found))
    for fold in range(FOLDS):
        vectorizer, model = fit([e for e in found if e.fold != fold])
        held_out = [n for n, e in enumerate(found) if e.fold == fold]
        out[held_out] = model.predict_proba(vectorizer.transform([found[n].signs for n in held_out]))[:, 1]
    return out


def best_threshold(right: NDArray[np.bool_], likely: NDArray[np.float64]) -> tuple[float, float, float]:
    """The lowest threshold whose F1 over candidates is within FLAT of the best, with its precision and recall.

    The curve is flat there, and a person drops a wrong entry more easily than they find a missing one.
    """

    def at(threshold: float) -> tuple[float, float]:
        told = likely >= threshold
        hits = float((told & right).sum())
        return hits / max(1, told.sum()), hits / max(1, right.sum())

    def f1(threshold: float) -> float:
        precision, recall = at(threshold)
        return 2 * precision * recall / max(1e-9, precision + recall)

    tried = np.arange(0.25, 0.65, 0.05)
    best = max(map(f1, tried))
    chosen = next(threshold for threshold in tried if f1(threshold) >= best - FLAT)
    return (float(chosen), *at(chosen))


def report(found: Sequence[Example], likely: NDArray[np.float64]) -> float:
    """Prints how well unseen candidates are judged; gives the threshold."""
    right = np.array([e.right for e in found])
    threshold, precision, recall = best_threshold(right, likely)
    print(f"{len(found)} candidates in {len({e.article for e in found})} texts, {right.mean():.2f} of them right")
    print(
        f"AUC {roc_auc_score(right, likely):.3f}; best at {threshold:.2f}: "
        f"precision {precision:.2f} recall {recall:.2f}"
    )
    print("reliability: told, how many, how many of them right")
    for low in np.arange(0, 1, 0.1):
        inside = (likely >= low) & (likely < low + 0.1)
        if inside.any():
            print(f"  {likely[inside].mean():.2f}  {inside.sum():5}  {right[inside].mean():.2f}")
    return threshold


def weights_of(found: Sequence[Example], keep: float) -> Weights:
    """Weights fitted on these examples, in the form in which the program keeps them; `keep` is the threshold."""
    vectorizer, model = fit(found)
    pairs = sorted(zip(map(str, vectorizer.get_feature_names_out()), model.coef_[0], strict=True))
    weighty = {name: round(float(weight), 3) for name, weight in pairs if abs(weight) >= 0.005}
    return Weights(keep=keep, bias=round(float(model.intercept_[0]), 3), signs=weighty)


def write(out: Path, fitted: Weights) -> None:
    """Write the weights."""
    rows = [f"  {json.dumps(name)}: {weight:.3f}" for name, weight in fitted.signs.items()]
    head = (
        "# Written by fitting/fit_signs.py; the signs are those of positions/extraction/signs.py. Not edited by hand.\n"
    )
    body = f"keep: {fitted.keep:.2f}\nbias: {fitted.bias:.3f}\nsigns:\n" + "\n".join(rows) + "\n"
    out.write_text(head + body, encoding="utf-8")
    print(f"{len(rows)} weights in {out}")


def main() -> None:
    """Fit, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("positions", type=Path)
    parser.add_argument("--out", type=Path, default=Path("positions/extraction/data/weights.yaml"))
    asked = parser.parse_args()
    found = examples(*corpus(asked.texts, asked.positions))
    write(asked.out, weights_of(found, report(found, cross_validated(found))))


if __name__ == "__main__":
    main()
