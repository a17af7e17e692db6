"""Readings with their holders: what becomes a position if it is kept.

Owns how a reading and the parties behind it make candidates, and where a candidate's quote and claim stand in the
article's text. Whether one is kept is decided by a scorer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim
from positions.extraction.parties import Cast, Holder, Standing
from positions.extraction.quotation import Quotation
from positions.extraction.readings import Reading, Source
from positions.extraction.reporters import reported
from positions.extraction.story import Passage
from positions.extraction.syntax import children, clause_head
from positions.model import Extent, Firmness, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = frozenset({"we", "i", "our", "my", "us"})


@dataclass(frozen=True)
class Candidate:
    """A reading with one of its holders and one of its claims."""

    reading: Reading
    holder: Holder
    claim: Claim
    quote: Span
    reporter: Holder | None
    """Who reports it, where somebody else than the holder does."""


@dataclass(frozen=True)
class ReadPassage:
    """A passage with all that the grammar found in it."""

    passage: Passage
    candidates: tuple[Candidate, ...]
    quotations: tuple[Quotation, ...]
    before: Source | None
    """Who spoke last before it."""
    silent: tuple[Claim, ...] = ()
    """What cues name without a stance on it: it is denied, only expected, or expressly not asked for."""


@dataclass(frozen=True)
class Kept:
    """A statement that is kept: all that its entry is written from."""

    passage: Passage
    holder: Holder
    claim: Claim
    quote: Span
    stance: Stance
    rule: str
    confidence: float
    firmness: Firmness = Firmness.DEMAND
    extent: Extent = Extent.FULL
    withdrawn: bool = False
    stated: dt.date | None = None
    reporter: Holder | None = None

    @classmethod
    def of(cls, candidate: Candidate, passage: Passage, confidence: float) -> Kept:
        """The candidate as it was read."""
        reading = candidate.reading
        return cls(
            passage,
            candidate.holder,
            candidate.claim,
            candidate.quote,
            reading.stance,
            reading.shown.cue,
            confidence,
            firmness=reading.firmness,
            extent=reading.extent,
            withdrawn=reading.withdrawn,
            stated=reading.stated,
            reporter=candidate.reporter,
        )


def candidates(passage: Passage, readings: Sequence[Reading], cast: Cast) -> Iterator[Candidate]:
    """Each reading with each party that holds it and each of its claims."""
    for reading in readings:
        said = reading.source if reading.source is not None and not reading.source.carried else None
        reporters = cast.holders(said.passage, said.head) if said is not None else ()
        for head, where in _holding(reading, passage):
            holders = cast.holders(where, head)
            if reporters and _shared(reading) and all(holder.standing is Standing.UNKNOWN for holder in holders):
                holders = reporters  # the parser took *said the talks are slow, urging patience* for patient talks
            for holder, other in (reported(one, reporters, cast) for one in holders):
                for claim in reading.claims:
                    yield Candidate(reading, holder, claim, quote_of(passage, reading.token, claim), other)


def _shared(reading: Reading) -> bool:
    """Has the cue's clause no subject of its own, but that of a clause it is joined to?"""
    verb = clause_head(reading.token)
    return verb.dep_ in ("conj", "advcl") and not children(verb, "nsubj", "nsubjpass")


def _holding(reading: Reading, passage: Passage) -> Iterator[tuple[Token, Passage]]:
    """The heads that hold a reading, each with the passage it stands in."""
    if not reading.holders and reading.source is not None:
        yield reading.source.head, reading.source.passage
    for head in reading.holders:
        if head.lower_ in FIRST_PERSON and reading.source is not None and reading.source.direct:
            yield reading.source.head, reading.source.passage
            continue
        yield head, passage
        for preposition in children(head, "prep"):
            if preposition.lower_ == "including":  # *some members, including Norland*: the named ones hold it too
                yield from ((named, passage) for named in children(preposition, "pobj") if named.pos_ == "PROPN")


def quote_of(passage: Passage, token: Token, claim: Claim) -> Span:
    """The sentence of a token, made longer where the claim reaches beyond it."""
    sent = token.sent
    start = min(sent.start_char, passage.doc[claim.start].idx)
    last = passage.doc[claim.end - 1]
    end = max(sent.end_char, last.idx + len(last))
    words = passage.doc.text[start:end]
    return passage.at(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def claim_at(passage: Passage, claim: Claim) -> Span:
    """Where a claim stands in the article's text."""
    last = passage.doc[claim.end - 1]
    return passage.at(passage.doc[claim.start].idx, last.idx + len(last))
