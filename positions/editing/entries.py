"""Edits of one entry of a position file: added where its passage belongs, changed where it stands, removed.

Pure functions from a file to a file. How the words of the file follow is `yamledit`'s business, and which file it is
and how it gets to the disk is that of `documents`.
"""

from __future__ import annotations

from positions.errors import ConflictError
from positions.merging import Record, assembled, records
from positions.model import Entry, PositionFile

Place = tuple[str, int]
"""The heading that an entry stands under, and its number there from 0."""


def entry_at(file: PositionFile, place: Place) -> Entry:
    """The entry of that place. Raises ConflictError when there is none."""
    party, index = place
    found = file.positions.get(party, ())
    if not 0 <= index < len(found):
        raise ConflictError(f"{party}'s entry is not in the file any more", hint="look for it in the file's text")
    return found[index]


def added(file: PositionFile, party: str, entry: Entry) -> PositionFile:
    """The file with one more entry: before the party's first that stands later in the article, else at its end."""
    own = records(file)
    return file.model_copy(update=assembled(file, own, [Record(party, entry)]))


def changed(file: PositionFile, place: Place, party: str, entry: Entry) -> PositionFile:
    """The file with the entry of a place replaced; under another heading where the party is another.

    Raises ConflictError when there is no such entry.
    """
    entry_at(file, place)
    if party != place[0]:
        return added(removed(file, place), party, entry)
    entries = list(file.positions[party])
    entries[place[1]] = entry
    return file.model_copy(update={"positions": {**file.positions, party: tuple(entries)}})


def removed(file: PositionFile, place: Place) -> PositionFile:
    """The file without the entry of a place; a heading with nothing left below it goes too.

    Raises ConflictError when there is no such entry.
    """
    entry_at(file, place)
    party, index = place
    left = (*file.positions[party][:index], *file.positions[party][index + 1 :])
    positions = {name: left if name == party else entries for name, entries in file.positions.items()}
    if not left:
        del positions[party]
    return file.model_copy(update={"positions": positions})


def place_of(file: PositionFile, party: str, entry: Entry) -> Place | None:
    """Where an entry stands: the one that is equal, else the one with its stance, claim and passage; None when gone.

    `party` is looked through first; another heading may be an alias of it.
    """
    for same in (lambda one: one == entry, entry.is_same_as):
        for heading in sorted(file.positions, key=lambda name: name != party):
            for index, one in enumerate(file.positions[heading]):
                if same(one):
                    return heading, index
    return None
