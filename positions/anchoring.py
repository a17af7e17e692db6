"""Where a quote stands in a text, and where it stands once a corrected version replaced the article's text.

Owns how a passage is found again: word for word, however lines are broken, and else by likeness. Only `quote` and `at`
change: a claim is left to a person or to the next extraction, also one whose words the new text has no longer. What
cannot be placed stays as it is and is listed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from positions.model import Entry, PositionFile, Topic
from positions.textmap import TextMap, Words, flat
from positions.yamlfaults import Path as Keys

F = TypeVar("F", bound=PositionFile)
T = TypeVar("T", Entry, Topic)
Range = tuple[int, int]

# Likeness is the share of characters that stay (Levenshtein). Measured on the 263 sentences of the sample articles and
# on as many pieces of three to six words, corrected by chance.
# - In place: a typo mended, a number, a word or two changed, put in or struck is found with the right ends in 99 of 100
#   sentences; another sentence put in its place is at most 0.38 alike.
# - Elsewhere: once a sentence is struck, the passage likest to it is at most 0.57 alike from 40 characters on; of
#   shorter pieces than 25 characters, 1 in 30 reaches 0.75 and 1 in 180 reaches 0.85. What was moved and then had a
#   typo mended or a number changed is more alike than that in 97 of 100 cases.
_ALIKE_IN_PLACE = 0.5
_ALIKE = 0.75
_ALIKE_WHEN_SHORT = 0.85
_SHORT = 25

# What bounds the time that a hostile text or file takes.
_LONGEST = 1_000
"""Characters of a quote that is looked for by likeness; in its place it may have five times as many."""
_MOST_WORDS = 200
"""Words of a quote that is looked for by likeness: the time for one grows with the third power of them."""
_BY_CHARACTERS = 64
"""Characters of a quote up to which it is searched by characters, which takes no longer then; else by words."""
_AROUND = 400
"""Characters that are searched on each side of the place where a quote is expected."""
_RARE = 100
"""Times a word may stand in a text and still tell where a quote could be."""
_TELLING = 30
"""Words of a quote, the rarest, that tell where it could be."""
_PLACES = 3
"""Places that they tell, the best, that are compared."""
_EDGE = 12
"""Words by which either end of a likely place is shifted to see whether it then fits better."""
_HOPELESS = 60
"""Likeness in per cent to the best window of the quote's own length, below which no shift of the ends helps."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a quote stands."""

    at: Range
    """Half-open, in code points of the text."""
    exact: bool
    """The quote's own words stand there, however lines are broken; else words that are like them."""
    score: float = 1.0
    """Share of the characters that are the same, 0 to 1: 1 less the Levenshtein distance over the longer length."""


@dataclass(frozen=True, slots=True)
class Reanchored(Generic[F]):
    """A file for the new text; each entry listed as it was before, with its keys, which stay."""

    file: F
    moved: int
    """How many entries stand elsewhere in the same words."""
    reworded: tuple[tuple[Keys, Entry | Topic], ...]
    """Those whose words the new text has in another form, which they now quote: a person should look at each."""
    lost: tuple[tuple[Keys, Entry | Topic], ...]
    """Those that stand nowhere, left as they were."""


def anchor(quote: str, text: str, near: int | None = None) -> Anchored | None:
    """Where a quote stands in a text.

    Its own words, however lines are broken, win over others: of several places the one nearest to the offset `near`, by
    default the first. Else it is the passage most like it, from word to word; None when nothing is like enough.
    """
    searched, wanted = _Searched(Words.of(text)), flat(quote)
    start = searched.flat_range((near, near + 1))[0] if near is not None else 0
    return searched.exactly(wanted, start) or searched.alike(wanted, start)


def reanchored(file: F, old: str, new: str) -> Reanchored[F]:
    """The file with the quotes and ranges of the new text.

    A quote whose words did not change keeps its own place among several. One that the new text has in like words takes
    those; an entry with `at` alone has the words there for its quote. Nothing else changes.
    """
    if old == new:
        return Reanchored(file, 0, (), ())
    log = _Log(_Correction(old, new))
    update = {
        "positions": {
            party: tuple(log.take(("positions", party, index), entry) for index, entry in enumerate(entries))
            for party, entries in file.positions.items()
        },
        "disputed": tuple(log.take(("disputed", index), topic) for index, topic in enumerate(file.disputed)),
        "settled": tuple(log.take(("settled", index), topic) for index, topic in enumerate(file.settled)),
    }
    return Reanchored(file.model_copy(update=update), log.moved, tuple(log.reworded), tuple(log.lost))


class _Searched:
    """A text made ready for many quotes; ranges are those of its flat form, unless they are said to be the text's."""

    def __init__(self, words: Words) -> None:
        self.words = words
        behind = chain((0,), words.ends)
        blanks = [" " if start > end else "" for start, end in zip(words.starts, behind, strict=False)]
        if blanks:
            blanks[0] = ""
        self.flat = "".join(chain.from_iterable(zip(blanks, words.words, strict=True)))
        self._starts: list[int] = []
        self._ends: list[int] = []
        end = 0
        for blank, word in zip(blanks, words.words, strict=True):
            start = end + len(blank)
            end = start + len(word)
            self._starts.append(start)
            self._ends.append(end)

    @cached_property
    def _mirrored(self) -> str:
        """For what stands last before a place: `rfind` takes quadratic time on hostile texts, `find` does not."""
        return self.flat[::-1]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words.words):
            found.setdefault(word, []).append(place)
        return found

    def flat_range(self, at: Range) -> Range:
        """Of a range of the text."""
        first, last = self.words.between(at)
        if first == len(self._starts) or last < 0:
            return (0, 0) if last < 0 else (len(self.flat), len(self.flat))
        start = self._starts[first] + max(at[0] - self.words.starts[first], 0)
        return start, self._ends[last] + min(at[1] - self.words.ends[last], 0)

    def _anchored(self, span: Range, score: float | None = None) -> Anchored:
        first, last = bisect_right(self._starts, span[0]) - 1, bisect_left(self._starts, span[1]) - 1
        start = self.words.starts[first] + span[0] - self._starts[first]
        end = self.words.starts[last] + span[1] - self._starts[last]
        return Anchored((start, end), score is None, 1.0 if score is None else score)

    def exactly(self, wanted: str, near: int) -> Anchored | None:
        """The place nearest to `near` that has these very words, one of two equally near being the later."""
        size = len(wanted)
        after = self.flat.find(wanted, near) if wanted else -1
        before = self._mirrored.find(wanted[::-1], max(len(self.flat) - near - size + 1, 0)) if wanted else -1
        places = [place for place, found in ((after, after), (len(self.flat) - size - before, before)) if found >= 0]
        if not places:
            return None
        start = min(places, key=lambda place: abs(place - near))
        return self._anchored((start, start + size))

    def in_place(self, wanted: str, starts: Sequence[int], ends: Sequence[int]) -> Anchored | None:
        """These words between the widest of these edges, which are the text's; else what is most like them between one
        edge each, if it is enough so for a place that has the same words around it as before."""
        widest = self.flat_range((starts[0], ends[0]))
        found = self.flat.find(wanted, *widest)
        if found >= 0:
            return self._anchored((found, found + len(wanted)))
        if max(len(wanted), ends[0] - starts[0]) > 5 * _LONGEST:
            return None
        start = max(starts, key=lambda start: self._likeness(wanted, self.flat_range((start, ends[0]))))
        behind = [end for end in ends if end > start]
        end = max(behind, key=lambda end: self._likeness(wanted, self.flat_range((start, end))))
        score = self._likeness(wanted, self.flat_range((start, end)), _ALIKE_IN_PLACE)
        return Anchored((start, end), exact=False, score=score) if score else None

    def alike(self, wanted: str, near: int) -> Anchored | None:
        """The passage most like these words: around `near`, else where the rarest of them stand."""
        words = Words.of(wanted[: _LONGEST + 1]).words
        if not words or len(wanted) > _LONGEST or len(words) > _MOST_WORDS:
            return None
        enough = _ALIKE_WHEN_SHORT if len(wanted) < _SHORT else _ALIKE
        for place in chain((near,), self._likely(words)):
            around = max(place - _AROUND - len(wanted), 0), place + _AROUND + 2 * len(wanted)
            likely = self._window(wanted, words, around)
            score, span = self._fitted(wanted, likely) if likely else (0.0, around)
            if score >= enough:
                return self._anchored(span, score)
        return None

    def _window(self, wanted: str, words: Sequence[str], around: Range) -> Range | None:
        """The window of the length of the quote that is most like it; None where none is."""
        if len(wanted) <= _BY_CHARACTERS:
            found = fuzz.partial_ratio_alignment(wanted, self.flat[slice(*around)], score_cutoff=_HOPELESS)
            return (around[0] + found.dest_start, around[0] + found.dest_end) if found else None
        first, last = bisect_left(self._starts, around[0]), bisect_right(self._ends, around[1])
        found = fuzz.partial_ratio_alignment(words, self.words.words[first:last], score_cutoff=_HOPELESS)
        if not found or found.dest_start == found.dest_end:
            return None
        return self._starts[first + found.dest_start], self._ends[first + found.dest_end - 1]

    def _likely(self, words: Sequence[str]) -> Iterator[int]:
        """Where most of the rare words of a quote stand as they do in it, best first."""
        known = [(index, self._places.get(word, [])) for index, word in enumerate(words)]
        telling = sorted((each for each in known if len(each[1]) <= _RARE), key=lambda each: len(each[1]))[:_TELLING]
        width = max(len(words) // 2, 4)
        votes = Counter((place - index) // width for index, places in telling for place in places)
        for stretch, _ in votes.most_common(_PLACES):
            yield self._starts[min(max(stretch * width + width // 2, 0), len(self._starts) - 1)]

    def _fitted(self, wanted: str, span: Range) -> tuple[float, Range]:
        """The range from word to word about there that is most like the quote, with its likeness."""
        first = max(bisect_right(self._starts, span[0]) - 1, 0)
        last = max(bisect_left(self._starts, span[1]) - 1, first)
        best = self._likeness(wanted, (self._starts[first], self._ends[last]))
        for _ in range(2):
            for start in range(max(first - _EDGE, 0), min(first + _EDGE, last) + 1):
                score = self._likeness(wanted, (self._starts[start], self._ends[last]), best)
                if score > best:
                    best, first = score, start
            for end in range(max(last - _EDGE, first), min(last + _EDGE + 1, len(self._ends))):
                score = self._likeness(wanted, (self._starts[first], self._ends[end]), best)
                if score > best:
                    best, last = score, end
        return best, (self._starts[first], self._ends[last])

    def _likeness(self, wanted: str, span: Range, cutoff: float = 0.0) -> float:
        """0 to 1; 0 also for what is below the cutoff, which costs less."""
        return Levenshtein.normalized_similarity(wanted, self.flat[slice(*span)], score_cutoff=cutoff)


class _Correction:
    """An article's text and its corrected version."""

    def __init__(self, old: str, new: str) -> None:
        self.text = new
        self._old, self._new = _Searched(Words.of(old)), _Searched(Words.of(new))
        self._map = TextMap(self._old.words, self._new.words)

    def place(self, quote: str | None, at: Range | None) -> Anchored | None:
        """Where the new text has what was quoted, or what stood at a range of the old one."""
        wanted = flat(quote or "")
        if at is None or at[1] > len(self._old.words.text):
            stood = self._old.exactly(wanted, 0)
            at = stood.at if stood else None
        if at is None:
            return self._new.exactly(wanted, 0) or self._new.alike(wanted, 0)
        before = self._old.flat[slice(*self._old.flat_range(at))]
        edges = self._map.edges(at)
        if edges and self._new.flat[slice(*self._new.flat_range((edges[0][0], edges[1][0])))] == before:
            return Anchored((edges[0][0], edges[1][0]), exact=True)
        corrected = self._new.in_place(wanted or before, *edges) if edges else None
        if quote is None or (corrected and corrected.exact):
            return corrected
        near = self._new.flat_range((self._map.near(at[0]), len(self.text)))[0]
        exact = self._new.exactly(wanted, near)
        if exact and corrected and self._old.flat.count(wanted) > 1:
            return corrected  # the same words in another place are another statement
        return exact or corrected or self._new.alike(wanted, near)


@dataclass(slots=True)
class _Log:
    """Takes entries to the new text, and remembers what became of them."""

    correction: _Correction
    moved: int = 0
    reworded: list[tuple[Keys, Entry | Topic]] = field(default_factory=list)
    lost: list[tuple[Keys, Entry | Topic]] = field(default_factory=list)

    def take(self, keys: Keys, entry: T) -> T:
        """The entry as it quotes the new text."""
        if entry.quote is None and entry.at is None:
            return entry
        place = self.correction.place(entry.quote, entry.at)
        if place is None:
            self.lost.append((keys, entry))
            return entry
        update: dict[str, object] = {}
        if entry.at not in (None, place.at):
            update["at"] = place.at
        if not place.exact:
            self.reworded.append((keys, entry))
            if entry.quote is not None:
                update["quote"] = self.correction.text[slice(*place.at)].strip()
        elif update:
            self.moved += 1
        return entry.model_copy(update=update) if update else entry
