"""Names in a passage: runs of capitalised words, and the places of the gazetteer among them.

It says where names begin and end; who bears them is told by `people` and `parties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from positions.extraction.gazetteer import Body, Form, Place, gazetteer, several
from positions.extraction.nouns import nouns, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTICLES = frozenset("al bin da de del della den der di dos du el ibn la le ten ter van von zu".split())
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
COMPANY_ENDS = frozenset("inc inc. corp corp. ltd ltd. plc llc gmbh ag".split())
"""What ends a company's name, so that a name behind it is another's."""

SEAT_OF_LAWMAKER = re.compile(r"[DRI]-[A-Z]\w*\.?")
"""*D-Ohio*, *R-Kan.*: the party and constituency behind a lawmaker's name."""

QUOTES = frozenset("\"“'‘")
NAME_TAGS = frozenset(("PROPN", "NOUN", "ADJ", "VERB", "X", "INTJ", "ADV"))


@dataclass(frozen=True)
class Run:
    """A run of name words: tokens `[start, end)`."""

    start: int
    end: int


@dataclass(frozen=True)
class Names:
    """All names of a passage."""

    runs: tuple[Run, ...]
    at: dict[int, Run] = field(repr=False)
    """The run that a token belongs to."""
    places: dict[int, tuple[int, int, Place]] = field(repr=False)
    """For each token inside the name of a place: `[start, end)` of the name, and the place."""


def proper_words(docs: Iterable[Doc]) -> frozenset[str]:
    """The words that an article writes as names where nothing but their being names can have given them a capital."""
    return frozenset(
        token.text
        for doc in docs
        for token in doc
        if token.pos_ == "PROPN" and token.lower_ not in CALENDAR and _inside(token)
    )


def names_in(doc: Doc, proper: frozenset[str] = frozenset()) -> Names:
    """The names of a parsed passage; `proper` are words known to be names, for those that open a sentence."""
    places = _places(doc)
    name_word = [_is_name_word(token, places) or (token.text in proper and token.pos_ in NAME_TAGS) for token in doc]
    runs = []
    start = 0
    while start < len(doc):
        if not name_word[start]:
            start += 1
            continue
        end = start + 1
        while end < len(doc):
            reach = _joined(doc, end, name_word, places)
            if reach == end:
                break
            end = reach
        runs.append(Run(start, end))
        start = end
    return Names(tuple(runs), {i: run for run in runs for i in range(run.start, run.end)}, places)


def _places(doc: Doc) -> dict[int, tuple[int, int, Place]]:
    found: dict[int, tuple[int, int, Place]] = {}
    for start, end, place in gazetteer().find(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.end_char - end <= 1:
            for i in range(span.start, span.end):
                found[i] = (span.start, span.end, place)
    return _peoples_joined(doc, found)


def _peoples_joined(doc: Doc, places: dict[int, tuple[int, int, Place]]) -> dict[int, tuple[int, int, Place]]:
    """The places with two peoples in a row made one, which is neither state (*Greek Cypriot leaders*)."""
    for start, end, place in sorted({(start, end, place) for start, end, place in places.values()}):
        if end not in places or place.form is not Form.PEOPLE or place.body is not Body.STATE:
            continue
        _, stop, other = places[end]
        named = stop < len(doc) and doc[stop].text[0].isupper() and doc[stop].lower_ not in nouns().title_words
        if other.form is not Form.PEOPLE or other.key == place.key or place.plural or named:
            continue  # *British Indian Ocean Territory*
        words = f"{place.spelling} {other.spelling}"
        key = several(words) if other.body is Body.STATE else f"{place.spelling} {other.key}"
        joined = Place(key, Body.ORGANISATION, Form.PEOPLE, words, other.plural)
        for i in range(start, stop):
            places[i] = (start, stop, joined)
    return places


def _inside(token: Token) -> bool:
    """Does a word stand inside its sentence, where common words are small?"""
    return not token.is_sent_start and token.i > 0 and token.nbor(-1).text not in QUOTES and token.text[0].isupper()


def _is_name_word(token: Token, places: dict[int, tuple[int, int, Place]]) -> bool:
    if token.i in places:
        return True
    text = token.text
    dated = token.lower_ in CALENDAR and token.ent_type_ != "PERSON"  # *Jan*, *April* and *June* are names, too
    if SEAT_OF_LAWMAKER.fullmatch(text) or not text[0].isupper() or dated:
        return False
    if token.is_sent_start and singular(text) in nouns().data.partitives:
        return False
    tag = token.pos_
    if tag == "PROPN":
        return True
    if token.is_sent_start or (token.i and token.nbor(-1).text in QUOTES):
        return text.isupper() and len(text) > 2 and tag in NAME_TAGS
    return tag in NAME_TAGS and len(text) > 1


def _joined(doc: Doc, end: int, name_word: list[bool], places: dict[int, tuple[int, int, Place]]) -> int:
    """How far a run that ends at `end` goes on from there: `end` itself when it is over."""
    if places.get(end - 1, (0, end))[1] > end:
        return places[end - 1][1]
    suffixes = nouns().data.suffixes
    if doc[end - 1].text[0].isupper() and doc[end - 1].lower_ in COMPANY_ENDS and doc[end].lower_ not in suffixes:
        return (
            end if doc[end].lower_ not in ("and", "&") else end + 2 * (doc[end + 1 : end + 2].text.lower() in suffixes)
        )
    if name_word[end] or (doc[end].lower_ in suffixes and doc[end - 1].text[0].isupper()):
        return end + 1
    joiner, last = doc[end], doc[end - 1]
    if end + 1 >= len(doc):
        return end
    close = not last.whitespace_ and not joiner.whitespace_
    if name_word[end + 1]:
        if joiner.text == "&" or (joiner.text in "-/–." and close) or joiner.text in PARTICLES:
            return end + 2
        if (
            joiner.tag_ == "POS"
            and last.text.endswith("s")
            and singular(doc[end + 1].text) in nouns().data.organisations
        ):
            return end + 2
        if joiner.lower_ == "and" and _one_name(doc, end, places):
            return end + 2
        if joiner.text == "," and doc[end + 1].lower_ in nouns().data.suffixes:
            return end + 2
    if (
        joiner.tag_ == "POS"
        and joiner.text.endswith("s")
        and doc[end + 1].lower_ == "of"
        and _follows(name_word, end + 2)
    ):
        return end + 3
    if joiner.lower_ in ("of", "for", "on") and _complement(last, joiner, places):
        if name_word[end + 1]:
            return end + 2
        if doc[end + 1].lower_ == "the" and _follows(name_word, end + 2):
            return end + 3
    return end


def _follows(name_word: list[bool], i: int) -> bool:
    return i < len(name_word) and name_word[i]


def _one_name(doc: Doc, cc: int, places: dict[int, tuple[int, int, Place]]) -> bool:
    """Does *and* stand inside one name (*Securities and Exchange Commission*, *Bell and Co*)?"""
    left, right = doc[cc - 1], doc[cc + 1]
    if right.lower_ in nouns().data.suffixes:
        return True
    if cc - 1 in places or cc + 1 in places or singular(left.text) in nouns().data.organisations:
        return False
    if left.dep_ in ("compound", "nmod", "amod") and left.head.i > cc and left.head.text[0].isupper():
        return left.ent_type_ != "PERSON"
    return (
        left.dep_ == "pobj" and left.head.lower_ == "of" and singular(left.head.head.text) in ("department", "ministry")
    )


def _complement(last: Token, joiner: Token, places: dict[int, tuple[int, int, Place]]) -> bool:
    """Does *of*, *for* or *on* go on with the name before it (*Bank of England*, *Campaign for Peace*)?"""
    if last.ent_type_ == "PERSON" or last.i in places:
        return False
    noun = singular(last.text)
    if noun in nouns().all_roles:
        return joiner.lower_ == "of"
    if joiner.lower_ == "of":
        return True
    return (
        joiner.text[0].isupper()
        or noun in nouns().data.organisations
        or (joiner.lower_ == "for" and last.text.endswith("s") and last.pos_ == "PROPN" and last.ent_type_ == "ORG")
        or (joiner.lower_ == "for" and noun in nouns().data.groups and noun != last.lower_ and _inside(joiner.nbor()))
    )
