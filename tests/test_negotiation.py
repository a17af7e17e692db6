"""The folder: nothing a person wrote is overwritten, nothing leads out of it, and two processes never write at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
import os
import re
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import SpawnProcess as Process
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from positions import naming, revising, storage, yamlfiles
from positions.editing import Book
from positions.errors import ConflictError, FileFaults, InputError, UsageError
from positions.model import (
    Article,
    Entry,
    MachineEntry,
    MachineFile,
    Model,
    Party,
    PositionFile,
    RememberedIssue,
    RememberedIssues,
    Role,
    Settings,
    Source,
    Stance,
    Topic,
)
from positions.negotiation import Negotiation

TEXT = "Ministers meet\r\n\r\nNorland demands a ceasefire. 🕊️\r\n"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    return Negotiation.create(tmp_path / "talks")


@pytest.fixture
def added(negotiation: Negotiation) -> Negotiation:
    negotiation.add(article("2024-08-19-ministers", TEXT, published=dt.date(2024, 8, 19)))
    return negotiation


def article(name: str, text: str | None = TEXT, **source: object) -> Article:
    return Article(id=name, source=Source.model_validate(source), text=text)


def machine(negotiation: Negotiation, name: str, *claims: str, engine: str = "rules 1") -> MachineFile:
    entries = tuple(MachineEntry(stance=Stance.DEMAND, claim=claim, confidence=0.5, rule="demand") for claim in claims)
    return MachineFile(article=negotiation.article(name).source, engine=engine, positions={"Norland": entries})


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# The folder


def test_create_makes_a_negotiation_with_schemas_and_attributes(negotiation: Negotiation) -> None:
    root = negotiation.root
    assert (root / "negotiation.yaml").read_text() == (
        "# yaml-language-server: $schema=.positions/schema/negotiation.json\nformat: 1\nname: talks\n"
    )
    assert "articles/** -text" in (root / ".gitattributes").read_text()
    assert (root / ".positions/.gitignore").read_text() == "*\n"
    for name in ("positions", "parties", "issues", "negotiation"):
        assert json.loads((root / f".positions/schema/{name}.json").read_text())["type"] == ["object", "null"]
    assert negotiation.settings == Settings(name="talks")
    assert negotiation.article_ids() == ()
    assert not negotiation.snapshot().positions


def test_a_folder_whose_name_is_not_utf_8_gives_no_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"talks \xff")
    made = Negotiation.create(folder)
    assert made.settings.name is None
    assert Negotiation.create(tmp_path / "talks 2").settings.name == "talks 2"


def test_create_keeps_what_is_there_and_refuses_a_negotiation(tmp_path: Path) -> None:
    (tmp_path / "parties.yaml").write_text("Norland:\n")
    (tmp_path / ".gitattributes").write_text("*.png binary")
    made = Negotiation.create(tmp_path, name="Talks")
    assert made.registry.parties == {"Norland": Party()}
    assert (tmp_path / ".gitattributes").read_text().startswith("*.png binary\narticles/** -text\n")
    with pytest.raises(UsageError, match="already"):
        Negotiation.create(tmp_path)


def test_find_walks_up_and_says_how_to_start(added: Negotiation, tmp_path: Path) -> None:
    assert Negotiation.find(added.root / "articles").root == added.root
    assert Negotiation.find(added.root / "articles" / "2024-08-19-ministers.txt").root == added.root
    with pytest.raises(UsageError, match="positions init"):
        Negotiation.find(tmp_path)
    with pytest.raises(UsageError, match="no such folder"):
        Negotiation.find(tmp_path / "gone")


def test_a_newer_format_is_refused_with_what_to_do(negotiation: Negotiation) -> None:
    (negotiation.root / "negotiation.yaml").write_text("name: x\nformat: 7\nkeys of: tomorrow\n")
    with pytest.raises(InputError, match="format 7") as caught:
        Negotiation.find(negotiation.root)
    assert "upgrade" in (caught.value.hint or "")
    assert caught.value.line == 2
    with pytest.raises(InputError, match="format 7"):
        _ = negotiation.settings


def test_a_folder_made_by_hand_needs_nothing_of_ours(tmp_path: Path) -> None:
    for folder in ("articles", "positions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "negotiation.yaml").write_text("format: 1\n")
    (tmp_path / "articles/b.txt").write_text("Sudmark rejects it.")
    (tmp_path / "positions/a.yaml").write_text(
        "article: {published: 2024-01-02}\npositions:\n  Norland:\n  - demand: x\n"
    )
    (tmp_path / "articles/2024-01-01-c.txt").write_text("Nothing yet.")
    found = Negotiation.find(tmp_path)
    assert found.article_ids() == ("2024-01-01-c", "a", "b")
    assert found.article("a").text is None
    assert found.article("2024-01-01-c").source.published == dt.date(2024, 1, 1)
    assert [(position.article, position.party) for position in found.snapshot().positions] == [("a", "Norland")]
    assert not (tmp_path / ".positions").exists()


# Adding


def test_add_writes_the_text_and_a_bare_position_file(added: Negotiation) -> None:
    assert (added.root / "articles/2024-08-19-ministers.txt").read_bytes() == TEXT.encode()
    assert added.position_path("2024-08-19-ministers").read_text() == (
        "# yaml-language-server: $schema=../.positions/schema/positions.json\n"
        "article:\n  published: 2024-08-19\n  text: articles/2024-08-19-ministers.txt\n"
    )
    assert added.article("2024-08-19-ministers").text == TEXT


def test_the_same_text_twice_adds_nothing(added: Negotiation) -> None:
    before = files(added.root)
    assert added.add(article("2024-08-19-ministers")) is False
    assert added.add(article("another-name")) is False
    assert files(added.root) == before
    assert added.holder_of(TEXT) == "2024-08-19-ministers"


@pytest.mark.parametrize("name", ["2024-08-19-ministers", "2024-08-19-MINISTERS", "2024-08-19-ｍinisters"])
def test_another_text_under_a_taken_name_is_refused(added: Negotiation, name: str) -> None:
    before = files(added.root)
    with pytest.raises(InputError, match="2024-08-19-ministers"):
        added.add(article(name, "Another text."))
    assert files(added.root) == before


def test_what_a_killed_add_left_is_completed(added: Negotiation) -> None:
    whole = added.position_path("2024-08-19-ministers").read_bytes()
    added.position_path("2024-08-19-ministers").unlink()
    assert added.add(article("another-name")) is False
    assert added.add(article("2024-08-19-ministers", published=dt.date(2024, 8, 19)))
    assert added.position_path("2024-08-19-ministers").read_bytes() == whole


def test_what_a_killed_create_left_is_told_from_what_somebody_put_there(negotiation: Negotiation) -> None:
    (negotiation.root / "negotiation.yaml").unlink()
    (negotiation.root / ".positions-0123456789ab.tmp").write_text("Norl")
    assert Negotiation.is_begun(negotiation.root)
    (negotiation.root / "articles/mine.txt").write_text("mine")
    assert not Negotiation.is_begun(negotiation.root)


def test_an_article_without_text_has_only_a_position_file(negotiation: Negotiation) -> None:
    assert negotiation.add(article("call", None, title="A call"))
    assert negotiation.add(article("call", None, title="A call")) is False
    with pytest.raises(InputError, match="call"):
        negotiation.add(article("call", None, title="Another call"))
    assert negotiation.article("call").text is None
    assert negotiation.article_ids() == ("call",)
    assert not any((negotiation.root / "articles").iterdir())


@pytest.mark.parametrize(
    "name", ["", " ", "..", "../x", "a/b", "a\\b", "CON", "nul.x", "a:b", "x.", " x", "a\nb", "é" * 100, "C:x", ".x"]
)
def test_impossible_ids_are_refused(negotiation: Negotiation, name: str) -> None:
    with pytest.raises(InputError):
        negotiation.add(article(name))
    with pytest.raises(InputError):
        negotiation.position_path(name)


@given(st.text(max_size=30))
def test_whatever_id_is_accepted_stays_inside_its_folder(name: str) -> None:
    try:
        naming.check_id(name)
    except InputError:
        return
    assert Path(f"{name}.yaml").name == f"{name}.yaml"
    assert naming.id_key(naming.id_key(name)) == naming.id_key(name)


def test_articles_are_sorted_by_date_then_id_the_undated_last(negotiation: Negotiation) -> None:
    for name, when in (
        ("d", None),
        ("c", "2024-01-02 09:00"),
        ("b", "2024-01-02"),
        ("a", "2024-03-01"),
        ("e", "2024-01-02 08:00"),
    ):
        negotiation.add(article(name, f"Text {name}", published=when))
    assert negotiation.article_ids() == ("b", "e", "c", "a", "d")


def test_an_unknown_article_is_named_with_the_nearest(added: Negotiation) -> None:
    with pytest.raises(InputError, match="2024-08-19-ministers"):
        added.article("2024-08-19-minister")
    assert added.article("2024-08-19-Ministers").id == "2024-08-19-ministers"


def test_offsets_count_code_points_behind_a_byte_order_mark(added: Negotiation) -> None:
    added.article_path("2024-08-19-ministers").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    text = added.article("2024-08-19-ministers").text
    assert text == TEXT
    assert text.index("\U0001f54a") == 47


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1))
@example("\ufeffTalks")
def test_stored_texts_come_back_code_point_by_code_point(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = Negotiation.create(Path(folder))
        found.add(article("x", text))
        assert found.article("x").text == text


# Ways out of the folder


@pytest.mark.parametrize(
    "named", ["../secret.txt", "/etc/hostname", "C:\\secret.txt", "articles/../../secret.txt", "\\\\host\\x"]
)
def test_a_text_path_that_leads_out_is_refused(added: Negotiation, named: str) -> None:
    (added.root.parent / "secret.txt").write_text("secret")
    added.position_path("2024-08-19-ministers").write_text(f"article:\n  text: '{named}'\n")
    with pytest.raises(InputError, match="out of the negotiation") as caught:
        added.article("2024-08-19-ministers")
    assert (caught.value.line, caught.value.column) == (2, 9)
    with pytest.raises(FileFaults, match="out of the negotiation"):
        added.snapshot()


@pytest.mark.parametrize(
    "link",
    [
        "articles/2024-08-19-ministers.txt",
        "positions/2024-08-19-ministers.yaml",
        "articles",
        "positions",
        "parties.yaml",
    ],
)
def test_links_that_lead_out_are_refused(added: Negotiation, link: str) -> None:
    outside = added.root.parent / "outside"
    path = added.root / link
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes() if outside.is_file() else b""
    with pytest.raises((InputError, FileFaults), match="out of the negotiation"):
        added.snapshot()
    if outside.is_file():
        assert outside.read_bytes() == before


def test_nothing_is_written_through_a_link_that_leads_out(added: Negotiation) -> None:
    outside = added.root.parent / "outside"
    outside.mkdir()
    (added.root / "machine/positions").rmdir()
    (added.root / "machine/positions").symlink_to(outside)
    with pytest.raises(InputError, match="out of the negotiation"):
        revising.write_extraction(added, "2024-08-19-ministers", machine(added, "2024-08-19-ministers", "x"))
    assert not any(outside.iterdir())


def test_a_link_that_stays_inside_is_followed(added: Negotiation) -> None:
    (added.root / "articles/again.txt").symlink_to("2024-08-19-ministers.txt")
    assert added.article("again").text == TEXT


def test_a_schema_that_cannot_be_written_stops_nobody(negotiation: Negotiation) -> None:
    schema = negotiation.root / ".positions/schema/positions.json"
    schema.unlink()
    schema.mkdir()
    again = Negotiation(negotiation.root)
    assert again.add(article("a"))
    assert again.article_ids() == ("a",)


def test_the_page_is_kept_where_the_text_was_put_there_by_hand(negotiation: Negotiation) -> None:
    (negotiation.root / "articles/page.txt").write_text(TEXT, encoding="utf-8")
    assert negotiation.add(article("page", url="https://courier.example/a"), original=b"<html>")
    assert negotiation.article("page").source.original == "sources/page.html"
    assert (negotiation.root / "sources/page.html").read_bytes() == b"<html>"
    assert "sources/** binary" in (negotiation.root / ".gitattributes").read_text()


@pytest.mark.parametrize("linked", ["articles/2024-08-19-ministers.txt", "articles"])
def test_a_link_to_what_is_no_article_is_refused(added: Negotiation, linked: str) -> None:
    kept = added.root / ".git"
    kept.mkdir()
    (kept / "2024-08-19-ministers.txt").write_text("url = https://analyst:secret@example.org", encoding="utf-8")
    path = added.root / linked
    path.rename(added.root / "away")
    path.symlink_to(kept / path.name if path.suffix else kept)
    with pytest.raises((InputError, FileFaults), match="leads out of articles/"):
        added.snapshot()


def test_a_folder_or_pipe_in_place_of_a_text_is_refused(added: Negotiation) -> None:
    path = added.article_path("2024-08-19-ministers")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(InputError, match="not a file"):
        added.article("2024-08-19-ministers")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_text_in_articles_is_told_where_it_stands(added: Negotiation, make: Callable[[Path], None]) -> None:
    path = added.root / "articles/notes.txt"
    make(path)
    with pytest.raises(FileFaults, match="is not a file") as caught:
        added.snapshot()
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [(path, None)]


# Extraction and a person's hand

NAME = "2024-08-19-ministers"


def test_an_extraction_is_written_for_people_and_kept_for_the_machine(added: Negotiation) -> None:
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire")) == "written"
    text = added.position_path(NAME).read_text()
    assert text.endswith("positions:\n  Norland:\n    - demand: a ceasefire\n")
    kept = added.machine_file(NAME)
    assert kept is not None
    assert kept.file_hash == storage.digest(text)
    assert kept.positions["Norland"][0].confidence == 0.5


def test_an_extraction_that_changes_nothing_leaves_the_file_untouched(added: Negotiation) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    before = added.position_path(NAME).stat()
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire", engine="rules 2")) == "unchanged"
    assert added.position_path(NAME).stat().st_mtime_ns == before.st_mtime_ns
    kept = added.machine_file(NAME)
    assert kept is not None
    assert kept.engine == "rules 2"
    assert revising.write_extraction(added, NAME, machine(added, NAME, "something else")) == "written"


@pytest.mark.parametrize("edit", ["# a remark\n", "settled:\n  - topic: the agenda\n"])
@pytest.mark.parametrize("extracted", [True, False])
def test_what_is_new_is_merged_into_an_edited_file(added: Negotiation, edit: str, extracted: bool) -> None:
    if extracted:
        revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    path = added.position_path(NAME)
    path.write_text(path.read_text() + edit)
    assert revising.write_extraction(added, NAME, machine(added, NAME, "new")) == "merged"
    assert edit in path.read_text()
    assert [position.claim for position in added.snapshot().positions] == ["new"]
    before = path.read_bytes()
    assert revising.write_extraction(added, NAME, machine(added, NAME, "new")) == "unchanged"
    assert path.read_bytes() == before


@pytest.mark.parametrize("party", ["disputed", "settled"])
def test_a_party_may_be_called_as_a_section_is(added: Negotiation, party: str) -> None:
    found = machine(added, NAME, "a ceasefire", "fish")
    named = found.model_copy(update={"positions": {party: found.positions["Norland"]}})
    revising.write_extraction(added, NAME, named)
    path = added.position_path(NAME)
    path.write_text(path.read_text().replace("demand: fish", "demand: fish  # mine"))
    fewer = named.model_copy(update={"positions": {party: ()}, party: (Topic(topic="tolls"),)})
    assert revising.write_extraction(added, NAME, fewer) == "merged"
    file = added.position_file(NAME)
    assert file is not None
    assert [entry.claim for entry in file.positions[party]] == ["fish"], "a person wrote a comment there"
    assert getattr(file, party) == (Topic(topic="tolls"),)


def test_a_file_that_a_person_has_reviewed_is_not_changed(added: Negotiation) -> None:
    path = added.position_path(NAME)
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    path.write_text(path.read_text() + "reviewed: {by: AL}\n")
    before = path.read_bytes()
    assert revising.write_extraction(added, NAME, machine(added, NAME, "something else")) == "unchanged"
    assert path.read_bytes() == before
    kept = added.machine_file(NAME)
    assert kept is not None
    assert [(one.field, one.yours, one.program) for one in kept.disagreements] == [
        ("entry", "a ceasefire", None),
        ("entry", None, "something else"),
    ]


def test_a_file_that_cannot_be_read_stays_as_it_is(added: Negotiation) -> None:
    path = added.position_path(NAME)
    source = machine(added, NAME, "new")
    path.write_text(path.read_text() + "broken: [\n")
    before = files(added.root)
    with pytest.raises(FileFaults, match=r"ministers.yaml:\d+"):
        revising.write_extraction(added, NAME, source)
    assert files(added.root) == before


def test_entries_without_the_machines_copy_are_a_persons(added: Negotiation) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    added.machine_path(NAME).unlink()
    assert revising.write_extraction(added, NAME, machine(added, NAME, "new")) == "merged"
    assert [position.claim for position in added.snapshot().positions] == ["a ceasefire", "new"]


def test_line_ends_that_git_translated_are_no_edit(added: Negotiation) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    path = added.position_path(NAME)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert revising.write_extraction(added, NAME, machine(added, NAME, "new")) == "written"


@pytest.mark.parametrize("left", ["", "positions:\n"])
def test_who_takes_everything_out_does_not_get_it_back(added: Negotiation, left: str) -> None:
    path = added.position_path(NAME)
    bare = path.read_text()
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire", "fish"))
    path.write_text(bare + left)
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire", "fish")) == "unchanged"
    assert path.read_text() == bare + left
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire", "fish", "tolls")) == "merged"
    assert [position.claim for position in added.snapshot().positions] == ["tolls"]


@pytest.mark.parametrize("with_text", [True, False])
def test_an_article_that_was_deleted_and_added_again_is_a_new_one(added: Negotiation, with_text: bool) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    added.position_path(NAME).unlink()
    if with_text:
        added.article_path(NAME).unlink()
    assert added.add(article(NAME, TEXT, published=dt.date(2024, 8, 19)))
    assert added.machine_file(NAME) is None
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire")) == "written"
    assert [position.claim for position in added.snapshot().positions] == ["a ceasefire"]


def test_what_is_saved_while_an_extraction_is_written_is_not_overwritten(
    added: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    path = added.position_path(NAME)
    real = revising.as_written

    def saved_meanwhile(file: PositionFile) -> str:
        if "my words" not in path.read_text():
            path.write_text(path.read_text().replace("a ceasefire", "my words"))
        return real(file)

    monkeypatch.setattr(revising, "as_written", saved_meanwhile)
    assert revising.write_extraction(added, NAME, machine(added, NAME, "a truce")) == "merged"
    assert [position.claim for position in added.snapshot().positions] == ["my words", "a truce"]


def test_metadata_corrected_in_a_bare_file_survives_extraction(added: Negotiation) -> None:
    path = added.position_path(NAME)
    path.write_text(path.read_text().replace("2024-08-19\n", "2024-08-20\n"))
    assert revising.write_extraction(added, NAME, machine(added, NAME, "x")) == "written"
    assert added.article(NAME).source.published == dt.date(2024, 8, 20)


@pytest.mark.parametrize("broken", range(1, 4))
def test_an_extraction_that_was_stopped_can_be_done_again(
    added: Negotiation, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "old"))
    real, count = storage.replace, 0

    def stopped(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == broken:
            raise KeyboardInterrupt
        real(path, data)

    new = machine(added, NAME, "new")
    monkeypatch.setattr(storage, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        revising.write_extraction(added, NAME, new)
    monkeypatch.setattr(storage, "replace", real)
    again = Negotiation.find(added.root)
    assert revising.write_extraction(again, NAME, new) in ("written", "unchanged")
    assert [position.claim for position in again.snapshot().positions] == ["new"]


def test_a_failed_write_leaves_the_old_file_and_no_other(added: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(added.root)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        added.remember(RememberedIssues(issues=(RememberedIssue(name="x"),)))
    assert files(added.root) == before


def test_a_file_keeps_its_permissions(added: Negotiation) -> None:
    path = added.position_path(NAME)
    path.chmod(0o640)
    revising.write_extraction(added, NAME, machine(added, NAME, "x"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written(
    added: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    before = files(added.root)
    for write in (lambda: added.add(article("new", "New.")), lambda: Negotiation.create(added.root / "inner")):
        with pytest.raises(InputError, match="Permission denied"):
            write()
    added.write_cache("matrix", b"x")
    assert added.snapshot().articles
    assert files(added.root) == before


def test_a_folder_that_is_gone_is_not_made_again(added: Negotiation) -> None:
    moved = added.root.rename(added.root.with_name("moved"))
    with pytest.raises(InputError, match="gone"):
        added.add(article("new", "New."))
    assert not added.root.exists()
    assert Negotiation.find(moved).article_ids() == (NAME,)


# Reading it all


def test_a_second_start_parses_only_what_changed(added: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "x"))
    added.add(article("other", "Other."))
    before = Negotiation(added.root).snapshot()
    parsed: list[Path] = []
    parse = yamlfiles.parse_plain

    def counting(text: str, model: type[Model], path: Path) -> object:
        parsed.append(path)
        return parse(text, model, path)

    monkeypatch.setattr(yamlfiles, "parse_plain", counting)
    assert Negotiation(added.root).snapshot() == before
    assert not parsed
    added.position_path("other").write_text("positions:\n  Norland:\n    - offer: y\n")
    assert [position.claim for position in Negotiation(added.root).snapshot().positions] == ["x", "y"]
    assert parsed == [added.position_path("other")]


def test_a_snapshot_has_what_counts(added: Negotiation) -> None:
    (added.root / "parties.yaml").write_text("Sudmark:\n  aliases: [Port Ost, both]\nNorland:\n  aliases: [both]\n")
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire", "fish"))
    path = added.position_path(NAME)
    path.write_text(
        path.read_text().replace("- demand: fish", "- demand: fish\n      review: dismissed")
        + "  Port Ost:\n    - offer: peace\n      withdrawn: true\n  both:\n    - offer: x\n"
        + "reviewed: {by: AL}\ndisputed:\n  - topic: a\n  - topic: b\n    review: dismissed\n"
    )
    snapshot = added.snapshot()
    assert [(found.party, found.claim, found.confidence) for found in snapshot.positions] == [
        ("Norland", "a ceasefire", 0.5),
        ("Sudmark", "peace", None),
        ("both", "x", None),
    ]
    assert snapshot.positions[1].withdrawn
    assert snapshot.disputed == ((NAME, Topic(topic="a")),)
    assert snapshot.reviewed == {NAME}
    assert snapshot.article(NAME).text == TEXT
    assert added.entry_line(NAME, "Sudmark", snapshot.positions[1]) == 11
    assert added.entry_line(NAME, "Norland", Entry(stance=Stance.DEMAND, claim="gone")) == 7


def test_a_heading_in_other_capitals_or_without_any_is_the_registered_party(added: Negotiation) -> None:
    (added.root / "parties.yaml").write_text("Kessara: {role: mediator}\n北国: {aliases: [北]}\nSudmark:\n")
    headings = ("kessara", "KESSARA", "the Kessara", "北国", "北", "sudmark", "nobody")
    added.position_path(NAME).write_text(
        "positions:\n" + "".join(f"  {one}:\n    - demand: {one}\n" for one in headings)
    )
    snapshot = added.snapshot()
    found = [position.party for position in snapshot.positions]
    assert found == ["Kessara", "Kessara", "Kessara", "北国", "北国", "Sudmark", "nobody"]
    assert snapshot.registry.role_of(found[0]) is Role.MEDIATOR
    book = Book.of(added)
    assert [book.resolved(one) for one in headings] == found


def test_a_snapshot_tells_the_faults_of_all_files(added: Negotiation) -> None:
    added.add(article("second", "Another text."))
    (added.root / "parties.yaml").write_text("Norland:\n  rle: x\n")
    added.position_path("second").write_text("positions:\n  Norland:\n    - demnd: x\n    - demand: a: b\n")
    added.article_path(NAME).write_bytes(b"caf\xe9")
    with pytest.raises(FileFaults) as caught:
        added.snapshot()
    assert sorted((fault.path.name, fault.line) for fault in caught.value.faults if fault.path) == [
        (f"{NAME}.txt", 1),
        ("parties.yaml", 2),
        ("second.yaml", 3),
        ("second.yaml", 4),
    ]


def test_a_changed_file_is_read_anew_and_changes_the_fingerprint(added: Negotiation) -> None:
    before = added.fingerprint()
    assert added.fingerprint() == before
    assert added.registry.parties == {}
    (added.root / "parties.yaml").write_text("Norland:\n")
    assert added.registry.parties == {"Norland": Party()}
    assert added.fingerprint() != before
    assert Negotiation.find(added.root).fingerprint() == added.fingerprint()


def test_what_is_remembered_and_cached(added: Negotiation) -> None:
    issues = RememberedIssues(issues=(RememberedIssue(name="patrols", members=("a", "b")),))
    assert added.remembered() == RememberedIssues()
    added.remember(issues)
    before = added.fingerprint()
    added.remember(issues)
    assert (added.remembered(), added.fingerprint()) == (issues, before)
    assert added.read_cache("matrix") is None
    added.write_cache("matrix", b"\0\1")
    assert added.read_cache("matrix") == b"\0\1"
    assert added.vector_cache == added.root / ".positions/vectors.sqlite"
    assert added.fingerprint() == before


# The lock


def hold(root: str, ready: object, release: object) -> None:
    with Negotiation(Path(root)).lock():
        ready.set()
        release.wait(30)


@pytest.fixture
def holder(added: Negotiation) -> Iterator[tuple[Process, Event]]:
    """Another process that holds the lock, and the event that makes it let go."""
    context = multiprocessing.get_context("spawn")
    ready, release = context.Event(), context.Event()
    process = context.Process(target=hold, args=(str(added.root), ready, release))
    process.start()
    try:
        assert ready.wait(20)
        yield process, release
    finally:
        if process.is_alive():  # the event of one that was killed would wait for its answer for ever
            release.set()
        process.join(20)


def test_a_second_process_waits_is_told_for_whom_and_in_the_end_fails(
    added: Negotiation, holder: tuple[Process, Event]
) -> None:
    process, release = holder
    told: list[str] = []
    second = Negotiation.find(added.root, tell=told.append)
    who = rf"process {process.pid} on .* has been writing to this negotiation for \d+ s"
    with pytest.raises(ConflictError, match=who) as caught, second.lock(patience_s=1.3):
        pass
    assert re.match(rf"waiting: {who}", told[0])
    assert "delete" not in (caught.value.hint or "")
    with pytest.raises(ConflictError, match=who), second.lock(patience_s=0):
        pass
    assert len(told) == 1
    release.set()
    assert second.add(article("new", "New."))
    assert len(told) == 1


def test_a_lock_ends_with_its_holder_however_that_dies(added: Negotiation, holder: tuple[Process, Event]) -> None:
    process, _ = holder
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(20)
    with added.lock(patience_s=0):
        assert json.loads((added.root / ".positions/lock.holder").read_text())["pid"] == os.getpid()
    assert not (added.root / ".positions/lock.holder").exists()


def count_up(root: str, times: int) -> None:
    negotiation = Negotiation(Path(root))
    counter = Path(root) / "counter"
    for _ in range(times):
        with negotiation.lock(patience_s=60):
            counter.write_text(str(int(counter.read_text()) + 1))
        time.sleep(0.01)  # as work between two writes does: a waiting process looks again every few milliseconds


def test_of_many_writers_at_once_none_gets_in_between(added: Negotiation) -> None:
    counter = added.root / "counter"
    counter.write_text("0")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=count_up, args=(str(added.root), 20)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert (counter.read_text(), [writer.exitcode for writer in writers]) == ("60", [0, 0, 0])


def test_the_lock_may_be_taken_again_by_its_holder(added: Negotiation) -> None:
    with added.lock():
        added.add(article("new", "New."))
        with pytest.raises(ConflictError), Negotiation.find(added.root).lock(patience_s=0):
            pass
    with Negotiation.find(added.root).lock(patience_s=0):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"pid": "x"}',
        '{"pid": 1e999, "host": 1, "time": 1}',
        "\0",
        pytest.param("[" * 10**5, id="deep"),
    ],
)
def test_whatever_stands_in_the_holders_file_a_conflict_is_told(added: Negotiation, text: str) -> None:
    with added.lock():
        (added.root / ".positions/lock.holder").write_text(text)
        with pytest.raises(ConflictError, match="another process"), Negotiation.find(added.root).lock(patience_s=0):
            pass


@pytest.mark.parametrize("name", ["lock", "lock.holder"])
def test_a_lock_that_is_a_link_is_not_followed(added: Negotiation, name: str) -> None:
    outside = added.root.parent / "outside"
    outside.write_text("mine")
    link = added.root / ".positions" / name
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    with contextlib.suppress(InputError):
        added.add(article("new", "New."))
    assert outside.read_text() == "mine"


def test_what_a_killed_writer_left_half_written_is_swept_away(added: Negotiation) -> None:
    folders = (".", "articles", "positions", "machine/positions", ".positions/schema", ".positions")
    left = [added.root / folder / ".positions-0123456789ab.tmp" for folder in folders]
    theirs = added.root / "positions/.notes.tmp"
    for path in (*left, theirs):
        path.write_text("hal")
    for again in (1, 2):
        with Negotiation.find(added.root).lock():
            pass
        assert [path for path in left if path.exists()] == ([left[-1]] if again == 1 else [])
        if left[-1].exists():  # a cache may be on its way without the lock, but not for hours
            os.utime(left[-1], (time.time() - 7200, time.time() - 7200))
    assert theirs.exists()


def test_our_own_writing_of_every_file_is_valid(added: Negotiation) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "NO", "12:30", "a: b"))
    path = added.position_path(NAME)
    file = yamlfiles.load(path, PositionFile)
    assert [entry.claim for _, entry in file.entries()] == ["NO", "12:30", "a: b"]


def test_a_byte_order_mark_and_line_ends_outlive_a_merge(added: Negotiation) -> None:
    revising.write_extraction(added, NAME, machine(added, NAME, "a ceasefire"))
    path = added.position_path(NAME)
    remarked = path.read_text().replace("a ceasefire", "a ceasefire   # mine")
    typed = "\ufeff" + remarked + "settled:\n- topic: 'tolls'  \n"
    path.write_bytes(typed.replace("\n", "\r\n").encode())
    assert revising.write_extraction(added, NAME, machine(added, NAME, "new")) == "merged"
    after = path.read_bytes().decode()
    assert after.startswith("\ufeff")
    assert "# mine\r\n" in after
    assert "settled:\r\n- topic: 'tolls'  \r\n" in after
    assert not re.search(r"(?<!\r)\n", after)


def test_a_file_that_is_refused_is_read_once_until_it_changes(
    added: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = added.article_ids()
    path = added.position_path(name)
    path.write_text("positions: [\n")
    reads, parse = [], yamlfiles.parse_plain

    def counted(text: str, model: type[PositionFile], path: Path) -> object:
        reads.append(path)
        return parse(text, model, path)

    monkeypatch.setattr(yamlfiles, "parse_plain", counted)
    for _ in range(3):
        with pytest.raises(FileFaults):
            added.position_file(name)
    assert reads == [path]
    path.write_text("positions: {Norland: [demand: talks]}\n")
    assert added.position_file(name) is not None
