"""The grammar of cues as data: the words that show a stance, where their holder and content stand, with an example
each.

Owns the form of the files `data/*_cues.yaml` and the look-up of a cue by its words. It applies no cue: that is
grammar.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from positions.extraction.knowledge import Knowledge, read
from positions.model import Extent, Firmness, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

SLOTS = frozenset({"object", "that", "to do", "ing", "object to", "clause", "subject", "self"})
"""Where content may stand (`self`: the cue's own noun phrase), besides any preposition, whose object or gerund it then
is, and `PREPOSITION to` (*call for X to do Y*)."""

LEMMA_SLIPS = {"hop": "hope"}
"""Where the pinned pipeline's lemmatizer errs on a word that carries a cue (*hoped* becomes *hop*)."""


class CueKind(StrEnum):
    """What part of speech carries the cue; it decides how holder and content are found."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    MODAL = "modal"


class Example(Knowledge):
    """A sentence of our own with what the cue must read in it; the tests run it."""

    text: str
    party: str = "Norland"
    claim: str
    stance: Stance | None = Field(default=None, description="where it differs from the cue's, as under negation")


class Cue(Knowledge):
    """One cue."""

    cue: str
    """Lemmas: the word that carries the cue first, then particles or fixed words that must stand with it."""
    kind: CueKind
    stance: Stance
    firmness: Firmness = Firmness.DEMAND
    extent: Extent = Extent.FULL
    content: tuple[str, ...]
    """Slots in order of preference; all of those filled first at the same rank count."""
    negated: Stance | Literal["nothing"] | None = None
    """The stance when negated; absent: the usual turn (demand, offer and accept to reject; reject to accept)."""
    of_proposal: Stance | None = None
    """The stance when the content is a proposal that somebody has made (*supported the plan*), where it differs."""
    only_negated: bool = False
    """Does it say anything only under negation (*the deal will not involve a swap*)?"""
    holder: Literal["own", "source", "to"] = "own"
    """Whose it is: the cue's own subject or owner, whoever says the sentence (*the toll is unfair*), or whom it is so
    to or for, else who says it (*unacceptable to Norland*)."""
    withdrawn: bool = False
    """Does it take back what its content says (*dropped its demand*)? The content is a cue of its own, and that one's
    stance and claim are taken back; where no words say what, the whole content is, with the stance here."""
    no_longer: Literal["withdrawn"] | None = None
    """What *no longer* makes of it, where that is not the usual turn: who no longer insists on something has given it
    up, and does not reject it."""
    first_person: bool = False
    """Only what the speaker says of the own side counts (*we will*)."""
    weight: float = Field(default=0.7, ge=0, le=1)
    """Its author's estimate of how often what it reads is a position; the scorer takes it as one sign among others."""
    example: Example

    @model_validator(mode="after")
    def _known_slots(self) -> Cue:
        for slot in self.content:
            words = slot.split()
            if slot not in SLOTS and not (words[0].isalpha() and words[0].islower() and words[1:] in ([], ["to"])):
                raise ValueError(f"{slot!r} is no slot: one of {', '.join(sorted(SLOTS))}, or a preposition")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """The lemmas of the cue."""
        return tuple(self.cue.split())


class CueFile(Knowledge):
    """A file of cues of one kind."""

    kind: CueKind
    cues: tuple[dict[str, object], ...]

    def read(self) -> Iterator[Cue]:
        """Its cues, validated."""
        for fields in self.cues:
            yield Cue.model_validate({"kind": self.kind, **fields})


class Lexicon:
    """All cues, found by the lemma of the word that carries them."""

    def __init__(self, cues: Iterator[Cue]) -> None:
        self.cues = tuple(cues)
        self._by_lemma: dict[str, list[Cue]] = defaultdict(list)
        for cue in self.cues:
            self._by_lemma[cue.words[0]].append(cue)
        for found in self._by_lemma.values():
            found.sort(key=lambda cue: -len(cue.words))

    def at(self, token: Token) -> Iterator[Cue]:
        """The cues that a token may carry by its lemma or its form, those with most words first; kinds must fit its
        part of speech."""
        lemma = token.lemma_.lower()
        for word in dict.fromkeys((LEMMA_SLIPS.get(lemma, lemma), token.lower_)):
            for cue in self._by_lemma.get(word, ()):
                if _fits(cue, token):
                    yield cue


def _fits(cue: Cue, token: Token) -> bool:
    match cue.kind:
        case CueKind.VERB:
            right = token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "compound")
            if (
                token.dep_ == "amod"
            ):  # *..., and proposed submissions by members*: a verb that the parser took for an adjective
                right = token.i > 1 and token.nbor(-1).lower_ in ("and", "but") and token.nbor(-2).text == ","
        case CueKind.NOUN:
            right = token.pos_ in ("NOUN", "PROPN")
        case CueKind.ADJECTIVE:
            right = token.pos_ in ("ADJ", "VERB", "ADV", "NOUN", "ADP")
        case CueKind.MODAL:
            right = token.dep_ in ("aux", "ROOT", "ccomp", "xcomp", "conj", "advcl", "relcl")
            if token.dep_ == "aux" and token.lemma_ == "have":
                right = False  # *has rejected*: a tense, no obligation
    return right and all(_stands_with(word, token, deep=len(cue.words) > 2) for word in cue.words[1:])


def _stands_with(word: str, token: Token, *, deep: bool) -> bool:
    """Does a fixed word of a cue hang on its carrying token, directly or one step further, or, `deep`, anywhere?"""
    near = list(token.subtree) if deep else [*token.children, *(g for c in token.children for g in c.children)]
    if token.dep_ in ("pobj", "acomp", "attr", "oprd", "xcomp", "dobj", "prep", "relcl"):
        near.append(token.head)
    if token.dep_ == "attr":
        near += token.head.children
    return any(other != token and word in (other.lemma_.lower(), other.lower_) for other in near)


@cache
def lexicon() -> Lexicon:
    """The packaged cues. Raises FileFaults where a data file does not fit."""
    files = ("verb_cues", "noun_cues", "adjective_cues", "modal_cues")
    return Lexicon(cue for name in files for cue in read(name, CueFile).read())
