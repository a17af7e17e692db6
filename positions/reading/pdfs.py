"""PDFs as texts, by way of pypdf: words in the order in which they are read, also on two columns.

pypdf lays a page out on a grid of characters, as it looks; `columns` takes that apart. When a file was made is not when
its text was published, so that is not taken for a date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from functools import partial
from pathlib import Path

from positions.errors import InputError
from positions.model import TOO_LONG, Source
from positions.reading.columns import LIGATURES, flowing, without_margins
from positions.reading.confined import HINT, answer, read_confined

_PAGES = 1000
_WORD = re.compile(r"\w+")
_PARTED = re.compile(rf"(?P<start>\w*[{''.join(map(chr, LIGATURES))}])(?P<blanks> +)(?P<rest>[^\W\d_]+)")
"""pypdf does not know how wide a ligature is, and puts what follows too far to the right."""


def read_pdf(data: bytes, path: Path) -> tuple[str, Source]:
    """The text of a PDF, its paragraphs one blank line apart, and its title where the text begins with that.

    Raises InputError for a PDF that is broken, locked, scanned, or takes too much time or memory: see `confined`.
    """
    text, title = read_confined("positions.reading.pdfs", data, path)
    return text, Source(title=title)


def extracted(data: bytes) -> tuple[str, str | None]:
    """The same in this process, without an end to what it may take. Raises InputError, without a path."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is locked with a password", hint=HINT)
        grids = _grids(reader)
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except (InputError, MemoryError):
        raise
    except Exception as error:  # pypdf meets any file there is, and has many faults for those that are broken
        raise InputError(f"is no sound PDF: {type(error).__name__}", hint=HINT) from None
    text = flowing(without_margins(grids))
    if not text:
        hint = "it may be scanned: run text recognition on it first (such as `ocrmypdf`)"
        raise InputError("has no text in it", hint=hint)
    shown = title and " ".join(title.split()).casefold() in " ".join(text[:1000].split()).casefold()
    return text, title if shown else None


def _put_together(found: re.Match[str], words: Collection[str]) -> str:
    """A word in which the grid has blanks behind a ligature, without them, where the page has such a word; then the
    blanks stand behind it, so that what follows stays in its place."""
    word = found["start"] + found["rest"]
    return word + found["blanks"] if word in words else found.group()


def _grids(reader: object) -> list[list[str]]:
    """Each page as the lines of its grid."""
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    if len(reader.pages) > _PAGES:
        raise InputError(f"has more than {_PAGES} pages", hint=HINT)
    grids, size = [], 0
    for page in reader.pages:
        grid = page.extract_text(extraction_mode="layout").splitlines()
        if any(_PARTED.search(line) for line in grid):
            put_together = partial(_put_together, words=set(_WORD.findall(page.extract_text())))
            grid = [_PARTED.sub(put_together, line) for line in grid]
        size += sum(map(len, grid))
        if size > 10 * TOO_LONG:
            raise InputError("holds too much text for an article", hint=HINT)
        grids.append(grid)
    return grids


if __name__ == "__main__":
    raise SystemExit(answer(extracted))
