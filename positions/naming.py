"""What an article may be called, what its name and first line tell about it, and dates as people write them.

An id is a file name on every platform, so what any of them refuses is refused here; two ids that one file system could
take for the same are the same. Nothing is guessed: a date in a name is a date only when it is written out.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from positions.errors import InputError, UsageError

_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_LONGEST_ID = 180
"""Bytes in UTF-8: file systems take 255, and suffixes and the names of temporary files need room."""
_LONGEST_SLUG = 150
"""Bytes in UTF-8 of an id that is made of a title: a day and a number may come to it."""
_LONGEST_TITLE = 200


def id_key(article_id: str) -> str:
    """The form in which ids are compared: file systems fold case and normalise, each in its own way."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", article_id).casefold())


def is_text(words: str) -> bool:
    """Are they characters throughout? Python reads what is not UTF-8 as halves of characters."""
    return not any("\ud800" <= char <= "\udfff" for char in words)


def check_id(article_id: str) -> None:
    """Raise InputError when an article cannot have this id on every file system."""
    hint = "rename the file, or give the article another name"
    shown = article_id[:60]
    if not article_id.strip():
        raise InputError("an article's id cannot be empty", hint=hint)
    if not is_text(article_id):
        raise InputError(f"the article's id {shown!r} is not UTF-8", hint=hint)
    found = _FORBIDDEN.search(article_id)
    if found:
        sign = found.group() if found.group().isprintable() else f"U+{ord(found.group()):04X}"
        raise InputError(f"the article's id {shown!r} contains {sign}", hint=hint)
    if article_id[0] == "." or article_id[-1] == "." or article_id != article_id.strip():
        raise InputError(f"the article's id {shown!r} begins or ends with a dot or blank", hint=hint)
    if _RESERVED.fullmatch(article_id):
        raise InputError(f"{shown!r} is a name that Windows keeps for itself", hint=hint)
    if len(article_id.encode()) > _LONGEST_ID:
        raise InputError(f"the article's id {shown + '…'!r} is longer than {_LONGEST_ID} bytes", hint=hint)


def date_in(name: str) -> dt.date | None:
    """The date written out in a file's name (`2024-08-19-blinken`), if it has exactly one."""
    found = {match.groups() for match in _DATE.finditer(name)}
    if len(found) != 1:
        return None
    year, month, day = found.pop()
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def title_of(text: str, name: str) -> str:
    """The first line with words in it, when it is as short as a title, else the name."""
    first = next((line.strip() for line in text.splitlines() if re.search(r"[^\W\d_]{2}", line)), "")
    return first if first and len(first) <= _LONGEST_TITLE else name


def slug(title: str) -> str:
    """A title as an id: letters and digits, joined by hyphens, at most 60 characters and as many bytes as an id may
    have beside a day."""
    folded = unicodedata.normalize("NFC", title).casefold()
    words = "".join(char if char.isalnum() or _is_mark(char) else " " for char in folded).split()
    return "-".join(words)[:60].encode()[:_LONGEST_SLUG].decode(errors="ignore").rstrip("-")


def _is_mark(char: str) -> bool:
    """Is this a part of a letter, as vowels are in Indian scripts?"""
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"


def moment(text: str) -> dt.date:
    """A date, with or without a time, as a person writes it. Raises UsageError."""
    text = text.strip()
    try:
        return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text[:40]}' is no date", hint="write it as 2024-08-19 or '2024-08-19 14:30'") from None
