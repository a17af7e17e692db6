"""PDFs as texts, by way of pypdf: words in the order in which they are read, also on two columns.

pypdf lays a page out on a grid of characters, as it looks; `columns` takes that apart. When a file was made is not when
its text was published, so that is not taken for a date.
"""

from __future__ import annotations

import io
import time
from pathlib import Path

from positions.errors import InputError
from positions.model import TOO_LONG, Source
from positions.reading.columns import flowing, without_margins

_PAGES = 1000
_TIME_S = 60.0
_HINT = "save its text as a .txt file, and add that"


def read_pdf(data: bytes, path: Path) -> tuple[str, Source]:
    """The text of a PDF, its paragraphs one blank line apart, and its title where the text begins with that.

    Raises InputError for a PDF that is broken, locked, scanned, or takes too long.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is locked with a password", hint=_HINT, path=path)
        grids = _grids(reader, path)
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except InputError:
        raise
    except Exception as error:  # pypdf meets any file there is, and has many faults for those that are broken
        raise InputError(f"is no sound PDF: {type(error).__name__}", hint=_HINT, path=path) from None
    text = flowing(without_margins(grids))
    if not text:
        hint = "it may be scanned: run text recognition on it first (such as `ocrmypdf`)"
        raise InputError("has no text in it", hint=hint, path=path)
    shown = title and " ".join(title.split()).casefold() in " ".join(text[:1000].split()).casefold()
    return text, Source(title=title if shown else None)


def _grids(reader: object, path: Path) -> list[list[str]]:
    """Each page as the lines of its grid."""
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    if len(reader.pages) > _PAGES:
        raise InputError(f"has more than {_PAGES} pages", hint=_HINT, path=path)
    until, grids, size = time.monotonic() + _TIME_S, [], 0
    for page in reader.pages:
        grid = page.extract_text(extraction_mode="layout").splitlines()
        size += sum(map(len, grid))
        if time.monotonic() > until or size > 10 * TOO_LONG:
            raise InputError("takes too long to read", hint=_HINT, path=path)
        grids.append(grid)
    return grids
