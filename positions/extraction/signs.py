"""The signs by which a candidate is judged: what its cue, holder, claim and sentence look like, by name.

Owns the names of the signs, which the fitted weights refer to: a change here needs a new fit (fitting/README.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from positions.extraction.candidates import Candidate
from positions.extraction.cues import Cue
from positions.extraction.story import Passage

CONTENT_WORDS = frozenset({"NOUN", "VERB", "ADJ"})
WORD = 0.5
"""What a word of the sentence or the claim counts, against 1 for every other sign."""


def crowds(candidates: Iterable[Candidate]) -> Counter[int]:
    """How many candidates stand in each sentence, by the place of its first token."""
    return Counter(candidate.reading.token.sent.start for candidate in candidates)


def signs(candidate: Candidate, passage: Passage, crowd: int) -> dict[str, float]:
    """The signs of a candidate with their strength; `crowd` candidates stand in its sentence."""
    found = dict.fromkeys(_of_cue(candidate), 1.0)
    found |= dict.fromkeys(_of_holder(candidate), 1.0)
    found |= dict.fromkeys(_of_claim(candidate), 1.0)
    found[f"passage={passage.kind}"] = 1.0
    found[f"crowd={min(crowd, 6)}"] = 1.0
    found["estimate"] = _logit(candidate.reading.cue.weight)
    found["length"] = math.log(candidate.claim.end - candidate.claim.start)
    claim = passage.doc[candidate.claim.start : candidate.claim.end]
    for name, tokens in (("sentence", candidate.reading.token.sent), ("claim", claim)):
        kinds = CONTENT_WORDS | {"PROPN"} if name == "claim" else CONTENT_WORDS
        found |= {f"{name}:{token.lemma_.lower()}": WORD for token in tokens if token.pos_ in kinds}
    return found


def _logit(probability: float) -> float:
    bounded = min(0.95, max(0.05, probability))
    return math.log(bounded / (1 - bounded))


def cue_sign(cue: Cue) -> str:
    """The sign that names the cue."""
    return f"cue={cue.cue}/{cue.kind}"


def _of_cue(candidate: Candidate) -> Iterator[str]:
    reading = candidate.reading
    cue, token = reading.cue, reading.token
    source = reading.vouched
    yield cue_sign(cue)
    yield from (f"kind={cue.kind}", f"stance={reading.stance}", f"turn={cue.cue}>{reading.stance}")
    yield from (f"source={source}", f"kind+source={cue.kind}/{source}", f"companion={reading.companion}")
    yield from (f"cue dep={token.dep_}", f"cue tag={token.tag_}", f"above={token.head.lemma_.lower()}")
    yield f"above pos={token.head.pos_}"
    for child in token.children:
        if child.dep_ in ("aux", "auxpass"):
            yield f"auxiliary={child.lower_}"
        elif child.dep_ == "neg":
            yield "negated"
        elif child.dep_ == "advmod":
            yield f"adverb={child.lower_}"


def _of_holder(candidate: Candidate) -> Iterator[str]:
    reading = candidate.reading
    yield f"standing={candidate.holder.standing}"
    yield f"reported={candidate.reporter is not None}"
    yield f"own holder={bool(reading.holders)}"
    if reading.holders:
        head = reading.holders[0]
        yield from (f"holder pos={head.pos_}", f"holder dep={head.dep_}", f"holder type={head.ent_type_ or '-'}")
        if head.pos_ == "PRON":
            yield f"holder={head.lower_}"
    elif reading.source is not None:
        head = reading.source.head
        yield from (f"speaker pos={head.pos_}", f"speaker type={head.ent_type_ or '-'}")


def _of_claim(candidate: Candidate) -> Iterator[str]:
    claim = candidate.claim
    head = claim.head
    tokens = head.doc[claim.start : claim.end]
    yield f"lead={_lead(candidate)}"
    determiner = next((child.lower_ for child in head.children if child.dep_ in ("det", "poss")), "-")
    yield from (f"claim pos={head.pos_}", f"claim dep={head.dep_}", f"claim tag={head.tag_}")
    yield from (f"claim head={head.lemma_.lower()}", f"claim type={head.ent_type_ or '-'}")
    yield from (f"determiner={determiner}", f"tokens={min(5, int(math.log2(len(tokens))))}")
    yield from (f"conditions={bool(claim.conditions)}", f"asked={candidate.reading.addressee is not None}")
    if any(token.pos_ == "NUM" for token in tokens):
        yield "number"
    if any(token.lower_ in ("not", "no", "never") for token in tokens):
        yield "negation in claim"
    if candidate.reading.token.sent[0].lower_ in ("but", "however"):
        yield "turned against"


def _lead(candidate: Candidate) -> str:
    """The noun that leads over from cue to claim and is left out of it: *stressed the `need` for reform*."""
    objects = (child for child in candidate.reading.token.children if child.dep_ in ("dobj", "pobj", "nsubjpass"))
    return next((noun.lemma_.lower() for noun in objects if noun.i < candidate.claim.start), "-")
