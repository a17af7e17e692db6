"""Which words are direct speech, and whose.

Finds quotations by their marks, also those that run on over sentences or open every paragraph anew, and the noun that
speaks them: the subject of the reporting verb that stands nearest. Knows no party and no stance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.story import Kind, Passage, Story
from positions.extraction.syntax import child, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = re.compile(r"[“”\"«»]|(?<!\w)['‘](?=\w)|(?<=[.,!?])['’](?!\w)")
SHORTEST_SPEECH = 5
"""Tokens; a shorter quotation is a phrase the writer borrows, and the writer's clause goes on through it."""


class SpeechData(Knowledge):
    """speech.yaml."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class Speech:
    """The words that report speech."""

    def __init__(self) -> None:
        data = read("speech", SpeechData)
        self.verbs = frozenset(data.verbs)
        self.nouns = frozenset(data.nouns)


@dataclass(frozen=True)
class Quotation:
    """A run of direct speech in one passage: token indices `[start, end)` between its marks, and who speaks."""

    passage: Passage
    start: int
    end: int
    speaker: Token | None
    speaker_passage: Passage | None

    def holds(self, token: Token) -> bool:
        """Is the token one of its words?"""
        return self.start <= token.i < self.end


def quotations(story: Story, speech: Speech) -> dict[int, tuple[Quotation, ...]]:
    """The quotations of a story, by the number of their passage."""
    found: dict[int, tuple[Quotation, ...]] = {}
    last: tuple[Token, Passage] | None = None
    for number, passage in enumerate(story.passages):
        here = []
        for start, end in _quoted(passage):
            speaker = _speaker(passage, start, end, speech)
            whole = end - start > 0.8 * len(passage.doc)
            if speaker is not None:
                last = (speaker, passage)
            elif whole or passage.kind is Kind.BODY:
                pass
            here.append(
                Quotation(passage, start, end, *(last or (None, None)))
                if speaker is None
                else Quotation(passage, start, end, speaker, passage)
            )
        if not here:
            named = _last_reporter(passage, speech)
            last = (named, passage) if named is not None else last
        found[number] = tuple(here)
    return found


def _quoted(passage: Passage) -> Iterator[tuple[int, int]]:
    """Token ranges between marks; an opening mark that is never closed runs to the end of its passage."""
    opened: int | None = None
    for token in passage.doc:
        text = token.text
        if text in ("“", "«", "``") or (text == '"' and opened is None):
            opened = token.i + 1 if opened is None else opened
        elif text in ("”", "»", "''", '"') and opened is not None:
            if token.i - opened >= SHORTEST_SPEECH:
                yield opened, token.i
            opened = None
    if opened is not None and len(passage.doc) - opened >= SHORTEST_SPEECH:
        yield opened, len(passage.doc)


def _speaker(passage: Passage, start: int, end: int, speech: Speech) -> Token | None:
    """The subject of the reporting verb nearest to the quotation, outside of every quotation's words."""
    doc = passage.doc
    ranked: list[tuple[int, Token]] = []
    for token in doc:
        if start <= token.i < end or token.lemma_.lower() not in speech.verbs or token.pos_ not in ("VERB", "AUX"):
            continue
        reporter = _reporter(token)
        if reporter is None or start <= reporter.i < end:
            continue
        distance = start - token.i if token.i < start else token.i - end
        far = abs(_sentence(token) - _sentence(doc[min(start, len(doc) - 1)])) if token.i < start else 0
        if distance < 40 and far <= 1:
            ranked.append((distance + 15 * far, reporter))
    if ranked:
        return min(ranked, key=lambda pair: pair[0])[1]
    for token in doc[end : end + 12]:
        if token.lower_ == "according" and (to := child(token, "prep")) is not None:
            return child(to, "pobj")
    return None


def _sentence(token: Token) -> int:
    return sum(1 for sent in token.doc.sents if sent.start <= token.i) if token.doc.has_annotation("SENT_START") else 0


def _reporter(verb: Token) -> Token | None:
    found = subjects(verb)
    return found[0] if found else None


def _last_reporter(passage: Passage, speech: Speech) -> Token | None:
    found = None
    for token in passage.doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in speech.verbs and (reporter := _reporter(token)) is not None:
            found = reporter
    return found
