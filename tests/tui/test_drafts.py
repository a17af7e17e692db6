"""Drafts: kept as one types, in the user's own folder, and offered once nobody is at work on them any more."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tui.drafts import Draft, Drafts
from tui.memory import state_folder

DRAFT = Draft(
    "positions/a1.yaml", "a: b\n", "a: b\n", "a: c\udcff\n", {"claim": "x"}, ("Norland", 1), (3, 4), "q", "form"
)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "strait", tmp_path / "state")


def test_a_draft_comes_back_as_it_was_once_it_is_let_go(drafts: Drafts) -> None:
    name = drafts.keep(DRAFT)
    assert drafts.keep(replace(DRAFT, text="a: d\n"), name) == name
    assert drafts.waiting() == ()
    drafts.release(name)
    (kept,) = drafts.waiting()
    assert kept.draft == replace(DRAFT, text="a: d\n")
    assert drafts.waiting("parties.yaml") == ()
    assert len(drafts.waiting("positions/a1.yaml")) == 1


def test_a_dropped_draft_leaves_nothing_behind(drafts: Drafts, tmp_path: Path) -> None:
    name = drafts.keep(DRAFT)
    drafts.drop(name)
    assert [path for path in (tmp_path / "state").rglob("*") if path.is_file()] == []
    drafts.drop(name)


def test_a_draft_that_another_program_took_up_is_left_to_it(drafts: Drafts, tmp_path: Path) -> None:
    drafts.release(name := drafts.keep(DRAFT))
    other = Drafts(tmp_path / "strait", tmp_path / "state")
    assert other.keep(DRAFT, name) == name
    mine = drafts.keep(replace(DRAFT, text="mine"), name)
    assert mine != name
    other.release(name)
    drafts.release(mine)
    assert {kept.draft.text for kept in drafts.waiting()} == {DRAFT.text, "mine"}


def test_nobody_else_can_read_it(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep(DRAFT)
    for path in (tmp_path / "state/drafts").rglob("*.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_drafts_of_another_negotiation_are_not_offered_here(drafts: Drafts, tmp_path: Path) -> None:
    drafts.release(drafts.keep(DRAFT))
    assert Drafts(tmp_path / "other", tmp_path / "state").waiting() == ()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"path": 1}', b"null", b'{"place": 3, "form": 4}', b"[" * 10**5]
)
def test_a_damaged_draft_is_left_alone(drafts: Drafts, tmp_path: Path, damage: bytes) -> None:
    drafts.release(drafts.keep(DRAFT))
    (path,) = (tmp_path / "state").rglob("*.json")
    path.write_bytes(damage)
    assert drafts.waiting() == ()


def test_drafts_are_kept_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "positions"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_a_draft_is_offered_once_its_program_was_killed(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tui.drafts import Draft, Drafts;"
        "d = Drafts(Path(sys.argv[1]) / 'strait', Path(sys.argv[1]) / 'state');"
        "d.keep(Draft('parties.yaml', None, '', 'typed')); print('kept', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"kept\n"
        drafts = Drafts(tmp_path / "strait", tmp_path / "state")
        assert drafts.waiting() == ()
        os.kill(child.pid, number)
        child.wait()
    assert [kept.draft.text for kept in drafts.waiting()] == ["typed"]


def test_keeping_one_is_not_felt_while_typing(drafts: Drafts) -> None:
    large = replace(DRAFT, text="x" * 200_000, base="x" * 200_000)
    name = drafts.keep(large)
    started = time.perf_counter()
    for _ in range(20):
        drafts.keep(large, name)
    assert (time.perf_counter() - started) / 20 < 0.05
