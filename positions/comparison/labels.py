"""Names for issues: a short noun phrase out of the claims, and the sentence that says what "for" means.

Owns the choice among the noun phrases of an issue's claims (`positions.phrasing` finds them) and their form. What a
person named keeps its name, and so does what was named before: see `issues`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from positions.comparison.quantities import without_amounts
from positions.comparison.words import content_stems, is_empty, is_function_word, is_whole_proposal, meant, stem

_MOST_WORDS = 7
_LATER = 0.6
"""What a phrase behind a claim's first counts: what comes later explains more often than it names."""
_LONGEST_OWNER = 4
"""Words of a party's name that may stand before *offer*."""


def source(claim: str) -> str:
    """The text of a claim in which to look for the phrases that may name its issue: in normal case, without its
    amounts, which move while the issue stays."""
    return without_amounts(normal_case(meant(claim)))


def label(
    claims: Sequence[str],
    phrases: Sequence[Sequence[str]],
    spread: Counter[str],
    taken: set[str],
    owner: str | None = None,
) -> str:
    """A phrase of at most seven words that the claims share and other issues do not, and that is not `taken`.

    `phrases` are the noun phrases of the first claims' `source`; `spread` counts, for each stem, the claims of the
    whole negotiation that have it. `taken` holds compared forms (`key`). `owner` is whose proposal they are about.
    """
    inside = Counter(word for claim in claims for word in set(content_stems(meant(claim))))
    ranked: dict[str, tuple[float, int]] = {}
    for order, (phrase, place) in enumerate((p, n) for own in phrases for n, p in enumerate(map(_trimmed, own))):
        if phrase:
            worth = _worth(phrase, inside, len(claims), spread) * (_LATER if place > 1 else 1.0)
            ranked[phrase] = min(ranked.get(phrase, (0.0, order)), (-worth, order))
    candidates = sorted(ranked, key=lambda phrase: ranked[phrase]) or [_cut(normal_case(claims[0]))]
    if owner and is_whole_proposal(candidates[0]) and len(owner.split()) <= _LONGEST_OWNER:
        candidates.insert(0, f"{owner}’s {candidates[0]}")
    return next((phrase for phrase in candidates if key(phrase) not in taken), None) or _numbered(candidates[0], taken)


def _trimmed(phrase: str) -> str:
    """Without grammar at its ends; empty where nothing of content is left, or too much to be a name."""
    words = phrase.split()
    while words and is_function_word(words[0].strip("'’")):
        words = words[1:]
    while words and is_function_word(words[-1].strip("'’")):
        words = words[:-1]
    found = " ".join(words).strip(" -/'’")
    return found if len(found) > 2 and len(words) <= _MOST_WORDS and content_stems(found) else ""


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
    """An amount says little about what it is an amount of; *the basis of* or *the proposal* not much more."""
    if is_empty(phrase) or without_amounts(phrase) != phrase or any(char.isdigit() for char in phrase):
        return 0.1
    return 0.4 if is_whole_proposal(phrase) or is_empty(phrase.split()[0]) else 1.0


def _cut(text: str) -> str:
    return " ".join(text.split()[:_MOST_WORDS])
