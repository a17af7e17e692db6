"""Words marked in an article's text: a caret, and the end that stays where it is. Knows no Textual."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_WORD = re.compile(r"\S+")
_END = re.compile(r"[.!?…][”\"’')\]]*(?=\s|$)|\n\s*\n|$")


@dataclass(frozen=True)
class Marking:
    """Offsets are code points of the text; the caret stands before the character of its own."""

    caret: int
    anchor: int | None = None
    """Where marking began; None while nothing is marked."""

    @property
    def span(self) -> tuple[int, int] | None:
        """What lies between the two ends; None where nothing does."""
        if self.anchor is None or self.anchor == self.caret:
            return None
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def at(self, text: str) -> tuple[int, int] | None:
        """The range that is marked, without the blanks at its ends; None where there are no words in it."""
        if self.span is None:
            return None
        start, end = self.span
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def to(self, offset: int, text: str, *, extend: bool = False) -> Marking:
        """The caret elsewhere; what lies between is marked when it `extend`s, or when marking has begun."""
        caret = max(0, min(offset, len(text)))
        return Marking(caret, self.caret if extend and self.anchor is None else self.anchor)

    def toggled(self) -> Marking:
        """Marking begins at the caret, or ends with nothing marked."""
        return replace(self, anchor=self.caret if self.anchor is None else None)

    def word(self, step: int, text: str, *, extend: bool = False) -> Marking:
        """To the end of the next word (1), or the start of the one before (-1)."""
        if step > 0:
            found = _WORD.search(text, self.caret)
            return self.to(found.end() if found else len(text), text, extend=extend)
        before = [word.start() for word in _WORD.finditer(text, max(0, self.caret - 500), self.caret)]
        return self.to(before[-1] if before else 0, text, extend=extend)

    def sentence(self, text: str) -> Marking:
        """The sentence at the caret is marked; where one is marked that ends there, the next one too."""
        marked = self.at(text)
        if marked is not None and marked[0] == sentence_at(text, marked[0])[0] and self.caret == marked[1]:
            following = _WORD.search(text, self.caret)
            end = sentence_at(text, following.start())[1] if following else self.caret
            return Marking(end, marked[0])
        start, end = sentence_at(text, min(self.caret, max(0, len(text) - 1)))
        return Marking(end, start)


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The range of the sentence that an offset stands in, or that begins behind it; a blank line ends one too."""
    start = 0
    for found in _END.finditer(text):
        end = found.end() if found.group().strip() else found.start()
        words = text[start:end]
        if offset < found.end() and words.strip():
            return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = found.end()
    return min(start, len(text)), len(text)
