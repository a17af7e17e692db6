"""`parties`, `issues` and `undo` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from commandline import run

from positions.cli import program


def texts(negotiation: Path) -> dict[str, bytes]:
    paths = [*negotiation.glob("*.yaml"), *negotiation.glob("positions/*.yaml")]
    return {path.name: path.read_bytes() for path in paths}


def test_a_party_is_renamed_and_called_back(negotiation: Path) -> None:
    before = texts(negotiation)
    ran = run("parties", "rename", "Norland", "Nordland", cwd=negotiation)
    assert (ran.code, ran.out) == (0, "")
    assert "changed 4 files; `positions undo` takes it back" in ran.err
    assert "Nordland (3 positions)" in run("parties", cwd=negotiation).out
    assert "also: Norland" in run("parties", cwd=negotiation).out
    listed = json.loads(run("undo", "--json", cwd=negotiation).out)["steps"]
    assert [step["title"] for step in listed] == ["parties rename Norland Nordland"]
    ran = run("undo", cwd=negotiation)
    assert (ran.code, ran.err) == (0, "taken back: parties rename Norland Nordland (4 files)\n")
    assert texts(negotiation) == before
    ran = run("undo", cwd=negotiation)
    assert ran.code == 2
    assert "nothing to take back" in ran.err


def test_what_undo_would_refuse_is_told_before(negotiation: Path) -> None:
    assert run("parties", "add", "East", cwd=negotiation).code == 0
    ran = run("undo", "--dry-run", cwd=negotiation)
    assert (ran.code, "would change parties.yaml" in ran.err) == (0, True)
    (negotiation / "parties.yaml").write_text("West:\n")
    said = "parties.yaml was changed after: parties add East"
    for words in (["undo"], ["undo", "--dry-run"]):
        ran = run(*words, cwd=negotiation)
        assert (ran.code, said in ran.err) == (2, True)
    ran = run("undo", "--list", cwd=negotiation)
    assert (ran.code, f"undo would be refused: {said}" in ran.err) == (0, True)
    assert json.loads(run("undo", "--json", cwd=negotiation).out)["refused"] == said


def test_a_dry_run_prints_a_diff(negotiation: Path) -> None:
    before = texts(negotiation)
    ran = run("parties", "merge", "Sudmark", "--into", "Norland", "--dry-run", cwd=negotiation)
    assert ran.code == 0
    assert "--- positions/truce.yaml" in ran.out
    assert "-  Sudmark:" in ran.out.splitlines()
    assert "would change" in ran.err
    assert "  1 entry: party Sudmark → Norland" in ran.err
    assert texts(negotiation) == before


def test_an_issue_is_renamed_split_and_merged(negotiation: Path) -> None:
    names = [issue["name"] for issue in json.loads(run("issues", "--json", cwd=negotiation).out)["issues"]]
    assert len(names) == 2
    patrols = next(name for name in names if "withdrawal" in name)
    assert run("issues", "rename", patrols, "patrols", cwd=negotiation).code == 0
    assert (
        run("issues", "split", "patrols", "patrols of the south", "--matching", "its patrols", cwd=negotiation).code
        == 0
    )
    found = {issue["name"]: issue for issue in json.loads(run("issues", "--json", cwd=negotiation).out)["issues"]}
    assert found["patrols"]["positions"] == 2
    assert found["patrols of the south"] == {
        "name": "patrols of the south",
        "proposition": found["patrols of the south"]["proposition"],
        "theme": None,
        "also": [],
        "status": "open",
        "positions": 1,
        "registered": True,
    }
    assert run("issues", "merge", "patrols of the south", "--into", "patrols", cwd=negotiation).code == 0
    found = {issue["name"]: issue for issue in json.loads(run("issues", "--json", cwd=negotiation).out)["issues"]}
    assert found["patrols"]["positions"] == 3


def test_a_list_of_parties_is_imported_or_refused_with_the_line(negotiation: Path) -> None:
    listed = negotiation / "list.txt"
    listed.write_text("Norland: NL [League]\nnobody\n: x\n")
    ran = run("parties", "import", "list.txt", cwd=negotiation)
    assert ran.code == 2
    assert "list.txt:3:1: this line names no party" in ran.err
    listed.write_text("# ours\nSudmark: Norland\n")
    ran = run("parties", "import", "list.txt", cwd=negotiation)
    assert (ran.code, "list.txt:2:1: `Norland` is already a party" in ran.err) == (2, True)
    listed.write_text("Norland: NL [League]\n")
    assert run("parties", "import", "list.txt", cwd=negotiation).code == 0
    assert "aliases: [NL]\n  bloc: League" in (negotiation / "parties.yaml").read_text()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("parties", "rename", "Norlnd", "X"), "did you mean `Norland`?"),
        (("parties", "move", "Norland", "--to", "East", "--article", "trce"), "did you mean `truce`?"),
        (("parties", "merge", "Norland"), "--into"),
        (("issues", "rename", "zzz", "X"), "`positions issues` lists them"),
        (("parties", "nonsense"), "nonsense"),
    ],
)
def test_what_cannot_be_is_said_with_what_to_do(negotiation: Path, args: tuple[str, ...], said: str) -> None:
    before = texts(negotiation)
    ran = run(*args, cwd=negotiation)
    assert ran.code == 2
    assert said in ran.err
    assert texts(negotiation) == before


BLANK = [
    "parties add |",
    "parties add East --alias |",
    "parties add East --speaker |",
    "parties add East --bloc |",
    "parties rename Norland |",
    "parties merge Norland --into |",
    "parties split | East",
    "parties split Norland |",
    "parties split Norland East --name |",
    "parties alias Norland |",
    "parties move Norland --to |",
    "issues add |",
    "issues add fish --also |",
    "issues add fish --proposition |",
    "issues add fish --theme |",
    "issues rename patrols |",
    "issues move patrols --to |",
    "issues split patrols | --article truce",
    "issues merge patrols --into |",
    "issues alias patrols |",
    "issues status patrols agreed --by |",
    "add articles/truce.txt --title |",
    "add articles/truce.txt --outlet |",
    "add articles/truce.txt --replace --title |",
    "review --article truce --confirm-all --by |",
    "init below --name |",
]

OR_NONE = ["parties set Norland --bloc", "issues set patrols --theme", "issues set patrols --proposition"]


@pytest.mark.parametrize("line", BLANK)
@pytest.mark.parametrize("blank", ["", " \t"])
def test_a_name_without_words_is_refused(line: str, blank: str) -> None:
    """By the command line itself, so before anything is made or read."""
    words = [blank if word == "|" else word for word in line.split()]
    with pytest.raises(click.UsageError, match="there are no words in it; write some"):
        program.main(words, standalone_mode=False)


@pytest.mark.parametrize("line", [*BLANK, *(f"{line} |" for line in OR_NONE)])
def test_what_is_not_utf_8_is_refused(line: str) -> None:
    words = ["a \udcff" if word == "|" else word for word in line.split()]
    with pytest.raises(click.UsageError, match="it is not UTF-8; type it again"):
        program.main(words, standalone_mode=False)


def test_nothing_is_made_for_a_negotiation_whose_name_is_blank(tmp_path: Path) -> None:
    ran = run("init", "strait", "--name", " ", cwd=tmp_path)
    assert (ran.code, "there are no words in it" in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_blanks_around_a_name_are_none_of_it(negotiation: Path) -> None:
    for words in (
        ("parties", "alias", "Norland", " Nord "),
        ("parties", "rename", "Norland", " North  Isle "),
        ("parties", "move", "North Isle", "--to", " Fishers ", "--matching", "compensation"),
        ("issues", "add", " the  catch "),
        ("issues", "alias", "the catch", " z "),
        ("add", "articles/truce.txt", "--replace", "--title", " New title "),
    ):
        ran = run(*words, cwd=negotiation)
        assert ran.code == 0, (words, ran.err)
    said = "".join(path.read_text() for path in [*negotiation.glob("*.yaml"), *negotiation.glob("positions/*.yaml")])
    for line in ("North Isle:\n", "aliases: [Nord, Norland]", "  Fishers:\n", "the catch:\n", "also: [z]"):
        assert line in said
    assert run("check", cwd=negotiation).code == 0


def test_role_bloc_theme_and_status_are_set_and_taken_away(negotiation: Path) -> None:
    assert run("parties", "set", "Norland", "--role", "mediator", "--bloc", "League", cwd=negotiation).code == 0
    issue = json.loads(run("issues", "--json", cwd=negotiation).out)["issues"][0]["name"]
    assert run("issues", "set", issue, "--theme", "the sea", cwd=negotiation).code == 0
    assert run("issues", "status", issue, "sticking", "--by", "AL", cwd=negotiation).code == 0
    said = (negotiation / "parties.yaml").read_text() + (negotiation / "issues.yaml").read_text()
    for words in ("role: mediator", "bloc: League", "theme: the sea", "is: sticking", "by: AL"):
        assert words in said
    assert run("parties", "set", "Norland", "--bloc", "", cwd=negotiation).code == 0
    assert run("issues", "status", issue, "none", cwd=negotiation).code == 0
    said = (negotiation / "parties.yaml").read_text() + (negotiation / "issues.yaml").read_text()
    assert "bloc" not in said
    assert "sticking" not in said
    ran = run("issues", "status", issue, "stuck", cwd=negotiation)
    assert ran.code == 2
