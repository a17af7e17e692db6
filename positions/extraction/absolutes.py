"""Who is said to oppose or support something in passing: *…, with Sudmark and Bresland `disagreeing`*.

The parser makes almost anything of such a phrase, so that it is read off its words: *with*, whoever it is, and one of
the words of `absolutes.yaml`, with nothing behind it but what points back (*opposing it*). What has an object of its
own (*with Sudmark opposing the date*) is a clause of its own, and is not found here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.knowledge import Knowledge, read

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 40
"""Tokens between *with* and the word that says what they think."""


class AbsoluteData(Knowledge):
    """absolutes.yaml."""

    against: tuple[str, ...]
    approving: tuple[str, ...]
    between: tuple[str, ...]
    alike: tuple[str, ...]
    behind: tuple[str, ...]


class Absolute(NamedTuple):
    """What is said of others in passing."""

    heads: tuple[Token, ...]
    against: bool
    alike: bool
    """Do they think like the one before: *rejected it, with Sudmark `also` opposed*?"""


@cache
def _data() -> AbsoluteData:
    return read("absolutes", AbsoluteData)


def absolute(token: Token) -> Absolute | None:
    """What the phrase that a *with* opens says of others."""
    if token.lower_ != "with" or not _opens(token):
        return None
    data = _data()
    heads, place = _whom(token)
    words = [word.lower_ for word in token.doc[place : min(place + 6, token.sent.end)]]
    alike = False
    while words and words[0] in data.between:
        alike = alike or words[0] in data.alike
        words = words[1:]
    told = " ".join(words)
    for against, attitudes in ((True, data.against), (False, data.approving)):
        for attitude in attitudes:
            if told == attitude or told.startswith(f"{attitude} "):
                return Absolute(heads, against, alike) if heads and _ends(told[len(attitude) :].strip()) else None
    return None


def says_more(token: Token) -> bool:
    """Does a *with* open a clause about whom it names (*with Sudmark preferring to wait*), who then joins nobody?"""
    heads, place = _whom(token)
    return bool(heads) and (absolute(token) is not None or token.doc[place].tag_ == "VBG")


def _opens(token: Token) -> bool:
    before = token.doc[token.i - 1].text if token.i else ""
    return bool(token.is_sent_start) or before in (",", ";", "(", "–", "—", "-")


def _whom(token: Token) -> tuple[tuple[Token, ...], int]:
    """The last nouns of a list behind a word, and the place behind the list."""
    data, doc = _data(), token.doc
    heads: list[Token] = []
    last: Token | None = None
    stop = min(token.i + LONGEST, token.sent.end - 1)
    for i in range(token.i + 1, stop):
        word = doc[i]
        if word.lower_ in _attitudes() or word.lower_ in data.between:
            break
        if word.text == "," or word.dep_ == "cc" or word.lower_ == "and":
            if last is not None:
                heads.append(last)
            last = None
        elif word.pos_ in ("PROPN", "NOUN") and word.tag_ != "VBG":
            last = word
        elif word.pos_ not in ("DET", "ADJ", "NUM", "PART", "PUNCT") or word.text in ".;:()":
            break
    else:
        i = stop
    return (*heads, last) if last is not None else (), i


@cache
def _attitudes() -> frozenset[str]:
    """The first words of all that says what somebody thinks."""
    return frozenset(words.split()[0] for words in (*_data().against, *_data().approving))


def _ends(rest: str) -> bool:
    """Does nothing follow that says what they oppose or support, but a word that points back?"""
    if rest in ("", "'", "’"):
        return True
    for behind in ("", *_data().behind):
        if rest.startswith(behind) and rest[len(behind) :].strip()[:1] in (".", ",", ";", ")", "–", "—", '"', "”", ""):
            return True
    return False
