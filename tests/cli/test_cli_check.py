"""`check` as a process: what is printed where, what is corrected, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from commandline import run, run_on_terminal

from positions.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
MOVED = ("at: [0, 65]", "at: [1, 66]")
GONE = ("quote: Norland insisted", "quote: Norland asked")


@pytest.fixture
def root(negotiation: Path) -> Path:
    """A negotiation whose articles are of the past."""
    for name in ("truce", "second"):
        change(negotiation, ("published: 2031", "published: 2021"), name)
    return negotiation


def change(root: Path, words: tuple[str, str], name: str = "truce") -> None:
    path = root / "positions" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert words[0] in text
    path.write_text(text.replace(*words), encoding="utf-8")


def test_without_a_terminal_each_finding_is_a_line_that_editors_read(root: Path) -> None:
    change(root, MOVED)
    change(root, ("published: 2021", "published: 2031"), "second")
    ran = run("check", cwd=root)
    assert ran.code == 1
    found = [line for line in ran.out.splitlines() if not line.startswith("    ")]
    assert found == [
        "positions/second.yaml:3:14: note: 2031-05-12 has not come yet",
        "positions/truce.yaml:9:11: error: the quote is not what the article says there",
    ]
    assert ran.err.splitlines()[-1] == "1 error, 1 note in 2 articles"


def test_on_a_terminal_they_stand_below_their_files(root: Path) -> None:
    change(root, MOVED)
    change(root, ("published: 2021", "published: 2031"), "second")
    lines = run_on_terminal("check", cwd=root, NO_COLOR="1").out.splitlines()
    assert lines[0] == "positions/second.yaml"
    assert lines[lines.index("positions/truce.yaml") - 1] == ""
    assert lines[lines.index("positions/truce.yaml") + 1].startswith("positions/truce.yaml:9:11: error: ")


def test_from_another_folder_the_negotiation_is_named(root: Path) -> None:
    change(root, MOVED)
    ran = run("check", "strait", cwd=root.parent)
    assert ran.code == 1
    assert ran.out.startswith("strait/positions/truce.yaml:9:11: error: ")
    assert run("check", ".", cwd=root.parent).code == 2


def test_fix_corrects_says_so_and_leaves_what_it_cannot(root: Path) -> None:
    change(root, MOVED)
    ran = run("check", "--fix", cwd=root)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "positions/truce.yaml:9:11: fixed: `at` is now [0, 65]",
        "0 errors, 0 notes in 2 articles",
    ]
    assert "at: [0, 65]" in (root / "positions/truce.yaml").read_text(encoding="utf-8")
    assert run("undo", cwd=root).code == 0
    assert run("check", cwd=root).code == 1
    change(root, GONE)
    ran = run("check", "--fix", cwd=root)
    assert ran.code == 1
    assert "the quote is not in the article" in ran.out
    assert ran.err.splitlines()[0] == "nothing to fix"


def test_a_dry_run_shows_the_diff_and_changes_nothing(root: Path) -> None:
    change(root, MOVED)
    before = (root / "positions/truce.yaml").read_bytes()
    ran = run("check", "--fix", "--dry-run", cwd=root)
    assert ran.code == 1
    assert (root / "positions/truce.yaml").read_bytes() == before
    changed = [line for line in ran.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-      at: [1, 66]", "+      at: [0, 65]"]
    assert "positions/truce.yaml:9:11: would fix: `at` is now [0, 65]" in ran.err
    assert run("check", "--dry-run", cwd=root).code == 2


def test_json_has_what_was_fixed_beside_what_is_left(root: Path) -> None:
    change(root, MOVED)
    ran = run("check", "--fix", "--json", cwd=root)
    place = {"path": "positions/truce.yaml", "line": 9, "column": 11}
    assert json.loads(ran.out) == {"findings": [], "fixed": [place | {"message": "`at` is now [0, 65]"}]}
    assert json.loads(run("check", "--json", cwd=root).out) == {"findings": []}


def test_the_hook_for_pre_commit_is_valid_and_calls_check() -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    program = Path(sys.executable).parent / "pre-commit"
    done = subprocess.run([program, "validate-manifest", manifest], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (hook,) = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("positions-check", "positions check", False)
    assert "check" in COMMANDS
    files = ["parties.yaml", "talks/strait/issues.yaml", "articles/a.txt", "strait/positions/a.yaml", "README.md"]
    assert [name for name in files if re.search(hook["files"], name)] == files[:-1]


def test_a_name_that_is_not_utf_8_is_refused_and_never_a_fault_of_the_program(root: Path) -> None:
    (root / "articles" / os.fsdecode(b"caf\xe9.txt")).write_text("Norland demands talks.\n")
    for words in (["check"], ["matrix"], ["parties"], ["export", "csv"], ["extract"]):
        ran = run(*words, cwd=root)
        assert ran.code == (1 if words[0] in ("check", "extract") else 2), ran.err
        assert "is not UTF-8" in ran.out + ran.err
    assert json.loads(run("check", "--json", cwd=root).out)["findings"][0]["path"] == os.fsdecode(
        b"articles/caf\xe9.txt"
    )
