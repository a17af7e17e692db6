"""`extract --corpus` as a person runs it, and ends it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from commandline import run

from positions import corpora
from positions.cli import main
from positions.model import Extraction, MachineEntry, Stance

TEXTS = (
    {"id": "one", "text": "Norland demanded the withdrawal of all patrols.", "published": "2031-05-04"},
    {"id": "two", "text": "Sudmark rejected a truce of 90 days."},
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in TEXTS), encoding="utf-8")
    return path


def test_rows_come_out_in_both_forms_and_make_no_article(corpus: Path, tmp_path: Path) -> None:
    assert run("init", ".", cwd=tmp_path).code == 0
    pandas.DataFrame(TEXTS).to_parquet(tmp_path / "texts.parquet")
    lines = run("extract", "--engine", "rules", "--corpus", corpus.name, cwd=tmp_path).out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["article"], row["party"], row["stance"]) for row in rows] == [
        ("one", "Norland", "demand"),
        ("two", "Sudmark", "reject"),
    ]
    words = ("--engine", "rules", "--corpus", "texts.parquet", "--out", "out.parquet")
    assert run("extract", *words, cwd=tmp_path).code == 0
    assert pandas.read_parquet(tmp_path / "out.parquet")["claim"].tolist() == [row["claim"] for row in rows]
    assert [list((tmp_path / name).iterdir()) for name in ("articles", "positions")] == [[], []]


def test_the_corpus_is_not_written_over(corpus: Path) -> None:
    before = corpus.read_bytes()
    ran = run("extract", "--corpus", corpus.name, "--out", f"./{corpus.name}", cwd=corpus.parent)
    assert (ran.code, "--out is the corpus itself" in ran.err) == (2, True)
    assert corpus.read_bytes() == before


@pytest.fixture
def as_in_a_terminal() -> Iterator[None]:
    """Whoever runs the tests may have them ignore signals, as nohup does, or a shell in the background."""
    usual = {
        signal.SIGTERM: signal.SIG_DFL,
        signal.SIGHUP: signal.SIG_DFL,
        signal.SIGINT: signal.default_int_handler,
    }
    before = {one: signal.signal(one, handler) for one, handler in usual.items()}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.usefixtures("as_in_a_terminal")
@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_a_run_that_is_ended_leaves_nothing_half_written_and_says_so(
    ended_by: signal.Signals,
    name: str,
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def begun(*_: object, **__: object) -> Iterator[Extraction]:
        entry = MachineEntry(stance=Stance.DEMAND, claim="all patrols")
        yield Extraction(article="one", engine="rules", positions={"Norland": (entry,)})
        signal.raise_signal(ended_by)
        time.sleep(5)

    monkeypatch.setattr(corpora, "extract", begun)
    out = corpus.with_name(name)
    out.write_bytes(b"old")
    handlers = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGHUP)}
    with pytest.raises(SystemExit) as left:
        main(["extract", "--corpus", str(corpus), "--out", str(out)])
    assert left.value.code == 128 + ended_by
    assert f"stopped: {name} is as it was before" in capsys.readouterr().err
    assert sorted(path.name for path in out.parent.iterdir()) == [name, corpus.name]
    assert out.read_bytes() == b"old"
    assert {one: signal.getsignal(one) for one in handlers} == handlers


def test_what_was_killed_outright_a_day_ago_is_cleared_away(tmp_path: Path) -> None:
    old, new = tmp_path / ".positions-0a.tmp", tmp_path / ".positions-0b.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    corpora.write(tmp_path / "out.jsonl", [])
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "out.jsonl"]
