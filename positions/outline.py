"""A position file as lines to be compared: a line a position, the same however its YAML is written.

Owned here: the order and the words of these lines. Neither the order of keys, nor quotation marks, nor comments matter;
a change of one field changes one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from positions.display import one_line
from positions.model import Entry, PositionFile, Topic
from positions.wording import STANCE_VERBS
from positions.yamldump import fields, flow

_BARE = ("firmness", "extent")
_FLAGS = ("withdrawn", "confidential")
_LAST = ("quote", "at", "confidence", "rule")
"""What a reader looks at least."""


def outline(file: PositionFile) -> tuple[str, ...]:
    """The lines: what is known of the article, the positions by party and place in the article, then the topics."""
    article = (f"{key}: {_plain(content)}" for key, content in fields(file.article))
    reviewed = (f"reviewed: {_plain(file.reviewed)}",) if file.reviewed else ()
    entries = (
        _entry(party, entry) for party in sorted(file.positions) for entry in sorted(file.positions[party], key=_place)
    )
    topics = (
        f"{section}: {_listed(topic.topic, topic)}"
        for section, found in (("disputed", file.disputed), ("settled", file.settled))
        for topic in sorted(found, key=_place)
    )
    return tuple(one_line(line) for part in (article, reviewed, entries, topics) for line in part)


def _place(value: Entry | Topic) -> tuple[bool, tuple[int, int]]:
    """What stands nowhere in the article comes last, in the order of the file."""
    return value.at is None, value.at or (0, 0)


def _entry(party: str, entry: Entry) -> str:
    return f"{party} {STANCE_VERBS[entry.stance]}: {_listed(entry.claim, entry)}"


def _listed(words: str, value: Entry | Topic) -> str:
    said = dict(fields(value))
    first = [key for key in said if key not in (*Entry.STANCE_KEYS, "topic", *_LAST)]
    return "; ".join([words, *_said(said, [*first, *(key for key in _LAST if key in said)])])


def _said(said: dict[str, object], keys: list[str]) -> Iterator[str]:
    for key in keys:
        content = said[key]
        if key in _FLAGS:
            yield key
        elif key in _BARE:
            yield _plain(content)
        elif key == "issue":
            yield f"[{_plain(content)}]"
        elif key == "quote":
            yield f"“{_plain(content)}”"
        else:
            yield f"{key} {_plain(content)}" if key != "note" else f"note: {_plain(content)}"


def _plain(content: object) -> str:
    """A value in one line; a text as it reads, not as YAML writes it."""
    return content if type(content) is str else flow(content)
