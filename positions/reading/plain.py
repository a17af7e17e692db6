"""Bytes as text: what is no text, too large, or not UTF-8 is refused in one clear line."""

from __future__ import annotations

from pathlib import Path

from positions.errors import FileFaults, InputError, reason_of
from positions.model import TOO_LONG
from positions.yamlfiles import decode, wide_encoding

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
}


def read_bytes(path: Path) -> bytes:
    """A file's bytes, up to the size that is refused. Raises InputError when it is no readable file."""
    try:
        if not path.is_file():
            what = "is not a regular file" if path.exists() else "there is no such file"
            raise InputError(what, path=path)
        with path.open("rb") as file:
            return file.read(TOO_LONG)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {reason_of(error)}", path=path) from None


def text_of(data: bytes, path: Path) -> str:
    """The text of a file's bytes, without a byte order mark, otherwise as it is.

    Raises InputError for what is too large, binary or not UTF-8 (there with line and column).
    """
    if len(data) >= TOO_LONG:
        raise InputError(f"is {TOO_LONG / 1e6:g} MB or larger", hint="split the text into several articles", path=path)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"is {what}, not a text", hint="save its text as a .txt file in UTF-8", path=path)
    if b"\0" in data and wide_encoding(data) is None:
        raise InputError("is a binary file, not a text", hint="articles are .txt or .md files in UTF-8", path=path)
    try:
        return decode(data, path)
    except FileFaults as error:
        raise error.faults[0] from None
