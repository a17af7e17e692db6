"""Several files in one step: all of them or none, whatever happens in between."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from positions import storage
from positions.errors import ConflictError, UsageError, WriteError
from positions.folder import Folder
from positions.journal import Journal, Write

FILES = {"parties.yaml": b"Norland:\n", "positions/one.yaml": b"\xef\xbb\xbfpositions:\r\n", "issues.yaml": None}
WRITES = (
    Write("parties.yaml", b"Norland:\n", b"Nordland:\n"),
    Write("positions/one.yaml", b"\xef\xbb\xbfpositions:\r\n", b"\xef\xbb\xbfpositions: {}\r\n"),
    Write("issues.yaml", None, b"patrols:\n"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "positions").mkdir()
    for name, data in FILES.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    return tmp_path


def journal(root: Path) -> Journal:
    return Journal(Folder(root))


def contents(root: Path) -> dict[str, bytes | None]:
    return {name: (root / name).read_bytes() if (root / name).exists() else None for name in FILES}


NEW = {write.path: write.new for write in WRITES}


def test_all_are_written_and_taken_back(root: Path) -> None:
    journal(root).commit("an edit", WRITES)
    assert contents(root) == NEW
    assert [step.title for step in journal(root).steps()] == ["an edit"]
    assert journal(root).undo().writes == WRITES
    assert contents(root) == FILES
    with pytest.raises(UsageError, match="nothing to take back"):
        journal(root).undo()


def test_what_would_be_taken_back_is_what_is(root: Path) -> None:
    journal(root).commit("first", WRITES)
    journal(root).commit("second", (Write("issues.yaml", b"patrols:\n", b"boats:\n"),))
    assert journal(root).next_undo().title == "second"
    (root / "issues.yaml").write_bytes(b"patrols:\n")  # as an undo leaves it that dies before it deletes the record
    for _ in range(2):
        assert [step.title for step in journal(root).steps()] == ["first"]
        assert journal(root).next_undo().title == "first"
    (root / "parties.yaml").write_bytes(b"mine\n")
    for ask in (journal(root).next_undo, journal(root).undo):
        with pytest.raises(ConflictError, match=r"parties\.yaml was changed after: first"):
            ask()
    (root / "parties.yaml").write_bytes(b"Nordland:\n")
    assert journal(root).undo().title == "first"
    assert contents(root) == FILES


def test_a_file_that_is_not_as_it_was_read_stops_all(root: Path) -> None:
    (root / "positions/one.yaml").write_text("# mine\n")
    before = contents(root)
    with pytest.raises(ConflictError, match=r"one\.yaml: somebody changed"):
        journal(root).commit("an edit", WRITES)
    assert contents(root) == before


@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("error", [KeyboardInterrupt, WriteError("no room")])
def test_what_is_stopped_is_finished_or_was_never_begun(
    root: Path, at: int, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = storage.replace, 0

    def stopped(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise error
        real(path, data)

    monkeypatch.setattr(storage, "replace", stopped)
    with contextlib.suppress(KeyboardInterrupt, WriteError):
        journal(root).commit("an edit", WRITES)
    monkeypatch.setattr(storage, "replace", real)
    if isinstance(error, WriteError):
        assert contents(root) in (FILES, NEW)
    told = journal(root).recover()
    assert contents(root) in (FILES, NEW)
    assert (told is not None) == (told == "finished, after it was interrupted: an edit")
    assert not journal(root).is_begun


@pytest.mark.parametrize("broken", range(1, 5))
def test_where_the_system_fails_behind_a_renaming_all_is_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    """The record is written first, then three files; each folder is made durable after the file is in place."""
    Folder(root).cache_path("begun.json")
    real, count = storage._sync_folder, 0

    def fails_once(folder: Path) -> None:
        nonlocal count
        count += 1
        if count == broken:
            raise OSError(5, "Input/output error")
        real(folder)

    monkeypatch.setattr(storage, "_sync_folder", fails_once)
    with pytest.raises(WriteError, match="Input/output"):
        journal(root).commit("an edit", WRITES)
    assert contents(root) == FILES
    assert journal(root).recover() is None
    assert journal(root).steps() == ()


def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that died after its second file."""
    real = storage.replace

    def stopped(path: Path, data: bytes) -> None:
        if path.name == "issues.yaml":
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(storage, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        journal(root).commit("an edit", WRITES)
    monkeypatch.setattr(storage, "replace", real)


def test_where_a_person_wrote_since_the_rest_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    (root / "parties.yaml").write_bytes(b"Nordland:\n# mine\n")
    told = journal(root).recover()
    assert told == "taken back, since parties.yaml was changed after it was interrupted: an edit"
    assert contents(root) == {**FILES, "parties.yaml": b"Nordland:\n# mine\n"}
    assert not journal(root).steps()


def test_a_record_from_a_stranger_writes_nothing_outside(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    outside = (str(elsewhere), "../file", ".git/config", "positions/../../file", "articles/a/b.txt")
    for path in (*outside, "articles/..", "articles/.", "machine/positions/.."):
        head = {"number": 1, "title": "x", "when": "2031-01-01T00:00:00+00:00", "kept": True}
        record = json.dumps(head | {"files": [{"path": path, "old": None, "new": "owned"}]})
        (root / ".positions/done").mkdir(parents=True, exist_ok=True)
        (root / ".positions/begun.json").write_text(record)
        (root / ".positions/done/000001.json").write_text(record)
        assert journal(root).recover() is None
        with pytest.raises(UsageError):
            journal(root).undo()
    assert not elsewhere.exists()
    assert not (root / ".git").exists()
    assert contents(root) == FILES


STRANGE = b'{"number": %b, "title": "x", "when": "2031-01-01T00:00:00", "kept": true, "files": [%b]}'
DAMAGE = [b"", b"{", b"[]", b'{"files": 3}', b"\xff", b"[" * 100_000]
DAMAGE += [STRANGE % (number, b"") for number in (b"1e400", b"0", b"-3", b"1" + b"0" * 300, b'"x"')]
DAMAGE += [STRANGE % (b"1", b'{"path": "parties.yaml", "old": null, "new": 3}')]


@pytest.mark.parametrize("damage", DAMAGE, ids=[str(damage[:40]) for damage in DAMAGE])
def test_a_damaged_record_is_none(root: Path, damage: bytes) -> None:
    (root / ".positions/done").mkdir(parents=True)
    for name in ("begun", "done/000007", f"done/1{'0' * 200}"):
        (root / f".positions/{name}.json").write_bytes(damage)
    assert journal(root).recover() is None
    assert not journal(root).is_begun
    assert journal(root).steps() == ()
    journal(root).commit("an edit", WRITES)
    assert [(step.title, step.number) for step in journal(root).steps()] == [("an edit", 8)]


def test_a_record_is_taken_back_under_whatever_name_it_has(root: Path) -> None:
    journal(root).commit("an edit", WRITES)
    record = root / ".positions/done/000001.json"
    record.rename(record.with_name("1.json"))
    assert journal(root).undo().title == "an edit"
    assert contents(root) == FILES
    assert not any(record.parent.iterdir())


def test_a_folder_in_place_of_a_file_or_a_record_stops_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    (root / "parties.yaml").unlink()
    (root / "parties.yaml").mkdir()
    assert (journal(root).recover() or "").startswith("taken back, since parties.yaml was changed")
    (root / ".positions/done/000007.json").mkdir(parents=True)
    assert journal(root).steps() == ()
    journal(root).commit("an edit", WRITES[1:])
    assert [(step.title, step.number) for step in journal(root).steps()] == [("an edit", 8)]
    journal(root).undo()
