"""The grammar at work: which cues fire in a passage, and how each is read.

Gives readings: a cue with its stance, the tokens that hold it, the claims it is about, and whether it stands only on the speaker's
word. Whose a holder is (party resolution), what is kept (scoring) and what is written are decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.claims import Claim, Cutter
from positions.extraction.cues import Cue, CueKind, Lexicon
from positions.extraction.quotation import Quotation, Speech
from positions.extraction.story import Kind, Passage
from positions.extraction.syntax import (
    ancestors,
    child,
    children,
    clause_head,
    is_infinitive,
    is_passive,
    is_verbal,
    negations,
    subjects,
    subjects_of_noun,
)
from positions.model import Extent, Firmness, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

OPPOSITE = {Stance.DEMAND: Stance.REJECT, Stance.OFFER: Stance.REJECT, Stance.ACCEPT: Stance.REJECT, Stance.REJECT: Stance.ACCEPT}
"""What a stance becomes under negation."""

FIRST_PERSON = frozenset({"i", "we", "us", "our", "my", "ours", "me"})
REFUSALS = frozenset({"refuse", "decline", "fail"})
RECEIVING = frozenset({"accept", "consider", "endorse", "support", "back", "approve", "recognise", "recognize", "entertain"})
"""What is refused or agreed to when a party refuses or agrees to do one of these is their object."""


@dataclass(frozen=True)
class Source:
    """Who vouches for a clause: the head noun of the speaker and the passage it stands in."""

    head: Token
    passage: Passage
    direct: bool
    """Said in direct speech."""
    carried: bool = False
    """Not said in this sentence: taken over from the one before."""


@dataclass(frozen=True)
class Reading:
    """A cue, read."""

    cue: Cue
    token: Token
    stance: Stance
    holders: tuple[Token, ...]
    """Heads of the noun phrases that hold it; empty when it is the source's own."""
    source: Source | None
    claims: tuple[Claim, ...]
    addressee: Token | None = None
    withdrawn: bool = False
    firmness: Firmness = Firmness.DEMAND
    extent: Extent = Extent.FULL
    companion: bool = False
    """Read off somebody else's statement: `supported by Norland`."""


class Unread(NamedTuple):
    """A cue that stands in the text and was not read, and why."""

    cue: Cue
    token: Token
    why: str


class Grammar:
    """Reads passages with a lexicon of cues."""

    def __init__(self, lexicon: Lexicon, cutter: Cutter, speech: Speech) -> None:
        self._lexicon = lexicon
        self._cutter = cutter
        self._speech = speech

    def readings(self, passage: Passage, quotations: Sequence[Quotation], carried: Source | None = None) -> list[Reading]:
        """Every cue that fires in the passage; `carried` is who spoke last before it."""
        return self.read(passage, quotations, carried)[0]

    def read(
        self, passage: Passage, quotations: Sequence[Quotation], carried: Source | None = None
    ) -> tuple[list[Reading], list[Unread]]:
        """Every cue that fires in the passage, and every one that does not, with the reason."""
        found: list[Reading] = []
        unread: list[Unread] = []
        for token in passage.doc:
            cues = list(self._lexicon.at(token))
            if not cues:
                continue
            source = self._source(passage, token, quotations) or self._carried(passage, token, carried)
            for cue in cues:
                reading = self._read(cue, token, source)
                if isinstance(reading, Reading):
                    found.append(reading)
                    break
                unread.append(Unread(cue, token, reading))
        kept = _without_nested(found)
        unread += [
            Unread(reading.cue, reading.token, "it stands inside what somebody else is said to want")
            for reading in found
            if reading not in kept
        ]
        kept = _resolved(kept)
        return kept + list(self._companions(kept, passage)), unread

    def last_source(self, passage: Passage, quotations: Sequence[Quotation], carried: Source | None) -> Source | None:
        """Who speaks at the end of a passage, for the next one."""
        last = carried
        for token in passage.doc:
            if token.lemma_.lower() in self._speech.verbs and token.pos_ == "VERB":
                found = [t for t in subjects(token) if not any(q.holds(t) for q in quotations)]
                if found:
                    last = Source(found[0], passage, direct=False, carried=True)
        return last

    # Who vouches for a clause

    def _source(self, passage: Passage, token: Token, quotations: Sequence[Quotation]) -> Source | None:
        for quotation in quotations:
            if quotation.holds(token) and quotation.speaker is not None and quotation.speaker_passage is not None:
                return Source(quotation.speaker, quotation.speaker_passage, direct=True)
        below = token
        for head in ancestors(token):
            if head.lemma_ == "clear" and head.head.lemma_ == "make" and (held := subjects(head.head)):
                return Source(held[0], passage, direct=False)
            if head.lemma_.lower() in self._speech.verbs and head.pos_ == "VERB" and below.dep_ in ("ccomp", "xcomp", "parataxis", "conj", "dep", "advcl"):
                if below.dep_ in ("conj", "advcl") and not _reports(head, below):
                    below = head
                    continue
                held = subjects(head)
                if held and held[0] != token:
                    return Source(held[0], passage, direct=False)
            below = head
        for verb in (below, *children(below, "parataxis", "ccomp", "advcl", "dep")):
            if verb != token and verb.lemma_.lower() in self._speech.verbs and verb.pos_ == "VERB" and (held := subjects(verb)) and token not in verb.subtree:
                return Source(held[0], passage, direct=False)
        for word in token.sent:
            if word.lower_ == "according" and (to := child(word, "prep")) is not None and (held_by := child(to, "pobj")) is not None:
                return Source(held_by, passage, direct=False)
        return None

    def _carried(self, passage: Passage, token: Token, carried: Source | None) -> Source | None:
        """The speaker of the sentence before, when this one names none (*He urged ... The fleet must leave.*)."""
        if passage.kind is not Kind.BODY:
            return None
        start = token.sent.start
        last = carried
        for earlier in passage.doc[:start]:
            if earlier.lemma_.lower() in self._speech.verbs and earlier.pos_ == "VERB" and (held := subjects(earlier)):
                last = Source(held[0], passage, direct=False, carried=True)
        return replace(last, carried=True) if last is not None else None

    # One cue

    def _read(self, cue: Cue, token: Token, source: Source | None) -> Reading | str:
        """The cue read, or why it cannot be."""
        if _conditional(token):
            return "it stands in a condition, where nothing is stated"
        if cue.kind is CueKind.MODAL:
            return self._read_modal(cue, token, source)
        found = self._content(cue, token)
        if found is None:
            return f"no words say what ({', '.join(cue.content)})"
        claims, addressee, content_head = found
        holders = self._holders(cue, token, content_head)
        if holders is None or (not holders and source is None):
            return "nobody is named who holds it"
        stance = self._stance(cue, token)
        if stance is None:
            return "negated or not yet done, it takes no stance"
        if stance is cue.stance and cue.of_proposal is not None and content_head is not None and self._is_proposal(content_head):
            stance = cue.of_proposal
        if addressee is not None and content_head is not None and stance is Stance.DEMAND:
            claims, stance = self._urged(content_head, claims)
        return Reading(
            cue, token, stance, tuple(holders), source, tuple(claims), addressee, cue.withdrawn, cue.firmness, cue.extent
        )

    def _stance(self, cue: Cue, token: Token) -> Stance | None:
        turns = negations(token)
        verb = token.head
        if token.dep_ == "xcomp" and verb.lemma_ in REFUSALS:
            turns += 1
        if turns % 2 == 0 and cue.only_negated:
            return None
        if turns % 2 == 0:
            return None if cue.stance is Stance.ACCEPT and _unfulfilled(token) else cue.stance
        if cue.negated == "nothing":
            return None
        return cue.negated or OPPOSITE[cue.stance]

    def _is_proposal(self, head: Token) -> bool:
        """Is it something that somebody has put forward: *the plan*, *Sudmark's bid*?"""
        return head.lemma_.lower() in self._cutter.proposals and any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an") for c in head.children)

    def _urged(self, verb: Token, claims: list[Claim]) -> tuple[list[Claim], Stance]:
        """Whoever urges others to reject something rejects it, and whoever urges them not to act is against the act."""
        turned = any(cue.kind is CueKind.VERB and cue.stance is Stance.REJECT for cue in self._lexicon.at(verb))
        received = child(verb, "dobj")
        if turned and received is not None:
            return self._cutter.cut(received), Stance.REJECT
        if negations(verb):
            return self._cutter.cut(verb), Stance.REJECT
        return claims, Stance.DEMAND

    def _holders(self, cue: Cue, token: Token, content: Token | None) -> list[Token] | None:
        """The holder's head tokens; None when the cue cannot have one here."""
        if cue.holder == "source":
            verb = token.head
            reporting = token.dep_ == "dobj" and verb.lemma_.lower() in self._speech.verbs and subjects(verb)
            return list(reporting) if reporting else []
        if cue.kind is CueKind.NOUN:
            held = subjects_of_noun(token)
            if not held:
                held = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod") and (c.pos_ == "PROPN" or c.ent_type_ in ("NORP", "GPE", "ORG"))][:1]
            if not held and (of := next((p for p in children(token, "prep") if p.lower_ == "of" and "of" not in cue.content), None)) is not None:
                held = children(of, "pobj")[:1]
            return held or None
        if cue.kind is CueKind.VERB and is_passive(token):
            agents = [held for agent in children(token, "agent", "prep") if agent.lower_ == "by" and (held := child(agent, "pobj")) is not None]
            return agents[:1] or None
        held = [t for t in subjects(token) if t != content]
        return held or None

    # Content

    def _content(self, cue: Cue, token: Token) -> tuple[list[Claim], Token | None, Token | None] | None:
        listed = self._cutter.listed(token)
        if listed:
            return listed, None, None
        for slot in cue.content:
            filled = self._slot(slot, token, cue)
            if filled is not None:
                return filled
        return None

    def _slot(self, slot: str, token: Token, cue: Cue) -> tuple[list[Claim], Token | None, Token | None] | None:
        cut = self._cutter.cut
        head: Token | None
        match slot:
            case "object":
                head = self._object(token)
                if head is not None and cue.stance is Stance.OFFER:
                    head = _given(token, head)
                if head is None or head.tag_ in ("WP", "WDT") or (head.pos_ == "PRON" and head.lower_ not in ("this", "that", "it", "these", "those")):
                    return None
                return cut(head, until=_attached(token, head), without=token), None, head
            case "object to":
                return self._object_to(token)
            case "that":
                head = next((c for c in _complements(token, "ccomp", "acl", "relcl") if not is_infinitive(c) and c.i > token.i and (c.dep_ == "ccomp" or any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children))), None)
                return (cut(head, whole_clause=True), None, head) if head is not None else None
            case "to do":
                head = next((c for c in _complements(token, "xcomp", "acl", "ccomp", "advcl", "relcl") if is_infinitive(c) and c.i > token.i and not children(c, "nsubj")), None)
                if head is None and cue.kind is CueKind.NOUN:
                    head = _far_infinitive(token)
                if head is not None and head.lemma_ in RECEIVING and (received := child(head, "dobj")) is not None and cue.stance is not Stance.DEMAND:
                    head = received
                if head is None or head.lemma_ in self._cutter.silences and cue.stance is Stance.REJECT:
                    return None
                return cut(head), None, head
            case "ing":
                head = next((c for c in children(token, "xcomp", "pcomp", "ccomp") if c.tag_ == "VBG" and c.i > token.i), None)
                return (cut(head), None, head) if head is not None else None
            case "subject":
                found = [c for c in children(clause_head(token), "nsubj", "nsubjpass", "csubj") if c.pos_ != "PRON"]
                return (cut(found[0]), None, found[0]) if found else None
            case "self":
                put = token.dep_ in ("dobj", "conj", "nsubjpass") and token.head.lemma_ in self._cutter.putting_forward
                until = _attached(token.head, token) if token.dep_ == "dobj" else None
                return (cut(token, split=False, until=until), None, None) if _weighty(token) and (put or _counted(token)) else None
            case _:
                preposition, _, infinitive = slot.partition(" ")
                return self._prepositional(token, preposition, infinitive=bool(infinitive), cue=cue)

    def _object(self, token: Token) -> Token | None:
        """What a verb acts on, wherever the sentence has put it."""
        head = child(token, "dobj")
        if head is not None:
            if head.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return token.head
            return head
        if is_passive(token):
            if token.dep_ in ("acl", "relcl"):
                return token.head if token.head.pos_ != "PROPN" else None  # who is supported there speaks, and is no claim
            subject = child(token, "nsubjpass", "nsubj")
            if subject is None and token.dep_ == "conj":
                subject = child(token.head, "nsubjpass")
            return subject
        if token.dep_ == "relcl" and not children(token, "ccomp", "xcomp") and not any(c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP") for c in token.children):
            return token.head
        return None

    def _object_to(self, token: Token) -> tuple[list[Claim], Token | None, Token | None] | None:
        addressee = child(token, "dobj")
        head = next((c for c in children(token, "xcomp", "ccomp", "advcl") if is_infinitive(c) and c.i > token.i), None)
        small = next((c for c in children(token, "ccomp", "xcomp") if c.tag_ == "VBN" and children(c, "nsubj", "nsubjpass")), None)
        if head is None and small is not None and not children(small, "mark"):
            return self._cutter.cut(small, whole_clause=True), None, small
        if head is None and addressee is not None:
            head = next((c for c in children(addressee, "acl", "relcl") if is_infinitive(c)), None)
        if head is None:
            return None
        inner = child(head, "nsubj", "nsubjpass")
        addressee = addressee if addressee is not None and addressee.i < head.i else inner
        if addressee is None:
            return None
        return self._cutter.cut(head, addressee=addressee), addressee, head

    def _prepositional(
        self, token: Token, word: str, *, infinitive: bool, cue: Cue
    ) -> tuple[list[Claim], Token | None, Token | None] | None:
        for preposition in [token, *_prepositions(token)]:
            if preposition.lower_ != word:
                continue
            found = child(preposition, "pobj", "pcomp")
            if found is None or found.lower_ in ("which", "whom"):
                if token.dep_ == "relcl" and found is None and not infinitive:
                    return self._cutter.cut(token.head), None, token.head
                continue
            if not infinitive:
                return self._cutter.cut(found), None, found
            doing = next((c for c in [*children(found, "acl", "relcl"), *children(token, "xcomp", "advcl", "ccomp"), *children(preposition, "pcomp", "xcomp")] if is_infinitive(c) and c.i > found.i), None)
            if found.dep_ == "pcomp" and is_infinitive(found):
                subject = child(found, "nsubj")
                return self._cutter.cut(found, addressee=subject), subject, found
            if doing is not None:
                return self._cutter.cut(doing, addressee=found), found, doing
        if infinitive:
            for clause in children(token, "advcl", "xcomp", "ccomp", "acl", "relcl"):
                if is_infinitive(clause) and any(m.lower_ == word for m in children(clause, "mark")) and (subject := child(clause, "nsubj", "nsubjpass")) is not None:
                    return self._cutter.cut(clause, addressee=subject), subject, clause
        return None

    # Modals

    def _read_modal(self, cue: Cue, token: Token, source: Source | None) -> Reading | str:
        verb = token.head if token.dep_ == "aux" else token
        if source is None:
            return "nobody is named who says it"
        if not is_verbal(verb) or not _asserted(verb):
            return "it stands in a condition, a question or in passing"
        obliged = any(is_infinitive(c) for c in children(token, "xcomp")) and not children(token, "dobj")
        if cue.content == ("to do",) and not obliged:
            return "no words say what (to)"
        subject = child(verb, "nsubj", "nsubjpass", "expl", "csubj")
        if subject is None and verb.dep_ == "conj":
            subject = child(verb.head, "nsubj", "nsubjpass", "expl")
        if subject is None or subject.lower_ in ("who", "what", "which", "you"):
            return "its clause has no subject"
        if cue.first_person and any(other.kind is CueKind.VERB and not other.only_negated for other in self._lexicon.at(verb)):
            return "its verb is a cue of its own"
        if cue.first_person and not _own(subject, source):
            return "it is not said of the speaker's own side"
        whole = not cue.first_person and bool(children(verb, "nsubj", "nsubjpass", "expl", "csubj"))
        claims = self._cutter.cut(verb, whole_clause=whole, split=not cue.first_person)
        stance = cue.stance
        if negations(verb) + (negations(token) if token != verb else 0):
            stance = cue.negated or OPPOSITE[stance]
        if stance == "nothing":
            return "negated, it takes no stance"
        return Reading(cue, token, stance, (), source, tuple(claims), None, cue.withdrawn, cue.firmness, cue.extent)

    # Companions: supported by, opposed by, with

    def _companions(self, found: Sequence[Reading], passage: Passage) -> Iterator[Reading]:
        """Statements in which others join: *BRAZIL, supported by JAPAN and opposed by INDIA, said ...*."""
        by_speaker: dict[int, list[Reading]] = {}
        for reading in found:
            for head in _voices(reading, passage):
                by_speaker.setdefault(head.i, []).append(reading)
        for token in passage.doc:
            if token.lemma_ in ("support", "oppose", "back", "second", "join", "echo") and token.tag_ == "VBN":
                agent = next((held for a in children(token, "agent", "prep") if a.lower_ == "by" and (held := child(a, "pobj")) is not None), None)
                against = token.lemma_ == "oppose"
            elif token.lower_ == "with" and token.dep_ == "prep" and token.i > 0 and passage.doc[token.i - 1].text in (",", "along", "together"):
                agent, against = child(token, "pobj"), False
                if agent is None or agent.pos_ != "PROPN":
                    continue
            else:
                continue
            joined = _joined(token, by_speaker)
            if agent is None or joined is None:
                continue
            statements = [r for r in by_speaker[joined] if r.token != token and agent not in r.holders]
            for reading in [r for r in statements if r.token.i > token.i] or statements:
                yield replace(reading, holders=(agent,), stance=_joining(reading.stance, token, against), companion=True, addressee=None)


def _conditional(token: Token) -> bool:
    """Does the cue stand in a condition or a question, where nothing is stated?"""
    clause = clause_head(token)
    for verb in (clause, clause.head if clause.dep_ == "conj" else clause):
        if any(m.lower_ in ("if", "unless", "whether") for m in children(verb, "mark")):
            return True
    return False


def _unfulfilled(token: Token) -> bool:
    """*tried to agree*, *hopes to accept*: not yet done."""
    return token.dep_ == "xcomp" and token.head.lemma_ in ("try", "attempt", "hope", "expect", "struggle", "need", "seek", "want", "ask", "urge")


def _given(verb: Token, head: Token) -> Token:
    """Of two objects (*offered the union a raise*) the one that is given."""
    others = [c for c in children(verb, "dobj", "oprd", "attr", "npadvmod") if c.i > head.i and c.pos_ == "NOUN" and c.ent_type_ not in ("DATE", "TIME")]
    return others[0] if others else head


def _far_infinitive(noun: Token) -> Token | None:
    """The infinitive of a noun whose owner stands between them: *the proposal from Norland to lower the toll*."""
    for preposition in children(noun, "prep"):
        if preposition.lower_ in ("by", "from") and (owner := child(preposition, "pobj")) is not None:
            for clause in children(owner, "acl", "relcl"):
                if is_infinitive(clause):
                    return clause
    return None


def _attached(verb: Token, head: Token) -> int | None:
    """Where the object ends when the phrases that follow it directly are counted in, wherever the parser has hung them."""
    end = head.right_edge.i + 1
    if head.i < verb.i:
        return None
    for follower in sorted(children(verb, "prep"), key=lambda t: t.i):
        goal = child(follower, "pobj", "pcomp")
        timed = goal is not None and goal.ent_type_ in ("DATE", "TIME")
        if follower.left_edge.i == end and goal is not None and not timed and follower.lower_ not in ("by", "according", "in", "at", "on", "during", "after", "before"):
            end = follower.right_edge.i + 1
    return end


def _resolved(found: list[Reading]) -> list[Reading]:
    """Readings about *this* or *it* made readings about what the statement before them was about: *This was opposed by Norland*."""
    out: list[Reading] = []
    for reading in found:
        if len(reading.claims) == 1 and _points_back(reading.claims[0]):
            earlier = [r for r in out if r.token.i < reading.token.i and r.stance is not Stance.REJECT and not _points_back(r.claims[0])]
            if earlier:
                reading = replace(reading, claims=earlier[-1].claims)
        out.append(reading)
    return out


def _points_back(claim: Claim) -> bool:
    return claim.end - claim.start == 1 and claim.head.lower_ in ("this", "it", "that", "these", "them")


def _counted(noun: Token) -> bool:
    """Does the noun phrase say how much: *a 40 crown offer*?"""
    return any(t.pos_ == "NUM" or t.ent_type_ in ("MONEY", "PERCENT") for t in noun.doc[noun.left_edge.i : noun.i])


def _complements(token: Token, *labels: str) -> list[Token]:
    """The clauses that complete a word, also those that the parser hangs on the copula beside an adjective."""
    found = children(token, *labels)
    if token.dep_ in ("acomp", "attr", "oprd") and token.head.lemma_ in ("be", "seem", "become", "remain", "feel"):
        found += [c for c in children(token.head, "xcomp", "ccomp", "advcl", "csubj") if c.i > token.i]
    return found


def _weighty(noun: Token) -> bool:
    """Does a noun phrase say something of its own: *a 40 crown offer for the yard*, not *the offer*?"""
    return any(c.dep_ in ("prep", "acl", "nummod", "amod", "compound", "nmod", "relcl") for c in noun.children)


def _prepositions(token: Token) -> Iterator[Token]:
    """The prepositions that hang on a word, or on the particle or object noun beside it."""
    yield from children(token, "prep", "agent", "dative", "mark")
    if token.pos_ == "NOUN" and token.dep_ == "dobj":  # *raised objections to the clause*: the parser hangs `to` on the verb
        yield from (p for p in children(token.head, "prep", "dative") if p.i == token.right_edge.i + 1)
    for c in children(token, "prt", "advmod", "dobj", "acomp", "attr", "prep"):
        yield from children(c, "prep")


def _reports(verb: Token, below: Token) -> bool:
    """Does a coordinated or adverbial clause still belong to what the verb reports?"""
    return below.i < verb.i


def _asserted(verb: Token) -> bool:
    """Is the clause stated as such: not a condition, not a question, not a relative clause in passing?"""
    if verb.dep_ == "advcl" and any(m.lower_ in ("if", "unless", "when", "whether", "before", "after", "until", "while") for m in children(verb, "mark", "advmod")):
        return False
    if any(m.lower_ in ("if", "whether") for m in children(verb, "mark")):
        return False
    if verb.dep_ in ("relcl", "acl", "pcomp", "csubj"):
        return False
    if any(c.tag_ in ("WRB", "WP", "WDT") and c.i < verb.i for c in verb.children):
        return False
    question = verb.sent[-1].text == "?" or (len(verb.sent) > 1 and verb.sent[-2].text == "?")
    return not question


def _own(subject: Token, source: Source) -> bool:
    """Does the subject of a clause stand for whoever says it?"""
    if source.direct:
        return subject.lower_ in FIRST_PERSON
    if subject.lower_ in ("it", "he", "she", "they"):
        return True
    return subject.lemma_.lower() == source.head.lemma_.lower()


def _voices(reading: Reading, passage: Passage) -> list[Token]:
    """The heads in this passage that a reading is the statement of."""
    if reading.holders:
        return list(reading.holders)
    source = reading.source
    return [source.head] if source is not None and source.passage is passage and not source.carried else []


def _joined(token: Token, by_speaker: Mapping[int, object]) -> int | None:
    """Whose statement a *supported by* or *with* joins: the speaker before it in its sentence, else the one after it."""
    sent = token.sent
    before = [place for place in by_speaker if sent.start <= place < token.i]
    after = [place for place in by_speaker if token.i < place < sent.end]
    if before and not (token.i - sent.start < 2):
        return max(before)
    return min(after) if after and token.i - sent.start < 2 else None


def _joining(stance: Stance, token: Token, against: bool) -> Stance:
    """The stance of whoever joins or opposes a statement of this stance."""
    if against:
        return Stance.ACCEPT if stance is Stance.REJECT else Stance.REJECT
    if stance is Stance.REJECT or token.lower_ == "with":
        return stance
    return Stance.ACCEPT


def _without_nested(found: list[Reading]) -> list[Reading]:
    """Drop what stands as somebody else's act inside a claim that another cue already reads: *demanded that Sudmark accept it*."""
    kept = []
    for reading in found:
        inside = next(
            (
                outer
                for outer in found
                if outer is not reading
                and outer.cue.kind is not CueKind.NOUN
                and any(claim.start <= reading.token.i < claim.end for claim in outer.claims)
            ),
            None,
        )
        if inside is None or (reading.cue.kind is CueKind.NOUN and _owned(reading.token)):
            kept.append(reading)
    return kept


def _owned(noun: Token) -> bool:
    return bool(children(noun, "poss")) or any(p.lower_ in ("by", "from") for p in children(noun, "prep"))
