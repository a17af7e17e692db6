"""Words: how a claim is cut into them, which of them say what it is about, and which turn it round.

Owns the lexicon (lexicon.yaml) and everything that looks at single words. No parser and no model: it works on any
claim that a person typed. It judges no pair of positions; `verdicts` does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from positions.model import Model
from positions.packaged import read

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SUFFIXES = (
    ("ies", "y", 5),
    ("sses", "ss", 5),
    ("shes", "sh", 6),
    ("ches", "ch", 6),
    ("xes", "x", 5),
    ("ing", "", 6),
    ("ed", "", 5),
    ("es", "e", 5),
    ("s", "", 4),
)
"""Ending, what replaces it, and how long a word must be to lose it."""

_SHORTEST_ROOT = 4

Word = Annotated[str, StringConstraints(pattern=r"^\S+$", to_lower=True)]


def _to_words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[tuple[Word, ...], BeforeValidator(_to_words), Field(min_length=1)]


Phrases = Annotated[tuple[Annotated[str, StringConstraints(min_length=1, to_lower=True)], ...], Field(min_length=1)]


class Opposites(Model):
    """Two groups of words of which a party can want only one."""

    one: Words
    other: Words
    which: bool = False
    """Do they only say which thing is meant (*the new fund*), and nothing of it?"""
    degree: bool = False
    """Is one end only more of it than the other (*a full*, *a partial withdrawal*)? Who comes from one to the other has
    moved, and has not turned round."""
    example: tuple[str, str]


class Way(Model):
    """What stands right before an amount, and whether a larger amount is then more of what is asked for or given."""

    way: Literal["more", "less", "ceiling", "unknown"]
    of: Literal["date", "duration", "any"]
    before: Phrases
    example: str


class Construction(Model):
    """A way of saying something, as a pattern of words; what it shows is for `polarity`, `bound` and others to say."""

    shows: Literal[
        "turn", "no turn", "changing", "change", "means", "no opposite", "at most", "at least", "ceiling", "floor",
        "first", "second", "term", "conditional", "unconditional", "getting", "each its own", "giving up", "aside",
        "everybody", "whole body", "rising", "falling", "going on", "free", "charged",
    ]  # fmt: skip
    pattern: str
    example: str


class Lexicon(Model):
    """lexicon.yaml."""

    function_words: Words = Field(alias="function words")
    stance_words: Words = Field(alias="stance words")
    whole_words: Words = Field(alias="whole words")
    empty_words: Words = Field(alias="empty words")
    proposals: Words
    negations: Words
    turning_words: Words = Field(alias="turning words")
    not_turning: Phrases = Field(alias="not turning")
    circumstances: Words
    contrasts: Phrases
    ways: tuple[Way, ...]
    lowering: Words
    raising: Words
    caps: Words
    pieces: dict[str, str]
    constructions: tuple[Construction, ...]
    endings: dict[Word, str]
    particles: tuple[Opposites, ...]
    reach: Opposites
    wholes: Words
    directions: Opposites
    shares: Words
    opposites: tuple[Opposites, ...]


class _Index(NamedTuple):
    """The lexicon in the form that questions are put to it."""

    function: frozenset[str]
    stance: frozenset[str]
    whole: frozenset[str]
    empty: frozenset[str]
    negations: frozenset[str]
    turning: frozenset[str]
    """Stems."""
    not_turning: re.Pattern[str]
    circumstance: re.Pattern[str]
    contrast: re.Pattern[str]
    endings: tuple[tuple[str, str], ...]
    """The longest first."""


@functools.cache
def lexicon() -> Lexicon:
    """The packaged lexicon, validated. Raises pydantic's ValidationError when the package is damaged."""
    return read("positions.comparison", "lexicon.yaml", Lexicon)


@functools.cache
def _index() -> _Index:
    found = lexicon()
    return _Index(
        function=frozenset(found.function_words),
        stance=frozenset(found.stance_words),
        whole=frozenset(stem(word) for word in found.whole_words),
        empty=frozenset(stem(word) for word in found.empty_words),
        negations=frozenset(found.negations),
        turning=frozenset(map(stem, found.turning_words)),
        not_turning=_any_of(found.not_turning),
        circumstance=_any_of(found.circumstances),
        contrast=_any_of(found.contrasts),
        endings=tuple(sorted(found.endings.items(), key=lambda pair: (-len(pair[0]), pair))),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in phrases)})\b", re.IGNORECASE)


@functools.cache
def construction(shown: str) -> re.Pattern[str]:
    """What finds a construction, in whichever of its forms; compiled when it is first looked for."""
    pattern = "|".join(one.pattern for one in lexicon().constructions if one.shows == shown)
    for name, piece in lexicon().pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return re.compile(pattern, re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as they stand in it, without punctuation."""
    return _WORD.findall(text)


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A rough stem: case, possessive, plural and two verb endings go. Enough to let *withdrawals* meet *withdrawal*."""
    word = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("s'")
    for ending, instead, length in _SUFFIXES:
        if len(word) >= length and word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + instead
    return word


@functools.lru_cache(maxsize=65536)
def root(word: str) -> str:
    """A rougher stem, for what verbs and their nouns share: *withdrawal* and *withdraw*, *extension* and *extend*."""
    for ending, instead in _index().endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word[: -len(ending)] + instead
    return word


def is_function_word(word: str) -> bool:
    """Is it grammar rather than content?"""
    return word.casefold() in _index().function


@functools.lru_cache(maxsize=131072)  # whoever compares 100,000 claims asks a dozen times for the words of each
def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that say what a claim is about: no grammar, no words of stance. In order, with repetitions."""
    return tuple(passage_stems(text))


def passage_stems(text: str) -> list[str]:
    """The same of a passage, of which nothing is kept: each is asked for once, and all together are many megabytes."""
    return [found for word in tokens(text) if (found := content_stem(word))]


@functools.lru_cache(maxsize=65536)
def content_stem(word: str) -> str:
    """The stem of a single word; empty where it says nothing of what a claim is about."""
    index = _index()
    low = word.casefold().removeprefix("anti-")
    return "" if low in index.function or low in index.stance else stem(low)


def is_whole_proposal(text: str) -> bool:
    """Does the claim name a proposal as a whole (*the plan*, *his offer*) and nothing of what is in it?"""
    stems = content_stems(text)
    return bool(stems) and all(word in _index().whole for word in stems)


def is_empty(text: str) -> bool:
    """Are all its words of content nouns that name nothing by themselves (*the basis*, *next week*)?"""
    stems = content_stems(text)
    return bool(stems) and all(word in _index().empty for word in stems)


def names_proposal(stems: Iterable[str]) -> bool:
    """Is one of the stems a word for a proposal as a whole?"""
    return any(word in _index().whole for word in stems)


def meant(text: str) -> str:
    """The claim without what it sets itself against: *a permanent truce rather than a pause* is about a permanent
    truce; but *not only a truce but a border* about both."""
    found = _index().contrast.search(text)
    before = text[: found.start()] if found else ""
    return before if content_stems(before) else text


def polarity(text: str, *, rejected: bool = False) -> int:
    """1, or -1 when an odd number of words turn the claim round (*not*, *prevent*, *drop*).

    Of a claim that is `rejected`, only verbs do; its *not* repeats the rejection. What follows *if* or *when* is left
    out.
    """
    index, wanted, found = _index(), _wanted(text), turning(text)
    turns = len(found.words) + found.changing + shows("turn", wanted)
    if not rejected:
        words = [word.casefold() for word in tokens(wanted)]
        words = [word for word in words if word != "nor" or "neither" not in words]
        turns += sum(word in index.negations or word.endswith(("n't", "n’t")) for word in words)
        turns += sum(word.startswith("anti-") for word in words)
    return -1 if turns % 2 else 1


class Turning(NamedTuple):
    """The words that turn a claim round, and for whom they do not."""

    words: tuple[str, ...]
    """Stems, in order."""
    changing: bool
    """Does the claim want a change of what stands (*amend the charter*)?"""
    means: tuple[str, ...]
    """Roots of what a turning word only tells the use of: *a mechanism to stop the shelling* wants the mechanism."""


@functools.lru_cache(maxsize=1024)  # whoever reads a claim asks for its polarity as well
def turning(text: str) -> Turning:
    """Which words turn the claim round."""
    wanted = _wanted(text)
    found = construction("means").finditer(wanted)
    means = (root(stem(one.group())) for one in found if is_turning(tokens(wanted[one.end() :])[1]))
    return Turning(tuple(map(stem, _turning(wanted))), shows("changing", wanted), tuple(means))


@functools.lru_cache(maxsize=1024)
def _wanted(text: str) -> str:
    """What of a claim can turn it round: neither circumstances nor asides, nor phrases that turn nothing."""
    index = _index()
    wanted = meant(text)
    found = index.circumstance.search(wanted)
    if found:
        wanted = wanted[: found.start()] if found.start() > 0 else wanted.partition(",")[2]
    aside = construction("aside").search(wanted)
    wanted = wanted[: aside.end()] if aside else wanted
    for limit in ("at most", "at least"):  # what is not below 8 percent is wanted
        wanted = construction(limit).sub(" ", wanted)
    return construction("no turn").sub(" ", index.not_turning.sub(" ", wanted))


def _turning(wanted: str) -> list[str]:
    words = [word.casefold() for word in tokens(wanted)]
    return [word for n, word in enumerate(words) if is_turning(word) and not _repeats(words[max(0, n - 2) : n])]


def _repeats(before: Sequence[str]) -> bool:
    """Does a turning word that follows these say the one before it again: *rescind or waive*?"""
    return len(before) == 2 and is_turning(before[0]) and before[1] in ("or", "and")


def constructions(shown: str, text: str) -> Iterator[re.Match[str]]:
    """Where a text has a construction of the lexicon."""
    return construction(shown).finditer(text)


def shows(shown: str, text: str) -> bool:
    """Does the text have a construction of the lexicon?"""
    return construction(shown).search(text) is not None


def bound(text: str) -> int:
    """-1 where a claim sets a limit from above, 1 where it wants a floor or more, 0 where it does neither or both."""
    most, least, floors = (construction(shown) for shown in ("at most", "at least", "floor"))
    rest = least.sub(" ", most.sub(" ", text))
    lower = least.search(text) is not None or floors.search(rest) is not None
    upper = most.search(text) is not None or shows("ceiling", floors.sub(" ", rest))
    return int(lower) - int(upper)


def is_turning(word: str) -> bool:
    """Is it one of the words that `polarity` counts, in whichever form?"""
    return stem(word) in _index().turning
