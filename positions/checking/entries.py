"""What is odd about the entries of one position file: parties, issues and dates that cannot be meant, and doubles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from positions.checking.findings import Document, Finding
from positions.checking.quotes import quoting
from positions.model import Codebook, Entry, MachineFile, PositionFile, Registry, Review, Topic, When, day_of, name_key
from positions.textmap import flat
from positions.wording import counted
from positions.yamlfaults import Path as Keys
from positions.yamlfaults import nearest


def emptied(file: PositionFile, machine: MachineFile | None, document: Document) -> Iterator[Finding]:
    """A position file with nothing in it, not even its article: something went wrong with it."""
    if file != PositionFile():
        return
    count = sum(1 for _ in machine.entries()) if machine else 0
    copy = f", while the program's own copy has {counted(count, 'position')}" if machine else ""
    name = document.path.stem
    hint = f"delete it, and `positions extract {name}` writes it anew; what was typed in is in your backup or git"
    yield document.error((), f"the file says nothing{copy}", hint)


def unknown_parties(file: PositionFile, registry: Registry, document: Document) -> Iterator[Finding]:
    """Parties that parties.yaml does not know. Where it names nobody, nobody is unknown."""
    if not registry.parties:
        return
    known = registry.names_of()
    names = {name: name for name in registry.parties}
    names |= {alias: name for name, party in registry.parties.items() for alias in party.aliases if alias not in names}
    for party in file.positions:
        if name_key(party) in known:
            continue
        best = nearest(party, names)
        hint = f"did you mean `{names[best]}`?" if best else "add it to parties.yaml, if it is one"
        yield document.note(("positions", party), f"parties.yaml does not know `{party}`", hint)


def unknown_issues(file: PositionFile, codebook: Codebook, document: Document) -> Iterator[Finding]:
    """Pins to issues that issues.yaml does not have."""
    known = {name_key(other) for name, issue in codebook.issues.items() for other in (name, *issue.also)}
    for keys, entry in quoting(file):
        if entry.issue is None or name_key(entry.issue) in known:
            continue
        best = nearest(entry.issue, codebook.issues)
        hint = f"did you mean `{best}`?" if best else "add it to issues.yaml, to name it there"
        yield document.note((*keys, "issue"), f"issues.yaml has no issue `{entry.issue}`", hint)


def dates(file: PositionFile, today: dt.date, document: Document) -> Iterator[Finding]:
    """Days that have not come yet, positions that were stated after their article, and an article without a day."""
    published = file.article.published
    if published is None and file != PositionFile():
        hint = "write `published: 2024-08-19` below `article:`; what has no date counts as older than all else"
        yield document.note(("article",), "the article has no date", hint)
    yield from ahead(published, today, ("article", "published"), document)
    if file.reviewed is not None:
        yield from ahead(file.reviewed.on, today, ("reviewed", "on"), document)
    for keys, entry in quoting(file):
        if isinstance(entry, Topic) or entry.stated is None:
            continue
        yield from ahead(entry.stated, today, (*keys, "stated"), document)
        if published is not None and day_of(entry.stated) > day_of(published):
            message = f"stated on {day_of(entry.stated)}, which is later than the article, of {day_of(published)}"
            yield document.note((*keys, "stated"), message, "correct one of the two dates")


def ahead(when: When | None, today: dt.date, keys: Keys, document: Document) -> Iterator[Finding]:
    """A day that has not come yet."""
    if when is not None and day_of(when) > today:
        yield document.note(keys, f"{day_of(when)} has not come yet", "is the year right?")


def doubles(file: PositionFile, registry: Registry, document: Document) -> Iterator[Finding]:
    """Entries that stand twice: the same party, stance, claim and passage. Dismissed ones count nowhere."""
    names = registry.names_of()
    seen: dict[object, tuple[Keys, Entry | Topic]] = {}
    for keys, entry in quoting(file):
        if entry.review is Review.DISMISSED:
            continue
        meant = names.get(name_key(str(keys[1])), ()) if isinstance(entry, Entry) else ()
        place = keys[:-1] if len(meant) != 1 else ("positions", meant[0])
        said = (entry.stance, entry.claim) if isinstance(entry, Entry) else (entry.topic,)
        first, other = seen.setdefault((place, said, entry.at, flat(entry.quote or "")), (keys, entry))
        if first == keys:
            continue
        exact = other == entry and first[:-1] == keys[:-1]
        hint = "`positions check --fix` takes it out" if exact else "keep one of the two"
        message = f"this stands twice, first in line {document.locate(first)[0]}"
        yield document.note(keys, message, hint)
