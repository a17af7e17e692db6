"""Where things stand in a YAML text, beyond the parser's own marks: ends, lines, dashes, comments.

The parser lets a block end where the next token begins, so that comments and blank lines behind it seem to be part of
it. Here a node ends with its last written character. Offsets are code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from positions.yamltree import BREAKS, LINE_END, Node, Scalar, Sequence

_COMMENT = re.compile(rf"(?:\A|(?<=[ \t{BREAKS}]))#[^{BREAKS}]*")
_COLON = re.compile(rf"(?:\s|(?<=\s)#[^{BREAKS}]*+)*+:")
"""What stands behind a key, up to and with its colon: behind `?`, that may be in another line."""


_USUAL_END = re.compile(r"\r\n?|\n")


class Range(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Layout:
    """A YAML text with its tree: what is written where."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        breaks = [found.span() for found in LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]
        self.comments = tuple(self._comments(root))
        self.newline = newline(text)

    def _comments(self, root: Node | None) -> Iterator[Range]:
        """Every comment, from its `#` to the end of its line."""
        written = iter(sorted(_written(root, self)))
        current = next(written, None)
        at = 0
        while (found := _COMMENT.search(self.text, at)) is not None:
            while current is not None and current.end <= found.start():
                current = next(written, None)
            if current is not None and current.start <= found.start():
                at = current.end  # a `#` in a value; behind the value there may be a comment
                continue
            yield Range(found.start(), found.end() - len(found.group()) + len(found.group().rstrip()))
            at = found.end()

    def comments_in(self, start: int, end: int) -> list[str]:
        """The comments that begin in a range."""
        return [self.text[one.start : one.end] for one in self.comments if start <= one.start < end]

    def is_flow(self, node: Node) -> bool:
        """Does it stand between brackets or braces?"""
        return not isinstance(node, Scalar) and self.text[node.start : node.start + 1] in ("[", "{")

    def is_block(self, node: Scalar) -> bool:
        """Is it a text below a `|` or `>`?"""
        return not node.plain and self.text[node.start : node.start + 1] in ("|", ">")

    def end(self, node: Node, after: int) -> int:
        """Where the last written character of a value ends; `after` is the end of its key or dash, for an empty one."""
        if isinstance(node, Scalar):
            if node.empty:
                return after
            return node.start + len(self.text[node.start : node.end].rstrip()) if self.is_block(node) else node.end
        if node.alias or self.is_flow(node):
            return node.end
        if isinstance(node, Sequence):
            return self.item_end(node, len(node.items) - 1)
        key, value = node.pairs[-1]
        return self.end(value, self.colon(key))

    def item_end(self, node: Sequence, index: int) -> int:
        """Where an item of a block sequence ends."""
        return self.end(node.items[index], self.dash(node, index) + 1)

    def colon(self, key: Scalar) -> int:
        """Where the colon behind a key ends; of one that has none (`{by: AL, on}`), where itself ends."""
        found = _COLON.match(self.text, key.end)
        return found.end() if found else key.end

    def dash(self, node: Sequence, index: int) -> int:
        """Where the dash of an item of a block sequence stands: all stand in one column."""
        column, item = self.column(node.start), node.items[index]
        if not index:
            return node.start
        line = self.line_start(item.start)
        while line and not (line + column < item.start and self.text[line : line + column + 1].strip() == "-"):
            line = self.line_start(line - 1)
        return line + column

    def item_lines(self, node: Sequence, index: int) -> Range:
        """The lines of an item, with the comments directly above; of one between brackets, its own words alone."""
        item = node.items[index]
        if self.is_flow(node):
            return Range(item.start, self.end(item, item.start))
        floor = self.next_line(self.item_end(node, index - 1)) if index else 0
        start = self.heading_comments(self.line_start(self.dash(node, index)), floor)
        return Range(start, self.next_line(self.item_end(node, index)))

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._starts[self._line(offset)]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before the sign that ends it."""
        return self._ends[self._line(offset)]

    def next_line(self, offset: int) -> int:
        """Where the line after that of an offset begins."""
        line = self._line(offset) + 1
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def _line(self, offset: int) -> int:
        """Which line an offset stands in, from 0; its end is part of it."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """The column of an offset, from 0."""
        return offset - self.line_start(offset)

    def is_first_on_line(self, offset: int) -> bool:
        """Do only blanks stand before it in its line?"""
        return not self.text[self.line_start(offset) : offset].strip()

    def heading_comments(self, start: int, floor: int) -> int:
        """Where the comment lines begin that stand directly above a line, as people write them above an entry.

        `start` is the line's beginning; nothing before `floor` is looked at.
        """
        while start > floor:
            above = self.line_start(start - 1)
            if above < floor or not self.text[above : start - 1].strip().startswith("#"):
                break
            start = above
        return start


def newline(text: str) -> str:
    """What ends the lines of a text, as far as editors write it; a line feed where nothing does."""
    found = _USUAL_END.search(text)
    return found.group() if found else "\n"


def _written(node: Node | None, layout: Layout) -> Iterator[Range]:
    """The ranges of all scalars, in which a `#` begins no comment."""
    if node is None or (not isinstance(node, Scalar) and node.alias):
        return
    if isinstance(node, Scalar):
        start = layout.line_end(node.start) if layout.is_block(node) else node.start  # behind its sign may be a comment
        yield Range(start, layout.end(node, node.start))
        return
    for item in node.items if isinstance(node, Sequence) else [part for pair in node.pairs for part in pair]:
        yield from _written(item, layout)
