"""A text in chunks for a model's window: cut at paragraph borders, each beginning with the end of the one before.

Ranges only: every chunk knows where it stands, so that what is found in it is placed in the article.
"""

from __future__ import annotations

from collections.abc import Iterator

OVERLAP = 0.1
"""Share of a chunk that may repeat the paragraphs before it, so that who speaks and what *it* is stay known."""

Range = tuple[int, int]


def chunks(text: str, longest: int) -> list[Range]:
    """The ranges of a text's chunks, in order, each at most `longest` characters; none of a text without words.

    Together they cover every word. A chunk begins at a paragraph, with whole paragraphs of the one before as far as
    they take a tenth of `longest`. A paragraph that is longer than a chunk is cut behind a sentence, else at a blank.
    """
    pieces = list(_pieces(text, longest))
    found: list[Range] = []
    first = 0
    while first < len(pieces):
        last = first
        while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= longest:
            last += 1
        found.append((pieces[first][0], pieces[last][1]))
        if last + 1 == len(pieces):
            break
        following = last + 1
        while following - 1 > first and _fits(pieces, following - 1, last, longest):
            following -= 1
        first = following
    return found


def _fits(pieces: list[Range], first: int, last: int, longest: int) -> bool:
    """May the pieces from `first` to `last` be repeated, and does the next one go into a chunk with them?"""
    start = pieces[first][0]
    return pieces[last][1] - start <= OVERLAP * longest and pieces[last + 1][1] - start <= longest


def _pieces(text: str, longest: int) -> Iterator[Range]:
    """Paragraphs, long ones in parts."""
    for start, end in _paragraphs(text):
        while end - start > longest:
            cut = _cut(text, start, start + longest)
            yield start, cut
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end


def _paragraphs(text: str) -> Iterator[Range]:
    """Ranges without the blanks around them."""
    start, end = -1, -1
    offset = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            begin = offset + line.index(words[0])
            start = begin if start < 0 else start
            end = begin + len(words)
        elif start >= 0:
            yield start, end
            start = -1
        offset += len(line)
    if start >= 0:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut a stretch that is too long: behind its last sentence, else behind its last word, else at its end."""
    half = start + (end - start) // 2
    sentence = max((text.rfind(mark, half, end) for mark in (". ", "? ", "! ", ".\n", "” ", '" ')), default=-1)
    if sentence > 0:
        return sentence + 1
    blank = max(text.rfind(" ", half, end), text.rfind("\n", half, end))
    return blank if blank > 0 else end
