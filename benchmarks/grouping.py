"""Grouping into issues, against BERTopic and plain agglomerative clustering on the same vectors.

How well: B-cubed F1 (A. Bagga and B. Baldwin, COLING 1998) over the positions of series that people put into issues.
How long: made-up positions with made-up vectors, grouped and named. The others get what helps them: vectors of claim
and sentence together, the one setting that is best for these very series in hindsight, and what BERTopic leaves out
counts as an issue of its own each.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks import SAMPLES, bulk
from fitting import fit_likeness
from positions.comparison.clustering import group
from positions.comparison.issues import form
from positions.comparison.likeness import weights
from positions.comparison.signs import Signs
from positions.comparison.statements import Statement, context, statements
from positions.comparison.weights import Weights
from positions.embeddings import Embedder, packaged
from positions.model import Article, Entry, Position, RememberedIssues, Snapshot, Thresholds
from positions.phrasing import noun_phrases
from positions.reading import read

HAS_BERTOPIC = importlib.util.find_spec("bertopic") is not None
INSTALL = "not installed; .venv/bin/python -m pip install -e '.[bench]' brings it"
TIMED = 5000
"""Positions on which time is measured."""
_DISTANCES = tuple(np.arange(0.3, 0.92, 0.04).round(2).tolist())
_LINES = tuple(np.arange(0.14, 0.6, 0.04).round(2).tolist())
_SIZES = (2, 3, 5, 8)
"""Smallest topics: BERTopic's ten is made for thousands of documents."""
_BORDER = re.compile(r"[.!?][\"”]?\s+|\n+")
"""Between sentences."""

Labels = Sequence[Hashable]


class Series(NamedTuple):
    """Positions of one affair, each with the issue that a person put it into, and with its vector."""

    issues: tuple[str, ...]
    likely: NDArray[np.float32]
    """How likely every two are on one issue, as the program sees it."""
    claims: list[str]
    vectors: NDArray[np.float32]


class Score(NamedTuple):
    """B-cubed over all positions of all series."""

    precision: float
    recall: float
    setting: str = ""

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


class Seconds(NamedTuple):
    """Wall time that each takes to group and name the same positions; None where it is not installed."""

    ours: float
    agglomerative: float
    bertopic: float | None


def quality(gold: Path | None = None) -> dict[str, Score]:
    """How well each finds people's issues: in the samples, or in the series under `gold`.

    `gold` has the folders gold/ and texts/ in the form of `fitting.fit_likeness`; each series there is then grouped by
    weights that are fitted on the others, since the packaged ones may have seen it.
    """
    series = list(_of_samples() if gold is None else _of_gold(gold))
    found = {"ours": _best(series, [Thresholds().same_issue], _ours, "line")}
    found["ours, hindsight"] = _best(series, _LINES, _ours, "line")
    found["agglomerative"] = _best(series, _DISTANCES, _plain, "distance")
    if HAS_BERTOPIC:
        found["BERTopic"] = _best(series, _SIZES, _topics, "smallest topic")
    return found


def seconds() -> Seconds:
    """How long each takes for made-up positions, whose vectors are there already."""
    snapshot, embed = bulk.made_up(TIMED), _Known(bulk.HashedWords())
    line = Thresholds().same_issue
    vectors = _vectors(statements(snapshot.positions, snapshot), embed)
    claims = [one.claim for one in snapshot.positions]

    def ours() -> object:
        return form(snapshot.positions, [], snapshot, embed, line, RememberedIssues(), noun_phrases)

    ours()  # asks for the vectors
    spent = _timed(ours)
    plain = _timed(lambda: _agglomerative(vectors, 0.6))
    return Seconds(spent, plain, _timed(lambda: _bertopic(claims, vectors, 5)) if HAS_BERTOPIC else None)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


class _Known:
    """An embedder that remembers in memory."""

    def __init__(self, inner: Embedder) -> None:
        self.name = inner.name
        self._inner = inner
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        unseen = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(unseen, self._inner(unseen), strict=True)) if unseen else {}
        return np.stack([self._known[text] for text in texts])


def samples() -> Iterator[tuple[Snapshot, list[str]]]:
    """Each sample as a careful reader sees it, and the issue of each position."""
    for folder in SAMPLES:
        expected = yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["positions"]
        articles = {article.id: article for path in sorted(folder.glob("*.md")) for article in read(path)}
        told = [(_position(one, articles[name]), one["issue"]) for name, given in expected.items() for one in given]
        positions = tuple(position for position, _ in told)
        yield Snapshot(articles=tuple(articles.values()), positions=positions), [issue for _, issue in told]


def _of_samples() -> Iterator[Series]:
    """The samples; the packaged weights have not seen them."""
    embed = packaged()
    for snapshot, issues in samples():
        stated = statements(snapshot.positions, snapshot)
        yield _series(stated, issues, weights(), dict(Signs(stated, embed).every()), embed)


def _position(told: dict[str, str], article: Article) -> Position:
    """The claim, quoted with its sentence."""
    text = article.text or ""
    start = text.index(told["claim"])
    end = start + len(told["claim"])
    borders = [0, *(found.end() for found in _BORDER.finditer(text)), len(text)]
    at = max(one for one in borders if one <= start), min(one for one in borders if one >= end)
    entry = Entry.model_validate({told["stance"]: told["claim"], "quote": text[slice(*at)].strip(), "at": at})
    return Position.of_entry(entry, article=article.id, party=told["party"])


def _of_gold(gold: Path) -> Iterator[Series]:
    found, embed = fit_likeness.load(gold / "gold", gold / "texts"), packaged()
    for one in found:
        by = fit_likeness.fit([other for other in found if other is not one])
        yield _series(one.stated, one.issues, by, one.signs, embed)


def _series(
    stated: Sequence[Statement],
    issues: Sequence[str],
    by: Weights,
    signs: dict[str, NDArray[np.float32]],
    embed: Embedder,
) -> Series:
    return Series(tuple(issues), fit_likeness.likely(signs, by), [one.claim for one in stated], _vectors(stated, embed))


def _vectors(stated: Sequence[Statement], embed: Embedder) -> NDArray[np.float32]:
    """Of claim and sentence together: plain clustering does better with both than with either."""
    both = embed([one.claim for one in stated]) + embed([f"{one.claim}. {context(*one[:2])}" for one in stated])
    return np.asarray(both / np.linalg.norm(both, axis=1, keepdims=True), dtype=np.float32)


def _best(
    series: Sequence[Series],
    settings: Sequence[float],
    method: Callable[[Series, float], Labels],
    what: str,
) -> Score:
    """The score under the one setting that is best for all series together."""
    scores = [
        _score(series, [method(one, setting) for one in series])._replace(
            setting=f"{what} {setting:g} of {len(settings)}"
        )
        for setting in settings
    ]
    return max(scores, key=lambda score: score.f1)


def _ours(series: Series, line: float) -> Labels:
    found = [0] * len(series.issues)
    for label, members in enumerate(group(series.likely, line)):
        for number in members:
            found[number] = label
    return found


def _plain(series: Series, distance: float) -> Labels:
    return _agglomerative(series.vectors, distance)


def _topics(series: Series, smallest: float) -> Labels:
    return _bertopic(series.claims, series.vectors, smallest)


def _agglomerative(vectors: NDArray[np.float32], distance: float) -> Labels:
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=distance)
    return list(model.fit_predict(vectors).tolist())


def _bertopic(claims: list[str], vectors: NDArray[np.float32], smallest: float) -> Labels:
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        from bertopic import BERTopic
        from umap import UMAP

        few = len(claims) < 60  # its spectral start needs more points than dimensions
        umap = UMAP(
            n_neighbors=min(15, len(claims) - 1),
            n_components=min(5, len(claims) - 2),
            min_dist=0.0,
            metric="cosine",
            init="random" if few else "spectral",
            random_state=0,
        )
        model = BERTopic(umap_model=umap, min_topic_size=int(smallest), verbose=False)
        topics, _ = model.fit_transform(claims, embeddings=vectors)
    return [(topic, number if topic < 0 else 0) for number, topic in enumerate(topics)]


def _score(series: Sequence[Series], labels: Sequence[Labels]) -> Score:
    precision = recall = 0.0
    for one, own in zip(series, labels, strict=True):
        made = list(zip(one.issues, own, strict=True))
        both, people, told = Counter(made), Counter(one.issues), Counter(own)
        precision += sum(both[pair] / told[pair[1]] for pair in made)
        recall += sum(both[pair] / people[pair[0]] for pair in made)
    count = sum(len(one.issues) for one in series)
    return Score(precision / count, recall / count)
