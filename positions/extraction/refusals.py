"""What a party refuses where it says so in the words of something else: *pledged to oppose it*, *urged Sudmark to
reject it*, *accepts no limits*.

Owns how an act of refusing inside the content of a cue changes stance and claim. Which cue fires, and what it is about,
is decided before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.extraction.assertion import PRONOUNS
from positions.extraction.claims import Claim, Cutter
from positions.extraction.content import Slots
from positions.extraction.cues import CueKind, Lexicon
from positions.extraction.syntax import child, children, is_infinitive, is_verbal, negations, negative_object
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

PREFERRING = frozenset({"rather", "sooner"})
"""With these, what somebody would do is wanted: *would rather leave it to a later pact*."""
SURE_REFUSAL = 0.6
"""The weight of a cue of rejection from which to refuse it takes no stance: not *refused to attack her*."""
FIRM_REFUSAL = 0.5
"""... and from which a commitment to it rejects: *vowed to fight the ruling*."""


class Refusals:
    """Finds what is refused inside the content of a cue."""

    def __init__(self, lexicon: Lexicon, cutter: Cutter, slots: Slots) -> None:
        self._lexicon = lexicon
        self._cutter = cutter
        self._slots = slots

    def committed(self, content: Token, token: Token, needed: float) -> tuple[list[Claim], Stance] | None:
        """What is refused where a party commits itself to that: *pledged to oppose it*, *vowed never to sign it*.

        `token` is the cue that commits, `content` what it is about, and `needed` the weight that a cue of rejection
        must have. None where nothing is refused.
        """
        verb = content.head if content.dep_ == "dobj" and is_infinitive(content.head) else content
        if verb == token or not is_verbal(verb) or not (is_infinitive(verb) or verb.tag_ == "VBG" or _own_future(verb)):
            return None
        turned = bool(negations(verb) % 2)
        for cue in self._lexicon.at(verb):
            if cue.kind is CueKind.VERB and cue.stance is Stance.REJECT and cue.weight >= needed:
                inner = self._slots.fill(cue, verb)
                if inner is not None:
                    return inner.claims, Stance.ACCEPT if turned else Stance.REJECT
        return (affirmed(self._cutter.cut(negative_object(verb) or content)), Stance.REJECT) if turned else None

    def urged(self, verb: Token, claims: list[Claim]) -> tuple[list[Claim], Stance]:
        """Whoever urges others to reject something rejects it, and whoever urges them not to act is against the act."""
        turned = any(cue.kind is CueKind.VERB and cue.stance is Stance.REJECT for cue in self._lexicon.at(verb))
        received = child(verb, "dobj")
        if turned and received is not None:
            return self._cutter.cut(received), Stance.REJECT
        if negations(verb):
            return affirmed(self._cutter.cut(negative_object(verb) or verb)), Stance.REJECT
        return claims, Stance.DEMAND

    def gives_up(self, verb: Token) -> bool:
        """*drop its demand*: is the act to take back what another cue says?"""
        given = [self._slots.fill(cue, verb) for cue in self._lexicon.at(verb) if cue.withdrawn]
        heads = [content.head for content in given if content is not None and content.head is not None]
        return any(one.kind is CueKind.NOUN for head in heads for one in self._lexicon.at(head))


def _own_future(verb: Token) -> bool:
    """*insists `it will not pay`*: what whoever says so will do or not."""
    subject = child(verb, "nsubj", "nsubjpass")
    future = any(aux.lemma_ in ("will", "would", "shall") for aux in children(verb, "aux"))
    return future and subject is not None and subject.lower_ in PRONOUNS


def affirmed(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without the word that turned the stance: *accepts no limits* rejects limits."""
    turning = PREFERRING | {"no"}
    led = [c.end - c.start > 1 and c.head.doc[c.start].lower_ in turning for c in claims]
    return [replace(c, start=c.start + leads) for c, leads in zip(claims, led, strict=True)]
