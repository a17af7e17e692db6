"""What the parser joins to the wrong verb, joined to the right one: before any rule asks who says what.

A pipe of the parser's own, so that every reader of a parse sees the same tree. It mends only what grammar itself
excludes, whatever the words mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.extraction.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBZ"))
"""Tags of verbs that neither an infinitive nor a subjunctive can be coordinated with."""


def reattached(doc: Doc) -> Doc:
    """The same parse, its verbs coordinated with their like (*demanded that both armies cease fire, and proposed …*),
    and *to* before a noun a preposition (*objected to language on fees*)."""
    for token in doc:
        if token.dep_ == "xcomp" and token.tag_ in NOUNS and (to := _infinitival(token)) is not None:
            to.head, to.dep_ = token.head, "prep"
            token.head, token.dep_ = to, "pobj"
        if (like := _like(token)) is not None:
            for joining in _joining(token):
                joining.head = like
            token.head = like
    return doc


def _infinitival(noun: Token) -> Token | None:
    """The *to* that the parser takes for an infinitive's, before what is a noun."""
    return next((c for c in children(noun, "aux") if c.tag_ in ("TO", "IN") and c.lower_ == "to"), None)


def _like(verb: Token) -> Token | None:
    """The verb in the same tense, before it and further up, that a verb goes on from; None where it hangs well."""
    bare = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or bare.tag_ not in ("VB", "VBP") or bare.lower_ == "be":
        return None
    if verb.lower_ == verb.lemma_:  # *put*, *set*, *cut*: perhaps no past tense at all
        return None
    if children(verb, "nsubj", "nsubjpass", "aux", "auxpass"):
        return None
    above = bare
    while above.dep_ in ("ccomp", "xcomp", "conj") and above.tag_ != verb.tag_:
        above = above.head
    return above if above.tag_ == verb.tag_ and above.i < verb.i else None


def _joining(verb: Token) -> list[Token]:
    """The comma and the *and* before a coordinated verb, which the parser hangs where it hangs the verb."""
    found: list[Token] = []
    before = verb.left_edge.i - 1
    while before > verb.head.i and (token := verb.doc[before]).head == verb.head and token.dep_ in ("cc", "punct"):
        found.append(token)
        before -= 1
    return found
