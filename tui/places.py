"""Issues, parties and articles by their names: where a person may want to go. Knows no Textual."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .filtering import key
from .view import View

MOST = 8
"""Of each kind; who sees more has not typed enough."""


class Place(NamedTuple):
    """Somewhere to go."""

    kind: Literal["issue", "party", "article"]
    name: str
    """As a person reads it."""
    id: str
    """The issue, the party, or the article's id."""
    rank: int
    """0 for the best: one that begins with what was typed."""


def found(text: str, view: View) -> list[Place]:
    """The places whose names have all the words; those that begin with the first come first."""
    words = key(text).split()
    if not words:
        return []
    content = view.content
    names: list[tuple[Literal["issue", "party", "article"], str, str]] = [
        *(("issue", row.issue, row.issue) for row in content.rows),
        *(("party", party, party) for party in content.matrix.parties),
        *(("article", article.title, article.id) for article in content.articles.values()),
    ]
    places: list[Place] = []
    for kind in ("issue", "party", "article"):
        fitting = [
            (name, id_) for each, name, id_ in names if each == kind and all(word in key(name) for word in words)
        ]
        fitting.sort(key=lambda place: not key(place[0]).startswith(words[0]))
        places += [Place(kind, name, id_, rank) for rank, (name, id_) in enumerate(fitting[:MOST])]
    return places
