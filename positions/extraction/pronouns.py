"""Whom a pronoun means: the speaker of a quotation, the subject that grammar binds it to, or the best antecedent.

Which mentions fit, and how well, `coreference` tells; relative pronouns belong to their clause and are for
`resolution`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from positions.extraction import coreference
from positions.extraction.authors import author, quoted
from positions.extraction.coreference import SUBJECTS, Wanted
from positions.extraction.mentions import Mentions
from positions.extraction.standing import NOBODY, Found, Resolve, Standing
from positions.extraction.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEECH = frozenset(
    "say tell add note argue declare state insist warn write comment explain announce reply respond claim "
    "stress urge".split()
)


class Pronouns:
    """The pronouns of an article."""

    def __init__(self, story: Story, mentions: Mentions, resolve: Resolve) -> None:
        self._story = story
        self._mentions = mentions
        self._resolve = resolve
        self._quoted: dict[int, frozenset[int]] = {}

    def whom(self, number: int, token: Token) -> Found:
        """Whom a personal or possessive pronoun means; nobody, if none fits."""
        low = token.lower_
        if low in ("we", "our", "us", "i", "my", "me", "ours", "mine", "ourselves"):
            spoken = token.i in self._in_quotes(number) or _is_reported(token)
            return self._quoted_speaker(number, token) if spoken else self._author
        wanted = coreference.wanted_by(low)
        if wanted is None:
            return NOBODY, None
        bound = self._bound(number, token, wanted)
        if bound is not None:
            return bound
        unnamed: Found = (NOBODY, None)
        for mention in self._mentions.antecedents(number, token, wanted)[:4]:
            party, speaker = self._resolve(mention.passage, mention.token)
            if party.standing is Standing.UNKNOWN:
                continue
            if wanted.gender is None or party.standing is not Standing.GROUP:
                return party, speaker
            if unnamed[0] is NOBODY:  # *the eventual nominee*: rather somebody with a name, if there is one
                unnamed = party, speaker
        return unnamed

    def _bound(self, number: int, token: Token, wanted: Wanted) -> Found | None:
        """Whom grammar alone binds a pronoun to: a possessive to the subject of its clause (also of the clause that a
        fronted phrase opens), a subject to that of the verb that reports its clause."""
        for subject in _binders(token):
            if subject.i == token.i or token.i in {t.i for t in subject.subtree}:
                continue
            if subject.pos_ == "PRON":
                if coreference.wanted_by(subject.lower_) == wanted:
                    return self._resolve(number, subject)
                continue
            mention = self._mentions.at(number, subject)
            if mention is not None and coreference.fits(mention, wanted):
                party, speaker = self._resolve(mention.passage, mention.token)
                if party.standing not in (Standing.UNKNOWN, Standing.BYSTANDER):
                    return party, speaker
        return None

    def _in_quotes(self, number: int) -> frozenset[int]:
        """The tokens of a passage that are direct speech."""
        if number not in self._quoted:
            self._quoted[number] = quoted(self._story.passages[number].doc)
        return self._quoted[number]

    @cached_property
    def _author(self) -> Found:
        """Who says *we* where nothing is quoted."""
        found = author(self._story)
        return self._resolve(*found) if found is not None else (NOBODY, None)

    def _quoted_speaker(self, number: int, token: Token) -> Found:
        """Whoever is said to speak in the same paragraph, outside the quotation, or else last before it."""
        for passage_number in (number, number - 1, number - 2):
            if passage_number < 0:
                break
            doc = self._story.passages[passage_number].doc
            speakers = [
                t for t in doc if t.dep_ == "nsubj" and t.head.lemma_ in SPEECH and t.lower_ not in ("we", "i", "it")
            ]
            if passage_number == number:
                speakers.sort(key=lambda t: abs(t.i - token.i))
            else:
                speakers.reverse()
            for speaker in speakers:
                party, name = self._resolve(passage_number, speaker)
                if party.standing is not Standing.UNKNOWN:
                    return party, name
        return NOBODY, None


def _is_reported(token: Token) -> bool:
    """Does a word stand in what somebody else is said to say: *Norland said we must wait*?"""
    return any(
        verb.lemma_ in SPEECH and any(t.dep_ in SUBJECTS and t.i != token.i for t in verb.children)
        for verb in token.ancestors
    )


def _binders(token: Token) -> Iterator[Token]:
    """The subjects that may bind a pronoun, nearest first."""
    possessive = token.tag_ == "PRP$"
    clause = token
    while clause.head.i != clause.i:
        below, clause = clause, clause.head
        if clause.pos_ not in ("VERB", "AUX"):
            continue
        reported = below.dep_ in ("ccomp", "xcomp", "advcl") and (below.pos_ in ("VERB", "AUX"))
        if possessive or reported:
            yield from (child for child in clause.children if child.dep_ in SUBJECTS)
        if clause.dep_ in ("relcl",) and possessive:
            yield clause.head
        if not possessive and not reported:
            continue
        if reported and not possessive:
            return
