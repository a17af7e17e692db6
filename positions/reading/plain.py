"""Bytes as text: what is no text, or too large, is refused in one clear line; other encodings than UTF-8 are told."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from positions.errors import FileFaults, InputError, reason_of
from positions.model import TOO_LONG
from positions.reading.unpacking import LARGEST
from positions.yamlfiles import decode, wide_encoding

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
"""Of damaged UTF-8, most bytes beyond ASCII are such; of Chinese or Japanese in other encodings, up to two fifths."""
_NOT_ASCII = bytes(range(128, 256))
_WESTERN = "cp1252"
"""What most texts that are not UTF-8 are in; it wins wherever its text is as good as that of the encoding detected. A
few accents and quotation marks in an English text tell next to nothing of the others."""
_BROWSERS = {
    **dict.fromkeys(("iso8859-1", "ascii"), _WESTERN),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""What a browser takes a declared encoding for, under Python's names: the larger one that pages so declared are in
(Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels)."""
_SIGN_IN_WORD = re.compile("[^\\W\\d_][¡-¶¸-»½-¿×÷][^\\W\\d_]|[^\\W\\d_][¹²³]")
"""What the letters of one encoding look like in another."""
_NOT_WESTERN = re.compile("[À-ÿ]{3}|[^\\W\\d_][€‚ƒ„†‡ˆ‰ŠŒŽ•˜šœžŸ]")
"""What speaks against the Western encoding in a text that is nearly all ASCII: words of accents, which are another
script's, and what older computers' letters look like in it."""
_FEW = 20
"""At most one character in so many is an accent or a sign in a text that is nearly all ASCII."""
_MOSTLY = 0.8


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises InputError when it is no readable file, or too large for whatever it is."""
    try:
        if not path.is_file():
            what = "is not a regular file" if path.exists() else "there is no such file"
            raise InputError(what, path=path)
        with path.open("rb") as file:
            return read_stream(file, path)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {reason_of(error)}", path=path) from None


def read_stream(file: BinaryIO, path: Path) -> bytes:
    """All that a stream gives, which is called `path`. Raises InputError when that is too large for whatever it is."""
    try:
        data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {reason_of(error)}", path=path) from None
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST / 1e6:g} MB", hint="add what matters of it as a text", path=path)
    return data


def text_of(data: bytes, path: Path, declared: str | None = None) -> tuple[str, str | None]:
    """The text of a file's bytes, without a byte order mark, otherwise as it is; and its encoding, where that is not
    UTF-8. `declared` is what the server or the page says, which holds where UTF-8 does not.

    Raises InputError for what is too large, binary, or in no encoding that makes a text of it.
    """
    if len(data) >= TOO_LONG:
        raise InputError(f"is {TOO_LONG / 1e6:g} MB or larger", hint="split the text into several articles", path=path)
    return decoded(data, path, declared)


def decoded(data: bytes, path: Path, declared: str | None = None) -> tuple[str, str | None]:
    """As `text_of`, whatever the size."""
    wide = wide_encoding(data) or _unmarked(data)
    if wide is not None:
        return data.decode(wide).removeprefix("\ufeff"), wide
    if b"\0" in data:
        hint = "articles are texts, Markdown, HTML, PDF or DOCX"
        raise InputError("is a binary file, not a text", hint=hint, path=path)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        if data.startswith(_MARKS) or 2 * sum(map(len, _UTF8.findall(data))) > _beyond_ascii(data):
            return _damaged(data, path)
    for name in _meant(declared or ""):
        try:
            return data.decode(name), name
        except (LookupError, ValueError):
            continue
    return _detected(data, path)


def _meant(declared: str) -> tuple[str, ...]:
    """The encodings that a text declared so may be in, the likeliest first. Of Unicode's, none is left here."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ()
    if name.startswith("utf"):
        return ()
    return (_BROWSERS[name], declared) if name in _BROWSERS else (declared,)


def _beyond_ascii(data: bytes) -> int:
    return len(data) - len(data.translate(None, _NOT_ASCII))


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a mark at its beginning: of a western text every second byte is NUL, and no other."""
    if len(data) % 2 == 0:
        for mark, nul, name in zip(_MARKS, (1, 0), ("utf-16-le", "utf-16-be"), strict=True):
            every_second = data[nul::2].count(0) > _MOSTLY * len(data) / 2 and 0 not in data[1 - nul :: 2]
            if every_second and wide_encoding(mark + data):
                return name
    return None


def _damaged(data: bytes, path: Path) -> tuple[str, None]:
    """What is UTF-8 but for some bytes is not read as something else; the fault says where they are."""
    try:
        return decode(data, path), None
    except FileFaults as error:
        raise error.faults[0] from None


def _detected(data: bytes, path: Path) -> tuple[str, str]:
    if (western := _western(data)) is not None:
        return western, _WESTERN
    from charset_normalizer import from_bytes

    found = list(from_bytes(data))
    if not found:
        hint = "open it in an editor and save it with the encoding UTF-8"
        raise InputError("is no text in any encoding known here", hint=hint, path=path)
    likely = [one for one in found if not _SIGN_IN_WORD.search(str(one))] or found
    for one in likely:
        if _WESTERN in one.could_be_from_charset and one.chaos <= likely[0].chaos:
            return str(one), _WESTERN
    return str(likely[0]), likely[0].encoding


def _western(data: bytes) -> str | None:
    """The text where its few accents make sense in the Western encoding: so few of them tell a detector nothing."""
    try:
        text = data.decode(_WESTERN)
    except UnicodeDecodeError:
        return None
    if _beyond_ascii(data) > len(data) // _FEW or _SIGN_IN_WORD.search(text):
        return None
    return None if _NOT_WESTERN.search(text) else text
