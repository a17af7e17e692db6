"""Where an article came from, as far as it can be opened: its address, and the page that was kept. Knows no Textual.

Both come from a file that a stranger may have written. An address is opened only where it is one of the web; a page
only where it lies in sources/ and is of a kind that is looked at, and not run.
"""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

from positions import storage
from positions.errors import InputError
from positions.model import Source
from positions.negotiation import PAGES

LOOKED_AT = (".html", ".htm", ".xhtml", ".pdf", ".txt", ".md")
"""What a desktop shows when it is told to open it; others it may run."""


@dataclass(frozen=True)
class Original:
    """Something to be opened."""

    label: str
    url: str


def originals(source: Source, root: Path) -> tuple[Original, ...]:
    """What can be opened: the address first, then the page that was kept.

    Raises InputError, with the reason, when there is something and none of it may be opened.
    """
    found, faults = [], []
    if source.url is not None:
        if _is_web(source.url):
            found.append(Original(source.url, source.url))
        else:
            faults.append(InputError(f"only addresses of the web are opened, and this is none: {source.url[:200]}"))
    if source.original is not None:
        try:
            found.append(Original(f"the page as it was kept: {source.original}", _kept(source.original, root).as_uri()))
        except InputError as fault:
            faults.append(fault)
    if faults and not found:
        raise faults[0]
    return tuple(found)


def path_of(url: str) -> Path | None:
    """The file that an address of `originals` leads to; None for one of the web, as a distant browser opens."""
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def wants_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Does a browser draw into the terminal that it is started from, as lynx does? Of one unknown it is assumed."""
    return not isinstance(browser, webbrowser.BackgroundBrowser) and not getattr(browser, "background", False)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    printable = url.isprintable() and not any(char.isspace() for char in url)
    return printable and parts.scheme in ("http", "https") and bool(parts.hostname)


def _kept(name: str, root: Path) -> Path:
    named = PurePosixPath(name.replace("\\", "/"))
    hint = "pages are kept in sources/"
    if named.is_absolute() or ".." in named.parts or "\0" in name:
        raise InputError("the page's path leads out of the negotiation's folder", hint=hint)
    path = storage.below(root, PAGES, root / named)
    if path.suffix.casefold() not in LOOKED_AT:
        raise InputError(f"a file of this kind is not opened: {name[:200]}", hint=hint)
    if not path.is_file():
        raise InputError(f"the page that was kept is gone: {name[:200]}", hint=hint)
    return path
