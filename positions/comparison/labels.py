"""Names for issues: a short noun phrase out of the claims, and the sentence that says what "for" means.

Owns plain rules over words; no parser. What a person named keeps its name, and so does what was named before: see
`issues`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from positions.comparison.quantities import quantities, without_amounts
from positions.comparison.words import content_stems, is_function_word, is_whole_proposal, meant, stem

_MOST_WORDS = 6
_LINKS = (
    r"\b(?:should|must|shall|will|would|can|could|may|might|is|are|was|were|be|been|being|has|have|had|do|does|did)\b"
)
"""What ties a subject to what it does: *the guns must fall silent*."""
_BORDERS = (
    r"[^\w\s'’&/%$£€.,-]|[,.](?=\s|$)|[\"“”‘]"
    r"|\b(?:that|which|who|whom|whose|where|when|while|if|unless|until|because|so|but|than|rather|instead|as|cannot|not|by"
    r"|it|he|she|they|them|him|we|us|i|you|there|with|without|before|after|or|including|under|from|into|at)\b"
)
_BREAKS = re.compile(rf"{_BORDERS}|{_LINKS}|\bto\b", re.IGNORECASE)
_CLAUSES = re.compile(_BORDERS, re.IGNORECASE)
_TIES = re.compile(_LINKS, re.IGNORECASE)
_LATER = 0.6
"""What a phrase behind a claim's first counts: what comes later explains more often than it names."""
_INNER = frozenset({"of", "for", "on", "in", "the", "and", "a", "an", "its", "their", "his", "her"})


def label(claims: Sequence[str], spread: Counter[str], taken: set[str]) -> str:
    """A phrase of at most six words that the claims share and other issues do not, and that is not `taken`.

    `spread` counts, for each stem, the claims of the whole negotiation that have it. `taken` holds compared forms
    (`key`).
    """
    inside = Counter(word for claim in claims for word in set(content_stems(meant(claim))))
    ranked: dict[str, tuple[float, int]] = {}
    for order, (phrase, place) in enumerate((p, n) for claim in claims for n, p in enumerate(phrases(meant(claim)))):
        worth = _worth(phrase, inside, len(claims), spread) * (_LATER if place else 1.0)
        ranked[phrase] = min(ranked.get(phrase, (0.0, order)), (-worth, order))
    candidates = sorted(ranked, key=lambda phrase: ranked[phrase]) or [_cut(normal_case(claims[0]))]
    return next((phrase for phrase in candidates if key(phrase) not in taken), None) or _numbered(candidates[0], taken)


def topic(text: str, taken: set[str]) -> str:
    """What an article calls an issue that nobody holds a position on: its words, in normal case, told from what is
    `taken`."""
    name = re.sub(r"^(?:the|an?)\s+(?=\w)", "", normal_case(text), flags=re.IGNORECASE)
    return _numbered(name, taken)


def _numbered(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while key(found) in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def key(name: str) -> str:
    """The form in which two labels are the same."""
    return " ".join(stem(word) for word in name.split() if not is_function_word(word)) or name.casefold()


def phrases(claim: str) -> list[str]:
    """The noun phrases of a claim, roughly: what stands between the words that noun phrases do not have.

    Before them the first clause, as a headline has it (*guns fall silent*). First all without the claim's amounts,
    which move while the issue stays, then with them.
    """
    out = []
    texts = without_amounts(normal_case(claim)), normal_case(claim)
    clause = next((piece for piece in _CLAUSES.split(texts[0]) if piece.strip()), "")
    for piece in [_TIES.sub(" ", clause), *_BREAKS.split(texts[0]), *_BREAKS.split(texts[1])]:
        words = piece.split()
        while words and is_function_word(words[0].strip("'’")):
            words = words[1:]
        words = words[:_MOST_WORDS]
        while words and is_function_word(words[-1].strip("'’")):
            words = words[:-1]
        if words and any(content_stems(word) for word in words):
            out.append(" ".join(words).strip(" -/'’"))
    return [phrase for phrase in dict.fromkeys(out) if len(phrase) > 2]


def normal_case(text: str) -> str:
    """A headline in capitals as a sentence would have it; a first word without its capital, unless it is a name."""
    flat = " ".join(text.split())
    letters = [char for char in flat if char.isalpha()]
    if len(letters) > 6 and all(char.isupper() for char in letters):
        return flat.lower()
    first, _, rest = flat.partition(" ")
    return f"{first.lower()} {rest}".strip() if is_function_word(first) else flat


def proposition(claim: str) -> str:
    """A claim as a sentence: with a capital, without a full stop, its blanks collapsed."""
    flat = normal_case(claim).strip(' .;,"“”')
    flat = re.sub(r"^to\s+(?=\w)", "", flat, flags=re.IGNORECASE) or flat
    return flat[:1].upper() + flat[1:]


def _worth(phrase: str, inside: Counter[str], claims: int, spread: Counter[str]) -> float:
    """Rises with how many of the issue's claims have its words and how few others do; long and empty phrases lose."""
    stems = set(content_stems(phrase))
    shared = sum(inside[word] / claims * math.sqrt(inside[word] / max(1, spread[word])) for word in stems)
    length = len(phrase.split())
    worth = shared / math.sqrt(max(2, len(stems))) + (0.1 if 2 <= length <= 5 else 0.0)
    return worth * _discount(phrase)


def _discount(phrase: str) -> float:
    """An amount says little about what it is an amount of; a word like *proposal* not much more."""
    if quantities(phrase) or any(char.isdigit() for char in phrase):
        return 0.1
    return 0.4 if is_whole_proposal(phrase) else 1.0


def _cut(text: str) -> str:
    return " ".join(text.split()[:_MOST_WORDS])
