"""What all values share: their base, how names and days are compared, and the small types of their fields."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

FORMAT_VERSION = 1
"""The version of the files on disk that this program writes; it reads this one and, by migration, older ones."""

TOO_LONG = 2_000_000
"""Bytes from which on a text is no article: some 300,000 words, a thick book."""

TOO_LARGE = 5_000_000
"""Bytes from which on a file of a negotiation is refused: more than the positions of the longest text take."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words a person reads: never empty, never only blanks."""


def _to_date(value: object) -> object:
    """Read `2024-08-19` and `2024-08-19 14:30` alike; pydantic alone would not tell which of the two it wants."""
    if not isinstance(value, str):
        return value
    try:
        day_alone = len(value.strip()) <= len("2024-08-19")
        return dt.date.fromisoformat(value.strip()) if day_alone else dt.datetime.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("date", "{value} is no date", {"value": repr(value)}) from None


When = Annotated[dt.datetime | dt.date, BeforeValidator(_to_date)]
"""A day, or a moment of one."""


def day_of(when: dt.datetime | dt.date) -> dt.date:
    """The calendar day of a date with or without a time."""
    return when.date() if isinstance(when, dt.datetime) else when


def name_key(name: str) -> str:
    """The form in which two names are compared: NFKC, case folded, blanks collapsed, no leading article, no
    possessive."""
    words = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words).removesuffix("'s")


def _to_span(value: object) -> object:
    """Offsets arrive as text, since YAML scalars are read as text."""
    if isinstance(value, (list, tuple)) and len(value) == 2:
        try:
            return tuple(int(part) for part in value)
        except (TypeError, ValueError):
            return value
    return value


def _check_span(value: tuple[int, int]) -> tuple[int, int]:
    start, end = value
    if not 0 <= start < end:
        raise PydanticCustomError("span", "start must come before end, and neither is negative")
    return value


Span = Annotated[
    tuple[int, int],
    BeforeValidator(_to_span),
    AfterValidator(_check_span),
    Field(description="[start, end], end excluded"),
]
"""A half-open range of code points."""


class Model(BaseModel):
    """What all values here share: frozen, and closed to keys they do not know.

    How each is validated is worked out at its first use: a start needs few of them.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, use_enum_values=False, defer_build=True
    )
