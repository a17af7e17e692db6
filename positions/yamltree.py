"""YAML text as a tree of plain texts, each with its place; hostile YAML is refused here.

Owned here: what of YAML our files may use. Every scalar is text, whatever it looks like. An alias stands for what its
anchor names, and counts as all of it, so a file is as large as it would be with every alias written out. Tags, merge
keys, several documents in one file, deep nesting and huge files are refused, so reading takes bounded time. What the
keys mean is for `yamlreader` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from positions import yamlslips
from positions.errors import FileFaults, InputError

Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser; its constructors are never used."""

MAX_CHARACTERS = 5_000_000
"""Longest YAML text that is read, as it stands and with its aliases written out: more than the densest position file
for the longest article that is read."""
MAX_NODES = 200_000
"""Most values in a file, and in what its aliases stand for."""
MAX_DEPTH = 30
MAX_FAULTS = 200
"""So many faults of one file are told; a file with more of them is no file that a person wrote."""
_REPAIR_BUDGET = 2_000_000
"""Characters that may be parsed again to find further slips behind the first one."""
_CUT = re.compile(r"(?![ \t]*(?:  |\t)#(?:\s|$))[ \t]*#")
BREAKS = "\r\n\x85\u2028\u2029"
"""The five signs that end a line in YAML 1.1, a pair of the first two counting once. Lines that are told to a person
are those of editors (`yamlslips.place`)."""
LINE_END = re.compile(f"\r\n|[{BREAKS}]")
_ANCHOR = re.compile(f"&[0-9A-Za-z_-]+(?:[ \t{BREAKS}]|#[^{BREAKS}]*)*")
"""An anchor, and the blanks and comments up to what it names."""
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, at the half-open range [start, end) of the file, quotation marks included.

    Of all three kinds of node: where one has an anchor, `start` is behind it and `anchor` is where it begins. Where
    `alias` is true, the node's content stands elsewhere, and [start, end) is the alias that stands for it, or for a
    node that it is part of.
    """

    start: int
    end: int
    text: str
    plain: bool
    alias: bool = False
    anchor: int | None = None

    @property
    def empty(self) -> bool:
        """Nothing was written; `''` is something."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    start: int
    end: int
    items: tuple[Node, ...]
    alias: bool = False
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file, duplicates included."""

    start: int
    end: int
    pairs: tuple[tuple[Scalar, Node], ...]
    alias: bool = False
    anchor: int | None = None

    def get(self, name: str) -> Node | None:
        """The value of the first key of that name."""
        return next((value for key, value in self.pairs if key.text.strip() == name), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file: its text and its outermost node (None when there is nothing but comments)."""

    text: str
    root: Node | None
    path: Path

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        return yamlslips.place(self.text, offset)

    def fault(self, offset: int, message: str, hint: str) -> InputError:
        """A fault that stands at a code point of this file."""
        line, column = self.place(offset)
        return InputError(message, hint=hint, path=self.path, line=line, column=column)

    def rest_of_line(self, offset: int) -> str:
        """What stands between a code point and the end of its line."""
        end = LINE_END.search(self.text, offset)
        return self.text[offset : end.start() if end else len(self.text)]

    def cut_short(self, node: Node) -> str | None:
        """The words that an unquoted ` #` cuts off this value; None where it cuts none.

        What stands as comments are usually written, two blanks before its sign and one behind it, is a comment.
        """
        if not isinstance(node, Scalar) or not node.plain or node.empty or node.alias:
            return None
        rest = self.rest_of_line(node.end)
        return rest.strip() if _CUT.match(rest) else None


def compose(text: str, path: Path) -> tuple[Tree, tuple[InputError, ...]]:
    """Parse YAML text. Returns the tree, and the faults that it could be read past.

    Raises FileFaults when there is no tree to go on with.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the file is longer than {MAX_CHARACTERS:,} characters"
        raise FileFaults([InputError(message, hint="split it", path=path)])
    strange = _NOT_YAML.search(text)
    if strange:
        line, column = yamlslips.place(text, strange.start())
        message = f"the character U+{ord(strange.group()):04X} may not stand in a YAML file"
        raise FileFaults([InputError(message, hint="delete it", path=path, line=line, column=column)])
    faults: list[InputError] = []
    for _ in range(max(1, min(50, _REPAIR_BUDGET // (len(text) + 1)))):
        builder = _Builder(Tree(text, None, path))
        try:
            root = builder.document()
        except yaml.MarkedYAMLError as error:
            slips, repaired = yamlslips.explain(error, builder.last, text, path)
            faults += slips
            if repaired is None:
                break
            text = repaired
        else:
            return Tree(text, root, path), (*faults, *builder.faults)
    raise FileFaults(faults)


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


@dataclass(slots=True)
class _Named:
    """What an anchor names, and how much each of its aliases stands for; the node is None while it is being read."""

    start: int
    node: Node | None = None
    nodes: int = 0
    characters: int = 0
    height: int = 0


class _Builder:
    """Turns the parser's events into nodes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.faults: list[InputError] = []
        self.last: tuple[int, int] | None = None
        self.events: Iterator[yaml.Event] = iter(yaml.parse(tree.text, Loader=Loader))
        self._named: dict[str | None, _Named] = {}
        self._nodes = 0
        self._characters = 0
        """That aliases stand for."""
        self._deepest = 0

    def document(self) -> Node | None:
        """The outermost node of the only document."""
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "one file holds one document: delete this line"
                    self._refuse(_start(event), "`---` begins a second document", hint)
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                node = self._node(event, 0)
                root = node if documents == 1 else root
        return None if isinstance(root, Scalar) and root.empty else root

    def _refuse(self, offset: int, message: str, hint: str) -> None:
        if len(self.faults) <= MAX_FAULTS:
            self.faults.append(self.tree.fault(offset, message, hint))

    def _stop(self, offset: int, message: str, hint: str) -> FileFaults:
        return FileFaults([*self.faults, self.tree.fault(offset, message, hint)])

    def _count(self, offset: int, depth: int, nodes: int = 1, characters: int = 0) -> None:
        """Take note of nodes, the lowest of them at this depth. Raises FileFaults when that is too much."""
        self._nodes += nodes
        self._characters += characters
        if depth > self._deepest:
            self._deepest = depth
        if depth > MAX_DEPTH:
            hint = "no file of a negotiation is"
            raise self._stop(offset, f"the file is nested deeper than {MAX_DEPTH} levels", hint)
        if self._nodes > MAX_NODES:
            raise self._stop(offset, f"the file has more than {MAX_NODES:,} values", "split it")
        if characters and len(self.tree.text) + self._characters > MAX_CHARACTERS:
            message = f"with its aliases written out, the file is longer than {MAX_CHARACTERS:,} characters"
            raise self._stop(offset, message, "split it")

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            raise AssertionError("the parser brings nothing else where a value belongs")
        start = _start(event)
        self._count(start, depth)
        if event.tag is not None:
            self._refuse(start, f"`{event.tag}` is a tag", "delete it, or quote a text that begins with `!`")
        return self._content(event, start, depth) if event.anchor is None else self._anchored(event, start, depth)

    def _content(self, event: yaml.Event, start: int, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            self.last = (start, _end(event))
            return Scalar(*self.last, event.value, not event.style)
        return (
            self._sequence(start, depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(start, depth)
        )

    def _anchored(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, anchor: int, depth: int) -> Node:
        """A node with an anchor, kept for the aliases that follow. The parser lets it begin at its anchor."""
        first = self._named.get(event.anchor)
        if first is not None and len(self.faults) <= MAX_FAULTS:
            line, _ = self.tree.place(first.start)
            message = f"the anchor `&{event.anchor}` stands twice, first in line {line}"
            self._refuse(anchor, message, "give one of the two another name, and its aliases likewise")
        named = self._named[event.anchor] = _Named(anchor)
        found = _ANCHOR.match(self.tree.text, anchor)
        nodes, characters, deepest, self._deepest = self._nodes, self._characters, self._deepest, depth
        start = min(found.end() if found else anchor, _end(event))
        node = replace(self._content(event, start, depth), anchor=anchor)
        named.nodes = self._nodes - nodes + 1
        named.characters = self._characters - characters + node.end - node.start
        named.height = self._deepest - depth
        self._deepest = max(deepest, self._deepest)
        named.node = node
        return node

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        start, end = _start(event), _end(event)
        named = self._named.get(event.anchor)
        if named is not None and named.node is not None:
            self._count(start, depth + named.height, named.nodes, named.characters)
            return _stand_in(named.node, start, end)
        self._count(start, depth)
        if named is None:
            message = f"`*{event.anchor}` is an alias, and no value above has the anchor `&{event.anchor}`"
        else:
            message = f"the alias `*{event.anchor}` stands inside the value that it stands for"
        self._refuse(start, message, "write the value out, or quote a text that begins with `*`")
        return Scalar(start, end, f"*{event.anchor}", True)

    def _sequence(self, start: int, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(start, _end(event), tuple(items))
            items.append(self._node(event, depth + 1))
        raise AssertionError("the parser ends every list that it begins")

    def _mapping(self, start: int, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(start, _end(event), tuple(pairs))
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                hint = "put quotation marks around a text with brackets in it"
                self._refuse(key.start, "a list or mapping stands where a key belongs", hint)
            elif key.text == "<<" and key.plain:
                hint = "write the keys out here; put quotation marks around the name `<<`"
                self._refuse(key.start, "`<<` is a merge key", hint)
            else:
                pairs.append((key, value))
        raise AssertionError("the parser ends every mapping that it begins")


def _stand_in(node: Node, start: int, end: int) -> Node:
    """What an alias at [start, end) stands for, everything in it at that place."""
    if isinstance(node, Scalar):
        return Scalar(start, end, node.text, node.plain, alias=True)
    if isinstance(node, Sequence):
        return Sequence(start, end, tuple(_stand_in(item, start, end) for item in node.items), alias=True)
    pairs = tuple(
        (Scalar(start, end, key.text, key.plain, alias=True), _stand_in(value, start, end)) for key, value in node.pairs
    )
    return Mapping(start, end, pairs, alias=True)
