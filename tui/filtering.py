"""Which issues have the words that a person looks for. Knows no Textual."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from positions.model import Article, Row

_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})
"""What a keyboard writes for them."""


def key(text: str) -> str:
    """The text without case and accents, apostrophes and hyphens as a keyboard has them."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_MARKS)


def haystacks(row: Row) -> tuple[str, ...]:
    """Where an issue's words are looked for: its name, proposition and theme, with what each party holds now.

    One text for each party, its name and its current claim (or a person's words for it), so that words found together
    belong together. What is earlier, quoted, or said about a position is left out: it would find nearly every issue.
    """
    name = "\n".join(words for words in (row.issue, row.proposition, row.theme) if words)
    held: dict[str, list[str]] = {}
    for placed in row.positions:
        if placed.current:
            held.setdefault(placed.position.party, []).append(placed.position.claim)
    for party, words in row.cells.items():
        held.setdefault(party, []).append(words)
    return tuple(key("\n".join([name, party, *claims])) for party, claims in held.items()) or (key(name),)


def everywhere(row: Row, articles: Mapping[str, Article]) -> str:
    """All words around an issue in one text: also what was said earlier, quotes, speakers, notes and sources."""
    found = [row.issue, row.proposition, row.theme, row.reason, *row.cells, *row.cells.values()]
    for placed in row.positions:
        position = placed.position
        found += [position.party, position.claim, position.quote, position.speaker, position.note]
        found += position.conditions.values()
        if position.article in articles:
            source = articles[position.article].source
            found += [source.title, source.outlet, source.author]
    return key("\n".join(dict.fromkeys(words for words in found if words)))


def has(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Is there a text with all the words? Words and texts as `key` makes them."""
    words = tuple(words)
    return any(all(word in text for word in words) for text in texts)
