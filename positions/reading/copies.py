"""Texts that are nearly the same, as a wire agency's story is in two newspapers.

Texts are compared by their shingles, every run of five words (Broder, On the resemblance and containment of documents,
1997): the share of the shorter one's that the longer one has too, so that a copy that was cut is seen as one. The
comparison is exact; a thousand articles take a second or two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_WORDS = 5
_ALIKE = 0.7
"""Two reports of the same event in words of their own share less than a tenth, also where they quote the same."""
_SHORTEST = 40
"""Shingles: below, a copy says nothing, as two short notices may have one sentence in common."""


class Copies:
    """The texts there are, to find which of them a new one is a copy of."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """From pairs of id and text."""
        self._sizes: dict[str, int] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for article_id, text in texts:
            self.add(article_id, text)

    def add(self, article_id: str, text: str) -> None:
        """Know one more text; one that is known already is not counted twice."""
        if article_id in self._sizes:
            return
        found = _shingles(text)
        self._sizes[article_id] = len(found)
        for shingle in found:
            self._holders[shingle].append(article_id)

    def of(self, text: str) -> tuple[str, float] | None:
        """The id of the text that this one is nearly the same as, the likest one, with the share of the shorter one's
        shingles, 0.7 to 1; None where there is none."""
        likest = max(((share, article_id) for article_id, share in self.all_of(text)), default=None)
        return (likest[1], likest[0]) if likest else None

    def all_of(self, text: str) -> list[tuple[str, float]]:
        """The ids of all texts that this one is nearly the same as, each with that share, in the order of the ids."""
        found = _shingles(text)
        shared = Counter(holder for shingle in found for holder in self._holders.get(shingle, ()))
        alike = []
        for article_id, count in sorted(shared.items()):
            shorter = min(len(found), self._sizes[article_id])
            if shorter >= _SHORTEST and count / shorter >= _ALIKE:
                alike.append((article_id, count / shorter))
        return alike


def _shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.casefold())
    return {hash(tuple(words[at : at + _WORDS])) for at in range(len(words) - _WORDS + 1)}
