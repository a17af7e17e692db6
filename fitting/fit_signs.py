"""Fits the weights in `positions/extraction/data/weights.yaml` on annotated texts, and says how well they judge others.

    .venv/bin/python -m fitting.fit_signs TEXTS.jsonl.gz POSITIONS.jsonl.gz [--out WEIGHTS.yaml]

TEXTS has a line `{"article", "text"}` a text; POSITIONS a line `{"article", "party", "stance", "claim_at",
"sentence_at", "confidence"}` a position (or `{"article", "none": true}`). Texts on one affair (the same leading word
of the headline) stay in one fold of five, so that no text is judged by weights that have seen its affair. The texts
stay where they are: what is written holds a number for each sign and nothing else. README.md has the data statement
and the figures.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from positions.extraction.candidates import claim_at
from positions.extraction.engine import RulesEngine
from positions.extraction.parsing import stories
from positions.extraction.parties import Cast, Standing
from positions.extraction.signs import crowds, signs
from positions.extraction.story import Story
from positions.model import Article, Registry, Span

FOLDS = 5
STRENGTH = 0.2
"""Inverse strength of the L2 penalty; 0.05 to 0.5 give the same F1 in cross-validation within 0.01."""
RARE = 3
"""A sign that fewer candidates show gets no weight of its own."""
UNSURE = 0.4
"""What an example counts whose annotator was unsure."""
FLAT = 0.005
SAME = 0.5
"""F1 of the content words from which a candidate says what was annotated (the scorer's measure in cross-validation)."""

STOP = frozenset(
    "a an and any are as at be been being but by for from had has have he her his if in into is it its itself of on or "
    "our ours she so such than that the their theirs them then there these they this those to was we were which who "
    "will with would not no nor do does did".split()
)


@dataclass(frozen=True)
class Example:
    """A candidate with what the annotation says of it."""

    article: str
    fold: int
    signs: dict[str, float]
    right: bool
    sure: bool


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for line in filter(None, text.split("\n")):
        yield json.loads(line)


def fold_of(article: str, text: str) -> int:
    """Texts whose headlines begin with the same longer word are on one affair and share a fold."""
    leading = re.findall(r"[A-Za-z]{5,}", text.split("\n", 1)[0])
    affair = leading[0].upper() if leading and text.split("\n", 1)[0].isupper() else article
    return int(hashlib.sha1(affair.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def words(text: str) -> Counter[str]:
    """The content words of a claim."""
    return Counter(w for w in re.findall(r"[a-z0-9]+(?:[.,]\d+)*", text.lower()) if w not in STOP)


def likeness(one: str, other: str) -> float:
    """F1 of the content words of two claims."""
    a, b = words(one), words(other)
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def meets(one: Sequence[int], other: Span) -> bool:
    """Do two ranges share a character?"""
    return one[0] < other[1] and other[0] < one[1]


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


def write(out: Path, found: Sequence[Example], threshold: float) -> None:
    """Fits on everything and writes the weights."""
    vectorizer, model = fit(found)
    pairs = sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    rows = [f"  {json.dumps(str(name))}: {weight:.3f}" for name, weight in pairs if abs(weight) >= 0.005]
    head = (
        "# Written by fitting/fit_signs.py; the signs are those of positions/extraction/signs.py. Not edited by hand.\n"
    )
    body = f"keep: {threshold:.2f}\nbias: {model.intercept_[0]:.3f}\nsigns:\n" + "\n".join(rows) + "\n"
    out.write_text(head + body, encoding="utf-8")
    print(f"{len(rows)} weights in {out}")


def main() -> None:
    """Fit, judge, write."""
    parser_ = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser_.add_argument("texts", type=Path)
    parser_.add_argument("positions", type=Path)
    parser_.add_argument("--out", type=Path, default=Path("positions/extraction/data/weights.yaml"))
    asked = parser_.parse_args()
    texts = {line["article"]: line["text"] for line in lines(asked.texts)}
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines(asked.positions):
        if not line.get("none"):
            gold[line["article"]].append(line)
    found = examples(texts, gold)
    write(asked.out, found, report(found, cross_validated(found)))


if __name__ == "__main__":
    main()
