"""Our YAML files, in and out: text to models with every fault located, models to text in the one style that we write.

Nothing here knows the folder or writes to disk. All scalars arrive as text (`yamltree`); the models make dates, numbers
and ranges of them. What is written (`yamldump`) is quoted wherever another reader would take it for something else.
"""

from __future__ import annotations

import codecs
import contextlib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from positions import yamlquick, yamltree
from positions.errors import FileFaults, InputError, reason_of
from positions.model import FORMAT_VERSION, Model
from positions.yamldump import dump
from positions.yamlfaults import Path as Keys
from positions.yamlfaults import is_text
from positions.yamlreader import Reader
from positions.yamlslips import quoted, shorten
from positions.yamltree import MAX_FAULTS, Scalar, Sequence

__all__ = [
    "cut_values",
    "decode",
    "dump",
    "entry_line",
    "load",
    "locator",
    "parse",
    "parse_known",
    "parse_plain",
    "top_value",
    "wide_encoding",
]

M = TypeVar("M", bound=Model)

_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def decode(data: bytes, path: Path) -> str:
    """The text of a file, without a byte order mark and with its line ends as they are.

    Raises FileFaults, located, for bytes that are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        wide = wide_encoding(data)
        byte = error.object[error.start]
        message = f"the text is {wide}, not UTF-8" if wide else f"byte 0x{byte:02x} is not valid UTF-8"
        hint = "open it in an editor, correct the characters there and save it with the encoding UTF-8"
        raise FileFaults([InputError(message, hint=hint, path=path, line=line, column=column)]) from None


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, where the data begin with its mark and are a text in it; None for all else."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                return None
            strange = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f" for char in text)
            return name if strange * 100 <= len(text) else None
    return None


def load(path: Path, model: type[M]) -> M:
    """Read and parse a file. Raises InputError when it cannot be read, FileFaults when it is not valid."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {reason_of(error)}", path=path) from None
    return parse(decode(data, path), model, path)


def parse(text: str, model: type[M], path: Path) -> M:
    """Parse YAML text into a model. Raises FileFaults with all faults, each with line, column and what to do."""
    return parse_plain(text, model, path)[0]


def parse_plain(text: str, model: type[M], path: Path) -> tuple[M, dict[str, Any]]:
    """What `parse` returns, and the plain data (mappings, lists, texts, None) that the model was made of."""
    text = text.removeprefix("\ufeff")
    data = yamlquick.plain_data(text, model)
    if data is not None:
        with contextlib.suppress(ValidationError):
            return model.model_validate(data, by_alias=True, by_name=False), data
    return _validated(*yamltree.compose(text, path), model)


def parse_known(text: str, model: type[M], path: Path, keys: Mapping[str, str]) -> M | None:
    """Parse somebody else's YAML, of which only some keys concern us: `keys` gives the model's name for each.

    A slip that leaves no doubt what was meant (`title: Talks: day 2`) is read as meant. Returns None when the text is
    no mapping at all. Raises FileFaults when those keys' values are at fault.
    """
    tree, _ = yamltree.compose(text, path)
    if not isinstance(tree.root, yamltree.Mapping):
        return None
    pairs = tuple(
        (replace(key, text=keys[key.text.strip().casefold()]), value)
        for key, value in tree.root.pairs
        if key.text.strip().casefold() in keys
    )
    return _validated(replace(tree, root=replace(tree.root, pairs=pairs)), (), model)[0]


def _validated(tree: yamltree.Tree, faults: tuple[InputError, ...], model: type[M]) -> tuple[M, dict[str, Any]]:
    newer = _newer_format(tree)
    if newer is not None:  # what else it holds is not for us to judge
        raise FileFaults([newer])
    reader = Reader(tree, model)
    found = [*faults, *reader.faults]
    value: M | None = None
    try:
        value = model.model_validate(reader.data, by_alias=True, by_name=False)
    except ValidationError as error:
        found += reader.explained(error)
    if found or value is None:
        raise FileFaults(_in_order(found, tree.path))
    return value, reader.data


def _newer_format(tree: yamltree.Tree) -> InputError | None:
    value = tree.root.get("format") if isinstance(tree.root, yamltree.Mapping) else None
    version = value.text.strip()[:9] if isinstance(value, Scalar) else ""
    if value is None or not version.isdecimal() or int(version) <= FORMAT_VERSION:
        return None
    message = f"a newer program wrote this file: format {version}, and this one knows {FORMAT_VERSION}"
    return tree.fault(value.start, message, "upgrade this program: `git pull`, then `make setup`, in its folder")


def _in_order(faults: list[InputError], path: Path) -> list[InputError]:
    """The faults by place, one a place, and not without end."""
    unique = {(fault.line or 0, fault.column or 0): fault for fault in reversed(faults)}
    ordered = [unique[place] for place in sorted(unique)]
    if len(ordered) <= MAX_FAULTS:
        return ordered
    rest = InputError("more faults follow", hint="correct the first ones, then look again", path=path)
    return [*ordered[:MAX_FAULTS], rest]


def entry_line(text: str, party: str, index: int) -> int:
    """The line, from 1, of a party's entry in a position file.

    As near as can be told otherwise: the party's line, the line of the fault that hides it, else 1.
    """
    try:
        tree, _ = yamltree.compose(text, Path())
    except FileFaults as error:
        return error.line or 1
    positions = tree.root.get("positions") if isinstance(tree.root, yamltree.Mapping) else None
    if not isinstance(positions, yamltree.Mapping):
        return 1
    for key, entries in positions.pairs:
        if key.text.strip() == party:
            inside = isinstance(entries, Sequence) and index < len(entries.items)
            return tree.place(entries.items[index].start if isinstance(entries, Sequence) and inside else key.start)[0]
    return 1


def locator(text: str, path: Path, model: type[Model]) -> Callable[[Keys], tuple[int, int]]:
    """A function from a path in the model (`("positions", "Norland", 0, "quote")`) to line and column.

    They are the value's where it begins in its key's line, else the key's; of a path that the file does not have, those
    of the nearest part that it has. Raises FileFaults when the text is no YAML.
    """
    tree, _ = yamltree.compose(text.removeprefix("\ufeff"), path)
    spots = Reader(tree, model).spots

    def locate(keys: Keys) -> tuple[int, int]:
        while keys and keys not in spots:
            keys = keys[:-1]
        if not keys:
            return 1, 1
        spot = spots[keys]
        below = "\n" in tree.text[spot.start : spot.value.start]
        return tree.place(spot.start if below else spot.value.start)

    return locate


def cut_values(text: str, path: Path, model: type[Model]) -> tuple[InputError, ...]:
    """The texts of a model's file that an unquoted ` #` cuts short; from a date, a number or a choice it cuts nothing.

    Raises FileFaults when the text is no YAML, as far as it is looked at: not where no such sign stands in it.
    """
    if " #" not in text and "\t#" not in text:
        return ()
    tree, _ = yamltree.compose(text.removeprefix("\ufeff"), path)
    found = []
    for keys, spot in Reader(tree, model).spots.items():
        lost = tree.cut_short(spot.value)
        if lost is not None and isinstance(spot.value, Scalar) and is_text(model, keys):
            message = f"`#` ends the text here, and `{shorten(lost)}` is lost as a comment"
            whole = shorten(quoted(f"{spot.value.text} {lost}"), 100)
            words = whole if isinstance(keys[-1], int) else f"{keys[-1]}: {whole}"
            hint = f"write `{words}`; a real comment has two blanks before its `#`, and one behind"
            found.append(tree.fault(spot.value.end, message, hint))
    return tuple(found)


def top_value(text: str, key: str) -> tuple[str, int, int] | None:
    """The text behind an outermost key, with line and column; None when there is none before the first fault.

    What stands elsewhere is not looked at, so that it may be as strange as it likes.
    """
    found = yamlquick.outermost(text.removeprefix("\ufeff"), key)
    if found is None or found.start_mark is None:
        return None
    return found.value, found.start_mark.line + 1, found.start_mark.column + 1
