"""How well extraction reads texts that nothing was fitted on: five folds, signs and network fitted without the fold
that they read.

    .venv/bin/python -m fitting.cross_validate TEXTS.jsonl.gz POSITIONS.jsonl.gz
        [--networks WORK [--attributions FOLDER]] [--write FOLDER]

Prints found, held and full F1 of each way to judge, over all folds, how sure the differences are, and how often what
is kept with a confidence is right. Without --networks by the signs alone, in a minute. WORK is fit_network.py's folder:
what is missing in it is made, up to a quarter of an hour a fold, and kept, so that a run that was stopped goes on; take
a new folder to fit anew. FOLDER/WAY/positions/ gets the position files of each way, for another scorer.

Each text is read by itself: no negotiation joins them. agreement.py says how it counts, README.md has the figures.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from fitting.agreement import LEVELS, Counts, Stated, annotated, counts, f1, gain, hits, stated, total
from fitting.corpus import FOLDS, Corpus, corpus, fold_of
from fitting.fit_network import EPOCHS, before, fit, fitted, prepare
from fitting.fit_signs import Example, examples, weights_of
from positions.extraction.candidates import ReadPassage
from positions.extraction.engine import RulesEngine
from positions.extraction.judging import ALONE, BySigns, Judge, Judged, Judging
from positions.extraction.network import Network
from positions.extraction.parties import Cast
from positions.extraction.scoring import weights
from positions.model import Article, Extraction, PositionFile, Registry
from positions.yamlfiles import dump


class Alone:
    """Judges with the network alone: every claim that it gives even odds or more, with its stance and its holder.

    The grammar's readings are among what it looks at, but none of them is kept for its own sake.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def __call__(self, passages: Sequence[ReadPassage], cast: Cast) -> list[list[Judged]]:
        """For each passage the network's claims, all kept."""
        seen = self._judge.look(passages, [True] * len(passages))
        return [[one._replace(why=None) for one in self._judge.own(each, (), cast)] for each in seen]


def ways(found: Sequence[Example], networks: Path | None, fold: int) -> dict[str, Judging]:
    """The ways to judge the texts of a fold, by what was fitted on the others. The threshold is the packaged one."""
    signs = weights_of([example for example in found if example.fold != fold], weights().keep)
    if networks is None:
        return {"signs": BySigns(signs)}
    judge = Judge(Network.fitted(*fitted(networks, str(fold))), signs)
    return {"signs": BySigns(signs), "network": Alone(judge), "both": judge}


def fit_missing(work: Path, texts: Path, positions: Path, attributions: Path | None) -> None:
    """Make what fit_network.py has not yet made in its folder, up to the network of each fold."""
    made = ["samples.pkl"] if attributions is None else ["samples.pkl", "before.pkl"]
    if not all((work / name).exists() for name in made):
        prepare(work, texts, positions, attributions)
    if (work / "before.pkl").exists() and not (work / "before.pt").exists():
        before(work)
    for fold in range(FOLDS):
        if not (work / f"network-{fold}.pt").exists():
            fit(work, str(fold), EPOCHS)


def read(known: Corpus, networks: Path | None) -> Iterator[tuple[str, Extraction]]:
    """Each text's extraction, with the way it was judged; the texts in the same order each way."""
    found = examples(*known)
    folds = {article: fold_of(article, text) for article, text in known.texts.items()}
    for fold in range(FOLDS):
        began = time.monotonic()
        articles = [Article(id=name, text=known.texts[name]) for name, its in folds.items() if its == fold]
        for way, judge in ways(found, networks, fold).items():
            for article in articles:
                (extraction,) = RulesEngine(Registry(), judge=judge).extract([article])
                if extraction.fault is not None:
                    sys.exit(f"{article.id}: {extraction.fault}")
                yield way, extraction
        print(f"fold {fold}: {len(articles)} texts, {time.monotonic() - began:.0f} s", file=sys.stderr)


def write(folder: Path, extraction: Extraction) -> None:
    """The position file, as a negotiation has it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = dump(PositionFile(positions=extraction.positions))
    (folder / f"{extraction.article}.yaml").write_text(text, encoding="utf-8")


def report(counted: dict[str, Counts]) -> None:
    """Print the table: F1, how well the words of what is found fit, and how many acceptances are read as such."""
    print("| kept by | given | found | held | full | words | accepted |\n| --- | --- | --- | --- | --- | --- | --- |")
    for way, each in counted.items():
        every = each.sum(axis=0)
        scores = " | ".join(f"{f1(every, level):.3f}" for level in LEVELS)
        words = total(every, "words") / max(1, total(every, "found"))
        accepted = f"{total(every, 'accepted'):.0f} of {total(every, 'accepts'):.0f}"
        print(f"| {way} | {total(every, 'given'):.0f} | {scores} | {words:.3f} | {accepted} |")
    for one, other in combinations(counted, 2):
        gains = [gain(counted[one], counted[other], level) for level in LEVELS]
        told = " | ".join(f"{mean:+.3f} ({low:+.3f} to {high:+.3f})" for mean, low, high in gains)
        print(f"| {other} against {one} | | {told} | | |")


def reliability(told: Sequence[tuple[Stated, bool]]) -> None:
    """Print, by confidence, how many there are and which share of them an annotator has."""
    for tenth in range(10):
        inside = [(one.confidence, right) for one, right in told if min(9, int(10 * one.confidence)) == tenth]
        if inside:
            confidence, right = np.mean(inside, axis=0)
            print(f"  {confidence:.2f}  {len(inside):5}  {right:.2f}")


def main() -> None:
    """Fit what is missing, read, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("positions", type=Path)
    parser.add_argument("--networks", type=Path)
    parser.add_argument("--attributions", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    if asked.networks is not None:
        fit_missing(asked.networks, asked.texts, asked.positions, asked.attributions)
    known = corpus(asked.texts, asked.positions)
    counted: dict[str, list[Counts]] = defaultdict(list)
    told: dict[str, list[tuple[Stated, bool]]] = defaultdict(list)
    for way, extraction in read(known, asked.networks):
        gold = annotated(known.texts[extraction.article], known.gold[extraction.article])
        found = stated(extraction)
        counted[way].append(counts(gold, found))
        for one, right in hits(gold, found):
            told[f"{way}, no cue" if one.rule == ALONE else f"{way}, by cues"].append((one, right))
        if asked.write is not None:
            write(asked.write / way / "positions", extraction)
    report({way: np.array(each) for way, each in counted.items()})
    for way, each in told.items():
        print(f"{way}: confidence, how many, how many of them right")
        reliability(each)


if __name__ == "__main__":
    main()
