"""What comparison looks at of a position: its claim, its passage, whose it is and whose proposal it speaks of.

Owns `Statement` and how it is made. It measures nothing: what two statements have in common is for `signs`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from positions.comparison.words import content_stems, is_whole_proposal, meant
from positions.model import Position, Registry, Snapshot, Stance, name_key

_CONTEXT_WORDS = 60
"""Words of a quote that are looked at: the model reads about twice as many pieces, and long quotes blur."""
_BEFORE, _BEHIND = 350, 200
"""Characters of the article before and behind a quote that its surroundings are."""
_CLOSING = " .,;:!"
"""What ends a claim and says nothing: vectors would differ by a full stop."""
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+\S.*|[^\Wa-z\d_][^\na-z]{4,60})$", re.MULTILINE)
"""A line of its own, marked as Markdown has it or all in capitals."""
PUTS_FORWARD = (Stance.DEMAND, Stance.OFFER)
"""The stances of who puts something forward; the others answer what somebody put forward."""
GIVES = (Stance.OFFER, Stance.ACCEPT)
"""The stances of who gives what is named."""


class Statement(NamedTuple):
    """What likeness looks at: a position, or a mere name or topic, of which little is known."""

    claim: str
    quote: str | None = None
    around: str | None = None
    """The quote with the text before and behind it."""
    party: str | None = None
    owner: str | None = None
    """The party whose proposal it speaks of."""
    article: str | None = None
    start: int | None = None
    """Where the quote begins in the article."""
    heading: int | None = None
    """How many headings stand before it; None where the article has none but its title."""


def statements(positions: Sequence[Position], snapshot: Snapshot) -> list[Statement]:
    """What likeness looks at of each position; `snapshot` has the articles' texts and the parties' names."""
    texts = {article.id: article.text or "" for article in snapshot.articles}
    headings = {name: _headings(text) for name, text in texts.items()}
    mentioned = _mentions({one.party for one in positions}, snapshot.registry)
    found = []
    for one in positions:
        around = _around(texts.get(one.article, ""), one) if one.quote else None
        owner = one.party if one.stance in PUTS_FORWARD else _answered(one, mentioned)
        start = one.at[0] if one.at else None
        under = _under(headings.get(one.article), start)
        found.append(Statement(one.claim, one.quote, around, one.party, owner, one.article, start, under))
    return found


def _headings(text: str) -> list[int]:
    """Where the headings of a text begin, its title apart."""
    title = len(text) - len(text.lstrip())
    return [found.start() for found in _HEADING.finditer(text) if found.start() > title]


def _under(headings: Sequence[int] | None, start: int | None) -> int | None:
    return bisect_right(headings, start) if headings and start is not None else None


def _around(text: str, one: Position) -> str:
    if one.at is None:
        return one.quote or ""
    before, behind = text[max(0, one.at[0] - _BEFORE) : one.at[0]], text[one.at[1] : one.at[1] + _BEHIND]
    return " ".join(f"{before} {one.quote} {behind}".split())


class _Mentions(NamedTuple):
    """Which parties a text names."""

    pattern: re.Pattern[str]
    meant: Mapping[str, str]

    def __call__(self, text: str) -> Iterator[str]:
        return (self.meant[name_key(found.group())] for found in self.pattern.finditer(text))


def _mentions(parties: Iterable[str], registry: Registry) -> _Mentions:
    known = {name: party for name, (party, *others) in registry.names_of().items() if not others}
    known |= {name_key(party): party for party in sorted(parties) if name_key(party) not in known}
    longest_first = sorted((name for name in known if name), key=lambda name: (-len(name), name))
    either = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return _Mentions(re.compile(rf"\b(?:{either or '(?!)'})\b", re.IGNORECASE), _Folded(known))


class _Folded(dict[str, str]):
    """Names by `name_key`; what case folding alone makes of a name may be another."""

    def __missing__(self, name: str) -> str:
        return name


def _answered(one: Position, mentioned: _Mentions) -> str | None:
    """Whose proposal it is that a party accepts or rejects: the first other one that claim or else quote name."""
    for text in (one.claim, one.quote or ""):
        for party in mentioned(text):
            if party != one.party:
                return party
    return None


class Texts(NamedTuple):
    """What the model reads of each statement."""

    told: list[str]
    """The words that say what it is about."""
    contexts: list[str]
    """Those with the words next to them."""
    sentences: list[str]
    """Both."""
    around: list[str]
    """The passage that it stands in."""

    @classmethod
    def of(cls, stated: Sequence[Statement]) -> Texts:
        """In the order of the statements."""
        contexts = [context(one.claim, one.quote) for one in stated]
        told = [telling(one.claim, near) for one, near in zip(stated, contexts, strict=True)]
        sentences = [f"{claim}. {near}" for claim, near in zip(told, contexts, strict=True)]
        return cls(told, contexts, sentences, [one.around or near for one, near in zip(stated, contexts, strict=True)])


def telling(claim: str, around: str) -> str:
    """The words that say what a claim is about: its own, or those around it where it only names a proposal as a
    whole."""
    own = meant(claim)
    return around if is_whole_proposal(own) or not content_stems(own) else own.rstrip(_CLOSING)


def context(claim: str, quote: str | None) -> str:
    """The claim with the words next to it in its quote."""
    if not quote:
        return claim
    words = quote.split()
    if len(words) <= _CONTEXT_WORDS:
        return " ".join(words)
    flat = " ".join(words)
    found = re.search(re.escape(" ".join(claim.split())), flat)
    before = len(flat[: found.start()].split()) if found else 0
    start = max(0, min(before - _CONTEXT_WORDS // 3, len(words) - _CONTEXT_WORDS))
    return " ".join(words[start : start + _CONTEXT_WORDS])
