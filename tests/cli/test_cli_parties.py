"""`parties`: who takes part, and what could be added to parties.yaml."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import run

STRIKE = """The Trade Workers Federation (TWF) demanded a raise of 8 percent.

TWF secretary Jo Bell rejected a bonus.
"""


def test_the_parties_are_listed_with_what_is_known_of_them(negotiation: Path) -> None:
    (negotiation / "parties.yaml").write_text("Norland:\n  aliases: [Norlanders]\n  role: mediator\n")
    ran = run("parties", cwd=negotiation)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Norland (3 positions, mediator)",
        "  also: Norlanders",
        "Sudmark (2 positions, not in parties.yaml)",
    ]
    assert "2 parties" in ran.err


def test_the_list_as_json(negotiation: Path) -> None:
    listed = json.loads(run("parties", "--json", cwd=negotiation).out)["parties"]
    assert listed[0] == {
        "name": "Norland",
        "registered": False,
        "role": "principal",
        "aliases": [],
        "bloc": None,
        "speakers": [],
        "positions": 3,
    }


def test_what_articles_teach_is_proposed_until_it_is_written_down(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    assert run("add", "-", "--title", "strike", cwd=tmp_path, stdin=STRIKE).code == 0
    assert run("extract", cwd=tmp_path).code == 0
    ran = run("parties", "--proposed", cwd=tmp_path)
    assert ran.out.splitlines() == [
        "TWF (not in parties.yaml)",
        "  aliases: Trade Workers Federation (strike)",
        "  speakers: Jo Bell (strike)",
    ]
    (tmp_path / "parties.yaml").write_text("TWF: {aliases: Trade Workers Federation, speakers: Jo Bell}\n")
    ran = run("parties", "--proposed", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "nothing to propose" in ran.err
    assert json.loads(run("parties", "--proposed", "--json", cwd=tmp_path).out) == {"proposed": []}


def test_without_positions_it_says_what_to_do(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    ran = run("parties", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "positions extract" in ran.err
