"""Opposites: words of content of which a party can want only one, by the lexicon or by a prefix (*in-*, *non-*).

Owns which words of a claim may have an opposite, what they are said of, and whether two claims hold some. That a
turning word counts only once, and what opposites come to between two parties, `pairs` says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from positions.comparison.words import (
    construction,
    content_stem,
    content_stems,
    is_empty,
    lexicon,
    root,
    shows,
    stem,
    tokens,
)

_STANDS_FOR = {"term": "temporary", "conditional": "conditional", "unconditional": "unconditional"}
"""Constructions that say in other words what an adjective says."""
_TWO_WORDS = {"rising": "rise", "falling": "decrease", "going on": "continue"}
"""Constructions of a verb and a little word, and the verb that says the same."""
_CLAUSE = re.compile(r"[,;:()]")
_DENIES = re.compile(r"(?:un|non-?)(?P<any>[\w-]{4,})|(?:in|im|il|ir)(?P<adjective>\w{4,})")
_REVERSES = re.compile(
    r"de-?(?!termin|liber|nomin)(?P<de>\w{3,}(?:at|i[sz])(?:e|es|ed|ing|ions?|ations?)|(?:commission|fund)\w*)"
    r"|dis(?P<dis>(?:invest|arm|connect|allow|approv|engag|qualif|enfranchis|associat|incentiv|establish|assembl|empower"
    r"|favou?r)\w*)",
    re.IGNORECASE,
)
"""Verbs, and nouns of verbs, that undo what they name: *deregulate*, *disinvestment*."""
_VERB = re.compile(r"(?:at|i[sz](?:at)?)$")
_ADJECTIVE = ("al", "able", "ible", "ent", "ant", "ive", "ar", "ect", "id", "ous")
"""Endings without which *in-* and the like mostly deny nothing (*improve*, *increase*)."""
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_NEAR = 16
"""Words on either side of a word among which it is looked for what it is of."""
_NOT_OF = frozenset({"amount", "total", "volume", "level", "number", "percent", "pct", "up", "down", "off", "out"})
"""What an opposite is of only as a measure of something else, or what belongs to a verb."""
_WHEN = frozenset({"next", "last"})
_OF_WHICH = frozenset({"on", "of", "for", "in", "from", "with", "at", "by", "about", "over"})
"""Before one of these stands what the word is no adjective or verb of (*talks on the current draft*)."""
_JOINS = frozenset({"and", "or", "but", "nor"})
"""Behind one of these comes another thing."""


class Pole(NamedTuple):
    """A word of a claim that stands at an end of a pair of the lexicon."""

    pair: int
    end: int
    """+1 or -1."""
    word: str
    """A stem."""
    of: frozenset[str]
    """Stems of the nouns beside it; none where it stands alone."""
    beside: frozenset[str]
    """All stems of its claim."""
    which: bool
    """Does the pair only say which thing is meant?"""


@functools.cache
def _known() -> dict[str, tuple[tuple[int, int], ...]]:
    """Form → the pairs of the lexicon it belongs to, and which end of each."""
    known: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(lexicon().opposites):
        for end, group in ((1, pair.one), (-1, pair.other)):
            for word in group:
                known.setdefault(_form(stem(word)), []).append((number, end))
    return {form: tuple(dict.fromkeys(ends)) for form, ends in known.items()}


@functools.lru_cache(maxsize=65536)
def _form(stem_: str) -> str:
    """What the forms of a verb share: *reduce* and *reducing*, *cut* and *cutting*."""
    return _DOUBLED.sub(r"\1", stem_.removesuffix("e") if len(stem_) > 4 else stem_)


@functools.lru_cache(maxsize=4096)
def poles(text: str) -> tuple[Pole, ...]:
    """The words of a claim that may have an opposite in another one; not those in another meaning (*free elections*).
    Whatever has a term (*a 60-day truce*) is temporary, what goes up rises, and so on."""
    known, found, all_ = _known(), [], frozenset(content_stems(text))
    plain = construction("no opposite").sub(" ", text)
    for shown, word in _TWO_WORDS.items():
        plain = construction(shown).sub(word, plain)
    for clause in _CLAUSE.split(plain):
        words = tokens(clause)
        stems = [content_stem(word) for word in words]
        for place, word in enumerate(stems):
            if word and (ends := known.get(_form(word))):
                near = slice(max(0, place - _NEAR), place + _NEAR + 1)
                of = _beside(words[near], stems[near], min(place, _NEAR))
                found += [Pole(pair, end, word, of, all_, _says_which(pair)) for pair, end in ends]
    for shown, word in _STANDS_FOR.items():
        if shows(shown, text):
            found += [Pole(pair, end, word, frozenset(), all_, False) for pair, end in known[_form(word)]]
    return tuple(found)


def _beside(words: Sequence[str], stems: Sequence[str], place: int) -> frozenset[str]:
    """The noun behind a word, if need be behind an amount (*a rise of 5 percent in fares*), and the one before it
    (*fares be raised*), which is no name of who does it (*Norland raises fares*)."""
    last = next((n for n in range(place + 1, len(words)) if words[n].casefold() in _JOINS), len(words))
    behind = _runs(stems[:last], place + 1)
    before = _runs(stems[:place][::-1], 0)[:1]
    nouns = [noun for run in behind[:2] if (noun := _noun([stems[n] for n in run]))][:1]
    between = {word.casefold() for word in words[place - before[0][0] : place]} if before else set()
    if before and between.isdisjoint(_OF_WHICH) and not words[place - 1 - before[0][0]][0].isupper():
        nouns.append(_noun([stems[place - 1 - n] for n in reversed(before[0])]))
    return frozenset(filter(None, nouns))


def _runs(stems: Sequence[str], start: int) -> list[list[int]]:
    """The places of words of content that follow each other, from a place on."""
    runs: list[list[int]] = []
    for place in range(start, len(stems)):
        if not stems[place]:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _noun(run: Sequence[str]) -> str:
    """The last word of some that names a thing: no adverb, nor *next year*, nor *level*; none of an amount itself."""
    if any(word[0].isdigit() for word in run):
        run = run[1:] if len(run) > 2 else ()
    is_time = not _WHEN.isdisjoint(run)
    named = [word for word in run if not word.endswith("ly") and word not in _NOT_OF | _WHEN]
    named = [word for word in named if not (is_time and is_empty(word))]
    return named[-1] if named else ""


def _says_which(pair: int) -> bool:
    return lexicon().opposites[pair].which


def opposites(
    one: Sequence[Pole], other: Sequence[Pole], *, turned: bool = False, own: bool = False
) -> tuple[str, str] | None:
    """The first word of each of two claims that stand at opposite ends of a pair of the lexicon, and are said of what
    both claims speak of, as far as they show of what.

    A claim that has both ends of a pair says nothing about it; nor, where one of them is `turned` round, does which
    thing it means: *lift the existing sanctions*, *no new sanctions*.
    """
    if not one or not other:
        return None
    mine, theirs = ({(it.pair, it.end) for it in said} for said in (one, other))
    for a in one:
        if (a.pair, -a.end) in mine or (a.pair, a.end) in theirs or (turned and a.which):
            continue
        for b in other:
            if (b.pair, b.end) == (a.pair, -a.end) and (_turned_round(a, b) if own else _of_one(a, b)):
                return a.word, b.word
    return None


def _of_one(a: Pole, b: Pole) -> bool:
    if a.which:
        return bool(a.of & b.of)
    return not a.of or not b.of or bool(a.of & b.beside or b.of & a.beside)


def _turned_round(a: Pole, b: Pole) -> bool:
    """Are two ends said of one thing that is named, by whoever has come from one to the other?"""
    degree = a.which or lexicon().opposites[a.pair].degree
    return not degree and bool(a.of & b.beside or b.of & a.beside)


def described(text: str) -> frozenset[tuple[str, str]]:
    """Every two words of content that follow each other, as stems: an adjective and what it is of are among them, but
    no name (*non-Annex parties*)."""
    words = tokens(text)
    stems = [("" if _is_name(word, place) else content_stem(word)) for place, word in enumerate(words)]
    return frozenset((a, b) for a, b in pairwise(stems) if a and b)


def _is_name(word: str, place: int) -> bool:
    return word[1:] != word[1:].lower() or (place > 0 and word[0].isupper())


def undone(text: str) -> frozenset[tuple[str, str]]:
    """The same of the words that deny, without the prefix that does (*informal talks*: formal, talks); mostly none."""
    found = ((_DENIES.fullmatch(word), thing) for word, thing in described(text))
    forms = ((match["any"] or match["adjective"], match["adjective"], thing) for match, thing in found if match)
    return frozenset((form, thing) for form, adjective, thing in forms if not adjective or form.endswith(_ADJECTIVE))


@functools.lru_cache(maxsize=4096)
def reverses(text: str) -> frozenset[str]:
    """The verbs that the claim's words undo (*deregulate*: regul), as `verbs` has them; mostly none."""
    found = (_REVERSES.fullmatch(word) for word in tokens(text))
    return frozenset(_verb(match["de"] or match["dis"]) for match in found if match)


def verbs(roots: Iterable[str]) -> frozenset[str]:
    """What verbs in *-ate* and *-ise* and their nouns share, of the roots of words."""
    return frozenset(_VERB.sub("", root_) for root_ in roots)


def _verb(word: str) -> str:
    return _VERB.sub("", root(stem(word)))
