"""The grammar at work: which cues fire in a passage, and how each is read.

Gives readings: a cue with its stance, the tokens that hold it, the claims it is about, and on whose word it stands.
Whose a holder is (party resolution), what is kept (scoring) and what is written are decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.extraction.assertion import PENDING, PRONOUNS, UNTRUE, Assertion
from positions.extraction.claims import Claim, Cutter
from positions.extraction.companions import companions
from positions.extraction.content import Content, Slots
from positions.extraction.cues import Cue, CueKind, Lexicon
from positions.extraction.endings import Endings, came_about, is_own, no_longer
from positions.extraction.nesting import nested, only_frames, unsaid
from positions.extraction.pointing import pointing_back
from positions.extraction.quotation import Quotation, Speech
from positions.extraction.readings import Reading, Source, Unread
from positions.extraction.refusals import FIRM_REFUSAL, PREFERRING, SURE_REFUSAL, Refusals, affirmed
from positions.extraction.sources import Sources
from positions.extraction.story import Passage
from positions.extraction.syntax import (
    BLAMING,
    agent_of,
    blamed,
    child,
    children,
    clause_head,
    is_infinitive,
    is_passive,
    is_verbal,
    left_noun,
    negations,
    negative_object,
    subjects,
    subjects_of_noun,
)
from positions.model import Firmness, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

OPPOSITE = {
    Stance.DEMAND: Stance.REJECT,
    Stance.OFFER: Stance.REJECT,
    Stance.ACCEPT: Stance.REJECT,
    Stance.REJECT: Stance.ACCEPT,
}
"""What a stance becomes under negation."""

FIRST_PERSON = frozenset({"i", "we", "us", "our", "my", "ours", "me"})
REFUSALS = frozenset({"refuse", "decline", "fail"})
INTENTS = frozenset("try attempt hope expect struggle need seek want ask urge".split())
"""Verbs under which an acceptance has not come about: *tried to agree*."""

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
MEANWHILE = frozenset({"moment", "time", "present", "now", "future"})
"""Out of the question *for the moment* is so to nobody in particular."""
NAMING = frozenset("make call consider deem declare brand label find term".split())
"""Verbs whose subject thinks of their object what stands behind it: *called the toll a non-starter*."""


class Grammar:
    """Reads passages with a lexicon of cues."""

    def __init__(self, lexicon: Lexicon, cutter: Cutter, speech: Speech) -> None:
        self._lexicon = lexicon
        self._cutter = cutter
        self._slots = Slots(cutter)
        self._endings = Endings(lexicon)
        self._assertion = Assertion()
        self._refusals = Refusals(lexicon, cutter, self._slots)
        self.sources = Sources(speech)

    def readings(
        self, passage: Passage, quotations: Sequence[Quotation], carried: Source | None = None
    ) -> list[Reading]:
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
            source = self.sources.of(passage, token, quotations) or self.sources.before(passage, token, carried)
            for cue in cues:
                reading = self._read(cue, token, source)
                if isinstance(reading, Reading):
                    found.append(reading)
                    break
                unread.append(reading if isinstance(reading, Unread) else Unread(cue, token, reading))
        told = {reading.ended.verb for reading in found if reading.ended is not None}
        found = [one for one in found if not only_frames(one, found) and not (one.cue.withdrawn and one.token in told)]
        kept = [reading for reading in found if not nested(reading, found) and not unsaid(reading, unread)]
        why = "it stands inside what somebody else is said to want"
        unread += [Unread(reading.cue, reading.token, why) for reading in found if reading not in kept]
        stated = pointing_back(kept, self._cutter)
        return stated + list(companions(stated, passage, self._cutter)), unread

    def _read(self, cue: Cue, token: Token, source: Source | None) -> Reading | Unread | str:
        """The cue read, or why it cannot be."""
        if _conditional(token):
            return "it stands in a condition or a question, where nothing is stated"
        unstated = self._unstated(cue, token, source)
        if unstated is not None:
            content = self._slots.fill(cue, token) if cue.kind is not CueKind.MODAL else None
            return Unread(cue, token, unstated, tuple(content.claims) if content is not None else ())
        if cue.kind is CueKind.MODAL:
            return self._read_modal(cue, token, source)
        if cue.kind is CueKind.VERB and self._blames(token):
            return "it blames or praises somebody for a stance, and takes none on it"
        ended = self._endings.of(cue, token)
        content = self._slots.fill(cue, token) or (self._slots.behind(cue, token) if ended is not None else None)
        if content is None:
            return f"no words say what ({', '.join(cue.content)})"
        enders = list(ended.holders) if ended is not None else []
        holders = enders or self._holders(cue, token, content.head)
        if holders is None or (not holders and source is None):
            return "nobody is named who holds it"
        turn = self._taken_back(token, content) if cue.withdrawn else self._stance(cue, token)
        refused = content.head if turn is not None and cue.stance is Stance.REJECT else None
        if refused is not None and self._refusals.gives_up(refused):
            return "what it refuses is to give up what another cue says"
        if turn is None and cue.withdrawn:
            return "what it takes back is nothing of the party's own, or has not been taken back"
        if turn is None:
            return Unread(cue, token, "negated or not yet done, it takes no stance", tuple(content.claims))
        settled = self._settled(cue, token, turn, content)
        if settled is None:
            return Unread(cue, token, "what it refuses is a refusal", tuple(content.claims))
        claims, stance = settled
        conditions = self._cutter.conditions(clause_head(token))
        claims = [claim.under(conditions) for claim in claims]
        read = _reading(cue, token, stance, holders, source, claims, content.addressee, content.head)
        gone = cue.withdrawn or ended is not None or (cue.no_longer == "withdrawn" and no_longer(token))
        return replace(read, withdrawn=gone, ended=ended)

    def _unstated(self, cue: Cue, token: Token, source: Source | None) -> str | None:
        """Why what the cue says is not stated by anybody; None where it is."""
        if (doubt := self._assertion.doubted(token)) is not None:
            held = child(clause_head(token), *SUBJECTS)
            own = held is not None and held.lower_ in PRONOUNS and doubt.lemma_ != "deny"
            return None if own or _evaluates(cue) else UNTRUE
        if (why := self._assertion.unstated(token)) is not None:
            return why
        if cue.kind is CueKind.VERB and self._assertion.refutes(token):
            return UNTRUE
        wished = cue.stance is Stance.DEMAND and cue.firmness is Firmness.WISH  # *would have preferred* still prefers
        if cue.kind is CueKind.VERB and not wished and self._assertion.unreal(token):
            return PENDING
        return PENDING if source is None and self._assertion.guessed(token) else None

    def _blames(self, verb: Token) -> bool:
        """*condemned Sudmark for demanding the bridge*: is somebody blamed for what a cue says?"""
        if verb.lemma_ not in BLAMING:
            return False
        gerunds = [g for c in verb.subtree if c.dep_ == "prep" for g in children(c, "pcomp", "pobj")]
        blames = [g for g in gerunds if (blame := blamed(g)) is not None and blame[0] == verb]
        return any(True for gerund in blames for _ in self._lexicon.at(gerund))

    def _taken_back(self, token: Token, content: Content) -> Stance | None:
        """The stance of what is taken back; None where that is nothing that a party holds (*dropped the subject*)."""
        head = content.head
        if head is None or not came_about(token) or not is_own(token, head):
            return None
        nouns = [one for one in self._lexicon.at(head) if one.kind is CueKind.NOUN]
        return nouns[0].stance if nouns else None

    def _stance(self, cue: Cue, token: Token) -> Stance | None:
        """The cue's stance, turned by what negates it; None where it takes none."""
        if cue.no_longer == "withdrawn" and no_longer(token):
            return cue.stance
        turns = negations(token) + (self._assertion.doubted(token) is not None)
        if token.dep_ == "xcomp" and token.head.lemma_ in REFUSALS:
            turns += 1
        if turns % 2:
            return None if cue.negated == "nothing" else cue.negated or OPPOSITE[cue.stance]
        pending = cue.stance is Stance.ACCEPT and token.dep_ == "xcomp" and token.head.lemma_ in INTENTS
        return None if cue.only_negated or pending else cue.stance

    def _settled(self, cue: Cue, token: Token, stance: Stance, content: Content) -> tuple[list[Claim], Stance] | None:
        """Claims and stance, where what the content says changes them; None where one refusal cancels the other."""
        if content.head is None:
            return content.claims, stance
        needed = SURE_REFUSAL if stance is Stance.REJECT else FIRM_REFUSAL
        refused = self._refusals.committed(content.head, token, needed) if content.addressee is None else None
        if refused is not None:
            return None if stance is Stance.REJECT else refused
        if stance is not cue.stance:
            return affirmed(content.claims), stance
        if cue.of_proposal is not None and self._is_proposal(content.head):
            return content.claims, cue.of_proposal
        if content.addressee is not None and stance is Stance.DEMAND:
            return self._refusals.urged(content.head, content.claims)
        return content.claims, stance

    def _is_proposal(self, head: Token) -> bool:
        """Is it something that somebody has put forward: *the plan*, *Sudmark's bid*?"""
        definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an") for c in head.children)
        return definite and head.lemma_.lower() in self._cutter.proposals

    def _holders(self, cue: Cue, token: Token, content: Token | None) -> list[Token] | None:
        """The heads of those who hold it, none where it is the source's; None when the cue cannot have one here."""
        naming = token.head if cue.kind is CueKind.ADJECTIVE and token.head.lemma_ in NAMING else None
        if naming is not None and (namer := [t for t in subjects(naming) if t != content]):
            return namer
        if cue.holder == "to" and (affected := _affected(token)):
            return affected
        if cue.holder != "own":
            noun = token
            while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "ADJ", "PROPN"):
                noun = noun.head  # *noted the progress and the need for ...*
            verb = noun.head.head if noun.dep_ == "pobj" else noun.head
            told = self.sources.reports(verb) or verb.lemma_ == "see"  # *sees no need for a levy*
            return subjects(verb) if noun.dep_ in ("dobj", "pobj") and told else []
        if cue.kind is CueKind.NOUN:
            return _owners(cue, token) or None
        if cue.kind is CueKind.VERB and is_passive(token):
            agent = agent_of(token)
            return [agent] if agent is not None else None
        held = [t for t in subjects(token) if t != content]
        if not held and token.tag_ in ("VBD", "VBZ", "VBP") and (named := left_noun(token)) is not None:
            held = [named]
        return held or None

    def _read_modal(self, cue: Cue, token: Token, source: Source | None) -> Reading | str:
        verb = token.head if token.dep_ == "aux" else token
        if verb.dep_ == "auxpass":
            verb = verb.head
        subject = child(verb, *SUBJECTS) or (child(verb.head, *SUBJECTS) if verb.dep_ == "conj" else None)
        acting = subject is not None and subject.pos_ == "PROPN" and cue.first_person
        if source is None and not acting:
            return "nobody is named who says it"
        if not is_verbal(verb) or not _asserted(verb):
            return "it stands in a condition, a question or in passing"
        obliged = any(is_infinitive(c) for c in children(token, "xcomp")) and not children(token, "dobj")
        if cue.content == ("to do",) and not obliged:
            return "no words say what (to do)"
        if subject is None or subject.lower_ in ("who", "what", "which", "you"):
            return "its clause has no subject"
        if cue.stance is Stance.OFFER and self._has_own_cue(verb):
            return "its verb is a cue of its own"
        if cue.first_person and source is not None and not acting and not _own(subject, source):
            return "it is not said of the speaker's own side"
        whole = not cue.first_person and bool(children(verb, *SUBJECTS))
        if any(t.lower_ in ("nothing", "none") for t in verb.rights for t in (t, *t.rights)):
            return "of nothing, it takes no stance"
        refused = negative_object(verb) if cue.first_person else None
        claims = self._cutter.cut(refused or verb, whole_clause=whole, split=not cue.first_person)
        conditions = self._cutter.conditions(verb)
        claims = [claim.under(conditions) for claim in claims]
        stance = cue.stance
        negated = negations(verb) + (negations(token) if token != verb else 0)
        if (negated + (self._assertion.doubted(verb) is not None)) % 2:
            if cue.negated == "nothing":
                return "negated, it takes no stance"
            stance = cue.negated or OPPOSITE[stance]
            claims = affirmed(claims)
        elif cue.first_person and any(c.lower_ in PREFERRING for c in children(verb, "advmod")):
            stance, claims = Stance.DEMAND, affirmed(claims)
        holders = [subject] if acting else []  # *Norland will withdraw*: the writer says so, of the one who acts
        return _reading(cue, token, stance, holders, source, claims, None, None)

    def _has_own_cue(self, verb: Token) -> bool:
        """Does what is said of the future hold a cue that says more: *would accept it*, *would be ready to pay*?"""
        predicates = [verb, *children(verb, "acomp", "oprd")]
        said = ((cue, word) for word in predicates for cue in self._lexicon.at(word) if cue.kind is CueKind.ADJECTIVE)
        if any(word != verb or self._slots.fill(cue, word) is not None for cue, word in said):
            return True
        return any(
            cue.kind is CueKind.VERB and not cue.only_negated and (not cue.withdrawn or self._takes_back(cue, verb))
            for cue in self._lexicon.at(verb)
        )

    def _takes_back(self, cue: Cue, verb: Token) -> bool:
        """Is what a verb would end a cue of its own: *would drop its demand*, not *would lift the ban*?"""
        content = self._slots.fill(cue, verb)
        head = content.head if content is not None else None
        return head is not None and any(one.kind is CueKind.NOUN for one in self._lexicon.at(head))


def _evaluates(cue: Cue) -> bool:
    """Does whoever says it say what should be?"""
    return cue.holder != "own" or (cue.kind is CueKind.MODAL and not cue.first_person)


def _reading(
    cue: Cue,
    token: Token,
    stance: Stance,
    holders: Sequence[Token],
    source: Source | None,
    claims: Sequence[Claim],
    addressee: Token | None,
    content: Token | None,
) -> Reading:
    return Reading(
        cue,
        token,
        stance,
        tuple(holders),
        source,
        tuple(claims),
        addressee,
        content,
        firmness=cue.firmness,
        extent=cue.extent,
    )


def _owners(cue: Cue, noun: Token) -> list[Token]:
    """Whose a noun cue is: its owner, a name before it (*the Norland offer*), or `of` somebody."""
    held = subjects_of_noun(noun)
    if held:
        return held
    for before in children(noun, "compound", "amod", "nmod"):
        if before.pos_ == "PROPN" or before.ent_type_ in ("NORP", "GPE", "ORG"):
            return [before]
    if "of" not in cue.content:
        for preposition in children(noun, "prep"):
            if preposition.lower_ == "of":
                return children(preposition, "pobj")[:1]
    return []


def _affected(token: Token) -> list[Token]:
    """Whom something is so to or for: *unacceptable to Norland*, *for Norland, a toll is out of the question*."""
    phrases = [*children(token, "prep"), *children(clause_head(token), "prep")]
    goals = [goal for phrase in phrases if phrase.lower_ in ("to", "for") for goal in children(phrase, "pobj")]
    return [goal for goal in goals if goal.lemma_ not in MEANWHILE and goal.ent_type_ not in ("DATE", "TIME")][:1]


def _conditional(token: Token) -> bool:
    """Does the cue stand in a condition or a question, where nothing is stated?"""
    if any(word.text == "?" for word in token.sent[-2:]):
        return True
    clause = clause_head(token)
    for verb in (clause, clause.head if clause.dep_ == "conj" else clause):
        if any(m.lower_ in ("if", "unless", "whether") for m in children(verb, "mark")):
            return True
    return False


def _asserted(verb: Token) -> bool:
    """Is the clause stated as such: not a condition, not a question, not a relative clause in passing?"""
    if verb.dep_ in ("relcl", "acl", "pcomp", "csubj"):
        return False
    opened = {m.lower_ for m in children(verb, "mark", "advmod")}
    if verb.dep_ == "advcl" and opened & {"if", "unless", "when", "whether", "before", "after", "until", "while"}:
        return False
    if any(m.lower_ in ("if", "whether") for m in children(verb, "mark")):
        return False
    return not any(c.tag_ in ("WRB", "WP", "WDT") and c.i < verb.i for c in verb.children)


def _own(subject: Token, source: Source) -> bool:
    """Does the subject of a clause stand for whoever says it?"""
    if source.direct:
        return subject.lower_ in FIRST_PERSON
    return subject.lower_ in ("it", "he", "she", "they") or subject.lemma_.lower() == source.head.lemma_.lower()
