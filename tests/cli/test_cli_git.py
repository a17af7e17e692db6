"""git, taught to show and merge positions; and who wrote what."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import run
from gits import ENVIRONMENT, change, commit, git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

TRUCE = Path("positions/truce.yaml")


@pytest.fixture
def repository(compared: Path, tmp_path: Path) -> Path:
    """A negotiation in a subfolder of a repository, whose names have blanks and letters of all kinds."""
    top = tmp_path / "Gespräche über 100% 'Frieden'"
    root = Path(shutil.copytree(compared, top / "die Straße"))
    git(top, "init", "-q", "-b", "main")
    ran = run("git-install", cwd=root, **ENVIRONMENT)
    assert ran.code == 0, ran.err
    commit(root)
    return root


def branch_and_merge(root: Path, code: int = 0) -> str:
    """Merge what the branch `theirs` has into main, where ours is committed."""
    return git(root, "merge", "-q", "--no-edit", "theirs", code=code)


def edit_on(root: Path, branch: str, path: Path, *edits: tuple[str, str]) -> None:
    git(root, "checkout", "-q", *(() if branch == "main" else ("-b",)), branch)
    for old, new in edits:
        change(root / path, old, new)
    commit(root)


class TestDiff:
    def test_a_changed_field_is_a_changed_line(self, repository: Path) -> None:
        change(
            repository / TRUCE,
            "      at: [0, 65]\n",
            "      at: [0, 65]   # checked\n      firmness: 'red line'\n",
        )
        shown = git(repository, "diff")
        changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        assert changed == [
            "-Norland demands: the withdrawal of all patrols from the strait; "
            "“Norland insisted on the withdrawal of all patrols from the strait”; at [0, 65]",
            "+Norland demands: the withdrawal of all patrols from the strait; red line; "
            "“Norland insisted on the withdrawal of all patrols from the strait”; at [0, 65]",
        ]

    def test_what_says_the_same_shows_no_difference(self, repository: Path) -> None:
        change(repository / TRUCE, "title: Terms for a truce", "# a remark\n  title: 'Terms for a truce'")
        assert "@@" not in git(repository, "diff")

    def test_what_cannot_be_read_is_printed_as_it_is(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.yaml"
        broken.write_bytes(b"positions: [\xff\n")
        done = subprocess.run(
            [sys.executable, "-m", "positions", "git-show", str(broken)], capture_output=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, b"positions: [\xff\n")

    def test_it_starts_without_heavy_libraries(self, negotiation: Path) -> None:
        program = (
            "import sys; from positions.cli import main\n"
            "try: main(['git-show', sys.argv[1]])\n"
            "except SystemExit: pass\n"
            "print(sorted({'torch', 'spacy', 'numpy', 'scipy', 'textual'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(negotiation / TRUCE)], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


class TestMerge:
    def test_two_fields_of_one_entry_are_both_merged_and_comments_stay(self, repository: Path) -> None:
        edit_on(repository, "theirs", TRUCE, ("      at: [0, 65]\n", "      at: [0, 65]\n      speaker: Ada Holm\n"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", TRUCE, ("at: [0, 65]\n", "at: [0, 65]\n      firmness: wish   # so I think\n"))
        branch_and_merge(repository)
        text = (repository / TRUCE).read_text()
        assert "      firmness: wish   # so I think\n" in text
        assert "      speaker: Ada Holm\n" in text
        assert git(repository, "status", "--porcelain") == ""

    def test_the_comments_of_both_outlive_a_merge_that_git_alone_could_not_do(self, repository: Path) -> None:
        edit_on(repository, "theirs", TRUCE, ("at: [0, 65]\n", "at: [0, 65]\n      note: two  # says Jo\n"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", TRUCE, ("at: [0, 65]\n", "at: [0, 65]\n      firmness: wish  # says Bo\n"))
        branch_and_merge(repository)
        text = (repository / TRUCE).read_text()
        assert "# says Jo" in text
        assert "# says Bo" in text

    def test_the_same_field_is_a_conflict_between_marks(self, repository: Path) -> None:
        edit_on(repository, "theirs", TRUCE, ("at: [0, 65]\n", "at: [0, 65]\n      firmness: call\n"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", TRUCE, ("at: [0, 65]\n", "at: [0, 65]\n      firmness: wish\n"))
        assert "CONFLICT" in branch_and_merge(repository, code=1)
        marked = run("check", cwd=repository)
        assert (marked.code, "git left two versions here" in marked.out) == (1, True)
        assert (
            "<<<<<<< ours\n      firmness: wish\n=======\n      firmness: call\n>>>>>>> theirs\n"
            in (repository / TRUCE).read_text()
        )

    def test_an_entry_removed_here_and_edited_there_is_a_conflict(self, repository: Path) -> None:
        offer = "    - offer: compensation of 4 million crowns for lost catches\n"
        edit_on(repository, "theirs", TRUCE, (offer, f"{offer}      note: which year?\n"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", TRUCE, (offer, ""))
        branch_and_merge(repository, code=1)
        text = (repository / TRUCE).read_text()
        assert f"<<<<<<< ours\n=======\n{offer}      note: which year?\n>>>>>>> theirs\n" in text

    def test_broken_yaml_is_merged_by_git_alone(self, repository: Path) -> None:
        edit_on(repository, "theirs", TRUCE, ("published: 2031-05-04", "published: 2031-05-05"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", TRUCE, ("    - reject: the", "    - reject: [the"))
        branch_and_merge(repository)
        text = (repository / TRUCE).read_text()
        assert "published: 2031-05-05" in text
        assert "- reject: [the" in text

    def test_the_programs_copies_are_merged_without_a_conflict(self, repository: Path) -> None:
        path = "machine" / TRUCE
        (repository / path).write_text(COPY)
        commit(repository)
        edit_on(repository, "theirs", path, ("confidence: 0.83", "confidence: 0.7"), ("rules 1", "rules 2"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", path, ("confidence: 0.83", "confidence: 0.9"), ("rules 1", "rules 3"))
        branch_and_merge(repository)
        assert "confidence: 0.83" in (repository / path).read_text()

    def test_line_ends_and_byte_order_mark_of_ours_stay(self, tmp_path: Path) -> None:
        entry = "\ufeffpositions:\r\n  Norland:\r\n    - demand: peace\r\n"
        versions = {
            "base": entry,
            "ours": f"{entry}      firmness: wish\r\n",
            "theirs": f"{entry}      firmness: call\r\n      note: now\r\n",
        }
        for name, text in versions.items():
            (tmp_path / name).write_bytes(text.encode())
        assert run("git-merge", "base", "ours", "theirs", cwd=tmp_path, **ENVIRONMENT).code == 1
        assert (tmp_path / "ours").read_bytes().decode() == (
            f"{entry}<<<<<<< ours\r\n      firmness: wish\r\n=======\r\n      firmness: call\r\n>>>>>>> theirs\r\n"
            "      note: now\r\n"
        )

    def test_parties_are_merged_name_by_name(self, repository: Path) -> None:
        parties = Path("parties.yaml")
        (repository / parties).write_text("Norland:  # the first\n  aliases: [NL]\nSudmark: {role: observer}\n")
        commit(repository)
        edit_on(repository, "theirs", parties, ("[NL]", "[NL, Northland]"), ("observer", "mediator"))
        git(repository, "checkout", "-q", "main")
        edit_on(repository, "main", parties, ("[NL]", "[NL, the north]"))
        branch_and_merge(repository)
        assert (repository / parties).read_text() == (
            "Norland:  # the first\n  aliases: [NL, the north, Northland]\nSudmark: {role: mediator}\n"
        )


class TestInstall:
    def test_again_changes_nothing_and_it_can_be_taken_away(self, repository: Path) -> None:
        before = (repository / ".gitattributes").read_text()
        assert before.startswith("articles/** -text\n")
        assert "nothing changed" in run("git-install", cwd=repository, **ENVIRONMENT).err
        assert (repository / ".gitattributes").read_text() == before
        assert run("git-install", "--uninstall", cwd=repository, **ENVIRONMENT).code == 0
        assert "positions" not in (repository / ".gitattributes").read_text()
        assert "positions" not in git(repository, "config", "--local", "--list").replace(str(repository), "")

    def test_without_a_repository_it_says_what_to_do(self, negotiation: Path) -> None:
        ran = run("git-install", cwd=negotiation, **ENVIRONMENT)
        assert ran.code == 2
        assert "git init" in ran.err

    def test_without_git_it_says_so(self, negotiation: Path) -> None:
        ran = run("git-install", cwd=negotiation, **{**ENVIRONMENT, "PATH": os.devnull})
        assert ran.code == 2
        assert "there is no `git` here" in ran.err


ENGINE = "rules 1"
COPY = f"""engine: {ENGINE}
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait
      firmness: red line
      quote: Norland insisted on the withdrawal of all patrols from the strait
      at: [0, 65]
      confidence: 0.83
      rule: insist
  Sudmark:
    - demand: a lower toll
      quote: Sudmark wants a lower toll
      at: [200, 226]
      confidence: 0.5
      rule: want
"""


class TestBlame:
    def test_the_program_and_two_people_are_told_apart(self, repository: Path) -> None:
        (repository / "machine" / TRUCE).write_text(COPY)
        commit(repository, by="Ada Lund")
        change(repository / TRUCE, "at: [0, 65]\n", "at: [0, 65]\n      note: loud\n")
        commit(repository, by="Bo Öst")
        change(repository / TRUCE, "- reject: the withdrawal", "- reject: any withdrawal")
        entries = json.loads(run("blame", "truce", "--json", cwd=repository, **ENVIRONMENT).out)["entries"]
        first, second, third, removed = entries
        assert (first["origin"], first["rule"], first["confidence"]) == ("program", "insist", 0.83)
        assert [(one["field"], one["value"], one["program"], one["by"]) for one in first["fields"]][1] == (
            "firmness",
            None,
            "red line",
            None,
        )
        assert first["fields"][0]["by"]["name"] == "Bo Öst"
        assert first["fields"][0]["by"]["committed"]
        assert (second["origin"], second["by"]["name"]) == ("person", "Ada Lund")
        assert third["by"] == {"name": None, "when": None, "committed": False}
        assert (removed["origin"], removed["words"], removed["line"]) == ("removed", "a lower toll", None)

    def test_printed(self, repository: Path) -> None:
        (repository / "machine" / TRUCE).write_text(COPY)
        commit(repository)
        ran = run("blame", "truce", cwd=repository, **ENVIRONMENT, COLUMNS="120")
        assert ran.code == 0
        assert "program, rules 1, rule “insist”, 0.83, 20" in ran.out
        assert "firmness: (removed by a person; the program: red line)" in ran.out
        assert "Ada Lund, 20" in ran.out

    def test_without_git_a_person_is_a_person(self, negotiation: Path) -> None:
        ran = run("blame", "truce", cwd=negotiation, **ENVIRONMENT)
        assert ran.code == 0
        assert "a person, 20" in ran.out

    def test_a_hostile_repository_runs_nothing(self, repository: Path, tmp_path: Path) -> None:
        trap = tmp_path / "ran"
        for key in (
            "filter.trap.clean",
            "filter.trap.smudge",
            "diff.positions.textconv",
            "core.fsmonitor",
            "core.pager",
        ):
            git(repository, "config", key, f"touch {trap};cat")
        with (repository / ".gitattributes").open("a") as file:
            file.write("*.yaml filter=trap\n")
        assert run("blame", "truce", cwd=repository, **ENVIRONMENT).code == 0
        assert not trap.exists()
