"""Readings made from readings: who joins or opposes a statement.

Conference style says much in passing: *BRAZIL, supported by JAPAN and opposed by INDIA, said ...*, *CANADA, with
NORWAY, ...*, *..., with KENYA disagreeing*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.extraction.absolutes import absolute, says_more
from positions.extraction.claims import Claim, Cutter
from positions.extraction.pointing import towards
from positions.extraction.readings import Reading
from positions.extraction.story import Passage
from positions.extraction.syntax import agent_of, child
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

JOINING = frozenset({"support", "back", "second", "join", "echo"})


def companions(found: Sequence[Reading], passage: Passage, cutter: Cutter) -> Iterator[Reading]:
    """The readings of those who join or oppose what another one states."""
    by_speaker: dict[int, list[Reading]] = {}
    for reading in found:
        for head in _voices(reading, passage):
            by_speaker.setdefault(head.i, []).append(reading)
    for token in passage.doc:
        if token.lower_ == "with":
            yield from _in_passing(token, by_speaker)
        other = _other(token)
        place = _joined(token, by_speaker) if other is not None else None
        if other is None or place is None:
            continue
        statements = [r for r in by_speaker[place] if r.token != token and other not in r.holders]
        later = [r for r in statements if r.token.i > token.i]
        for reading in later or statements:
            claims = reading.claims
            if _opens_second(token) and not later:
                claims = tuple(c for c in claims if c.start > token.i) or tuple(_second(token, cutter))
                if not claims:
                    continue
                yield replace(reading, claims=claims)  # the parser may have lost it
            stance = _joining(reading.stance, token)
            yield replace(reading, holders=(other,), stance=stance, claims=claims, companion=True, addressee=None)


def _in_passing(token: Token, by_speaker: Mapping[int, Sequence[Reading]]) -> Iterator[Reading]:
    """The readings of those whom an aside opposes to a statement: *…, with Sudmark disagreeing*."""
    told = absolute(token)
    place = _joined(token, by_speaker) if told is not None else None
    if told is None or place is None:
        return
    statements = [r for r in by_speaker[place] if not set(told.heads) & set(r.holders)]
    later = [r for r in statements if r.token.i > token.i]
    nearest = [r for r in statements if r.token.i == max(r.token.i for r in statements)]
    for reading in later or nearest:
        stance = reading.stance if told.alike else towards(reading.stance, against=told.against)
        for head in told.heads:
            if any(head in other.conjuncts for other in told.heads[: told.heads.index(head)]):
                continue  # whoever is coordinated with a holder holds it too
            yield replace(reading, holders=(head,), stance=stance, companion=True, addressee=None)


def _voices(reading: Reading, passage: Passage) -> list[Token]:
    """The heads in this passage that a reading is the statement of."""
    if reading.holders:
        return list(reading.holders)
    source = reading.source
    return [source.head] if source is not None and source.passage is passage and not source.carried else []


def _other(token: Token) -> Token | None:
    """Who joins or opposes, where the token says that somebody does."""
    if token.tag_ == "VBN" and (token.lemma_ in JOINING or token.lemma_ == "oppose"):
        return agent_of(token)
    before = token.doc[token.i - 1].text if token.i else ""
    opens = bool(token.is_sent_start) and token.right_edge.i + 1 < len(token.doc)
    opens = opens and token.doc[token.right_edge.i + 1].text == ","  # *With SUDAN, she opposed …*
    joining = token.lower_ == "with" and token.dep_ == "prep" and not says_more(token)
    if joining and (opens or before in (",", "along", "together")):
        named = child(token, "pobj")
        return named if named is not None and named.pos_ == "PROPN" else None
    return None


def _joined(token: Token, by_speaker: Mapping[int, object]) -> int | None:
    """Whose statement is joined: the speaker's before the token in its sentence, or after it where it opens the
    sentence."""
    sent = token.sent
    if token.i - sent.start < 2:
        return min((place for place in by_speaker if token.i < place < sent.end), default=None)
    return max((place for place in by_speaker if sent.start <= place < token.i), default=None)


def _opens_second(token: Token) -> bool:
    """*proposed a levy and, with SUDAN, a fund*: does an aside open the second thing that is stated?"""
    before = token.doc[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[0].lower_ in ("and", "but") and before[1].text == ","


def _second(token: Token, cutter: Cutter) -> Sequence[Claim]:
    """The second thing, behind the names in the aside that opens it."""
    doc = token.doc
    start = None
    for i in range(token.i + 1, token.sent.end):
        if doc[i].text == ",":
            start = i + 1
        elif doc[i].pos_ not in ("PROPN", "CCONJ", "DET", "ADP"):
            break
    if start is None or start >= token.sent.end:
        return ()
    head = doc[start]
    while head.head != head and head.head.left_edge.i == start:
        head = head.head
    if head.dep_ == "prep":
        head = child(head, "pobj", "pcomp") or head
    return cutter.cut(head) if head.pos_ in ("NOUN", "PROPN", "VERB") else ()


def _joining(stance: Stance, token: Token) -> Stance:
    """The stance of whoever joins or opposes a statement of this stance."""
    if token.lower_ == "with":
        return stance
    return towards(stance, against=token.lemma_ == "oppose")
