"""`diff` and `log` as processes: states by every kind of name, silence, Markdown, and movement over time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commandline import run
from gits import commit, git

from positions.display import width

LATER = """article:
  published: {day}
positions:
  Norland:
    - offer: compensation of {amount} million crowns for lost catches
"""


def put(root: Path, name: str, day: str, amount: int) -> None:
    (root / "positions" / f"{name}.yaml").write_text(LATER.format(day=day, amount=amount))


def told(*words: str, cwd: Path) -> list[dict[str, Any]]:
    """The changes that `diff --json` prints."""
    ran = run("diff", *words, "--json", cwd=cwd)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)["changes"]
    assert isinstance(found, list)
    return found


def compensation(changes: list[dict[str, Any]], party: str = "Norland") -> dict[str, Any]:
    (found,) = (one for one in changes if one["party"] == party and "catches" in one["after"]["claim"])
    return found


def test_since_a_day(negotiation: Path) -> None:
    put(negotiation, "third", "2031-05-20", 6)
    found = compensation(told("--since", "2031-05-12", cwd=negotiation))
    assert (found["change"], found["cause"], found["before"]["article"]) == ("softened", "quantity", "truce")
    assert found["detail"] == "4 million crowns → 6 million crowns"
    assert run("diff", "truce", "second", "--since", "2031-05-12", cwd=negotiation).code == 2


def test_since_the_last_look(negotiation: Path) -> None:
    assert {one["change"] for one in told(cwd=negotiation)} == {"new"}
    assert told(cwd=negotiation) == []
    put(negotiation, "third", "2031-05-20", 6)
    assert compensation(told(cwd=negotiation))["change"] == "softened"
    assert told(cwd=negotiation) == []
    (negotiation / ".positions" / "look.json").write_text("{broken")
    assert told(cwd=negotiation)


def test_silence_is_no_change_and_has_an_age(negotiation: Path) -> None:
    for number, day in enumerate(("2031-05-20", "2031-05-21", "2031-05-22")):
        put(negotiation, f"later-{number}", day, 6)
    silent = json.loads(run("diff", "2031-05-12", "later-2", "--json", cwd=negotiation).out)["silent"]
    (found,) = (one for one in silent if one["party"] == "Sudmark" and "catches" in one["last"]["claim"])
    assert (found["articles"], found["days"], found["stale"]) == (1, 10, False)
    (negotiation / "negotiation.yaml").write_text((negotiation / "negotiation.yaml").read_text() + "stale_after: 1\n")
    ran = run("diff", "2031-05-12", "later-2", "--exit-code", cwd=negotiation)
    assert "1 article ago (stale)" in " ".join(ran.out.split())


@pytest.fixture
def repository(negotiation: Path) -> Path:
    """The negotiation, committed by one and then worked on by another."""
    git(negotiation, "init", "-q")
    shutil.rmtree(negotiation / ".positions")
    commit(negotiation)
    truce = negotiation / "positions" / "truce.yaml"
    truce.write_text(
        truce.read_text().replace("- reject: the withdrawal of its patrols", "- accept: the withdrawal of its patrols")
    )
    put(negotiation, "an-older-call", "2031-05-01", 3)
    put(negotiation, "third", "2031-05-20", 6)
    commit(negotiation, by="Bo Holm")
    return negotiation


def test_between_revisions_who_recoded_what_is_told_apart(repository: Path) -> None:
    found = told("HEAD~1", "HEAD", cwd=repository)
    moved = [one for one in found if one["change"] not in ("kept", "reworded")]
    assert {(one["party"], one["change"], one["origin"]) for one in moved} == {
        ("Norland", "softened", "party"),
        ("Sudmark", "reversed", "recoded"),
    }
    ran = run("diff", "HEAD~1", "HEAD", cwd=repository)
    assert "reversed, recoded" in ran.out
    assert ran.out.index("softened") < ran.out.index("reversed, recoded")


def removed(*words: str, cwd: Path) -> list[tuple[str, str, str, str]]:
    shown = json.loads(run("diff", *words, "--json", cwd=cwd).out)["removed"]
    return [(one["party"], one["last"]["article"], one["last"]["claim"], one["origin"]) for one in shown]


@pytest.mark.parametrize("how", ["removed", "dismissed"])
def test_what_a_person_took_out_is_listed_and_no_change(how: str, repository: Path) -> None:
    truce = repository / "positions" / "truce.yaml"
    text = truce.read_text()
    entry = "  Sudmark:\n    - accept: the withdrawal of its patrols from the strait\n"
    assert entry in text
    truce.write_text(text.replace(entry, f"{entry}      review: dismissed\n" if how == "dismissed" else ""))
    commit(repository)
    out = ("Sudmark", "truce", "the withdrawal of its patrols from the strait", "recoded")
    assert removed("HEAD~1", "HEAD", cwd=repository) == [out]
    assert removed("HEAD~2", "HEAD", cwd=repository) == [out]  # rejected then: the same entry
    assert removed("HEAD", "HEAD~1", cwd=repository) == []
    assert removed("HEAD", "HEAD", cwd=repository) == []
    report = json.loads(run("diff", "HEAD~1", "HEAD", "--json", cwd=repository).out)
    assert not [one for one in report["changes"] if one["party"] == "Sudmark" and "patrols" in str(one["before"])]
    assert not [one for one in report["silent"] if "patrols" in one["last"]["claim"]]
    shown = run("diff", "HEAD~1", "HEAD", "--exit-code", cwd=repository)
    assert "removed or dismissed" in shown.out
    assert "the withdrawal of its patrols" in " ".join(shown.out.split())
    assert "1 removed, recoded" in shown.err
    assert "## Removed or dismissed" in run("diff", "HEAD~1", "HEAD", "--markdown", cwd=repository).out


def test_what_was_recoded_is_not_taken_for_removed(repository: Path) -> None:
    assert removed("HEAD~1", "HEAD", cwd=repository) == []


def test_an_article_that_is_gone_takes_its_entries_along(repository: Path) -> None:
    git(repository, "rm", "-q", "positions/third.yaml")
    commit(repository)
    assert {article for _, article, *_ in removed("HEAD~1", "HEAD", cwd=repository)} == {"third"}
    assert removed("HEAD~1", "truce", cwd=repository) == []  # of one article nobody can tell


def test_what_was_learnt_later_is_no_move_of_today(repository: Path) -> None:
    git(repository, "rm", "-q", "positions/third.yaml", "positions/second.yaml", "positions/truce.yaml")
    put(repository, "truce", "2031-05-04", 4)
    (repository / "positions" / "bo.yaml").write_text(
        "article: {published: 2031-05-02}\npositions:\n  Sudmark:\n    - demand: pensions for all pilots\n"
    )
    found = told("HEAD~1", "bo", cwd=repository)
    assert [(one["change"], one["origin"]) for one in found] == [("new", "learnt")]


def test_a_revision_is_read_as_it_was_committed(repository: Path) -> None:
    (repository / "positions" / "truce.yaml").write_text("positions: [broken")
    commit(repository)
    ran = run("diff", "HEAD~1", "HEAD", cwd=repository)
    assert ran.code == 2
    ran = run("diff", "HEAD", "HEAD~1", cwd=repository)
    assert ran.code == 2
    git(repository, "revert", "-n", "HEAD")
    ran = run("diff", "HEAD", "HEAD~1", cwd=repository)
    assert (ran.code, ran.out) == (2, "")
    assert "HEAD:positions/truce.yaml:1" in ran.err


def test_a_revision_against_the_present_takes_each_as_it_is_coded(repository: Path) -> None:
    """What was recoded since belongs to the present alone."""
    found = {(one["party"], one["change"]) for one in told("HEAD~1", "truce", cwd=repository)}
    assert ("Sudmark", "reversed") in found
    assert {one["change"] for one in told("HEAD", "truce", cwd=repository) if one["party"] == "Sudmark"} == {"kept"}


@pytest.mark.parametrize("name", ["--output=stolen", "HEAD~99", "nobody", "../second.yaml", "HEAD:positions"])
def test_a_name_that_stands_for_nothing(name: str, repository: Path) -> None:
    ran = run("diff", "--", name, "second", cwd=repository)
    assert (ran.code, ran.out) == (2, "")
    assert not (repository / "stolen").exists()


def test_two_position_files(negotiation: Path, tmp_path: Path) -> None:
    mine = tmp_path / "truce.yaml"
    theirs = negotiation / "positions" / "truce.yaml"
    mine.write_text(theirs.read_text().replace("4 million", "5 million"))
    found = told(str(theirs), str(mine), cwd=negotiation)
    assert {(one["change"], one["origin"]) for one in found if one["change"] != "kept"} == {("softened", "recoded")}
    mine.write_text("positions: {Norland: [{ofer: it}]}")
    ran = run("diff", str(theirs), str(mine), cwd=negotiation)
    assert ran.code == 2
    assert "truce.yaml:1:" in ran.err


def test_markdown_obeys_nothing_that_files_say(negotiation: Path) -> None:
    path = negotiation / "positions" / "second.yaml"
    path.write_text(path.read_text().replace("9 million crowns", "9 **million** <b>crowns</b>"))
    ran = run("diff", "truce", "second", "--markdown", cwd=negotiation)
    assert ran.code == 0
    assert ran.out.startswith("# truce → second\n")
    assert "- **Norland: softened**" in ran.out
    assert r"9 \*\*million\*\* \<b\>crowns\</b\>" in ran.out


def test_changes_stand_by_issue_with_both_quotes(compared: Path) -> None:
    ran = run("diff", "truce", "second", cwd=compared)
    assert "“Norland insisted on" in ran.out
    assert "scope: all → most" in ran.out or "firmness: demand → wish" in ran.out
    assert all(width(line) <= 80 for line in ran.out.splitlines())


def test_the_log_of_an_issue_tells_the_gap_and_who_moved_toward_whom(negotiation: Path) -> None:
    put(negotiation, "third", "2031-05-20", 6)
    put(negotiation, "fourth", "2031-05-21", 6)
    ran = run("log", "--issue", "catches", cwd=negotiation)
    flat = " ".join(ran.out.split())
    assert ran.code == 0, ran.err
    assert "softened (4 million crowns → 6 million crowns)" in flat
    assert "toward Sudmark" in flat
    assert "nothing has moved since 2031-05-20" in flat
    assert all(width(line) <= 80 for line in ran.out.splitlines())
    (issue,) = json.loads(run("log", "--issue", "catches", "--json", cwd=negotiation).out)["issues"]
    gaps = [one["gap"] and one["gap"]["value"] for one in issue["statements"]]
    assert gaps == [None, 5e6, 3e6, 3e6]
    assert issue["net"] == [
        {"party": "Norland", "first": "4 million crowns", "last": "6 million crowns", "toward": ["Sudmark"]}
    ]
    assert issue["unmoved_since"] == "2031-05-20"
    assert [(one["party"], one["articles"]) for one in issue["silent"]] == [("Sudmark", 2)]


def test_the_log_of_a_party_and_as_markdown(compared: Path) -> None:
    found = json.loads(run("log", "--party", "sudmark", "--json", cwd=compared).out)["issues"]
    assert {one["party"] for issue in found for one in issue["statements"]} == {"Sudmark"}
    table = run("log", "--party", "sudmark", "--markdown", cwd=compared).out
    assert "| date | party | change | firmness | statement | gap |" in table
    ran = run("log", "--party", "Sudmrk", cwd=compared)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'Sudmark'?" in ran.err


PINNED = """article: {{published: 2031-06-{day}}}
positions:
  Norland:
    - {stance}: a toll for all who pass the strait
      issue: toll
    - demand: {words}
      issue: quota
"""


def test_what_was_kept_or_reworded_is_folded_and_sources_that_disagree_are_told(negotiation: Path) -> None:
    for name, day, stance, words in (
        ("post", "04", "demand", "a quota of herring for the north"),
        ("courier", "04", "reject", "herring in the north is shared by quota"),
    ):
        text = PINNED.format(day=day, stance=stance, words=words)
        (negotiation / "positions" / f"{name}.yaml").write_text(text)
    ran = run("diff", "post", "courier", "--exit-code", cwd=negotiation)
    assert "sources disagree" in ran.out
    assert "herring" not in ran.out
    assert "1 kept" in ran.err
    assert ran.code == 0  # nobody changed anything
    assert "herring" in run("diff", "post", "courier", "--kept", cwd=negotiation).out
    both = json.loads(run("log", "--party", "Norland", "--issue", "toll", "--json", cwd=negotiation).out)["issues"]
    assert [(one["issue"], {each["party"] for each in one["statements"]}) for one in both] == [("toll", {"Norland"})]
    assert {each["firmness"] for each in both[0]["statements"]} == {"demand"}
