"""Review: which extracted entries a person should look at first, and what each verdict writes.

Owned here: the queue, most consequential and least certain first, and the edits of the position files that verdicts
are. An entry is found again by what it says, never by its number; one that changed meanwhile is a conflict. It prints
nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import Any

from positions import merging
from positions.errors import ConflictError, UsageError
from positions.merging import Record
from positions.model import (
    Entry,
    MachineEntry,
    MachineFile,
    Matrix,
    Placed,
    Position,
    PositionFile,
    Registry,
    Review,
    Reviewed,
    Role,
    Row,
    Stance,
)
from positions.negotiation import Negotiation

_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’']?\s+|\n\s*\n")
_JUDGED = ("party", "stance", "claim", "quote")
"""What a verdict is a verdict on: where one of these changed, the person has not seen the entry that it would be on."""
_CONTEXT = 300
"""Characters on either side of a quote in which its sentence is looked for."""


class Stake(IntEnum):
    """What a wrong entry would change; the least first."""

    ONE_SIDE = 0
    SHARED = 1
    CURRENT = 2
    DECIDES = 3

    @property
    def words(self) -> str:
        """Why the entry matters."""
        return _STAKES[self]


_STAKES = {
    Stake.ONE_SIDE: "only one party speaks of the issue",
    Stake.SHARED: "several parties speak of the issue",
    Stake.CURRENT: "a current position where several parties have one",
    Stake.DECIDES: "the issue's status rests on it",
}


@dataclass(frozen=True)
class Item:
    """An entry that nobody has reviewed yet, as the file has it."""

    article: str
    party: str
    """The heading it stands under."""
    entry: Entry
    confidence: float | None = None
    rule: str | None = None
    differs: str | None = None
    """What the other engine reads in its place."""
    issue: str | None = None
    status: str | None = None
    """Where that issue stands."""
    stake: Stake = Stake.ONE_SIDE


class Clash(ConflictError):
    """Somebody changed an entry under a verdict: what was shown, what it says now, and what the person would have."""

    def __init__(self, base: Item, now: Item, mine: Item, path: Path) -> None:
        message = f"{base.party}'s entry “{base.entry.claim}” in {base.article} was changed meanwhile"
        super().__init__(message, hint="choose between the two", path=path)
        self.base, self.now, self.mine = base, now, mine

    @property
    def fields(self) -> tuple[tuple[str, str | None, str | None], ...]:
        """The fields that only the person can decide, by their names, with the words of each: the file's, and theirs.

        Those that both changed, each in another way; and the verdict, when what it was a verdict on is not what it was.
        """
        base, theirs, mine = (merging.contents(_record(one)) for one in (self.base, self.now, self.mine))
        moved = any(theirs[name] != base[name] for name in _JUDGED)
        return tuple(
            (name, merging.said(_record(self.now), name), merging.said(_record(self.mine), name))
            for name in mine
            if mine[name] not in (theirs[name], base[name])
            and (theirs[name] != base[name] or (moved and name == "review"))
        )

    def settled(self, mine: Collection[str]) -> Item:
        """The entry with the person's words in these of `fields`, the file's in the others; elsewhere with what either
        changed."""
        base, theirs, wanted = (merging.contents(_record(one)) for one in (self.base, self.now, self.mine))
        open_fields = {name for name, _, _ in self.fields}
        ours = {name for name in wanted if (name in mine if name in open_fields else wanted[name] != base[name])}
        chosen = merging.with_contents(
            _record(self.now), {name: wanted[name] if name in ours else theirs[name] for name in theirs}
        )
        assert isinstance(chosen.value, Entry)
        return replace(self.now, party=chosen.place, entry=chosen.value)


def _record(item: Item) -> Record:
    return Record(item.party, item.entry)


def queue(negotiation: Negotiation, matrix: Matrix) -> tuple[Item, ...]:
    """The entries without a verdict in files without one, in the order in which they should be looked at.

    By what a wrong one would change, then the least certain first; one without a confidence counts as uncertain. Raises
    FileFaults.
    """
    places = {placed.position.key: (row, placed) for row in matrix.rows for placed in row.positions}
    found: list[Item] = []
    registry = negotiation.registry
    for article_id in negotiation.article_ids():
        file = negotiation.position_file(article_id)
        if file is not None and file.reviewed is None:
            found += _items(article_id, file, negotiation.machine_file(article_id), places, registry)
    return tuple(sorted(found, key=_order))


def _items(
    article_id: str,
    file: PositionFile,
    machine: MachineFile | None,
    places: Mapping[str, tuple[Row, Placed]],
    registry: Registry,
) -> Iterator[Item]:
    known = {
        (party, one.at, one.claim): one
        for party, ones in (machine.positions if machine else {}).items()
        for one in ones
    }
    resolved = registry.resolver()
    for party, entry in file.entries():
        if entry.review is not None:
            continue
        key = Position.of_entry(entry, article=article_id, party=resolved(party)).key
        row, placed = places.get(key, (None, None))
        source: MachineEntry | None = known.get((party, entry.at, entry.claim))
        yield Item(
            article=article_id,
            party=party,
            entry=entry,
            confidence=source.confidence if source else None,
            rule=source.rule if source else None,
            differs=source.differs if source else None,
            issue=row.issue if row else None,
            status=row.status.value if row else None,
            stake=Stake.ONE_SIDE if row is None or placed is None else _stake(row, placed, registry),
        )


def _stake(row: Row, placed: Placed, registry: Registry) -> Stake:
    if len({one.position.party for one in row.positions}) < 2:
        return Stake.ONE_SIDE
    if placed.position.key in row.deciding:
        return Stake.DECIDES
    principal = registry.role_of(placed.position.party) is Role.PRINCIPAL
    return Stake.CURRENT if placed.current and principal else Stake.SHARED


def _order(item: Item) -> tuple[object, ...]:
    entry = item.entry
    identity = (item.article, entry.at or (-1, -1), item.party, entry.stance.value, entry.claim)
    return (-item.stake, -1.0 if item.confidence is None else item.confidence, *identity)


def sentence_of(text: str, at: tuple[int, int]) -> tuple[str, str, str]:
    """What stands before a quote in its sentence, the quote, and what stands behind it."""
    start, end = at
    before = _SENTENCE_END.split(text[max(0, start - _CONTEXT) : start])[-1]
    behind = "" if text[start:end].rstrip().endswith((".", "!", "?")) else text[end : end + _CONTEXT]
    return before, text[start:end], _SENTENCE_END.split(behind)[0]


def certainty(item: Item) -> str:
    """How sure the program was, and of what it read the entry: `0.62 (demand)`; `by hand` for a person's own."""
    sure = "by hand" if item.confidence is None else f"{item.confidence:.2f}"
    known = f"{sure} ({item.rule})" if item.rule else sure
    return f"{known} · the other engine reads: {item.differs}" if item.differs else known


def place_of(item: Item) -> str:
    """The entry's issue with its status, and what a wrong entry would change."""
    return f"{item.issue} ({item.status}): {item.stake.words}" if item.issue else item.stake.words


def current(negotiation: Negotiation, item: Item, besides: Collection[tuple[str, Entry]] = ()) -> Item | None:
    """The item as its file has it now; None when it is gone or has its verdict. Raises FileFaults.

    It is recognised by party, stance, claim and passage; else it is the entry most like it, if that is none of those
    `besides` it that are known to be others.
    """
    file = negotiation.position_file(item.article)
    if file is None or file.reviewed is not None:
        return None
    for entry in file.positions.get(item.party, ()):
        if entry.is_same_as(item.entry):
            return replace(item, entry=entry) if entry.review is None else None
    left = [one for one in merging.records(file) if (one.place, one.value) not in besides]
    heir = merging.pairs([_record(item)], left).get(0)
    if heir is None or not isinstance(changed := left[heir].value, Entry) or changed.review is not None:
        return None
    return replace(item, party=left[heir].place, entry=changed)


# Verdicts


def confirm(negotiation: Negotiation, item: Item) -> Item:
    """It is right as it stands. Verdicts raise ConflictError when the entry is gone, Clash when it changed."""
    return _change(negotiation, item, "confirm", review=Review.CONFIRMED)


def dismiss(negotiation: Negotiation, item: Item) -> Item:
    """It is no position; it stays in the file and counts nowhere."""
    return _change(negotiation, item, "dismiss", review=Review.DISMISSED)


def assign(negotiation: Negotiation, item: Item, party: str) -> Item:
    """It is another party's."""
    return _change(negotiation, item, "correct the party of", party=_words(party), review=Review.CONFIRMED)


def set_stance(negotiation: Negotiation, item: Item, stance: Stance) -> Item:
    """Its party does something else with the claim."""
    return _change(negotiation, item, "correct the stance of", stance=stance, review=Review.CONFIRMED)


def pin(negotiation: Negotiation, item: Item, issue: str) -> Item:
    """It is about this issue."""
    return _change(negotiation, item, "pin the issue of", issue=_words(issue), review=Review.CONFIRMED)


def reword(negotiation: Negotiation, item: Item, claim: str) -> Item:
    """What is demanded, offered, accepted or rejected, in a person's words."""
    return _change(negotiation, item, "correct the claim of", claim=_words(claim), review=Review.CONFIRMED)


def annotate(negotiation: Negotiation, item: Item, note: str) -> Item:
    """A remark, in place of what was remarked; without words, none. No verdict."""
    return _change(negotiation, item, "note on", note=" ".join(note.split()) or None)


def confirm_all(negotiation: Negotiation, article_id: str, by: str, on: dt.date) -> int:
    """Everything in an article's file has been gone through: `reviewed:`, which counts for each of its entries.

    Returns how many entries had no verdict of their own. Raises InputError for an unknown article, UsageError where it
    has no positions.
    """
    with negotiation.lock():
        article_id = negotiation.known(article_id)
        file = negotiation.position_file(article_id)
        if file is None:
            raise UsageError(f"{article_id} has no position file", hint=f"positions extract {article_id}")
        reviewed = Reviewed(by=_words(by), on=on)
        _commit(negotiation, f"review {article_id}", article_id, file, file.model_copy(update={"reviewed": reviewed}))
    return sum(entry.review is None for _, entry in file.entries())


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UsageError("there are no words", hint="type some")
    return words


def _change(negotiation: Negotiation, item: Item, title: str, *, party: str | None = None, **fields: Any) -> Item:
    """The entry with other fields, or under another heading, written as one step; the item as it then is.

    What somebody else changed in it meanwhile stays; where that is not for the program to decide, it raises Clash.
    """
    with negotiation.lock():
        file = negotiation.position_file(item.article) or PositionFile()
        new = replace(item, entry=item.entry.model_copy(update=fields), party=party or item.party)
        if item.entry not in file.positions.get(item.party, ()):
            clash = _clash(item, new, file, negotiation.position_path(item.article))
            if clash.fields:
                raise clash
            item, new = clash.now, clash.settled(())
            if new == item:
                raise ConflictError(f"somebody else has said so of “{item.entry.claim}”", hint="go on with the next")
        _commit(negotiation, f"{title} “{item.entry.claim}”", item.article, file, _replaced(file, item, new))
    return new


def _clash(item: Item, mine: Item, file: PositionFile, path: Path) -> Clash:
    """What has become of an entry. Raises ConflictError when nothing in the file is like it."""
    now = merging.records(file)
    heir = merging.pairs([_record(item)], now).get(0)
    if heir is None or not isinstance(entry := now[heir].value, Entry):
        message = f"{item.party}'s entry “{item.entry.claim}” is not in {item.article} any more"
        raise ConflictError(message, hint="go on with the next", path=path)
    return Clash(item, replace(item, party=now[heir].place, entry=entry), mine, path)


def settle(negotiation: Negotiation, clash: Clash, mine: Collection[str]) -> Item:
    """What `clash.settled` makes of an entry, written where that is not what the file says already.

    Raises Clash when it changed once more.
    """
    chosen = clash.settled(mine)
    if chosen == clash.now:
        return chosen
    fields = {name: getattr(chosen.entry, name) for name in Entry.model_fields}
    return _change(negotiation, clash.now, "settle", party=chosen.party, **fields)


def _replaced(file: PositionFile, old: Item, new: Item) -> PositionFile:
    entries = list(file.positions[old.party])
    index = entries.index(old.entry)
    positions = dict(file.positions)
    if new.party == old.party:
        entries[index] = new.entry
        positions[old.party] = tuple(entries)
    else:
        del entries[index]
        positions[old.party] = tuple(entries)
        if not entries:
            del positions[old.party]
        positions[new.party] = (*positions.get(new.party, ()), new.entry)
    return file.model_copy(update={"positions": positions})


def _commit(negotiation: Negotiation, title: str, article_id: str, old: PositionFile, new: PositionFile) -> None:
    write = negotiation.revised(negotiation.position_path(article_id), old, new)
    if write.old != write.new:
        negotiation.commit(title, [write])
