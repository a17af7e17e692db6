"""YAML text as a tree of plain texts, each with its place; hostile YAML is refused here.

Owned here: what of YAML our files may use. Every scalar is text, whatever it looks like. Tags, anchors and aliases,
several documents in one file, deep nesting and huge files are refused, so reading takes time in proportion to the
file's length. What the keys mean is for `yamlreader` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from positions import yamlslips
from positions.errors import FileFaults, InputError

_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_CHARACTERS = 5_000_000
"""Longest YAML text that is read: more than the densest position file for the longest article that is read."""
MAX_NODES = 200_000
MAX_DEPTH = 30
MAX_FAULTS = 200
"""So many faults of one file are told; a file with more of them is no file that a person wrote."""
_REPAIR_BUDGET = 2_000_000
"""Characters that may be parsed again to find further slips behind the first one."""
_CUT = re.compile(r"(?![ \t]*(?:  |\t)#(?:\s|$))[ \t]*#")
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, at the half-open range [start, end) of the file, quotation marks included."""

    start: int
    end: int
    text: str
    plain: bool
    alias: bool = False

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


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file, duplicates included."""

    start: int
    end: int
    pairs: tuple[tuple[Scalar, Node], ...]
    alias: bool = False

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
        end = self.text.find("\n", offset)
        return self.text[offset : end if end >= 0 else len(self.text)]

    def cut_short(self, node: Node) -> str | None:
        """The words that an unquoted ` #` cuts off this value; None where it cuts none.

        What stands as comments are usually written, two blanks before its sign and one behind it, is a comment.
        """
        if not isinstance(node, Scalar) or not node.plain or node.empty:
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


class _Builder:
    """Turns the parser's events into nodes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.faults: list[InputError] = []
        self.last: tuple[int, int] | None = None
        self.count = 0
        self.events: Iterator[yaml.Event] = iter(yaml.parse(tree.text, Loader=_Loader))

    def document(self) -> Node | None:
        """The outermost node of the only document."""
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "one file holds one document: delete this line"
                    self._refuse(event, "`---` begins a second document", hint)
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                node = self._node(event, 0)
                root = node if documents == 1 else root
        return None if isinstance(root, Scalar) and root.empty else root

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        if len(self.faults) <= MAX_FAULTS:
            self.faults.append(self.tree.fault(_start(event), message, hint))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self.count += 1
        start, end = _start(event), _end(event)
        if depth > MAX_DEPTH:
            raise self._stop(start, f"the file is nested deeper than {MAX_DEPTH} levels", "no file of a negotiation is")
        if self.count > MAX_NODES:
            raise self._stop(start, f"the file has more than {MAX_NODES:,} values", "split it")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event, f"`*{event.anchor}` is an alias", "write the value out, or quote a text that begins with `*`"
            )
            return Scalar(start, end, f"*{event.anchor}", True)
        if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            raise AssertionError("the parser brings nothing else where a value belongs")
        if event.anchor is not None:
            self._refuse(event, f"`&{event.anchor}` is an anchor", "delete it, or quote a text that begins with `&`")
        if event.tag is not None:
            self._refuse(event, f"`{event.tag}` is a tag", "delete it, or quote a text that begins with `!`")
        if isinstance(event, yaml.ScalarEvent):
            self.last = (start, end)
            return Scalar(start, end, event.value, not event.style)
        return (
            self._sequence(start, depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(start, depth)
        )

    def _stop(self, offset: int, message: str, hint: str) -> FileFaults:
        return FileFaults([*self.faults, self.tree.fault(offset, message, hint)])

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
            if isinstance(key, Scalar):
                pairs.append((key, value))
            else:
                hint = "put quotation marks around a text with brackets in it"
                self._refuse(event, "a list or mapping stands where a key belongs", hint)
        raise AssertionError("the parser ends every mapping that it begins")
