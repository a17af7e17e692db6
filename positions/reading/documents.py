"""Bytes of any kind as text and metadata: what they are is seen in the bytes, whatever a name or a server says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from positions.errors import InputError
from positions.model import Source
from positions.reading.pages import is_page, read_page
from positions.reading.pdfs import read_pdf
from positions.reading.plain import text_of
from positions.reading.unpacking import inflated
from positions.reading.worddocs import read_document

_OFFICE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_PAGES = (".html", ".htm", ".xhtml")
_HINT = "save its text as a .txt file, and add that"


@dataclass(frozen=True)
class Raw:
    """Bytes, with where they come from and what was said about them."""

    data: bytes
    path: Path
    url: str | None = None
    kind: str = ""
    """The media type that a server declares."""
    charset: str | None = None


@dataclass(frozen=True)
class Told:
    """A text, and what its source says about it."""

    text: str
    source: Source
    suffix: str
    """What a file of this kind is called."""
    encoding: str | None = None
    plain: bool = False
    """Is it a text as somebody wrote it, so that it may hold front matter and several articles?"""


def told_of(raw: Raw) -> Told:
    """What some bytes say. Raises InputError for what is no article."""
    data, path = raw.data, raw.path
    if data.startswith(b"\x1f\x8b"):
        inner = inflated(data, str(path))
        if inner.startswith(b"\x1f\x8b"):
            raise InputError("is packed twice", hint="unpack it, and add what is inside", path=path)
        name = path.with_suffix("") if path.suffix.casefold() == ".gz" else path
        return told_of(replace(raw, data=inner, path=name))
    if data[:1024].lstrip().startswith(b"%PDF"):
        return Told(*read_pdf(data, path), suffix=".pdf")
    if data.startswith(b"PK\x03\x04"):
        return Told(*read_document(data, path), suffix=".docx")
    if data.startswith(_OFFICE):
        raise InputError("is an old office document", hint="save it as .docx, or as a .txt file", path=path)
    if data.startswith(_PICTURES):
        raise InputError("is a picture", hint="run text recognition on it, and add the text", path=path)
    if is_page(data) or path.suffix.casefold() in _PAGES or raw.kind in ("text/html", "application/xhtml+xml"):
        text, source, encoding = read_page(data, path, url=raw.url, charset=raw.charset)
        return Told(text, source, ".html", encoding)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<!DOCTYPE")):
        raise InputError("is XML, not a text", hint=_HINT, path=path)
    if (
        raw.kind
        and not raw.kind.startswith("text/")
        and raw.kind not in ("application/octet-stream", "application/pdf")
    ):
        raise InputError(f"is {raw.kind[:40]}, not a text", hint=_HINT, path=path)
    text, encoding = text_of(data, path, raw.charset)
    return Told(text, Source(url=raw.url), ".txt", encoding, plain=True)
