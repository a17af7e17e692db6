"""A YAML text made to say something else: spliced at the parser's node marks, so that the rest stays byte for byte.

Owned here: how a text follows its model. What differs between the old model and the new one is replaced, removed or
inserted where it stands; an entry or a heading that moves takes its own words, style and comments along; no comment is
ever deleted. The result is parsed again and compared before anybody gets it. What to change is for others to say.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from positions import yamlfiles, yamltree
from positions.errors import FileFaults, InputError
from positions.model import Codebook, Model, Registry
from positions.yamldump import dump, fields, flow, listed, pair, scalar
from positions.yamllayout import Layout, Range, newline
from positions.yamlmatch import aligned, kin, renamed
from positions.yamltree import BREAKS, Node, Scalar, Sequence

M = TypeVar("M", bound=Model)

_LINE_FEED = re.compile(r"\r?\n")
_LINE_START = rf"(?:\A|(?<=[{BREAKS}]))"


def rewrite(text: str, new: M, path: Path) -> str:
    """The text of a YAML file, changed where it must be to say what `new` says; `parse` of the result gives `new`.

    Raises FileFaults when the text is not valid, InputError when it is written in a way that cannot be edited so.
    """
    old = yamlfiles.parse(text, type(new), path)
    if old == new:
        return text
    for edited in _attempts(text, old, new, path):
        with contextlib.suppress(FileFaults):
            if yamlfiles.parse(edited, type(new), path) == new:
                return edited
    written(new, path)  # what nobody could write is not the file's fault
    hint = "change it in an editor, or write it more simply there first"
    raise InputError("this file is written in a way that the program cannot edit", hint=hint, path=path)


def written(new: Model, path: Path) -> str:
    """The text of a file that says `new` and nothing else. Raises InputError where YAML cannot say it."""
    text = dump(new)
    with contextlib.suppress(FileFaults):
        if yamlfiles.parse(text, type(new), path) == new:
            return text
    hint = "type it again without characters that are no text"
    raise InputError("what is to be written here cannot stand in a YAML file", hint=hint, path=path)


def remarked(text: str, path: Path) -> frozenset[tuple[str, bool, int]]:
    """The entries and topics of a position file that a person put comments into or above: the party or the section,
    which of the two that is (a party may be called `disputed`; true for a section), and their number there.

    Raises FileFaults when the text is no YAML.
    """
    root = yamltree.compose(text, path)[0].root
    layout = Layout(text, root)
    return frozenset(
        (place, is_section, index)
        for place, is_section, node in _lists(root)
        for index in range(len(node.items))
        if layout.comments_in(*layout.item_lines(node, index))
    )


def comments(text: str, path: Path) -> tuple[str, ...]:
    """All comments of a YAML text, in its order. Raises FileFaults when the text is no YAML."""
    root = yamltree.compose(text, path)[0].root
    return tuple(Layout(text, root).comments_in(0, len(text)))


def _lists(root: Node | None) -> Iterator[tuple[str, bool, Sequence]]:
    """The lists of entries and topics, each with its party or section, and whether that is a section."""
    if not isinstance(root, yamltree.Mapping):
        return
    headings = root.get("positions")
    parties = headings.pairs if isinstance(headings, yamltree.Mapping) else ()
    sections = [one for one in root.pairs if one[0].text.strip() in ("disputed", "settled")]
    for is_section, pairs in ((False, parties), (True, sections)):
        for name, node in pairs:
            if isinstance(node, Sequence) and not node.alias:
                yield name.text.strip(), is_section, node


def _attempts(text: str, old: Model, new: Model, path: Path) -> Iterator[str]:
    """The text edited as it is; then, since an anchored value may mean more than its own place, with aliases written
    out.
    """
    missing = "" if text.endswith(tuple(BREAKS)) or not text else newline(text)
    for written_out in (False, True):
        whole = _without_aliases(text + missing, path) if written_out else text + missing
        root = yamltree.compose(whole, path)[0].root
        yield _Rewriter(Layout(whole, root)).rewritten(root, old, new).removesuffix(missing)


def _without_aliases(text: str, path: Path) -> str:
    """The text with what each alias stands for written out: who edits an anchored value does not mean the others."""
    tree, _ = yamltree.compose(text, path)
    for node in sorted(_aliases(tree.root), key=lambda node: -node.start):
        text = text[: node.start] + flow(_content(node)) + text[node.end :]
    return text


def _aliases(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    if node.alias:
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _aliases(item)
    elif isinstance(node, yamltree.Mapping):
        for part in (part for each in node.pairs for part in each):
            yield from _aliases(part)


def _content(node: Node) -> object:
    """A node's own value, as plain texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(_content(item) for item in node.items)
    return {key.text: _content(value) for key, value in node.pairs}


def _parts(content: object) -> Mapping[str, object]:
    """The keys and values of what is a mapping in YAML."""
    if isinstance(content, Registry):
        return content.parties
    if isinstance(content, Codebook):
        return content.issues
    return dict(fields(content)) if isinstance(content, Model) else content if isinstance(content, Mapping) else {}


@dataclass(frozen=True)
class _Leaving:
    """An entry that is removed where it stands, with the text that it takes along if it comes to another place."""

    node: Node
    item: object
    lines: Range
    """Its lines, the comments directly above included."""
    column: int
    left: int | None = None
    """The column in which its comments stay, where that is not their own: its heading's, if that goes with it."""


@dataclass(frozen=True)
class _Coming:
    """An entry that is inserted between two lines."""

    item: object
    column: int


@dataclass(frozen=True)
class _Spot:
    """Where a value belongs."""

    after: int
    """Where its key or dash ends."""
    column: int
    """Where its key or dash stands in its line."""
    inside: bool
    """Is that between brackets or braces?"""


@dataclass(frozen=True)
class _Splice:
    """What takes the place of a range of the text."""

    start: int
    end: int
    new: str | _Coming


class _Rewriter:
    """One text on its way from an old value to a new one; the text ends with a line feed."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.splices: list[_Splice] = []
        self.leaving: list[_Leaving] = []

    def rewritten(self, root: Node | None, old: object, new: object) -> str:
        """The text, after all that differs was spliced in."""
        if isinstance(root, yamltree.Mapping):
            self._mapping(root, _parts(old), _parts(new))
        else:
            for name, content in _parts(new).items():
                self._write_pair(len(self.layout.text), name, content, 0)
        splices = [(start, end, _LINE_FEED.sub(self.layout.newline, new)) for start, end, new in self._settled()]
        return _spliced(self.layout.text, splices)

    def _settled(self) -> Iterator[tuple[int, int, str]]:
        """The splices as texts. What left one place and came to another takes its own along."""
        gone = list(self.leaving)
        for one in self.splices:
            if isinstance(one.new, str):
                yield one.start, one.end, one.new
                continue
            own = _own_chunk(one.new.item, gone)
            if own is None:
                yield one.start, one.end, _lines(listed(one.new.item, " " * one.new.column))
            else:
                gone.remove(own)
                yield one.start, one.end, _shifted(self._moved(own, one.new.item), one.new.column - own.column)
                yield *own.lines, ""
        for chunk in gone:
            yield *chunk.lines, self._comments(*chunk.lines, chunk.left)

    def _splice(self, start: int, end: int, new: str | _Coming) -> None:
        self.splices.append(_Splice(start, end, new))

    # Values

    def _value(self, node: Node, old: object, new: object, at: _Spot) -> None:
        """Make a value say something else."""
        if old == new:
            return
        if isinstance(node, yamltree.Mapping) and node.pairs and not node.alias and isinstance(new, (Mapping, Model)):
            self._mapping(node, _parts(old), _parts(new))
        elif isinstance(node, Sequence) and node.items and not node.alias and isinstance(new, tuple):
            self._sequence(node, old if isinstance(old, tuple) else (), new)
        elif at.inside or not isinstance(new, (tuple, Mapping, Model)):
            self._write(node, at, flow(new) if at.inside else scalar(new))
        elif isinstance(new, tuple) and not any(isinstance(item, Model) for item in new):
            self._write(node, at, flow(new))
        else:
            self._erase(at.after, self.layout.end(node, at.after))
            self._fill(self.layout.next_line(at.after), new, at.column)

    def _write(self, node: Node, at: _Spot, words: str) -> None:
        """Write a value anew, in its line."""
        if isinstance(node, Scalar) and node.empty:
            bare = self.layout.text[at.after - 1] not in ":-"  # a key between braces that has not even a colon
            self._splice(at.after, at.after, f": {words}" if bare else f" {words}")
        else:
            end = self.layout.end(node, at.after)
            comments = [f"  {comment}" for comment in self.layout.comments_in(node.start, end)]
            self._splice(node.start, end, words + "".join(comments))

    def _fill(self, offset: int, content: object, column: int) -> None:
        """Insert the lines of a list or mapping whose key stands in `column`."""
        if isinstance(content, tuple):
            for item in content:
                self._splice(offset, offset, _Coming(item, column + 2))
        else:
            for name, value in _parts(content).items():
                self._write_pair(offset, name, value, column + 2)

    def _write_pair(self, offset: int, name: str, content: object, column: int) -> None:
        """Insert the lines of a pair before the line that begins at `offset`."""
        if isinstance(content, (tuple, Mapping)) and any(isinstance(item, (tuple, Model)) for item in content):
            self._splice(offset, offset, f"{' ' * column}{scalar(name)}:\n")
            self._fill(offset, content, column)
        else:
            self._splice(offset, offset, "".join(f"{line}\n" for line in pair(name, content, " " * column)))

    # Mappings

    def _mapping(self, node: yamltree.Mapping, old: Mapping[str, object], new: Mapping[str, object]) -> None:
        inside = self.layout.is_flow(node)
        names = [key.text.strip() for key, _ in node.pairs]
        now = renamed(old, new, names)
        for index, (name, (key, value)) in enumerate(zip(names, node.pairs, strict=True)):
            if now[name] != name:
                self._splice(key.start, key.end, scalar(now[name], flow=inside))
            if now[name] in new:
                at = _Spot(self.layout.colon(key), self.layout.column(key.start), inside)
                self._value(value, old.get(name, ()), new[now[name]], at)
            elif name in old:
                self._remove_pair(node, index, old[name])
        places = {now[name]: index for index, name in enumerate(names)}
        place = -1
        for name, content in new.items():
            if name in places:
                place = places[name]
            else:
                self._add_pair(node, place, name, content)

    def _pair_end(self, node: yamltree.Mapping, index: int) -> int:
        key, value = node.pairs[index]
        return self.layout.end(value, self.layout.colon(key))

    def _remove_pair(self, node: yamltree.Mapping, index: int, content: object) -> None:
        key, value = node.pairs[index]
        start, end = key.start, self._pair_end(node, index)
        if self.layout.is_flow(node):
            starts = [key.start for key, _ in node.pairs]
            self._remove_between_commas(index, starts, [self._pair_end(node, each) for each in range(len(starts))])
            return
        if not self.layout.is_first_on_line(start):  # behind a dash, where the next key takes its place
            self._erase(start, node.pairs[index + 1][0].start if index + 1 < len(node.pairs) else end)
            return
        line = self.layout.line_start(start)
        moving = isinstance(value, Sequence) and not value.alias and not self.layout.is_flow(value)
        if moving and isinstance(content, tuple) and isinstance(value, Sequence) and value.items:
            for number, item in enumerate(content):
                self._remove_item(value, number, item, self.layout.column(start))
            end = self.leaving[-len(content)].lines.start
            self._erase_lines(line, end)
        else:
            self._erase_lines(line, self.layout.next_line(end))

    def _add_pair(self, node: yamltree.Mapping, place: int, name: str, content: object) -> None:
        """Insert a pair behind the one at `place`, or as the first where that is -1."""
        first = node.pairs[0][0].start if node.pairs else node.end
        if self.layout.is_flow(node):
            words = f"{scalar(name, flow=True)}: {flow(content)}"
            self._insert_between_commas(node, self._pair_end(node, place) if place >= 0 else None, words)
        elif place >= 0:
            offset = self.layout.next_line(self._pair_end(node, place))
            self._write_pair(offset, name, content, self.layout.column(first))
        elif self.layout.is_first_on_line(first):
            self._write_pair(self.layout.line_start(first), name, content, self.layout.column(first))
        else:  # behind a dash, which its first line takes
            indent = " " * self.layout.column(first)
            lines = "\n".join(pair(name, content, indent)).lstrip()
            self._splice(first, first, f"{lines}\n{indent}")

    # Lists

    def _sequence(self, node: Sequence, old: tuple[object, ...], new: tuple[object, ...]) -> None:
        inside = self.layout.is_flow(node)
        place = 0
        for before, after in aligned(old, new):
            if before is None:
                self._add_item(node, place, new[after or 0])
                continue
            place = before + 1
            if after is None:
                self._remove_item(node, before, old[before])
            else:
                item = node.items[before]
                dash = item.start if inside else self.layout.dash(node, before)
                at = _Spot(dash if inside else dash + 1, self.layout.column(dash), inside)
                self._value(item, old[before], new[after], at)

    def _add_item(self, node: Sequence, place: int, item: object) -> None:
        """Insert an item before the one that stands at `place`."""
        if self.layout.is_flow(node):
            before = node.items[place - 1] if place else None
            end = None if before is None else self.layout.end(before, before.start)
            self._insert_between_commas(node, end, flow(item))
            return
        if place:
            offset = self.layout.next_line(self.layout.item_end(node, place - 1))
        else:
            offset = self.layout.heading_comments(self.layout.line_start(node.start), 0)
        self._splice(offset, offset, _Coming(item, self.layout.column(node.start)))

    def _remove_item(self, node: Sequence, index: int, item: object, left: int | None = None) -> None:
        if self.layout.is_flow(node):
            starts = [one.start for one in node.items]
            self._remove_between_commas(index, starts, [self.layout.end(one, one.start) for one in node.items])
            return
        lines, column = self.layout.item_lines(node, index), self.layout.column(node.start)
        self.leaving.append(_Leaving(node.items[index], item, lines, column, left))

    # Between brackets

    def _insert_between_commas(self, node: Node, end: int | None, words: str) -> None:
        """Insert something behind what ends at `end`, or before all others."""
        if end is not None:
            self._splice(end, end, f", {words}")
        else:
            empty = not (
                node.items if isinstance(node, Sequence) else isinstance(node, yamltree.Mapping) and node.pairs
            )
            self._splice(node.start + 1, node.start + 1, words if empty else f"{words}, ")

    def _remove_between_commas(self, index: int, starts: list[int], ends: list[int]) -> None:
        if index + 1 < len(starts):
            self._erase(starts[index], starts[index + 1])
        else:
            self._erase(ends[index - 1] if index else starts[index], ends[index])

    # What goes, and what stays of it

    def _erase(self, start: int, end: int) -> None:
        """Take out a part of a line, or of several: what they say goes, their comments stay."""
        indent = " " * self.layout.column(start)
        comments = [f"{comment}\n{indent}" for comment in self.layout.comments_in(start, end)]
        self._splice(start, end, (" " if comments else "") + "".join(comments))

    def _erase_lines(self, start: int, end: int) -> None:
        self._splice(start, end, self._comments(start, end))

    def _comments(self, start: int, end: int, column: int | None = None) -> str:
        """The comments of some lines, each in a line of its own, in a column or else in that of the first of them."""
        line = self.layout.text[start : self.layout.line_end(start)]
        indent = line[: len(line) - len(line.lstrip())] if column is None else " " * column
        return "".join(f"{indent}{comment}\n" for comment in self.layout.comments_in(start, end))

    def _moved(self, one: _Leaving, item: object) -> str:
        """The lines of an entry, changed where the entry is."""
        inner = _Rewriter(self.layout)
        inner._value(one.node, one.item, item, _Spot(one.node.start, one.column, False))
        return _spliced(self.layout.text, [*inner._settled()], *one.lines)


def _spliced(text: str, splices: list[tuple[int, int, str]], start: int = 0, end: int | None = None) -> str:
    """A part of a text with replacements in it; of those at one place, the insertions come first, in their order."""
    out = []
    for first, last, new in sorted(splices, key=lambda splice: (splice[0], splice[1] > splice[0])):
        out += [text[start:first], new]
        start = last
    return "".join([*out, text[start:end]])


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _shifted(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left as far as there are blanks."""
    if by >= 0:
        return re.sub(rf"{_LINE_START}(?=[^{BREAKS}])", " " * by, lines)
    return re.sub(rf"{_LINE_START} {{1,{-by}}}", "", lines)


def _own_chunk(item: object, leaving: list[_Leaving]) -> _Leaving | None:
    """Where an entry comes from: the place that it left, if it left one."""
    same = next((one for one in leaving if one.item == item), None)
    return same or next((one for one in leaving if kin(one.item, item)), None)
