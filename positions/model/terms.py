"""The words that a field may hold: stances, statuses, kinds of change and the others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Stance(StrEnum):
    """What a party does with a claim (CAMEO and PLOVER: REQUEST, CONCEDE, AGREE, REJECT)."""

    DEMAND = "demand"
    OFFER = "offer"
    ACCEPT = "accept"
    REJECT = "reject"


class Firmness(StrEnum):
    """How hard a party holds on, from softest to hardest."""

    WISH = "wish"
    CALL = "call"
    DEMAND = "demand"
    RED_LINE = "red line"

    @property
    def rank(self) -> int:
        """0 (wish) to 3 (red line)."""
        return list(Firmness).index(self)


class Extent(StrEnum):
    """How far an acceptance goes."""

    FULL = "full"
    IN_PRINCIPLE = "in principle"
    IN_PART = "in part"


class Role(StrEnum):
    """Whether a party's positions decide a status: only principals' do."""

    PRINCIPAL = "principal"
    MEDIATOR = "mediator"
    OBSERVER = "observer"


class Review(StrEnum):
    """A person's verdict on an entry."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Side(StrEnum):
    """Where a position stands on its issue's proposition."""

    FOR = "for"
    AGAINST = "against"
    OTHER = "other"


class Status(StrEnum):
    """Where an issue stands, from the principals' current positions."""

    AGREED = "agreed"
    STICKING = "sticking"
    OPEN = "open"


STATUS_ORDER = (Status.STICKING, Status.AGREED, Status.OPEN)
"""In which issues are told: what needs attention first."""


class Basis(StrEnum):
    """Why an issue counts as agreed."""

    SETTLED = "settled"
    ACCEPTED = "accepted"
    ALIGNED = "aligned"
    IN_PRINCIPLE = "in principle"
    MOOT = "moot"


class Trend(StrEnum):
    """What became of a gap since there first was one."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    UNCHANGED = "unchanged"


class ChangeKind(StrEnum):
    """What became of a party's position on one issue between two articles or dates."""

    NEW = "new"
    KEPT = "kept"
    REWORDED = "reworded"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"
    DROPPED = "dropped"


class Cause(StrEnum):
    """What decides a change."""

    QUANTITY = "quantity"
    DEADLINE = "deadline"
    EXTENT = "extent"
    CONDITION = "condition"
    FIRMNESS = "firmness"
    SCOPE = "scope"
    STANCE = "stance"
    SIDE = "side"
    WORDS = "words"
    SOURCES = "sources"


class Origin(StrEnum):
    """Who a change between two revisions of a negotiation comes from."""

    PARTY = "party"
    """The party said it after what was known before."""
    LEARNT = "learnt"
    """The party had said it before, and it was found only now."""
    RECODED = "recoded"
    """The article was known; how it is coded was changed."""


CONDITIONS: Mapping[str, str] = {
    "if": "if_",
    "unless": "unless",
    "until": "until",
    "in exchange for": "in_exchange_for",
}
"""The words that open a condition in YAML, with the field of `Entry` that holds it."""
