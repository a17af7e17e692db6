"""`init`, `add`, `extract` and `why` as processes: what they write, what they say, and what they refuse."""

from __future__ import annotations

import functools
import http.server
import json
import os
import pty
import re
import signal
import subprocess
import threading
import time
from itertools import takewhile
from pathlib import Path

import pytest
import yaml
from commandline import COMMAND, TRUCE, run, run_on_terminal

SENTENCE = "Norland insisted on the withdrawal of all patrols from the strait."
BEYOND_THE_CUES = "Norland underscored free passage, and Sudmark opposed any change to the charter."
"""The grammar reads Sudmark's position alone; the network sees Norland's."""


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A negotiation without articles."""
    root = tmp_path / "empty"
    assert run("init", str(root), "--name", "The strait", cwd=tmp_path).code == 0
    return root


def test_init_makes_a_folder_and_says_what_comes_next(tmp_path: Path) -> None:
    ran = run("init", "strait", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "positions add" in ran.err
    assert (tmp_path / "strait" / "negotiation.yaml").is_file()
    again = run("init", "strait", cwd=tmp_path)
    assert again.code == 2
    assert "already" in again.err


@pytest.mark.parametrize("words", [["init", "file"], ["init", "file/below"], ["demo", "file"]])
def test_a_file_is_no_place_for_a_negotiation(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = run(*words, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "positions: file: this is a file, and a negotiation is a folder" in ran.err
    assert "name a new folder" in ran.err


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder in which nobody can make one, not even root")
@pytest.mark.parametrize("words", [["init", "strait"], ["demo"]])
def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(words: list[str]) -> None:
    ran = run(*words, cwd=Path("/proc"))
    assert (ran.code, ran.out) == (2, "")
    assert "this folder cannot be made" in ran.err
    assert "name a folder where you can write" in ran.err


def test_add_takes_files_folders_and_standard_input(empty: Path) -> None:
    inbox = empty.parent / "inbox"
    inbox.mkdir()
    (inbox / "2031-05-04-truce.md").write_text(TRUCE, encoding="utf-8")
    (inbox / "call.txt").write_text("A call.\n", encoding="utf-8")
    assert "added 2 articles" in run("add", inbox, cwd=empty).err
    ran = run("add", "-", "--title", "Talks resume", "--date", "2031-06-01", cwd=empty, stdin="Sudmark wants talks.")
    assert ran.code == 0
    texts = sorted(path.name for path in (empty / "articles").iterdir())
    assert texts == ["2031-05-04-truce.txt", "2031-06-01-talks-resume.txt", "call.txt"]


def test_a_file_that_cannot_be_taken_stops_no_other_of_its_folder(empty: Path) -> None:
    inbox = empty.parent / "inbox"
    inbox.mkdir()
    (inbox / "CON.txt").write_text("A call.", encoding="utf-8")
    (inbox / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (inbox / "bomb.txt").write_text('<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaa">]><z>&a;</z>', encoding="utf-8")
    (inbox / "truce.md").write_text(TRUCE, encoding="utf-8")
    ran = run("add", inbox, cwd=empty)
    assert ran.code == 2
    for told in ("'CON' is a name that Windows keeps", "is no sound PDF", "is XML, not a text", "added 1 article"):
        assert told in ran.err
    assert [path.name for path in (empty / "articles").iterdir()] == ["truce.txt"]


def test_add_writes_what_the_options_say(empty: Path) -> None:
    source = empty.parent / "note.txt"
    source.write_text("Sudmark wants talks.", encoding="utf-8")
    words = ("--title", "A note", "--date", "2031-05-04 14:30", "--outlet", "Courier", "--url", "https://example.org/1")
    assert run("add", source, *words, cwd=empty).code == 0
    told = yaml.load((empty / "positions" / "note.yaml").read_text(), yaml.BaseLoader)["article"]
    assert told["title"] == "A note"
    assert told["published"].startswith("2031-05-04")
    assert (told["outlet"], told["url"]) == ("Courier", "https://example.org/1")


def test_the_same_text_twice_adds_nothing(empty: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (empty.parent / name).write_text("Sudmark wants talks.", encoding="utf-8")
    run("add", empty.parent / "one.txt", cwd=empty)
    ran = run("add", empty.parent / "two.txt", cwd=empty)
    assert ran.code == 0
    assert "the same text as one" in ran.err
    assert [path.name for path in (empty / "articles").iterdir()] == ["one.txt"]


def test_another_text_under_a_taken_name_is_refused(empty: Path) -> None:
    source = empty.parent / "one.txt"
    source.write_text("Sudmark wants talks.", encoding="utf-8")
    run("add", source, cwd=empty)
    source.write_text("Sudmark wants no talks.", encoding="utf-8")
    ran = run("add", source, cwd=empty)
    assert ran.code == 2
    assert "one" in ran.err
    assert (empty / "articles" / "one.txt").read_text() == "Sudmark wants talks."


def test_a_source_without_text(empty: Path) -> None:
    assert run("add", "call-with-lund", "--without-text", "--date", "2031-05-04", cwd=empty).code == 0
    assert (empty / "positions" / "call-with-lund.yaml").is_file()
    assert list((empty / "articles").iterdir()) == []
    ran = run("extract", cwd=empty)
    assert ran.code == 0
    assert "no text" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02\xff" * 100, "binary"),
        ("damaged.txt", "Caf\xe9 talks resume. ".encode() + b"\xff", "UTF-8"),
        ("huge.txt", b"word " * 1_100_000, "MB"),
    ],
    ids=["empty", "binary", "not UTF-8", "huge"],
)
def test_what_is_no_article_is_one_clear_line_and_the_others_are_taken(
    name: str, data: bytes, said: str, empty: Path
) -> None:
    bad, good = empty.parent / name, empty.parent / "good.txt"
    bad.write_bytes(data)
    good.write_text("Sudmark wants talks.", encoding="utf-8")
    ran = run("add", bad, good, cwd=empty)
    assert ran.code == 2
    assert said in ran.err
    assert name in ran.err
    assert [path.name for path in (empty / "articles").iterdir()] == ["good.txt"]


def test_several_sources_cannot_share_a_title(empty: Path) -> None:
    ran = run("add", "a.txt", "b.txt", "--title", "Both", cwd=empty)
    assert ran.code == 2
    assert "one by one" in ran.err


def test_a_missing_file_is_named(empty: Path) -> None:
    ran = run("add", "nowhere.txt", cwd=empty)
    assert ran.code == 2
    assert "nowhere.txt" in ran.err


def test_extract_writes_and_then_has_nothing_to_do(empty: Path) -> None:
    (empty.parent / "one.txt").write_text(SENTENCE, encoding="utf-8")
    run("add", empty.parent / "one.txt", cwd=empty)
    ran = run("extract", cwd=empty)
    assert (ran.code, ran.out) == (0, "")
    assert "1 written" in ran.err
    assert "\r" not in ran.err
    assert "Norland" in (empty / "positions" / "one.yaml").read_text()
    assert "1 unchanged" in run("extract", cwd=empty).err
    assert "1 unchanged" in run("extract", "articles/one.txt", cwd=empty).err
    unknown = run("extract", "onee", cwd=empty)
    assert unknown.code == 2
    assert "`one`" in unknown.err


def test_the_engine_asked_for_wins_for_this_run(empty: Path) -> None:
    (empty.parent / "one.txt").write_text(BEYOND_THE_CUES, encoding="utf-8")
    run("add", empty.parent / "one.txt", cwd=empty)

    def wrote(*words: str) -> tuple[str, set[str]]:
        assert run("extract", *words, cwd=empty).code == 0
        read = yaml.load((empty / "machine" / "positions" / "one.yaml").read_text(), yaml.BaseLoader)
        return read["engine"].split()[0], set(read["positions"])

    assert wrote() == ("network", {"Norland", "Sudmark"})
    assert wrote("--engine", "rules") == ("rules", {"Sudmark"})
    assert "1 unchanged" in run("extract", "--engine", "rules", cwd=empty).err
    assert wrote("one", "--engine", "network") == ("network", {"Norland", "Sudmark"})
    with (empty / "negotiation.yaml").open("a") as settings:
        settings.write("engine: rules\n")
    assert wrote("--engine", "network") == ("network", {"Norland", "Sudmark"})
    assert "left out" in run("why", BEYOND_THE_CUES, cwd=empty).out
    assert "left out" not in run("why", "--engine", "network", BEYOND_THE_CUES, cwd=empty).out
    assert wrote() == ("rules", {"Sudmark"})


@pytest.mark.parametrize("words", [["extract"], ["why", SENTENCE]])
def test_an_unknown_engine_is_answered_with_the_nearest(words: list[str], empty: Path) -> None:
    ran = run(*words, "--engine", "ruels", cwd=empty)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no engine 'ruels'; did you mean 'rules'?" in ran.err


def test_an_unreadable_article_ends_in_one_and_the_others_are_read(empty: Path) -> None:
    for name in ("one", "two"):
        (empty.parent / f"{name}.txt").write_text(SENTENCE + f" {name}.", encoding="utf-8")
        run("add", empty.parent / f"{name}.txt", cwd=empty)
    (empty / "articles" / "one.txt").write_bytes(b"caf\xe9")
    ran = run("extract", cwd=empty)
    assert ran.code == 1
    assert "1 failed" in ran.err
    assert "1 written" in ran.err
    assert "UTF-8" in ran.err


def test_an_edited_file_keeps_what_was_typed_and_that_is_said(negotiation: Path) -> None:
    before = (negotiation / "positions" / "truce.yaml").read_text()
    ran = run("extract", cwd=negotiation)
    assert ran.code == 0
    assert "merged" in ran.err
    after = (negotiation / "positions" / "truce.yaml").read_text()
    assert set(before.splitlines()) <= set(after.splitlines())


def test_an_empty_negotiation_says_what_to_do(empty: Path) -> None:
    assert "positions add" in run("extract", cwd=empty).err
    ran = run("matrix", cwd=empty)
    assert (ran.code, ran.out) == (0, "")
    assert "positions add" in ran.err


def test_outside_a_negotiation_a_file_is_printed_as_yaml(tmp_path: Path) -> None:
    source = tmp_path / "talks.txt"
    source.write_text(SENTENCE, encoding="utf-8")
    for ran in (run("extract", source, cwd=tmp_path), run("extract", "-", cwd=tmp_path, stdin=SENTENCE)):
        assert ran.code == 0
        told = yaml.load(ran.out, yaml.BaseLoader)
        assert "patrols" in told["positions"]["Norland"][0]["demand"]
    assert list(tmp_path.iterdir()) == [source]
    source.write_text(BEYOND_THE_CUES, encoding="utf-8")
    parties = [
        set(yaml.load(run("extract", source, "--engine", engine, cwd=tmp_path).out, yaml.BaseLoader)["positions"])
        for engine in ("network", "rules")
    ]
    assert parties == [{"Norland", "Sudmark"}, {"Sudmark"}]
    missing = run("extract", "nowhere.txt", cwd=tmp_path)
    assert missing.code == 2
    assert "nowhere.txt" in missing.err


def test_a_bar_is_drawn_on_a_terminal_only(empty: Path) -> None:
    (empty.parent / "one.txt").write_text(SENTENCE, encoding="utf-8")
    run("add", empty.parent / "one.txt", cwd=empty)
    ran = run_on_terminal("extract", cwd=empty)
    assert ran.code == 0
    assert "[########################] 1/1" in ran.out
    assert ran.out.rstrip().endswith("1 article: 1 written")


def test_a_bar_tells_how_many_texts_are_compared(empty: Path) -> None:
    (empty / "positions" / "one.yaml").write_text("positions: {Norland: [{demand: tolls}, {offer: maps}]}\n")
    ran = run_on_terminal("matrix", cwd=empty)
    assert "comparing…" in ran.out
    assert re.search(r"\[\.{24}\] 0/\d texts.*\[#{24}\] (\d)/\1 texts", ran.out, re.DOTALL)
    assert "texts" not in run_on_terminal("matrix", cwd=empty).out


@pytest.mark.soak
def test_on_a_terminal_a_long_article_tells_how_far_it_is_read(empty: Path) -> None:
    (empty.parent / "long.txt").write_text(f"{SENTENCE}\n\n" * 1500, encoding="utf-8")
    run("add", empty.parent / "long.txt", cwd=empty)
    ran = run_on_terminal("extract", cwd=empty)
    assert re.search(r"0/1 long [1-9]\d? %", ran.out) or re.search(r"\] +long [1-9]\d? %", ran.out)


def test_two_processes_write_what_one_writes(empty: Path) -> None:
    for number in range(3):
        (empty.parent / f"a{number}.txt").write_text(f"{SENTENCE} Number {number}.\n", encoding="utf-8")
        run("add", empty.parent / f"a{number}.txt", cwd=empty)
    assert run("extract", "--jobs", "2", cwd=empty).code == 0
    before = {path: path.read_bytes() for path in (empty / "machine" / "positions").iterdir()}
    assert len(before) == 3
    assert "3 unchanged" in run("extract", "--all", cwd=empty).err
    assert {path: path.read_bytes() for path in (empty / "machine" / "positions").iterdir()} == before


def test_an_article_that_is_not_there_is_named_in_an_empty_negotiation_too(empty: Path) -> None:
    ran = run("extract", "nothere", cwd=empty)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no article `nothere`" in ran.err


def test_interrupted_it_keeps_what_was_done_and_goes_on(empty: Path) -> None:
    inbox = empty.parent / "inbox"
    inbox.mkdir()
    for number in range(10):
        (inbox / f"article-{number:02}.txt").write_text(f"{SENTENCE} Number {number}.\n" * 15, encoding="utf-8")
    run("add", inbox, cwd=empty)
    process = subprocess.Popen([*COMMAND, "extract"], cwd=empty, stderr=subprocess.PIPE, text=True, env={**os.environ})
    deadline = time.monotonic() + 60
    while not list((empty / "machine" / "positions").glob("*.yaml")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    err = "".join(takewhile(lambda line: "interrupted" not in line, process.stderr))
    process.send_signal(signal.SIGINT)
    err += process.communicate(timeout=60)[1]
    done = len(list((empty / "machine" / "positions").glob("*.yaml")))
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert 0 < done < 10
    ran = run("extract", cwd=empty)
    assert ran.code == 0
    assert f"{done} unchanged" in ran.err or f"{done - 1} unchanged" in ran.err


def test_why_tells_what_was_read_and_what_not(tmp_path: Path) -> None:
    ran = run("why", SENTENCE, cwd=tmp_path)
    assert ran.code == 0
    assert "insist" in ran.out
    assert "Norland demands: the withdrawal of all patrols" in ran.out
    assert "no cue" in run("why", "It rained.", cwd=tmp_path).err
    assert run("why", " ", cwd=tmp_path).code == 2
    ran = run("why", "--json", "-", cwd=tmp_path, stdin=f"{SENTENCE}\n\nIt rained.\n")
    assert [len(json.loads(line)["explanations"]) > 0 for line in ran.out.splitlines()] == [True, False]
    for ran in (run("why", "a \udcff", cwd=tmp_path), run("why", "-", cwd=tmp_path, stdin=b"It rained.\na \xff\n")):
        assert (ran.code, "the sentence is not UTF-8" in ran.err) == (2, True)


def test_a_wire_copy_is_linked_and_told(empty: Path) -> None:
    story = " ".join(
        f"Norland wants item {number} kept, and Sudmark wants it gone by day {number}." for number in range(20)
    )
    for name, text in (("one.txt", story), ("two.txt", f"By our staff. {story}"), ("three.txt", f"{story} Agencies.")):
        (empty.parent / name).write_text(text, encoding="utf-8")
        ran = run("add", empty.parent / name, "--date", "2031-05-04", cwd=empty)
        assert ran.code == 0
        assert ("nearly the same text as one" in ran.err) == (name != "one.txt")
    for name in ("two", "three"):
        told = yaml.load((empty / "positions" / f"{name}.yaml").read_text(), yaml.BaseLoader)["article"]
        assert told["copy of"] == "one"
    assert run("check", cwd=empty).code == 0


def test_a_text_put_there_by_hand_is_not_extracted_when_it_is_not_english(empty: Path) -> None:
    text = "Le gouvernement de Norland exige le retrait immédiat de toutes les patrouilles du détroit."
    (empty / "articles" / "retrait.txt").write_text(text, encoding="utf-8")
    (empty / "articles" / "withdrawal.txt").write_text("Norland demands the withdrawal of all patrols from the strait.")
    ran = run("extract", "--json", cwd=empty)
    assert ran.code == 0
    told = {one["article"]: (one["outcome"], one["language"]) for one in json.loads(ran.out)["articles"]}
    assert told == {"retrait": ("skipped", "fr"), "withdrawal": ("written", None)}
    assert "only English is read" in " ".join(ran.err.split())
    assert (empty / "articles" / "retrait.txt").read_text(encoding="utf-8") == text
    file = empty / "positions" / "retrait.yaml"
    file.write_text(file.read_text().replace("  language: fr\n", ""))  # the person knows better
    told = {one["article"]: one["outcome"] for one in json.loads(run("extract", "--json", cwd=empty).out)["articles"]}
    assert told["retrait"] != "skipped"


def test_another_language_is_kept_recorded_and_not_extracted(empty: Path) -> None:
    text = "Le gouvernement de Norland exige le retrait immédiat de toutes les patrouilles du détroit."
    (empty.parent / "retrait.txt").write_text(text, encoding="utf-8")
    ran = run("add", empty.parent / "retrait.txt", cwd=empty)
    assert "language is fr" in ran.err
    assert "no date" in ran.err
    assert "language: fr" in (empty / "positions" / "retrait.yaml").read_text()
    ran = run("extract", cwd=empty)
    assert ran.code == 0
    assert "skipped" in ran.err
    assert "only English" in " ".join(ran.err.split())


def test_a_page_is_fetched_kept_and_told_about(empty: Path) -> None:
    page = b"<html><head><title>Talks resume</title></head><body><article><p>%s</p></article></body></html>"
    page %= b"Norland demands a ceasefire in the strait. " * 9
    (empty.parent / "served").mkdir()
    (empty.parent / "served" / "talks.html").write_bytes(page)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(empty.parent / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/talks.html"
        refused = run("add", url, cwd=empty)
        words = ("--allow-private", "--date", "2031-05-04")
        ran = run("add", url, f"{url}x", *words, cwd=empty)
        again = run("add", url, *words, cwd=empty)
        server.shutdown()
    assert refused.code == 2
    assert "--allow-private" in refused.err
    assert ran.code == 2
    assert "404" in ran.err
    assert "added 1 article" in ran.err
    assert (empty / "sources" / "2031-05-04-talks-resume.html").read_bytes() == page
    told = yaml.load((empty / "positions" / "2031-05-04-talks-resume.yaml").read_text(), yaml.BaseLoader)["article"]
    assert (told["url"], told["original"]) == (url, "sources/2031-05-04-talks-resume.html")
    assert "sources/** binary" in (empty / ".gitattributes").read_text()
    assert "known" in again.err


def test_a_page_that_was_corrected_takes_the_place_of_the_old_one(empty: Path) -> None:
    page = "<html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>"
    served = empty.parent / "served"
    served.mkdir()
    first = page.format("Talks resume", "Norland demands a ceasefire in the strait. " * 9)
    (served / "talks.html").write_text(first)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/talks.html"
        words = ("--allow-private", "--date", "2031-05-04")
        assert run("add", url, *words, cwd=empty).code == 0
        corrected = page.format("Talks resume today", "Norland asks for a ceasefire in the strait. " * 9)
        (served / "talks.html").write_text(corrected)
        ran = run("add", url, *words, "--replace", cwd=empty)
        server.shutdown()
    assert "replaced 2031-05-04-talks-resume" in ran.err, ran.err
    assert [path.name for path in (empty / "sources").iterdir()] == ["2031-05-04-talks-resume.html"]
    assert (empty / "sources" / "2031-05-04-talks-resume.html").read_text() == corrected
    assert "asks for" in (empty / "articles" / "2031-05-04-talks-resume.txt").read_text()
    assert run("undo", cwd=empty).code == 0
    assert (empty / "sources" / "2031-05-04-talks-resume.html").read_text() == first


def test_a_text_in_another_encoding_is_taken_and_told(empty: Path) -> None:
    (empty.parent / "latin.txt").write_bytes("Café talks resume in Port Ost.".encode("latin-1"))
    ran = run("add", empty.parent / "latin.txt", cwd=empty)
    assert ran.code == 0
    assert "cp1252" in ran.err
    assert (empty / "articles" / "latin.txt").read_text(encoding="utf-8") == "Café talks resume in Port Ost."


@pytest.mark.parametrize(("typed", "published"), [(b"last week\n2031-05-04\n", "2031-05-04"), (b"\n", None)])
def test_a_missing_date_is_asked_for_on_a_terminal(empty: Path, typed: bytes, published: str | None) -> None:
    (empty.parent / "one.txt").write_text("Sudmark wants talks.", encoding="utf-8")
    ours, theirs = pty.openpty()
    words = [*COMMAND, "add", str(empty.parent / "one.txt")]
    process = subprocess.Popen(words, cwd=empty, stdin=theirs, stdout=theirs, stderr=theirs)
    os.write(ours, typed)
    assert process.wait(60) == 0
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "when was" in shown
    assert ("is no date" in shown) == (published is not None)
    assert ("it has no date" in shown) == (published is None)
    told = yaml.load((empty / "positions" / "one.yaml").read_text(), yaml.BaseLoader)["article"]
    assert told.get("published") == published


def test_a_corpus_is_read_without_becoming_articles(tmp_path: Path) -> None:
    texts = [{"id": "one", "text": "Norland rejected the toll."}, {"id": "two"}]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    done = run("extract", "--corpus", "texts.jsonl", "--engine", "rules", cwd=tmp_path)
    assert done.code == 1, "one row is no article"
    assert "row 2: text: Field required" in done.err
    assert [json.loads(line)["party"] for line in done.out.splitlines()] == ["Norland"]
    written = run("extract", "--corpus", "texts.jsonl", "--out", "out.jsonl", "--engine", "rules", cwd=tmp_path)
    assert written.out == ""
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == done.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "texts.jsonl"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--corpus", "texts.csv"], "a corpus is JSON Lines or Parquet"),
        (["--corpus", "none.jsonl"], "cannot be read"),
        (["--corpus", "texts.jsonl", "--out", "out.txt"], "positions go out as JSON Lines or Parquet"),
        (["--out", "out.jsonl"], "--out goes with --corpus"),
        (["--corpus", "texts.jsonl", "article"], "--corpus stands alone"),
        (["--on", "ray"], "there is nowhere called 'ray'"),
    ],
)
def test_what_cannot_be_read_as_a_corpus_is_told(words: list[str], told: str, tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text("", encoding="utf-8")
    done = run("extract", *words, cwd=tmp_path)
    assert done.code == 2
    assert told in done.err
    assert not list(tmp_path.glob("out.*"))
