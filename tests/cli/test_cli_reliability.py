"""`reliability`: the numbers and the list as a person reads them, as JSON, and the disagreements settled by key."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from commandline import QUICK, make_negotiation, run

from positions.negotiation import Negotiation


@pytest.fixture(scope="module")
def lena(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("coders") / "lena"
    root.mkdir()
    make_negotiation(root)
    return root


@pytest.fixture
def both(lena: Path, tmp_path: Path) -> Path:
    """A folder with two coders' copies, which differ in a stance, in a party, and in an entry."""
    for name in ("lena", "mark"):
        shutil.copytree(lena, tmp_path / name)
    truce = tmp_path / "mark/positions/truce.yaml"
    text = truce.read_text()
    text = text.replace("offer: compensation", "demand: compensation").replace("  Sudmark:", "  Ostreich:")
    truce.write_text(text)
    second = tmp_path / "mark/positions/second.yaml"
    second.write_text(
        second.read_text().replace("  Sudmark:\n    - demand: compensation of 9 million crowns for lost catches\n", "")
    )
    return tmp_path


def test_the_numbers_are_printed(both: Path) -> None:
    ran = run("reliability", "lena", "mark", cwd=both)
    assert ran.code == 0
    assert "2 articles · statements: lena 5, mark 4; 4 shared by all" in ran.out
    rows = {line.split()[0]: line.split()[1:] for line in ran.out.splitlines() if line.strip()}
    assert rows["party"][0] == "n"  # the table of parties comes last
    assert rows["Norland"][0] == "3"
    assert "3 disagreements" in ran.err


def test_the_disagreements_are_listed(both: Path) -> None:
    ran = run("reliability", "lena", "mark", "--list", cwd=both)
    words = " ".join(ran.out.split())
    assert "stance · truce 1 lena: Norland offers: compensation of 4 million" in words
    assert "2 mark: nothing" in words


def test_json_has_everything(both: Path) -> None:
    found = json.loads(run("reliability", "lena", "mark", "--json", cwd=both).out)
    assert found["coders"] == ["lena", "mark"]
    assert found["passages"]["shared"] == 4
    assert found["coding"]["stance"] == {
        "units": 4,
        "alpha": pytest.approx(1 - (2 / 8) / (2 * (5 * 1 + 5 * 2 + 1 * 2) / (8 * 7))),
        "kappa": pytest.approx((3 / 4 - 7 / 16) / (1 - 7 / 16)),
        "percent": 75.0,
    }
    assert {one["name"]: one["statements"] for one in found["parties"]}["Ostreich"] == [0, 1]
    assert sorted(one["differences"] for one in found["disagreements"]) == [["party"], ["passage"], ["stance"]]
    only = json.loads(run("reliability", "lena", "mark", "--article", "second", "--json", cwd=both).out)
    assert [one["differences"] for one in only["disagreements"]] == [["passage"]]


def test_without_a_terminal_what_they_agree_on_is_written_and_the_rest_listed(both: Path) -> None:
    ran = run("reliability", "lena", "mark", "--into", "agreed", cwd=both)
    assert ran.code == 0
    assert "3 disagreements" in ran.err
    assert "settling them takes a terminal" in ran.err
    assert run("check", cwd=both / "agreed").code == 0
    assert "withdrawal of all patrols" in (both / "agreed/positions/truce.yaml").read_text()


def test_wrong_folders_are_told(both: Path) -> None:
    for words in (("lena",), ("lena", "lena"), ("lena", "nobody"), ("lena", ".")):
        ran = run("reliability", *words, cwd=both)
        assert ran.code == 2, words
        assert ran.err.startswith("positions: ")
    assert "is no negotiation, and not empty" in run("reliability", "lena", "mark", "--into", ".", cwd=both).err


def test_one_by_one_on_a_terminal_with_undo_and_a_later_session(both: Path) -> None:
    shown = press(both, ("1 of 3", "1"), ("2 of 3", "u"), ("1 of 3", "2"), ("2 of 3", "k"), ("3 of 3", "q"))
    assert "1 decision saved" in shown
    shown = press(both, ("1 of 2", "?"), ("take back the last", "x"), ("2 of 2", "1"))
    assert "2 decisions saved" in shown
    assert "0 left" in shown
    agreed = Negotiation(both / "agreed")
    assert len([step for step in agreed.steps() if step.title.startswith("settle")]) == 3
    assert "0 disagreements" not in press(both)


def press(root: Path, *answers: tuple[str, str]) -> str:
    """Settle on a terminal; each key is pressed once what it waits for is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUICK, "reliability", "lena", "mark", "--into", "agreed"],
        cwd=root,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm"},
    )
    os.close(theirs)
    shown, seen, left = "", 0, list(answers)
    while select.select([ours], [], [], 30)[0]:
        try:
            shown += os.read(ours, 65536).decode("utf-8", "replace")
        except OSError:
            break
        while left and left[0][0] in shown[seen:] and shown.rstrip().endswith(("quit", "kept")):
            wanted, keys = left.pop(0)
            seen = shown.index(wanted, seen) + len(wanted)
            time.sleep(0.1)  # what is typed before the program waits for a key is forgotten
            os.write(ours, keys.encode())
    os.close(ours)
    assert "Traceback" not in shown
    assert not left, shown
    assert process.wait() == 0, shown
    return shown
