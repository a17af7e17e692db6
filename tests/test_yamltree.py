"""The tree of a YAML text: aliases stand for what their anchors name, everything has its place, bombs are refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from positions.errors import FileFaults
from positions.model import PositionFile, Registry
from positions.yamlfiles import cut_values, parse
from positions.yamltree import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, Mapping, Node, Scalar, Sequence, compose

FILE = Path("positions/x.yaml")

WITH_ALIASES = """\
positions:
  Norland:
    - &plan
      demand: &words the plan
      quote: &q "the plan: now"
    - {offer: *words, quote: *q}
  Sudmark: &both
    - *plan
    - accept: |
        the plan
  Estria: *both
disputed:
  - topic: *words
"""
WRITTEN_OUT = """\
positions:
  Norland:
    - {demand: the plan, quote: "the plan: now"}
    - {offer: the plan, quote: "the plan: now"}
  Sudmark:
    - {demand: the plan, quote: "the plan: now"}
    - accept: the plan
  Estria:
    - {demand: the plan, quote: "the plan: now"}
    - accept: the plan
disputed:
  - topic: the plan
"""


def nodes(node: Node | None) -> Iterator[Node]:
    """A node and everything in it."""
    if node is not None:
        yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield from nodes(key)
            yield from nodes(value)


def plain(node: Node | None) -> object:
    """A node as the data that another reader makes of it."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    return node.text if node else None


def anchored(text: str) -> list[tuple[str, str, str]]:
    """Each anchored node's kind, its own text, and its text from the anchor on."""
    tree, _ = compose(text, FILE)
    return [
        (type(node).__name__, text[node.start : node.end].rstrip(), text[node.anchor : node.end].rstrip())
        for node in nodes(tree.root)
        if node.anchor is not None
    ]


def test_an_alias_stands_for_what_its_anchor_names() -> None:
    assert parse(WITH_ALIASES, PositionFile, FILE) == parse(WRITTEN_OUT, PositionFile, FILE)


def test_a_key_may_be_an_alias() -> None:
    text = "Norland:\n  note: &s Sudmark\n*s :\n  role: mediator\n"
    assert list(parse(text, Registry, FILE).parties) == ["Norland", "Sudmark"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x  b # c\n", ("Scalar", "b", "&x  b")),
        ("a: &x 'b'\n", ("Scalar", "'b'", "&x 'b'")),
        ("a: &x |\n  b\n", ("Scalar", "|\n  b", "&x |\n  b")),
        ("a: &x # why\n  # and\n  - b\n", ("Sequence", "- b", "&x # why\n  # and\n  - b")),
        ("a: &x\r\n- b\r\n", ("Sequence", "- b", "&x\r\n- b")),
        ("a: &x\n  b: c\n", ("Mapping", "b: c", "&x\n  b: c")),
        ("a: &x {b: c}\n", ("Mapping", "{b: c}", "&x {b: c}")),
        ("a: &x\nb: c\n", ("Scalar", "", "&x")),
        ("[&x , b]\n", ("Scalar", "", "&x")),
        ("&x a: b\n", ("Scalar", "a", "&x a")),
        ("a: &x\u2028  b\n", ("Scalar", "b", "&x\u2028  b")),
        ("&x\n- b\n", ("Sequence", "- b", "&x\n- b")),
    ],
)
def test_an_anchored_node_begins_behind_its_anchor(text: str, found: tuple[str, str, str]) -> None:
    assert anchored(text) == [found]


def test_what_stands_elsewhere_is_told_apart_and_has_the_place_of_its_alias() -> None:
    tree, faults = compose(WITH_ALIASES, FILE)
    assert not faults
    own = [node for node in nodes(tree.root) if not node.alias]
    others = [node for node in nodes(tree.root) if node.alias]
    assert {WITH_ALIASES[node.start : node.end] for node in others} == {"*words", "*q", "*plan", "*both"}
    assert all(node.anchor is None for node in others)
    texts = [node for node in own if isinstance(node, Scalar) and node.plain]
    assert all(WITH_ALIASES[node.start : node.end] == node.text for node in texts)
    assert isinstance(tree.root, Mapping)
    positions = tree.root.get("positions")
    assert isinstance(positions, Mapping)
    assert plain(positions.get("Sudmark")) == plain(positions.get("Estria"))


def test_faults_in_what_an_alias_stands_for_are_told_at_the_alias_too() -> None:
    text = "positions:\n  Norland:\n    - &e {demand: x, stated: soon}\n  Sudmark:\n    - *e\n"
    with pytest.raises(FileFaults) as caught:
        parse(text, PositionFile, FILE)
    assert [(fault.line, fault.column, fault.message) for fault in caught.value.faults] == [
        (3, 30, "`soon` is no date"),
        (5, 7, "`soon` is no date"),
    ]


def test_a_comment_behind_an_alias_cuts_nothing_off() -> None:
    text = "positions:\n  Norland:\n    - demand: &x the plan #1\n    - offer: *x # as before\n"
    assert [fault.line for fault in cut_values(text, FILE, PositionFile)] == [3]


doubled = "".join(f"a{n}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(100))
nested = "".join(f"a{n}: &a{n + 1} [*a{n}]\n" for n in range(MAX_DEPTH))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &a0 [x, x]\n" + doubled, 16, "more than 200,000 values"),
        ("a: &a0 x\n" + nested, MAX_DEPTH + 1, "nested deeper than 30"),
        ("a: &a\n  - &b [x, *b]\n  - *b\n  - *a\n", 4, "inside the value"),
        ("a: &a " + "x" * 50_000 + "\nb:\n" + "  - *a\n" * 1000, 101, "aliases written out, the file is longer"),
        ("a: &a " + "x" * 1000 + "\nb: &b [*a, *a]\nc:\n" + "  - *b\n" * 10_000, 2457, "aliases written out"),
        ("a: &a x\n" * 50_000, 2, "stands twice"),
        ("a: *a\n" * 50_000, 1, "no value above"),
    ],
    ids=["doubled", "nested", "inside", "long", "longer", "anchors", "unknown"],
)
def test_alias_bombs_are_refused_at_once_and_located(text: str, line: int, message: str) -> None:
    began = time.process_time()
    with pytest.raises(FileFaults) as caught:
        parse(text, PositionFile, FILE)
    assert time.process_time() - began < 5
    assert any(fault.line == line and message in fault.message for fault in caught.value.faults)


def test_as_much_as_is_allowed_written_out_is_allowed_by_alias() -> None:
    values = "a: &a [" + "x, " * 997 + "]\nb: [" + "*a, " * 198 + "]\n"
    tree, faults = compose(values, FILE)
    assert not faults
    assert MAX_NODES * 0.9 < len(list(nodes(tree.root))) <= MAX_NODES
    long = "a: &a " + "x" * 100_000 + "\nb: [" + "*a, " * 48 + "]\n"
    tree, faults = compose(long, FILE)
    assert not faults
    assert sum(len(node.text) for node in nodes(tree.root) if isinstance(node, Scalar)) > MAX_CHARACTERS * 0.9


names = st.text("abcé: #'\"", min_size=1, max_size=4)
parts = st.recursive(
    names, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)


@given(st.lists(parts, min_size=1, max_size=4), st.data(), st.booleans())
def test_what_another_program_writes_with_aliases_is_what_it_meant(
    shared: list[object], data: st.DataObject, flow: bool
) -> None:
    meant = {str(number): data.draw(st.sampled_from(shared)) for number in range(6)}
    text = yaml.safe_dump(meant, default_flow_style=flow, allow_unicode=True)
    tree, faults = compose(text, FILE)
    assert not faults
    assert plain(tree.root) == meant
