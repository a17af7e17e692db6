"""What a cue is about: the words that fill its slots.

A slot names a place in the sentence (object, infinitive, that-clause, the object of a preposition ...); the first slot
of a cue that is filled gives the content, which claims.py cuts. Knows nothing of stances beyond what a slot needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from positions.extraction.claims import Claim, Cutter
from positions.extraction.comments import commented_by, comments
from positions.extraction.cues import Cue, CueKind
from positions.extraction.deadlines import Deadlines
from positions.extraction.lists import of_same_preposition, torn_off
from positions.extraction.syntax import child, children, clause_head, is_infinitive, is_passive
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

RECEIVING = frozenset("accept consider endorse support back approve recognise recognize entertain".split())
"""What is refused or agreed to when a party refuses or agrees to do one of these is their object."""

LOOSE_PREPOSITIONS = frozenset("by according in at on during after before".split())
"""Phrases with these tell when, where or by whom, and stay out of the claim."""

RESULTS = frozenset({"back", "out", "home", "away"})

WISHING = frozenset({"want", "like", "prefer", "need"})

COPULAS = frozenset({"be", "seem", "become", "remain", "feel"})

POINTERS = frozenset({"this", "that", "it", "these", "those"})


@dataclass(frozen=True)
class Content:
    """What fills a slot: its claims, its head where it has one, and who is asked to act."""

    claims: list[Claim]
    head: Token | None = None
    addressee: Token | None = None


class Slots:
    """Fills the slots of cues."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._deadlines = Deadlines()

    def fill(self, cue: Cue, token: Token) -> Content | None:
        """The content of the first slot that is filled, or of the list that a colon opens; None where nothing is."""
        listed = self._cutter.listed(token)
        if listed:
            return Content(listed)
        for slot in cue.content:
            content = self._fill(slot, token, cue)
            if content is not None and content.claims:
                return self._timed(content, token, cue)
        return None

    def _timed(self, content: Content, token: Token, cue: Cue) -> Content:
        """The content with the times that follow its last claim and belong to what is asked."""
        *others, last = sorted(content.claims, key=lambda claim: claim.end)
        end = self._deadlines.reach(token, cue.stance, last.end) if last.start > token.i else last.end
        return content if end == last.end else replace(content, claims=[*others, replace(last, end=end)])

    def behind(self, cue: Cue, noun: Token) -> Content | None:
        """The infinitive right behind a noun cue that the parser has hung on the verb: *withdrew its offer to pay*."""
        if cue.kind is not CueKind.NOUN or "to do" not in cue.content or noun.dep_ != "dobj":
            return None
        found = children(noun.head, "xcomp", "advcl", "ccomp")
        return self._cut(next((c for c in found if is_infinitive(c) and c.left_edge.i == noun.i + 1), None))

    def _fill(self, slot: str, token: Token, cue: Cue) -> Content | None:
        match slot:
            case "object":
                return self._object(token, cue)
            case "object to":
                return self._object_to(token)
            case "that":
                return self._that(token)
            case "to do":
                return self._to_do(token, cue)
            case "ing":
                head = next(
                    (c for c in children(token, "xcomp", "pcomp", "ccomp") if c.tag_ == "VBG" and c.i > token.i), None
                )
                return self._cut(head) or self._cut(_begun(token))
            case "subject":
                own = children(token, "nsubj", "nsubjpass")  # *considers a levy unfair*
                own = own or (children(token.head, "dobj") if token.dep_ == "oprd" else [])  # *called it a mistake*
                found = own or children(clause_head(token), "nsubj", "nsubjpass", "csubj")
                return self._cut(next((c for c in found if c.pos_ != "PRON"), None))
            case "self":
                return self._itself(token)
            case _:
                preposition, _, infinitive = slot.partition(" ")
                return self._for_to(token, preposition) if infinitive else self._prepositional(token, preposition)

    def _cut(self, head: Token | None, also: tuple[Token, ...] = ()) -> Content | None:
        return Content(self._cutter.cut(head, also=also), head) if head is not None else None

    def _object(self, token: Token, cue: Cue) -> Content | None:
        head = object_of(token)
        if head is not None and head.i > token.i and comments(head):
            head = None  # *demanded that they leave, a demand Sudmark rejects*
        head = _cleft(token) or head
        if head is None or head.tag_ in ("WP", "WDT", "IN"):
            head = commented_by(token)
        if head is None or head.tag_ in ("WP", "WDT"):
            return None
        if cue.stance is Stance.OFFER:
            head = _given(token, head)
        if comments(head):
            return _comment(head)
        if (head.pos_ == "PRON" and head.lower_ not in POINTERS) or head.lower_ == "nothing":
            return None
        also, until = torn_off(token, head), _with_result(token, head, cue)
        claims = self._cutter.cut(head, until=until, without=token, also=also)
        end = _fixed(cue, token, head)
        return Content([replace(claim, end=min(claim.end, end)) for claim in claims if claim.start < end], head)

    def _object_to(self, token: Token) -> Content | None:
        """*urged Sudmark to leave*, *wants the ban lifted*."""
        addressee = child(token, "dobj")
        head = next((c for c in children(token, "xcomp", "ccomp", "advcl") if is_infinitive(c) and c.i > token.i), None)
        if head is None:
            tags = ("VBN", "VBD") if token.lemma_ in WISHING else ("VBN",)  # a past tense that nobody can wish for
            lifted = [c for c in children(token, "ccomp", "xcomp") if c.tag_ in tags and not children(c, "mark", "aux")]
            lifted = [c for c in lifted if children(c, "nsubj", "nsubjpass")]
            if lifted:
                return Content(self._cutter.cut(lifted[0], whole_clause=True), lifted[0])
            if addressee is not None:
                head = next((c for c in children(addressee, "acl", "relcl") if is_infinitive(c)), None)
        if head is None:
            return None
        if addressee is None or addressee.i > head.i:
            addressee = child(head, "nsubj", "nsubjpass")
        if addressee is None or addressee.lower_ == "nothing":
            return None
        return Content(self._cutter.cut(head, addressee=addressee, also=torn_off(token, head)), head, addressee)

    def _that(self, token: Token) -> Content | None:
        clauses = _complements(token, "ccomp", "acl", "relcl")
        if token.pos_ == "NOUN" and token.dep_ == "nsubj" and token.head.lemma_ == "be":  # *its demand is that …*
            clauses += children(token.head, "ccomp")
        for clause in clauses:
            marked = any(m.lower_ == "that" and m.dep_ == "mark" for m in clause.children)
            if clause.i > token.i and not is_infinitive(clause) and (clause.dep_ == "ccomp" or marked):
                return Content(self._cutter.cut(clause, whole_clause=True), clause)
        return None

    def _to_do(self, token: Token, cue: Cue) -> Content | None:
        found = _complements(token, "xcomp", "acl", "ccomp", "advcl", "relcl")
        found = [c for c in found if is_infinitive(c) and c.i > token.i and not children(c, "nsubj")]
        head = found[0] if found else _far_infinitive(token) if cue.kind is CueKind.NOUN else None
        if head is None or (cue.stance is Stance.REJECT and head.lemma_ in self._cutter.silences):
            return None
        received = child(head, "dobj") or commented_by(head)
        if received is not None and head.lemma_ in RECEIVING and cue.stance is not Stance.DEMAND:
            head = received
        if comments(head):
            return _comment(head)
        return self._cut(head, torn_off(token, head))

    def _itself(self, token: Token) -> Content | None:
        """The cue's own noun phrase, where it puts something new forward: *made a 40 crown offer for the yard*."""
        put = token.dep_ in ("dobj", "conj", "nsubjpass") and token.head.lemma_ in self._cutter.putting_forward
        until = reach_of_object(token.head, token) if token.dep_ == "dobj" else None
        raised = until is not None and until > token.right_edge.i + 1  # *raised its offer `to 45 crowns`*
        if not (_weighty(token) or raised) or not (put or _counted(token)):
            return None
        return Content(self._cutter.cut(token, split=False, until=until))

    def _prepositional(self, token: Token, word: str) -> Content | None:
        for preposition in (token, *_prepositions(token)):
            if preposition.lower_ != word or _before_comma(preposition, token):
                continue
            head = child(preposition, "pobj", "pcomp")
            if head is not None and head.tag_ not in ("WDT", "WP"):
                return self._cut(head, of_same_preposition(preposition) or torn_off(token, head))
            if token.dep_ == "relcl":
                return Content(self._cutter.cut(token.head, without=token), token.head)
            if head is None and preposition.dep_ == "mark" and preposition.head.i > token.i:
                return Content(self._cutter.cut(preposition.head, whole_clause=True), preposition.head)
        return None

    def _for_to(self, token: Token, word: str) -> Content | None:
        """*call for Sudmark to leave*, *call on Sudmark to leave*."""
        for preposition in _prepositions(token):
            addressee = child(preposition, "pobj") if preposition.lower_ == word else None
            if addressee is None:
                continue
            nearby = [*children(addressee, "acl", "relcl"), *children(token, "xcomp", "advcl", "ccomp")]
            nearby += children(preposition, "pcomp", "xcomp")
            doing = next((c for c in nearby if is_infinitive(c) and c.i > addressee.i), None)
            if doing is not None:
                claims = self._cutter.cut(doing, addressee=addressee, also=torn_off(token, doing))
                return Content(claims, doing, addressee)
        clauses = [*children(token, "advcl", "xcomp", "ccomp", "acl", "relcl")]
        clauses += [c for p in _prepositions(token) for c in children(p, "pcomp")]
        for clause in clauses:
            subject = child(clause, "nsubj", "nsubjpass")
            opened = any(m.lower_ == word for m in children(clause, "mark")) or clause.head.lower_ == word
            if is_infinitive(clause) and opened and subject is not None:
                return Content(self._cutter.cut(clause, addressee=subject), clause, subject)
        return None


def _comment(noun: Token) -> Content:
    """A noun that only comments on what was said, as content: it points back."""
    return Content([Claim(noun, noun.left_edge.i, noun.i + 1)], noun)


def object_of(token: Token) -> Token | None:
    """What a verb acts on, wherever the sentence has put it."""
    if token.dep_ == "amod":
        return token.head
    head = child(token, "dobj")
    if head is not None:
        return token.head if head.tag_ in ("WDT", "WP") and token.dep_ == "relcl" else head
    if is_passive(token):
        if token.dep_ in ("acl", "relcl"):
            return token.head if token.head.pos_ != "PROPN" else None  # who is supported there speaks, and is no claim
        subject = child(token, "nsubjpass", "nsubj")
        return child(token.head, "nsubjpass") if subject is None and token.dep_ == "conj" else subject
    own_subject = any(c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP") for c in token.children)
    if token.dep_ == "relcl" and not children(token, "ccomp", "xcomp") and not own_subject:
        return token.head
    return None


def _cleft(verb: Token) -> Token | None:
    """What stands apart from the verb that it completes: *what Norland wants is `a truce`*, *`a truce` is what …*."""
    clause = verb.head if verb.dep_ == "relcl" and verb.head.lower_ == "all" else verb
    free = clause != verb or any(c.lower_ == "what" for c in children(verb, "dobj"))
    copula = clause.head
    if not free or copula.lemma_ != "be":
        return None
    return child(copula, "attr") if clause.i < copula.i else child(copula, "nsubj")


def _with_result(verb: Token, head: Token, cue: Cue) -> int | None:
    """Where an object ends with what shall become of it: *wants the quotas `back in the pact`*."""
    reach = reach_of_object(verb, head)
    for adverb in children(verb, "advmod", "prt"):
        if adverb.lower_ in RESULTS and adverb.lower_ not in cue.words and adverb.left_edge.i == reach:
            return adverb.right_edge.i + 1
    return reach


def _fixed(cue: Cue, token: Token, head: Token) -> int:
    """Where the fixed words of a cue begin behind its object: *put a loan of 40 crowns `on the table`*."""
    words = cue.words[1:2] if len(cue.words) > 2 else ()
    return next((t.i for t in token.doc[head.i + 1 : token.sent.end] if t.lower_ in words), token.sent.end)


def _given(verb: Token, head: Token) -> Token:
    """Of two objects (*offered the union a raise*) the one that is given."""
    others = [c for c in children(verb, "dobj", "oprd", "attr", "npadvmod") if c.i > head.i and c.pos_ == "NOUN"]
    return next((c for c in others if c.ent_type_ not in ("DATE", "TIME")), head)


def reach_of_object(verb: Token, head: Token) -> int | None:
    """Where an object ends when the phrases right behind it are counted in, wherever the parser has hung them."""
    if head.i < verb.i:
        return None
    end = head.right_edge.i + 1
    for follower in sorted(children(verb, "prep"), key=lambda t: t.i):
        goal = child(follower, "pobj", "pcomp")
        timed = goal is not None and goal.ent_type_ in ("DATE", "TIME")
        owned = follower.lower_ == "by" and bool(children(verb, "nsubj")) and head.pos_ == "NOUN"
        loose = follower.lower_ in LOOSE_PREPOSITIONS and not owned
        if follower.left_edge.i == end and goal is not None and not timed and not loose:
            end = follower.right_edge.i + 1
    return end


def _before_comma(preposition: Token, token: Token) -> bool:
    """*Norland, for the League, called …*: a phrase between subject and verb that is not what the verb is about."""
    between = preposition.doc[preposition.i : token.i]
    return any(word.text == "," for word in between)


def _begun(token: Token) -> Token | None:
    """The gerund right behind a verb, or the noun that the parser takes it to describe: *supported extending talks*."""
    behind = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    if behind is None or behind.tag_ != "VBG":
        return None
    return behind.head if behind.dep_ == "amod" and behind.head.i > behind.i else behind


def _complements(token: Token, *labels: str) -> list[Token]:
    """The clauses that complete a word, also those that the parser hangs on the copula beside an adjective."""
    found = children(token, *labels)
    if token.dep_ in ("acomp", "attr", "oprd") and token.head.lemma_ in COPULAS:
        found += [c for c in children(token.head, "xcomp", "ccomp", "advcl", "csubj") if c.i > token.i]
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.head.lemma_ == "be":  # *is in no mood to …*
        found += [c for c in children(token.head.head, "xcomp", "advcl") if c.i > token.i]
    return found


def _far_infinitive(noun: Token) -> Token | None:
    """The infinitive of a noun whose owner stands between them: *the proposal from Norland to lower the toll*."""
    for preposition in children(noun, "prep"):
        owner = child(preposition, "pobj") if preposition.lower_ in ("by", "from") else None
        clauses = children(owner, "acl", "relcl") if owner is not None and owner.pos_ == "PROPN" else []
        if found := [clause for clause in clauses if is_infinitive(clause)]:
            return found[0]
    return None


def _prepositions(token: Token) -> Iterator[Token]:
    """The prepositions that hang on a word, or on the particle or noun beside it."""
    yield from children(token, "prep", "agent", "dative", "mark")
    if (
        token.pos_ == "NOUN" and token.dep_ == "dobj"
    ):  # *raised objections to the clause*: the parser hangs `to` on the verb
        yield from (p for p in children(token.head, "prep", "dative") if p.i == token.right_edge.i + 1)
    for c in children(token, "prt", "advmod", "dobj", "acomp", "attr", "prep"):
        yield from children(c, "prep")
    if token.dep_ == "attr" and token.head.lemma_ == "be":  # *there can be no deal without an audit*
        yield from (p for p in children(token.head, "prep") if p.i > token.i)
    if token.pos_ == "ADJ" and token.dep_ == "ccomp":  # *made its aid conditional on an audit*
        yield from (p for p in children(token.head, "prep") if p.i == token.i + 1)


def _counted(noun: Token) -> bool:
    """Does the noun phrase say how much: *a 40 crown offer*?"""
    return any(t.pos_ == "NUM" or t.ent_type_ in ("MONEY", "PERCENT") for t in noun.doc[noun.left_edge.i : noun.i])


def _weighty(noun: Token) -> bool:
    """Does a noun phrase say something of its own: *a 40 crown offer for the yard*, not *the offer*?"""
    return bool(children(noun, "prep", "acl", "nummod", "amod", "compound", "nmod", "relcl"))
