"""Which of the known names a person means who has typed a part of one. Knows no Textual."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from .filtering import key

MOST = 200
"""So many names are offered at once."""
_ALIKE = 0.6
"""Likeness from which on a name may be a slip of the finger away (Ratcliff and Obershelp, by `difflib`)."""


def candidates(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that it may be, each once, likeliest first; all of them, in their order, where nothing is typed.

    The name itself comes first, then what starts with it, what has a word that does, what has it or all of its words
    anywhere, and, where there is none of these, what is spelt alike.
    """
    needle, known = key(typed).strip(), [name for name in dict.fromkeys(names) if name]
    if not needle:
        return tuple(known[:MOST])
    ranked = [(rank, number, name) for number, name in enumerate(known) if (rank := _rank(needle, key(name))) < 5]
    if ranked:
        return tuple(name for _, _, name in sorted(ranked)[:MOST])
    by_key = {key(name): name for name in known}
    return tuple(by_key[one] for one in difflib.get_close_matches(needle, by_key, n=5, cutoff=_ALIKE))


def _rank(needle: str, name: str) -> int:
    if name == needle:
        return 0
    if name.startswith(needle):
        return 1
    if f" {needle}" in name:
        return 2
    if needle in name:
        return 3
    return 4 if all(word in name for word in needle.split()) else 5


def is_one_of(typed: str, names: Iterable[str]) -> bool:
    """Is what was typed one of the names, written in whatever case?"""
    return key(typed).strip() in {key(name) for name in names}
