"""Files, folders and standard input as articles.

Owned here: which files are articles, and how their bytes become text and metadata. A text's line ends stay as they are;
a byte order mark is no part of it. Nothing is guessed: a title is the front matter's or the first line, a date is the
front matter's or stands in the file's name.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import BinaryIO

from positions import naming
from positions.errors import InputError, UsageError
from positions.model import TOO_LONG, Article, Source
from positions.reading.markdown import split
from positions.reading.plain import read_bytes, text_of

__all__ = ["SUFFIXES", "read"]

SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""Files of a folder that are taken for articles."""
_MARKDOWN = (".md", ".markdown")


def read(
    source: str | Path,
    *,
    article_id: str | None = None,
    title: str | None = None,
    published: dt.date | dt.datetime | None = None,
    outlet: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> list[Article]:
    """The articles of a file, of a folder (its text and Markdown files, not those of folders below), or of `-`.

    What is given beside the source wins over what the source says of itself. `stdin` is read for `-`; by default the
    process's own. Raises InputError for a source that is no readable text, UsageError for one that cannot be meant.
    """
    given = Source(title=title, published=published, outlet=outlet, url=url)
    if str(source) == "-":
        data = (stdin or sys.stdin.buffer).read(TOO_LONG)
        return [_article(data, Path("standard input"), given, article_id, from_file=False)]
    path = Path(source)
    if not path.is_dir():
        return [_article(read_bytes(path), path, given, article_id)]
    if article_id is not None or title is not None:
        raise UsageError(
            "a folder's articles cannot share one name or title", hint="add its files one by one", path=path
        )
    return [_article(read_bytes(file), file, given, None) for file in _files_of(path)]


def _files_of(folder: Path) -> list[Path]:
    try:
        files = [
            file for file in folder.iterdir() if file.suffix.casefold() in SUFFIXES and not file.name.startswith(".")
        ]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=folder) from None
    if not files:
        raise InputError("no articles in this folder", hint=f"articles are files {', '.join(SUFFIXES)}", path=folder)
    return sorted(files)


def _article(data: bytes, path: Path, given: Source, article_id: str | None, *, from_file: bool = True) -> Article:
    """One article of its bytes; what is `given` wins over what its front matter or its name says."""
    text = text_of(data, path)
    told = Source()
    markdown = path.suffix.casefold() in _MARKDOWN
    if markdown or not from_file:
        told, text = split(text, path)
    if not text.strip():
        raise InputError("the article is empty", hint="is it the right file?", path=path)
    stem = path.stem if from_file else ""
    known = {name: value for name in Source.model_fields if (value := getattr(given, name)) is not None}
    source = told.model_copy(update={key: value for key, value in known.items() if key != "confidential"})
    title = source.title or naming.title_of(text.lstrip("#") if markdown else text, stem) or None
    published = source.published or naming.date_in(stem)
    source = source.model_copy(update={"title": title, "published": published})
    found = article_id or stem or _id_of(source)
    if not found:
        raise UsageError("a text from standard input needs a name", hint="give it a title: `--title`")
    naming.check_id(found)
    return Article(id=found, source=source, text=text)


def _id_of(source: Source) -> str:
    """The name of an article that comes from no file: its date and its title."""
    day = source.published.isoformat()[:10] if source.published else ""
    return "-".join(part for part in (day, naming.slug(source.title or "")) if part)
