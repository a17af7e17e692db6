"""Models as YAML text, in the one style that we write.

One key a line, an entry's claim first, short lists and ranges in brackets, defaults not written, texts never folded.
A text is quoted wherever a YAML 1.1 or 1.2 reader could take it for something else; what no editor shows is escaped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from enum import Enum

from positions.model import Aligned, Codebook, Entry, Model, Registry, Reviewed, Settings, StatusOverride

_WIDTH = 100
"""Longest list that still stands in brackets."""
_IN_BRACES = (Aligned, Reviewed, StatusOverride)
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][-0-9a-fA-FxXoOeE_+.:TtZz \t]*")
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\u00ad\u061c\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
"""Line breaks, controls, blanks that do not look like one, marks that turn the direction of writing."""
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def dump(value: Model, *, schema: str | None = None) -> str:
    """A model as the text of its file; `schema` is the path in the header line that tells editors what may stand there.

    `parse` of the result gives an equal value.
    """
    header = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    if isinstance(value, Registry):
        lines = _names(value.parties, "")
    elif isinstance(value, Codebook):
        lines = _names(value.issues, "")
    else:
        lines = _model(value, "")
    return header + "".join(f"{line}\n" for line in lines)


def fields(value: Model) -> Iterator[tuple[str, object]]:
    """What is to be written of a model: the keys people use, without what is absent or by default so."""
    for name, field in type(value).model_fields.items():
        content = getattr(value, name)
        if isinstance(value, Entry) and name == "stance":
            continue
        if name == "claim" and isinstance(value, Entry):
            yield value.stance.value, content
        elif content is not None and (content != field.default or (name == "format" and isinstance(value, Settings))):
            yield field.alias or name, content


def _model(value: Model, indent: str) -> Iterator[str]:
    for key, content in fields(value):
        yield from pair(key, content, indent)


def _names(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for name, content in values.items():
        yield from pair(name, content, indent)


def pair(key: str, content: object, indent: str) -> Iterator[str]:
    """The lines of `key: content`, behind an indent."""
    head = f"{indent}{scalar(key)}:"
    if len(head) > 900:  # a longer one could not be told from a text: YAML looks for its colon 1,024 characters far
        yield f"{indent}? {scalar(key)}"
        head = f"{indent}:"
    if isinstance(content, Mapping):
        yield head
        yield from _names(content, indent + "  ")
    elif isinstance(content, _IN_BRACES):
        yield f"{head} {flow(content)}"
    elif isinstance(content, Model):
        yield head
        yield from _model(content, indent + "  ")
    elif isinstance(content, tuple):
        yield from _list(head, content, indent + "  ")
    else:
        yield f"{head} {scalar(content)}"


def _list(head: str, items: tuple[object, ...], indent: str) -> Iterator[str]:
    """The lines of a list: in brackets when it is short and holds nothing but values."""
    if items and not any(isinstance(item, Model) for item in items):
        line = f"{head} {flow(items)}"
        if len(line) <= _WIDTH:
            yield line
            return
    yield head
    for item in items:
        yield from listed(item, indent)


def listed(content: object, indent: str) -> Iterator[str]:
    """The lines of an item of a list, its dash behind the indent."""
    lines = list(_model(content, indent + "  ")) if isinstance(content, Model) else [f"{indent}  {scalar(content)}"]
    yield f"{indent}- {lines[0][len(indent) + 2 :]}"
    yield from lines[1:]


def flow(content: object) -> str:
    """A value of any kind on one line, in brackets and braces where it is no single one."""
    if isinstance(content, tuple):
        return f"[{', '.join(flow(item) for item in content)}]"
    if isinstance(content, (Model, Mapping)):
        own = isinstance(content, Model)  # whose keys are ours, and `on` is one
        pairs = fields(content) if isinstance(content, Model) else content.items()
        return f"{{{', '.join(f'{key if own else scalar(key, flow=True)}: {flow(part)}' for key, part in pairs)}}}"
    return scalar(content, flow=True)


def scalar(value: object, *, flow: bool = False) -> str:
    """One value on one line; `flow` says that it stands between brackets or braces."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes" if not (value.second or value.microsecond) else "auto")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    return _text(str(value), flow=flow)


def _text(text: str, *, flow: bool) -> str:
    if _INVISIBLE.search(text) or ('"' in text and "'" in text and not _is_plain(text, flow=flow)):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{_INVISIBLE.sub(_escape, escaped)}"'
    if _is_plain(text, flow=flow):
        return text
    return f"'{text}'" if '"' in text or ("\\" in text and "'" not in text) else '"' + text.replace("\\", "\\\\") + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return _SHORT.get(found.group()) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _is_plain(text: str, *, flow: bool) -> bool:
    """Does every reader take the text for a text when it stands without quotation marks?"""
    if not text or text != text.strip() or text[0] in "-?:,[]{}#&*!|>'\"%@`.=<~" or text[-1] == ":":
        return False
    if ": " in text or " #" in text or text.casefold() in _WORDS or _NUMBER_LIKE.fullmatch(text):
        return False
    return not (flow and re.search(r"[,\[\]{}:?]", text))
