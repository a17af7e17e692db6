"""Going through the review queue: what comes next, what was decided, what is left for later, and what is taken back.

Owned here: the place in the queue, and that a sitting takes back its own decisions alone. Command line and screens
both go by it; what a verdict writes is `review`'s, what choosing between two writes is `settling`'s.
"""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from positions import review, settling
from positions.errors import ConflictError, InputError, UsageError
from positions.gitrepo import Repository
from positions.model import Disagreement, Entry, Matrix, Position, Review
from positions.negotiation import Negotiation
from positions.review import Clash, Item
from positions.settling import Contested
from positions.trail import Trail

Verdict = Callable[[Negotiation, Item], Item]
"""What is said of an entry, as the functions of `review` say it."""


class Asked(NamedTuple):
    """What a person is asked about, who may take their time to answer."""

    at: int
    """Its place in the queue."""
    shown: Item | Contested
    """What it says as they see it."""


@dataclass(frozen=True)
class _Done:
    """Where something was decided, what stood there, and what was said of it."""

    at: int
    was: Item | Contested
    verdict: Review | None


class _Known(NamedTuple):
    """What stands in a queue of one article."""

    entries: frozenset[tuple[str, Entry]]
    """Each with its party."""
    cases: frozenset[Disagreement]

    @classmethod
    def of(cls, queue: Iterable[Item | Contested], article: str) -> _Known:
        """In one pass through the queue."""
        here = [one for one in queue if one.article == article]
        return cls(
            frozenset((one.party, one.entry) for one in here if isinstance(one, Item)),
            frozenset(one.disagreement for one in here if isinstance(one, Contested)),
        )


class Session:
    """One sitting over a queue of entries that nobody has reviewed."""

    def __init__(
        self, negotiation: Negotiation, found: Iterable[Item | Contested], later: Collection[str] = ()
    ) -> None:
        """`later` has the keys of entries that were skipped in earlier sittings: they come last."""
        self.negotiation = negotiation
        self.queue: list[Item | Contested] = sorted(found, key=lambda one: key_of(one) in later)
        self.at = 0
        self.keys = frozenset(key_of(one) for one in self.queue)
        """What tells the entries of this sitting from others."""
        self.later = self.keys & set(later)
        """The keys of what was skipped, in this sitting or an earlier one."""
        self._trail: Trail[_Done] = Trail(negotiation)

    @classmethod
    def begin(
        cls, negotiation: Negotiation, matrix: Matrix, article: str | None = None, later: Collection[str] = ()
    ) -> Session:
        """Everything that nobody has reviewed, or what an article has of it. Raises FileFaults."""
        found: list[Item | Contested] = [*settling.contested(negotiation), *review.queue(negotiation, matrix)]
        return cls(negotiation, (one for one in found if article in (None, one.article)), later)

    @property
    def current(self) -> Item | Contested | None:
        """What is to be decided now; None at the end."""
        return self.queue[self.at] if self.at < len(self.queue) else None

    @property
    def item(self) -> Item | None:
        """The entry that is to be decided on now; None where it is something else, or nothing."""
        current = self.current
        return current if isinstance(current, Item) else None

    @property
    def asked(self) -> Asked | None:
        """The same as what a question is about: hand it back with the answer, which then falls on nothing else."""
        current = self.current
        return Asked(self.at, current) if current is not None else None

    @property
    def decided(self) -> int:
        """Decisions of this sitting."""
        return len(self._trail)

    @property
    def dismissed(self) -> int:
        """How many of them say that an entry is no position."""
        return sum(done.verdict is Review.DISMISSED for done in self._trail.places)

    @property
    def left(self) -> int:
        """How many wait from here on."""
        return len(self.queue) - self.at

    def refresh(self) -> int:
        """Passes over what is gone or decided by now, and takes up what the files say of what is not.

        Returns how many were passed over. Raises FileFaults where a file cannot be read.
        """
        start, known = self.at, self._known()
        while (current := self.current) is not None:
            now = self._now(current, known)
            if now is not None:
                self.queue[self.at] = now
                break
            self.at += 1
        return self.at - start

    def _known(self) -> Callable[[str], _Known]:
        """What is known of an article; for as long as the queue stays, since each is looked through once."""
        return cache(partial(_Known.of, tuple(self.queue)))

    def _now(self, one: Item | Contested, known: Callable[[str], _Known]) -> Item | Contested | None:
        """What the files say of it; `known` may have it too, since it counts only where they don't."""
        if isinstance(one, Item):
            return review.current(self.negotiation, one, known(one.article).entries)
        return settling.current(self.negotiation, one, known(one.article).cases)

    def judge(self, verdict: Verdict, asked: Asked | None = None) -> None:
        """Says something of the entry, as it was shown when that was `asked`.

        Raises ConflictError when it is gone or no longer the one in turn, Clash when it changed, as verdicts do.
        """
        self._hold(asked)
        item = self.item if asked is None else asked.shown
        if not isinstance(item, Item):
            raise UsageError("there is no entry to say that of", hint="choose between yours and the program's")
        self._accept(item, verdict(self.negotiation, item))

    def _hold(self, asked: Asked | None) -> None:
        """Is what was asked about still the one in turn? It may have been passed over while the person thought."""
        if asked is not None and asked.at != self.at:
            raise ConflictError(
                f"“{_claim_of(asked.shown)}” was decided or removed elsewhere meanwhile; nothing was written",
                hint="look at the one that stands there now",
            )

    def resolve(self, clash: Clash, mine: Collection[str], asked: Asked | None = None) -> None:
        """Settles a clash, these fields in the person's words; where nothing changes thereby, the entry stays to be
        decided. Raises Clash when it changed once more, ConflictError when it is no longer the one in turn."""
        self._hold(asked)
        chosen = review.settle(self.negotiation, clash, mine)
        if chosen == clash.now:
            self.queue[self.at] = chosen
        else:
            self._accept(clash.base, chosen)

    def _accept(self, item: Item, new: Item) -> None:
        if new == item:
            return
        self._add(item, new.entry.review)
        if new.entry.review is None:  # a note is no verdict
            self.queue[self.at] = new
        else:
            self.at += 1

    def keep_mine(self) -> None:
        """Where a person and the program differ, the person's word stands. Raises ConflictError."""
        self._choose(settling.keep_mine)

    def take_programs(self) -> None:
        """There, what the program says is right. Raises ConflictError."""
        self._choose(settling.take_programs)

    def _choose(self, choose: Callable[[Negotiation, Contested], None]) -> None:
        case = self.current
        if not isinstance(case, Contested):
            raise UsageError("here is nothing that you and the program see otherwise", hint="confirm it, or dismiss it")
        choose(self.negotiation, case)
        self._add(case, None)
        for place, other in enumerate(self.queue):  # the same entry may be in several, and is another one now
            if isinstance(other, Contested) and other.article == case.article:
                self.queue[place] = self._now(other, self._known()) or other
        self.at += 1

    def confirm_article(self, by: str, on: dt.date, asked: Asked | None = None) -> int:
        """Everything in the article of the current entry has been gone through; how many entries that is.

        Raises as `review.confirm_all` does, and ConflictError when what was `asked` about is no longer in turn.
        """
        self._hold(asked)
        current = self.current
        if current is None:
            raise UsageError("there is no article at the end of the queue", hint="go back to an entry of it")
        number = review.confirm_all(self.negotiation, current.article, by, on)
        self._add(current, Review.CONFIRMED)
        return number

    def _add(self, was: Item | Contested, verdict: Review | None) -> None:
        self._trail.add(_Done(self.at, was, verdict))
        self.later -= {key_of(was)}

    def skip(self) -> None:
        """Leaves it for later."""
        if (current := self.current) is not None:
            self.later |= {key_of(current)}
            self.at += 1

    def back(self) -> None:
        """To the nearest one before that is still undecided. Raises UsageError where there is none; FileFaults."""
        known = self._known()
        for place in reversed(range(min(self.at, len(self.queue)))):
            now = self._now(self.queue[place], known)
            if now is not None:
                self.at, self.queue[place] = place, now
                return
        raise UsageError("before this one everything is decided", hint="u takes back the last decision")

    def undo(self) -> None:
        """Takes back the last decision of this sitting. Raises UsageError, ConflictError."""
        done = self._trail.back()
        self.at, self.queue[done.at] = done.at, done.was


def key_of(one: Item | Contested) -> str:
    """What tells an entry, or a disagreement, from others in later sittings."""
    if isinstance(one, Item):
        return Position.of_entry(one.entry, article=one.article, party=one.party).key
    said = one.disagreement
    return "\x1f".join((one.article, said.party, said.field, said.claim))


def _claim_of(one: Item | Contested) -> str:
    return one.entry.claim if isinstance(one, Item) else one.disagreement.claim


def reviewer(negotiation: Negotiation) -> str:
    """Who reviews here: git's user name, else the login. Raises UsageError where nobody knows."""
    try:
        name = Repository(negotiation.root).user()
    except (UsageError, InputError):  # there is no git, or it does not answer
        name = ""
    try:
        return name or getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("nobody knows who you are here", hint="say it: --by AL") from None
