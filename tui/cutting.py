"""A claim cut to size: the words of its quote, and which of them it takes. Knows no Textual."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from positions.model import name_key

Edge = Literal["start", "end"]

_WORD = re.compile(r"\S+")
_MARKS = "\"'“”‘’.,;:!?…()[]"
"""What stands around words and is none of them."""


@dataclass(frozen=True)
class Cut:
    """A run of whole words of a text."""

    text: str
    """The quote; the claim itself where it does not stand in the quote word for word."""
    first: int
    last: int
    """The first and the last word that it takes, counted from 0."""
    in_quote: bool

    @property
    def words(self) -> tuple[tuple[int, int], ...]:
        """The half-open range of each word of the text."""
        return _words(self.text)

    @property
    def at(self) -> tuple[int, int]:
        """The half-open range that it takes, without the marks around it."""
        start, end = self.words[self.first][0], self.words[self.last][1]
        taken = self.text[start:end]
        bare = taken.strip(_MARKS)
        if not bare:
            return start, end
        start += taken.index(bare)
        return start, start + len(bare)

    @property
    def claim(self) -> str:
        """Its words, with single blanks."""
        return " ".join(self.text[slice(*self.at)].split())

    def moved(self, edge: Edge, by: int) -> Cut:
        """The same with an edge moved by so many words, right of where it is (above 0) or left; one word stays."""
        if edge == "start":
            return replace(self, first=min(max(self.first + by, 0), self.last))
        return replace(self, last=min(max(self.last + by, self.first), len(self.words) - 1))


def cut_of(claim: str, quote: str | None) -> Cut:
    """Where a claim stands in its quote, without regard to case, blanks and the marks around words."""
    wanted = [_bare(word) for word in claim.split()]
    words = [_bare(quote[start:end]) for start, end in _words(quote)] if quote else []
    for first in range(len(words) - len(wanted) + 1):
        if words[first : first + len(wanted)] == wanted:
            return Cut(quote or "", first, first + len(wanted) - 1, in_quote=True)
    return Cut(claim, 0, len(wanted) - 1, in_quote=False)


def _words(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _WORD.finditer(text))


def _bare(word: str) -> str:
    """A word as it is compared."""
    return name_key(word.strip(_MARKS) or word)
