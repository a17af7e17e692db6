"""Files, folders, URLs and standard input as articles.

Owned here: which files are articles, and how the parts of this package make texts and metadata of their bytes. What a
text says is never changed; its line ends stay as they are, and a byte order mark is no part of it. Nothing is guessed:
a title is the source's or the first line; a date is the source's own (markup, front matter, header, the top of the
text) or is written out in the file's name.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from positions import naming
from positions.errors import InputError, UsageError
from positions.model import TOO_LONG, Article, Source
from positions.reading.bundles import header_of, pieces
from positions.reading.dates import date_in_text, without_date
from positions.reading.documents import Raw, Told, told_of
from positions.reading.languages import foreign_language
from positions.reading.markdown import split
from positions.reading.plain import read_bytes, read_stream
from positions.reading.web import Page, fetch, fetch_all, is_url

__all__ = ["SUFFIXES", "Found", "fetch_all", "files_of", "is_url", "read", "read_found", "read_url"]

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".gz")
"""Files of a folder that are taken for articles."""
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True)
class Found:
    """An article with what a person has to be told about how it was read."""

    article: Article
    encoding: str | None = None
    """What its bytes were taken for, where that is not UTF-8."""
    original: bytes | None = None
    """A page as it was fetched."""
    suffix: str = ""
    """What such a file is called: `.html`, `.pdf`, …"""


def read(
    source: str | Path,
    *,
    article_id: str | None = None,
    title: str | None = None,
    published: dt.date | dt.datetime | None = None,
    outlet: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
) -> list[Article]:
    """The articles of a file, of a URL, of a folder (its files, not those of folders below), or of `-`.

    What is given beside the source wins over what the source says of itself. `stdin` is read for `-`; by default the
    process's own. Raises InputError for a source that cannot be read, UsageError for one that cannot be meant.
    """
    given = Source(title=title, published=published, outlet=outlet, url=url)
    if is_url(str(source)):
        return [found.article for found in read_url(fetch(str(source), allow_private=allow_private), given, article_id)]
    return [found.article for found in read_found(source, given, article_id, stdin)]


def read_found(
    source: str | Path, given: Source, article_id: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Found]:
    """As `read`, for what is on this machine, with how it was read."""
    if str(source) == "-":
        path = Path("standard input")
        data = read_stream(stdin or sys.stdin.buffer, path)
        yield from _read(Raw(data, path), given, article_id, stem="", headed=True)
        return
    for file in files_of(source, given, article_id):
        yield from _read_file(file, given, article_id)


def files_of(source: str | Path, given: Source, article_id: str | None = None) -> list[Path]:
    """The file that is meant, or a folder's articles. Raises as `read` does for a folder."""
    path = Path(source)
    if not path.is_dir():
        return [path]
    if article_id is not None or given.title is not None:
        raise UsageError(
            "a folder's articles cannot share one name or title", hint="add its files one by one", path=path
        )
    return _files_in(path)


def read_url(page: Page, given: Source, article_id: str | None = None) -> Iterator[Found]:
    """The article of a page that was fetched, or the articles of a text, with the page itself."""
    raw = Raw(page.data, Path(page.url.partition("://")[2]), url=page.url, kind=page.kind, charset=page.charset)
    for found in _read(raw, given, article_id, stem="", headed=True):
        yield replace(found, original=page.data)


def _read_file(path: Path, given: Source, article_id: str | None) -> Iterator[Found]:
    name = path.with_suffix("") if path.suffix.casefold() == ".gz" else path
    headed = name.suffix.casefold() in _MARKDOWN
    yield from _read(Raw(read_bytes(path), path), given, article_id, stem=name.stem, headed=headed)


def _files_in(folder: Path) -> list[Path]:
    try:
        files = [
            file
            for file in folder.iterdir()
            if file.suffix.casefold() in SUFFIXES and not file.name.startswith(".") and not file.is_dir()
        ]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=folder) from None
    if not files:
        raise InputError("no articles in this folder", hint=f"articles are files {', '.join(SUFFIXES)}", path=folder)
    return sorted(files)


def _read(raw: Raw, given: Source, article_id: str | None, *, stem: str, headed: bool) -> Iterator[Found]:
    """The articles of some bytes; `headed` when a single one may begin with front matter, which is no part of it."""
    told = told_of(raw)
    texts = pieces(told.text, raw.path) if told.plain else [told.text]
    if len(texts) > 1 and (article_id is not None or given.title is not None):
        message = f"holds {len(texts)} articles, which cannot share one name or title"
        raise UsageError(message, hint="add it without, or split it into several files", path=raw.path)
    used: set[str] = set()
    for number, text in enumerate(texts, 1):
        one = replace(told, text=text)
        if told.plain:
            one = _with_head(one, raw.path, cut=len(texts) > 1, headed=headed)
        name = f"{stem}-{number}" if stem and len(texts) > 1 else stem
        found = _found(one, raw, given, article_id or name)
        if found.article.id in used:
            found = replace(found, article=found.article.model_copy(update={"id": f"{found.article.id}-{number}"}))
        used.add(found.article.id)
        yield found


def _with_head(told: Told, path: Path, *, cut: bool, headed: bool) -> Told:
    """What the front matter or the header block of a text says. Both are cut off where there are several articles, and
    front matter where it was meant for us; else the text stays as it is."""
    if cut or headed:
        front, body = split(told.text, path)
        if body != told.text:
            return replace(told, text=body, source=front)
    head, body = header_of(told.text)
    return replace(told, text=body if cut else told.text, source=head)


def _found(told: Told, raw: Raw, given: Source, name: str) -> Found:
    """One article; what is `given` wins over what it says of itself, and that over its name."""
    text = told.text
    if not text.strip():
        raise InputError("the article is empty", hint="is it the right file?", path=raw.path)
    if len(text.encode("utf-8", "surrogatepass")) >= TOO_LONG:
        message = f"holds a text of {TOO_LONG / 1e6:g} MB or more"
        raise InputError(message, hint="split it into several articles", path=raw.path)
    fields = {field: getattr(told.source, field) for field in Source.model_fields}
    fields |= {field: value for field in Source.model_fields if (value := getattr(given, field)) not in (None, False)}
    markdown = raw.path.suffix.casefold() in _MARKDOWN
    titled = without_date(text.lstrip("#") if markdown else text)
    fields["title"] = fields["title"] or naming.title_of(titled, name) or None
    fields["published"] = fields["published"] or naming.date_in(name) or date_in_text(text)
    fields["language"] = fields["language"] or foreign_language(text)
    source = Source.model_construct(**fields)
    article_id = name or _id_of(source)
    if not article_id:
        raise UsageError("a text that comes from no file needs a name", hint="give it a title (`--title`)")
    naming.check_id(article_id)
    return Found(Article(id=article_id, source=source, text=text), told.encoding, suffix=told.suffix)


def _id_of(source: Source) -> str:
    """The name of an article that comes from no file: its date and its title."""
    day = source.published.isoformat()[:10] if source.published else ""
    return "-".join(part for part in (day, naming.slug(source.title or "")) if part)
