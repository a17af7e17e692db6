"""Pages laid out on a grid of characters, turned into running text: columns, margins, paragraphs, hyphens.

Pure text in, pure text out. A gutter is a strip of blanks with words on both sides on several lines; what crosses it,
such as a headline, parts what is above from what is below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

_GUTTER = 2
"""Blanks: words are one apart."""
_ROWS = 3
"""Lines with words on both sides that make a gutter."""
_SHARE = 0.5
"""Of the lines that reach across, those that leave the gutter free."""
_NARROWEST = 10
"""Characters that a column has at least."""
_WIDEST = 400
"""Characters of a line within which gutters are looked for; a page of small print is half as wide."""
_LONGEST_WORD = 100
_MARGIN = 2
"""Lines at the top and at the foot of a page that may be the same on each."""
_BLANKS = re.compile(r"(?<=\S) +(?=\S)")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Letters that a font has in one; no word is found by them."""
_WORD_BREAK = re.compile(r"(\w+)-$")
_PREFIXES = frozenset(
    "all anti co cross ex half high ill long low mid multi non one post pre pro self semi short two well".split()
)
"""First parts of compounds that keep their hyphen, unless the text elsewhere has the word without one."""
_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_BULLET = re.compile(r"\s*(?:[•▪–*-]|\(?\d{1,2}[.)]|\([a-z]\))\s")


def without_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the lines that stand at the top or the foot of most of them."""
    edges = Counter(key for page in pages for key in {_key(page[at]) for at in _edge(page)})
    often = {key for key, count in edges.items() if count >= 3 and 2 * count > len(pages)}
    out = []
    for page in pages:
        drop = {
            at
            for at in _edge(page)
            if _key(page[at]) in often or re.fullmatch(r"\W*(page )?\d+( of \d+)?\W*", page[at].strip(), re.I)
        }
        out.append([line for at, line in enumerate(page) if at not in drop])
    return out


def _edge(page: Sequence[str]) -> list[int]:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return sorted({*filled[:_MARGIN], *filled[-_MARGIN:]}) if len(filled) > 2 * _MARGIN else []


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def flowing(pages: Sequence[Sequence[str]]) -> str:
    """The running text of pages, its paragraphs one blank line apart; empty where there is none."""
    columns = [block for page in pages for block in in_order([line.rstrip() for line in page])]
    blocks = [[line.translate(LIGATURES) for line in block] for block in columns]
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.casefold() for block in blocks for line in block)))
    paragraphs: list[str] = []
    for block in blocks:
        for lines in _paragraphs(block):
            joined = paragraphs and _goes_on(paragraphs[-1], lines[0])
            start = [paragraphs.pop()] if joined else []
            paragraphs.append(_mended([*start, *lines], words))
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def in_order(lines: Sequence[str]) -> list[list[str]]:
    """The blocks of a page's grid, each one column wide, in the order in which they are read."""
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)] if any(lines) else []
    blocks: list[list[str]] = []
    left: list[str] = []
    right: list[str] = []
    whole: list[str] = []

    def flush() -> None:
        for side in (left, right):
            blocks.extend(in_order(side))
            side.clear()

    for line in lines:
        if _free(line, gutter):
            if whole:
                blocks.append(list(whole))
                whole.clear()
            left.append(line[:gutter].rstrip())
            right.append(line[gutter + _GUTTER :].rstrip())
        else:
            flush()
            whole.append(line)
    flush()
    if whole:
        blocks.append(whole)
    return blocks


def _free(line: str, gutter: int) -> bool:
    return not line[gutter : gutter + _GUTTER].strip()


def _gutter(lines: Sequence[str]) -> int | None:
    """Within the strip of blanks that most lines with words on both sides leave free: the widest, and its middle."""
    found: dict[int, int] = {}
    for at in range(_NARROWEST, min(_WIDEST, max(map(len, lines), default=0)) - _NARROWEST):
        reach = [line for line in lines if len(line) > at + _GUTTER]
        both = sum(bool(_free(line, at) and line[:at].strip()) for line in reach)
        free = sum(_free(line, at) for line in reach)
        if both >= _ROWS and free >= _SHARE * len(reach) and _steady(reach, at) and _wide(reach, at):
            found[at] = both
    most = max(found.values(), default=0)
    strips: list[list[int]] = []
    for at in (at for at, both in found.items() if both == most):
        if strips and strips[-1][-1] == at - 1:
            strips[-1].append(at)
        else:
            strips.append([at])
    widest = max(strips, key=len, default=None)
    return None if widest is None else widest[len(widest) // 2]


def _steady(lines: Sequence[str], at: int) -> bool:
    """Do the words behind the gutter begin at one place? In a paragraph, blanks above one another are chance."""
    starts = Counter(
        at + len(line[at:]) - len(line[at:].lstrip()) for line in lines if _free(line, at) and line[:at].strip()
    )
    near = max((starts[place] + starts[place + 1] for place in starts), default=0)
    return 2 * near > sum(starts.values())


def _wide(lines: Sequence[str], at: int) -> bool:
    """Is the strip wider than the blanks between words of its lines? Where lines are justified, those may be wide, too,
    and stand above one another by chance."""
    parted = [line for line in lines if _free(line, at) and line[:at].strip()]
    return 2 * sum(_stands_out(line, at) for line in parted) > len(parted)


def _stands_out(line: str, at: int) -> bool:
    strip, others = 0, []
    for found in _BLANKS.finditer(line):
        if found.start() <= at < found.end():
            strip = len(found.group())
        else:
            others.append(len(found.group()))
    return strip > 1.5 * (median(others) if others else 1)


def _paragraphs(block: Sequence[str]) -> list[list[str]]:
    """The lines of each paragraph: parted by blank lines, indents and the marks of a list."""
    indents = Counter(len(line) - len(line.lstrip()) for line in block if line.strip())
    margin = indents.most_common(1)[0][0] if indents else 0
    found: list[list[str]] = [[]]
    for line in block:
        indented = 2 <= len(line) - len(line.lstrip()) - margin <= 8
        if not line.strip() or indented or _BULLET.match(line):
            found.append([])
        if line.strip():
            found[-1].append(" ".join(line.split()))
    return [lines for lines in found if lines]


def _goes_on(before: str, after: str) -> bool:
    """Does a column, a page or what stands behind a gap begin in the middle of the sentence that went before?"""
    return not _ENDS.search(before) and after[:1].islower()


def _mended(lines: Sequence[str], words: Counter[str]) -> str:
    """Lines as one, with the words put together that were parted at their ends."""
    parts = [lines[0]]
    for line in lines[1:]:
        before = parts[-1]
        broken, rest = _WORD_BREAK.search(before[-_LONGEST_WORD:]), re.match(r"\w+", line)
        if before.endswith("\u00ad"):
            parts[-1] = before[:-1]
        elif broken is None or rest is None:
            parts.append(" ")
        elif rest.group()[0].islower() and not _keeps_hyphen(broken[1].casefold(), rest.group().casefold(), words):
            parts[-1] = before[:-1]
        parts.append(line)
    return "".join(parts).replace("\u00ad", "")


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Is it a compound that was parted at its own hyphen? The rest of the text knows; else its first part may."""
    whole, parted = words[first + second], words[f"{first}-{second}"]
    return parted > whole or (parted == whole and (first in _PREFIXES or first.isdecimal()))
