"""One text file that holds several articles, split where that is beyond doubt.

An article begins with front matter that has a title or a date; with a header block, lines `Title:` and `Date:` with
others of their kind, between blank lines; behind a line of five or more `=` or `*` between blank lines; or behind a
form feed. Form feeds are page breaks too, so they count only where each piece begins with a heading: a short line and
a blank one. What is none of this stays one article, word for word as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from positions.errors import InputError
from positions.folding import folded
from positions.model import Source
from positions.reading.dates import date_in_text
from positions.reading.markdown import split

_KEYS = {
    "title": "title", "headline": "title", "date": "published", "published": "published", "source": "outlet",
    "outlet": "outlet", "publication": "outlet", "author": "author", "by": "author", "byline": "author",
    "url": "url", "link": "url", "language": "language",
}  # fmt: skip
_LINE = rf"(?:{'|'.join(_KEYS)})[ \t]*:[^\n]*\n"
_HEADER = re.compile(rf"(?:(?<=\n\n)|\A)(?P<block>(?:{_LINE}){{2,}})(?=[ \t]*\n)", re.IGNORECASE)
_FRONT = re.compile(r"(?:(?<=\n\n)|\A)---[ \t]*\n(?:[^\n]*\n){0,40}?---[ \t]*(?:\n|\Z)")
_RULE = re.compile(r"(?<=\n)[ \t]*\n[ \t]*(?:={5,}|\*{5,})[ \t]*\n(?=[ \t]*\n)")
_HEADING = re.compile(r"\s*[^\n]{2,120}(?<![.,;])\n[ \t]*\n")


def header_of(text: str) -> tuple[Source, str]:
    """What the header block at the top of a text tells, and the text behind it; nothing and all of it without one."""
    flat = text.replace("\r\n", "\n").lstrip()
    block = _HEADER.match(flat)
    if block is None or not _is_head(block["block"]):
        return Source(), text
    fields: dict[str, str] = {}
    for line in block["block"].splitlines():
        key, _, value = line.partition(":")
        if value.strip():
            fields.setdefault(_KEYS[folded(key.strip())], value.strip())
    day = date_in_text(fields.get("published", ""))
    try:
        told = Source.model_validate(fields if day is None else {**fields, "published": day})
    except ValueError:  # what is called a date and is none tells nothing
        told = Source.model_validate({key: value for key, value in fields.items() if key != "published"})
    return told, flat[block.end() :].lstrip()


def _is_head(block: str) -> bool:
    keys = {_KEYS[folded(line.partition(":")[0].strip())] for line in block.splitlines() if line.strip()}
    return {"title", "published"} <= keys


def pieces(text: str, path: Path) -> list[str]:
    """The articles that a text holds, with the head that each one has; the text itself where it is one."""
    whole, text = text, text.replace("\r\n", "\n")
    if len(starts := _starts(text, path)) > 1:
        cut = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        return [piece for piece in cut if piece.strip()]
    ruled = [piece for piece in _RULE.split(text) if piece.strip()]
    if len(ruled) > 1:
        return [piece.lstrip("\n") for piece in ruled]
    paged = [piece for piece in text.split("\f") if piece.strip()]
    if len(paged) > 1 and all(_HEADING.match(piece) for piece in paged):
        return [piece.lstrip("\n") for piece in paged]
    return [whole]


def _starts(text: str, path: Path) -> list[int]:
    """Where front matter, or header blocks, begin; none unless the first one stands at the top."""
    fronts = [match.start() for match in _FRONT.finditer(text) if _tells(match.group(), path)]
    headers = [match.start("block") for match in _HEADER.finditer(text) if _is_head(match["block"])]
    for starts in (fronts, headers):
        if len(starts) > 1 and not text[: starts[0]].strip():
            return starts
    return []


def _tells(front: str, path: Path) -> bool:
    """Is this front matter that says what an article is called, or when it was published?"""
    try:
        told, rest = split(front, path)
    except InputError:
        return bool(re.search(r"^(?:title|date|published)\s*:", front, re.MULTILINE | re.IGNORECASE))
    return not rest.strip() and (told.title is not None or told.published is not None)
