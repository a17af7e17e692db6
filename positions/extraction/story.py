"""An article as the grammar reads it: passages that are parsed, each knowing where it stands in the stored text.

Owns the way from a stored text to what is parsed and back to its offsets. A parser trained on modern prose stumbles
over what newswire and bulletins do (NAMES IN CAPITALS, `<TICKERS>`, `8 pct`, datelines), so a passage is parsed from a
*reading copy* in which these are written out; every character of the copy knows the character of the text it came
from, and nothing but text offsets leaves this package. It decides nothing about positions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from positions.extraction.knowledge import reading_rules
from positions.model import Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_PASSAGE = 20_000
"""Characters; a longer paragraph is cut at a blank, so that a broken file cannot make one endless parse."""


class Kind(StrEnum):
    """What a passage is in its article."""

    HEADLINE = "headline"
    HEADING = "heading"
    BODY = "body"


@dataclass(frozen=True)
class Passage:
    """A parsed paragraph, heading or headline."""

    kind: Kind
    doc: Doc
    offsets: Sequence[int]
    """For each character of the reading copy, the offset of its origin in the article's text."""

    def at(self, start: int, end: int) -> Span:
        """The range of the article's text for the characters `[start, end)` of the reading copy."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def span(self, token: Token) -> Span:
        """The range of the article's text that a token covers."""
        return self.at(token.idx, token.idx + len(token))


@dataclass(frozen=True)
class Story:
    """An article, or a part of a long one, with its parsed passages in the order of the text, without boilerplate."""

    article: Article
    passages: tuple[Passage, ...]

    def text(self, at: Span) -> str:
        """The words of the stored text at that range."""
        return (self.article.text or "")[at[0] : at[1]]


@dataclass(frozen=True)
class Block:
    """A piece of the text before parsing: `[start, end)` of the stored text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Copy:
    """A block as the parser shall see it."""

    kind: Kind
    text: str
    offsets: Sequence[int]
    """For each character, its origin in the stored text."""


def blocks(text: str) -> Iterator[Block]:
    """The headline, headings and paragraphs of a text, without web boilerplate, datelines and blanks."""
    rules = reading_rules()
    first = True
    pieces = list(_paragraphs(text))
    for start, end in pieces:
        words = text[start:end]
        if rules.ends_article.fullmatch(words.strip()):
            return
        if rules.boilerplate.fullmatch(words.strip()) or not re.search(r"[^\W\d_]{2}", words):
            continue
        kind = _kind(words, first=first and len(pieces) > 1)
        first = False
        if kind is Kind.BODY and (dateline := rules.dateline.match(words)):
            start += dateline.end()
        if marker := rules.marker.match(text[start:end]):
            start += marker.end()
        for cut in range(start, end, LONGEST_PASSAGE):
            yield Block(kind, cut, min(end, cut + LONGEST_PASSAGE))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of paragraphs: hard-wrapped lines belong together, long lines and headings stand alone."""
    run: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = match.group().rstrip()
        alone = not line.strip() or line.lstrip().startswith(("#", "- ", "* ", "• ")) or len(line) > 120
        if run and (alone or not text[run[-1][0] : run[-1][1]].strip()):
            yield run[0][0], run[-1][1]
            run = []
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            run.append((start, match.start() + len(line)))
            if alone:
                yield run.pop()
    if run:
        yield run[0][0], run[-1][1]


def _kind(words: str, *, first: bool) -> Kind:
    if words.startswith("#"):
        return Kind.HEADLINE if first else Kind.HEADING
    short = len(words.split()) <= 25 and len(words) <= 250
    open_ended = not words.rstrip().endswith((".", "!", "?", '"', "”", ":", ";"))
    if first and short:
        return Kind.HEADLINE
    if short and open_ended and len(words.split()) <= 12:
        return Kind.HEADING
    return Kind.BODY


def casing(text: str) -> dict[str, str]:
    """How the running text writes each word (its commonest form), for setting headlines and capitals as prose."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in text.splitlines():
        if not _titled(line):
            for word in re.findall(r"(?<![.!?:\"“] )(?<!^)\b[^\W\d_][\w’'\-]*", line):
                seen[word.lower()][word] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def _titled(words: str) -> bool:
    """Does the line write most of its longer words with a capital, as headlines do?"""
    longer = re.findall(r"\b[^\W\d_][\w’'\-]{3,}", words)
    return bool(longer) and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def reading_copy(text: str, block: Block, cases: dict[str, str]) -> tuple[str, list[int]]:
    """The words of a block as the parser shall see them, and for each character its origin in the text."""
    words = text[block.start : block.end]
    rules = reading_rules()
    titled = block.kind is not Kind.BODY and _titled(words) and not rules.authored.match(words)
    copy: list[str] = []
    offsets: list[int] = []
    place = 0
    for match in (rules.title_rewrites if titled else rules.rewrites).finditer(words):
        _keep(words, place, match.start(), block.start, copy, offsets)
        rewritten = rules.rewritten(match, cases)
        origins = range(match.start(), match.end())
        for number, character in enumerate(rewritten):
            copy.append(character)
            last = number == len(rewritten) - 1
            offsets.append(block.start + (origins[-1] if last else origins[min(number, len(origins) - 1)]))
        place = match.end()
    _keep(words, place, len(words), block.start, copy, offsets)
    return "".join(copy), offsets


def _keep(words: str, start: int, end: int, shift: int, copy: list[str], offsets: list[int]) -> None:
    for place in range(start, end):
        copy.append(" " if words[place].isspace() else words[place])
        offsets.append(shift + place)


def copies(text: str) -> Iterator[Copy]:
    """The reading copies of a text's blocks, in its order."""
    cases = casing(text)
    for block in blocks(text):
        words, offsets = reading_copy(text, block, cases)
        yield Copy(block.kind, words, offsets)
