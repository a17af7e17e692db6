"""`closeness`, and what `matrix` tells of blocs, copies, gaps, wholes and overridden statuses, as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import run, run_on_terminal

from positions.display import width

PARTIES = """Coast League:
  aliases: [the League]
Aland:
  bloc: the League
Norland: {}
Sudmark: {}
"""
FIRST = """article: {title: one, published: 2031-05-01}
positions:
  Coast League:
    - demand: the withdrawal of all patrols from the strait
      issue: patrols
    - demand: a levy of 8 percent on fish
      issue: levy
  Norland:
    - reject: the withdrawal of all patrols from the strait
      issue: patrols
    - offer: a levy of 2 percent on fish
      issue: levy
"""
COPY = """article: {title: one, published: 2031-05-20, copy of: first}
positions:
  Norland:
    - offer: a levy of 2 percent on fish
      issue: levy
"""
SECOND = """article: {title: two, published: 2031-05-10}
positions:
  Coast League:
    - demand: a levy of 6 percent on fish
      issue: levy
  Aland:
    - reject: the withdrawal of all patrols from the strait
      issue: patrols
  Norland:
    - offer: a levy of 4 percent on fish
      issue: levy
    - reject: the League's proposal
      issue: the whole
  Sudmark:
    - demand: the return of the islands
      issue: islands
"""
ISSUES = """islands:
  status: {is: agreed, by: AL, on: 2031-05-01}
"""


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bloc with a member that dissents, and everything else that the matrix has a word for; only read."""
    root = tmp_path_factory.mktemp("league")
    assert run("init", cwd=root).code == 0
    for path, text in (
        ("parties.yaml", PARTIES),
        ("issues.yaml", ISSUES),
        ("positions/first.yaml", FIRST),
        ("positions/copy.yaml", COPY),
        ("positions/second.yaml", SECOND),
    ):
        (root / path).write_text(text, encoding="utf-8")
    assert run("matrix", cwd=root).code == 0
    return root


def test_the_table_the_map_and_the_steps(league: Path) -> None:
    ran = run("closeness", cwd=league)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert all(width(line) <= 80 for line in lines)
    assert lines[:3] == [
        "                   1    2    3    4",
        "1 Norland          — ░  0 █100    ·",
        "2 Coast League  ░  0    — ░  0    ·",
    ]
    assert ["Norland", "–", "Coast", "League", "0", "%", "0", "0", "2", "0"] in [line.split() for line in lines]
    assert "if Coast League accepts what Norland offers: a levy of 4 percent on fish" in ran.out
    assert ran.err.endswith("3 pairs of parties with an issue in common; 2 issues one step from agreed\n")


def test_closeness_json(league: Path) -> None:
    told = json.loads(run("closeness", "--json", cwd=league).out)
    assert list(told) == ["parties", "pairs", "one_step"]
    assert told["pairs"][0] == {
        "parties": ["Norland", "Aland"],
        "both": 1,
        "share": 1.0,
        "same": ["patrols"],
        "compatible": [],
        "opposed": [],
        "unclear": [],
    }
    levy = next(one for one in told["one_step"] if one["issue"] == "levy")
    assert levy["kind"] == "one apart"
    assert [(step["party"], step["act"], step["position"]["article"]) for step in levy["steps"]] == [
        ("Coast League", "accept", "second"),
        ("Norland", "accept", "second"),
    ]


def test_closeness_is_narrowed(league: Path) -> None:
    def pairs(*words: str) -> list[list[str]]:
        found = json.loads(run("closeness", "--json", *words, cwd=league).out)["pairs"]
        return [pair["parties"] for pair in found]

    assert pairs("--party", "aland") == [["Norland", "Aland"], ["Coast League", "Aland"]]
    assert pairs("--party", "aland", "--party", "norland") == [["Norland", "Aland"]]
    assert pairs("--as-of", "2031-05-01") == [["Coast League", "Norland"]]
    assert run("closeness", "--issue", "islands", cwd=league).out == ""
    wrong = run("closeness", "--party", "Norlnd", cwd=league)
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean 'Norland'?" in wrong.err


@pytest.mark.parametrize("columns", ["40", "50", "64", "200"])
def test_the_page_is_never_too_wide_and_needs_no_colour(league: Path, columns: str) -> None:
    ran = run("closeness", cwd=league, COLUMNS=columns, PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert ran.out.isascii()
    assert "Norland" in ran.out
    assert all(width(line) <= int(columns) for line in ran.out.splitlines())


def test_colour_only_repeats_what_signs_say(league: Path) -> None:
    coloured = run_on_terminal("closeness", cwd=league)
    plain = run_on_terminal("closeness", cwd=league, NO_COLOR="1")
    assert "\x1b[31m ░  0" in coloured.out
    assert "\x1b[" not in plain.out
    assert " ░  0" in plain.out


def test_many_parties_with_long_names_are_shown_in_pieces(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    names = [f"The Permanent Delegation of the Republic of 北海 number {number}" for number in range(30)]
    said = "".join(f'  "{name}\\e[31m":\n    - demand: the same thing\n      issue: one\n' for name in names)
    (tmp_path / "positions" / "all.yaml").write_text(f"positions:\n{said}", encoding="utf-8")
    ran = run("closeness", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out
    assert all(width(line) <= 80 for line in ran.out.splitlines())
    assert "30" in ran.out.split("per cent:")[0]
    assert "435 pairs" in ran.err


def test_nothing_to_tell_of(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    ran = run("closeness", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "0 pairs" in ran.err


def test_the_matrix_tells_of_blocs_copies_gaps_wholes_and_newer_evidence(league: Path) -> None:
    told = {issue["issue"]: issue for issue in json.loads(run("matrix", "--json", cwd=league).out)["issues"]}
    assert told["patrols"]["dissents"] == {"Aland": "Coast League"}
    levy = told["levy"]
    assert levy["inherited"] == {"Aland": "Coast League"}
    assert (levy["gap"]["value"], levy["gap"]["first"]["value"], levy["gap"]["trend"]) == (2.0, 6.0, "narrowed")
    assert levy["gap"]["since"] == "2031-05-01"
    assert {one["article"]: one["repeats"] for one in levy["positions"] if one["party"] == "Norland"} == {
        "first": None,
        "second": None,
        "copy": "first",
    }
    assert (told["the whole"]["parts"], levy["part_of"]) == (["levy"], ["the whole"])
    assert told["islands"]["overridden"] == {"by": "AL", "newer": ["second"]}
    assert told["patrols"]["overridden"] is None

    text = run("matrix", cwd=league).out
    for words in (
        "Aland         as Coast League: demands: a levy of 6 percent on fish",
        "Aland dissents from its bloc Coast League",
        "its parts: levy",
        "part of: the whole",
        "● agreed, newer evidence, by AL",
    ):
        assert words in text


def test_a_member_is_shown_with_what_its_bloc_holds(league: Path) -> None:
    told = json.loads(run("matrix", "--json", "--party", "Aland", cwd=league).out)
    assert told["parties"] == ["Aland"]
    assert [issue["issue"] for issue in told["issues"]] == ["patrols", "levy"]
    pair = json.loads(run("compare", "Aland", "Norland", "--json", cwd=league).out)
    between = {issue["issue"]: issue["between"] for issue in pair["issues"]}
    assert between == {"patrols": "compatible", "levy": "opposed", "the whole": None}
    assert "as Coast League" in run("compare", "Aland", "Norland", cwd=league).out
