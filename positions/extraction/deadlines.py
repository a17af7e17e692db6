"""When what is asked for shall be: *a raise `by July`*, *a moratorium `for ten years`*, *any relief `before inspectors
return`*.

The parser hangs such a time on the verb of asking as it does the day on which it was asked (*rejected it on Monday*).
Told apart by the words that open it, and by the tense of the verb: what is asked now for a time is still to come. In
doubt a time stays out of the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.syntax import child, children, clause_head
from positions.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKING = (Stance.DEMAND, Stance.OFFER)
DATES = ("DATE", "TIME")
AT_MOST = 2
"""Times behind one claim: *for two years from January*."""


class DeadlineData(Knowledge):
    """deadlines.yaml."""

    dated: tuple[str, ...]
    counted: tuple[str, ...]
    present: tuple[str, ...]
    events: tuple[str, ...]
    coming: tuple[str, ...]
    gone: tuple[str, ...]


class Deadlines:
    """Finds where a claim ends when the times of what is asked for are counted in."""

    def __init__(self) -> None:
        self._data = read("deadlines", DeadlineData)

    def reach(self, cue: Token, stance: Stance, end: int) -> int:
        """Behind the times that follow the claim of a cue which ends at `end`; `end` where none does."""
        verb = clause_head(cue)
        for _ in range(AT_MOST):
            follower = _beginning(cue, end)
            if follower is None or not self._is_asked(follower, verb, stance):
                break
            end = follower.right_edge.i + 1
        return end

    def _is_asked(self, follower: Token, verb: Token, stance: Stance) -> bool:
        words = {token.lower_ for token in follower.subtree}
        if not words.isdisjoint(self._data.gone):
            return False
        if follower.dep_ == "npadvmod":
            return follower.ent_type_ in DATES and (
                not words.isdisjoint(self._data.coming) or ("this" in words and _present(verb))
            )
        if follower.dep_ == "advcl":
            return any(m.lower_ in self._data.events for m in children(follower, "mark")) and _present(follower)
        goal = child(follower, "pobj", "pcomp") if follower.dep_ == "prep" else None
        return goal is not None and self._is_time(follower.lower_, goal, verb, stance)

    def _is_time(self, word: str, goal: Token, verb: Token, stance: Stance) -> bool:
        """Is the phrase of this preposition a time of what is asked?"""
        perfect = any(aux.lemma_ == "have" for aux in children(verb, "aux"))
        if word in self._data.events:
            return _present(verb) or (word == "before" and stance in ASKING and goal.ent_type_ in DATES)
        if goal.ent_type_ not in DATES or perfect:
            return False
        if word in self._data.counted:
            return any(c.dep_ == "nummod" or c.lower_ in ("a", "an", "several") for c in goal.children)
        return word in self._data.dated or (word in self._data.present and _present(verb))


def _beginning(cue: Token, end: int) -> Token | None:
    """The phrase or clause that begins behind a claim and hangs on something before it."""
    if end >= cue.sent.end:
        return None
    top = cue.doc[end]
    while top.head != top and top.head.left_edge.i == end:
        top = top.head
    return top if top.left_edge.i == end and top.head.i < end and top.head != top else None


def _present(verb: Token) -> bool:
    """Is a clause in the present or the future: *demands*, *is seeking*, *will accept*?"""
    finite = [verb, *children(verb, "aux", "auxpass")]
    return any(token.tag_ in ("VBZ", "VBP", "MD") for token in finite)
