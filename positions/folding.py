"""Words that were found whatever their case, in the form in which they are looked up.

Owns the one folding that agrees with `re.IGNORECASE`. That takes the Turkish ı and İ for an i, `str.casefold` does not:
a word that a pattern found would be missing from the table that the pattern was made of.
"""

from __future__ import annotations

_TURKISH = str.maketrans("ıİ", "ii")


def folded(word: str) -> str:
    """The word in small letters: whatever `re.IGNORECASE` finds by a pattern of plain small letters becomes these."""
    return word.translate(_TURKISH).casefold()
