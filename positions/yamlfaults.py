"""What a model found wrong, said in the words of the file: where it is, what it is, what to write instead.

The possible words come from the model's own JSON Schema, so no second list of keys can drift away from the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic_core import ErrorDetails

from positions.model import Model
from positions.yamlslips import shorten

Step = str | int
Path = tuple[Step, ...]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` is most likely a misspelling of; capitals do not count."""
    if len(word) > 60:
        return None
    folded = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def one_of(word: str, choices: Sequence[str]) -> str:
    """A hint: the nearest choice, else all of them."""
    best = nearest(word, choices)
    return f"did you mean `{best}`?" if best else f"possible: {', '.join(choices)}"


@cache
def _schema(model: type[Model]) -> Mapping[str, Any]:
    return model.model_json_schema()


def _below(schema: Mapping[str, Any], model: type[Model], path: Path) -> Mapping[str, Any]:
    """The part of the model's schema that describes what stands at `path`; empty when unknown."""
    while "$ref" in schema:
        schema = _schema(model)["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in schema:
        options = (_below(option, model, path) for option in schema["anyOf"] if option.get("type") != "null")
        return next((option for option in options if option), {})
    if not path:
        return schema
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _below(schema.get("items") or {}, model, rest)
    inner = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
    return _below(inner, model, rest) if isinstance(inner, Mapping) else {}


def keys_at(model: type[Model], path: Path) -> tuple[str, ...]:
    """The keys that may stand in the mapping at `path`."""
    return tuple(_below(_schema(model), model, path).get("properties", ()))


def values_at(model: type[Model], path: Path) -> tuple[str, ...]:
    """The values that may stand at `path`, where they are few; empty where it is anything."""
    found = _below(_schema(model), model, path)
    return ("true", "false") if found.get("type") == "boolean" else tuple(found.get("enum", ()))


def is_text(model: type[Model], path: Path) -> bool:
    """May any words stand at `path`? Not where the model wants a date, a number, or one of a few values."""
    found = _below(_schema(model), model, path)
    return found.get("type") == "string" and "format" not in found and "enum" not in found


def explain(error: ErrorDetails, model: type[Model], path: Path, label: str) -> tuple[str, str]:
    """Message and hint for one of pydantic's errors.

    `path` is where it stands, in the model's terms; `label` the key that a person sees there.
    """
    value = error["input"]
    word = shorten(str(value)) if isinstance(value, str) else ""
    kind = error["type"]
    if kind == "extra_forbidden" and label == "format":
        return "`format` does not belong into this file", "it stands in negotiation.yaml: delete it here"
    if kind == "extra_forbidden":
        return f"unknown key `{shorten(label)}`", one_of(label, keys_at(model, path[:-1]))
    if kind == "enum":
        choices = tuple(_below(_schema(model), model, path).get("enum", ()))
        return f"`{word}` is no {label}", one_of(word, choices) if word else f"possible: {', '.join(choices)}"
    if kind == "date" or path[-1:] in (("published",), ("stated",), ("on",)):
        return f"`{word or label}` is no date", "write 2024-08-19, or 2024-08-19 14:30"
    if path[-1:] == ("at",) or path[-2:-1] == ("at",):
        return "`at` is not a range of characters", "write `at: [start, end]`: two whole numbers, the smaller one first"
    if kind == "missing":
        return f"`{error['loc'][-1]}` is missing in `{label}`", f"add `{error['loc'][-1]}: …`"
    return _by_shape(error, model, path, label, word)


def _by_shape(error: ErrorDetails, model: type[Model], path: Path, label: str, word: str) -> tuple[str, str]:
    """Message and hint where the value has the wrong shape."""
    kind, value = error["type"], error["input"]
    if kind == "string_too_short" or (kind == "string_type" and value is None):
        return f"`{label}` is empty" if label else "a name is empty", "write something, or delete the line"
    if kind == "string_type":
        what = "a list" if isinstance(value, list) else "a mapping"
        hint = "put quotation marks around a text with brackets or a colon in it"
        return f"`{label}` wants a text, and {what} stands here", hint
    if kind.startswith("bool"):
        return f"`{label}` is neither true nor false", f"write `{label}: true`, or delete the line"
    if kind == "tuple_type" and len(path) == 2 and path[0] == "positions":
        return f"what `{label}` holds must be a list", "begin each entry with a dash: `- demand: …`"
    if kind == "tuple_type":
        return f"`{label}` must be a list", "write `[one, another]`, or a line `- one` for each"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        keys = keys_at(model, path)
        hint = f"possible keys: {', '.join(keys)}" if keys else "write lines `key: text`"
        return f"`{label}` wants keys and values below it", hint
    if kind.startswith(("int", "float")):
        return f"`{word or label}` is no number", "write digits only"
    return f"`{label}`: {error['msg'][:1].lower()}{error['msg'][1:]}", "correct the value, or delete the line"
