"""How words from files are shown in a terminal: harmless, measured in columns, shortened to their gist.

Command line and screens share it, so that a position looks the same in both. It knows no colours, no toolkit and no
files; it returns plain text. Articles and YAML files are hostile input: a text goes through `visible` before it
reaches a terminal.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .model import Basis, Row, Stance, Status

STANCE_GLYPHS: Mapping[Stance, str] = MappingProxyType(
    {Stance.DEMAND: "▲", Stance.OFFER: "▽", Stance.ACCEPT: "✓", Stance.REJECT: "✗"}
)
"""One column each, and told apart without colour."""

STATUS_GLYPHS: Mapping[Status, str] = MappingProxyType({Status.AGREED: "●", Status.STICKING: "■", Status.OPEN: "○"})
"""One column each, and told apart without colour; `status_glyph` knows the half-filled one besides."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {Status.AGREED: "agreed", Status.STICKING: "sticking", Status.OPEN: "one side"}
)

CONDITION_MARK = "†"
"""Stands behind a gist whose position holds only under a condition."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


_SINGLE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u257f]*")
"""Characters that are a grapheme and a column each, whatever stands before them. Nearly all texts have no others, and
to ask for each character what it is takes fifty times as long."""


def _is_plain(text: str) -> bool:
    """Has the text as many columns as characters, and may it be cut between any two?"""
    return _SINGLE.fullmatch(text) is not None


class _Visible(dict[int, int]):
    """A translation table that is filled as characters are met: most texts use few of all there are."""

    def __missing__(self, code: int) -> int:
        self[code] = code if (harmless := _harmless(chr(code))) is None else ord(harmless)
        return self[code]


def _harmless(character: str) -> str | None:
    """What is shown in place of a character; None where it may stay.

    Controls get their picture from the Unicode block made for that. Format characters are replaced, since they are
    invisible and may reorder what stands beside them (UAX #9); the two joiners stay, as Persian and emoji cannot be
    written without.
    """
    match character:
        case "\n":
            return None
        case "\t" | "\N{ZERO WIDTH SPACE}":
            return " "
        case "\N{SOFT HYPHEN}":
            return "-"
        case "\N{ZERO WIDTH JOINER}" | "\N{ZERO WIDTH NON-JOINER}":
            return None
        case "\x7f":
            return "\N{SYMBOL FOR DELETE}"
        case _ if character < " ":
            return chr(0x2400 + ord(character))
    return REPLACEMENT if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else None


_VISIBLE = _Visible()


def visible(text: str) -> str:
    """The text with every control and every invisible format character replaced by a visible one; line feeds stay.

    Exactly one character stands for each, so that offsets into the text stay true. A carriage return before a line feed
    becomes a blank: it is how some systems end a line, and no attack.
    """
    if _is_plain(text):
        return text
    return text.replace("\r\n", " \n").translate(_VISIBLE)


_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that JSON lets through unescaped and that a terminal may obey, a reader may take for the end of a line, or
no encoding can write."""


def json_text(data: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """Data as JSON that is safe to look at in a terminal and to write in UTF-8; on one line without an indent."""
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def one_line(text: str) -> str:
    """The text made visible, on one line, each run of blanks as one."""
    return " ".join(visible(text).split())


def width(text: str) -> int:
    """How many columns a terminal gives to a text that is `visible`."""
    if _is_plain(text):
        return len(text)
    from wcwidth import wcswidth  # not before it is needed: its tables take longer to load than most pages to print

    return max(0, wcswidth(text))


def _head(text: str, columns: int) -> str:
    """As many whole graphemes from the start of a text as so many columns hold."""
    if _is_plain(text[: columns + 1]):
        return text[:columns]
    from wcwidth import iter_graphemes

    kept, used = "", 0
    for grapheme in iter_graphemes(text):
        used += width(grapheme)
        if used > columns:
            break
        kept += grapheme
    return kept


def shorten(text: str, columns: int) -> str:
    """The text on one line in at most so many columns; where something is cut, an ellipsis says so.

    It cuts between words where that keeps at least two thirds of the room filled, and never inside a grapheme.
    """
    text = one_line(text)
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept = _head(text, columns - 1)
    at_word = kept.rpartition(" ")[0]
    if not text[len(kept) :].startswith(" ") and width(at_word) * 3 >= columns * 2:
        kept = at_word
    return kept.rstrip(" ,;:") + "…"


def fold(text: str, columns: int, lines: int) -> list[str]:
    """The text in at most so many lines of so many columns, broken between words; an ellipsis says where it is cut."""
    rest = one_line(text)
    folded: list[str] = []
    while rest and len(folded) < lines - 1 and width(rest) > columns:
        kept = _head(rest, columns)
        if not rest[len(kept) :].startswith(" ") and " " in kept:
            kept = kept.rpartition(" ")[0]
        if not kept:
            break
        folded.append(kept.rstrip())
        rest = rest[len(kept) :].lstrip()
    return [*folded, shorten(rest, columns)] if rest or not folded else folded


def pad(text: str, columns: int) -> str:
    """The text, shortened or filled with blanks to exactly so many columns."""
    text = shorten(text, columns)
    return text + " " * (columns - width(text))


_NUMBER = r"\d+(?:[.,]\d+)*"
_LARGE = "million|billion|trillion|mln|bln|trn|mn|bn|tn|[kmb]"
_UNIT = (
    r"percent(?:age points?)?|per cent|%|points?|years?|months?|weeks?|days?|hours?|"
    rf"(?:{_LARGE})(?!\w)(?:\s(?!(?:a|an|and|as|at|by|for|from|in|of|on|over|per|the|to|with)\b)[a-z]+)?|"
    r"tonnes?|degrees?"
)
_QUANTITY = re.compile(
    rf"(?:\b(?-i:[A-Z]{{1,3}}))?[$€£¥]\s?{_NUMBER}(?:\s?(?:{_LARGE})(?!\w))?|{_NUMBER}(?:\s?|-)(?:{_UNIT})(?!\w)",
    re.IGNORECASE,
)
_OPENER = re.compile(r"^(?:the|an?|to)\s+(?=\S)", re.IGNORECASE)


def quantity(claim: str) -> str | None:
    """The first amount that a claim names with its unit, as written; None where it names none."""
    found = _QUANTITY.search(claim)
    return found.group() if found else None


def gist(claim: str, columns: int, lines: int = 1) -> list[str]:
    """A claim in a cell: without its opening article, its amount put first where the room would cut it off."""
    text = one_line(claim)
    short = _OPENER.sub("", text)
    folded = fold(short, columns, lines)
    amount = quantity(short)
    if amount is None or amount in " ".join(folded):
        return folded
    return fold(f"{amount}: {short}", columns, lines)


def status_glyph(row: Row) -> str:
    """The glyph of an issue's status; half-filled where it is agreed in principle only."""
    if row.status is Status.AGREED and row.basis is Basis.IN_PRINCIPLE:
        return "◐"
    return STATUS_GLYPHS[row.status]


def status_text(row: Row) -> str:
    """Glyph and word of an issue's status; a question mark behind it while it is provisional."""
    return f"{status_glyph(row)} {STATUS_WORDS[row.status]}{'?' if row.provisional else ''}"


def status_note(row: Row) -> str:
    """The few words under a status that say what it rests on; empty when there is nothing to say."""
    if row.overridden_by is not None:
        return ("newer evidence, " if row.newer else "") + f"by {one_line(row.overridden_by)}"
    if row.basis is not None:
        return row.basis.value
    return "disputed" if row.disputed and row.status is Status.STICKING else ""


class Piece(NamedTuple):
    """A run of words, and whether the other side has it too."""

    text: str
    changed: bool


def changed_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, with the words that the other does not have marked as changed.

    Words are compared without regard to case; the longest common runs decide (Ratcliff and Obershelp, by `difflib`).
    """
    old, new = one_line(before).split(), one_line(after).split()
    matcher = difflib.SequenceMatcher(None, [w.casefold() for w in old], [w.casefold() for w in new], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            left.append(Piece(" ".join(old[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Piece(" ".join(new[j1:j2]), tag != "equal"))
    return left, right
