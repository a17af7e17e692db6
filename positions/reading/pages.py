"""Web pages as articles: the main text, and what the page's own markup says about it (by trafilatura)."""

from __future__ import annotations

import re
from pathlib import Path

from positions.errors import InputError
from positions.model import TOO_LARGE, Source
from positions.reading.pagedates import published_of
from positions.reading.plain import decoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SNIFFED = 2048
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)


def is_page(data: bytes) -> bool:
    """Do bytes begin as HTML does?"""
    head = data[:_SNIFFED].replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _PAGE.search(head) is not None


def read_page(data: bytes, path: Path, *, url: str | None, charset: str | None) -> tuple[str, Source, str | None]:
    """The main text of a page with its paragraphs one blank line apart, what the page says about it, and the
    encoding, where that is not UTF-8.

    The date is one of the page's markup, as `pagedates` has it, never one of its text. Raises InputError for a page
    without a main text, and for one that defines entities, which no article does.
    """
    from trafilatura import bare_extraction, load_html

    if len(data) > TOO_LARGE:
        raise InputError(f"is a page of more than {TOO_LARGE / 1e6:g} MB", hint=_HINT, path=path)
    if b"<!entity" in data[:100_000].lower():
        raise InputError("defines entities, as no page needs to", hint="save its text as a .txt file", path=path)
    declared = _CHARSET.search(data[:_SNIFFED])
    html, encoding = decoded(data, path, charset or (declared[1].decode("ascii") if declared else None))
    try:
        tree = load_html(html)
        published = None if tree is None else published_of(tree, url)
        found = bare_extraction(
            html if tree is None else tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False},  # its date is not taken: some are of the page's words
        )
    except Exception as error:  # lxml and the libraries above it meet any page there is
        raise InputError(f"cannot be read as HTML: {type(error).__name__}", hint=_HINT, path=path) from None
    text = "" if found is None else str(getattr(found, "text", None) or "")
    if found is None or not text.strip():
        raise InputError("has no main text; pages made by scripts have none", hint=_HINT, path=path)
    told = {
        "title": _line(getattr(found, "title", None)),
        "outlet": _line(getattr(found, "sitename", None)),
        "author": _line(getattr(found, "author", None)),
        "published": published,
        "url": url,
    }
    return "\n\n".join(text.strip().split("\n")) + "\n", Source.model_validate(told), encoding


_HINT = "open it in a browser, copy the text into a .txt file and add that"


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None
