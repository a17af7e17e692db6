"""`matrix`, `compare`, `diff`, `find`, `check` and `schema` as processes, on a small negotiation."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commandline import run, run_on_terminal

from positions.display import width


def test_the_matrix_as_blocks_and_as_a_table(compared: Path) -> None:
    narrow = run("matrix", cwd=compared, COLUMNS="70")
    wide = run("matrix", cwd=compared, COLUMNS="120")
    for ran, columns in ((narrow, 70), (wide, 120)):
        assert ran.code == 0
        assert "sticking" in ran.out
        assert "why: " in ran.out
        assert all(width(line) <= columns for line in ran.out.splitlines())
    assert "│" not in narrow.out
    assert wide.out.splitlines()[0].split("│")[1].strip() in ("Norland", "Sudmark")


def test_matrix_json_has_every_position_once(compared: Path) -> None:
    told = json.loads(run("matrix", "--json", cwd=compared).out)
    shown = [
        (p["article"], p["party"], p["stance"], p["claim"]) for issue in told["issues"] for p in issue["positions"]
    ]
    assert len(shown) == len(set(shown)) == 5
    assert set(told["parties"]) == {"Norland", "Sudmark"}


def test_the_matrix_is_filtered(compared: Path) -> None:
    def issues(*words: str) -> list[dict[str, object]]:
        ran = run("matrix", "--json", *words, cwd=compared)
        assert ran.code == 0, ran.err
        found = json.loads(ran.out)["issues"]
        assert isinstance(found, list)
        return found

    everything = issues()
    assert 0 < len(issues("--status", "sticking")) <= len(everything)
    early = json.dumps(issues("--as-of", "2031-05-04"))
    assert "truce" in early
    assert '"second"' not in early
    parties = {p["party"] for issue in issues("--party", "sudmark") for p in issue["positions"]}  # type: ignore[attr-defined]
    assert parties == {"Sudmark"}
    name = str(everything[0]["issue"])
    assert [issue["issue"] for issue in issues("--issue", name)] == [name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["matrix", "--party", "Norlnd"], "did you mean 'Norland'?"),
        (["matrix", "--issue", "fish quotas and nothing else"], "no issue is called"),
        (["matrix", "--theme", "security"], "no issue has the theme"),
        (["matrix", "--status", "stuck"], "'sticking'"),
        (["compare", "Norland", "Sudmrk"], "did you mean 'Sudmark'?"),
        (["compare", "Norland", "norland"], "the same party"),
        (["diff", "truce", "secnd"], "second"),
        (["find", ""], "nothing to look for"),
        (["schema", "position"], "did you mean 'positions'?"),
        (["browse"], "needs a terminal"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(words: list[str], said: str, compared: Path) -> None:
    ran = run(*words, cwd=compared)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_two_parties_beside_each_other(compared: Path) -> None:
    ran = run("compare", "Norland", "Sudmark", cwd=compared)
    assert ran.code == 0
    assert all(width(line) <= 80 for line in ran.out.splitlines())
    told = json.loads(run("compare", "Norland", "Sudmark", "--json", cwd=compared).out)
    assert told["parties"] == ["Norland", "Sudmark"]
    assert told["issues"]


def test_diff_marks_changed_words_without_colour(compared: Path) -> None:
    ran = run("diff", "truce", "second", cwd=compared)
    assert ran.code == 0
    assert "[-all-]" in ran.out
    assert "{+most+}" in ran.out
    assert "softened" in ran.out
    assert all(width(line) <= 80 for line in ran.out.splitlines())
    on_terminal = run_on_terminal("diff", "truce", "second", cwd=compared)
    assert "[-all-]" in on_terminal.out
    assert "\x1b[31m[-all-]" in on_terminal.out


def test_diff_json_and_exit_code(compared: Path) -> None:
    ran = run("diff", "truce", "second", "--json", "--exit-code", cwd=compared)
    assert ran.code == 1
    changes = json.loads(ran.out)["changes"]
    softened = next(change for change in changes if change["change"] == "softened")
    assert (softened["party"], softened["before"]["article"], softened["after"]["article"]) == (
        "Norland",
        "truce",
        "second",
    )
    assert run("diff", "truce", "truce", "--exit-code", cwd=compared).code == 0
    assert run("diff", "2031-05-04", "2031-05-12", cwd=compared).code == 0


def test_find_by_words(compared: Path) -> None:
    ran = run("find", "lost catches", cwd=compared)
    assert ran.code == 0
    assert ran.out.count("by words") == 2
    assert ran.err.startswith("looking…")
    told = json.loads(run("find", "lost catches", "--json", "--limit", "1", cwd=compared).out)
    assert len(told["positions"]) == 1
    assert told["positions"][0]["by"] == "words"


def test_check_finds_nothing_wrong_then_each_fault_with_its_line(negotiation: Path) -> None:
    assert run("check", cwd=negotiation).code == 0
    path = negotiation / "positions" / "truce.yaml"
    path.write_text(path.read_text().replace("at: [0, 65]", "at: [1, 66]"))
    ran = run("check", cwd=negotiation)
    assert ran.code == 1
    assert "positions/truce.yaml:9:" in ran.out
    assert "error" in ran.out
    findings = json.loads(run("check", "--json", cwd=negotiation).out)["findings"]
    (finding,) = (one for one in findings if one["severity"] == "error")
    assert (finding["path"], finding["line"]) == ("positions/truce.yaml", 9)


def test_a_fault_in_a_file_stops_the_matrix_with_its_place(negotiation: Path) -> None:
    path = negotiation / "positions" / "truce.yaml"
    path.write_text(path.read_text().replace("- offer:", "- ofer:"))
    ran = run("matrix", cwd=negotiation)
    assert (ran.code, ran.out) == (2, "")
    assert "positions/truce.yaml:10:" in ran.err


def test_schemas_are_json_schemas(tmp_path: Path) -> None:
    every = json.loads(run("schema", cwd=tmp_path).out)
    assert set(every) == {"positions", "parties", "issues", "negotiation"}
    assert json.loads(run("schema", "positions", cwd=tmp_path).out) == every["positions"]


def test_what_articles_and_files_say_is_shown_and_never_obeyed(negotiation: Path) -> None:
    path = negotiation / "positions" / "second.yaml"
    path.write_text(
        path.read_text()
        .replace("9 million crowns", "\\e]0;owned\\a [red]9[/red] \\u202ecrowns")
        .replace("demand: compensation of", 'demand: "compensation of')
        .replace("crowns for lost catches", 'crowns for lost catches"'),
        encoding="utf-8",
    )
    for words in (["matrix"], ["compare", "Norland", "Sudmark"], ["diff", "truce", "second"], ["matrix", "--json"]):
        ran = run(*words, cwd=negotiation)
        assert ran.code == 0, ran.err
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out
        assert "[red]9[/red]" in ran.out


def test_wide_and_right_to_left_names_stay_in_their_columns(negotiation: Path) -> None:
    path = negotiation / "positions" / "second.yaml"
    path.write_text(path.read_text().replace("Norland:", "北方共和国:").replace("Sudmark:", "ישראל:"), encoding="utf-8")
    wide = run("matrix", cwd=negotiation, COLUMNS="160")
    assert wide.code == 0
    lines = [line for line in wide.out.splitlines() if "│" in line]
    columns = {tuple(width(part) for part in line.split("│")[:-1]) for line in lines}
    assert len(columns) == 1
    blocks = run("matrix", cwd=negotiation)
    assert all(width(line) <= 80 for line in blocks.out.splitlines())


def test_one_article_is_a_matrix_too(negotiation: Path) -> None:
    for folder, name in (("articles", "second.txt"), ("positions", "second.yaml")):
        (negotiation / folder / name).unlink()
    ran = run("matrix", cwd=negotiation)
    assert ran.code == 0
    assert "Norland" in ran.out


def test_a_negotiation_without_a_place_for_caches_is_compared_all_the_same(negotiation: Path) -> None:
    shutil.rmtree(negotiation / ".positions")
    (negotiation / ".positions").write_text("in the way: even root cannot make a folder here", encoding="utf-8")
    assert run("matrix", cwd=negotiation).code == 0


def test_a_day_before_the_first_article_is_said_to_be_too_early(negotiation: Path) -> None:
    ran = run("matrix", "--as-of", "2020-01-01", cwd=negotiation)
    assert ran.code == 0
    assert "nothing is as old as 2020-01-01: the first article is of 2031-05-04" in ran.err


def test_two_parties_are_judged_by_what_they_say_to_each_other(negotiation: Path) -> None:
    issues = json.loads(run("compare", "Norland", "Sudmark", "--json", cwd=negotiation).out)["issues"]
    assert {issue["between"] for issue in issues} <= {"compatible", "opposed", "unclear", None}
    for issue in issues:
        holding = {placed["party"] for placed in issue["positions"] if placed["current"]}
        assert (issue["between"] is None) == (len(holding) < 2)
    shown = run("compare", "Norland", "Sudmark", cwd=negotiation).out
    assert "agreed" not in shown.replace("over all: agreed", "")


def test_a_diff_that_runs_backwards_says_so(negotiation: Path) -> None:
    assert "backwards" in run("diff", "second", "truce", cwd=negotiation).err
    assert "backwards" not in run("diff", "truce", "second", cwd=negotiation).err
