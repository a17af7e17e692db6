"""Issues about a proposal as a whole (*the offer*, *the mediators' plan*), and the issues that the proposal is made of.

Owns which issue is about a whole and the link between it and its parts. It groups nothing: what is said of a whole and
what is said of a part stay issues of their own.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from positions.comparison.quantities import quantities
from positions.comparison.statements import PUTS_FORWARD, statements
from positions.comparison.words import (
    content_stems,
    is_function_word,
    is_whole_proposal,
    lexicon,
    meant,
    names_proposal,
    stem,
    tokens,
)
from positions.model import Placed, Row, Snapshot, Stance, day_of

_MOST = 0.5
"""An issue is about a whole where a greater share of its statements is."""
_DETAILS = 3
"""Words besides the proposal's own with which it may be told from others: *the ceasefire plan*."""
_IN_NAMES = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "of", "by", "from", "and"}
)
"""The function words that may stand in such a name; others open a clause, and that says what is in the proposal."""


class _Term(NamedTuple):
    """Something that a party put forward, and on which issue."""

    issue: str
    placed: Placed


def linked(rows: Sequence[Row], snapshot: Snapshot) -> list[Row]:
    """The rows, those about a whole with their `parts`, and those with what they are `part_of`.

    Parts are the issues on which the proposal's owner put something forward on the occasion: in the article that speaks
    of the whole, or else on the last day before it. Of what it put forward there, offers count and what is said in a
    sentence that speaks of the proposal; where there is neither, all of it.
    """
    names = name_stems(snapshot)
    wholes = [
        row
        for row in rows
        if _is_mostly_whole(row, names) or (row.issue in snapshot.codebook.issues and names_whole(row.issue, names))
    ]
    if not wholes:
        return list(rows)
    of_wholes = {row.issue for row in wholes}
    terms = _terms([row for row in rows if row.issue not in of_wholes])
    owners = _owners([one for row in wholes for one in row.positions], snapshot)
    parts = {row.issue: _parts(row, terms, owners) for row in wholes}
    part_of: dict[str, list[str]] = defaultdict(list)
    for whole, found in parts.items():
        for issue in found:
            part_of[issue].append(whole)
    links = [(parts.get(row.issue, ()), tuple(part_of.get(row.issue, ()))) for row in rows]
    return [
        row.model_copy(update={"parts": own, "part_of": whole}) if own or whole else row
        for row, (own, whole) in zip(rows, links, strict=True)
    ]


def _is_mostly_whole(row: Row, names: frozenset[str]) -> bool:
    return sum(_is_of_whole(one, names) for one in row.positions) > _MOST * len(row.positions)


def _is_of_whole(one: Placed, names: frozenset[str]) -> bool:
    """Is a statement about a proposal that there is? Who wants *a deal* speaks of none."""
    claim = meant(one.position.claim)
    wanted = one.position.stance in PUTS_FORWARD and claim.casefold().startswith(("a ", "an "))
    return not wanted and names_whole(claim, names)


@functools.cache
def _proposals() -> frozenset[str]:
    """Stems of the words for a proposal as a whole."""
    return frozenset(stem(word) for word in lexicon().proposals)


def names_whole(text: str, names: frozenset[str]) -> bool:
    """Does a text name a proposal as a whole and nothing that is in it: *its latest offer*, *the ceasefire plan*?

    `names` are the stems of the parties' names, which say whose proposal it is.
    """
    stems = content_stems(text)
    proposals = _proposals()
    if not proposals.intersection(stems) or quantities(text):
        return False
    if is_whole_proposal(text):
        return True
    if any(is_function_word(word) and word.casefold() not in _IN_NAMES for word in tokens(text)):
        return False
    own = [word for word in stems if word not in names]
    return bool(own) and own[-1] in proposals and len(own) <= _DETAILS + 1


def name_stems(snapshot: Snapshot) -> frozenset[str]:
    """The stems of all words in the names of parties, their aliases and their speakers."""
    names = {position.party for position in snapshot.positions}
    for party, described in snapshot.registry.parties.items():
        names.update((party, *described.aliases, *described.speakers))
    return frozenset(stem(word) for name in names for word in tokens(name))


def _terms(rows: Sequence[Row]) -> dict[str, list[_Term]]:
    """What each party put forward, on the issues that are about no whole."""
    found: dict[str, list[_Term]] = defaultdict(list)
    for row in rows:
        for one in row.positions:
            if one.position.stance in PUTS_FORWARD and not one.position.withdrawn and one.repeats is None:
                found[one.position.party].append(_Term(row.issue, one))
    return found


def _owners(placed: Sequence[Placed], snapshot: Snapshot) -> dict[int, str | None]:
    """Whose proposal each statement speaks of, by the statement's identity; None where nobody is named."""
    every = {position.party: position for position in snapshot.positions}  # so that each party's name is known
    told = statements([*(one.position for one in placed), *every.values()], snapshot)
    return {id(one): statement.owner for one, statement in zip(placed, told, strict=False)}


def _parts(row: Row, terms: Mapping[str, Sequence[_Term]], owners: Mapping[int, str | None]) -> tuple[str, ...]:
    found: set[str] = set()
    for one in row.positions:
        owner = owners[id(one)] or _only_other(one, terms)
        found.update(_put_forward(one, terms.get(owner or "", ())))
    return tuple(sorted(found))


def _only_other(one: Placed, terms: Mapping[str, Sequence[_Term]]) -> str | None:
    """Whose proposal it must be where nobody is named: of the one other party with terms in the same article."""
    article, party = one.position.article, one.position.party
    found = [
        other
        for other, its in terms.items()
        if other != party and any(term.placed.position.article == article for term in its)
    ]
    return found[0] if len(found) == 1 else None


def _put_forward(one: Placed, terms: Sequence[_Term]) -> list[str]:
    """The issues of the terms that a statement about a whole is about."""
    occasion = [term for term in terms if term.placed.position.article == one.position.article]
    if not occasion and one.when is not None:
        day = day_of(one.when)
        days = {id(term): day_of(term.placed.when) for term in terms if term.placed.when is not None}
        last = max((when for when in days.values() if when <= day), default=None)
        occasion = [term for term in terms if last is not None and days.get(id(term)) == last]
    telling = [term for term in occasion if _is_telling(term.placed)]
    return [term.issue for term in telling or occasion]


def _is_telling(one: Placed) -> bool:
    return one.position.stance is Stance.OFFER or names_proposal(content_stems(one.position.quote or ""))
