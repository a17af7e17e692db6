"""The plain data of a YAML text that raises no question, in half the time that it takes to know all places.

Owned here: the short way for files that are as they should be. Whatever is in doubt (a fault, an anchor, an empty
value, a key that could be meant otherwise, a text so long that its values must be counted) is left to `yamltree` and
`yamlreader`, which know where everything stands. Nothing is refused here, and no data differ from theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml import CollectionStartEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from positions.model import Model
from positions.yamlreader import OUTERMOST
from positions.yamltree import MAX_DEPTH, MAX_NODES, Loader

_SHORT = MAX_NODES // 2
"""Characters of a text that cannot hold too many values: the densest, `{[?],[?],`, has five in four."""
_DOUBTFUL = frozenset({"<<", "format", "stance", "claim"})
"""Keys that a model would take for something else than `yamlreader` does."""


class _Doubt(Exception):
    """Something that has to be looked at more closely."""


def plain_data(text: str, model: type[Model]) -> dict[str, Any] | None:
    """What `yamlreader.Reader` makes of a text without faults; None where that is in doubt."""
    if len(text) > _SHORT:
        return None
    try:
        events = iter(Loader(text).get_event, None)
        opening = [next(events, None) for _ in range(3)]
        data = _value(events, opening[-1], 0)
        closing = [type(event) for event in events]
    except (yaml.YAMLError, UnicodeError, _Doubt):
        return None
    if closing != [yaml.DocumentEndEvent, yaml.StreamEndEvent] or not isinstance(data, dict):
        return None
    field = OUTERMOST.get(model)
    return data if field is None else {field: data}


def outermost(text: str, key: str) -> ScalarEvent | None:
    """The text that stands behind an outermost key; None when there is none before the first fault."""
    depth, name = 0, None
    try:
        for event in iter(Loader(text).get_event, None):
            if depth == 1 and isinstance(event, ScalarEvent) and name is not None and name.strip() == key:
                return event
            if depth == 1 and isinstance(event, (ScalarEvent, CollectionStartEvent, yaml.AliasEvent)):
                name = None if name is not None else event.value if isinstance(event, ScalarEvent) else ""
            if isinstance(event, SequenceStartEvent) and depth == 0:
                return None
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                depth -= 1
    except (yaml.YAMLError, UnicodeError):
        pass
    return None


def _value(events: Iterator[yaml.Event], event: yaml.Event | None, depth: int) -> Any:
    if isinstance(event, ScalarEvent):
        if event.anchor is not None or event.tag is not None or not (event.value or event.style):
            raise _Doubt
        return event.value
    if not isinstance(event, CollectionStartEvent) or event.anchor is not None or event.tag is not None:
        raise _Doubt
    if depth >= MAX_DEPTH:
        raise _Doubt
    return _list(events, depth + 1) if isinstance(event, SequenceStartEvent) else _mapping(events, depth + 1)


def _list(events: Iterator[yaml.Event], depth: int) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        items.append(_value(events, event, depth))
    return items


def _mapping(events: Iterator[yaml.Event], depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in events:
        if isinstance(key, MappingEndEvent):
            break
        if not isinstance(key, ScalarEvent) or key.anchor is not None or key.tag is not None:
            raise _Doubt
        name = key.value.strip()
        if name in found or name in _DOUBTFUL:
            raise _Doubt
        found[name] = _value(events, next(events), depth)
    return found
