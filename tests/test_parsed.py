"""What was parsed before: the same bytes give the same value, others are parsed, and no cache can do harm."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from test_soak_yaml import FILES
from test_yamlfiles import EVERY_KEY, codebooks, machine_files, position_files, registries, remembered

from positions import yamlfiles
from positions.folder import CACHE, Folder
from positions.model import Entry, Model, PositionFile, Registry, Settings, Stance
from positions.parsed import Parsed
from positions.yamlfiles import dump, parse_plain

FILE = Path("positions/x.yaml")
NAME = "positions/x.yaml"
TEXT = "positions:\n  Norland:\n    - demand: x\n"


def kept(text: str, model: type[Model], name: str = NAME) -> bytes:
    """The cache of one file."""
    parsed = Parsed(None)
    parsed.put(name, text.encode("utf-8", "surrogatepass"), model, parse_plain(text, model, FILE)[1])
    cache = parsed.dump(lambda _: True)
    assert cache is not None
    return cache


@given(position_files | machine_files | registries | codebooks | remembered)
def test_a_value_comes_back_equal(value: Model) -> None:
    text = dump(value)
    assert Parsed(kept(text, type(value))).get(NAME, text.encode(), type(value)) == value


@pytest.mark.parametrize(("model", "text"), [*FILES.items(), (PositionFile, EVERY_KEY)])
def test_every_kind_of_file_comes_back_equal(model: type[Model], text: str) -> None:
    assert Parsed(kept(text, model)).get(NAME, text.encode(), model) == yamlfiles.parse(text, model, FILE)


def test_other_bytes_other_files_and_other_models_are_not_known() -> None:
    parsed = Parsed(kept(TEXT, PositionFile))
    assert parsed.get(NAME, TEXT.encode(), PositionFile) is not None
    assert parsed.get(NAME, TEXT.replace("x", "y").encode(), PositionFile) is None
    assert parsed.get("positions/y.yaml", TEXT.encode(), PositionFile) is None
    assert parsed.get(NAME, TEXT.encode(), Registry) is None


@pytest.mark.parametrize("name", ["positions/día.yaml", "positions/\udcff.yaml", "positions/a b.yaml"])
def test_a_file_may_have_any_name(name: str) -> None:
    assert Parsed(kept(TEXT, PositionFile, name)).get(name, TEXT.encode(), PositionFile) is not None


@pytest.mark.parametrize("name", ["positions/a\tb.yaml", "positions/a\nb.yaml"])
def test_a_name_that_would_break_a_line_is_parsed_each_time(name: str) -> None:
    parsed = Parsed(kept(TEXT, PositionFile))
    parsed.put(name, TEXT.encode(), PositionFile, {})
    assert parsed.get(name, TEXT.encode(), PositionFile) is None


GOOD = kept(TEXT, PositionFile)


@pytest.mark.parametrize(
    "cache",
    [
        b"",
        b"\n",
        b"\x00\xff",
        GOOD.replace(b"files 1", b"files 0"),
        GOOD.replace(b'{"', b'{"unknown": "key", "'),
        GOOD.replace(b'"demand"', b'"demand": "y", "offer"'),
        GOOD.replace(b"Norland", b""),
        GOOD[: len(GOOD) // 2],
        GOOD.partition(b"{")[0] + b"[" * 100_000,
        GOOD.partition(b"{")[0] + b"9" * 100_000,
        GOOD.partition(b"{")[0],
        GOOD.partition(b"\t")[0],
        b"parsed files 1\n\n\t\n\t\t\n\t\t\t\n",
        b"parsed files 1\n" + b"\n" * 1_000_000 + GOOD.partition(b"\n")[2],
    ],
)
def test_a_cache_that_is_none_is_as_good_as_no_cache(cache: bytes) -> None:
    parsed = Parsed(cache)
    assert parsed.get(NAME, TEXT.encode(), PositionFile) is None
    parsed.put(NAME, TEXT.encode(), PositionFile, parse_plain(TEXT, PositionFile, FILE)[1])
    assert parsed.get(NAME, TEXT.encode(), PositionFile) is not None
    written = parsed.dump(lambda _: True)
    assert written is None or Parsed(written).get(NAME, TEXT.encode(), PositionFile) is not None


def test_it_is_written_when_much_of_it_is_new_and_without_what_is_gone() -> None:
    parsed = Parsed(None)
    assert parsed.dump(lambda _: True) is None
    for number in range(100):
        parsed.put(f"{number}.yaml", b"", Settings, {})
    cache = parsed.dump(lambda name: name != "7.yaml")
    assert cache is not None
    assert parsed.dump(lambda _: True) is None
    again = Parsed(cache)
    assert again.get("7.yaml", b"", Settings) is None
    assert again.get("8.yaml", b"", Settings) == Settings()
    for number in range(9):
        again.put(f"{number}.yaml", b"format: 1", Settings, {"format": "1"})
    assert again.dump(lambda _: True) is None
    for number in range(9, 11):
        again.put(f"{number}.yaml", b"format: 1", Settings, {"format": "1"})
    assert again.dump(lambda _: True) is not None


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many files were parsed since it was last asked."""
    parsed: list[Path] = []

    def counting(text: str, model: type[Model], path: Path) -> object:
        parsed.append(path)
        return parse_plain(text, model, path)

    def asked() -> int:
        number = len(parsed)
        parsed.clear()
        return number

    monkeypatch.setattr(yamlfiles, "parse_plain", counting)
    return asked


def load_all(root: Path) -> dict[str, PositionFile | None]:
    folder = Folder(root)
    found = {path.name: folder.load(path, PositionFile) for path in folder.files("positions", ".yaml")}
    folder.keep_parsed()
    return found


def furnish(root: Path, files: int = 30) -> None:
    (root / CACHE).mkdir(parents=True)
    (root / "positions").mkdir()
    for number in range(files):
        (root / "positions" / f"{number:02}.yaml").write_text(TEXT.replace("x", f"x{number}"))


def test_a_second_start_parses_only_what_changed(tmp_path: Path, count: Callable[[], int]) -> None:
    furnish(tmp_path)
    first = load_all(tmp_path)
    assert count() == 30
    assert load_all(tmp_path) == first
    assert count() == 0
    (tmp_path / "positions" / "07.yaml").write_text(TEXT)
    changed = load_all(tmp_path)
    assert count() == 1
    assert changed == first | {
        "07.yaml": PositionFile(positions={"Norland": (Entry(stance=Stance.DEMAND, claim="x"),)})
    }


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(tmp_path: Path, count: Callable[[], int]) -> None:
    furnish(tmp_path, 1)
    path = tmp_path / "positions" / "00.yaml"
    load_all(tmp_path)
    before = path.stat()
    path.write_text(path.read_text().replace("x0", "y0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    [file] = load_all(tmp_path).values()
    assert file is not None
    assert file.positions["Norland"][0].claim == "y0"


def test_where_nothing_can_be_kept_all_is_parsed(tmp_path: Path, count: Callable[[], int]) -> None:
    furnish(tmp_path)
    (tmp_path / CACHE / "parsed").mkdir()
    first = load_all(tmp_path)
    assert load_all(tmp_path) == first
    assert count() == 60


def test_a_cache_that_is_no_file_or_too_large_is_left_alone(tmp_path: Path) -> None:
    furnish(tmp_path)
    first = load_all(tmp_path)
    cache = tmp_path / CACHE / "parsed"
    with cache.open("ab") as file:
        file.truncate(10**12)  # a hole: it takes no room on the disk
    assert load_all(tmp_path) == first
    cache.unlink()
    os.mkfifo(cache)
    assert load_all(tmp_path) == first


def test_reading_leaves_no_trace_in_a_folder_that_was_only_read(tmp_path: Path) -> None:
    furnish(tmp_path)
    (tmp_path / CACHE).rmdir()
    load_all(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["positions"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, count: Callable[[], int]) -> None:
    root, outside = tmp_path / "negotiation", tmp_path / "outside"
    furnish(root)
    outside.write_bytes(b"precious")
    (root / CACHE / "parsed").symlink_to(outside)
    load_all(root)
    load_all(root)
    assert outside.read_bytes() == b"precious"


def test_what_is_kept_holds_no_code() -> None:
    *_, data = GOOD.split(b"\t")
    assert json.loads(data) == {"positions": {"Norland": [{"demand": "x"}]}}
