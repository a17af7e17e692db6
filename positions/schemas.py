"""The JSON Schema of each file that people edit, made from the models, for editors that validate while one types.

An editor must not complain about what `yamlfiles` accepts: there every scalar is a text, whatever it looks like, and an
empty value is an absent one.
"""

from __future__ import annotations

from typing import Any

from positions.model import Codebook, Entry, Model, PositionFile, Registry, Settings

_FILES: dict[str, tuple[type[Model], str | None, str]] = {
    "positions": (PositionFile, None, "Positions of one article"),
    "parties": (Registry, "parties", "Who is who in a negotiation"),
    "issues": (Codebook, "issues", "The issues of a negotiation"),
    "negotiation": (Settings, None, "Settings of a negotiation"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) by file: `positions`, `parties`, `issues`, `negotiation`."""
    return {name: _schema(*described) for name, described in _FILES.items()}


def _schema(model: type[Model], outermost: str | None, title: str) -> dict[str, Any]:
    whole = model.model_json_schema()
    if outermost is not None:
        whole = {"$defs": whole["$defs"], **whole["properties"][outermost]}
    wide = {**_widened(whole), "type": ["object", "null"], "title": title}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **wide}


def _widened(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with everything allowed that we read: numbers as texts, and nothing at all behind a key."""
    wide: dict[str, Any] = {}
    for word, value in schema.items():
        if word in ("$defs", "properties"):
            wide[word] = {name: _widened(part) for name, part in value.items()}
        elif word in ("anyOf", "prefixItems"):
            wide[word] = [_widened(part) for part in value]
        elif word in ("items", "additionalProperties") and isinstance(value, dict):
            wide[word] = _widened(value)
        elif word not in ("title", "default"):
            wide[word] = value
    if wide.get("format") == "date-time":
        wide = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d"}
    if wide.get("type") == "string" and not wide.keys() & {"enum", "format", "pattern"}:
        wide["type"] = ["string", "number", "boolean"]
    needed = {*schema.get("required", ()), *Entry.STANCE_KEYS}
    for name, part in wide.get("properties", {}).items():
        if name not in needed:
            wide["properties"][name] = _or_nothing(part)
    if isinstance(wide.get("additionalProperties"), dict):
        wide["additionalProperties"] = _or_nothing(wide["additionalProperties"])
    return wide


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    rest = [option for option in schema["anyOf"] if option != {"type": "null"}]
    return {**schema, "anyOf": [*rest, {"type": "null"}]}
