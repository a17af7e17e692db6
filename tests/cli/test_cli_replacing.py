"""`add --replace` as a process: the corrected text, what follows it, and what is told."""

from __future__ import annotations

from pathlib import Path

import yaml
from commandline import run


def test_replace_takes_the_corrected_text_and_tells_what_became_of_the_quotes(negotiation: Path) -> None:
    path = negotiation / "positions/truce.yaml"
    told = path.read_text(encoding="utf-8").replace("    - demand: the", "    # ask AL\n    - demand: the", 1)
    path.write_text(told, encoding="utf-8")
    source = negotiation / "truce.txt"
    text = (negotiation / "articles/truce.txt").read_text(encoding="utf-8")
    source.write_text(f"Corrected. {text.replace('insisted', 'insisted yesterday')}", encoding="utf-8")
    refused = run("add", "truce.txt", cwd=negotiation)
    assert refused.code == 2
    assert "`positions add --replace`" in refused.err
    ran = run("add", "truce.txt", "--replace", "--date", "2031-05-05", cwd=negotiation)
    assert (ran.code, ran.out) == (0, "")
    first, second, last = ran.err.splitlines()
    assert first == "replaced truce: of its quotes 1 reworded"
    assert second.startswith("positions/truce.yaml:9:14: reworded, and was: Norland insisted on the withdrawal")
    assert last == "replaced 1 article; next: positions extract"
    assert (negotiation / "articles/truce.txt").read_bytes() == source.read_bytes()
    told = path.read_text(encoding="utf-8")
    assert "    # ask AL\n" in told
    assert yaml.load(told, yaml.BaseLoader)["article"]["published"] == "2031-05-05"
    assert run("check", cwd=negotiation).code == 0
    assert "known    truce" in run("add", "truce.txt", "--replace", cwd=negotiation).err


def test_replace_tells_what_is_lost_and_check_makes_an_error_of_it(negotiation: Path) -> None:
    (negotiation / "truce.txt").write_text("Talks were cut short.\n", encoding="utf-8")
    ran = run("add", "truce.txt", "--replace", cwd=negotiation)
    assert ran.code == 0
    assert "positions/truce.yaml:8:14: lost: Norland insisted on" in ran.err
    assert run("check", cwd=negotiation).code == 1


def test_replace_adds_what_is_not_there_and_needs_a_text(negotiation: Path) -> None:
    (negotiation / "third.txt").write_text("Sudmark wants talks.\n", encoding="utf-8")
    assert "added    third" in run("add", "third.txt", "--replace", cwd=negotiation).err
    assert run("add", "call", "--replace", "--without-text", cwd=negotiation).code == 2
