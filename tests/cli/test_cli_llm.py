"""`extract --engine llm` and `llm check` as a person runs them, against a server on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commandline import COMMAND, Ran
from scripted import Asked, Says, reply, serving, statement

from positions.cli import main
from positions.model import Article, Source
from positions.negotiation import Negotiation

TRUE = reply(statement())
KEY = "sk-geheim-4711"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A negotiation of three short articles."""
    negotiation = Negotiation.create(tmp_path / "talks")
    for day, name in enumerate(("one", "two", "three"), 1):
        text = f"Norland insisted on the withdrawal of all patrols from the strait. Day {day}.\n"
        negotiation.add(Article(id=name, source=Source(published=dt.date(2031, 5, day)), text=text))
    return negotiation.root


class Program:
    """The program in this process: importing what a language model takes costs seconds, and so only once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str, cwd: Path, **environment: str) -> Ran:
        self._monkeypatch.chdir(cwd)
        for name, value in {"COLUMNS": "200", **environment}.items():
            self._monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = self._capsys.readouterr()
        assert "a fault of the program" not in err
        return Ran(int(left.value.code or 0), out, err)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(monkeypatch, capsys)


def config(tmp_path: Path, url: str, more: str = "") -> str:
    path = tmp_path / "config.yaml"
    path.write_text(f"llm:\n  server: {url}\n  model: tiny\n  key: {KEY}\n{more}", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def test_articles_are_read_and_the_cost_is_told(run: Program, talks: Path, tmp_path: Path) -> None:
    with serving(TRUE) as there:
        settings = config(tmp_path, there.url)
        first = run("extract", "--engine", "llm", cwd=talks, POSITIONS_CONFIG=settings)
        again = run("extract", "--engine", "llm", "--all", cwd=talks, POSITIONS_CONFIG=settings)
        assert [asked.headers["authorization"] for asked in there.asked] == [f"Bearer {KEY}"] * 3
    assert (first.code, again.code) == (0, 0)
    assert "3 articles: 3 written" in first.err
    assert "tiny: 3 requests, 300 tokens in, 60 out" in first.err
    assert "0 requests" in again.err
    assert "3 answers kept from before" in again.err
    assert "aligned:" in (talks / "machine" / "positions" / "one.yaml").read_text(encoding="utf-8")
    written = [path for path in talks.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert written == []
    assert KEY not in first.err + first.out + again.err + again.out


def test_confidential_articles_stay_here(run: Program, talks: Path) -> None:
    position_file = talks / "positions" / "one.yaml"
    position_file.write_text(
        position_file.read_text(encoding="utf-8").replace("article:\n", "article:\n  confidential: true\n"),
        encoding="utf-8",
    )
    entry = "positions:\n  Norland:\n    - demand: a secret\n      confidential: true\n"
    other = talks / "positions" / "two.yaml"
    other.write_text(other.read_text(encoding="utf-8") + entry, encoding="utf-8")
    done = run(
        "extract",
        "one",
        "two",
        "--engine",
        "llm",
        "--server",
        "https://127.0.0.1.example/v1",
        "--model",
        "m",
        cwd=talks,
    )
    assert done.code == 0
    assert done.err.count("skipped") == 3
    assert "not on this machine" in done.err


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(run: Program, talks: Path, tmp_path: Path) -> None:
    with serving(lambda asked: Says(TRUE, wait=60.0 if "Day 2" in asked.chunk else 0.0)) as there:
        settings = config(tmp_path, there.url)
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, "extract", "--engine", "llm"],
            cwd=talks,
            stderr=theirs,
            env={**os.environ, "POSITIONS_CONFIG": settings},
        )
        os.close(theirs)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (
            len(there.asked) == 3 and (talks / "machine/positions/one.yaml").exists()
        ):
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        err = os.read(ours, 65536)
        os.close(ours)
        assert b"logfire" not in err.lower()  # what a library says of itself on terminals
        assert b"what was done is kept" in err
        assert b"Traceback" not in err
        assert b"requests" in err
        there.say = lambda _: Says(TRUE)
        asked = len(there.asked)
        done = run("extract", "--engine", "llm", cwd=talks, POSITIONS_CONFIG=settings)
        assert len(there.asked) - asked == 1
    assert done.code == 0
    assert "1 unchanged" in done.err
    assert "1 answer kept from before" in done.err


def test_a_server_that_refuses_the_key_ends_the_run(run: Program, talks: Path, tmp_path: Path) -> None:
    with serving(Says(status=401, raw=json.dumps({"error": {"message": f"no such key: {KEY}"}}).encode())) as there:
        done = run("extract", "--engine", "llm", cwd=talks, POSITIONS_CONFIG=config(tmp_path, there.url))
    assert done.code == 2
    assert "refuses the key" in done.err
    assert KEY not in done.err


def test_an_article_that_fails_is_told_of_and_the_others_are_read(run: Program, talks: Path, tmp_path: Path) -> None:
    def say(asked: Asked) -> Says:
        return Says("No.\x1b[31m I won't.") if "Day 2" in asked.chunk else Says(TRUE)

    with serving(say) as there:
        done = run("extract", "--engine", "llm", cwd=talks, POSITIONS_CONFIG=config(tmp_path, there.url))
    assert done.code == 1
    assert "2 written" in done.err
    assert "1 failed" in done.err
    assert "\x1b" not in done.err


def test_a_file_outside_of_a_negotiation_is_printed(run: Program, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Norland insisted on the withdrawal of all patrols from the strait.", encoding="utf-8"
    )
    with serving(TRUE) as there:
        done = run("extract", "one.txt", "--engine", "llm", "--server", there.url, "--model", "tiny", cwd=tmp_path)
    assert done.code == 0
    assert "- demand: the withdrawal of all patrols from the strait" in done.out
    assert "1 request," in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("extract", "--engine", "llm"), "no server is configured"),
        (("extract", "--engine", "llm", "--server", "http://127.0.0.1:9/v1"), "no model is configured"),
        (("extract", "--engine", "llm", "--server", "nonsense", "--model", "m"), "is no URL"),
        (("extract", "--engine", "rules", "--model", "m"), "--model is for a language model"),
        (("extract", "--engine", "lmm"), "llm"),
        (("why", "--engine", "llm", "Norland wants talks."), "there is no engine 'llm'"),
        (("llm", "check"), "no server is configured"),
        (("llm", "check", "--server", "http://127.0.0.1:9/v1", "--model", "m"), "no server at http://127.0.0.1:9"),
    ],
)
def test_what_cannot_work_is_told(run: Program, talks: Path, words: tuple[str, ...], told: str) -> None:
    done = run(*words, cwd=talks)
    assert done.code == 2
    assert told in done.err


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('pydantic_ai', 'openai', 'httpx2')))\n"
        "from positions.cli import main; main(sys.argv[1:])"
    )
    words = ("llm", "check", "--server", "http://127.0.0.1:9/v1", "--model", "m")
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install -e '.[llm]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_tells_of_server_models_and_a_sentence(run: Program, tmp_path: Path) -> None:
    with serving(TRUE) as there:
        there.models = ("tiny", "huge\x1b[31m")
        shown = run("llm", "check", cwd=tmp_path, POSITIONS_CONFIG=config(tmp_path, there.url))
        data = run("llm", "check", "--json", cwd=tmp_path, POSITIONS_CONFIG=config(tmp_path, there.url))
    assert (shown.code, data.code) == (0, 0)
    assert "Norland demands: the withdrawal of all patrols from the strait" in shown.out
    assert f"sent to http://127.0.0.1:{there.port} alone" in shown.out
    assert "\x1b" not in shown.out
    found = json.loads(data.out)
    assert (found["models"][1], found["key"], found["requests"]) == ("tiny", True, 1)
    assert KEY not in shown.out + shown.err + data.out + data.err


def test_check_tells_of_a_model_that_does_not_do(run: Program, tmp_path: Path) -> None:
    with serving("I am a parrot.") as there:
        there.models = None
        done = run("llm", "check", "--server", there.url, "--model", "other", cwd=tmp_path)
    assert done.code == 1
    assert "asked form" in done.out
    assert "does not tell" in done.out
