"""Sources that are taken one after the other: what one of them stumbles over, and what ends them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import positions
from positions import reading
from positions.adding import Reading, each_taken
from positions.cli import program
from positions.errors import ConflictError, InputError, PositionsError, WriteError
from positions.model import Article, Source
from positions.negotiation import Negotiation
from positions.reading import Found

Files = Callable[..., Iterator[Found]]


def source(*ids: str, then: Exception | None = None) -> Reading:
    """What reads these articles, and then stumbles."""

    def read() -> Iterator[Found]:
        yield from (Found(Article(id=one, source=Source(), text=one)) for one in ids)
        if then is not None:
            raise then

    return read


@pytest.mark.parametrize("fault", [InputError("no text"), KeyError("tıtle"), RecursionError(), OSError(5, "broken")])
def test_whatever_one_source_stumbles_over_stops_no_other(fault: Exception) -> None:
    sources = [("a", source("a1", "a2", then=fault)), ("b", source("b1"))]
    assert list(each_taken(sources, lambda found: found.article.id)) == [
        ("a", "a1"), ("a", "a2"), ("a", fault), ("b", "b1"),
    ]  # fmt: skip


@pytest.mark.parametrize("fault", [ConflictError("somebody is writing"), WriteError("no room")])
def test_where_nothing_can_be_written_no_other_source_is_tried(fault: PositionsError) -> None:
    tried: list[str] = []

    def taking(found: Found) -> None:
        tried.append(found.article.id)
        raise fault

    with pytest.raises(type(fault)):
        list(each_taken([("a", source("a1")), ("b", source("b1"))], taking))
    assert tried == ["a1"]


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two texts, of which the first is one that the program's own reader trips over."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{name} insisted on talks.\n", encoding="utf-8")
    monkeypatch.setattr(reading, "read_found", partial(_tripping, reading.read_found))
    monkeypatch.chdir(Negotiation.create(tmp_path / "talks").root)
    return folder


def _tripping(read: Files, path: Path, *rest: object) -> Iterator[Found]:
    if Path(path).name == "a.txt":
        raise KeyError("a")
    yield from read(path, *rest)


def test_the_command_takes_the_rest_and_says_whose_fault_it_is(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = program.main(["add", str(inbox / "a.txt"), str(inbox / "b.txt")], standalone_mode=False)
    assert (code, positions.open().article_ids()) == (70, ("b",))
    told = capsys.readouterr().err
    assert f"positions: {inbox / 'a.txt'}: a fault of the program, not yours (KeyError: 'a')" in told
    assert "added 1 article" in told


def test_the_library_takes_the_rest_before_it_raises(inbox: Path) -> None:
    talks = positions.open()
    with pytest.raises(KeyError):
        positions.add(talks, inbox)
    assert talks.article_ids() == ("b",)


def test_the_command_waits_for_another_writer_once(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[str] = []

    def add(_: Negotiation, article: Article, **__: object) -> bool:
        waits.append(article.id)
        raise ConflictError("process 7 has been writing to this negotiation for 3 s")

    (inbox / "c.txt").write_text("c insisted on talks.\n", encoding="utf-8")
    monkeypatch.setattr(Negotiation, "add", add)
    with pytest.raises(ConflictError):
        program.main(["add", str(inbox / "b.txt"), str(inbox / "c.txt")], standalone_mode=False)
    assert waits == ["b"]
