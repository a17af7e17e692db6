"""The three-way merge of position files: what both sides made of a common base, entry by entry and field by field.

Owned here: which entry is which, and who wins. `ours` is a person's file and wins wherever both changed the same
field; `theirs` is a new extraction, or another person's file. Values in, values out: the words of the file follow in
`yamledit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from positions.model import (
    Disagreement,
    Entry,
    Extent,
    Firmness,
    MachineEntry,
    MachineFile,
    PositionFile,
    Review,
    Source,
    Topic,
)
from positions.yamldump import flow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EVIDENCE, _CLAIM, _PLACE, _STANCE = 3.0, 2.0, 1.0, 0.5
"""What the same passage, words, party and stance count when entries are recognised: the passage most, since it stays
when a person rewords the claim or moves the entry to another party."""
_SAME = 3.0
_SAME_WITHOUT_EVIDENCE = 2.4
"""From so much on two are one entry: half of the passage with half of the words, party and stance will do; the same
words alone will not, unless one of the two has no passage to go by."""
_MOST_PAIRS = 1_000_000
"""Old records by new ones whose likeness is weighed, in a second; no article has more, a hostile file may."""
SECTIONS = ("disputed", "settled")


@dataclass(frozen=True)
class Record:
    """An entry with its party, or a topic with its section."""

    place: str
    value: Entry | Topic

    @property
    def words(self) -> str:
        """What it says: the claim, or the topic."""
        return self.value.claim if isinstance(self.value, Entry) else self.value.topic


@dataclass(frozen=True)
class Merged:
    """A file that has what both sides changed, and where both changed the same thing."""

    file: PositionFile
    disagreements: tuple[Disagreement, ...]


Rule = Callable[[Record], bool]


def merge(
    base: PositionFile | None,
    theirs: PositionFile,
    ours: PositionFile,
    *,
    bound: Rule = lambda _: False,
    kept: Rule = lambda _: False,
    closed: bool = False,
) -> Merged:
    """Ours, with what theirs changed since the base where ours did not.

    Without a base, all of ours was written by hand, and theirs adds what stands at no passage of ours. Records of ours
    that are `bound` stay as they are, `kept` ones are not removed; a `closed` file gets nothing new. What theirs says
    otherwise there, as in fields that both changed, is a disagreement.
    """
    old, new, own = (records(file) for file in (base or PositionFile(), theirs, ours))
    olds = pairs(old, own)
    news = pairs(old, new)
    of_own = {ours_at: old_at for old_at, ours_at in olds.items()}
    found: list[Disagreement] = []
    merged: list[Record | None] = []
    for index, record in enumerate(own):
        before = of_own.get(index)
        after = news.get(before) if before is not None else None
        was = old[before] if before is not None else None
        now = new[after] if after is not None else None
        merged.append(_settled(record, was, now, found, bound=bound(record), kept=kept(record)))
    added = _added(new, own, set(news.values()), set(of_own), overlapping=base is None)
    if closed:
        found += [_disagreement(record, "entry", None, record.words) for record in added]
        added = []
    file = ours.model_copy(update=_outer(base, theirs, ours) | assembled(ours, merged, added))
    return Merged(file, tuple(found))


def adopt(base: MachineFile | None, theirs: MachineFile, ours: PositionFile, kept: Rule = lambda _: False) -> Merged:
    """A person's file with what a new extraction has to say, after the one that `base` holds.

    What a person has reviewed, entry or file, is not changed any more; an entry that is `kept` (there are comments of
    a person's in it, say) is not removed. A disagreement that nobody has settled stands on.
    """
    everything = ours.reviewed is not None

    def bound(record: Record) -> bool:
        return everything or record.value.review is not None

    merged = merge(base, theirs, ours, bound=bound, kept=kept, closed=everything)
    still = set(differences(theirs, merged.file))
    standing = [one for one in (base.disagreements if base else ()) if one in still]
    found = [one for one in merged.disagreements if one in still]
    return Merged(merged.file, tuple(dict.fromkeys([*standing, *found])))


def differences(theirs: PositionFile, ours: PositionFile) -> tuple[Disagreement, ...]:
    """All in which a person's file says otherwise than the program's, but for what the person has dismissed."""
    new, own = records(theirs), records(ours)
    found = pairs(own, new)
    said: list[Disagreement] = []
    for index, record in enumerate(own):
        if record.value.review is Review.DISMISSED:
            continue
        if index not in found:
            said.append(_disagreement(record, "entry", record.words, None))
            continue
        mine, other = contents(record), contents(new[found[index]])
        said += [
            _disagreement(record, name, _shown(mine[name]), _shown(other[name]))
            for name in mine
            if mine[name] != other[name]
        ]
    missing = set(range(len(new))) - set(found.values())
    return (*said, *(_disagreement(new[index], "entry", None, new[index].words) for index in sorted(missing)))


def said(record: Record, field: str) -> str | None:
    """What a record says in a field that a disagreement names; None where it says nothing there."""
    if field == "entry":
        return record.words
    names = {info.alias or name: name for name, info in type(record.value).model_fields.items()}
    return _shown(contents(record).get(names.get(field, field)))


def lists(file: PositionFile) -> Iterator[tuple[str, tuple[Entry | Topic, ...]]]:
    """The entries of each party, and the topics of each section."""
    yield from file.positions.items()
    for section in SECTIONS:
        yield section, getattr(file, section)


def records(file: PositionFile) -> tuple[Record, ...]:
    """The entries and topics of a file, in its order, as a person writes them."""
    return tuple(Record(place, plain(value)) for place, values in lists(file) for value in values)


@overload
def plain(value: Entry) -> Entry: ...
@overload
def plain(value: Topic) -> Topic: ...
def plain(value: Entry | Topic) -> Entry | Topic:
    """An entry without what only the machine knows of it."""
    if not isinstance(value, MachineEntry):
        return value
    return Entry.model_construct(**{name: getattr(value, name) for name in Entry.model_fields})


# Field by field


def contents(record: Record) -> dict[str, Any]:
    """What may change by itself: a passage and its place are one thing."""
    content = {name: getattr(record.value, name) for name in type(record.value).model_fields}
    return {"party": record.place, **content, "quote": (content["quote"], content.pop("at"))}


def with_contents(record: Record, content: Mapping[str, Any]) -> Record:
    """A record with other fields."""
    quote, at = content["quote"]
    rest = {name: value for name, value in content.items() if name != "party"}
    return Record(content["party"], record.value.model_copy(update=rest | {"quote": quote, "at": at}))


def _settled(
    own: Record, was: Record | None, now: Record | None, found: list[Disagreement], *, bound: bool, kept: bool
) -> Record | None:
    """What becomes of one of our records; None when it goes."""
    if was is None or type(was.value) is not type(own.value):
        return own
    if now is None:
        if own == was and not bound and not kept:
            return None
        found.append(_disagreement(own, "entry", own.words, None))
        return own
    mine, before, after = contents(own), contents(was), contents(now)
    out = dict(mine)
    for name in mine:
        if after[name] in (before[name], mine[name]):
            continue
        if mine[name] == before[name] and not bound:
            out[name] = after[name]
        else:
            found.append(_disagreement(own, name, _shown(mine[name]), _shown(after[name])))
    return own if out == mine else with_contents(own, out)


def _disagreement(record: Record, field: str, yours: str | None, program: str | None) -> Disagreement:
    alias = None if field in ("party", "entry") else type(record.value).model_fields[field].alias
    return Disagreement(
        party=record.place, claim=record.words, at=record.value.at, field=alias or field, yours=yours, program=program
    )


def _shown(value: object) -> str | None:
    """A field's value as a person would type it; of a passage, its words."""
    if isinstance(value, tuple):
        quote, at = value
        return str(quote) if quote is not None else None if at is None else flow(at)
    return None if value is None or value in (Firmness.DEMAND, Extent.FULL) else flow(value)


def _outer(base: PositionFile | None, theirs: PositionFile, ours: PositionFile) -> dict[str, object]:
    """What is said of the article, and who has reviewed it; ours where both changed it."""
    was = base or PositionFile()
    source = {
        name: getattr(theirs.article, name)
        for name in Source.model_fields
        if base is not None and getattr(ours.article, name) == getattr(was.article, name)
    }
    reviewed = theirs.reviewed if base is not None and ours.reviewed == was.reviewed else ours.reviewed
    return {"article": ours.article.model_copy(update=source), "reviewed": reviewed}


# Which goes where


def _added(
    new: Sequence[Record], own: Sequence[Record], known: set[int], own_known: set[int], *, overlapping: bool
) -> list[Record]:
    """Their records that neither the base nor we have; with `overlapping`, none at a passage of ours either."""
    fresh = [index for index in range(len(new)) if index not in known]
    loose = [index for index in range(len(own)) if index not in own_known]
    ours = pairs([new[index] for index in fresh], [own[index] for index in loose])
    found = [new[index] for number, index in enumerate(fresh) if number not in ours]
    if not overlapping:
        return found
    taken = [record.value.at for record in own if record.value.at is not None]
    return [
        record
        for record in found
        if record.value.at is None or not any(_overlap(record.value.at, span) for span in taken)
    ]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def assembled(ours: PositionFile, merged: Sequence[Record | None], added: Sequence[Record]) -> dict[str, object]:
    """The file's parts: our records in our order; what came or moved goes where its passage belongs."""
    places: dict[str, list[Record]] = {party: [] for party in ours.positions}
    topics: dict[str, list[Record]] = {section: [] for section in SECTIONS}
    own = records(ours)
    moved = list(added)
    for before, after in zip(own, merged, strict=True):
        if after is None:
            continue
        if after.place == before.place:
            (places if isinstance(after.value, Entry) else topics)[after.place].append(after)
        else:
            moved.append(after)
    for record in moved:
        _insert((places if isinstance(record.value, Entry) else topics).setdefault(record.place, []), record)
    parties = {
        party: tuple(record.value for record in found)
        for party, found in places.items()
        if found or not ours.positions.get(party)
    }
    return {"positions": parties} | {section: tuple(one.value for one in found) for section, found in topics.items()}


def _insert(among: list[Record], record: Record) -> None:
    """Before the first that stands later in the article, else at the end."""
    at = record.value.at
    later = (
        index for index, one in enumerate(among) if at is not None and one.value.at is not None and one.value.at > at
    )
    among.insert(next(later, len(among)), record)


# Which is which


def pairs(old: Sequence[Record], new: Sequence[Record]) -> dict[int, int]:
    """Which old record is which new one, by position: at most one each, and the likeliest of all such pairings.

    Equal ones first; of the rest the assignment with the greatest likeness (Kuhn's method, as scipy solves it).
    """
    found: dict[int, int] = {}
    places: dict[Record, list[int]] = {}
    for index, record in enumerate(new):
        places.setdefault(record, []).append(index)
    for index, record in enumerate(old):
        if places.get(record):
            found[index] = places[record].pop(0)
    taken = set(found.values())
    left = [index for index in range(len(old)) if index not in found]
    right = [index for index in range(len(new)) if index not in taken]
    for kind in (Entry, Topic):
        some = [index for index in left if isinstance(old[index].value, kind)]
        others = [index for index in right if isinstance(new[index].value, kind)]
        found |= _likeliest([old[index] for index in some], [new[index] for index in others], some, others)
    return found


def _likeliest(old: Sequence[Record], new: Sequence[Record], olds: list[int], news: list[int]) -> dict[int, int]:
    if not old or not new:
        return {}
    if len(old) * len(new) > _MOST_PAIRS:
        return {olds[i]: news[j] for i, j in _identical(old, new).items()}
    from scipy.optimize import linear_sum_assignment

    likeness = _likeness(old, new)
    rows, columns = linear_sum_assignment(-likeness)
    return {olds[i]: news[j] for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if likeness[i, j] > 0}


def _identical(old: Sequence[Record], new: Sequence[Record]) -> dict[int, int]:
    """Which old record has the passage, or else the words, of which new one."""
    found: dict[int, int] = {}
    keys: tuple[Callable[[Record], object], ...] = (lambda record: record.value.at, lambda record: record.words)
    for key in keys:
        taken = set(found.values())
        places = {key(record): index for index, record in enumerate(new) if index not in taken}
        places.pop(None, None)
        for index, record in enumerate(old):
            if index not in found and key(record) in places:
                found[index] = places.pop(key(record))
    return found


def _likeness(old: Sequence[Record], new: Sequence[Record]) -> NDArray[np.float64]:
    """How much speaks for each old record being each new one; 0 where it is too little."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    before, after = ([one.words.casefold() for one in side] for side in (old, new))
    words = process.cdist(before, after, scorer=Indel.normalized_similarity)
    place = np.array([[one.place == other.place for other in new] for one in old])
    stance = np.array([[_stance(one) == _stance(other) for other in new] for one in old])
    rest = _CLAIM * words + _PLACE * place + _STANCE * stance
    shared = np.array([[_shared(one, other) for other in new] for one in old])
    unknown = np.isnan(shared)
    total = rest + _EVIDENCE * np.where(unknown, 0.0, shared)
    enough = np.where(unknown, rest >= _SAME_WITHOUT_EVIDENCE, total >= _SAME)
    return np.where(enough, total, 0.0)


def _stance(record: Record) -> object:
    return record.value.stance if isinstance(record.value, Entry) else None


def _shared(one: Record, other: Record) -> float:
    """How much of their passages two records share, 0 to 1; not a number where one has none."""
    a, b = one.value.at, other.value.at
    if a is not None and b is not None:
        return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))
    if one.value.quote is None or other.value.quote is None:
        return float("nan")
    return float(one.value.quote == other.value.quote)
