"""Every stretch of a passage that could be a claim: its phrases and clauses, cut as claims are cut.

The scorer chooses among these and the grammar's own claims. About 0.6 of them come on each word; on the development gold they
hold every sure claim (word F1 of 0.5 and more) and four in five of them exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.content import reach_of_object
from positions.extraction.story import Passage
from positions.extraction.syntax import child

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 60
"""Tokens; claims are shorter."""

POINTERS = frozenset({"this", "it", "that"})


def candidate_claims(passage: Passage, cutter: Cutter) -> list[Claim]:
    """The candidates of a passage, one for each range of tokens, in the order of the text."""
    found: dict[tuple[int, int], Claim] = {}
    for token in passage.doc:
        for claim in _of_token(token, cutter):
            if claim.end - claim.start <= LONGEST:
                found.setdefault((claim.start, claim.end), claim)
    return [found[place] for place in sorted(found)]


def _of_token(token: Token, cutter: Cutter) -> Iterator[Claim]:
    if token.pos_ in ("VERB", "AUX"):
        if token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            yield from _of_verb(token, cutter)
    elif token.dep_ != "compound" and (token.pos_ == "NOUN" or token.dep_ != "nmod"):
        if token.pos_ in ("NOUN", "PROPN", "NUM") or (token.pos_ == "PRON" and token.lower_ in POINTERS):
            yield from _of_noun(token, cutter)


def _of_noun(noun: Token, cutter: Cutter) -> Iterator[Claim]:
    """A noun phrase, whole, by its members, and without the clauses that hang on it."""
    yield from cutter.cut(noun)
    yield from cutter.cut(noun, split=False)
    if noun.dep_ == "dobj":
        yield from cutter.cut(noun, until=reach_of_object(noun.head, noun))
    prepositions = [c.right_edge.i for c in noun.children if c.i > noun.i and c.dep_ == "prep"]
    yield Claim(noun, noun.left_edge.i, max([noun.i, *prepositions]) + 1)


def _of_verb(verb: Token, cutter: Cutter) -> Iterator[Claim]:
    """A clause, with and without its subject, whole and by its members, and from whoever is to act."""
    for whole in (False, True):
        yield from cutter.cut(verb, whole_clause=whole)
        yield from cutter.cut(verb, whole_clause=whole, split=False)
    actors = [child(verb, "nsubj", "nsubjpass")]
    if verb.dep_ in ("xcomp", "ccomp"):
        actors.append(child(verb.head, "dobj"))
    for actor in actors:
        if actor is not None and actor.i < verb.i:
            yield from cutter.cut(verb, addressee=actor, split=False)
