"""The members of a list: *an apology, compensation and the release of the crew* is three claims.

Finds what is coordinated with the head of some content, also where the parser has torn a list: members that repeat the
preposition (*on a lower levy, on a review*) or *to*, that it takes for an apposition, or hangs on the verb before the
list. Tells which of them stand for themselves; where a member begins and ends, claims.py cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from positions.extraction.syntax import child, children, is_infinitive, is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token

MEASURED = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL", "DATE", "TIME"})
JOINING = frozenset({"and", "or"})
TORN = frozenset({"dep", "npadvmod", "appos", "conj", "oprd", "dobj"})
"""How the parser hangs the second noun of a list on the verb before it."""


def members(head: Token, also: tuple[Token, ...] = ()) -> list[Token]:
    """The members of a coordination that stand as claims of their own, `also` those found beyond the head's subtree;
    the head alone where they make one claim together."""
    found = [head]
    listed_on = [c for c in children(head, "appos") if c.conjuncts and c.i > head.i]
    listed_on += [*_like_verbs(head), *_in_last_word(head), *also]
    for member in (*head.conjuncts, *(m for c in listed_on for m in (c, *c.conjuncts))):
        if member.i < head.i or member in found or (member.head not in found and member not in listed_on):
            continue
        if is_verbal(member) and (children(member, "nsubj", "nsubjpass") and not is_verbal(head)):
            continue
        found.append(member)
    return sorted(found, key=lambda m: m.i) if len(found) == 2 and also else _parted(found)


def of_same_preposition(preposition: Token) -> tuple[Token, ...]:
    """What further phrases with a preposition are about: *on a lower levy, `on` a longer transition and `on` a
    review*."""
    found: list[Token] = []
    nearby = [*children(preposition.head, "prep"), *preposition.conjuncts]
    nearby += [c for p in nearby if p != preposition for c in p.conjuncts]
    for other in sorted(set(nearby), key=lambda t: t.i):
        if other.i <= preposition.i or other.lower_ != preposition.lower_ or not _follows(other):
            continue
        goal = child(other, "pobj", "pcomp")
        if goal is not None and goal not in found:
            found.append(goal)
    return tuple(found)


def torn_off(verb: Token, head: Token) -> tuple[Token, ...]:
    """The second member of a list whose first is the content of a verb, where the parser hangs it on the verb."""
    if is_infinitive(head):
        if verb.tag_ not in ("VBD", "VBZ", "VBN") or verb.pos_ != "VERB":
            return ()
        bare = [c for c in children(verb, "conj") if c.tag_ == "VB" and c.i > head.i and not is_infinitive(c)]
        return tuple(
            c for c in bare if not children(c, "nsubj", "aux") and children(c, "conj") and _follows(c.left_edge)
        )
    if head.pos_ != "NOUN":
        return ()
    nouns = [c for c in verb.children if c.dep_ in TORN and c.pos_ == "NOUN" and c.i > head.i and children(c, "conj")]
    return tuple(c for c in nouns if c.left_edge.i == head.right_edge.i + 2 and _follows(c.left_edge))


def weight(head: Token) -> int:
    """How many words of content a member of a coordination has of its own."""
    first = head.left_edge.i
    last = head.right_edge.i
    for conjunct in head.conjuncts:
        if conjunct.i > head.i:
            last = min(last, conjunct.left_edge.i - 1)
    return sum(token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") for token in head.doc[first : last + 1])


def _parted(found: list[Token]) -> list[Token]:
    """Those that stand for themselves. Two do when both say enough; in a longer list the light ones do too, but not
    names, and not what *and* joins to the one before it (*higher pay and pensions, and more staff*)."""
    found = sorted(found, key=lambda member: member.i)
    if len(found) == 1 or all(weight(member) >= 2 for member in found):
        return found
    doc = found[0].doc
    if any(token.text == ";" for token in doc[found[0].i : found[-1].i]):
        return found
    alike = all(is_verbal(member) == is_verbal(found[0]) for member in found)
    if len(found) == 2 or not alike or all(member.pos_ == "PROPN" for member in found):
        return found[:1]
    gaps = [{token.lower_ for token in doc[before.i : member.left_edge.i]} for before, member in pairwise(found)]
    closed = any("," in gap and gap & JOINING for gap in gaps)
    alone = [found[0]]
    for gap, member in zip(gaps, found[1:], strict=True):
        if "," in gap or not gap & JOINING or (member == found[-1] and not closed):
            alone.append(member)
    return alone if any(weight(member) >= 2 for member in alone) else alone[:1]


def _like_verbs(head: Token) -> Iterator[Token]:
    """*to open the port, to free the crew and to pay*, *cutting it, opening it and …*: the parser hangs the second on
    the first."""
    if not (is_infinitive(head) or head.tag_ == "VBG"):
        return
    for verb in children(head, "advcl", "xcomp"):
        alike = is_infinitive(verb) if is_infinitive(head) else verb.tag_ == "VBG"
        if alike and verb.i > head.i and _follows(verb.left_edge) and children(verb, "conj"):
            yield verb


def _in_last_word(head: Token) -> Iterator[Token]:
    """*a raise of 5 percent, more staff and longer breaks*: an apposition to the last word before it that can be none,
    since it lists things behind a measure or a single thing."""
    if head.pos_ != "NOUN":
        return
    goals = [goal for p in children(head, "prep") for goal in children(p, "pobj")]
    for goal in goals:
        single = goal.ent_type_ in MEASURED or goal.tag_ == "NN"
        for listed in children(goal, "appos"):
            if single and listed.pos_ == "NOUN" and children(listed, "conj") and _follows(listed.left_edge):
                yield listed


def _follows(first: Token) -> bool:
    """Does something stand behind a comma or *and*?"""
    before = first.doc[first.i - 1] if first.i > 0 else None
    return before is not None and (before.text in (",", ";") or before.dep_ == "cc")
