"""Nouns that comment on what stands before them: *Norland wants a levy, `a demand` Sudmark rejects*.

Such a noun ends the claim before it; what its clause says of it, it says of that claim. Which nouns stand for
something said is data (`pointing.yaml`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.syntax import ancestors, children, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

COMMAS = (",", "-", "–", "—", "--")
WITHOUT_ARTICLE = ("something", "one")
BELOW = frozenset({"xcomp", "ccomp", "acomp", "conj"})
"""How a verb may stand below the clause of such a noun: *an idea that Sudmark is reluctant to accept*."""


class PointingData(Knowledge):
    """pointing.yaml."""

    said: tuple[str, ...]
    put_forward: tuple[str, ...]
    comments: tuple[str, ...]


@cache
def pointing() -> PointingData:
    """The nouns that stand for what has been said. Raises FileFaults where the data file does not fit."""
    return read("pointing", PointingData)


@cache
def _nouns() -> frozenset[str]:
    data = pointing()
    return frozenset((*data.said, *data.put_forward, *data.comments))


def comments(noun: Token) -> bool:
    """Does a noun stand for what is said before it, and open a clause about that?"""
    if noun.lemma_.lower() not in _nouns() or not children(noun, "relcl", "acl"):
        return False
    first = noun.left_edge
    before = first.nbor(-1).text if first.i > noun.sent.start else ""
    return before in COMMAS and (first.lower_ in ("a", "an") or noun.lower_ in WITHOUT_ARTICLE)


def commented_by(verb: Token) -> Token | None:
    """The noun that comments, where a verb without an object of its own stands in its clause."""
    own = [c for c in children(verb, "dobj", "xcomp", "ccomp") if c.tag_ not in ("WDT", "WP", "IN")]
    if own or is_passive(verb):
        return None
    below = verb
    for above in ancestors(verb):
        if below.dep_ in ("relcl", "acl"):
            return above if comments(above) else None
        if below.dep_ not in BELOW:
            return None
        below = above
    return None
