"""Networks of parties and issues, as Discourse Network Analyzer defines them.

Owned here: which statements count, the weights of the edges, and the windows of time. A statement is a party for or
against an issue's proposition; one on neither side says nothing about either and is left out. The definitions are
those of Leifeld, "Discourse Network Analysis" (The Oxford Handbook of Political Networks, 2017), and of his program's
exporter. It is pure; networkx is imported where a network is built.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from positions.model import Matrix, Party, Registry, Side, day_of

if TYPE_CHECKING:
    import networkx as nx


class Kind(StrEnum):
    """What an edge stands for."""

    CONGRUENCE = "congruence"
    """Two parties are on the same side of an issue."""
    CONFLICT = "conflict"
    """Two parties are on opposite sides of an issue."""
    SUBTRACT = "subtract"
    """The first less the second, between parties."""
    TWO_MODE = "two-mode"
    """A party speaks of an issue, on whatever side."""
    TWO_MODE_SUBTRACT = "two-mode subtract"
    """How often a party is for an issue, less how often it is against."""


TWO_MODE = frozenset({Kind.TWO_MODE, Kind.TWO_MODE_SUBTRACT})


class Normalisation(StrEnum):
    """What an edge's weight is divided by, so that who speaks more is not nearer to everybody for that."""

    NO = "no"
    AVERAGE = "average"
    """The mean number of the two parties' statements (average activity)."""
    JACCARD = "jaccard"
    """What both say and what only one of them says."""
    COSINE = "cosine"
    """The product of the two parties' numbers of statements, as Discourse Network Analyzer has it."""
    ACTIVITY = "activity"
    """The party's number of statements; of two-mode networks."""
    PROMINENCE = "prominence"
    """The number of statements about the issue; of two-mode networks."""


NORMALISATIONS: Mapping[bool, tuple[Normalisation, ...]] = {
    False: (Normalisation.NO, Normalisation.AVERAGE, Normalisation.JACCARD, Normalisation.COSINE),
    True: (Normalisation.NO, Normalisation.ACTIVITY, Normalisation.PROMINENCE),
}
"""Which there are, for networks of parties (False) and two-mode ones (True)."""


class Duplicates(StrEnum):
    """How often a party that says the same again counts."""

    ALL = "all"
    ARTICLE = "article"
    """Once in each article."""
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Statement:
    """A party on one side of an issue, in an article."""

    party: str
    issue: str
    agrees: bool
    """For the issue's proposition, or against it."""
    article: str
    when: dt.date | None = None


def statements(matrix: Matrix) -> tuple[Statement, ...]:
    """The positions that are for or against something and still stand, in the matrix's order; not what only repeats
    another article."""
    return tuple(
        Statement(
            placed.position.party,
            row.issue,
            placed.side is Side.FOR,
            placed.position.article,
            None if placed.when is None else day_of(placed.when),
        )
        for row in matrix.rows
        for placed in row.positions
        if placed.side is not Side.OTHER and not placed.position.withdrawn and placed.repeats is None
    )


def between(said: Sequence[Statement], first: dt.date | None, last: dt.date | None) -> tuple[Statement, ...]:
    """The statements of these days, both included; undated ones only where neither end is given."""
    if first is None and last is None:
        return tuple(said)
    return tuple(
        one for one in said if one.when and (first is None or first <= one.when) and (last is None or one.when <= last)
    )


def windows(said: Sequence[Statement], length: str, step: str | None = None) -> tuple[tuple[dt.date, dt.date], ...]:
    """Windows of time over all dated statements: first and last day of each, from the first statement on.

    Lengths are `30d`, `4w`, `3m` or `1y`; a window begins a `step` after the one before, by default where that ends.
    Raises ValueError for another length, or one that makes more than 10,000 windows.
    """
    size, pace = _length(length), _length(step or length)
    dates = sorted(one.when for one in said if one.when is not None)
    found: list[tuple[dt.date, dt.date]] = []
    while dates and (start := _after(dates[0], pace, len(found))) <= dates[-1]:
        if found and start == found[-1][0]:  # the calendar's end
            break
        found.append((start, _end(dates[0], start, size, pace, len(found)) - dt.timedelta(days=1)))
        if len(found) > _MOST_WINDOWS:
            raise ValueError("these are more than 10,000 windows")
    return tuple(found)


_MOST_WINDOWS = 10_000
_UNITS = {"d": (1, 0), "w": (7, 0), "m": (0, 1), "y": (0, 12)}
"""Days and months of each."""


def _length(text: str) -> tuple[int, int]:
    """Days and months of a length of time."""
    number, unit = text[:-1], text[-1:]
    if not (number.isascii() and number.isdecimal()) or len(number) > 4 or int(number) == 0 or unit not in _UNITS:
        raise ValueError(f"'{text}' is no length of time: write 30d, 4w, 3m or 1y")
    days, months = _UNITS[unit]
    return int(number) * days, int(number) * months


def _after(day: dt.date, length: tuple[int, int], times: int) -> dt.date:
    """The day so many lengths later; the last of the month where a month is too short, and of all where there is none
    so late."""
    days, months = length
    years, month = divmod(day.month - 1 + months * times, 12)
    try:
        last = calendar.monthrange(day.year + years, month + 1)[1]
        return day.replace(day.year + years, month + 1, min(day.day, last)) + dt.timedelta(days=days * times)
    except (OverflowError, ValueError):
        return dt.date.max


def _end(origin: dt.date, start: dt.date, size: tuple[int, int], pace: tuple[int, int], number: int) -> dt.date:
    """The day after a window. Months count from the first window's day, as its start does: counted from a start that a
    short month has moved to its last day, they would leave days out."""
    if size[0] or pace[0]:
        return _after(start, size, 1)
    return _after(origin, (0, pace[1] * number + size[1]), 1)


def distinct(said: Sequence[Statement], duplicates: Duplicates) -> tuple[Statement, ...]:
    """The statements without those that repeat one."""
    if duplicates is Duplicates.ALL:
        return tuple(said)
    first: dict[tuple[str, ...], Statement] = {}
    for one in said:
        article = one.article if duplicates is Duplicates.ARTICLE else ""
        first.setdefault((one.party, one.issue, str(one.agrees), article), one)
    return tuple(first.values())


def network(
    said: Sequence[Statement],
    kind: Kind,
    normalisation: Normalisation = Normalisation.NO,
    *,
    isolates: Sequence[str] = (),
    registry: Registry | None = None,
) -> nx.Graph[str]:
    """The network that these statements make.

    Nodes are parties, and issues in a two-mode network, each with its `type` and the frequency of its statements:
    `statements`, `pro` and `contra`; a party with its role and bloc as well. Edges have their `weight`, which is
    never 0, and the counts that it is made of: `congruence` and `conflict`, or `pro` and `contra`. `isolates` are
    parties to be there whether they say anything or not. Raises ValueError for a normalisation of the other mode.
    """
    import networkx as nx

    if normalisation not in NORMALISATIONS[kind in TWO_MODE]:
        raise ValueError(f"there is no {normalisation.value} normalisation of a {kind.value} network")
    graph: nx.Graph[str] = nx.Graph(kind=kind.value, normalisation=normalisation.value, statements=len(said))
    registry = registry or Registry()
    parties = _grouped(said, "party")
    for party in [*sorted(parties), *(party for party in dict.fromkeys(isolates) if party not in parties)]:
        known = registry.parties.get(party, Party())
        about = {"type": "party", "label": party, "role": known.role.value, "bloc": known.bloc or ""}
        graph.add_node(party, **about, **_frequencies(parties.get(party, ())))
    if kind in TWO_MODE:
        named = {*parties, *isolates}
        for issue, about_it in sorted(_grouped(said, "issue").items()):
            graph.add_node(_node(issue, named), type="issue", label=issue, **_frequencies(about_it))
        edges = _two_mode_edges(said, kind, normalisation, named)
    else:
        edges = _one_mode_edges(said, kind, normalisation)
    for one, other, attributes in edges:
        if attributes["weight"] != 0:
            graph.add_edge(one, other, **attributes)
    return graph


def _grouped(said: Sequence[Statement], field: Literal["party", "issue"]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for one in said:
        found.setdefault(getattr(one, field), []).append(one)
    return found


def _node(issue: str, parties: Collection[str]) -> str:
    """An issue's node in a two-mode network: its name, unless a party is called so."""
    return f"issue: {issue}" if issue in parties else issue


def _frequencies(said: Sequence[Statement]) -> dict[str, int]:
    pro, articles = sum(one.agrees for one in said), len({one.article for one in said})
    return {"statements": len(said), "pro": pro, "contra": len(said) - pro, "articles": articles}


Profile = Counter[tuple[str, bool]]
"""How often a party is for and against each issue."""


def _one_mode_edges(
    said: Sequence[Statement], kind: Kind, normalisation: Normalisation
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    profiles: dict[str, Profile] = {}
    for statement in said:
        profiles.setdefault(statement.party, Counter())[statement.issue, statement.agrees] += 1
    for one, other in combinations(sorted(profiles), 2):
        a, b = profiles[one], profiles[other]
        congruence = sum(count * b[issue, agrees] for (issue, agrees), count in a.items())
        conflict = sum(count * b[issue, not agrees] for (issue, agrees), count in a.items())
        raw = {Kind.CONGRUENCE: congruence, Kind.CONFLICT: conflict, Kind.SUBTRACT: congruence - conflict}[kind]
        weight = raw / _denominator(a, b, normalisation)
        yield one, other, {"weight": weight, "congruence": congruence, "conflict": conflict}


def _denominator(a: Profile, b: Profile, normalisation: Normalisation) -> float:
    if normalisation is Normalisation.AVERAGE:
        return (a.total() + b.total()) / 2
    if normalisation is Normalisation.JACCARD:
        alone = sum(n for key, n in a.items() if not b[key]) + sum(n for key, n in b.items() if not a[key])
        return alone + sum(n * b[key] for key, n in a.items())
    if normalisation is Normalisation.COSINE:
        return float(a.total() * b.total())
    return 1.0


def _two_mode_edges(
    said: Sequence[Statement], kind: Kind, normalisation: Normalisation, parties: Collection[str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    counts = Counter((one.party, one.issue, one.agrees) for one in said)
    activity, prominence = Counter(one.party for one in said), Counter(one.issue for one in said)
    for party, issue in sorted({(one.party, one.issue) for one in said}):
        pro, contra = counts[party, issue, True], counts[party, issue, False]
        raw = pro - contra if kind is Kind.TWO_MODE_SUBTRACT else pro + contra
        divisors = {Normalisation.ACTIVITY: activity[party], Normalisation.PROMINENCE: prominence[issue]}
        weight = raw / divisors.get(normalisation, 1)
        yield party, _node(issue, parties), {"weight": weight, "pro": pro, "contra": contra}
