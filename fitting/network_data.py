"""Annotated texts as the network sees them: windows in numbers, with what the annotation says of each option.

Owns how an annotation becomes targets; fit_network.py trains on them. Words never leave this step: a sample holds
numbers.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fitting.corpus import SAME, fold_of, likeness, meets
from positions.extraction.candidates import claim_at
from positions.extraction.claims import Cutter
from positions.extraction.engine import RulesEngine
from positions.extraction.network import Encoded, Network
from positions.extraction.parsing import stories
from positions.extraction.parties import Cast
from positions.extraction.quotation import Speech
from positions.extraction.sources import Sources
from positions.extraction.story import Story
from positions.extraction.windows import STANCES, Option, Vocabulary, Window, pair_features, windows
from positions.model import Article, Registry, Span

CUES, DEPS, TAGS = 250, 60, 30
"""How many of each get a number of their own."""

GOOD = 0.75
NEARLY = 0.85
"""An option is right when its likeness is GOOD and this near to the best option's, or when it is the best."""
UNSURE = 0.5
"""What an option counts whose annotator was unsure."""
SPARED = 0.1
HARDLY = 0.3
"""What an option counts that is neither right nor wrong: likeness above 0.6, and below."""


@dataclass(frozen=True)
class Asked:
    """A right option whose holder is known: its row among the options kept, how it stands to each mention, and which
    mentions hold it; none where the holder stands outside of the window."""

    row: int
    pairs: NDArray[np.float32]
    wanted: tuple[int, ...]


@dataclass(frozen=True)
class Sample:
    """A window with its targets."""

    article: str
    fold: int
    encoded: Encoded
    right: NDArray[np.int64]
    """For each option kept: 0 no position, else 1 + its place in STANCES."""
    counts: NDArray[np.float32]
    asked: tuple[Asked, ...]
    telling: bool
    """Is there anything in it that is not plainly silent?"""


@dataclass(frozen=True)
class Mark:
    """An annotated claim of a text: its words, where it and its sentence stand, and who holds it."""

    claim: str
    around: Span
    stance: int
    sure: bool
    holder: str | None = None
    holder_at: Span | None = None


def marks_of(text: str, gold: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """The annotated positions of a text."""
    return [
        Mark(
            text[slice(*g["claim_at"])],
            (g["sentence_at"][0], g["sentence_at"][1]),
            1 + [str(stance) for stance in STANCES].index(g["stance"]),
            g["confidence"] == "sure",
            g.get("holder"),
        )
        for g in gold
    ]


def parsed(texts: Mapping[str, str]) -> Iterator[tuple[Article, Story]]:
    """The texts, parsed."""
    for _, article, story in stories(Article(id=name, text=text) for name, text in texts.items()):
        if isinstance(story, Story):
            yield article, story


def vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    """Numbers for the commonest cues, dependency labels and parts of speech of the texts."""
    seen: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    engine = RulesEngine(Registry())
    for _, story in parsed(texts):
        for read in engine.read(story, Cast(story, Registry())):
            seen[0].update(f"{c.reading.cue.cue}/{c.reading.cue.kind}" for c in read.candidates)
            seen[1].update(token.dep_ for token in read.passage.doc)
            seen[2].update(token.pos_ for token in read.passage.doc)
    cue, dep, pos = (
        {name: number for number, (name, _) in enumerate(counted.most_common(most), start=1)}
        for counted, most in zip(seen, (CUES, DEPS, TAGS), strict=True)
    )
    return Vocabulary(cue, dep, pos)


def samples(texts: Mapping[str, str], marks: Mapping[str, Sequence[Mark]], network: Network) -> Iterator[Sample]:
    """Every window of the texts with its targets."""
    engine, cutter, sources = RulesEngine(Registry()), Cutter(), Sources(Speech())
    for article, story in parsed(texts):
        text = article.text or ""
        fold = fold_of(article.id, text)
        passages = engine.read(story, Cast(story, Registry()))
        for window in windows(passages, cutter, [True] * len(passages)):
            if window.options:
                for encoded in network.encode(window, with_context=True):
                    yield _sample(article.id, fold, text, window, encoded, marks.get(article.id, ()), sources)


def _sample(
    article: str, fold: int, text: str, window: Window, encoded: Encoded, marks: Sequence[Mark], sources: Sources
) -> Sample:
    options = [window.options[k] for k in encoded.kept]
    right, counts, meant = _targets(text, window, options, marks)
    asked = []
    for row, option in enumerate(options):
        if right[row] and encoded.mentions:
            wanted = {place for mark in meant[row] if (place := _holder(window, option, mark)) is not None}
            columns = tuple(column for column, k in enumerate(encoded.mentions) if k in wanted)
            pairs = np.array(pair_features(window, option, sources), dtype=np.float32)[encoded.mentions]
            asked.append(Asked(row, pairs, columns))
    telling = bool((counts < 1).any() or right.any()) or any(option.read for option in options)
    return Sample(article, fold, encoded, right, counts, tuple(asked), telling)


def _targets(
    text: str, window: Window, options: Sequence[Option], marks: Sequence[Mark]
) -> tuple[NDArray[np.int64], NDArray[np.float32], list[list[Mark]]]:
    right = np.zeros(len(options), dtype=np.int64)
    counts = np.ones(len(options), dtype=np.float32)
    meant: list[list[Mark]] = [[] for _ in options]
    places = [claim_at(window.read.passage, option.claim) for option in options]
    claims = [text[slice(*place)] for place in places]
    for mark in marks:
        like = [
            likeness(mark.claim, c) if meets(mark.around, at) else 0.0 for c, at in zip(claims, places, strict=True)
        ]
        best = max(like, default=0.0)
        for row, alike in enumerate(like):
            if alike < SAME:
                continue
            if alike == best or alike >= max(NEARLY * best, GOOD):
                if not right[row]:
                    right[row], counts[row] = mark.stance, 1.0 if mark.sure else UNSURE
                meant[row].append(mark)
            elif not right[row]:
                counts[row] = min(counts[row], SPARED if alike > 0.6 else HARDLY)
    return right, counts, meant


def _holder(window: Window, option: Option, mark: Mark) -> int | None:
    """The mention that the annotation names as the holder: the number among the window's mentions."""
    doc = window.read.passage.doc
    numbers = {mention.i: k for k, mention in enumerate(window.mentions)}
    for start, end in _named(window, option, mark):
        inside = [token.i for token in doc if token.idx >= start and token.idx + len(token) <= end]
        mentioned = [place for place in inside if place in numbers]
        heads = [place for place in mentioned if doc[place].head.i not in inside or doc[place].head.i == place]
        if mentioned:
            return numbers[heads[0] if heads else mentioned[-1]]
    return None


def _named(window: Window, option: Option, mark: Mark) -> list[tuple[int, int]]:
    """Where the holder is named in the passage, the likeliest place first."""
    doc, passage = window.read.passage.doc, window.read.passage
    if mark.holder_at is not None:
        inside = [t for t in doc if meets(mark.holder_at, passage.span(t))]
        return [(inside[0].idx, inside[-1].idx + len(inside[-1]))] if inside else []
    if mark.holder is None:
        return []
    found = re.finditer(rf"(?<!\w){re.escape(mark.holder.lower())}(?!\w)", doc.text.lower())
    claim = option.claim
    first, last = doc[claim.start].idx, doc[claim.end - 1].idx + len(doc[claim.end - 1])
    sent = claim.head.sent

    def far(match: re.Match[str]) -> tuple[bool, bool, int]:
        elsewhere = not sent.start_char <= match.start() < sent.end_char
        return elsewhere, first <= match.start() < last, max(first - match.end(), match.start() - last, 0)

    return [match.span() for match in sorted(found, key=far)]


def worth_reading(found: Iterable[Sample], share: float, seed: int = 7) -> list[Sample]:
    """The telling windows, and this share of the silent ones."""
    chance = random.Random(seed)
    return [sample for sample in found if sample.telling or chance.random() < share]
