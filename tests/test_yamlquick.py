"""The short way through a YAML text: taken by files as they should be, and it ends where the long way ends."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from test_soak_yaml import FILES, changed
from test_yamlfiles import EVERY_KEY

from positions import yamlfiles
from positions.errors import FileFaults, PositionsError
from positions.model import Codebook, MachineFile, Model, PositionFile, Registry, RememberedIssues, Settings
from positions.yamlquick import plain_data
from positions.yamlreader import Reader
from positions.yamltree import MAX_DEPTH, MAX_NODES, compose

FILE = Path("positions/x.yaml")
MODELS: tuple[type[Model], ...] = (PositionFile, MachineFile, Registry, Codebook, Settings, RememberedIssues)


def long_way(text: str, model: type[Model]) -> object:
    """The data by the long way; None where it finds a fault."""
    try:
        tree, faults = compose(text, FILE)
    except FileFaults:
        return None
    reader = Reader(tree, model)
    return None if faults or reader.faults else reader.data


def ordered(data: object) -> object:
    """Data that differ when their keys have another order."""
    if isinstance(data, dict):
        return [(key, ordered(value)) for key, value in data.items()]
    return [ordered(item) for item in data] if isinstance(data, list) else data


def assert_agree(text: str) -> None:
    """What goes the short way ends where the long way does; of entries, which that one mends, those that are valid."""
    for model in MODELS:
        short = plain_data(text, model)
        if short is not None and (not issubclass(model, PositionFile) or is_valid(short, model)):
            assert ordered(short) == ordered(long_way(text, model)), (model, text)


def is_valid(data: object, model: type[Model]) -> bool:
    """Does the model take the data?"""
    try:
        model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def test_a_file_with_every_key_goes_the_short_way() -> None:
    data = plain_data(EVERY_KEY, PositionFile)
    assert data is not None
    assert ordered(data) == ordered(long_way(EVERY_KEY, PositionFile))


@pytest.mark.parametrize("model", [Registry, Codebook])
def test_a_file_that_is_one_mapping_of_names_is_put_below_its_field(model: type[Model]) -> None:
    text = "Norland: {note: x}\n"
    assert plain_data(text, model) == long_way(text, model)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a\n",
        "a\n",
        "a: b\n---\nc: d\n",
        "a: b\n--- x\n",
        "a: &b c\n",
        "&a b: c\n",
        "&a\nb: c\n",
        "a: &b [c]\n",
        "a: *b\n",
        "a: !b c\n",
        "a: !b [c]\n",
        "!!str a: b\n",
        "a: b\na: c\n",
        "a: b\n'a ': c\n",
        "a:\n",
        "a: [b, ]\nc: [, d]\n",
        "a: {b}\n",
        "a: [~, '']\nb:\n  - \n",
        "[a]: b\n",
        "? {a: b}\n: c\n",
        "<<: {a: b}\n",
        "format: 9\n",
        "positions:\n  N:\n    - {demand: x, claim: y}\n",
        "positions:\n  N:\n    - {stance: demand, claim: y}\n",
        "positions:\n  N:\n    - {demand: x, offer: }\n",
        "a: b: c\n",
        "a: 'b\n",
        "a: b\x00\n",
        "a: \x1b\n",
        "a: b\n\x07",
        "a: \ud800\n",
        "a: " + "[" * MAX_DEPTH + "b" + "]" * MAX_DEPTH,
        "a: " + "x" * MAX_NODES,
    ],
)
def test_whatever_is_in_doubt_goes_the_long_way(text: str) -> None:
    assert all(plain_data(text, model) is None for model in MODELS)


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 3, MAX_DEPTH + 3))
def test_nothing_goes_the_short_way_that_is_nested_too_deep(depth: int) -> None:
    assert_agree("a: " + "[" * depth + "b" + "]" * depth)
    assert_agree("{a: " * depth + "b" + "}" * depth)


@pytest.mark.parametrize("dense", ["[?],", "? ", "a,", ":,", "[],"])
def test_no_text_that_goes_the_short_way_has_too_many_values(dense: str) -> None:
    text = "{" + dense * (MAX_NODES // 2 // len(dense) - 1) + "}"
    try:
        compose(text, FILE)
        found: tuple[PositionsError, ...] = ()
    except FileFaults as error:
        found = error.faults
    assert not any("more than" in fault.message for fault in found)


fragments = st.sampled_from(
    [
        "a: x\n",
        "b: 'y'\n",
        "c:\n",
        "  d: z\n",
        "  e:\n",
        "    f: x\n",
        "  - g\n",
        "  - h: x\n",
        "    i: {j: x, k: [l]}\n",
    ]
    * 3
    + ["positions:\n", "  Norland:\n", "    - demand: x\n", "      offer: y\n", "      claim: z\n", "format: 1\n"]
    + ["a ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "'", '"', "# c", "---\n", "...\n", "&a ", "*a", "!t ", "<<: "]
    + ["~", "null", "|\n", ">\n", "\t", "\u2028", "\x85", "\ufeff", "\r\n", "\n", " ", "%YAML 1.1\n"]
)


@given(st.lists(fragments, max_size=12).map("".join))
def test_both_ways_end_at_the_same_data(text: str) -> None:
    assert_agree(text)


@given(st.sampled_from(sorted(FILES.values())), st.integers(), st.integers(1, 3))
def test_both_ways_end_at_the_same_data_of_files_changed_at_random(text: str, seed: int, times: int) -> None:
    dice = random.Random(seed)
    for _ in range(times):
        text = changed(text, dice)
    assert_agree(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("format: 1\nname: x\n", ("1", 1, 9)),
        ("# c\nname: {format: 3}\nformat: '7'\n", ("7", 3, 9)),
        ("a: [1, {b: c}]\n? x\n: y\nformat: 12\n", ("12", 4, 9)),
        ("x: *unknown\nformat: 3\n", ("3", 2, 9)),
        ("- format\n- 3\n", None),
        ("a: b: c\nformat: 2\n", None),
        ("name: x\n", None),
        ("", None),
    ],
)
def test_an_outermost_value_is_found_without_looking_at_the_rest(text: str, found: tuple[str, int, int] | None) -> None:
    assert yamlfiles.top_value(text, "format") == found
