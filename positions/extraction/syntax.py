"""Questions about a dependency parse that every rule of the grammar asks: who is the subject, is it negated, what is
coordinated.

Pure functions over spaCy tokens, in the labels of its English models (ClearNLP style). They know no cue and no party.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OBJECT_CONTROL = frozenset(
    "allow ask beg call challenge command encourage force get implore instruct invite let oblige order permit "
    "persuade press pressure prompt push remind request require task tell urge want warn".split()
)
"""Verbs whose object, not whose subject, does what the infinitive says."""

BLAMING = frozenset(
    "accuse applaud attack blame blast censure charge chide commend condemn congratulate criticise criticize denounce "
    "fault lambast praise rebuke reproach slam suspect thank".split()
)
"""Verbs that blame or praise their object for what the gerund behind says: *accused Sudmark of blocking the vote*."""

BEARING = frozenset("be remain feel seem appear do stay go afford".split())
"""Verbs whose negation is that of what they bear: *is not opposed*, *is not going to pay*, *cannot afford to pay*."""

COMPARING = frozenset("more less fewer later longer earlier sooner better worse".split())
"""`no less than 5 percent` denies nothing."""


def children(token: Token, *labels: str) -> list[Token]:
    """The children of a token with one of these dependency labels."""
    return [child for child in token.children if child.dep_ in labels]


def child(token: Token, *labels: str) -> Token | None:
    """The first such child, or None."""
    return next(iter(children(token, *labels)), None)


def is_verbal(token: Token) -> bool:
    """A verb, or an auxiliary that heads a clause; not a noun that the parser takes for one (*a 10 percent cut*)."""
    return token.pos_ in ("VERB", "AUX") and not children(token, "det", "poss", "nummod", "amod", "compound")


def is_passive(verb: Token) -> bool:
    """`was rejected`, `rejected by Norland` and `opposed by` alike."""
    if children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.dep_ == "conj" and children(verb.head, "nsubj") and verb.head.tag_ == "VBD":
        return False  # *Norland asked for more and urged …*: past tenses that look like participles
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl", "ROOT", "conj", "dep")
        and not children(verb, "aux", "nsubj", "dobj")
    )


def agent_of(verb: Token) -> Token | None:
    """Who acts in a passive: `by` whom."""
    for preposition in children(verb, "agent", "prep"):
        if preposition.lower_ == "by" and (agent := child(preposition, "pobj")) is not None:
            return agent
    return None


def is_infinitive(verb: Token) -> bool:
    """`to withdraw`."""
    return any(aux.tag_ == "TO" for aux in children(verb, "aux"))


def negations(token: Token) -> int:
    """How often a verb, adjective or noun is negated in its own clause: `not`, `never`, `no longer`, `no plan`,
    `nobody wants`, `accepts no limits`."""
    within = [token, *children(token, "auxpass")]  # *would not be opposed*: the parser hangs `not` on `be`
    count = sum(
        1
        for word in within
        for c in word.children
        if c.dep_ == "neg" or (c.lower_ in ("no", "neither", "nor") and c.dep_ in ("det", "cc", "preconj"))
    )
    count += sum(1 for c in token.children if c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
    head = token.head
    if token.dep_ in ("acomp", "attr", "oprd", "prep", "xcomp") and head.lemma_ in BEARING:
        count += negations(head) if head != token else 0
    subject = child(token, "nsubj", "nsubjpass")
    if subject is not None and (
        subject.lower_ in ("nobody", "none", "neither")
        or any(d.lower_ in ("no", "neither") for d in children(subject, "det"))
    ):
        count += 1
    return count + (negative_object(token) is not None)


def negative_object(verb: Token) -> Token | None:
    """What a verb does not act on, said of the object: `accepts no limits`, `would pay no toll`."""
    held = child(verb, "dobj") if is_verbal(verb) else None
    if held is None:
        return None
    denying = [d for d in children(held, "det") if d.lower_ == "no" and d.nbor().lower_ not in COMPARING]
    return held if denying else None


def subjects(token: Token, depth: int = 0) -> list[Token]:
    """The heads of whatever does or holds what a verb, adjective or noun predicate says; empty when nothing can be
    found.

    Follows shared subjects of coordinated verbs, relative and participial clauses, and infinitives to their controller.
    """
    if depth > 8:
        return []
    own = [
        c
        for c in children(token, "nsubj", "nsubjpass", "csubj")
        if (c.dep_ != "nsubjpass" or not children(token, "agent")) and not _opens_aside(c)
    ] or [c for be in children(token, "auxpass") for c in children(be, "nsubj")]  # *Norland would not be opposed*
    if own:
        subject = own[0]
        for other in own[1:]:
            if other.left_edge.i == subject.i + 1:
                subject = other  # *frontrunner Jo Bell said*: the name, where the parser makes two subjects of it
        if subject.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
            return [token.head]
        return [subject]
    if (blame := blamed(token)) is not None:
        return [blame[1]]
    head = token.head
    match token.dep_:
        case "relcl" | "acl":
            return [head] if token.tag_ != "TO" and not is_infinitive(token) else subjects_of_noun(head, depth + 1)
        case "conj":
            return subjects(head, depth + 1)
        case "xcomp":
            addressee = child(head, "dobj")
            if addressee is not None and head.lemma_ in OBJECT_CONTROL:
                return [addressee]
            return subjects(head, depth + 1)
        case "advcl" | "acomp" | "attr" | "oprd" | "dep" | "ccomp" | "auxpass" | "aux" | "parataxis":
            return subjects(head, depth + 1)
        case "prep" | "pcomp" | "pobj" | "agent" | "advmod" | "npadvmod":
            return subjects(head, depth + 1) if head != token else []
        case "amod":
            return (
                subjects(clause_head(head), depth + 1)
                if token.i > 1 and token.nbor(-1).lower_ in ("and", "but")
                else [head]
            )
        case _:
            return []


def blamed(gerund: Token) -> tuple[Token, Token] | None:
    """The verb that blames or praises somebody for what a gerund says, and whom."""
    preposition = gerund.head
    if gerund.tag_ != "VBG" or gerund.dep_ not in ("pcomp", "pobj") or preposition.lower_ not in ("of", "for", "with"):
        return None
    above = preposition.head
    verb = above.head if above.dep_ in ("dobj", "nsubjpass") else above
    whom = child(verb, "dobj", "nsubjpass") if verb.lemma_ in BLAMING else None
    return (verb, whom) if whom is not None and above in (verb, whom) else None


def _opens_aside(token: Token) -> bool:
    """*Opposed by Norland, Sudmark said ...*: no subject, whatever the parser makes of it."""
    following = token.doc[token.i + 1 : token.i + 2].text
    return bool(token.is_sent_start) and token.lower_.endswith("ed") and following == "by"


def subjects_of_noun(noun: Token, depth: int = 0) -> list[Token]:
    """Whose a noun such as `demand` or `refusal` is: its possessor, `of` or `by` somebody, or the subject of the verb
    it completes."""
    if depth > 8:
        return []
    owner = child(noun, "poss")
    if owner is not None:
        return [owner]
    for preposition in children(noun, "prep", "agent"):
        if preposition.lower_ in ("by", "from") and (held := child(preposition, "pobj")) is not None:
            return [held]
    if noun.dep_ in ("dobj", "attr", "oprd", "conj", "pobj", "dative"):
        verb = noun.head
        if noun.dep_ == "conj":
            return subjects_of_noun(verb, depth + 1)
        return subjects(verb, depth + 1)
    return []


def subject_reported(doc: Doc, start: int, end: int) -> Token | None:
    """The subject of the sentence that is reported behind it by whom the tokens `[start, end)` name: *Norland is ready
    to pay, the minister said*; None where they do not report the words before them."""
    if not 0 < start < end <= len(doc) or "," not in (doc[start - 1].text, doc[max(0, start - 2)].text):
        return None
    verb = clause_head(doc[end - 1])
    if verb.i < end or any(c.i > verb.i for c in children(verb, "ccomp", "xcomp")):
        return None
    before = doc[doc[start].sent.start : start]
    main = (t for t in before if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ in ("ROOT", "ccomp", "parataxis"))
    return next(main, None)


def left_noun(verb: Token) -> Token | None:
    """The noun right before a finite verb, over an aside in commas: the likely subject where the parser found none."""
    place = verb.i - 1
    start = verb.sent.start
    spoken_for = False
    if place > start and verb.doc[place].text == ",":
        place -= 1
        while place > start and verb.doc[place].text != ",":
            place -= 1
        place -= 1
        spoken_for = verb.doc[place + 2].lower_ in ("for", "on", "speaking")
    if place < start or not (verb.doc[place].pos_ in ("NOUN", "PROPN") or (spoken_for and verb.doc[place].is_title)):
        return None
    noun = verb.doc[place]
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun


def clause_head(token: Token) -> Token:
    """The verb of the clause a token stands in."""
    while not (is_verbal(token) and token.dep_ not in ("aux", "auxpass")) and token.head != token:
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """The token's heads up to the root, nearest first."""
    while token.head != token:
        token = token.head
        yield token
