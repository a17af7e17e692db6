"""Every reading command on a negotiation with a file that was changed at random: a located message or an answer.

A few hundred files, drawn with a fixed seed, are tried each time; `make soak` tries 30,000, two in three of them
position files, and 3,000 of random bytes.
"""

from __future__ import annotations

import gc
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from standins import Letters, whole
from test_soak_yaml import FILES, mutant

import positions.embeddings
import positions.phrasing
from positions import cli
from positions.model import Codebook, Model, PositionFile, Registry, Settings
from positions.negotiation import Negotiation

SECONDS = 2.0
"""Processor time that a command may take on one small file, the comparing of two articles included."""
MEMORY_KB = 500_000
READING = (
    ("matrix", "--json"),
    ("compare", "Norland", "Sudmark"),
    ("diff", "one", "two"),
    ("parties",),
    ("parties", "--proposed"),
    ("issues",),
    ("find", "patrols"),
    ("undo", "--list"),
    ("blame", "one"),
)
PATHS: dict[type[Model], str] = {
    PositionFile: "positions/one.yaml",
    Registry: "parties.yaml",
    Codebook: "issues.yaml",
    Settings: "negotiation.yaml",
}
SHARE = {PositionFile: 0.7, Registry: 0.1, Codebook: 0.1, Settings: 0.1}
_PLACE = re.compile(r"[\w/.-]+(:\d+:\d+)?: ")


@pytest.fixture
def negotiation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Negotiation:
    gc.collect()
    gc.freeze()  # else the time of a command has in it what other tests left behind, gone through at each collection
    made = Negotiation.create(tmp_path / "strait")
    (made.root / "articles/one.txt").write_text("Norland insisted: all patrols must go. It's peace, the plan.\n")
    made.position_path("two").write_text(
        "article: {published: 2031-05-04}\npositions: {Sudmark: [{reject: patrols}]}\n"
    )
    monkeypatch.chdir(made.root)
    monkeypatch.setattr(positions.embeddings, "packaged", lambda *_: Letters())
    monkeypatch.setattr(positions.phrasing, "noun_phrases", whole)
    return made


def ran(args: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> str:
    """How a command ends: "answered", "found" something, or "refused" in words and with the place."""
    began = time.process_time()
    with pytest.raises(SystemExit) as left:
        cli.main(args)
    taken = time.process_time() - began
    out, err = capsys.readouterr()
    assert taken < SECONDS, f"{args}: {taken:.1f} s"
    assert "Traceback" not in out + err
    assert left.value.code in (0, 1, 2), f"{args}: {left.value.code} {err}"
    if left.value.code == 2:
        assert _PLACE.search(err) or "no party" in err or "no issue" in err, f"{args}: {err}"
    return {0: "answered", 1: "found", 2: "refused"}[int(left.value.code or 0)]


def try_files(
    count: int, seed: str, negotiation: Negotiation, capsys: pytest.CaptureFixture[str], *, of_bytes: bool = False
) -> Counter[str]:
    """`check`, and one other command, on each of so many changed files."""
    dice, found = random.Random(seed), Counter[str]()
    whole = {
        path: (negotiation.root / path).read_bytes() for path in PATHS.values() if (negotiation.root / path).exists()
    }
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(count):
        (model,) = dice.choices(list(SHARE), list(SHARE.values()))
        path = negotiation.root / PATHS[model]
        data = dice.randbytes(dice.randrange(400)) if of_bytes else mutant(FILES[model], dice)
        path.write_bytes(data)
        os.utime(path, ns=(number, number))
        for args in (("check", *dice.choice([(), ("--json",), ("--fix", "--dry-run")])), dice.choice(READING)):
            try:
                found[ran(args, capsys)] += 1
            except Exception as error:
                raise AssertionError(f"{path.name}, seed {seed}, file {number}: {data[:2000]!r}") from error
        if PATHS[model] in whole:
            path.write_bytes(whole[PATHS[model]])
        else:
            path.unlink()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY_KB, sys.platform
    return found


def test_every_command_answers_or_says_where_the_fault_is(
    negotiation: Negotiation, capsys: pytest.CaptureFixture[str]
) -> None:
    found = try_files(120, "few", negotiation, capsys)
    assert set(found) == {"answered", "found", "refused"}
    assert set(try_files(20, "few bytes", negotiation, capsys, of_bytes=True)) <= {"answered", "found", "refused"}


@pytest.mark.soak
@pytest.mark.parametrize("part", range(15))
def test_every_command_on_thousands_of_changed_files(
    part: int, negotiation: Negotiation, capsys: pytest.CaptureFixture[str], cases: Counter[str]
) -> None:
    for ending, count in try_files(2000, f"many {part}", negotiation, capsys).items():
        cases[f"commands on changed files that {ending}"] += count
    for ending, count in try_files(200, f"bytes {part}", negotiation, capsys, of_bytes=True).items():
        cases[f"commands on random bytes that {ending}"] += count
