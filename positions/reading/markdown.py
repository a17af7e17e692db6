"""Front matter: the metadata in YAML between two lines `---` at the head of a text.

The text is what follows, without the blank lines between; its offsets count from its own beginning.
"""

from __future__ import annotations

import re
from pathlib import Path

from positions.errors import FileFaults
from positions.model import Source
from positions.yamlfiles import parse_known

_FRONT = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*",
    re.DOTALL | re.MULTILINE,
)
_KEYS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "url": "url",
    "language": "language",
}
"""What we take from front matter; people keep much else there, and that is theirs."""


def split(text: str, path: Path) -> tuple[Source, str]:
    """The metadata that a text begins with, and the body behind it; the whole text where there is none.

    Raises InputError, located, for front matter that is no valid YAML or has a date that is none.
    """
    front = _FRONT.match(text)
    if front is None:
        return Source(), text
    try:
        told = parse_known("\n" + front["yaml"], Source, path, _KEYS)
    except FileFaults as error:
        raise error.faults[0] from None
    if told is None:
        return Source(), text
    return told, text[front.end() :]
