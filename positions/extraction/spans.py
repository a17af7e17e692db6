"""Every stretch of a passage that could be a claim: its phrases and clauses, cut as claims are cut.

The network chooses among these and the grammar's own claims. About 0.6 of them come on each word; they hold nearly
every claim that a reader would cut (with half of its words or more), and three in four of them exactly.
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
    elif token.dep_ == "compound" or (token.dep_ == "nmod" and token.pos_ != "NOUN"):
        return
    elif token.pos_ in ("NOUN", "PROPN", "NUM") or (token.pos_ == "PRON" and token.lower_ in POINTERS):
        yield from _of_noun(token, cutter)


def _of_noun(noun: Token, cutter: Cutter) -> Iterator[Claim]:
    """A noun phrase, whole, by its members, and without the clauses that hang on it."""
    yield from _both(noun, cutter)
    if noun.dep_ == "dobj":
        yield from cutter.cut(noun, until=reach_of_object(noun.head, noun))
    prepositions = [c.right_edge.i for c in noun.children if c.i > noun.i and c.dep_ == "prep"]
    yield Claim(noun, noun.left_edge.i, max([noun.i, *prepositions]) + 1)


def _of_verb(verb: Token, cutter: Cutter) -> Iterator[Claim]:
    """A clause, with and without its subject, whole and by its members, and from whoever is to act."""
    yield from _both(verb, cutter)
    yield from _both(verb, cutter, whole_clause=True)
    actors = [child(verb, "nsubj", "nsubjpass")]
    if verb.dep_ in ("xcomp", "ccomp"):
        actors.append(child(verb.head, "dobj"))
    for actor in actors:
        if actor is not None and actor.i < verb.i:
            yield from cutter.cut(verb, addressee=actor, split=False)


def _both(head: Token, cutter: Cutter, *, whole_clause: bool = False) -> list[Claim]:
    """The members of a coordination, and all of it as one."""
    found = cutter.cut(head, whole_clause=whole_clause)
    return found if len(found) < 2 else [*found, *cutter.cut(head, whole_clause=whole_clause, split=False)]
