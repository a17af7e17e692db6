"""Whether what a model wrote stands in the article, and where.

Words are looked for as they are, then without regard to capitals and kinds of quotation marks, then by likeness. Only
ranges of the article leave this module: what is stored are the article's words, never the model's. What cannot be
found has a reason in place of a range.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from positions.anchoring import anchor
from positions.extraction.llm.prompt import addressed
from positions.extraction.llm.schema import Statement, TopicNamed
from positions.model import Aligned, Alignment, Span
from positions.textmap import flat

ALIKE = 0.85
"""Share of characters that must stay (Levenshtein) for words to be found by likeness. A copied sentence with a slip or
two is more alike; another sentence about the same matter is not (see `anchoring`)."""
SHORT = 12
"""Characters below which likeness says nothing: *Iran* is three quarters of *Iraq*."""
BESIDE = 300
"""Characters that a claim may stand from its quote, which is then made longer; a claim further off is another one's."""
MOST_PLACES = 200
"""Of the same words, that are looked at for the nearest."""

_SIGNS = str.maketrans(
    {**dict.fromkeys('“”„‟«»‘’‚‛`´"', "'"), **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u00a0\u202f\u2009", " ")}
)
_TELLING = re.compile(
    r"\d[\d.,]*\d|\d|\b(?:not?|never|nor|neither|without|none|nothing|cannot|\w+n't)\b", re.IGNORECASE
)
"""Numbers and negations: where they differ, likeness does not count."""
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*(?=\s|$)\s*|\n\s*\n")
"""Also of a paragraph; the blanks behind it belong to it."""


class Left(NamedTuple):
    """Why something is left out."""

    why: str


@dataclass(frozen=True)
class Grounded:
    """A statement with the article's ranges for all of its words."""

    said: Statement
    quote: Aligned
    claim: Aligned
    holder: Aligned
    condition: Aligned | None
    reporter: Aligned | None

    @property
    def score(self) -> float:
        """The least of the likenesses that it rests on."""
        return min(self.quote.score, self.claim.score, self.holder.score)


@dataclass(frozen=True)
class GroundedTopic:
    """A topic with the article's ranges for its words."""

    said: TopicNamed
    quote: Aligned
    topic: Aligned


class Ground:
    """A chunk of an article in which words are looked for; ranges are those of the whole article."""

    def __init__(self, text: str, at: Span) -> None:
        self._text = text[at[0] : at[1]]
        self._plain = _plain(self._text)
        self._start = at[0]

    def statement(self, said: Statement) -> Grounded | Left:
        """Where a statement's words stand, or why it is left out."""
        evidence = self._evidence(said.quote, said.claim, "claim")
        if isinstance(evidence, Left):
            return evidence
        quote, claim = evidence
        holder = self.find(said.holder, quote.at)
        condition = None if said.condition_kind == "none" else self._maybe(said.condition, quote.at)
        reporter = self._maybe(said.reported_by, quote.at)
        if holder is None:
            return Left("the holder is not in the article")
        if said.condition_kind != "none" and said.condition is not None and condition is None:
            return Left("the condition is not in the article")
        if said.reported_by is not None and reporter is None:
            return Left("who reports it is not in the article")
        return Grounded(said, quote, claim, holder, condition, reporter)

    def topic(self, said: TopicNamed) -> GroundedTopic | Left:
        """Where a topic's words stand, or why it is left out."""
        evidence = self._evidence(said.quote, said.topic, "topic")
        return evidence if isinstance(evidence, Left) else GroundedTopic(said, *evidence)

    def find(self, words: str, near: Span | None = None) -> Aligned | None:
        """Where words stand, the place nearest to a range by default the first; None where they do not."""
        words = words.strip().strip("“”\"'‘’ ").rstrip(" .,;…")
        around = self._inner(near) if near is not None else (0, 0)
        for by, text, wanted in (
            (Alignment.EXACT, self._text, words),
            (Alignment.NORMALISED, self._plain, _plain(words)),
        ):
            places = list(_places(wanted, text))
            if places:
                return self._aligned(min(places, key=lambda place: _gap(place, around)), by)
        return self._alike(_plain(words), around[0])

    def _alike(self, wanted: str, near: int) -> Aligned | None:
        if len(wanted) < SHORT:
            return None
        found = anchor(wanted, self._plain, near)
        if found is None:
            return None
        at = _to_words(self._plain, found.at)
        stands = flat(self._plain[slice(*at)])
        score = Levenshtein.normalized_similarity(flat(wanted), stands)
        if score < ALIKE or _telling(wanted) != _telling(stands):
            return None
        return self._aligned(at, Alignment.FUZZY, round(score, 2))

    def _evidence(self, quoted: str, words: str, what: str) -> tuple[Aligned, Aligned] | Left:
        """A quote that holds the words it shows."""
        quote = self.find(quoted)
        if quote is None:
            return Left("the quote is not in the article")
        found = self.find(words, quote.at)
        if found is None:
            return Left(f"the {what} is not in the article")
        if _gap(found.at, quote.at) > BESIDE:
            return Left(f"the {what} stands elsewhere than its quote")
        at = min(quote.at[0], found.at[0]), max(quote.at[1], found.at[1])
        if addressed().search(self._sentence(*self._inner(at))):
            return Left("the sentence speaks to a model")
        return quote.model_copy(update={"at": at}), found

    def _sentence(self, start: int, end: int) -> str:
        """What stands at a range with the rest of its sentence, as far as that is near; no sentence beside it."""
        before, behind = self._text[max(0, start - BESIDE) : start], self._text[end : end + BESIDE]
        begins = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
        ends = _SENTENCE_END.search(self._text[end - 1 : end] + behind)
        return before[begins:] + self._text[start:end] + (behind[: max(0, ends.start() - 1)] if ends else behind)

    def _maybe(self, words: str | None, near: Span) -> Aligned | None:
        return None if words is None else self.find(words, near)

    def _inner(self, at: Span) -> tuple[int, int]:
        return at[0] - self._start, at[1] - self._start

    def _aligned(self, at: tuple[int, int], by: Alignment, score: float = 1.0) -> Aligned:
        return Aligned(at=(at[0] + self._start, at[1] + self._start), by=by, score=score)


def _plain(text: str) -> str:
    """The text in the form in which it is compared; every character keeps its place."""
    low = text.translate(_SIGNS).lower()
    return low if len(low) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where whole words stand, however lines are broken."""
    parts = words.split()
    if not parts:
        return
    first = r"(?<!\w)" if parts[0][0].isalnum() else ""
    last = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    pattern = re.compile(first + r"\s+".join(map(re.escape, parts)) + last)
    for number, match in enumerate(pattern.finditer(text)):
        if number == MOST_PLACES:
            return
        yield match.span()


def _to_words(text: str, at: tuple[int, int]) -> tuple[int, int]:
    """The range made longer to the ends of the words that it cuts."""
    start, end = at
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _gap(one: Span, other: Span) -> int:
    """Characters between two ranges; none where they touch."""
    return max(0, one[0] - other[1], other[0] - one[1])


def _telling(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _TELLING.findall(text))
