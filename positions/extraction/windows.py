"""What the scorer looks at: a passage with its candidate claims, turned into numbers.

Owns the features and their order, which the fitted weights depend on: a change here needs a new fit
(fitting/README.md). Knows neither the network nor how its answers are used.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from positions.extraction.candidates import Candidate, ReadPassage
from positions.extraction.claims import Claim, Cutter
from positions.extraction.cues import Cue, CueKind
from positions.extraction.sources import Sources
from positions.extraction.spans import candidate_claims
from positions.extraction.story import Kind
from positions.extraction.syntax import subjects
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

STANCES = (Stance.DEMAND, Stance.OFFER, Stance.ACCEPT, Stance.REJECT)
CUE_KINDS = (CueKind.VERB, CueKind.NOUN, CueKind.ADJECTIVE, CueKind.MODAL)
SOURCES = ("none", "direct", "carried", "reported")
PASSAGES = (Kind.HEADLINE, Kind.HEADING, Kind.BODY)

SPAN_FEATURES = 30
PAIR_FEATURES = 14
UNREAD = 251
"""The number that stands for the cue where no reading touches a claim."""

PLAINEST = {stance: f"{stance}/verb" for stance in Stance}
"""A cue that says nothing but its stance."""

CONTEXT_BEFORE = 160
"""Characters of the passage before that are read along."""


@dataclass(frozen=True)
class Option:
    """A candidate claim with the grammar's candidates that have these very words."""

    claim: Claim
    read: tuple[Candidate, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The numbers of cues, dependency labels and parts of speech, as they were when the weights were fitted; 0 is
    unknown."""

    cue: Mapping[str, int]
    dep: Mapping[str, int]
    pos: Mapping[str, int]

    def of_cue(self, cue: Cue) -> int:
        """The number of a cue; one that is newer than the weights is taken for the plainest of its stance."""
        known = self.cue.get(f"{cue.cue}/{cue.kind}")
        return self.cue.get(PLAINEST[cue.stance], 0) if known is None else known


@dataclass(frozen=True)
class Window:
    """A passage as the scorer reads it."""

    read: ReadPassage
    number: int
    """Of the passage in its article."""
    context: str
    options: tuple[Option, ...]
    mentions: tuple[Token, ...]
    """Whoever could hold a claim."""
    looks: tuple[tuple[int, tuple[float, ...]], ...]
    """For each mention its place, and what it is by itself."""


def windows(read: Sequence[ReadPassage], cutter: Cutter, worth: Sequence[bool]) -> list[Window]:
    """The windows of an article's passages, with the headline and the passage before read along.

    Where a passage is not `worth` the network's time, its window has no options, and so is not read.
    """
    found = []
    headline = read[0].passage.doc.text[:200] if read else ""
    before = ""
    for number, (one, worthy) in enumerate(zip(read, worth, strict=True)):
        context = f"{headline if number else ''} . {before[-CONTEXT_BEFORE:]}".strip(" .")
        found.append(_window(one, number, context, cutter) if worthy else Window(one, number, context, (), (), ()))
        before = one.passage.doc.text
    return found


def _window(read: ReadPassage, number: int, context: str, cutter: Cutter) -> Window:
    by_place: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in read.candidates:
        by_place.setdefault((candidate.claim.start, candidate.claim.end), []).append(candidate)
    claims = {place: found[0].claim for place, found in by_place.items()}
    for claim in candidate_claims(read.passage, cutter):
        claims.setdefault((claim.start, claim.end), claim)
    doc = read.passage.doc
    said = [p for p in sorted(claims) if not all(t.is_punct or t.is_space for t in doc[p[0] : p[1]])]
    options = tuple(Option(claims[place], tuple(by_place.get(place, ()))) for place in said)
    mentions = tuple(token for token in doc if _may_hold(token))
    return Window(read, number, context, options, mentions, tuple(_looks(mention) for mention in mentions))


def _may_hold(token: Token) -> bool:
    if token.pos_ == "NOUN" and token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"):
        return False
    named = token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ != "compound"
    return named or token.dep_ == "poss" or (token.ent_type_ == "NORP" and token.pos_ == "ADJ")


def overlap(one: Claim, other: Claim) -> float:
    """Intersection over union of two claims, in tokens."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


class SpanFeatures(NamedTuple):
    """What the network is told of the options of a window, one row an option."""

    rows: NDArray[np.float32]
    """(options, SPAN_FEATURES)."""
    kinds: NDArray[np.int64]
    """(options, 3): the numbers of cue, dependency label and part of speech."""


def span_features(window: Window, vocabulary: Vocabulary) -> SpanFeatures:
    """The features of every option, in their order."""
    rows = np.zeros((len(window.options), SPAN_FEATURES), dtype=np.float32)
    kinds = np.zeros((len(window.options), 3), dtype=np.int64)
    read = [option for option in window.options if option.read]
    kind = [float(window.read.passage.kind is kind) for kind in PASSAGES]
    for row, option in enumerate(window.options):
        share, nearest = _nearest(option, read)
        told = _row(window, option, kind, share, nearest)
        rows[row, : len(told)] = told
        cue = UNREAD
        if nearest is not None:
            cue = vocabulary.of_cue(nearest.reading.cue)
        head = option.claim.head
        kinds[row] = cue, vocabulary.dep.get(head.dep_, 0), vocabulary.pos.get(head.pos_, 0)
    return SpanFeatures(rows, kinds)


def _nearest(option: Option, read: Sequence[Option]) -> tuple[float, Candidate | None]:
    """The grammar's candidate that shares most of an option's words, with the share (intersection over union)."""
    if option.read:
        return 1.0, option.read[0]
    best: tuple[float, Candidate | None] = (0.0, None)
    for other in read:
        if (share := overlap(option.claim, other.claim)) > best[0]:
            best = (share, other.read[0])
    return best


def _row(window: Window, option: Option, kind: list[float], share: float, nearest: Candidate | None) -> list[float]:
    claim = option.claim
    length = claim.end - claim.start
    quoted = any(quotation.holds(claim.head) for quotation in window.read.quotations)
    row = [math.log(length), min(length, 20) / 20, float(quoted), *kind]
    row += [min(window.number, 10) / 10, float(bool(option.read)), share]
    if nearest is None:
        return row
    reading = nearest.reading
    row += [share * (reading.stance is stance) for stance in STANCES]
    row += [float(bool(option.read)) * (reading.stance is stance) for stance in STANCES]
    row += [share * (reading.cue.kind is kind) for kind in CUE_KINDS]
    row += [share * (reading.vouched == kind) for kind in SOURCES]
    row += [float(bool(reading.holders)), float(reading.companion), min(len(option.read), 4) / 4]
    row.append(float(any(candidate.reading.companion for candidate in option.read)))
    row.append(float(len({candidate.reading.stance for candidate in option.read}) > 1))
    return row


def pair_features(window: Window, option: Option, sources: Sources) -> list[list[float]]:
    """For each mention, how it stands to an option: PAIR_FEATURES numbers."""
    head = option.claim.head
    own = _holding(window, option.read)
    near: set[int] = set()
    if not option.read:
        for other in window.options:
            if other.read and overlap(option.claim, other.claim):
                near |= _holding(window, other.read)
    subject = _subjects(head)
    chain = _governing_subjects(head)
    source = sources.of(window.read.passage, head, window.read.quotations)
    speaker = source.head.i if source is not None and source.passage is window.read.passage else -1
    sent = head.sent
    start, end = option.claim.start, option.claim.end
    return [
        [
            float(place in own),
            float(place in near),
            float(place in subject),
            float(bool(chain) and place in chain[0]),
            float(any(place in found for found in chain[1:])),
            float(place == speaker),
            float(place < start),
            float(start <= place < end),
            min(abs(start - place if place < start else place - end), 40) / 40,
            float(sent.start <= place < sent.end),
            *looks,
        ]
        for place, looks in window.looks
    ]


def _looks(mention: Token) -> tuple[int, tuple[float, ...]]:
    """The place of a mention, and what it is by itself."""
    pronoun, name = mention.pos_ == "PRON", mention.pos_ == "PROPN"
    subject, object_ = mention.dep_ in ("nsubj", "nsubjpass"), mention.dep_ == "pobj"
    return mention.i, (float(pronoun), float(name), float(subject), float(object_))


def _holding(window: Window, read: Sequence[Candidate]) -> set[int]:
    """The places of the heads that hold the grammar's candidates, as far as they stand in the passage."""
    places: set[int] = set()
    for candidate in read:
        reading = candidate.reading
        source = reading.source
        here = source is not None and source.passage is window.read.passage
        heads = reading.holders or ((source.head,) if source is not None and here else ())
        places |= {head.i for head in heads}
    return places


def _subjects(head: Token) -> set[int]:
    return {subject.i for subject in subjects(head)} if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") else set()


def _governing_subjects(head: Token) -> list[set[int]]:
    """The subjects of the words above a claim's head, nearest first, six steps at most."""
    found: list[set[int]] = []
    token = head
    while token.head != token and len(found) < 6:
        token = token.head
        found.append(_subjects(token))
    return found
